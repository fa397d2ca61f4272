/// A line of a conversation, as it is kept.
public struct ChatLine: Hashable, Sendable, Identifiable {
  /// What a line is.
  public enum Kind: String, CaseIterable, Hashable, Sendable {
    // What people say.
    case message = "msg"
    case action = "act"
    case notice
    // What happens: noise, folded unless asked for.
    case join, part, quit, nick, mode
    case netsplit, netjoin
    // What happens and matters.
    case kick, topic, invite
    // What the server or the console says.
    case server, error
    /// Here something is missing and was not fetched: from `at` to `until`.
    case gap
    /// So many lines came that some were not kept; the text says how many.
    case skipped
  }

  /// What became of an own line.
  public enum Delivery: Hashable, Sendable {
    /// Not sent, since there was no connection: it is sent when the person asks for it.
    case unsent
    /// On its way.
    case pending
    /// Taken by the server.
    case delivered
    /// Refused, and why.
    case failed(String)
  }

  /// Its number on this console, which grows with every line that is stored; unique for all buffers.
  ///
  /// Not a place in time: what is fetched later has a higher number.
  public var id: Int64
  /// What it is.
  public var kind: Kind
  /// When it was said, by the server's clock where it tells, else when it came.
  public var at: Timestamp
  /// The nick of who said or did it; empty for servers and the console.
  public var sender: String
  /// The account of the sender; nil where it is not known.
  public var account: String?
  /// By what the colour of the nick is chosen; see `ChatMember.colourKey`.
  public var colourKey: String
  /// The text, formatting codes included; may hold anything.
  ///
  /// Of what happens: the reason of `part` and `quit`; the new nick of `nick`; the new topic of `topic`; `+o naoya` of
  /// `mode`; the nick of `invite`; of `kick` the nick, and after a blank the reason; of `netsplit` and `netjoin` the two
  /// servers, a colon and a blank, and the nicks parted by blanks: `a.example b.example: naoya shinji`.
  public var text: String
  /// The identity that the network gave it; nil for none.
  public var messageID: String?
  /// Whether it was said by oneself, here or in another client.
  public var isOwn = false
  /// Whether the sender is a program.
  public var isBot = false
  /// Whether it names oneself or a word that is watched for.
  public var isHighlight = false
  /// Whether it came later than it was said: fetched or played back.
  public var isPlayback = false
  /// To whom in the channel it was said, as `@`; empty for all.
  public var statusPrefix = ""
  /// What became of it, for own lines sent from here; nil for others.
  public var delivery: Delivery?
  /// The end of a gap; nil for other lines and for a gap whose end is not known.
  public var until: Timestamp?
  /// The entry of the work log that was made of it; nil for none.
  public var entry: OperationID?

  /// A line.
  public init(
    id: Int64 = 0, _ kind: Kind, at: Timestamp, sender: String = "", account: String? = nil, colourKey: String? = nil,
    text: String, messageID: String? = nil
  ) {
    self.id = id
    self.kind = kind
    self.at = at
    self.sender = sender
    self.account = account
    self.colourKey = colourKey ?? sender
    self.text = text
    self.messageID = messageID
  }

  /// Its place among the lines of its buffer.
  public var place: ChatPlace { ChatPlace(at: at, id: id) }

  /// Whether it is something that people say.
  public var isSaid: Bool { kind == .message || kind == .action || kind == .notice }

  /// Whether it is coming and going, which is folded unless asked for.
  public var isNoise: Bool {
    switch kind {
    case .join, .part, .quit, .nick, .mode, .netsplit, .netjoin: return true
    default: return false
    }
  }
}

/// A place in a conversation: lines are shown by time, those of one moment in the order in which they came.
public struct ChatPlace: Hashable, Comparable, Sendable {
  /// When.
  public var at: Timestamp
  /// The number of the line.
  public var id: Int64
  /// A place.
  public init(at: Timestamp, id: Int64) {
    self.at = at
    self.id = id
  }
  /// Orders by time, then number.
  public static func < (left: ChatPlace, right: ChatPlace) -> Bool { (left.at, left.id) < (right.at, right.id) }
}
