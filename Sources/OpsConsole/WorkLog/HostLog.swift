import OpsDomain
import OpsScreen

/// What the work log says of the host that is open.
struct HostLog: Sendable {
  /// The host.
  let host: HostID
  /// Its newest entries, those of its role and service among them: what is marked under graphs.
  private(set) var recent: EntryWindow
  /// The list of its entries.
  var pane: WorkLogPane
  /// Whether the newest entries were asked for.
  var isAsked = false

  /// Nothing read yet of a host, which has this role now.
  init(_ host: HostID, role: RoleID?) {
    self.host = host
    var filter = LogFilter()
    filter.query.hosts = [host]
    filter.query.presentRoles[host] = role?.description
    recent = EntryWindow(filter.query)
    pane = WorkLogPane(hostFilter: filter)
  }

  /// Takes the newest entries.
  mutating func take(_ page: EntryPage) { recent.replace(with: page) }

  /// Takes entries that were added or changed.
  mutating func merge(_ records: [EntryRecord], roleOf: (HostID) -> RoleID?) {
    recent.merge(records, roleOf: roleOf)
    pane.merge(records, roleOf: roleOf)
  }
}

extension ConsoleState {
  /// Asks for the entries of the host that is open, once.
  mutating func readForHost() -> [Effect] {
    guard case .host(let view) = page else { return [] }
    if log.hostLog?.host != view.host { log.hostLog = HostLog(view.host, role: shownFleet[view.host]?.host.role) }
    guard let open = log.hostLog, !open.isAsked else { return view.tab == .log ? readForPane(.host) : [] }
    log.hostLog?.isAsked = true
    let host = view.host
    let entries = read(open.recent.query, .newest, limit: EntryWindow.pageSize) { state, result in
      guard case .success(let page) = result, state.log.hostLog?.host == host else { return [] }
      state.log.hostLog?.take(page)
      return []
    }
    return [.log(.count([host]))] + entries
  }

  /// The place of the list of entries in the view of a host, when it is shown.
  var hostLogRect: Rect? {
    guard case .host(let view) = page, view.tab == .log, let rect = layout(world).host else { return nil }
    return HostView.body(of: rect, shownFleet[view.host])
  }

  /// Gives a command to the list of entries in the view of a host; false when it is not shown or not concerned.
  mutating func handOnToHostLog(_ command: Command) -> Bool {
    guard let rect = hostLogRect else { return false }
    let world = world
    return log.hostLog?.pane.handle(command, in: rect, world) ?? false
  }

  /// Makes the list of entries in the view of a host fit its place.
  mutating func settleHostLog(reveal: Bool) {
    guard let rect = hostLogRect else { return }
    let world = world
    log.hostLog?.pane.refresh(world)
    log.hostLog?.pane.settle(in: rect, world, reveal: reveal)
  }

  /// What is marked under the graphs of the host that is open.
  var hostMarks: [HostMark] {
    guard case .host(let view) = page else { return [] }
    return HostMark.all(of: view.host, world)
  }

  /// Whether a graph with marks is on the screen.
  var hasMarks: Bool {
    guard case .host(let view) = page, view.tab == .overview else { return false }
    return !hostMarks.isEmpty
  }

  /// Whether an entry is selected in the view of a host: in its log, or by its mark.
  var isOnEntryOfHost: Bool { isInHost && selectedEntry != nil }

  /// Goes to the next (1) or previous (-1) mark under the graphs.
  mutating func moveMark(_ step: Int) {
    guard case .host(var view) = page else { return }
    view.moveMark(step, among: hostMarks.map(\.id))
    pages[pages.count - 1] = .host(view)
  }
}
