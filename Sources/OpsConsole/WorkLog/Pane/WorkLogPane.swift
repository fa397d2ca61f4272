import OpsDomain
import OpsScreen

/// The work log: what was done and seen, the newest at the bottom.
///
/// It holds a few pages of entries; those further away are read when they are scrolled to.
struct WorkLogPane: Pane {
  /// A line or several that belong together.
  enum Item: Hashable, Sendable {
    case day(String)
    /// What follows was not seen in an earlier session.
    case unread
    /// An entry, by its place in the window.
    case entry(Int)
    /// An entry that is being recorded or could not be, by its place in `unsaved`.
    case unsaved(Int)
  }

  /// A page that the pane wants to be read.
  enum Wish: Hashable, Sendable {
    case newest, oldest, older, newer
    /// The nearest entry before (-1) or after (1) the selected one that holds the text looked for.
    case match(Int)
    case around(EntryPlace)
    /// What is held, around a place, which stays where it is on the screen.
    case again(EntryPlace)
  }

  let id = PaneID.workLog
  /// Whether it is the list of one host.
  var isHostList = false
  /// The entries held.
  var window = EntryWindow()
  /// Which entries are shown.
  var filter = LogFilter()
  /// The thread that is shown in place of what the filter says; nil when none is.
  var thread: OperationID?
  /// The entry that is shown in full.
  var detail: EntryDetail?
  /// The entry that commands act on; nil while the newest is followed.
  var selected: OperationID?
  /// Whether new entries scroll the list.
  var follows = true
  /// The first line shown.
  var top = 0
  /// The first line of each item, and the number of all lines at last.
  var items: [(item: Item, line: Int)] = []
  var totalLines = 0
  /// Entries that are being recorded or could not be.
  var unsaved: [Unsaved] = []
  var laidOut: [OperationID: EntryLines] = [:]
  /// What is to be in sight once the lines are computed anew; noted before the window changes.
  var landing: Landing?
  var shape: EntryShape?
  var built: Built?
  /// Counts filters and threads: a page of before is not taken.
  var generation = 0
  /// What is being read.
  var reading: Wish?
  var jump: Wish?
  /// Whether what is held may lack entries and must be read again.
  var isStale = false
  /// Why the last page could not be read, and when.
  var failure: (message: String, at: Timestamp)?
  /// Where the marker of what is new stands; nil when all is.
  var marker: EntryPlace?
  /// Words that are marked in the text.
  var soughtText = ""

  /// An entry on its way into the store.
  struct Unsaved: Hashable, Sendable {
    let ticket: Int
    let entry: Entry
    /// Why it was not recorded; nil while that is not known.
    let failure: String?
  }

  /// What the items were computed from.
  struct Built: Hashable {
    let version, generation: Int
    let shape: EntryShape
    let unsaved: [Unsaved]
    let marker: EntryPlace?
    let today: String
  }

  init() {}

  /// The list of a host's entries: its filter is there for good.
  init(hostFilter: LogFilter) {
    window = EntryWindow(hostFilter.query)
    isHostList = true
  }

  // MARK: what is shown

  /// The entry that commands act on.
  var selectedRecord: EntryRecord? {
    if let detail { return detail.record }
    guard let selected, let place = window.index(of: selected) else { return window.records.last }
    return window.records[place]
  }

  func contentLines(_ world: World) -> Int { totalLines }

  mutating func refresh(_ world: World) {
    unsaved = world.log.attempts.sorted { $0.key < $1.key }.flatMap { ticket, attempt in
      attempt.bodies.compactMap { body -> Unsaved? in
        guard case .entryAdd(let entry) = body else { return nil }
        return Unsaved(ticket: ticket, entry: entry, failure: attempt.failure?.message)
      }
    }
    if let open = detail, let place = window.index(of: open.record.id) { detail?.record = window.records[place] }
  }

  mutating func settle(in rect: Rect, _ world: World, reveal: Bool) {
    lay(out: rect, world)
    if follows {
      top = max(totalLines - rect.rows, 0)
    } else {
      top = min(max(top, 0), max(totalLines - rect.rows, 0))
      if reveal { revealSelection(rect.rows) }
    }
    if var open = detail {
      let lines = open.lines(columns: rect.columns, world).count
      open.top = min(max(open.top, 0), max(lines - rect.rows, 0))
      detail = open
    }
  }

  /// Computes the lines of all entries held, where they are not known.
  mutating func lay(out rect: Rect, _ world: World) {
    let authors = window.records.suffix(200).reduce(0) { max($0, columns(of: EntryWords.author(of: $1))) }
    let start = thread == nil ? nil : threadStart(world)
    let shape = EntryShape(rect, authors: authors, threadStart: start)
    let clock = LogClock(world)
    let wanted = Built(
      version: window.version, generation: generation, shape: shape, unsaved: unsaved, marker: marker,
      today: clock.local(world.now).date)
    guard wanted != built else { return }
    let landing = landing ?? (wanted.version == built?.version ? placeOfTop : nil)
    if shape != self.shape { laidOut = [:] }
    self.shape = shape
    built = wanted
    layItems(world, clock, shape)
    land(landing, rect.rows)
  }

