import OpsDomain
import OpsIRC

/// What a link wants done by what is around it, in this order.
enum LinkOutput: Hashable, Sendable {
  /// Fetch the secrets and begin a connection.
  case connect
  /// Send a message.
  case send(IRCMessage, isUrgent: Bool)
  /// Registration is done: flood control begins.
  case registered(isFree: Bool)
  /// Close the connection.
  case close
  /// Keep and show lines of a conversation.
  case lines(BufferID, [FreshLine])
  /// What became of an own line, by its number.
  case delivery(line: Int64, Delivery)
  /// An own line was not sent, since nothing is connected.
  case unsent(line: Int64)
  /// The server asks for TLS from now on.
  case strictTransport(port: Int?, duration: Int64?)
  /// What was said between two moments is not here; without an end it is not known until when.
  case gap(BufferID, from: Timestamp, until: Timestamp?)
  /// All that was said between two moments is here.
  case filled(BufferID, from: Timestamp, until: Timestamp)
  /// A fetch of older lines has ended; in words when nothing can be fetched.
  case fetched(BufferID, problem: String?)
  /// The network's own name for itself.
  case named(String)
  /// How the network folds names, once it has said so.
  case folds(Casemapping)
  /// A conversation was opened by hand.
  case opened(BufferID, title: String)
  /// How it stands with the network.
  case status(NetworkStatus)
  /// What is known of a conversation.
  case facts(BufferID, BufferFacts)
  /// The members of the channel that is shown.
  case members(BufferID, [ChatMember])
  /// Say something of our own in a channel.
  case say(BufferID, String, ChatNotice)
}

/// What the console says of itself in a channel.
enum ChatNotice: Hashable, Sendable {
  /// That a line was taken into the work log.
  case confirmation
}

/// A line that has just come.
struct FreshLine: Hashable, Sendable {
  /// The line, without a number.
  var line: ChatLine
  /// Whether it may be a line for the work log: said in a channel whose lines are captured.
  var isCandidate = false
  /// Who said it, in full, by which ignored people are known.
  var source: IRCSource?

  /// A line.
  init(_ line: ChatLine) { self.line = line }
}

/// A moment on both clocks.
struct LinkMoment: Hashable, Sendable {
  /// Milliseconds of the clock that counts sleep.
  var boot: Int64
  /// The wall clock.
  var wall: Timestamp

  /// A moment.
  init(boot: Int64, wall: Timestamp) {
    self.boot = boot
    self.wall = wall
  }

  /// The present one.
  static var now: LinkMoment { LinkMoment(boot: BootClock.milliseconds, wall: Moments.now()) }
}
