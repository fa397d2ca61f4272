import OpsDomain
import OpsIRC

/// One network: its session from one connection to the next, as a state machine without socket, store or clock.
///
/// What happened goes in with its moment, what is to be done comes out by `takeOutputs`.
struct LinkCore: Sendable {
  /// The shortest time between two lists of members, in milliseconds.
  static let membersPace: Int64 = 500
  /// The longest time between two calls of `tick` while connected.
  static let longestSleep: Int64 = 30_000
  /// The shortest time between two lines that say how much was dropped.
  static let skippedPace: Int64 = 2_000
  /// How long after a command, or after the last answer to it, an answer is shown where it was typed.
  static let answerPatience: Int64 = 15_000
  /// The most oddities of one connection that are told.
  static let odditiesMax = 20

  var settings: LinkSettings
  /// Gives numbers from 0 to 1.
  private let chance: @Sendable () -> Double
  /// The session; nil while there is no connection.
  var session: IRCSession?
  var phase = NetworkStatus.Phase.offline
  var reconnect = Reconnect()
  /// Whether the network shall be connected.
  var isWanted = false
  /// What ISUPPORT said last.
  var support = ISupport()
  /// How the network folds names, as it has said itself; nil: it never has.
  var foldsBy: Casemapping?
  var lastNick: String
  var isSecure = false
  var lag: Duration?
  /// Messages that wait in the connection.
  var queued = 0
  /// Why the session closes the connection; the connection itself only knows that it was asked to.
  var closing: ClosingReason?
  /// A person wanted to leave, and the connection has not ended yet.
  private var isLeaving = false
  /// What the next session begins with, from the one before.
  var carried: (channels: [SessionSettings.ChannelWish], away: String?)?
  /// The newest line of each conversation, and what was the newest before this connection.
  var anchors = AnchorBook()
  var catchUps: [String: CatchUp] = [:]
  /// Conversations of which it was not found out what was missed when the connection ended.
  var unfinished: Set<String> = []
  /// From when on conversations are sought in which something was missed; nil: none was, as far as is known.
  var targetsFrom: HistoryAnchor?
  /// Whether the server has answered which these are.
  var knowsTargets = false
  /// Conversations that were closed by hand.
  var closed: Set<String> = []
  var confirmations = ConfirmationDesk()
  /// The channels that changed, by their folded names.
  var changed: Set<String> = []
  var queries: [String: String] = [:]
  /// Whether messages are shown as they go.
  var isRaw = false
  /// When the server was heard last.
  var heardAt: Timestamp?
  /// Where a person has typed the last command, and until when answers are taken to be about it.
  var typed: (buffer: BufferID, until: Int64)?
  var present: Set<String> = []
  /// The channel whose members are shown, folded.
  var shownMembers: String?
  var membersDue: Int64?
  var membersToldAt: Int64 = .min
  var told: NetworkStatus?
  var toldName: String?
  var toldFacts: [BufferID: BufferFacts] = [:]
  var dropped = DroppedCount()
  var oddities = 0
  var now: LinkMoment
  private(set) var outputs: [LinkOutput] = []

  /// A network to which nothing is connected yet.
  init(_ settings: LinkSettings, at now: LinkMoment, chance: @escaping @Sendable () -> Double) {
    self.settings = settings
    self.chance = chance
    self.now = now
    lastNick = settings.nick
  }

  /// The network's own buffer.
  var home: BufferID { BufferID(network: settings.name) }

  /// The buffer of a channel or of somebody.
  func buffer(_ target: String) -> BufferID { BufferID(network: settings.name, target: fold(target)) }

  /// A name as the network folds it; before it has said how, as it did the time before.
  func fold(_ name: String) -> String { casemapping.fold(name) }

  var casemapping: Casemapping {
    guard let support = session?.support, !support.tokens.isEmpty else { return foldsBy ?? support.casemapping }
    return support.casemapping
  }

  /// All that is to be done, in its order.
  mutating func takeOutputs() -> [LinkOutput] {
    tellChanges()
    defer { outputs = [] }
    return outputs
  }

  mutating func put(_ output: LinkOutput) { outputs.append(output) }

