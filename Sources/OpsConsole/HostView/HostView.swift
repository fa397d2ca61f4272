public import OpsDomain
public import OpsScreen

/// The view of one host, with tabs.
///
/// It owns what the person has chosen in it; readings come from the fleet.
public struct HostView: Sendable {
  /// The tabs, in their order.
  public enum Tab: String, CaseIterable, Hashable, Sendable {
    case overview, limit, filesystems, processes, network, posture, balancing, log, chat
  }
  /// The host shown.
  public let host: HostID
  /// The tab shown.
  public private(set) var tab: Tab
  /// Whether there is a chat, and so a tab of what is said in it of the host.
  var hasChat = false

  private var skippedGraphs = 0
  private var skippedLines = 0
  private(set) var chosenMark: HostMark.ID?
  private var filesystemOrder = TableOrder(FilesystemKey.used)
  private var filesystemChoice = ListChoice<String>()
  private var processOrder = TableOrder(ProcessKey.cpu)
  private var processChoice = ListChoice<Int>()
  private var isTree = false
  private var interfaceOrder = TableOrder(InterfaceKey.host)
  private var interfaceChoice = ListChoice<String>()
  private var postureChoice = ListChoice<PostureTopic>()
  private var balancingChoice = ListChoice<String>()

  /// A view of this host.
  public init(host: HostID, tab: Tab = .overview) {
    self.host = host
    self.tab = tab
  }

  /// Whether processes are on the screen, so that they must be read.
  public var wantsProcesses: Bool { tab == .processes || tab == .overview || tab == .limit }

  /// Takes a command; false when it is not one of the view's own.
  ///
  /// `rows` and `columns` are those of the rectangle the view is drawn in: they say how far a page goes.
  public mutating func handle(_ command: Command, state: HostState?, rows: Int, columns: Int = 160) -> Bool {
    if command == .back, chosenMark != nil {
      chosenMark = nil
      return true
    }
    switch command {
    case .nextTab, .right: step(1, state)
    case .previousTab, .left: step(-1, state)
    case .toggleTree where tab == .processes: isTree.toggle()
    default:
      let rect = Rect(column: 0, row: 0, columns: columns, rows: rows)
      return handle(command, state: state, in: Self.body(of: rect, state))
    }
    return true
  }

  private mutating func handle(_ command: Command, state: HostState?, in body: Rect) -> Bool {
    switch tab {
    case .overview: return scroll(command, state: state, in: body)
    case .limit: return scrollLines(command, state: state, in: body)
    case .log, .chat: return false
    case .filesystems:
      if filesystemOrder.handle(command) { return true }
      let visible = TableFrame(body, notes: FilesystemTab.noteCount(state)).rows.rows
      return filesystemChoice.handle(command, ids: filesystems(state).ids, visible: visible)
    case .processes:
      if processOrder.handle(command) { return true }
      let visible = TableFrame(body, notes: ProcessTab.noteCount(state)).rows.rows
      return processChoice.handle(command, ids: processes(state).ids, visible: visible)
    case .network:
      if interfaceOrder.handle(command) { return true }
      let ids = interfaces(state).ids
      let visible = NetworkTab.Parts(body, interfaces: ids.count).frame.rows.rows
      return interfaceChoice.handle(command, ids: ids, visible: visible)
    case .posture:
      let visible = PostureTab.frame(body).rows.rows
      return postureChoice.handle(command, ids: PostureTab.ids(state), visible: visible)
    case .balancing:
      let visible = BalancingTab.parts(body, state).frame.rows.rows
      return balancingChoice.handle(command, ids: BalancingList(state).ids, visible: visible)
    }
  }

