import OpsDomain

/// What keys do in the chat.
enum ChatMode: Sendable {
  /// They type into the input line.
  case typing
  /// They are commands; a line is selected.
  case reading
  /// They choose among lines of all conversations.
  case list(ChatList)
  /// They say what becomes of a text that would be several messages.
  case paste(PasteGuard)
}

/// Lines of several conversations to choose from: what was found, or what named the person.
struct ChatList: Sendable {
  /// What they are: `mentions`, `"db07" everywhere`.
  var title: String
  /// The lines, newest first.
  var hits: [ChatHit] = []
  /// The one that is selected, by its place.
  var selected = 0
  /// The ticket under which more are awaited; nil when all are here.
  var ticket: Int?
  /// What was looked for; empty for none.
  var sought = ""
  /// Why there are none.
  var failure: String?

  /// The most lines of a list.
  static let limit = 200
}

/// A text that would be several messages, shown before any is sent.
struct PasteGuard: Sendable {
  /// Where it would be said.
  let buffer: BufferID
  /// The text as it was pasted or typed, line ends included.
  var text: String
  /// The messages that it would be.
  var messages: [String]
  /// How they would be said.
  var saying = ChatSaying.message
  /// The first message shown.
  var top = 0
  /// Whether so many messages were asked for once already: the next time they are sent.
  var isArmed = false

  /// From more messages than this on, sending is asked for twice.
  static let messageLimit = 5
}
