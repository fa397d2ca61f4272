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
  /// The conversation in which it was looked for; nil: all of them.
  var buffer: BufferID?
  /// Before which place there may be more; nil when all are here.
  var end: ChatPlace?
  /// Why there are none, or no more.
  var failure: String?

  /// The lines that are asked for at once.
  static let limit = 200
  /// The most lines of a list.
  static let most = 10_000

  /// Before which place more are to be sought: when fewer than wanted are here, or the oldest is selected; nil when none
  /// are.
  func next(wanted: Int = 0) -> ChatPlace? {
    guard ticket == nil, failure == nil, hits.count < Self.most else { return nil }
    return hits.count < wanted || selected >= hits.count - 1 ? end : nil
  }

  /// Takes the answer to a search but what is not meant; a full answer may not be all there is.
  mutating func take(answer: [ChatHit], where isMeant: (ChatHit) -> Bool = { _ in true }) {
    ticket = nil
    end = answer.count >= Self.limit ? answer.last?.line.place : nil
    take(answer.filter(isMeant))
  }

  /// Takes more lines, each once, the newest first; the one that is selected stays so.
  mutating func take(_ more: [ChatHit]) {
    let chosen = hits.indices.contains(selected) ? hits[selected].line.id : nil
    var known = Set(hits.map(\.line.id))
    hits += more.filter { known.insert($0.line.id).inserted }
    hits.sort { $0.line.place > $1.line.place }
    hits.removeLast(max(hits.count - Self.most, 0))
    selected = hits.firstIndex { $0.line.id == chosen } ?? 0
  }

  /// Selects the line at a place, or the one at the end; what failed is tried again from there.
  mutating func select(_ place: Int) {
    selected = min(max(place, 0), max(hits.count - 1, 0))
    if !hits.isEmpty { failure = nil }
  }
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
