import AsyncHTTPClient
import NIOCore
import NIOPosix
public import OpsDomain

/// What all node_exporter sources share: one HTTP client with its connections, limits and clock.
public final class NodeExporterEnvironment: Sendable {
  /// What a scrape may cost before it is given up.
  public struct Limits: Hashable, Sendable {
    /// The longest body, in bytes, after inflation.
    public var bodyBytes = 16 << 20
    /// The longest time from the question to the last byte, however busy the line is.
    public var total: Duration = .seconds(10)
    /// The longest time until a connection stands.
    public var connect: Duration = .seconds(5)
    /// How long a connection without use is kept; longer than the longest interval between scrapes.
    public var idle: Duration = .seconds(90)
    /// The usual limits.
    public init() {}
  }

  /// The limits of every scrape.
  public let limits: Limits
  let client: HTTPClient
  /// One thread reads all pages: a page costs it a third of a millisecond.
  private let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
  let clock: @Sendable () -> Timestamp

  /// An environment with a client of its own; `shutdown` ends it.
  public init(limits: Limits = Limits(), clock: @escaping @Sendable () -> Timestamp = LocalSource.systemClock) {
    self.limits = limits
    self.clock = clock
    // It inflates at most 25 times what came, which bounds a chunk; `limits.bodyBytes` bounds the whole.
    var configuration = HTTPClient.Configuration.singletonConfiguration
    configuration.redirectConfiguration = .disallow
    configuration.httpVersion = .http1Only
    configuration.timeout.connect = .milliseconds(limits.connect.wholeMilliseconds)
    configuration.connectionPool.idleTimeout = .milliseconds(limits.idle.wholeMilliseconds)
    configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = 1
    // A refused connection is told at once; when to try again is the source's own matter.
    configuration.connectionPool.retryConnectionEstablishment = false
    client = HTTPClient(eventLoopGroupProvider: .shared(group), configuration: configuration)
  }

  // A client that goes without having been shut down traps, as one does whose program ends early.
  deinit {
    let (client, group) = (client, group)
    Task.detached { await Self.end(client, group) }
  }

  /// Closes all connections; sources of this environment cannot read any more.
  public func shutdown() async { await Self.end(client, group) }

  private static func end(_ client: HTTPClient, _ group: MultiThreadedEventLoopGroup) async {
    // They fail only when they are done twice.
    try? await client.shutdown()
    try? await group.shutdownGracefully()
  }
}
