import OpsDomain
import OpsScreen

/// How safe the hosts are kept: a line a role, a column a topic, and below what the chosen topic says of the chosen role.
struct PosturePane: ListPane {
  let id = PaneID.posture
  var cursor = ListCursor<String>()
  private(set) var summaries: [PostureSummary] = []
  /// The topic chosen, by its place.
  private(set) var column = 0

  /// The topic chosen.
  var topic: PostureTopic { PostureTopic.allCases[column] }
  /// The line chosen.
  var summary: PostureSummary? { summaries.indices.contains(cursor.row) ? summaries[cursor.row] : nil }

  var count: Int { summaries.count }
  func id(at row: Int, _ world: World) -> String { Self.name(summaries[row].role) }
  func row(of id: String, _ world: World) -> Int? { summaries.firstIndex { Self.name($0.role) == id } }
  func searchText(at row: Int, _ world: World) -> String { Self.name(summaries[row].role) }
  func selectedRole(_ world: World) -> RoleID? { summary?.role }

  private static func name(_ role: RoleID?) -> String { role?.description ?? "no role" }

  mutating func refresh(_ world: World) {
    summaries = world.fleet.postureSummaries(at: world.now)
    findSelection(world)
  }

  mutating func handle(_ command: Command, in rect: Rect, _ world: World) -> Bool {
    switch command {
    case .left: column = max(column - 1, 0)
    case .right: column = min(column + 1, PostureTopic.allCases.count - 1)
    default: return move(command, in: rect, world)
    }
    return true
  }

  mutating func click(column x: Int, row: Int, in rect: Rect, _ world: World) -> ClickOutcome {
    let outcome = clickRow(column: x, row: row, in: rect, world)
    guard let clicked = layout(rect, world).column(at: x, in: rect) else { return outcome }
    column = clicked
    return .selected
  }

  /// The filter that shows the hosts which the chosen cell counts.
  var condition: String? {
    guard let summary, summary[topic].bad > 0 else { return nil }
    return "posture=\(topic.rawValue)"
  }

  func copyText(_ world: World) -> String? {
    guard let summary else { return nil }
    let hosts = PostureDetail(summary.role, topic, world).bad
    return hosts.isEmpty ? nil : NodeSet.fold(hosts.map(\.name))
  }

  func titleWords(_ world: World) -> [TitleWord] {
    let bad = summaries.reduce(0) { $0 + $1.bad }
    let read = summaries.reduce(0) { $0 + $1.read }
    let hosts = summaries.reduce(0) { $0 + $1.hosts }
    var words = [TitleWord(text: "\(read) of \(hosts) hosts read")]
    if bad > 0 { words.append(TitleWord(text: "   \(Words.count(bad, "thing")) to mend", role: .warn)) }
    return words
  }

  func contentLines(_ world: World) -> Int { count + 1 + PostureDetail.rows }

  func body(in rect: Rect, _ world: World) -> Rect { parts(rect).list }

  func moreWords(after row: Int, _ world: World) -> String {
    let bad = summaries.dropFirst(row + 1).count { $0.bad > 0 }
    return bad > 0 ? ", \(bad) with something to mend" : ""
  }

  /// Where headings, rows and the detail stand: the detail needs its rows, and the list three at least.
  private func parts(_ rect: Rect) -> (heading: Rect?, list: Rect, detail: Rect?) {
    let parts = ListParts(rect)
    let spare = parts.body.rows - min(count, max(parts.body.rows - PostureDetail.rows, 3))
    guard spare >= 4 else { return (parts.heading, parts.body, nil) }
    let split = parts.body.splitBottom(spare)
    return (parts.heading, split.rest, split.bottom)
  }

  private func layout(_ rect: Rect, _ world: World) -> PostureLayout {
    let name = world.index.services.count == 1 ? world.index.roleColumns : world.index.fullRoleColumns
    return PostureLayout(rect, nameColumns: max(name, 7))
  }

  // MARK: drawing

  func draw(on canvas: inout Canvas, in rect: Rect, _ world: World, isFocused: Bool) {
    guard !summaries.isEmpty else {
      canvas.put("No hosts yet.", rect.column + 3, rect.row + min(1, max(rect.rows - 1, 0)), rect.columns - 3, .strong)
      return
    }
    drawList(on: &canvas, in: rect, world, isFocused: isFocused)
    guard let detail = parts(rect).detail, let summary else { return }
    PostureDetail(summary.role, topic, world).draw(on: &canvas, in: detail, summary[topic], world)
  }

