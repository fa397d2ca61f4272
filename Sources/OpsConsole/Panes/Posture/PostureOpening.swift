import OpsDomain

extension ConsoleState {
  /// Shows the hosts that the chosen cell of the posture pane counts; false when that pane is not in use.
  mutating func openPosture() -> Bool {
    guard currentPane == .posture, !isInHost, let pane = panes[.posture] as? PosturePane, let summary = pane.summary
    else { return false }
    let parts = [summary.role == nil ? "role=\"\"" : nil, pane.condition].compactMap(\.self)
    let text = parts.joined(separator: " and ")
    (pages, focus) = ([.home], .fleet)
    change {
      $0 = FleetFilter()
      $0.role = summary.role
      $0.text = text
      $0.predicate = text.isEmpty ? nil : try? HostPredicate(parsing: text)
    }
    return true
  }

  /// Opens the host behind the selected real server of a director; false when none is selected.
  mutating func openRealServer() -> Bool {
    guard case .host(let view) = page, let address = view.selectedServer(state: shownFleet[view.host]) else {
      return false
    }
    guard let index = shownFleet.index(ofAddress: address) else {
      say("no host of the inventory has the address \(address)")
      return true
    }
    let host = shownFleet.hosts[index].host.id
    if host != view.host { push(.host(HostView(host: host))) }
    return true
  }
}
