/// How much a line concerns the person, the least first.
enum ChatLevel: Int, CaseIterable, Hashable, Comparable, Sendable {
  /// Coming and going, words of the server.
  case low
  /// Somebody said something.
  case message
  /// Somebody said something to the person alone.
  case personal
  /// Somebody named the person, or a word that is watched for.
  case highlight

  /// Orders by how much it concerns.
  static func < (left: ChatLevel, right: ChatLevel) -> Bool { left.rawValue < right.rawValue }
}

/// What came into a conversation since it was looked at, counted by level.
struct ChatUnread: Hashable, Sendable {
  /// How many lines of each level, the least first.
  private(set) var counts = [0, 0, 0, 0]
  /// When it became as urgent as it is: the lower, the earlier.
  var since = 0

  /// How many lines of a level.
  subscript(level: ChatLevel) -> Int {
    get { counts[level.rawValue] }
    set { counts[level.rawValue] = newValue }
  }

  /// The highest level there is; nil when nothing is new.
  var level: ChatLevel? { ChatLevel.allCases.last { counts[$0.rawValue] > 0 } }

  /// How many lines people said.
  var said: Int { counts[1] &+ counts[2] &+ counts[3] }
}
