import OpsConsole
import OpsDomain
import OpsIRC
import Synchronization

/// Where everything of the chat comes together: what the person asks, what the networks tell, what is stored and what the
/// work log says; one thing after the other, each whole.
///
/// Only questions that may take long, searches and older lines, are answered beside.
actor ChatDesk {
  /// The most things that wait; what a person asks beyond that is refused.
  static let jobsMax = 4096
  /// The most own lines whose delivery is awaited or that may be sent again.
  static let ownMax = 2000
  /// The time between two removals of old lines, in milliseconds.
  static let trimPause: Int64 = 3_600_000
  /// How many lines are read at once when a conversation is shown.
  static let historyLines = 300

  /// How the desk reaches the outside.
  struct Means: Sendable {
    var keeper: LineKeeper
    /// Tells the console.
    var tell: @Sendable ([ChatNews]) -> Void
    /// The networks by name, in the order of the configuration.
    var networks: [String]
    /// What is done for the work log; nil where nothing is captured or announced.
    var log: ChatLog?
    /// The present.
    var now: @Sendable () -> LinkMoment = { .now }
    /// How long lines are kept.
    var keeping = Keeping()
  }

  /// How long lines are kept.
  struct Keeping: Hashable, Sendable {
    var days = ChatKeys.usualDays
    var bytes = ChatKeys.usualBytes
  }

  enum Job: Sendable {
    case begin(done: @Sendable () -> Void)
    case effect(ChatEffect)
    case outputs(String, [LinkOutput], done: CheckedContinuation<Void, Never>)
    case log(LogNews)
    case trouble(String?)
    case recorded(CaptureWork, CaptureOutcome)
    case look
  }

  let means: Means
  private let jobs: (stream: AsyncStream<Job>, continuation: AsyncStream<Job>.Continuation)
  private let waiting = Atomic(0)
  var links: [String: any ChatLinking] = [:]
  var statuses: [String: NetworkStatus] = [:]
  /// The names that the networks give themselves.
  var networkNames: [String: String] = [:]
  var facts: [BufferID: BufferFacts] = [:]
  var stored: [BufferID: StoredBuffer] = [:]
  var trimmedAt: Int64?
  /// Conversations whose remembered facts are not stored yet.
  var unremembered: Set<BufferID> = []
  var ignored: [String: IgnoreList] = [:]
  /// How each network folds names.
  var foldings: [String: Casemapping] = [:]
  /// Conversations of which only what is in memory is shown, since the store cannot be read.
  var partlyShown: Set<BufferID> = []
  /// Conversations that are read again in a moment.
  var toShow: Set<BufferID> = []
  /// Lines for the work log that could not be written, in their order.
  var unrecorded: [CaptureWork] = []
  /// Own lines that may still change, by their numbers.
  var own: [Int64: OwnLine] = [:]
  /// The newest gaps of each conversation, oldest first.
  var gaps: [BufferID: [ChatLine]] = [:]
  /// Questions for older lines that wait for the server.
  var fetches: [BufferID: [OlderQuestion]] = [:]
  var announcements = AnnouncementQueue()
  /// The channel in which acts are announced; nil while its network has not told of it.
  var announceIn: BufferID?
  /// The announcement that is on its way, by the number of its line.
  var announcing: [Int64: Announcement] = [:]
  /// What the team has planned, as it was told last.
  var team: TeamState?
  let recording: AsyncStream<CaptureWork>.Continuation
  private let recordings: AsyncStream<CaptureWork>
  private var gate = NewsGate()
  private var flushing: Task<Void, Never>?
  private var looking: Task<Void, Never>?

  /// An own line and where it stands.
  struct OwnLine: Sendable {
    var buffer: BufferID
    var line: ChatLine
  }
  /// A question for lines before a place.
  struct OlderQuestion: Sendable {
    var before: ChatPlace
    var limit: Int
    var ticket: Int
  }

  init(_ means: Means) {
    self.means = means
    jobs = AsyncStream.makeStream(bufferingPolicy: .bufferingOldest(Self.jobsMax))
    (recordings, recording) = AsyncStream.makeStream(bufferingPolicy: .bufferingOldest(Self.capturesMax))
  }

  /// Serves these networks from now on; `ready` is called once what is stored has been told.
  nonisolated func begin(_ links: [String: any ChatLinking], ready: @escaping @Sendable () -> Void) {
    Task {
      await use(links)
      async let captured: Void = record(recordings)
      await serve()
      recording.finish()
      await captured
    }
    put(.begin(done: ready))
  }

  /// Ends once what waits is done.
  nonisolated func stop() { jobs.continuation.finish() }

  /// Whether something still waits or is being done.
  nonisolated var isBusy: Bool { waiting.load(ordering: .acquiring) > 0 }

  /// Does what the console asks, later.
  nonisolated func perform(_ effect: ChatEffect) {
    if !put(.effect(effect)), let ticket = effect.ticket {
      means.tell([.failed("the chat is busy: too many requests wait; try again", ticket: ticket)])
    }
  }

  /// Takes what a network's link wants done; returns when it is.
  nonisolated func take(_ outputs: [LinkOutput], of network: String) async {
    await withCheckedContinuation { continuation in
      if !put(.outputs(network, outputs, done: continuation)) { continuation.resume() }
    }
  }

  /// Hears news of the work log.
  nonisolated func hear(_ news: LogNews) { put(.log(news)) }

  /// Hears that a line is in the work log, or cannot be.
  nonisolated func hear(_ work: CaptureWork, _ outcome: CaptureOutcome) { put(.recorded(work, outcome)) }

  /// Hears why lines cannot be stored; nil: they can.
  nonisolated func hear(trouble: String?) { put(.trouble(trouble)) }

  @discardableResult
  private nonisolated func put(_ job: Job) -> Bool {
    waiting.add(1, ordering: .acquiringAndReleasing)
    if case .enqueued = jobs.continuation.yield(job) { return true }
    waiting.subtract(1, ordering: .acquiringAndReleasing)
    return false
  }

  private func use(_ links: [String: any ChatLinking]) { self.links = links }

  private func serve() async {
    for await job in jobs.stream {
      await perform(job)
      flush()
      await storeRemembered()
      await trimSometimes()
      waiting.subtract(1, ordering: .acquiringAndReleasing)
    }
    flushing?.cancel()
    looking?.cancel()
  }

  private func perform(_ job: Job) async {
    switch job {
    case .begin(let done):
      await open()
      done()
    case .effect(let effect): await act(on: effect)
    case .outputs(let network, let outputs, let done):
      for output in outputs { await take(output, of: network) }
      done.resume()
    case .log(let news): await take(news)
    case .trouble(let words): tell(.trouble(words))
    case .recorded(let work, let outcome): await recorded(work, outcome)
    case .look: await announceNext()
    }
  }
}

