public import OpsDomain
import Synchronization

/// What watching costs, for the right corner of the screen.
public struct WatchCost: Hashable, Sendable {
  /// Questions asked since the watcher began.
  public var asks: UInt64 = 0
  /// Bytes received since the watcher began.
  public var bytes: UInt64 = 0
  /// Sessions and connections open now.
  public var open: Int = 0
  /// Nothing yet.
  public init() {}
}

/// What besides the host itself decides how it is read, in words that only need to be the same or not: it begins anew
/// when they change.
public struct ReadingManner: Hashable, Sendable {
  /// The words; none where nothing else decides.
  public var words: [String]
  /// A manner of these words.
  public init(_ words: [String] = []) { self.words = words }
}

/// Reads all hosts of an inventory, each on its own schedule, until it is stopped.
///
/// One timer serves all hosts. Sources are never called while the lock is held, and posts pass straight on:
/// what arrives faster than it is consumed is the receiver's to bound.
public final class Watcher: Sendable {
  /// Makes the source of a host; nil when this build cannot read it that way.
  public typealias Factory = @Sendable (Host, SourceKind, @escaping Post) -> (any HostSource)?

  private struct State {
    var schedule = Schedule()
    var hosts: [HostID: WatchedHost] = [:]
    /// Serials of the sources whose posts count.
    var current: Set<Int> = []
    /// The tasks that run sources, those that are ending included.
    var tasks: [Int: Task<Void, Never>] = [:]
    var lastSerial = 0
    var cost = WatchCost()
    var armed: Duration?
    var isStopped = false
  }

  private let factory: Factory
  private let manner: @Sendable (Host) -> ReadingManner
  private let post: Post
  private let timer: any WakeTimer
  private let state = Mutex(State())
  /// Held while an inventory is taken in, so that two never mix.
  private let replacing = Mutex(())

  /// A watcher that reads nothing until `replace` gives it an inventory.
  ///
  /// `manner` says what the factory goes by besides the host.
  public convenience init(
    factory: @escaping Factory, manner: @escaping @Sendable (Host) -> ReadingManner = { _ in ReadingManner() },
    post: @escaping Post
  ) {
    self.init(factory: factory, manner: manner, post: post, timer: DispatchWakeTimer())
  }

  init(
    factory: @escaping Factory, manner: @escaping @Sendable (Host) -> ReadingManner = { _ in ReadingManner() },
    post: @escaping Post, timer: any WakeTimer
  ) {
    self.factory = factory
    self.manner = manner
    self.post = post
    self.timer = timer
    timer.start { [weak self] in self?.wake() }
  }

  deinit {
    timer.cancel()
    for task in state.withLock({ $0.tasks }).values { task.cancel() }
  }

  /// Takes a new inventory: new hosts begin, gone hosts end, changed hosts begin anew.
  ///
  /// A host of which only role, site, parent, status, interval or limits changed keeps its sources, unless the manner of
  /// reading it has changed.
  /// Hosts that are switched off on purpose are not watched.
  public func replace(_ inventory: Inventory) {
    replacing.withLock { _ in
      let hosts = inventory.hosts.filter { $0.status.isWatched }
      let manners = Dictionary(hosts.map { ($0.id, manner($0)) }, uniquingKeysWith: { first, _ in first })
      let kept = state.withLock { state in
        Set(hosts.filter { state.hosts[$0.id]?.isRead(as: $0, manners[$0.id]) == true }.map(\.id))
      }
      var fresh: [HostID: WatchedHost] = [:]
      for host in hosts where !kept.contains(host.id) {
        let sources = host.sources.compactMap { attach(host, $0) }
        fresh[host.id] = WatchedHost(host: host, manner: manners[host.id], sources: sources)
      }
      settle(hosts, kept: kept, fresh: fresh)
    }
  }

  /// Takes note of what people look at.
  public func attend(_ attention: Attention) {
    state.withLock { state in
      state.schedule.attend(attention, at: timer.now)
      arm(&state)
    }
  }

  /// Tries this host again now, whatever its back-off.
  public func retryNow(_ host: HostID) {
    let now = timer.now
    let sources = state.withLock { state in
      guard let watched = state.hosts[host] else { return [any HostSource]() }
      return watched.asked(at: now).map { watched.sources[$0].source }
    }
    for source in sources { source.retryNow() }
    state.withLock { state in
      state.schedule.recheck(host, at: now)
      arm(&state)
    }
  }

  /// What watching has cost so far.
  public func cost() -> WatchCost {
    var (cost, attached) = state.withLock { state in
      (state.cost, state.hosts.values.flatMap(\.sources).filter { $0.isRunning })
    }
    for source in attached {
      cost.bytes &+= source.source.bytesReceived
      cost.open += source.isConnected ? 1 : 0
    }
    return cost
  }

  /// Ends all sources and waits until everything they began is gone.
  public func stop() async {
    let (tasks, gone) = state.withLock { state in
      state.isStopped = true
      let gone = Array(state.hosts.values)
      state.hosts = [:]
      state.current = []
      state.schedule = Schedule()
      return (Array(state.tasks.values), gone)
    }
    timer.cancel()
    for task in tasks { task.cancel() }
    for task in tasks { await task.value }
    count(gone)
  }
}

