import OpsDomain
import OpsScreen

/// What the menu of plans offers.
enum PlanAct: Hashable, Sendable {
  case plan, goOn(String?), copy(OperationID), change(OperationID)
  case step(OperationID, WindowState, occurrence: Timestamp?)
  case extend(OperationID), openWindow(OperationID), log
  case freeze, hold, status
  case clearFreeze(OperationID), clearHold(OperationID)
  case request(OperationID?), answer(OperationID, RequestState?), openRequest(OperationID)
}

extension ConsoleState {
  /// Does a command that is about plans, requests or the digest; nil when it is none.
  mutating func performPlanning(_ command: Command) -> [Effect]? {
    switch command {
    case .plan:
      if currentPane == .requests, !isInHost { openRequestMenu() } else { openPlanMenu() }
      return []
    case .open where !isInHost && [.maintenance, .requests].contains(currentPane): return openSelectedPlan()
    case .acknowledge: return acknowledge()
    case .digest: return showDigest()
    case .open where !isInHost && currentPane == .digest: return openDigestSource()
    case .open where !isInHost && currentPane == .problems: return openOverrun()
    case .amend where !isInHost && currentPane == .digest: return editDigest()
    case .recheck where !isInHost && currentPane == .digest: return readDigest()
    case .amend where currentPane == .maintenance && !isInHost:
      return selectedWindow.map { act(on: .change($0.id)) } ?? nothing("no window is selected")
    case .reply where currentPane == .requests && !isInHost:
      return selectedRequest.map { act(on: .answer($0.id, nil)) } ?? nothing("no request is selected")
    case .retract where currentPane == .requests && !isInHost: return withdrawSelected()
    case .nextMatch where currentPane == .requests && !isInHost && searchText.isEmpty: return act(on: .request(nil))
    case .showHosts where !isInHost && [.maintenance, .requests].contains(currentPane): return showSelectedHosts()
    default: return nil
    }
  }

  private mutating func nothing(_ words: String) -> [Effect] {
    say(words)
    return []
  }

  /// The window that is selected in the pane of plans; nil in other panes.
  var selectedWindow: Window? {
    guard !isInHost, currentPane == .maintenance, let pane = panes[.maintenance] as? MaintenancePane else { return nil }
    return pane.selectedWindow.flatMap { log.team.window($0) }
  }

  /// The request that is selected in the pane of requests; nil in other panes.
  var selectedRequest: Request? {
    guard !isInHost, currentPane == .requests, let pane = panes[.requests] as? RequestsPane else { return nil }
    return pane.selectedRequest.flatMap { log.team.request($0) }
  }

  /// What the selection is, as a node set: the role, the marked hosts, the selected one.
  var selectionText: String {
    if case .host(let view) = page { return view.host.name }
    if marks.isEmpty, let role = panes[currentPane].selectedRole(world) { return "@\(role)" }
    return NodeSet.fold(actedOn.map(\.name))
  }

  // MARK: the menu

  /// Offers what can be done about plans here: about the selected work, the host's running work, or new work.
  mutating func openPlanMenu() {
    let desk = FormDesk(self)
    var items: [Menu.Item] = []
    func add(_ key: Character, _ text: String, _ act: PlanAct) {
      guard !items.contains(where: { $0.key == key }) else { return }
      items.append(Menu.Item(key: key, text: text, action: .planning(act)))
    }
    var title = "Maintenance"
    if let window = contextWindow {
      let name = desk.reference(window.id)
      title = "\(name) \(window.plan.title)"
      for (key, text, act) in acts(on: window, name) { add(key, text, act) }
    }
    if let pane = panes[.maintenance] as? MaintenancePane, currentPane == .maintenance, !isInHost {
      if let id = pane.selectedFreeze { add("c", "clear the freeze \(desk.reference(id))", .clearFreeze(id)) }
      if let id = pane.selectedHold { add("c", "clear the hold \(desk.reference(id))", .clearHold(id)) }
    }
    let about = selectionText
    let words = about.isEmpty ? "" : " about \(truncate(about, columns: 40))"
    if let item = goOnItem("d") { items.append(item) }
    add("p", "plan new work\(words)", .plan)
    add("h", "hold\(words): others keep off", .hold)
    add("z", "freeze\(words): nothing is to be changed", .freeze)
    add("w", "say how hosts stand\(words)", .status)
    add("r", "ask somebody\(words)", .request(contextWindow?.id))
    menu = Menu(title: title, items: items)
  }

