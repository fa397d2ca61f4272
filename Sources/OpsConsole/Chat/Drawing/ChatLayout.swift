import OpsDomain
import OpsScreen

/// Where the parts of the chat stand in its rectangle.
struct ChatLayout: Hashable, Sendable {
  /// The list of conversations at the left, and the wall beside it.
  private(set) var list: Rect?
  private(set) var listWall: Rect?
  /// The line of conversations above.
  private(set) var bar: Rect?
  /// The topic.
  private(set) var topic: Rect?
  /// The lines, or what is chosen from in their place.
  private(set) var lines: Rect
  /// The wall beside the members, and these.
  private(set) var membersWall: Rect?
  private(set) var members: Rect?
  /// Where several messages are shown before they are sent.
  private(set) var paste: Rect?
  /// What could stand at the cursor, or a word on the line being typed.
  private(set) var note: Rect?
  /// The line being typed.
  private(set) var input: Rect?

  /// From this width on the conversations stand in a list.
  static let listLeast = 110
  /// Below this width there are lines and input only.
  static let wideLeast = 60
  /// Below this height there are lines and input only.
  static let highLeast = 10

  init(_ chat: ChatState, in rect: Rect) {
    lines = rect
    let isRoomy = rect.columns >= Self.wideLeast && rect.rows >= Self.highLeast
    if isRoomy, chat.buffers.count > 1 { addConversations(rect) }
    guard let shown = chat.shown else { return }
    if rect.rows >= 2 { (lines, input) = { ($0.rest, $0.bottom) }(lines.splitBottom(1)) }
    if case .paste(let open) = chat.mode {
      addPaste(open)
    } else if rect.rows >= 3, Self.hasNote(chat, isRoomy) {
      (lines, note) = { ($0.rest, $0.bottom) }(lines.splitBottom(1))
    }
    if isRoomy, !shown.facts.topic.isEmpty { (topic, lines) = { ($0.top, $0.rest) }(lines.splitTop(1)) }
    if isRoomy, chat.showsMembers, shown.facts.kind == .channel { addMembers() }
  }

  private mutating func addConversations(_ rect: Rect) {
    guard rect.columns >= Self.listLeast else {
      (bar, lines) = { ($0.top, $0.rest) }(lines.splitTop(1))
      return
    }
    let (left, rest) = lines.splitLeft(rect.columns >= 150 ? 22 : 18)
    list = left
    (listWall, lines) = { ($0.left, $0.rest) }(rest.splitLeft(1))
  }

  private mutating func addMembers() {
    let wanted = lines.columns >= 100 ? 20 : 16
    let (rest, right) = lines.splitLeft(lines.columns - wanted - 1)
    lines = rest
    (membersWall, members) = { ($0.left, $0.rest) }(right.splitLeft(1))
  }

  private mutating func addPaste(_ open: PasteGuard) {
    // A rule, the messages, and the keys in the place of the line being typed.
    let wanted = 1 + min(open.messages.count, 100) * 2
    let most = max(lines.rows * 2 / 3, min(lines.rows, 4))
    (lines, paste) = { ($0.rest, $0.bottom) }(lines.splitBottom(min(wanted, most)))
  }

  private static func hasNote(_ chat: ChatState, _ isRoomy: Bool) -> Bool {
    if chat.completion.names.count > 1 || chat.notice != nil { return true }
    guard isRoomy, let shown = chat.shown else { return false }
    return chat.status(of: shown.id.network)?.isOnline != true
  }
}
