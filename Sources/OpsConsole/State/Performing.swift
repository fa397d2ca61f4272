import OpsDomain
import OpsScreen

extension ConsoleState {
  /// Does a command, or says why it cannot be done now.
  mutating func perform(_ command: Command) -> [Effect] {
    if let effects = performInChat(command) { return effects }
    if let effects = performInLog(command) { return effects }
    if let obstacle = command.obstacle(in: self) {
      say(obstacle)
      return []
    }
    if handOn(command) { return [] }
    if isInHost, Self.forListsOnly.contains(command) {
      say("that is for lists; \(keyName(.back)) goes back")
      return []
    }
    if let effects = performPlanning(command) { return effects }
    switch command {
    case .open: open()
    case .back: goBack()
    case .nextPane: goThroughPanes(1)
    case .previousPane: goThroughPanes(-1)
    case .fleet, .roles, .problems, .disks, .posture, .workLog, .maintenance, .requests, .chat, .digest:
      if let id = PaneID(rawValue: command.rawValue) { show(id) }
    case .help: if currentPane == .help { goBack() } else { push(.pane(.help)) }
    case .zoom:
      isZoomed.toggle()
      if isZoomed { say("bare screen; \(keyName(.zoom)) or \(keyName(.back)) comes back") }
    case .filter: entry = currentPane == .help ? LineEntry(.helpSearch) : LineEntry(.filter, text: filter.text)
    case .clearFilter: change { $0 = FleetFilter() }
    case .problemsOnly: change { $0.problemsOnly.toggle() }
    case .search: entry = LineEntry(.search)
    case .nextMatch: findMatch(1)
    case .previousMatch: findMatch(-1)
    case .sortMenu: openSortMenu()
    default: return performMore(command)
    }
    lineHasOpened()
    return []
  }

  private mutating func performMore(_ command: Command) -> [Effect] {
    switch command {
    case .mark: markSelected()
    case .markPattern: entry = LineEntry(.marks)
    case .unmarkAll: marks = []
    case .actOnMarked: openMarkedMenu()
    case .freeze: toggleFreeze()
    case .follow: follows.toggle()
    case .shell: return selectedHost.map { [.openShell($0)] } ?? []
    case .recheck: return recheck(actedOn)
    case .copy: return copy()
    case .verdict: return perform(JudgingWord.verdict, "")
    case .whatIf: return perform(JudgingWord.whatIf, "")
    case .nextHosts: return perform(JudgingWord.next, "")
    case .commandLine: entry = LineEntry(.command, history: commandHistory)
    case .amend, .retract, .reply, .thread, .openTicket, .showHosts: return performOnEntry(command)
    case .redraw: return [.redraw]
    case .suspend: return [.suspend]
    case .quit: return quit()
    default: break
    }
    lineHasOpened()
    return []
  }

  /// Gives the command to the view of the host or to the pane that is in use; false when it is not one of theirs.
  private mutating func handOn(_ command: Command) -> Bool {
    let world = world
    let layout = layout(world)
    if case .host(var view) = page {
      guard !Self.alwaysMine.contains(command) else { return false }
      let rect = layout.middle
      let isTheirs = view.handle(
        command, state: world.fleet[view.host], rows: rect.rows, columns: rect.columns)
      if isTheirs { pages[pages.count - 1] = .host(view) }
      return isTheirs
    }
    guard let frame = layout[currentPane] else { return false }
    return panes[frame.id].handle(command, in: frame.body, world)
  }

  /// Commands that mean the same everywhere.
  private static let alwaysMine: Set<Command> = [
    .help, .commandLine, .quit, .redraw, .suspend, .fleet, .roles, .problems, .disks, .posture, .workLog, .maintenance,
    .requests, .chat, .digest, .zoom, .freeze, .shell, .recheck,
  ]

  /// Commands that mean nothing in the view of a host unless it takes them itself.
  private static let forListsOnly: Set<Command> = [
    .filter, .clearFilter, .problemsOnly, .search, .nextMatch, .previousMatch, .sortMenu, .sortNext, .sortPrevious,
    .sortInvert, .mark, .markPattern, .unmarkAll, .actOnMarked, .follow, .nextPane, .previousPane,
  ]

  /// The pane that keys go to.
  var currentPane: PaneID {
    if case .pane(let id) = page { return id }
    return focus
  }

  /// The key of a command as a person reads it.
  func keyName(_ command: Command) -> String { keyMap.keys(of: command).first?.name ?? ":\(command.rawValue)" }

  private mutating func lineHasOpened() {
    guard entry != nil else { return }
    let vocabulary = vocabulary
    entry?.lookUp(vocabulary)
  }

  // MARK: pages

  mutating func push(_ page: Page) {
    pages.append(page)
    if pages.count > Self.pageLimit { pages.remove(at: 1) }
  }

  /// Shows a pane: on the first screen when it stands there, else alone.
  mutating func show(_ id: PaneID) {
    if id == .chat { typeChat() }
    if id == .fleet {
      (pages, focus) = ([.home], .fleet)
      return
    }
    if case .home = page, focus != id, layout(world)[id] != nil {
      focus = id
    } else {
      pages = [.home, .pane(id)]
    }
  }

  private mutating func goThroughPanes(_ step: Int) {
    let ring: [PaneID] = [.fleet, .roles, .problems, .disks, .workLog, .maintenance, .requests, .chat, .posture]
    let place = ring.firstIndex(of: currentPane) ?? (step > 0 ? -1 : ring.count)
    show(ring[(place + step + ring.count) % ring.count])
  }

  private mutating func goBack() {
    if isZoomed {
      isZoomed = false
      return
    }
    if case .pane(.help) = page, !helpSearch.isEmpty {
      searchHelp("")
      return
    }
    let isList = !isInHost && [.fleet, .roles, .problems, .disks].contains(currentPane)
    if isList, filter.isActive {
      change { $0 = FleetFilter() }
    } else if pages.count > 1 {
      pages.removeLast()
    } else {
      say(":q or \(keyName(.quit)) twice quits")
    }
  }

  private mutating func open() {
    if openPosture() || openRealServer() { return }
    if currentPane == .roles, !isInHost, let role = panes[.roles].selectedRole(world) {
      showRole(role)
    } else if let host = selectedHost, !isInHost {
      push(.host(HostView(host: host, tab: currentPane == .disks ? .filesystems : .overview)))
    } else if currentPane == .problems, let text = panes[.problems].copyText(world) {
      say(text)
    }
  }

  /// Shows the hosts of a role only.
  mutating func showRole(_ role: RoleID) {
    (pages, focus) = ([.home], .fleet)
    change {
      $0 = FleetFilter()
      $0.role = role
    }
  }

  /// Changes which hosts are shown.
  mutating func change(_ body: (inout FleetFilter) -> Void) {
    body(&filter)
    stalePanes.formUnion([.fleet, .problems, .disks])
    settle(reveal: true)
  }

  private mutating func toggleFreeze() {
    if frozen == nil {
      frozen = (fleet, now)
      say("the screen is held; \(keyName(.freeze)) lets it go on")
    } else {
      frozen = nil
      refreshAll()
    }
  }

  private mutating func quit() -> [Effect] {
    if quitIsArmed { return [.quit] }
    quitIsArmed = true
    say("\(keyName(.quit)) again quits")
    return []
  }
}