extension Watcher {
  /// Makes a source whose posts pass through the watcher for as long as it is current.
  private func attach(_ host: Host, _ kind: SourceKind) -> WatchedHost.Attached? {
    let serial = state.withLock { state in
      state.lastSerial += 1
      state.current.insert(state.lastSerial)
      return state.lastSerial
    }
    let id = host.id
    let source = factory(host, kind) { [weak self] observation in self?.pass(observation, of: id, from: serial) }
    return source.map { WatchedHost.Attached(serial: serial, source: $0) }
  }

  /// Puts the new hosts in place of the old ones.
  private func settle(_ hosts: [Host], kept: Set<HostID>, fresh: [HostID: WatchedHost]) {
    let gone: [WatchedHost] = state.withLock { state in
      guard !state.isStopped else { return [] }
      var old = state.hosts
      state.hosts = fresh
      for host in hosts where kept.contains(host.id) {
        state.hosts[host.id] = old.removeValue(forKey: host.id)
        state.hosts[host.id]?.host = host
      }
      for attached in old.values.flatMap(\.sources) {
        state.current.remove(attached.serial)
        state.tasks[attached.serial]?.cancel()
      }
      state.schedule.replace(hosts, restarted: Set(fresh.keys), at: timer.now)
      arm(&state)
      return Array(old.values)
    }
    count(gone)
  }

  /// Keeps in the sum what sources received that are no more.
  private func count(_ gone: [WatchedHost]) {
    let bytes = gone.flatMap(\.sources).reduce(0 as UInt64) { $0 &+ $1.source.bytesReceived }
    state.withLock { $0.cost.bytes &+= bytes }
  }

  /// Asks what is due; called by the timer.
  private func wake() {
    let now = timer.now
    let asks = state.withLock { state -> [(any HostSource, Section)] in
      guard !state.isStopped else { return [] }
      state.armed = nil
      var asks: [(any HostSource, Section)] = []
      for ask in state.schedule.due(at: now) {
        guard let watched = state.hosts[ask.host] else { continue }
        for index in watched.asked(at: now) where index < watched.sources.count {
          begin(ask.host, index, at: now, &state)
          asks.append((watched.sources[index].source, ask.section))
        }
      }
      state.cost.asks &+= UInt64(asks.count)
      arm(&state)
      return asks
    }
    for (source, section) in asks { source.ask(section) }
  }

  /// Lets a source run from its first ask on.
  private func begin(_ host: HostID, _ index: Int, at now: Duration, _ state: inout State) {
    guard let attached = state.hosts[host]?.sources[index], !attached.isRunning else { return }
    state.hosts[host]?.sources[index].isRunning = true
    state.hosts[host]?.sources[index].freshSince = now
    let (source, serial) = (attached.source, attached.serial)
    state.tasks[serial] = Task { [weak self] in
      await source.run()
      self?.state.withLock { $0.tasks[serial] = nil }
    }
  }

  /// Learns from a post how its source stands, and passes it on.
  private func pass(_ observation: Observation, of host: HostID, from serial: Int) {
    let isCurrent = state.withLock { state in
      guard state.current.contains(serial) else { return false }
      guard let index = state.hosts[host]?.sources.firstIndex(where: { $0.serial == serial }) else { return true }
      switch observation {
      case .sampled: sampled(host, index, &state)
      case .link(_, _, .connected): linked(host, index, &state)
      case .link(_, _, let link): parted(host, index, link, &state)
      case .filesystems, .facts, .posture, .processes, .sectionFailed, .forecast, .usualLoad: break
      }
      return true
    }
    if isCurrent { post(observation) }
  }

  private func sampled(_ host: HostID, _ index: Int, _ state: inout State) {
    let now = timer.now
    state.hosts[host]?.sources[index].freshSince = now
    state.hosts[host]?.sources[index].isConnected = true
    state.hosts[host]?.sources[index].isFailed = false
    state.schedule.contacted(host, hasTick: true, at: now)
    arm(&state)
  }

  private func linked(_ host: HostID, _ index: Int, _ state: inout State) {
    state.hosts[host]?.sources[index].isConnected = true
    state.hosts[host]?.sources[index].isFailed = false
    state.schedule.contacted(host, at: timer.now)
    arm(&state)
  }

  private func parted(_ host: HostID, _ index: Int, _ link: LinkState, _ state: inout State) {
    state.hosts[host]?.sources[index].isConnected = false
    // A dial under way tells nothing new of a source that failed.
    if case .failed = link { state.hosts[host]?.sources[index].isFailed = true }
    if state.hosts[host]?.isInContact == false { state.schedule.lost(host) }
  }

  /// Arms the timer for the next slot in which something is due, if that changed.
  private func arm(_ state: inout State) {
    guard !state.isStopped, state.armed != state.schedule.nextDue else { return }
    state.armed = state.schedule.nextDue
    timer.arm(at: state.armed)
  }
}
