public import OpsDomain
import Dispatch
import Glibc
import Synchronization

/// Reads this machine from its own /proc; for posture and a part of the facts it asks a shell, as on servers.
///
/// Ticks have a queue of their own, so that a slow disk or a long list of processes never delays them; so has posture. No queue
/// is one of Swift's shared threads.
public final class LocalSource: HostSource {
  private let host: HostID
  private let post: Post
  private let clock: @Sendable () -> Timestamp
  private let reader: ProcReader
  private let filesystems: LocalFilesystems
  private let processes: Mutex<LocalProcesses>
  private let state = Mutex(State())
  private let tickQueue: DispatchQueue
  private let slowQueue: DispatchQueue
  private let postureQueue: DispatchQueue

  private struct State {
    var inFlight: Set<Section> = []
    var isEnded = false
    var isConnected = false
  }

  /// A source of this machine, or of the tree at `root` that has the files of one.
  public convenience init(
    host: HostID, root: String = "/", clock: @escaping @Sendable () -> Timestamp = LocalSource.systemClock,
    post: @escaping Post
  ) {
    self.init(host: host, root: root, clock: clock, prober: MountProber(), post: post)
  }

  init(
    host: HostID, root: String, clock: @escaping @Sendable () -> Timestamp, prober: MountProber, post: @escaping Post
  ) {
    self.host = host
    self.post = post
    self.clock = clock
    reader = ProcReader(root: root)
    filesystems = LocalFilesystems(reader: reader, prober: prober)
    processes = Mutex(LocalProcesses(reader: reader))
    tickQueue = DispatchQueue(label: "local tick")
    slowQueue = DispatchQueue(label: "local slow")
    postureQueue = DispatchQueue(label: "local posture")
  }

  /// Waits until its task is cancelled; asks are answered as they come.
  public func run() async {
    let (cancelled, _) = AsyncStream.makeStream(of: Never.self)
    for await _ in cancelled {}
    state.withLock { $0.isEnded = true }
  }

  /// Reads the section on a queue of this source, unless it is being read already.
  public func ask(_ section: Section) {
    let begins = state.withLock { !$0.isEnded && $0.inFlight.insert(section).inserted }
    guard begins else { return }
    let queue = section == .tick ? tickQueue : section == .posture ? postureQueue : slowQueue
    queue.async { [self] in
      let news = read(section)
      let (isWanted, isFirst) = state.withLock { state in
        state.inFlight.remove(section)
        defer { state.isConnected = true }
        return (!state.isEnded, !state.isConnected)
      }
      guard isWanted else { return }
      if isFirst { post(.link(host, .local, .connected(since: clock()))) }
      post(news)
    }
  }

  /// Does nothing: this machine has no link that fails.
  public func retryNow() {}

  private func read(_ section: Section) -> Observation {
    let moment = clock()
    switch section {
    case .tick:
      return .sampled(host, reader.sample(at: moment))
    case .disk:
      return .filesystems(host, filesystems.read(at: moment))
    case .facts:
      return .facts(host, LocalFacts(reader: reader).read(at: moment))
    case .posture:
      let posture = LocalFacts(reader: reader).posture(at: moment)
      return posture.map { .posture(host, $0) }
        ?? .sectionFailed(host, .posture, reason: "sh did not answer", at: moment)
    case .processes:
      return .processes(host, processes.withLock { $0.read(at: moment) })
    }
  }

  /// The wall clock of this machine.
  public static let systemClock: @Sendable () -> Timestamp = {
    var time = timespec()
    unsafe clock_gettime(CLOCK_REALTIME, &time)
    return Timestamp(milliseconds: Int64(time.tv_sec) &* 1000 &+ Int64(time.tv_nsec) / 1_000_000)
  }
}
