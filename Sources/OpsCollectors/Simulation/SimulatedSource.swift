public import OpsDomain
import Synchronization

/// Reads one host of a simulated world: every ask is answered where it is asked.
public final class SimulatedSource: HostSource {
  private struct State {
    /// Made at the first ask, so that a large fleet is on the screen before all of it is made.
    var host: SimulatedHost?
    var link: LinkState?
    var bytes: UInt64 = 0
  }

  private let world: SimulatedWorld
  private let id: HostID
  private let now: @Sendable () -> Timestamp
  private let post: Post
  private let state = Mutex(State())

  /// A source for a host of the world; `now` tells the wall-clock time.
  public init(_ host: HostID, in world: SimulatedWorld, now: @escaping @Sendable () -> Timestamp, post: @escaping Post)
  {
    self.world = world
    id = host
    self.now = now
    self.post = post
  }

  /// What the answers would have been on a line, roughly.
  public var bytesReceived: UInt64 { state.withLock { $0.bytes } }

  /// Nothing has to be kept up, so this ends at once.
  public func run() async {}

  /// Answers the section, or says why the host does not.
  public func ask(_ section: Section) {
    let moment = now()
    guard let host = known() else { return }
    let link = world.link(to: host, at: moment)
    let isNews = state.withLock { state in
      defer { state.link = link }
      return state.link != link
    }
    if isNews { post(.link(id, .simulation, link)) }
    guard let (answer, bytes) = answer(section, host, at: moment) else { return }
    state.withLock { $0.bytes &+= bytes }
    post(answer)
  }

  /// There is no back-off to forget: the world decides when a host answers.
  public func retryNow() {}

  private func known() -> SimulatedHost? {
    state.withLock { state in
      if state.host == nil { state.host = world.host(id) }
      return state.host
    }
  }

  private func answer(_ section: Section, _ host: SimulatedHost, at moment: Timestamp) -> (Observation, UInt64)? {
    switch section {
    case .tick: world.sample(of: host, at: moment).map { (.sampled(id, $0), 3_100) }
    case .disk: world.filesystems(of: host, at: moment).map { (.filesystems(id, $0), 400) }
    case .facts: world.facts(of: host, at: moment).map { (.facts(id, $0), 1_200) }
    case .posture: world.posture(of: host, at: moment).map { (.posture(id, $0), 2_400) }
    case .processes: world.processes(of: host, at: moment).map { (.processes(id, $0), 9_000) }
    }
  }
}
