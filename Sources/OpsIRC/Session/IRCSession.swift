/// The state of one connection to a network: messages in, reactions out; no socket, no clock, no chance.
///
/// Times are milliseconds of a clock that never goes back and counts sleep (CLOCK_BOOTTIME). A session lives as long as
/// one connection; `wishes` and `awayMessage` are what the next one begins with.
public struct IRCSession: Sendable {
  /// What the session is to be.
  public let settings: SessionSettings
  /// Own nick as the server knows it; the one asked for until it has answered.
  public internal(set) var nick: String
  /// Own account; nil when not logged in.
  public internal(set) var account: String?
  /// The message with which one is away; nil when one is there.
  public internal(set) var awayMessage: String?
  /// Whether registration is done.
  public internal(set) var isRegistered = false
  /// What the server says that it supports.
  public internal(set) var support = ISupport()
  /// The capabilities in force.
  public internal(set) var capabilities: Set<String> = []
  /// The channels one is in, by their folded names.
  public internal(set) var channels: [String: IRCChannel] = [:]
  /// The channels to be in after a new connection: those of the settings and those joined by hand, without those left.
  public internal(set) var wishes: [SessionSettings.ChannelWish]

  // What a message is handled with.
  var now: Int64 = 0
  var reactions: [SessionReaction] = []
  var context = MessageContext()
  var tally = PlaybackTally()
  // Oneself.
  var isSecure = false
  var isClosed = false
  var ownKey: String
  var ownUser: String?
  var ownHost: String?
  var random: [UInt8]
  // The topics, each in its own file.
  var registration = RegistrationState()
  var negotiation = NegotiationState()
  var login = LoginState()
  var nicks: NickChoice
  var regain = NickRegain()
  var joining = JoiningState()
  var channelKeys: [String] = []
  var memberTotal = 0
  var who = WhoState()
  var knownBots: Set<String> = []
  var deliveries = DeliveryState()
  var batches = BatchState()
  var splits = SplitState()
  var fetches = FetchState()
  var watch = WatchState()
  var away = AwayState()
  var liveness = LivenessState()
  var answers = AnswerState()
  var ctcpAnswers: [Int64] = []

  /// A session that begins; `random` makes nonces, as 16 bytes or more that nobody can guess.
  ///
  /// With fewer bytes SCRAM is not used.
  public init(_ settings: SessionSettings, random: [UInt8]) {
    self.settings = settings
    self.random = random
    nicks = NickChoice(settings.nicks)
    nick = nicks.asked
    ownKey = nicks.asked
    wishes = []
    for wish in settings.channels.prefix(SessionLimits.wishes) { wishes.append(wish) }
    ownKey = support.fold(nick)
  }

  /// The connection is there.
  public mutating func connected(isSecure: Bool, at now: Int64) -> [SessionReaction] {
    self.now = now
    self.isSecure = isSecure
    beginRegistration()
    return drained()
  }

  /// A message came.
  public mutating func receive(_ message: IRCMessage, at now: Int64) -> [SessionReaction] {
    guard !isClosed else { return [] }
    self.now = now
    liveness.heard = now
    if message.tags.isEmpty {
      handle(message)
    } else if message.command == "BATCH" || !hold(message) {
      handleTagged(message)
    }
    return drained()
  }

  /// Something is asked for.
  public mutating func perform(_ request: SessionRequest, at now: Int64) -> [SessionReaction] {
    self.now = now
    perform(request)
    return drained()
  }

  /// Ends what waits too long.
  ///
  /// Called about once a second, and when `nextDeadline` is reached.
  public mutating func tick(at now: Int64) -> [SessionReaction] {
    guard !isClosed else { return [] }
    self.now = now
    endWaits()
    return drained()
  }

  /// A message was not taken for sending; what a person said with it has failed, in these words.
  ///
  /// Empty: it was nothing that a person said.
  public mutating func refused(_ message: IRCMessage, _ words: String, at now: Int64) -> [SessionReaction] {
    self.now = now
    sendingRefused(message, words)
    return drained()
  }

  private mutating func drained() -> [SessionReaction] {
    let result = reactions
    reactions = []
    return result
  }
}

/// With what a message is handled: as it came, or out of a batch.
struct MessageContext: Sendable {
  /// Whether it is of now.
  var origin = Said.Origin.live
  /// The conversation whose history is played; nil otherwise.
  var target: String?
  /// The label of what the message answers to; nil for none.
  var label: String?
}
