import OpsDomain
import OpsScreen

/// The lines of a conversation as rows of a screen, laid out from the bottom up and only as far as they are in sight.
struct ChatRows: Sendable {
  /// The lines that are held, oldest first.
  let lines: [ChatLine]
  /// How they are shown.
  let options: ChatRowOptions
  private let layout: ChatLineLayout

  init(_ lines: [ChatLine], _ options: ChatRowOptions) {
    self.lines = lines
    self.options = options
    layout = ChatLineLayout(options)
  }

  // MARK: what is shown

  /// What a window of so many rows shows.
  func view(_ scroll: ChatScroll, rows: Int) -> ChatView {
    guard rows > 0, !lines.isEmpty else { return ChatView(showsOldest: true, showsNewest: true) }
    var view = ChatView()
    var (group, hidden) = bottom(scroll)
    view.showsNewest = group.upperBound == lines.count && hidden == 0
    view.linesBelow = lines.count - group.upperBound
    var reversed: [ChatRow] = []
    while true {
      let these = self.rows(of: group)
      view.laidOut += 1
      reversed += these.reversed().dropFirst(hidden)
      hidden = 0
      guard reversed.count < rows, group.lowerBound > 0 else { break }
      group = self.group(containing: group.lowerBound - 1)
    }
    view.showsOldest = group.lowerBound == 0 && reversed.count <= rows
    view.rows = reversed.prefix(rows).reversed()
    return view
  }

  /// The lines at the bottom of what is shown that share rows, and how many of these rows lie below.
  private func bottom(_ scroll: ChatScroll) -> (group: Range<Int>, hidden: Int) {
    let last = group(containing: lines.count - 1)
    guard case .at(let place, let hidden) = scroll else { return (last, 0) }
    let group = self.group(containing: index(at: place))
    return (group, min(max(hidden, 0), max(rows(of: group).count - 1, 0)))
  }

  /// The last line at a place or before; the first where all come after it.
  func index(at place: ChatPlace) -> Int {
    var (low, high) = (0, lines.count)
    while low < high {
      let middle = (low + high) / 2
      if lines[middle].place <= place { low = middle + 1 } else { high = middle }
    }
    return max(low - 1, 0)
  }

  // MARK: groups

  /// The lines that share rows with this one: itself, or the run of coming and going that is folded.
  func group(containing index: Int) -> Range<Int> {
    guard lines.indices.contains(index) else { return 0..<0 }
    var (first, last) = (index, index)
    while first > 0, joins(first - 1, first) { first -= 1 }
    while last + 1 < lines.count, joins(last, last + 1) { last += 1 }
    return first..<(last + 1)
  }

  /// Whether neighbouring lines are folded into one row.
  private func joins(_ one: Int, _ next: Int) -> Bool {
    isFolded(lines[one]) && isFolded(lines[next]) && !beginsDay(next) && !isFirstNew(next)
  }

  private func isFolded(_ line: ChatLine) -> Bool {
    !options.showsNoise && line.isNoise && line.kind != .netsplit && line.kind != .netjoin
  }

  /// Whether a line is the first of its day, of those held.
  private func beginsDay(_ index: Int) -> Bool {
    guard index > 0 else { return true }
    let (before, here) = (lines[index - 1].at, lines[index].at)
    return minute(before) != minute(here) && options.clock.isOtherDay(before, here)
  }

  private func isFirstNew(_ index: Int) -> Bool {
    guard let marker = options.marker, index > 0 else { return false }
    return lines[index].place > marker && lines[index - 1].place <= marker
  }

  private func minute(_ moment: Timestamp) -> Int64 { moment.milliseconds / 60_000 }

  // MARK: rows

  /// The rows of lines that share them, with the rules above.
  func rows(of group: Range<Int>) -> [ChatRow] {
    guard let first = group.first, let last = group.last else { return [] }
    let place = lines[last].place
    var rows: [ChatRow] = []
    if beginsDay(first) { rows.append(layout.day(lines[first].at, place)) }
    if isFirstNew(first) { rows.append(layout.unread(place)) }
    let isBelowRule = !rows.isEmpty
    var own = isFolded(lines[last]) ? [layout.fold(lines[group])] : layout.rows(of: lines[last])
    if own.first?.time != nil, isBelowRule || first == 0 || !isSameMinute(lines[first - 1], lines[last]) {
      own[0].showsTime = true
    }
    rows += own
    for index in rows.indices { rows[index].below = rows.count - 1 - index }
    return rows
  }

  /// Whether a line stands below one with the same time.
  private func isSameMinute(_ before: ChatLine, _ line: ChatLine) -> Bool {
    before.kind != .gap && before.kind != .skipped && minute(before.at) == minute(line.at)
  }
}
