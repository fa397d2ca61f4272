/// Keys in the order in which they fall due: a binary heap that knows where each key stands.
///
/// Because it knows, a key can be moved or taken out in O(log n), and no outdated entries pile up.
struct DueQueue: Sendable {
  private var heap: [Int] = []
  private var positions: [Int]
  private var dues: [Int]
  private static let absent = -1

  /// An empty queue for keys below `keyCount`.
  init(keyCount: Int) {
    positions = Array(repeating: Self.absent, count: keyCount)
    dues = Array(repeating: 0, count: keyCount)
  }

  /// The number of keys that wait.
  var count: Int { heap.count }

  /// The key that falls due first; of several the smallest key.
  var first: (key: Int, due: Int)? { heap.first.map { ($0, dues[$0]) } }

  /// When a key falls due; nil when it does not wait.
  func due(of key: Int) -> Int? { positions[key] == Self.absent ? nil : dues[key] }

  /// Lets a key fall due then, whatever it waited for before.
  mutating func set(_ key: Int, due: Int) {
    dues[key] = due
    if positions[key] == Self.absent {
      positions[key] = heap.count
      heap.append(key)
    }
    siftUp(positions[key])
    siftDown(positions[key])
  }

  /// Takes a key out, if it waits.
  mutating func remove(_ key: Int) {
    let position = positions[key]
    guard position != Self.absent else { return }
    swap(position, heap.count - 1)
    heap.removeLast()
    positions[key] = Self.absent
    guard position < heap.count else { return }
    siftUp(position)
    siftDown(position)
  }

  /// Takes out the first key if it is due by `moment`.
  mutating func popFirst(dueBy moment: Int) -> Int? {
    guard let first, first.due <= moment else { return nil }
    remove(first.key)
    return first.key
  }

  private func precedes(_ left: Int, _ right: Int) -> Bool {
    let (leftKey, rightKey) = (heap[left], heap[right])
    return (dues[leftKey], leftKey) < (dues[rightKey], rightKey)
  }

  private mutating func swap(_ left: Int, _ right: Int) {
    heap.swapAt(left, right)
    positions[heap[left]] = left
    positions[heap[right]] = right
  }

  private mutating func siftUp(_ start: Int) {
    var child = start
    while child > 0 {
      let parent = (child - 1) / 2
      guard precedes(child, parent) else { return }
      swap(child, parent)
      child = parent
    }
  }

  private mutating func siftDown(_ start: Int) {
    var parent = start
    while true {
      var least = parent
      for child in [2 * parent + 1, 2 * parent + 2] where child < heap.count && precedes(child, least) { least = child }
      guard least != parent else { return }
      swap(parent, least)
      parent = least
    }
  }
}