  /// Selects what was clicked, or a tab; false when nothing of the view's own is there.
  public mutating func click(column: Int, row: Int, in rect: Rect, state: HostState?) -> Bool {
    guard rect.contains(column: column, row: row) else { return false }
    if row == rect.row {
      guard let clicked = TabLine(active: tab, tabs(state), state: state, in: rect).tab(at: column) else {
        return false
      }
      tab = clicked
      return true
    }
    guard state?.sample != nil || tab == .processes else { return false }
    let body = Self.body(of: rect, state)
    switch tab {
    case .overview, .limit, .log, .chat: return false
    case .filesystems:
      let frame = TableFrame(body, notes: FilesystemTab.noteCount(state))
      if frame.header.contains(column: column, row: row) {
        return FilesystemTab.table(body).column(at: column).map { filesystemOrder.choose(column: $0) } ?? false
      }
      return filesystemChoice.click(row, in: frame.rows, ids: filesystems(state).ids)
    case .processes:
      let frame = TableFrame(body, notes: ProcessTab.noteCount(state))
      if frame.header.contains(column: column, row: row) {
        return ProcessTab.table(body).column(at: column).map { processOrder.choose(column: $0) } ?? false
      }
      return processChoice.click(row, in: frame.rows, ids: processes(state).ids)
    case .network:
      let ids = interfaces(state).ids
      let frame = NetworkTab.Parts(body, interfaces: ids.count).frame
      if frame.header.contains(column: column, row: row) {
        return NetworkTab.table(body).column(at: column).map { interfaceOrder.choose(column: $0) } ?? false
      }
      return interfaceChoice.click(row, in: frame.rows, ids: ids)
    case .posture: return postureChoice.click(row, in: PostureTab.frame(body).rows, ids: PostureTab.ids(state))
    case .balancing:
      let frame = BalancingTab.parts(body, state).frame
      return balancingChoice.click(row, in: frame.rows, ids: BalancingList(state).ids)
    }
  }

  /// What `copy` would put on the clipboard: the selected line, made harmless; nil when nothing is selected.
  public func copyText(state: HostState?) -> String? {
    switch tab {
    case .overview, .log, .chat: return nil
    case .limit: return (state?.bottleneckWalk).map { harmless($0.conclusion) }
    case .filesystems:
      let list = filesystems(state)
      return filesystemChoice.index(in: list.ids).map { FilesystemTab.copyText(list.rows[$0]) }
    case .processes:
      let list = processes(state)
      return processChoice.index(in: list.ids).map { ProcessTab.copyText(list.rows[$0].process) }
    case .network:
      let list = interfaces(state)
      return interfaceChoice.index(in: list.ids).map { NetworkTab.copyText(list.rows[$0]) }
    case .posture:
      let checks = PostureTab.checks(state)
      return postureChoice.index(in: checks.map(\.topic)).map { PostureTab.copyText(checks[$0]) }
    case .balancing:
      let list = BalancingList(state)
      return balancingChoice.index(in: list.ids).map { BalancingTab.copyText(list.rows[$0]) }
    }
  }

  /// Draws the view: a tab line, the head, then the tab.
  ///
  /// The header above and the hint bar below are not its own.
  public func draw(on canvas: inout Canvas, in rect: Rect, state: HostState?, context: DrawContext) {
    draw(on: &canvas, in: rect, state: state, context: context, world: nil)
  }

  /// Draws the view with what the work log says of the host.
  func draw(on canvas: inout Canvas, in rect: Rect, state: HostState?, context: DrawContext, world: World?) {
    guard rect.rows > 0, rect.columns > 0 else { return }
    TabLine(active: tab, tabs(state), state: state, in: rect, entries: world?.log.counts[host])
      .draw(on: &canvas, in: rect, active: tab, state: state, context: context)
    let below = rect.splitTop(1).rest
    HostHead(state, rows: rect.rows, columns: rect.columns, context: context).draw(on: &canvas, in: below)
    let body = Self.body(of: rect, state)
    guard body.rows > 0 else { return }
    if tab == .log {
      guard let world, let log = world.log.hostLog, log.host == host else { return }
      return log.pane.draw(on: &canvas, in: body, world, isFocused: true)
    }
    if tab == .chat {
      guard let world, let mentions = world.chat.hostMentions, mentions.host == host else { return }
      return mentions.draw(on: &canvas, in: body, world)
    }
    guard let state, state.sample != nil || hasReading(state) else {
      HostWaiting(host, state, context: context)?.draw(on: &canvas, in: body)
      return
    }
    switch tab {
    case .overview:
      let marks = world.map { HostMark.all(of: host, $0) } ?? []
      OverviewTab(state, context, MarkDrawing(marks: marks, chosen: chosenMark, context: context), world)
        .draw(on: &canvas, in: body, skipped: skippedGraphs)
    case .limit:
      LimitTab(state, context, columns: body.columns).draw(on: &canvas, in: body, skipped: skippedLines)
    case .filesystems:
      FilesystemTab(state, filesystems(state), context).draw(on: &canvas, in: body, choice: filesystemChoice)
    case .processes: ProcessTab(state, processes(state), context).draw(on: &canvas, in: body, choice: processChoice)
    case .network: NetworkTab(state, interfaces(state), context).draw(on: &canvas, in: body, choice: interfaceChoice)
    case .posture: PostureTab(state, context).draw(on: &canvas, in: body, choice: postureChoice)
    case .balancing:
      BalancingTab(state, BalancingList(state), context, world?.fleet)
        .draw(on: &canvas, in: body, choice: balancingChoice)
    case .log, .chat: break
    }
  }

