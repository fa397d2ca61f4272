import OpsDomain
import Testing

@testable import OpsCollectors

@Suite(.timeLimit(.minutes(10))) struct NodeExporterSourceTests {
  private static let page = Array(
    """
    node_load1 1.5
    node_load5 1
    node_load15 1
    node_filesystem_size_bytes{device="/dev/sda1",fstype="xfs",mountpoint="/"} 100
    node_filesystem_free_bytes{device="/dev/sda1",fstype="xfs",mountpoint="/"} 40
    node_filesystem_avail_bytes{device="/dev/sda1",fstype="xfs",mountpoint="/"} 30
    node_uname_info{machine="x86_64",nodename="web1",release="6.1",sysname="Linux"} 1

    """.utf8)

  /// Runs a source against a server for as long as `body` lasts.
  private func withSource(
    _ answer: @escaping FaultServer.Answer, authorize: Authorize? = nil,
    _ body: (FaultServer, NodeExporterSource, ObservationLog) async throws -> Void
  ) async throws {
    let server = try FaultServer(answer)
    let environment = NodeExporterEnvironment()
    let log = ObservationLog()
    let source = NodeExporterSource(
      host: "web1", url: server.url, authorize: authorize, environment: environment
    ) { log.add($0) }
    let running = Task { await source.run() }
    try await body(server, source, log)
    running.cancel()
    await running.value
    await environment.shutdown()
    server.stop()
  }

  @Test func onePageAnswersTicksFilesystemsAndFacts() async throws {
    try await withSource({ $0.sendPage(Self.page) }) { server, source, log in
      source.ask(.tick)
      guard case .link(_, .nodeExporter, .connecting) = await log.next() else {
        return #expect(Bool(false), "connecting")
      }
      guard case .link(_, .nodeExporter, .connected) = await log.next() else {
        return #expect(Bool(false), "connected")
      }
      guard case .sampled(_, let sample) = await log.next() else { return #expect(Bool(false), "sample") }
      #expect(sample.load?.one == 1.5)
      #expect(sample.roundTrip != nil)
      source.ask(.disk)
      guard case .filesystems(_, let reading) = await log.next() else { return #expect(Bool(false), "disk") }
      #expect(reading.filesystems.map(\.mount) == ["/"])
      #expect(reading.takenAt == sample.takenAt)
      source.ask(.facts)
      guard case .facts(_, let facts) = await log.next() else { return #expect(Bool(false), "facts") }
      #expect(facts.hostName == "web1")
      #expect(server.requests.count == 1)
      #expect(source.bytesReceived == UInt64(Self.page.count))
      source.ask(.tick)
      guard case .sampled = await log.next() else { return #expect(Bool(false), "second sample") }
      #expect(server.requests.count == 2)
    }
  }

  /// Lets in whoever says the right word, and asks everybody else for it.
  private static func lets(in login: String) -> FaultServer.Answer {
    { connection in
      guard connection.head.contains("authorization: \(login)\r\n") else {
        connection.send("HTTP/1.1 401 Unauthorized\r\ncontent-length: 0\r\n\r\n")
        return
      }
      connection.sendPage(page)
    }
  }

  @Test func aPageThatAsksForALoginIsRead() async throws {
    try await withSource(Self.lets(in: "Bearer abc"), authorize: { _ in .success("Bearer abc") }) {
      server, source, log in
      source.ask(.tick)
      _ = await log.next()
      _ = await log.next()
      guard case .sampled = await log.next() else { return #expect(Bool(false), "sample") }
      #expect(server.requests.count == 1)
    }
  }

  @Test func aLoginThatHasChangedIsFetchedAnewOnce() async throws {
    let authorize: Authorize = { .success($0 ? "Bearer new" : "Bearer old") }
    try await withSource(Self.lets(in: "Bearer new"), authorize: authorize) { server, source, log in
      source.ask(.tick)
      _ = await log.next()
      _ = await log.next()
      guard case .sampled = await log.next() else { return #expect(Bool(false), "sample") }
      #expect(server.requests.count == 2)
    }
  }

  @Test func aRefusedLoginIsToldWithoutItsSecret() async throws {
    try await withSource(Self.lets(in: "Basic right"), authorize: { _ in .success("Basic c2VjcmV0") }) {
      server, source, log in
      source.ask(.tick)
      _ = await log.next()
      guard case .link(_, _, .failed(let failure, _, _)) = await log.next() else {
        return #expect(Bool(false), "failed")
      }
      #expect(failure.kind == .authentication && failure.remedy?.contains("hosts.yaml") == true)
      #expect(!"\(failure)".contains("c2VjcmV0"))
      #expect(server.requests.count == 1, "the same login is not tried twice")
    }
  }

  @Test func withoutItsSecretNothingIsAsked() async throws {
    let missing = LinkFailure(.here, "no login for node_exporter: the variable X is not set")
    try await withSource({ $0.sendPage(Self.page) }, authorize: { _ in .failure(missing) }) { server, source, log in
      source.ask(.tick)
      _ = await log.next()
      guard case .link(_, _, .failed(missing, _, _)) = await log.next() else { return #expect(Bool(false), "failed") }
      #expect(server.requests.isEmpty)
    }
  }

  @Test func processesAreNotOnThePage() async throws {
    try await withSource({ $0.sendPage(Self.page) }) { server, source, log in
      source.ask(.processes)
      guard case .sectionFailed("web1", .processes, let reason, _) = await log.next() else {
        return #expect(Bool(false), "a failed section")
      }
      #expect(reason.contains("add ssh"))
      #expect(server.requests.isEmpty)
    }
  }

  @Test func aPageWithoutFilesystemsFailsThatSectionOnly() async throws {
    try await withSource({ $0.sendPage(Array("node_load1 1\n".utf8)) }) { _, source, log in
      source.ask(.disk)
      _ = await log.next()
      _ = await log.next()
      guard case .sampled = await log.next() else { return #expect(Bool(false), "sample") }
      guard case .sectionFailed(_, .disk, _, _) = await log.next() else {
        return #expect(Bool(false), "failed section")
      }
    }
  }

  @Test func aFailureIsToldOnceAndTriedAgainWhenAPersonWants() async throws {
    try await withSource({ $0.send("HTTP/1.1 500 Oops\r\ncontent-length: 0\r\n\r\n") }) { server, source, log in
      source.ask(.tick)
      _ = await log.next()
      guard case .link(_, _, .failed(let failure, let since, let retryAt)) = await log.next() else {
        return #expect(Bool(false), "failed")
      }
      #expect(failure.kind == .httpStatus)
      let wait = try #require(retryAt).since(since)
      #expect(wait >= .milliseconds(2400) && wait <= .milliseconds(3700))
      // Asks during the wait do not reach the host; a person does.
      for _ in 0..<20 { source.ask(.tick) }
      server.become { $0.sendPage(Self.page) }
      source.retryNow()
      guard case .link(_, _, .connecting) = await log.next() else { return #expect(Bool(false), "connecting") }
      guard case .link(_, _, .connected) = await log.next() else { return #expect(Bool(false), "connected") }
      guard case .sampled = await log.next() else { return #expect(Bool(false), "sample") }
      #expect(server.requests.count == 2)
    }
  }

  @Test func aPageThatCompressesLikeABombIsReadUncompressed() async throws {
    let bomb = try CollectorFixture.bytes("node_exporter/bomb/zeros.gz")
    try await withSource({ $0.sendPage(bomb, headers: "content-encoding: gzip\r\n") }) { server, source, log in
      source.ask(.tick)
      _ = await log.next()
      guard case .link(_, _, .failed(let failure, _, _)) = await log.next() else {
        return #expect(Bool(false), "failed")
      }
      #expect(failure.kind == .tooLarge)
      #expect(server.requests.count == 2)
      #expect(server.requests[0].lowercased().contains("accept-encoding: gzip"))
      #expect(server.requests[1].lowercased().contains("accept-encoding: identity"))
    }
  }
}