  mutating func layItems(_ world: World, _ clock: LogClock, _ shape: EntryShape) {
    let glyphs = Glyphs(world.context.symbols)
    var kept: [OperationID: EntryLines] = [:]
    items = []
    totalLines = 0
    func add(_ item: Item, _ lines: Int) {
      items.append((item, totalLines))
      totalLines += lines
    }
    var before: Timestamp?
    var isMarked = marker == nil
    for (place, record) in window.records.enumerated() {
      if before.map({ clock.isOtherDay($0, record.entry.at) }) ?? (shape.style != .single) {
        add(.day(clock.day(record.entry.at)), 1)
      }
      before = record.entry.at
      if !isMarked, let marker, record.place > marker {
        isMarked = true
        if place > 0 { add(.unread, 1) }
      }
      var lines = laidOut[record.id]
      if lines?.record != record {
        lines = EntryLines(record, shape, clock: clock, team: world.log.team, glyphs: glyphs)
      }
      kept[record.id] = lines
      add(.entry(place), lines?.lines.count ?? 0)
    }
    for place in unsaved.indices { add(.unsaved(place), 1) }
    laidOut = kept
  }

  /// The lines of an entry.
  func lines(of record: EntryRecord) -> EntryLines? { laidOut[record.id] }

  /// When the thread that is shown began.
  private func threadStart(_ world: World) -> Timestamp? {
    let window = thread.flatMap { world.log.team.window($0) }
    return self.window.records.first { $0.entry.kind == .start }?.entry.at ?? window?.plan.start
      ?? self.window.records.first?.entry.at
  }

  // MARK: where it stands

  /// What is to be in sight once the lines are computed anew.
  enum Landing: Hashable, Sendable {
    /// This entry, its first line so far above the top.
    case top(OperationID, above: Int)
    /// The selected entry, in the middle.
    case selection
  }

  /// The entry at the top of what is shown.
  var placeOfTop: Landing? {
    let shown = items.last { $0.line <= top && isEntry($0.item) } ?? items.first { isEntry($0.item) }
    guard let shown, case .entry(let place) = shown.item, window.records.indices.contains(place) else { return nil }
    return .top(window.records[place].id, above: top - shown.line)
  }

  func isEntry(_ item: Item) -> Bool {
    if case .entry = item { return true }
    return false
  }

  mutating func land(_ landing: Landing?, _ rows: Int) {
    self.landing = nil
    switch landing {
    case .top(let id, let above):
      if let place = window.index(of: id), let line = line(of: place) { top = line + above }
    case .selection:
      guard let selected, let place = window.index(of: selected), let line = line(of: place) else { return }
      top = max(line - rows / 3, 0)
    case nil: break
    }
  }

  /// The first line of an entry of the window.
  func line(of place: Int) -> Int? { items.first { $0.item == .entry(place) }?.line }

  mutating func revealSelection(_ rows: Int) {
    guard let selected, let place = window.index(of: selected), let line = line(of: place) else { return }
    let height = laidOut[selected]?.lines.count ?? 1
    if line < top {
      // The day above the first entry of a day belongs to it.
      top = max(line - (place == 0 ? 1 : 0), 0)
    } else if line + height > top + rows {
      top = min(line, line + height - rows)
    }
  }

  func isSelectionVisible(in rect: Rect, _ world: World) -> Bool { true }

  // MARK: filter and thread

  /// Shows other entries from now on.
  mutating func show(_ new: LogFilter) {
    guard new != filter || thread != nil else { return }
    filter = new
    thread = nil
    begin(new.query)
  }

  /// Shows a whole thread; nil: what the filter says again.
  mutating func show(thread id: OperationID?) {
    thread = id
    guard let id else { return begin(filter.query) }
    var query = EntryQuery()
    query.thread = id
    begin(query)
  }

  mutating func begin(_ query: EntryQuery) {
    window = EntryWindow(query)
    generation &+= 1
    (reading, jump, failure, detail, isStale) = (nil, nil, nil, nil, false)
    (selected, follows, landing) = (nil, true, nil)
  }
}

extension EntryWords {
  /// The name shown of an author.
  static func author(of record: EntryRecord) -> String { record.author.onBehalfOf ?? record.author.display }
}

extension EntryRecord {
  /// The text in which a search looks.
  var searchText: String {
    [entry.text, entry.title ?? "", entry.command?.text ?? "", entry.targets.folded, author.display]
      .joined(separator: "\n").foldedForSearch
  }

  /// The entry as copying puts it on the clipboard: `2026-08-20 12:03 tokyo2 bm-db07: text`.
  func plainLine(_ clock: LogClock) -> String {
    let then = clock.local(entry.at)
    let head = [then.date, then.hourMinute, EntryWords.author(of: self), entry.targets.folded].filter { !$0.isEmpty }
    let kind = entry.kind == .note ? "" : "[\(entry.kind.rawValue)] "
    return head.joined(separator: " ") + ": " + kind + entry.text
  }
}
