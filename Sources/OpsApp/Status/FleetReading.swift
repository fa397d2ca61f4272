import Glibc
import OpsCollectors
import OpsDomain
import Synchronization

/// Reads all hosts of an inventory once, or again and again, for commands that print.
///
/// Every host is asked twice, since rates need two readings; one that fails on its first source is tried on the next.
/// Rounds do not wait for each other: what a host has not answered in one is not asked again in the next, and a host that
/// failed is tried again by its source, when that sees fit. Called from one thread only.
final class FleetReading {
  /// The time between the two readings of a host.
  static let between = Duration.milliseconds(900)
  /// How long ending waits for the sources to take down what they began.
  static let ending = Duration.milliseconds(800)

  /// What is known of a host's answers in this round.
  private struct Progress {
    var sources: [SourceKind]
    var source: (any HostSource)?
    var task: Task<Void, Never>?
    var samples = 0
    var hasDisk = false
    var hasFailed = false
    var isDone: Bool { hasFailed || (samples >= 2 && hasDisk) }
  }
  /// Where sources put their news.
  private final class Mailbox: Sendable {
    let news = Mutex<[Observation]>([])
    let bell = Wakeup()
    func put(_ observation: Observation) {
      news.withLock { $0.append(observation) }
      bell.ring()
    }
    func take() -> [Observation] {
      bell.answer()
      bell.rearm()
      return news.withLock { news in
        defer { news = [] }
        return news
      }
    }
  }

  /// What is known.
  private(set) var fleet: Fleet
  private let make: (Host, SourceKind, @escaping Post) -> (any HostSource)?
  private let mailbox = Mailbox()
  private var progress: [HostID: Progress] = [:]
  /// Hosts to be asked for their second reading, the earliest first.
  private var seconds: [(host: HostID, due: ContinuousClock.Instant)] = []
  private var open = 0

  /// A reading of these hosts; those switched off are not asked.
  init(_ inventory: Inventory, make: @escaping (Host, SourceKind, @escaping Post) -> (any HostSource)?) {
    // One look has no past: what is over its limit now is said now.
    let hosts = inventory.hosts.map { host in
      var host = host
      host.thresholds.minimumDuration = .zero
      return host
    }
    fleet = Fleet(Inventory(hosts: hosts, roles: inventory.roles), at: Moments.now())
    self.make = make
    for host in hosts where host.status.isWatched { progress[host.id] = Progress(sources: host.sources) }
  }

  /// Hosts that were asked in the last round and have neither answered nor failed.
  var unanswered: Set<HostID> { Set(progress.filter { !$0.value.isDone }.keys) }

  /// Whether every host that should answer has answered in the last round.
  var allAnswered: Bool { progress.values.allSatisfy { !$0.hasFailed && $0.samples > 0 } }

  /// Reads every host; returns when all have answered or failed, or at the given moment.
  func round(until end: ContinuousClock.Instant) {
    beginRound()
    while open > 0, ContinuousClock.now < end {
      sleep(until: min(end, seconds.first?.due ?? end))
      for observation in mailbox.take() { take(observation) }
      askSeconds()
    }
    fleet.age(to: Moments.now())
  }

  /// Adds what the past tells of the hosts that were read, after a round.
  func recall(_ past: PastRecall?) {
    let now = Moments.now()
    for observation in past?.observations(of: fleet, at: now) ?? [] { fleet.apply(observation, at: now) }
  }

  /// Lays the team's words over the inventory, before a round: hosts that are switched off are no longer asked.
  func lay(_ words: StatusWords) {
    for place in fleet.lay(words.words, at: Moments.now()) {
      let host = fleet.hosts[place].host
      if !host.status.isWatched {
        progress.removeValue(forKey: host.id)?.task?.cancel()
        seconds.removeAll { $0.host == host.id }
      } else if progress[host.id] == nil {
        progress[host.id] = Progress(sources: host.sources)
      }
    }
  }

