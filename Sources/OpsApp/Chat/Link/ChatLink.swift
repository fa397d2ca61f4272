import NIOCore
import OpsDomain
import OpsIRC
import Synchronization

/// One network of the chat: its connections one after the other, with the session that goes on over them.
///
/// All of it happens on one task, which sleeps until something comes or is due. What is to be kept and shown is given to
/// `deliver`, which is awaited: while that cannot follow, the connection holds back and counts what it drops.
actor ChatLink: ChatLinking {
  /// How long a stream of messages is let gather before the next piece is taken: each costs a transaction of the store.
  ///
  /// What comes after a silence is taken at once.
  private static let gather = Duration.milliseconds(50)
  /// The most orders that wait; further ones are dropped.
  static let ordersMax = 2048
  /// The shortest time until something is looked at again, in milliseconds.
  static let shortestWait: Int64 = 20
  /// The most messages taken at once.
  static let messagesAtOnce = 500

  /// How the link reaches the outside.
  struct Means: Sendable {
    /// Fetches the secrets and says what a session is to be, in words why not.
    var session: @Sendable () async -> Result<SessionSettings, ConnectionProblem>
    /// Where and how it is connected; asked anew for each connection.
    var connection: @Sendable () -> ConnectionSettings
    /// Which servers have asked for TLS.
    var strict: StrictTransport
    /// Where the connections live.
    var group: @Sendable () -> any EventLoopGroup
    /// Takes what is to be done outside of the link; returns when more may come.
    var deliver: @Sendable ([LinkOutput]) async -> Void
    /// The present.
    var now: @Sendable () -> LinkMoment = { .now }
  }

  /// Why there is no session.
  struct ConnectionProblem: Error, Hashable, Sendable {
    var words: String
  }

  private struct Waiting {
    var orders: [LinkOrder] = []
    var session: Result<SessionSettings, ConnectionProblem>?
    var isStopped = false
  }

  private let means: Means
  private let waiting = Mutex(Waiting())
  private let bell: (stream: AsyncStream<Void>, continuation: AsyncStream<Void>.Continuation)
  private var core: LinkCore
  private var connection: IRCConnection?
  private var alarm: Task<Void, Never>?
  private var alarmAt: Int64?
  /// How the present connection was begun.
  private var current: ConnectionSettings?
  /// The port of TLS that the server has asked for on a connection without.
  private var upgradePort: Int?

  /// A link that does nothing before `begin`.
  init(_ settings: LinkSettings, _ means: Means) {
    self.means = means
    bell = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    core = LinkCore(settings, at: means.now(), chance: { Double.random(in: 0...1) })
  }

  /// Serves from now on.
  nonisolated func begin() { Task { await serve() } }

  nonisolated func perform(_ order: LinkOrder) {
    waiting.withLock { waiting in
      guard waiting.orders.count < Self.ordersMax else { return }
      waiting.orders.append(order)
    }
    bell.continuation.yield()
  }

  /// Leaves the network; served no longer once the connection has ended.
  nonisolated func stop() {
    waiting.withLock { waiting in
      waiting.orders.append(.want(false))
      waiting.isStopped = true
    }
    bell.continuation.yield()
  }

  /// Whether it still serves.
  nonisolated var isServing: Bool { serving.load(ordering: .acquiring) }
  private let serving = Atomic(true)
}

// MARK: Serving

extension ChatLink {
  private func serve() async {
    var ended: ContinuousClock.Instant?
    for await _ in bell.stream {
      let isStream = ended.map { .now - $0 < Self.gather } ?? false
      await turn()
      // What waits meanwhile is bounded.
      if isStream { try? await Task.sleep(for: Self.gather, clock: .continuous) }
      ended = .now
      if waiting.withLock({ $0.isStopped }), connection == nil { break }
    }
    alarm?.cancel()
    serving.store(false, ordering: .releasing)
  }

