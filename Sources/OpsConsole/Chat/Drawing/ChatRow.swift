import OpsDomain
import OpsScreen

/// A row of a conversation on the screen.
struct ChatRow: Hashable, Sendable {
  /// A piece of it, with its place from the left edge of the lines.
  struct Piece: Hashable, Sendable {
    let column: Int
    /// Harmless already.
    var text: String
    let role: Role
    var overlay: Overlay = []

    init(column: Int, text: String, role: Role, overlay: Overlay = []) {
      (self.column, self.text, self.role, self.overlay) = (column, text, role, overlay)
    }

    /// The column after it.
    var end: Int { column + OpsScreen.columns(of: text) }
  }

  /// What a row is.
  enum Kind: Hashable, Sendable {
    /// A row of a line, or of several that are folded into one.
    case line
    /// A rule with words in it: a new day, what is new, what is missing.
    case rule(Role, isLong: Bool)
  }

  /// What it is.
  var kind = Kind.line
  /// The line that it belongs to, by its number, for selecting: the newest of those that are folded; nil for rules.
  var line: Int64?
  /// The place of the newest line that it belongs to.
  var place: ChatPlace
  /// How many rows of the same line stand below it.
  var below = 0
  /// The time of day, for the first row of a line.
  var time: String?
  /// Whether the time stands there because the row above has another one.
  var showsTime = false
  /// Whether coming and going is folded into it.
  var isFold = false
  /// Whether the line names the person.
  var isHighlight = false
  /// Everything but the time, from left to right.
  var pieces: [Piece] = []
}

/// What a window of a conversation shows.
struct ChatView: Hashable, Sendable {
  /// The rows, from the top; fewer than the window has when there are no more.
  var rows: [ChatRow] = []
  /// Whether the oldest line that is held is whole in sight.
  var showsOldest = false
  /// Whether the newest line that is held is whole in sight.
  var showsNewest = false
  /// How many lines lie below, those that are folded too.
  var linesBelow = 0
  /// How many lines had to be laid out for it.
  var laidOut = 0
}