  /// Puts a line into a buffer, together with those before it when they are of the same.
  mutating func put(_ line: FreshLine, in buffer: BufferID) {
    // Taken out while it is extended, so that the lines are not copied.
    guard outputs.last?.isOfLines(in: buffer) == true, case .lines(_, var lines)? = outputs.popLast() else {
      return outputs.append(.lines(buffer, [line]))
    }
    lines.append(line)
    outputs.append(.lines(buffer, lines))
  }

  /// Puts what the console or the server says into a buffer.
  mutating func say(_ text: String, _ kind: ChatLine.Kind = .server, in buffer: BufferID? = nil) {
    put(FreshLine(ChatLine(kind, at: now.wall, text: text)), in: buffer ?? home)
  }
}

extension LinkOutput {
  fileprivate func isOfLines(in buffer: BufferID) -> Bool {
    if case .lines(buffer, _) = self { return true }
    return false
  }
}

// MARK: Connections

extension LinkCore {
  /// Connect now, or leave; wanted again while it is leaving, it is connected again when it has left.
  mutating func want(_ isWanted: Bool, at now: LinkMoment) {
    self.now = now
    self.isWanted = isWanted
    switch (isWanted, session == nil) {
    case (true, true): askAgain()
    case (true, false): break
    case (false, true):
      reconnect.left()
      phase = .offline
    case (false, false):
      reconnect.left()
      isLeaving = true
      perform(.quit(""), at: now)
    }
  }

  private mutating func askAgain() {
    // The secrets for it are being fetched.
    guard !isConnecting else { return }
    reconnect.asked(at: now.boot)
    connectIfDue()
  }

  /// The secrets are there: a connection begins, and with it a session.
  mutating func begin(_ wanted: SessionSettings, random: [UInt8], at now: LinkMoment) {
    self.now = now
    var wanted = wanted
    if let carried { wanted.channels = merged(wanted.channels, carried.channels) }
    closing = nil
    oddities = 0
    anchors.freeze(except: unfinished)
    catchUps = [:]
    knowsTargets = false
    session = IRCSession(wanted, random: random)
  }

  /// The secrets are not there, or the settings cannot be used.
  mutating func couldNotBegin(_ words: String, at now: LinkMoment) {
    self.now = now
    fail(ConnectionFailure(.other, words, mayRetry: true))
  }

  /// Takes in what the connection tells.
  mutating func hear(_ event: ConnectionEvent, at now: LinkMoment) {
    self.now = now
    switch event {
    case .connected(let isSecure):
      self.isSecure = isSecure
      let reactions = session?.connected(isSecure: isSecure, at: now.boot)
      react(reactions)
    case .messages(let messages):
      heardAt = now.wall
      for message in messages {
        showRaw(.back, message)
        let reactions = session?.receive(message, at: now.boot)
        react(reactions)
      }
    case .dropped(let count): dropped.add(count, at: now.boot, pace: Self.skippedPace)
    case .oddity(let words):
      oddities += 1
      if oddities <= Self.odditiesMax { say(words, .error) }
    case .closed(let failure): ended(failure)
    }
  }

  /// Asks the session for something; without one it is refused.
  mutating func perform(_ request: SessionRequest, at now: LinkMoment) {
    self.now = now
    guard session != nil else {
      if case .say(_, _, _, let token) = request { put(.unsent(line: Int64(token))) }
      return
    }
    let reactions = session?.perform(request, at: now.boot)
    react(reactions)
  }

  /// The longest line that the server takes, in bytes.
  var lineBytes: Int { session?.lineBytes ?? IRCMessage.lineBytesMax }

  /// A message was not taken by the connection: what a person said shows that itself, a PING is sent again.
  mutating func refused(_ message: IRCMessage, _ refusal: SendRefusal, at now: LinkMoment) {
    self.now = now
    guard refusal != .closed else { return }
    let reactions = session?.refused(message, refusal.words, at: now.boot) ?? []
    if reactions.isEmpty, message.command != "PING" {
      say("\(message.command) was not sent: \(refusal.words)", .error)
    }
    react(reactions)
  }

  /// Ends what waits too long, and connects when that is due.
  mutating func tick(at now: LinkMoment) {
    self.now = now
    connectIfDue()
    let reactions = session?.tick(at: now.boot)
    react(reactions)
    endCatchUps()
    confirm()
  }