  func drawHeading(on canvas: inout Canvas, in rect: Rect, _ world: World) {
    let layout = layout(rect, world)
    canvas.put("ROLE", rect.column + FleetColumns.prefix, rect.row, layout.nameColumns, .heading)
    canvas.put("READ", layout.read, rect.row, PostureLayout.readColumns, .heading, align: .right)
    for (place, topic) in PostureTopic.allCases.enumerated() {
      guard let left = layout.left(of: place) else { break }
      canvas.put(
        layout.isWide ? topic.heading : topic.shortHeading, left, rect.row, layout.topicColumns,
        place == column ? .headingActive : .heading, align: .right)
    }
  }

  func drawRow(_ row: Int, at line: Int, on canvas: inout Canvas, in rect: Rect, _ world: World) {
    let summary = summaries[row]
    let layout = layout(rect, world)
    let symbols = world.context.symbols
    if summary.bad > 0 {
      canvas.write(Standing.warn.sign(symbols), column: rect.column + 1, row: line, role: .warn)
    }
    let name = world.index.services.count == 1 ? summary.role?.role ?? "no role" : Self.name(summary.role)
    canvas.put(
      name, rect.column + FleetColumns.prefix, line, layout.nameColumns, summary.bad > 0 ? .strong : .text)
    canvas.put(
      "\(summary.read)/\(summary.hosts)", layout.read, line, PostureLayout.readColumns, .quiet, align: .right)
    for (place, count) in summary.counts.enumerated() {
      guard let left = layout.left(of: place) else { break }
      draw(count, left, line, layout.topicColumns, isChosen: place == column && row == cursor.row, world, on: &canvas)
    }
  }

  /// A cell: how many are bad, how many unknown, `·` where all is well; `*` where something has changed.
  private func draw(
    _ count: PostureCount, _ left: Int, _ line: Int, _ columns: Int, isChosen: Bool, _ world: World,
    on canvas: inout Canvas
  ) {
    var words: [TitleWord] = []
    if count.bad > 0 { words.append(TitleWord(text: "\(count.bad)", role: .warn)) }
    if count.unknown > 0 {
      words.append(TitleWord(text: (words.isEmpty ? "" : " ") + "?\(count.unknown)", role: .unknown))
    }
    if words.isEmpty {
      let isKnown = count.good > 0
      let glyphs = Glyphs(world.context.symbols)
      words.append(TitleWord(text: isKnown ? glyphs.dot : glyphs.dash, role: .quiet))
    }
    // A number that is cut would be another number: what is bad is said whole, and that more is unknown by its sign.
    if width(of: words) > columns, words.count > 1 { words[1].text = "?" }
    if count.changed > 0, width(of: words) < columns { words.append(TitleWord(text: "*", role: .strong)) }
    let start = left + max(columns - width(of: words), 0)
    canvas.put(words, start, line, edge: left + columns)
    if isChosen {
      canvas.cover(Rect(column: left, row: line, columns: columns, rows: 1), with: .selected)
    }
  }
}

/// Where the columns of the posture pane stand.
struct PostureLayout {
  /// The columns of `24/24`.
  static let readColumns = 7
  let nameColumns: Int
  /// The columns of one topic.
  let topicColumns: Int
  /// The first column of how many were read.
  let read: Int
  private let first: Int
  private let edge: Int

  /// Whether headings may be words.
  var isWide: Bool { topicColumns >= 10 }

  init(_ rect: Rect, nameColumns: Int) {
    let topics = PostureTopic.allCases.count
    self.nameColumns = min(nameColumns, max(rect.columns / 4, 4))
    read = rect.column + FleetColumns.prefix + self.nameColumns
    first = read + Self.readColumns
    edge = rect.column + rect.columns
    topicColumns = min(max((edge - first - 1) / topics - 1, 4), 14)
  }

  /// Where a topic begins; nil where it has no room.
  func left(of place: Int) -> Int? {
    let left = first + 1 + place * (topicColumns + 1)
    return left + topicColumns <= edge ? left : nil
  }

  /// The topic at a column of the screen.
  func column(at x: Int, in rect: Rect) -> Int? {
    PostureTopic.allCases.indices.first { place in left(of: place).map { x >= $0 && x < $0 + topicColumns } ?? false }
  }
}