  /// Takes all that waits, a piece at a time; what a person asks meanwhile waits for one piece, however long it goes on.
  private func turn() async {
    var mayBeMore = true
    while mayBeMore {
      await takeOrders()
      let events = connection?.take(Self.messagesAtOnce) ?? []
      for event in events {
        core.hear(event, at: means.now())
        if case .closed = event { ended() }
      }
      await carryOut()
      core.queued = connection?.waiting ?? 0
      core.tick(at: means.now())
      await carryOut()
      mayBeMore = !events.isEmpty
    }
    setAlarm()
  }

  private func takeOrders() async {
    let (orders, session) = waiting.withLock { waiting in
      defer { (waiting.orders, waiting.session) = ([], nil) }
      return (waiting.orders, waiting.session)
    }
    for order in orders { core.perform(order, at: means.now()) }
    if let session { begin(session) }
    await carryOut()
  }

  private func begin(_ session: Result<SessionSettings, ConnectionProblem>) {
    switch session {
    case .failure(let problem):
      // The answer to an earlier question, when it has begun meanwhile.
      if connection == nil { core.couldNotBegin(problem.words, at: means.now()) }
    case .success(let settings):
      guard connection == nil, core.isWanted else { return }
      var chance = SystemRandomNumberGenerator()
      let random = (0..<24).map { _ in UInt8.random(in: .min ... .max, using: &chance) }
      core.begin(settings, random: random, at: means.now())
      let ring = bell.continuation
      var settings = means.connection()
      if let port = upgradePort, settings.tls == nil {
        (settings.port, settings.tls) = (port, ConnectionSettings.TLS())
      }
      upgradePort = nil
      current = settings
      connection = IRCConnection(settings, group: means.group(), wake: { ring.yield() })
    }
  }

  /// Does what the core wants done; what is for others goes out in one piece.
  private func carryOut() async {
    // What is done may lead to more.
    for _ in 0..<8 {
      let outputs = core.takeOutputs()
      if outputs.isEmpty { return }
      var rest: [LinkOutput] = []
      for output in outputs {
        switch output {
        case .connect: fetchSession()
        case .send(let message, let isUrgent):
          if let refusal = connection?.send(message, isUrgent: isUrgent, lineBytes: core.lineBytes) {
            core.refused(message, refusal, at: means.now())
          }
        case .registered(let isFree): connection?.registered(isFree: isFree)
        case .close: connection?.close()
        case .strictTransport(let port, let duration): strictTransport(port, duration)
        default: rest.append(output)
        }
      }
      if !rest.isEmpty { await means.deliver(rest) }
    }
  }

  private func ended() {
    connection = nil
    if let current, core.isSecure { means.strict.ended(current) }
    if upgradePort != nil { core.connectAgain(at: means.now()) }
  }

  /// The server asks for TLS: without it the connection is left before anything more is said.
  private func strictTransport(_ port: Int?, _ duration: Int64?) {
    guard let current else { return }
    upgradePort = means.strict.take(port: port, duration: duration, from: current, isSecure: core.isSecure)
    guard upgradePort != nil else { return }
    core.closing = ClosingReason("the server asks for TLS: it is connected again with it", mayRetry: true)
    connection?.close()
  }

  /// Secrets may take their time: a program may have to be asked.
  private func fetchSession() {
    let (fetch, ring) = (means.session, bell.continuation)
    Task {
      let session = await fetch()
      waiting.withLock { $0.session = session }
      ring.yield()
    }
  }

  /// Rings when something is due.
  private func setAlarm() {
    let due = core.nextDeadline
    guard due != alarmAt || alarm == nil else { return }
    alarm?.cancel()
    alarm = nil
    alarmAt = due
    guard let due else { return }
    let now = means.now().boot
    let wait = max(max(due, now) &- now, Self.shortestWait)
    let ring = bell.continuation
    alarm = Task { [weak self] in
      try? await Task.sleep(for: .milliseconds(wait), clock: .continuous)
      guard !Task.isCancelled else { return }
      await self?.alarmRang()
      ring.yield()
    }
  }

  private func alarmRang() {
    alarm = nil
    alarmAt = nil
  }
}
