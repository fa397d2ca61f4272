public import OpsDomain
import Synchronization

/// Gives the value of the header `Authorization`; with true it is fetched anew, because the last one was not accepted.
public typealias Authorize = @Sendable (Bool) async -> Result<String, LinkFailure>

/// Reads a host from the metrics page of its node_exporter.
///
/// One page answers ticks, filesystems and facts; processes are not on it. After a failure the page is asked again by
/// itself, after 3, 15, 60, 300 seconds; asks in between are not passed on.
public final class NodeExporterSource: HostSource {
  /// A page as old as this no longer answers asks for filesystems and facts.
  static let freshness: Duration = .seconds(30)

  private let host: HostID
  private let url: String
  private let environment: NodeExporterEnvironment
  private let authorize: Authorize?
  private let post: Post
  private let state = Mutex(NodeExporterState())
  private let wakes: AsyncStream<Void>
  private let wake: AsyncStream<Void>.Continuation

  /// A source that reads the page at this URL; `authorize` is nil for a page that is open to all.
  public init(
    host: HostID, url: String, authorize: Authorize? = nil, environment: NodeExporterEnvironment, post: @escaping Post
  ) {
    self.authorize = authorize
    self.host = host
    self.url = url
    self.environment = environment
    self.post = post
    (wakes, wake) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
  }

  /// Bytes of pages received, as they came over the network.
  public var bytesReceived: UInt64 { state.withLock { $0.bytes } }

  /// Scrapes when asked, until its task is cancelled.
  public func run() async {
    await withDiscardingTaskGroup { group in
      for await _ in wakes {
        guard state.withLock({ $0.begins(at: .now) }) else { continue }
        guard let wait = await scrape() else { continue }
        group.addTask {
          try? await Task.sleep(for: wait)
          self.wake.yield()
        }
      }
      group.cancelAll()
    }
    state.withLock { $0.end() }
    wake.finish()
  }

  /// Asks for a section: answered from a fresh page, or by a new one.
  public func ask(_ section: Section) {
    switch state.withLock({ $0.ask(section, at: .now) }) {
    case .answer(let page): post(page, section)
    case .scrape: wake.yield()
    case .refuse:
      let reason = "node_exporter does not tell processes; add ssh to this host"
      post(.sectionFailed(host, section, reason: reason, at: environment.clock()))
    case .nothing: break
    }
  }

  /// Scrapes now, whatever the back-off.
  public func retryNow() {
    state.withLock { $0.retryNow() }
    wake.yield()
  }

  /// Reads a page and posts what was asked for; the wait until the next try when it failed.
  private func scrape() async -> Duration? {
    let begin = environment.clock()
    if state.withLock({ $0.announcesConnecting() }) { post(.link(host, .nodeExporter, .connecting(since: begin))) }
    var outcome = await attempt()
    if case .failure(let failure) = outcome, state.withLock({ $0.triesAnew(after: failure) }) {
      outcome = await attempt()
    }
    guard !Task.isCancelled else { return nil }
    switch outcome {
    case .success(let scrape):
      succeeded(scrape)
      return nil
    case .failure(let failure):
      return failed(failure)
    }
  }

  /// Reads the page once; where the login was refused, once more with one that has changed meanwhile.
  private func attempt() async -> NodeExporterEnvironment.Outcome {
    guard let authorize else { return await scrape(authorization: nil) }
    switch await authorize(false) {
    case .failure(let failure): return .failure(failure)
    case .success(let login):
      let outcome = await scrape(authorization: login)
      guard case .failure(let failure) = outcome, failure.kind == .authentication,
        case .success(let other) = await authorize(true), other != login
      else { return outcome }
      return await scrape(authorization: other)
    }
  }

  private func scrape(authorization: String?) async -> NodeExporterEnvironment.Outcome {
    await environment.scrape(url, gzip: state.withLock { $0.gzip }, authorization: authorization)
  }

  private func succeeded(_ scrape: Scrape) {
    let (wanted, sample, isNew) = state.withLock { $0.succeeded(scrape, at: .now) }
    if isNew { post(.link(host, .nodeExporter, .connected(since: scrape.takenAt))) }
    post(.sampled(host, sample))
    for section in wanted where section != .tick { post(scrape, section) }
  }

  private func failed(_ failure: LinkFailure) -> Duration {
    let now = environment.clock()
    let (wait, since) = state.withLock { $0.failed(at: .now, on: now) }
    post(.link(host, .nodeExporter, .failed(failure, since: since, retryAt: now + wait)))
    return wait
  }

  /// Posts one section from a page.
  private func post(_ scrape: Scrape, _ section: Section) {
    switch section {
    case .disk:
      if let reading = NodeMapping.filesystems(scrape.page, at: scrape.takenAt) {
        post(.filesystems(host, reading))
      } else {
        let reason = "node_exporter's collector filesystem failed or is off"
        post(.sectionFailed(host, section, reason: reason, at: scrape.takenAt))
      }
    case .facts: post(.facts(host, NodeMapping.facts(scrape.page, at: scrape.takenAt)))
    case .tick, .posture, .processes: break
    }
  }
}
