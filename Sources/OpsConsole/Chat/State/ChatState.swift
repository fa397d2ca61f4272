import OpsDomain

/// What the console knows of the chat, and what is being done in it.
struct ChatState: Sendable {
  /// The networks of the configuration, in their order.
  var networks: [ChatNetwork] = []
  /// The conversations in the order of the list: of each network its own, its channels, its queries.
  var buffers: [ChatBuffer] = []
  /// The conversation that is shown; nil while there is none.
  var current: BufferID?
  /// What keys do.
  var mode = ChatMode.typing
  /// What could stand at the cursor of the input line.
  var completion = ChatCompletion()
  /// Why the last key could not do what it should, or what must be known before it does; shown beside the input line.
  var notice: String?
  /// The text that the person has been warned of; the same text is then sent.
  var warned: String?
  /// Whether the members of the channel are shown.
  var showsMembers = false
  /// Why the store of conversations cannot be used at present; nil when it can.
  var trouble: String?
  /// What named the person since the console began, oldest first.
  var mentions: [ChatHit] = []
  /// Words that are marked in the lines; empty when nothing is looked for.
  var soughtText = ""
  /// Where hosts and roles are named in texts.
  var names = MentionIndex(hosts: [], roles: [])
  /// The lines that mention the host that is open.
  var hostMentions: HostMentions?
  /// What was asked and is not answered yet, by ticket.
  var questions: [Int: ChatQuestion] = [:]
  /// The number of the next ticket.
  var nextTicket = 1
  /// Up to where each conversation was told to be read.
  var toldSeen: [BufferID: ChatPlace] = [:]
  /// The conversation that is being attended to: looked at, with the keys going to it.
  var attended: BufferID?
  /// The conversation of which members were asked for.
  var toldMembers: BufferID?
  /// Conversations whose lines were asked for.
  var isAsked: Set<BufferID> = []
  /// Where older lines could not be read: they are asked for again once one moves.
  var unreadable: (id: BufferID, scroll: ChatScroll)?
  /// The conversation that is to be shown as soon as it is there.
  var awaited: ChatAwaited?
  /// The conversation in which an old line was gone to, until what follows it has come.
  var landed: BufferID?
  /// Where one was before going through the urgent ones.
  var origin: BufferID?
  /// When the person last pressed a key.
  var lastKey: Timestamp?
  /// When the bell was last rung; nil when its words were taken back since.
  var rung: Timestamp?
  /// Counts whatever makes a conversation more urgent, so that the oldest of a level comes first.
  var urgency = 0

  /// The most conversations in the list; what is more is not shown.
  static let bufferLimit = 200
  /// The most mentions that are remembered.
  static let mentionLimit = 200
  /// The most questions that wait; the oldest gives way.
  static let questionLimit = 64

  /// The conversation that is shown.
  var shown: ChatBuffer? { current.flatMap { self[$0] } }

  /// A conversation by its name; nil when it is not in the list.
  subscript(id: BufferID) -> ChatBuffer? { index(of: id).map { buffers[$0] } }

  /// The place of a conversation in the list.
  func index(of id: BufferID) -> Int? { buffers.firstIndex { $0.id == id } }

  /// How it stands with a network; nil when there is none of that name.
  func status(of network: String) -> NetworkStatus? { networks.first { $0.name == network }?.status }
}

/// A network of the configuration.
struct ChatNetwork: Hashable, Sendable {
  /// Its name.
  let name: String
  /// How it stands.
  var status = NetworkStatus()
}

/// A conversation that was asked for.
struct ChatAwaited: Hashable, Sendable {
  /// The network.
  let network: String
  /// Its name in small letters.
  let name: String
  /// The conversation that was shown then: who has left it since is not taken away from where they are.
  let origin: BufferID?
  /// When.
  let since: Timestamp

  /// How long it is waited for.
  static let patience = Duration.seconds(20)
}

/// What was asked, and is answered under its ticket.
enum ChatQuestion: Hashable, Sendable {
  /// Lines before those that a conversation holds.
  case older(BufferID)
  /// Lines up to an old one, which is to be shown.
  case around(BufferID, line: Int64)
  /// Lines after those that a conversation holds, of which so many had been counted.
  case newer(BufferID, count: Int)
  /// Lines of a list.
  case list
  /// Mentions of a host.
  case mentions(HostID)
}