  /// The work that the menu is about: the selected one, else what runs on the selected host.
  private var contextWindow: Window? {
    if let selectedWindow { return selectedWindow }
    guard let host = selectedHost else { return nil }
    return log.team.running(on: host, at: now).first
  }

  private func acts(on window: Window, _ name: String) -> [(Character, String, PlanAct)] {
    let id = window.id
    var acts: [(Character, String, PlanAct)] = []
    let next = window.nextStates
    let occurrence = (panes[.maintenance] as? MaintenancePane)?.selectedOccurrence
    func step(_ state: WindowState) -> PlanAct {
      .step(id, state, occurrence: window.plan.recurrence == nil ? nil : state == .inProgress ? occurrence : nil)
    }
    if next.contains(.inProgress) { acts.append(("s", "begin \(name) now", step(.inProgress))) }
    if next.contains(.done) { acts.append(("f", "finish \(name)", step(.done))) }
    if window.isRunning(at: now) {
      acts.append(("x", "extend \(name)", .extend(id)))
      acts.append(("l", "write into its log", .log))
    }
    if next.contains(.verifying) { acts.append(("v", "begin verifying \(name)", step(.verifying))) }
    if next.contains(.announced) { acts.append(("n", "announce \(name)", step(.announced))) }
    if next.contains(.planned), window.recorded == .draft { acts.append(("n", "make it a plan", step(.planned))) }
    if !window.recorded.isFinal { acts.append(("e", "change \(name)", .change(id))) }
    if next.contains(.aborted) { acts.append(("b", "abort \(name)", step(.aborted))) }
    if let occurrence, window.plan.recurrence != nil, !window.recorded.isFinal {
      let day = FormDesk(self).clock.day(occurrence)
      acts.append(("c", "cancel \(name) on \(day) only", .step(id, .cancelled, occurrence: occurrence)))
    }
    if next.contains(.cancelled) {
      let isWhole = window.plan.recurrence != nil
      acts.append(
        (isWhole ? "C" : "c", "cancel \(name)\(isWhole ? " for good" : "")", .step(id, .cancelled, occurrence: nil)))
    }
    if selectedWindow == nil { acts.append(("o", "open \(name)", .openWindow(id))) }
    acts.append(("y", "plan new work like \(name)", .copy(id)))
    return acts
  }

  /// Does what was chosen from the menu.
  mutating func act(on act: PlanAct) -> [Effect] {
    if settings.readOnly, act != .log {
      switch act {
      case .openWindow, .openRequest: break
      default:
        say("read-only: nothing is recorded")
        return []
      }
    }
    let desk = FormDesk(self)
    let about = selectionText
    switch act {
    case .plan: open(.plan(about: about, desk))
    case .goOn(let name): goOn(with: name)
    case .copy(let id): if let window = log.team.window(id) { open(.plan(about: "", desk, copyOf: window)) }
    case .change(let id): if let window = log.team.window(id) { open(.change(window, desk)) }
    case .step(let id, let state, let occurrence):
      if let window = log.team.window(id) { open(.step(window, to: state, occurrence: occurrence, desk)) }
    case .extend(let id): if let window = log.team.window(id) { open(.extend(window, desk)) }
    case .openWindow(let id): return openWindow(id)
    case .openRequest(let id): openRequest(id)
    case .log: return perform(.log)
    case .freeze: open(.freeze(about: about, desk))
    case .hold: open(.hold(about: about, desk))
    case .status: open(.status(about: about))
    case .clearFreeze(let id): open(.clear(.clearFreeze(id), desk.reference(id)))
    case .clearHold(let id): open(.clear(.clearHold(id), desk.reference(id)))
    case .request(let id): open(.request(about: id, targets: about))
    case .answer(let id, let state): if let request = log.team.request(id) { open(.answer(request, state, desk)) }
    }
    return []
  }

  /// Offers what can be answered to the selected request.
  mutating func openRequestMenu() {
    guard let request = selectedRequest else {
      let new = Menu.Item(key: "n", text: "ask somebody", action: .planning(.request(nil)))
      menu = Menu(title: "Requests", items: [new] + (goOnItem("g").map { [$0] } ?? []))
      return
    }
    var items: [Menu.Item] = []
    let desk = FormDesk(self)
    let answers: [(Character, String, RequestState?)] = [
      ("a", "acknowledge: you have seen it", .acknowledged), ("t", "accept: you take it, you alone", .accepted),
      ("f", "it is done", .done), ("d", "decline, with a reason", .declined), ("w", "withdraw it", .withdrawn),
    ]
    for (key, text, state) in answers {
      // Only what would be allowed; a reason is asked for later.
      let allowed = try? request.transition(to: state, by: settings.author.account, at: now, reason: "-")
      guard allowed != nil, desk.problem(of: state, for: request) == nil else { continue }
      items.append(.init(key: key, text: text, action: .planning(.answer(request.id, state))))
    }
    items.append(.init(key: "c", text: "comment", action: .planning(.answer(request.id, nil))))
    items.append(.init(key: "n", text: "ask somebody else", action: .planning(.request(request.id))))
    if let item = goOnItem("g") { items.append(item) }
    let name = log.team.reference(of: request.id) ?? request.reference
    menu = Menu(title: "\(name) \(request.plan.subject)", items: items)
  }

