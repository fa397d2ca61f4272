import Foundation
import OpsDomain
import Testing

@testable import OpsCollectors

/// Each fault of a server, against a real server on loopback.
@Suite(.timeLimit(.minutes(10))) struct ScrapeTests {
  private static let load = "node_load1 1.5\nnode_load5 1\nnode_load15 1\n"

  /// Limits fit for a test: a MiB.
  private func environment(total: Duration = .seconds(20)) -> NodeExporterEnvironment {
    var limits = NodeExporterEnvironment.Limits()
    limits.total = total
    limits.bodyBytes = 1 << 20
    return NodeExporterEnvironment(limits: limits)
  }

  private func scrape(
    total: Duration = .seconds(20), gzip: Bool = true, _ answer: @escaping FaultServer.Answer
  ) async throws -> NodeExporterEnvironment.Outcome {
    let server = try FaultServer(answer)
    defer { server.stop() }
    return await scrape(server.url, total: total, gzip: gzip)
  }

  private func scrape(
    _ url: String, total: Duration = .seconds(20), gzip: Bool = true
  ) async -> NodeExporterEnvironment.Outcome {
    let environment = environment(total: total)
    let outcome = await environment.scrape(url, gzip: gzip)
    await environment.shutdown()
    return outcome
  }

  private func failure(_ outcome: NodeExporterEnvironment.Outcome) -> LinkFailure? {
    if case .failure(let failure) = outcome { return failure }
    return nil
  }

  @Test func aRealPageIsReadPlainAndCompressed() async throws {
    let plain = try CollectorFixture.bytes("node_exporter/debian12-1.5.0/metrics.txt")
    let packed = try CollectorFixture.bytes("node_exporter/debian12-1.5.0/metrics.txt.gz")
    for (body, headers) in [(plain, ""), (packed, "content-encoding: gzip\r\n")] {
      let scrape = try await scrape { $0.sendPage(body, headers: headers) }.get()
      #expect(scrape.page[.load1] == 0.08)
      #expect(scrape.page.filesystems.count == 1)
      #expect(scrape.bytes == body.count)
      #expect(scrape.malformed == nil)
    }
  }

  @Test func theRequestAsksForTextAndSaysItTakesGzip() async throws {
    let server = try FaultServer { $0.sendPage(Array(Self.load.utf8)) }
    defer { server.stop() }
    _ = try await scrape(server.url).get()
    let head = try #require(server.requests.first).lowercased()
    #expect(head.hasPrefix("get /metrics http/1.1\r\n"))
    #expect(head.contains("accept: text/plain;version=0.0.4\r\n"))
    #expect(head.contains("accept-encoding: gzip\r\n"))
    #expect(!head.contains("authorization"))
  }

  @Test func hangingAndDrippingServersAreLeftAtTheDeadline() async throws {
    let head = "HTTP/1.1 200 OK\r\ncontent-length: 1000000\r\n\r\n"
    let answers: [FaultServer.Answer] = [
      { $0.waitForEnd() },
      {
        $0.send(head + Self.load)
        $0.waitForEnd()
      },
      { connection in
        // A byte now and then, so that no idle time ever passes.
        connection.send(head)
        while connection.send("x") { usleep(20_000) }
      },
      { connection in
        connection.send("HTTP/1.1 200 OK\r\nx-slow: ")
        while connection.send("y") { usleep(20_000) }
      },
    ]
    for answer in answers {
      #expect(failure(try await scrape(total: .milliseconds(400), answer))?.kind == .timedOut)
    }
  }

  @Test func aSlowServerWithinTheDeadlineIsRead() async throws {
    let outcome = try await scrape { connection in
      usleep(50_000)
      for line in Self.load.split(separator: "\n") where line.isEmpty { connection.send("\(line)\n") }
      connection.sendPage(Array(Self.load.utf8))
    }
    #expect(try outcome.get().page[.load1] == 1.5)
  }

  @Test(
    arguments: [
      (
        "HTTP/1.1 500 Internal Server Error\r\ncontent-length: 5\r\n\r\nboom!", LinkFailure.Kind.httpStatus,
        "500 Internal Server Error: boom!"
      ),
      ("HTTP/1.1 401 Unauthorized\r\ncontent-length: 0\r\n\r\n", .authentication, "401 Unauthorized"),
      (
        "HTTP/1.1 404 Not Found\r\ncontent-length: 19\r\n\r\n404 page not found\n", .httpStatus,
        "404 Not Found: 404 page not found"
      ),
      ("HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n", .garbage, "empty page"),
      ("HTTP/1.1 200 OK\r\ncontent-length: 30\r\n\r\n<html><body>hello</body></html>", .garbage, "HTML"),
      ("HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nup 1\nx 2\n", .garbage, "other than the metrics of node_exporter"),
      ("HTTP/1.1 200 OK\r\ncontent-length: 13\r\n\r\nnode_load1 x\n", .garbage, "not understood: node_load1 x"),
      ("HTTP/1.1 200 OK\r\ncontent-length: 500\r\n\r\nnode_load1 1\n", .closed, "before it was whole"),
      ("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nd\r\nnode_load1 1\n\r\n", .closed, "before it was whole"),
      ("HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-length: 13\r\n\r\nnode_load1 1\n", .garbage, "gzip"),
      ("SSH-2.0-OpenSSH_9.2p1 Debian-2\r\n", .garbage, "not HTTP"),
      ("\u{1}\u{2}\u{3}\u{4}\r\n\r\n", .garbage, "not HTTP"),
      ("", .closed, "without an answer"),
    ] as [(String, LinkFailure.Kind, String)])
  func wrongAnswersAreNamed(answer: String, kind: LinkFailure.Kind, words: String) async throws {
    let failure = failure(try await scrape { $0.send(answer) })
    #expect(failure?.kind == kind)
    #expect(failure?.message.contains(words) == true, "\(failure?.message ?? "no failure")")
  }

  @Test func aResetIsAClosedConnection() async throws {
    #expect(failure(try await scrape { $0.resetAtEnd() })?.kind == .closed)
  }

  @Test func redirectionsAreToldAndNeverFollowed() async throws {
    let other = try FaultServer { $0.sendPage(Array(Self.load.utf8)) }
    defer { other.stop() }
    let target = other.url
    let failure = failure(
      try await scrape { $0.send("HTTP/1.1 302 Found\r\nlocation: \(target)\r\ncontent-length: 0\r\n\r\n") })
    #expect(failure?.kind == .httpStatus)
    #expect(failure?.message.contains(target) == true)
    #expect(other.requests.isEmpty)
  }

  @Test func bodiesWithoutEndAreCutAtTheLimit() async throws {
    let junk = Array(repeating: UInt8(ascii: "x"), count: 64 << 10)
    let heads = ["HTTP/1.1 200 OK\r\n\r\n", "HTTP/1.1 200 OK\r\ncontent-length: 209715200\r\n\r\n"]
    for head in heads {
      let outcome = try await scrape { connection in
        connection.send(head)
        while connection.send(junk) {}
      }
      #expect(failure(outcome)?.kind == .tooLarge)
    }
    let chunked = try await scrape { connection in
      connection.send("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n")
      while connection.send(Array("10000\r\n".utf8) + junk + Array("\r\n".utf8)) {}
    }
    #expect(failure(chunked)?.kind == .tooLarge)
  }

  @Test func aBombIsNotInflated() async throws {
    let bomb = try CollectorFixture.bytes("node_exporter/bomb/zeros.gz")
    let outcome = try await scrape { $0.sendPage(bomb, headers: "content-encoding: gzip\r\n") }
    #expect(failure(outcome)?.kind == .tooLarge)
  }

  @Test(arguments: ["text/html", "application/octet-stream", "nonsense"])
  func theContentTypeIsNotTrustedEitherWay(type: String) async throws {
    let outcome = try await scrape { $0.sendPage(Array(Self.load.utf8), headers: "content-type: \(type)\r\n") }
    #expect(try outcome.get().page[.load1] == 1.5)
  }

  @Test func anUnframedPageThatWasCutLosesItsLastNumberOnly() async throws {
    let outcome = try await scrape { $0.send("HTTP/1.0 200 OK\r\n\r\nnode_load1 1.5\nnode_memory_MemTotal_bytes 1795") }
    let page = try outcome.get().page
    #expect(page[.load1] == 1.5)
    #expect(page[.memoryTotal] == nil)
  }

  @Test func malformedLinesAreToldBesideTheRest() async throws {
    let body = Self.load + "node_procs_running x\n"
    let scrape = try await scrape { $0.sendPage(Array(body.utf8)) }.get()
    #expect(scrape.page[.load1] == 1.5)
    #expect(scrape.malformed?.count == 1)
    #expect(scrape.malformed?.first == "node_procs_running x")
  }

  @Test func aPortWhereNobodyListensIsRefused() async throws {
    let server = try FaultServer { _ in }
    server.stop()
    let failure = failure(await scrape(server.url))
    #expect(failure?.kind == .refused)
    #expect(failure?.remedy != nil)
  }

  @Test func aNameThatDoesNotResolveIsSaidSo() async {
    #expect(failure(await scrape("http://no-such-host.invalid:9100/metrics"))?.kind == .unresolved)
  }

  @Test func aPortWithoutTLSFailsAsTLS() async throws {
    let server = try FaultServer(readsHeads: false) { $0.send("HTTP/1.1 400 Bad Request\r\n\r\n") }
    defer { server.stop() }
    let url = server.url.replacingOccurrences(of: "http://", with: "https://")
    #expect(failure(await scrape(url))?.kind == .tls)
  }

  @Test(arguments: [
    "", "metrics", "ftp://x/", "http+unix://%2Ftmp%2Fx/", "http://", "http://[::1/metrics", "file:///etc/passwd",
  ])
  func badAddressesAreNotDialled(url: String) async {
    #expect(failure(await scrape(url))?.kind == .here)
  }
}