  /// The address of the real server that is selected; nil when none is.
  func selectedServer(state: HostState?) -> String? {
    guard tab == .balancing else { return nil }
    let list = BalancingList(state)
    return balancingChoice.index(in: list.ids).flatMap { list.rows[$0].server?.address }
  }

  /// Whether the tab has something to show though no tick was answered.
  private func hasReading(_ state: HostState) -> Bool {
    switch tab {
    case .overview, .limit, .network, .log, .chat: return false
    case .filesystems: return state.filesystems != nil
    case .processes: return state.processes != nil
    case .posture: return state.posture != nil
    case .balancing: return state.isDirector
    }
  }

  /// What the tab itself has of the view's rectangle: below the tabs, the head, and a free row where there is room.
  static func body(of rect: Rect, _ state: HostState?) -> Rect {
    // The number of lines does not depend on the moment.
    let context = DrawContext(now: Timestamp(milliseconds: 0))
    let head = HostHead(state, rows: rect.rows, columns: rect.columns, context: context).lines.count
    let gap = rect.rows >= 16 ? 1 : 0
    return rect.splitTop(1 + head + gap).rest
  }

  /// The tabs there are: that of LVS for directors only.
  func tabs(_ state: HostState?) -> [Tab] {
    Tab.allCases.filter { tab in
      switch tab {
      case .chat: return hasChat
      case .balancing: return state?.isDirector == true
      default: return true
      }
    }
  }

  private mutating func step(_ by: Int, _ state: HostState?) {
    let tabs = tabs(state)
    guard let index = tabs.firstIndex(of: tab) else { return }
    tab = tabs[(index + by + tabs.count) % tabs.count]
  }

  /// Chooses the next (1) or previous (-1) mark; the first choice is the newest.
  mutating func moveMark(_ step: Int, among marks: [HostMark.ID]) {
    guard !marks.isEmpty else { return }
    let here = chosenMark.flatMap { marks.firstIndex(of: $0) }
    chosenMark = marks[here.map { min(max($0 + step, 0), marks.count - 1) } ?? marks.count - 1]
  }

  /// The entry that commands act on: the selected one of the log, or the one whose mark is chosen.
  func selectedEntry(in log: HostLog) -> EntryRecord? {
    guard log.host == host else { return nil }
    if tab == .log { return log.pane.selectedRecord }
    guard tab == .overview, case .entry(let id)? = chosenMark else { return nil }
    return log.recent.records.first { $0.id == id }
  }

  private mutating func scroll(_ command: Command, state: HostState?, in body: Rect) -> Bool {
    guard let state, state.sample != nil else { return false }
    let last = OverviewLayout.lastSkip(body, panels: HostPanels(state).all.count)
    let page = max((body.rows - 1) / 5, 1)
    switch command {
    case .down: skippedGraphs += 1
    case .up: skippedGraphs -= 1
    case .pageDown, .halfPageDown: skippedGraphs += page
    case .pageUp, .halfPageUp: skippedGraphs -= page
    case .top: skippedGraphs = 0
    case .bottom: skippedGraphs = last
    default: return false
    }
    skippedGraphs = min(max(skippedGraphs, 0), last)
    return true
  }

  private mutating func scrollLines(_ command: Command, state: HostState?, in body: Rect) -> Bool {
    guard let state, state.sample != nil else { return false }
    // The number of lines does not depend on the moment.
    let tab = LimitTab(state, DrawContext(now: Timestamp(milliseconds: 0)), columns: body.columns)
    let last = tab.lastSkip(rows: body.rows)
    let page = max(body.rows - 1, 1)
    switch command {
    case .down: skippedLines += 1
    case .up: skippedLines -= 1
    case .pageDown, .halfPageDown: skippedLines += page
    case .pageUp, .halfPageUp: skippedLines -= page
    case .top: skippedLines = 0
    case .bottom: skippedLines = last
    default: return false
    }
    skippedLines = min(max(skippedLines, 0), last)
    return true
  }

  private func filesystems(_ state: HostState?) -> FilesystemList { FilesystemList(state, order: filesystemOrder) }
  private func processes(_ state: HostState?) -> ProcessList {
    ProcessList(state, order: processOrder, isTree: isTree)
  }
  private func interfaces(_ state: HostState?) -> InterfaceList { InterfaceList(state, order: interfaceOrder) }
}
