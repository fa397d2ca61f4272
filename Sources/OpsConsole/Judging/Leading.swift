import OpsDomain
import OpsScreen

extension ConsoleState {
  /// Goes to what the selected line of the sheet is about.
  mutating func follow() -> [Effect] {
    guard let lead = judging.sheet?.lead else { return [] }
    switch lead {
    case .mark(let hosts):
      judging.sheet = nil
      showHosts(Set(hosts))
      return []
    case .source(let source): return go(to: source)
    }
  }

  private mutating func go(to source: VerdictSource) -> [Effect] {
    switch source {
    case .store, .inventory: return []
    case .host, .role, .window, .freeze, .hold, .reservation, .request, .entry: judging.sheet = nil
    }
    switch source {
    case .host(let host): push(.host(HostView(host: host)))
    case .role(let role): showRole(role)
    case .window(let id): return openWindow(id)
    case .freeze(let id): showPlan { if case .freeze(id, _) = $0 { true } else { false } }
    case .hold(let id): showPlan { $0 == .hold(id) }
    case .request(let id): openRequest(id)
    case .entry(let id): show(thread: id)
    case .reservation(let id): show(thread: log.team.reservation(id)?.thread ?? id)
    case .store, .inventory: break
    }
    return []
  }

  /// Shows the calendar with the line of a freeze or hold selected.
  private mutating func showPlan(_ isMeant: (PlanRow.ID) -> Bool) {
    push(.pane(.maintenance))
    stalePanes.insert(.maintenance)
    refreshPanes()
    let world = world
    guard var pane = panes[.maintenance] as? MaintenancePane, let frame = layout(world)[.maintenance],
      let row = (0..<pane.count).first(where: { isMeant(pane.id(at: $0, world)) })
    else { return }
    if pane.opened != nil { _ = pane.handle(.back, in: frame.body, world) }
    pane.select(row: row, in: frame.body, world)
    panes[.maintenance] = pane
  }
}