  /// The machine slept, or the program was stopped: what waited for a time is tried at once.
  mutating func woke(at now: LinkMoment) {
    self.now = now
    reconnect.woke(at: now.boot)
    connectIfDue()
    let reactions = session?.tick(at: now.boot)
    react(reactions)
  }

  /// Connects again at once: the connection that has just ended was the wrong one.
  mutating func connectAgain(at now: LinkMoment) {
    self.now = now
    if isWanted { askAgain() }
  }

  /// When `tick` is wanted next, by the clock that counts sleep; nil: only when something happens.
  var nextDeadline: Int64? {
    var deadlines = [session == nil ? reconnect.next : nil, membersDue, confirmations.nextDue, dropped.dueAt]
    deadlines += catchUps.values.map(\.deadline)
    if let session {
      deadlines.append(session.nextDeadline)
      deadlines.append(now.boot &+ Self.longestSleep)
    }
    return deadlines.compactMap { $0 }.min()
  }

  private var isConnecting: Bool {
    if case .connecting = phase { return true }
    return false
  }

  private mutating func connectIfDue() {
    guard isWanted, session == nil, !isConnecting, reconnect.isDue(at: now.boot) else { return }
    reconnect.begun()
    phase = .connecting(since: now.wall)
    put(.connect)
  }

  private func merged(
    _ configured: [SessionSettings.ChannelWish], _ carried: [SessionSettings.ChannelWish]
  ) -> [SessionSettings.ChannelWish] {
    let keys = Dictionary(configured.map { (support.fold($0.name), $0.key) }, uniquingKeysWith: { one, _ in one })
    // A key of the settings may be a new one; one that was typed stands in no settings.
    return carried.map { .init($0.name, key: keys[support.fold($0.name)].flatMap { $0 } ?? $0.key) }
  }

  /// Takes in what the session wants done; nil: there is none.
  mutating func react(_ reactions: [SessionReaction]?) {
    for reaction in reactions ?? [] {
      switch reaction {
      case .send(let message, let isUrgent):
        showRaw(.out, message)
        put(.send(message, isUrgent: isUrgent))
      case .tell(let event): hear(event)
      case .close(let reason):
        closing = closing ?? reason
        put(.close)
      }
    }
  }

  /// The connection is over.
  private mutating func ended(_ failure: ConnectionFailure) {
    guard var old = session else { return fail(failure) }
    session = nil
    // An attempt that failed before the server has said anything knows less than the connection before it.
    if !old.support.tokens.isEmpty { support = old.support }
    if old.isRegistered { lastNick = old.nick }
    carried = (old.wishes, old.isRegistered ? old.awayMessage : carried?.away)
    leaveCatchUps()
    if knowsTargets, queries.keys.allSatisfy({ !unfinished.contains($0) }) { targetsFrom = nil }
    if let heardAt, old.isRegistered { noteHeard(until: heardAt, channels: Array(old.channels.keys)) }
    for token in old.takePending() {
      let words = "the connection broke; it is not known whether it arrived"
      put(.delivery(line: Int64(token), .failed(words)))
    }
    lag = nil
    queued = 0
    typed = nil
    changed.formUnion(old.channels.keys)
    changed.formUnion(queries.keys)
    present = []
    // The connection only knows that it was asked to end; the session knows why.
    if let closing { return fail(ConnectionFailure(.closed, closing.words, mayRetry: closing.mayRetry)) }
    fail(failure)
  }

  /// What was said until then is known, but where it was not found out yet what was missed before.
  private mutating func noteHeard(until moment: Timestamp, channels: [String]) {
    for key in channels + (knowsTargets ? Array(queries.keys) : []) where !unfinished.contains(key) {
      anchors.heard(key, until: moment)
    }
  }

  private mutating func fail(_ failure: ConnectionFailure) {
    session = nil
    let hasLeft = isLeaving
    isLeaving = false
    guard isWanted, !hasLeft else {
      phase = .offline
      say("disconnected")
      if isWanted { askAgain() }
      return
    }
    say(failure.words, .error)
    reconnect.ended(failure, at: now.boot, chance: chance())
    guard let due = reconnect.next else {
      phase = .stopped(reason: failure.words)
      return
    }
    phase = .waiting(until: now.wall + .milliseconds(due &- now.boot), reason: failure.words)
  }
}
