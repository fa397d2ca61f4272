import OpsDomain
import OpsScreen

extension WorkLogPane {
  /// Shows the newest entry and follows.
  mutating func follow() {
    (selected, follows) = (nil, true)
    if window.hasNewer { jump = .newest }
  }

  /// Selects an entry of the window.
  private mutating func select(_ place: Int, _ rows: Int) {
    guard !window.records.isEmpty else { return }
    let last = window.records.count - 1
    let place = min(max(place, 0), last)
    if place == last, !window.hasNewer {
      // The end of the log is followed, once its last entry is wholly in sight.
      (selected, follows) = (window.records[last].id, true)
      top = max(totalLines - rows, 0)
    } else {
      (selected, follows) = (window.records[place].id, false)
      revealSelection(rows)
    }
  }

  /// Selects an entry by its identity, when it is held; false when it is not.
  mutating func select(_ id: OperationID, rows: Int) -> Bool {
    guard let place = window.index(of: id) else { return false }
    select(place, rows)
    return true
  }

  private var selectedPlace: Int {
    selected.flatMap { window.index(of: $0) } ?? max(window.records.count - 1, 0)
  }

  mutating func handle(_ command: Command, in rect: Rect, _ world: World) -> Bool {
    if detail != nil { return handleDetail(command, rect.rows) }
    switch command {
    case .down: select(selectedPlace + 1, rect.rows)
    case .up: select(selectedPlace - 1, rect.rows)
    case .pageDown: page(max(rect.rows - 2, 1), rect)
    case .pageUp: page(-max(rect.rows - 2, 1), rect)
    case .halfPageDown: page(max(rect.rows / 2, 1), rect)
    case .halfPageUp: page(-max(rect.rows / 2, 1), rect)
    case .bottom: follow()
    case .top:
      if window.hasOlder { jump = .oldest } else { select(0, rect.rows) }
      follows = false
      top = 0
    case .back: return stepBack()
    default: return false
    }
    return true
  }

  /// Moves by lines, the selection with them.
  private mutating func page(_ lines: Int, _ rect: Rect) {
    guard totalLines > 0 else { return }
    let last = max(totalLines - rect.rows, 0)
    let wanted = top + lines
    follows = wanted >= last && !window.hasNewer && lines > 0
    top = min(max(wanted, 0), last)
    if follows || wanted > last {
      selected = window.records.last?.id
    } else if wanted < 0 {
      selected = window.records.first?.id
    } else {
      let shown = items.first { $0.line >= top && isEntry($0.item) }
      if case .entry(let place)? = shown?.item { selected = window.records[place].id }
    }
  }

  private mutating func handleDetail(_ command: Command, _ rows: Int) -> Bool {
    let page = max(rows - 2, 1)
    switch command {
    case .down: detail?.top += 1
    case .up: detail?.top -= 1
    case .pageDown: detail?.top += page
    case .pageUp: detail?.top -= page
    case .halfPageDown: detail?.top += max(page / 2, 1)
    case .halfPageUp: detail?.top -= max(page / 2, 1)
    case .top: detail?.top = 0
    case .bottom: detail?.top = 1_000_000
    case .back: return stepBack()
    case .open: break
    default: return false
    }
    return true
  }

  /// Goes back from an entry to the list, from a thread or filter to all entries; false when nothing is left to leave.
  mutating func stepBack() -> Bool {
    if let open = detail {
      detail = nil
      return !open.isGuest
    }
    if thread != nil {
      show(thread: nil)
      return true
    }
    if filter.isActive {
      show(LogFilter())
      return true
    }
    return false
  }

  mutating func scroll(_ lines: Int, in rect: Rect, _ world: World) {
    if detail != nil {
      detail?.top += lines
      return
    }
    let last = max(totalLines - rect.rows, 0)
    top = min(max(top + lines, 0), last)
    follows = top >= last && !window.hasNewer
    if !follows, selected == nil { selected = window.records.last?.id }
  }

  mutating func click(column: Int, row: Int, in rect: Rect, _ world: World) -> ClickOutcome {
    guard detail == nil else { return .nothing }
    let line = top + row - rect.row
    guard line < totalLines, let hit = items.last(where: { $0.line <= line }), case .entry(let place) = hit.item,
      window.records.indices.contains(place)
    else { return .nothing }
    selected = window.records[place].id
    if follows { follows = place == window.records.count - 1 }
    return .selected
  }

  mutating func find(_ text: String, step: Int, in rect: Rect, _ world: World) -> Bool {
    soughtText = text
    let wanted = text.foldedForSearch
    guard detail == nil, !wanted.isEmpty, !window.records.isEmpty else { return false }
    var place = selectedPlace + step
    while window.records.indices.contains(place) {
      if window.records[place].searchText.contains(wanted) {
        select(place, rect.rows)
        return true
      }
      place += step
    }
    return false
  }

  func copyText(_ world: World) -> String? { selectedRecord.map { $0.plainLine(LogClock(world)) } }
}
