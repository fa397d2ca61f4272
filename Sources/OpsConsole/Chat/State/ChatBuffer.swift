import OpsDomain
import OpsScreen

/// A conversation as it is shown: a part of its lines, and what the person has done in it.
struct ChatBuffer: Sendable, Identifiable {
  /// Its name.
  let id: BufferID
  /// What is known of it.
  var facts: BufferFacts
  /// The lines that are held.
  var window = ChatWindow()
  /// Up to where it was read; nil: nothing was.
  var seen: ChatPlace?
  /// After which line the rule stands that says what is new; stays where it is until one leaves and comes back.
  var marker: ChatPlace?
  /// What came since it was looked at.
  var unread = ChatUnread()
  /// To where it is scrolled.
  var scroll = ChatScroll.newest
  /// The line that commands act on while one reads, by its number; nil: the newest.
  var selected: Int64?
  /// The line being typed, with its own history.
  var input = TextField()
  /// Whether a text of an earlier session was put back into the input line.
  var isRestored = false
  /// Whether coming and going is shown line by line.
  var showsNoise = false
  /// The members, the highest first; nil where they are not known.
  var members: [ChatMember]?

  /// A conversation of which no line is known yet.
  init(_ id: BufferID, _ facts: BufferFacts) {
    self.id = id
    self.facts = facts
  }

  /// The lines that are held, oldest first.
  var lines: [ChatLine] { window.lines }

  /// Whether a line has a row of its own, and can be selected: noise is folded unless it is asked for.
  func standsAlone(_ line: ChatLine) -> Bool {
    showsNoise || !line.isNoise || line.kind == .netsplit || line.kind == .netjoin
  }

  /// Where the text being typed would be cut into messages, in characters; empty while it is one.
  var cuts: [Int] {
    let text = input.text
    return ChatWord.isWord(text) ? [] : ChatText.cuts(of: text, bytes: facts.messageBytes)
  }

  /// The line that commands act on; nil when there is none.
  var selectedLine: ChatLine? {
    if let selected, let place = window.index(of: selected) { return lines[place] }
    return lines.last { standsAlone($0) }
  }
}

/// Where a conversation is scrolled to.
enum ChatScroll: Hashable, Sendable {
  /// The newest line is in sight, and stays so when others come.
  case newest
  /// The line at the bottom of what is shown (or the one before where it is not held any more), and how many of its rows
  /// lie below.
  case at(ChatPlace, hidden: Int)
}
