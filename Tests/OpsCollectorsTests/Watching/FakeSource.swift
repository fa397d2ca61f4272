import OpsDomain
import Synchronization

@testable import OpsCollectors

/// What all fake sources of one test were asked and told.
final class FakeFleet: Sendable {
  struct Entry: Hashable, Sendable {
    var host: HostID
    var source: SourceKind
    var section: Section
    var at: Duration
  }
  private struct State {
    var asks: [Entry] = []
    var made: [String] = []
    var running = 0
    var retries: [HostID] = []
    var posts: [String: Post] = [:]
    var silent: Set<String> = []
    var manners: [HostID: ReadingManner] = [:]
  }
  private let state = Mutex(State())
  let timer = HandMovedTimer()

  /// Asks so far.
  var asks: [Entry] { state.withLock { $0.asks } }
  /// Sources made so far, as `web1/ssh`.
  var made: [String] { state.withLock { $0.made } }
  /// Sources whose `run` has begun and not ended.
  var running: Int { state.withLock { $0.running } }
  var retries: [HostID] { state.withLock { $0.retries } }

  func asks(of host: HostID, _ section: Section = .tick) -> [Duration] {
    asks.filter { $0.host == host && $0.section == section }.map(\.at)
  }
  func clear() { state.withLock { $0.asks = [] } }
  /// Lets a source answer no more.
  func silence(_ host: HostID, _ kind: SourceKind) {
    state.withLock { _ = $0.silent.insert("\(host)/\(kind.rawValue)") }
  }
  /// Posts as the newest source of this host and kind.
  func post(_ observation: Observation, as kind: SourceKind = .ssh) {
    state.withLock { $0.posts["\(observation.host)/\(kind.rawValue)"] }?(observation)
  }

  /// Reads this host in another manner from the next inventory on.
  func read(_ host: HostID, in manner: String) { state.withLock { $0.manners[host] = ReadingManner([manner]) } }

  func watcher(post: @escaping Post = { _ in }) -> Watcher {
    Watcher(
      factory: { self.source($0, $1, $2) },
      manner: { host in self.state.withLock { $0.manners[host.id] ?? ReadingManner() } }, post: post, timer: timer)
  }

  private func source(_ host: Host, _ kind: SourceKind, _ post: @escaping Post) -> any HostSource {
    state.withLock {
      $0.made.append("\(host.id)/\(kind.rawValue)")
      $0.posts["\(host.id)/\(kind.rawValue)"] = post
    }
    return FakeSource(host: host.id, kind: kind, post: post, fleet: self)
  }

  fileprivate func asked(_ source: FakeSource, _ section: Section) -> Bool {
    let now = timer.now
    return state.withLock {
      $0.asks.append(Entry(host: source.host, source: source.kind, section: section, at: now))
      return !$0.silent.contains("\(source.host)/\(source.kind.rawValue)")
    }
  }
  fileprivate func ran(_ change: Int) { state.withLock { $0.running += change } }
  fileprivate func retried(_ host: HostID) { state.withLock { $0.retries.append(host) } }
}

/// A source that answers every tick at once, unless it is silenced.
final class FakeSource: HostSource {
  let host: HostID
  let kind: SourceKind
  private let post: Post
  private let fleet: FakeFleet

  init(host: HostID, kind: SourceKind, post: @escaping Post, fleet: FakeFleet) {
    (self.host, self.kind, self.post, self.fleet) = (host, kind, post, fleet)
  }

  var bytesReceived: UInt64 { 100 }

  func run() async {
    fleet.ran(1)
    for await _ in AsyncStream<Never>.makeStream().stream {}
    fleet.ran(-1)
  }

  func ask(_ section: Section) {
    guard fleet.asked(self, section), section == .tick else { return }
    post(.sampled(host, Sample(takenAt: Timestamp(seconds: 0), source: kind)))
  }

  func retryNow() { fleet.retried(host) }
}
