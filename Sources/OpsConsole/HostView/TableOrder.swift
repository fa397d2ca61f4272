/// What a table can be sorted by.
protocol TableKey: CaseIterable, Hashable, Sendable {
  /// The column it belongs to.
  var column: Int { get }
  /// Whether the largest comes first unless inverted.
  var descendsFirst: Bool { get }
  /// What it is called in `by CPU`.
  var word: String { get }
}

/// How a table is sorted.
struct TableOrder<Key: TableKey>: Hashable, Sendable {
  /// By what.
  private(set) var key: Key
  /// Whether the usual direction is turned round.
  private(set) var isInverted = false

  init(_ key: Key) { self.key = key }

  /// Whether the largest comes first.
  var descends: Bool { key.descendsFirst != isInverted }

  /// Takes a command that sorts; false when it is another.
  mutating func handle(_ command: Command) -> Bool {
    switch command {
    case .sortMenu, .sortNext: step(1)
    case .sortPrevious: step(-1)
    case .sortInvert: isInverted.toggle()
    default: return false
    }
    return true
  }

  /// Sorts by a clicked column, or turns round when it is sorted by that already; false when it cannot.
  mutating func choose(column: Int) -> Bool {
    guard let chosen = Key.allCases.first(where: { $0.column == column }) else { return false }
    if chosen == key { isInverted.toggle() } else { set(chosen) }
    return true
  }

  private mutating func step(_ by: Int) {
    let keys = Array(Key.allCases)
    guard let index = keys.firstIndex(of: key) else { return }
    set(keys[(index + by + keys.count) % keys.count])
  }

  private mutating func set(_ key: Key) {
    self.key = key
    isInverted = false
  }
}

/// Puts `left` before `right` by an optional quantity; what has none comes last in both directions, ties say nil.
func precedes<Value: Comparable>(_ left: Value?, _ right: Value?, descends: Bool) -> Bool? {
  switch (left, right) {
  case (nil, nil): return nil
  case (_?, nil): return true
  case (nil, _?): return false
  case (let left?, let right?): return left == right ? nil : (left > right) == descends
  }
}
