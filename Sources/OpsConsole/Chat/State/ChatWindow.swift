import OpsDomain

/// A part of a conversation that is held in memory: neighbouring lines in their order, never more than the limit and a
/// little.
struct ChatWindow: Sendable {
  /// The lines, oldest first.
  private(set) var lines: [ChatLine] = []
  /// Whether there may be older ones than those held.
  var hasOlder = true
  /// How many newer ones came that are not held, since one looks at old ones.
  private(set) var newerCount = 0
  /// Whether lines have come from the store.
  var isLoaded = false
  /// Counts every change, so that what follows from the lines can be computed anew.
  private(set) var version = 0

  /// The most lines held.
  static let limit = 1_000
  /// How many more may gather before the oldest are dropped, so that they are not moved for every line.
  static let slack = 250

  /// Whether there are newer lines than those held.
  var hasNewer: Bool { newerCount > 0 }

  /// The place of a line among those held.
  func index(of id: Int64) -> Int? { lines.lastIndex { $0.id == id } }
}
