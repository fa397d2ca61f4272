import Foundation
import NIOPosix
import Testing

@testable import OpsIRC

/// What the process holds of the machine's memory, in bytes.
private func residentBytes() -> Int {
  let text = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
  let line = text.split(separator: "\n").first { $0.hasPrefix("VmRSS:") }
  return (line?.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0) * 1_024
}

/// Floods over real sockets; nothing is taken until the whole flood is there.
@Suite(.serialized, .timeLimit(.minutes(10))) struct FloodTests {
  private func begin() async throws -> (TestServer, Hearer) {
    let server = try await TestServer()
    let hearer = Hearer(ConnectionSettings(host: "127.0.0.1", port: server.port, tls: nil))
    await hearer.connected()
    hearer.connection.registered(isFree: false)
    return (server, hearer)
  }

  @Test("of too many messages of people the first are kept, the others counted, and PING is answered")
  func manyMessages() async throws {
    let (server, hearer) = try await begin()
    let count = 100_000
    await server.say(
      (1...count).map { ":a!b@c PRIVMSG #ops :line \($0)\r\n" }.joined() + "PING :still there\r\nVERSION\r\n")
    await server.line("PONG :still there")
    await hearer.message { $0.command == "VERSION" }
    await server.hangUp()
    _ = await hearer.closed()
    let kept = await hearer.messages.filter { $0.command == "PRIVMSG" }
    #expect(kept.count + (await hearer.dropped) == count)
    #expect(kept.count <= ConnectionLimits.peopleWaitingMax)
    #expect(kept.prefix(100).map { $0[1] } == (1...100).map { "line \($0)" })
    await server.stop()
  }

  @Test("of 100,000 JOINs none is lost, however late they are taken")
  func manyJoins() async throws {
    let (server, hearer) = try await begin()
    let before = residentBytes()
    let count = 100_000
    async let saying: Void = server.say(
      (1...count).map { ":nick\($0)!user@host.example.net JOIN #ops\($0)\r\n" }.joined() + "VERSION\r\n")
    await hearer.message { $0.command == "VERSION" }
    await saying
    let joins = await hearer.messages.filter { $0.command == "JOIN" }
    #expect(joins.map { $0[0] } == (1...count).map { "#ops\($0)" })
    #expect(await hearer.dropped == 0)
    // The test itself keeps them all.
    #expect(residentBytes() - before < 300 << 20)
    await server.stop()
  }

  @Test("while nothing is taken, no more than a bounded number waits, and what is taken makes room")
  func nothingTaken() async throws {
    let server = try await TestServer()
    let life = ConnectionLife(
      ConnectionSettings(host: "127.0.0.1", port: server.port, tls: nil),
      loop: MultiThreadedEventLoopGroup.singleton.next()
    ) {}
    life.begin()
    let count = 100_000
    let realName = String(repeating: "山田", count: 100)
    let before = residentBytes()
    // A piece at a time: what the test holds itself shall not count.
    let flood = Task {
      for piece in stride(from: 0, to: count, by: 1_000) {
        await server.say(
          (piece..<piece + 1_000).map { ":nick\($0)!user@host.example.net JOIN #ops\($0) account :\(realName)\r\n" }
            .joined())
      }
    }
    while !life.mailbox.mustPause(), !Task.isCancelled { await Task.yield() }
    #expect(residentBytes() - before < 64 << 20)
    var taken = 0
    while taken < count, !Task.isCancelled {
      let events = life.mailbox.take(500)
      for case .messages(let messages) in events { taken += messages.count }
      if events.isEmpty { await Task.yield() }
    }
    #expect(taken == count)
    await flood.value
    life.close()
    await server.until { $0.hasClosed }
    await server.stop()
  }

  @Test("100 MB without a line end need no memory, and the next line is read")
  func endlessLine() async throws {
    let (server, hearer) = try await begin()
    let block = [UInt8](repeating: UInt8(ascii: "x"), count: 1 << 20)
    await server.say(block)
    let before = residentBytes()
    for _ in 1...100 { await server.say(block) }
    await server.say("\r\nVERSION\r\n")
    #expect(await hearer.message { $0.command == "VERSION" } != nil)
    #expect(residentBytes() - before < 64 << 20)
    #expect(await hearer.messages.count == 1)
    let oddities = await hearer.events.filter { event in
      if case .oddity = event { true } else { false }
    }
    #expect(oddities.count == 1)
    await server.stop()
  }

  @Test("a server that only asks, and never reads the answers, is answered no more than it takes")
  func manyPings() async throws {
    let (server, hearer) = try await begin()
    await server.say(String(repeating: "PING :x\r\n", count: 200_000) + "VERSION\r\n")
    #expect(await hearer.message { $0.command == "VERSION" } != nil)
    await server.stop()
  }
}
