/// How lines stand at a width: time, nick, text, signs.
struct ChatShape: Hashable, Sendable {
  /// The columns there are.
  let columns: Int
  /// Whether there is no room but for nick and text, one after the other.
  let isFlowing: Bool
  /// Whether a column stands before the nick for its prefix, `*` of actions, and signs of what happens.
  let hasSlot: Bool
  /// Where the nick begins.
  let nickColumn: Int
  /// The columns of nicks.
  let nick: Int
  /// Where the text begins.
  let textColumn: Int
  /// The columns of the text.
  let text: Int
  /// The columns at the right for signs.
  let gutter: Int

  /// Below this width lines flow.
  static let columnsLeast = 30
  /// From this width on there is room for a slot.
  static let slotLeast = 60
  /// Where the time stands.
  static let timeColumn = 1
  /// The columns of a time.
  static let time = 5

  init(_ columns: Int) {
    self.columns = max(columns, 0)
    isFlowing = columns < Self.columnsLeast
    hasSlot = columns >= Self.slotLeast
    switch columns {
    case ..<Self.columnsLeast: nick = min(max(columns / 3, 0), 8)
    case ..<Self.slotLeast: nick = 8
    case ..<100: nick = 10
    case ..<140: nick = 12
    default: nick = 16
    }
    nickColumn = isFlowing ? min(1, max(columns, 0)) : Self.timeColumn + Self.time + (hasSlot ? 2 : 1)
    gutter = isFlowing ? 0 : hasSlot ? 3 : 2
    textColumn = isFlowing ? min(2, max(columns, 0)) : nickColumn + nick + (hasSlot ? 2 : 1)
    text = max(columns - textColumn - gutter, 0)
  }
}