  /// Opens the page of the selected window or request; says what a freeze or hold is.
  private mutating func openSelectedPlan() -> [Effect] {
    if currentPane == .requests {
      if let request = selectedRequest { openRequest(request.id) }
      return []
    }
    if let window = selectedWindow { return openWindow(window.id) }
    if let text = panes[.maintenance].copyText(world) { say(text) }
    return []
  }

  /// Opens the window of a line of problems that is about one; nil when the line is about a host.
  private mutating func openOverrun() -> [Effect]? {
    guard let pane = panes[.problems] as? ProblemsPane, pane.problems.indices.contains(pane.cursor.row),
      let window = pane.problems[pane.cursor.row].window
    else { return nil }
    return openWindow(window)
  }

  /// Lets the panes of plans follow the clock, which they tell to the minute.
  mutating func notePlanTime() {
    let third = now.milliseconds / 20_000
    guard third != todayAt else { return }
    todayAt = third
    judging.plansAreStale = true
    stalePanes.formUnion([.maintenance, .requests, .digest])
    refreshToday()
  }

  // MARK: acknowledging

  /// Acknowledges what is selected: a request, or a finding in the list of problems.
  private mutating func acknowledge() -> [Effect] {
    if let request = selectedRequest {
      return act(on: .answer(request.id, .acknowledged))
    }
    guard !settings.readOnly else {
      say("read-only: nothing is recorded")
      return []
    }
    guard !isInHost, let pane = panes[.problems] as? ProblemsPane, currentPane == .problems,
      let problem = pane.selectedFinding(world)
    else {
      say("\(keyName(.acknowledge)) acknowledges a finding in Problems or a request in Requests")
      return []
    }
    if let given = log.team.acknowledgement(
      of: problem.finding.rule, subject: problem.finding.subject, on: problem.host, at: now)
    {
      say("acknowledged by \(given.author.display) already: \(given.finding.reason)")
      return []
    }
    open(.acknowledge(problem))
    return []
  }

  private mutating func withdrawSelected() -> [Effect] {
    guard let request = selectedRequest else { return [] }
    let isMine = request.author.account == settings.author.account
    return act(on: .answer(request.id, isMine ? .withdrawn : .declined))
  }

  private mutating func showSelectedHosts() -> [Effect] {
    let hosts: [String]
    if let window = selectedWindow {
      hosts = window.hosts
    } else if let request = selectedRequest {
      hosts = request.plan.targets.filter { $0.kind == .host }.map(\.id)
    } else {
      hosts = []
    }
    showHosts(Set(hosts.map { HostID($0) }))
    return []
  }

  // MARK: ways to windows and requests

  /// Shows the page of a window.
  mutating func openWindow(_ id: OperationID) -> [Effect] {
    guard var pane = panes[.maintenance] as? MaintenancePane else { return [] }
    if currentPane != .maintenance || isInHost { push(.pane(.maintenance)) }
    pane.open(id)
    panes[.maintenance] = pane
    stalePanes.insert(.maintenance)
    return readThread(of: id)
  }

  /// Shows the page of a request.
  mutating func openRequest(_ id: OperationID) {
    guard var pane = panes[.requests] as? RequestsPane else { return }
    if currentPane != .requests || isInHost { push(.pane(.requests)) }
    pane.open(id)
    panes[.requests] = pane
    stalePanes.insert(.requests)
  }

  /// Reads the entries of a window for its page.
  mutating func readThread(of id: OperationID) -> [Effect] {
    var query = EntryQuery()
    query.thread = id
    return read(query, .newest, limit: MaintenancePane.threadLimit) { state, result in
      guard case .success(let page) = result, var pane = state.panes[.maintenance] as? MaintenancePane else {
        return []
      }
      pane.take(page, of: id)
      state.panes[.maintenance] = pane
      state.stalePanes.insert(.maintenance)
      return []
    }
  }
}
