import Foundation
import NIOPosix
import Testing

@testable import OpsIRC

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

  @Test("a server that only asks, and never reads the answers, is answered no more than it takes")
  func manyPings() async throws {
    let (server, hearer) = try await begin()
    await server.say(String(repeating: "PING :x\r\n", count: 200_000) + "VERSION\r\n")
    #expect(await hearer.message { $0.command == "VERSION" } != nil)
    await server.stop()
  }
}
