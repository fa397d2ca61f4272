import OpsScreen

/// Which line of a list is selected and which is at the top; the selection follows the thing, not the row.
struct ListChoice<ID: Hashable & Sendable>: Hashable, Sendable {
  /// The thing selected, or nil while nobody has moved: then it is the first line.
  private(set) var selected: ID?
  /// Where it stood last, for when it goes away.
  private var row = 0
  private var top = 0

  /// The row of the selected thing; the nearest to where it stood when it is gone; nil in an empty list.
  func index(in ids: [ID]) -> Int? {
    guard !ids.isEmpty else { return nil }
    if let selected, let found = ids.firstIndex(of: selected) { return found }
    return min(max(row, 0), ids.count - 1)
  }

  /// The rows shown when there is room for `visible`; the selected one is always among them.
  func window(of ids: [ID], visible: Int) -> Range<Int> {
    guard visible > 0, let index = index(in: ids) else { return 0..<0 }
    let lowest = max(ids.count - visible, 0)
    let first = min(max(min(top, index), index - visible + 1, 0), lowest)
    return first..<min(first + visible, ids.count)
  }

  /// Takes a command that moves; false when it is another.
  mutating func handle(_ command: Command, ids: [ID], visible: Int) -> Bool {
    guard let step = Self.step(command, visible: max(visible, 1)) else { return false }
    guard let index = index(in: ids) else { return true }
    let window = window(of: ids, visible: max(visible, 1))
    let (target, overflow) = index.addingReportingOverflow(step)
    top = window.lowerBound
    choose(overflow ? (step < 0 ? 0 : ids.count - 1) : target, ids: ids, visible: visible)
    return true
  }

  /// Selects a row.
  mutating func choose(_ index: Int, ids: [ID], visible: Int) {
    guard !ids.isEmpty else { return }
    row = min(max(index, 0), ids.count - 1)
    selected = ids[row]
    top = window(of: ids, visible: max(visible, 1)).lowerBound
  }

  private static func step(_ command: Command, visible: Int) -> Int? {
    switch command {
    case .down: return 1
    case .up: return -1
    case .pageDown: return visible
    case .pageUp: return -visible
    case .halfPageDown: return max(visible / 2, 1)
    case .halfPageUp: return -max(visible / 2, 1)
    case .top: return -Int.max
    case .bottom: return Int.max
    default: return nil
    }
  }
}

extension ListChoice {
  /// Selects the thing clicked in the rows of a list; false when none is there.
  mutating func click(_ row: Int, in rows: Rect, ids: [ID]) -> Bool {
    let window = window(of: ids, visible: rows.rows)
    let index = window.lowerBound + row - rows.row
    guard row >= rows.row, window.contains(index) else { return false }
    choose(index, ids: ids, visible: rows.rows)
    return true
  }
}