// MARK: Telling

extension ChatDesk {
  /// Tells the console, at the pace of the gate.
  func tell(_ news: ChatNews) { gate.put(news, at: means.now().boot) }

  /// Tells what may be told now, and comes back for the rest.
  func flush() {
    let now = means.now().boot
    let news = gate.take(at: now)
    if !news.isEmpty { means.tell(news) }
    guard flushing == nil, let due = gate.dueAt else { return }
    let wait = min(max(due &- now, 1), 2_000)
    flushing = Task {
      try? await Task.sleep(for: .milliseconds(wait))
      flushAgain()
    }
  }

  private func flushAgain() {
    flushing = nil
    flush()
  }

  /// Looks for an announcement again after a time.
  func lookLater(_ milliseconds: Int64) {
    guard looking == nil else { return }
    looking = Task {
      try? await Task.sleep(for: .milliseconds(max(milliseconds, 50)))
      lookAgain()
    }
  }

  private func lookAgain() {
    looking = nil
    put(.look)
  }
}

extension ChatEffect {
  /// The ticket that the answer carries; nil where none is awaited.
  fileprivate var ticket: Int? {
    switch self {
    case .older(_, _, _, let ticket), .newer(_, _, _, let ticket), .search(_, _, _, _, let ticket):
      return ticket
    default: return nil
    }
  }
}
