/// Which lines a console knows of: those that it stored or read.
///
/// All others were stored by consoles that share the file.
struct ToldLines: Sendable {
  /// The most numbers that are remembered one by one.
  static let most = 10_000

  /// All lines up to this one are known.
  private(set) var floor: Int64
  private var above: Set<Int64> = []

  /// All lines up to a number are known.
  init(upTo floor: Int64) { self.floor = floor }

  /// Whether a line is known.
  func contains(_ id: Int64) -> Bool { id <= floor || above.contains(id) }

  /// Takes note of a line.
  mutating func insert(_ id: Int64) {
    guard id > floor, above.insert(id).inserted else { return }
    closeUp()
    guard above.count > Self.most else { return }
    // The oldest half of what is unknown will not be asked for any more.
    floor = above.sorted()[Self.most / 2]
    above = above.filter { $0 > floor }
    closeUp()
  }

  private mutating func closeUp() {
    while above.remove(floor + 1) != nil { floor += 1 }
  }
}