  /// Ends all sources.
  func stop() {
    let tasks = progress.values.compactMap(\.task)
    for task in tasks { task.cancel() }
    let done = Wakeup()
    Task.detached {
      for task in tasks { await task.value }
      done.ring()
    }
    var ready = [pollfd(fd: done.descriptor, events: Int16(POLLIN), revents: 0)]
    _ = unsafe poll(&ready, 1, Int32(clamping: Self.ending.wholeMillisecondsLeft))
  }

  private func beginRound() {
    open = progress.values.count { !$0.isDone }
    for host in fleet.hosts.map(\.host) {
      guard var state = progress[host.id] else { continue }
      if state.source == nil, !state.hasFailed {
        beginNextSource(host)
      } else if state.isDone, !state.hasFailed {
        // From the second round on there is a reading before, so that one more is enough.
        state.samples = 1
        state.hasDisk = false
        progress[host.id] = state
        open += 1
        ask(host.id)
      }
    }
  }

  private func beginNextSource(_ host: Host) {
    while var state = progress[host.id], !state.sources.isEmpty {
      let kind = state.sources.removeFirst()
      let source = make(host, kind) { [mailbox] in mailbox.put($0) }
      state.task?.cancel()
      state.source = source
      state.task = source.map { source in Task.detached { await source.run() } }
      progress[host.id] = state
      if source != nil {
        ask(host.id)
        return
      }
    }
    finish(host.id) { $0.hasFailed = true }
  }

  private func ask(_ id: HostID) {
    progress[id]?.source?.ask(.tick)
    progress[id]?.source?.ask(.disk)
  }

  private func take(_ observation: Observation) {
    fleet.apply(observation, at: Moments.now())
    let id = observation.host
    switch observation {
    case .sampled:
      guard let state = progress[id], !state.isDone else { return }
      finish(id) { $0.samples += 1 }
      // A link that was just made has heard of no disk yet.
      if !state.hasDisk { state.source?.ask(.disk) }
      if state.samples == 0 { seconds.append((id, .now + Self.between)) }
    case .filesystems, .sectionFailed(_, .disk, _, _): finish(id) { $0.hasDisk = true }
    case .link(_, _, .failed):
      guard let host = fleet[id]?.host else { return }
      if progress[id]?.sources.isEmpty == false { beginNextSource(host) } else { finish(id) { $0.hasFailed = true } }
    case .link(_, let kind, .connected): connected(id, kind)
    case .facts, .posture, .processes, .sectionFailed, .forecast, .usualLoad, .link: break
    }
  }

  private func connected(_ id: HostID, _ kind: SourceKind) {
    guard let state = progress[id] else { return }
    if state.hasFailed {
      // It is back: it takes part in this round again, from the beginning.
      progress[id] = Progress(sources: state.sources, source: state.source, task: state.task)
      open += 1
      ask(id)
    } else if kind == .ssh, !state.isDone {
      // What was asked before there was a session was not heard. Others answer what they are asked, and a tick more would
      // come too soon after the first to give rates.
      ask(id)
    }
  }

  private func finish(_ id: HostID, _ change: (inout Progress) -> Void) {
    guard var state = progress[id] else { return }
    let wasDone = state.isDone
    change(&state)
    progress[id] = state
    if state.isDone, !wasDone { open -= 1 }
  }

  private func askSeconds() {
    let now = ContinuousClock.now
    let due = seconds.prefix { $0.due <= now }
    for entry in due { progress[entry.host]?.source?.ask(.tick) }
    seconds.removeFirst(due.count)
  }

  private func sleep(until moment: ContinuousClock.Instant) {
    var ready = [pollfd(fd: mailbox.bell.descriptor, events: Int16(POLLIN), revents: 0)]
    let milliseconds = max(0, (moment - .now).wholeMillisecondsLeft)
    _ = unsafe poll(&ready, 1, Int32(clamping: milliseconds))
  }
}
