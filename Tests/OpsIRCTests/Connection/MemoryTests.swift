import Foundation
import NIOPosix
import Testing

@testable import OpsIRC

/// What the process holds of the machine's memory, in bytes.
func residentBytes() -> Int {
  let text = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
  let line = text.split(separator: "\n").first { $0.hasPrefix("VmRSS:") }
  return (line?.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0) * 1_024
}

/// How much memory a hostile server can make us take; alone in its process, where nobody else takes any.
@Suite(.serialized, .timeLimit(.minutes(10))) struct IRCMemory {
  /// The most that may be taken.
  private static let most = 32 << 20

  /// A life of a connection from which nothing is taken until somebody asks.
  private func begin() async throws -> (TestServer, ConnectionLife) {
    let server = try await TestServer()
    let life = ConnectionLife(
      ConnectionSettings(host: "127.0.0.1", port: server.port, tls: nil),
      loop: MultiThreadedEventLoopGroup.singleton.next()
    ) {}
    life.begin()
    return (server, life)
  }

  /// Sends pieces until no more is read; what waits and what was sent beyond is in somebody's buffers by then.
  private func fill(
    _ server: TestServer, _ life: ConnectionLife, _ piece: @escaping @Sendable (Int) -> String, pieces: Int
  ) async -> Task<Void, Never> {
    let flood = Task { for number in 0..<pieces { await server.say(piece(number)) } }
    while !life.mailbox.mustPause(), !Task.isCancelled { await Task.yield() }
    return flood
  }

  /// Takes all that comes, up to so many messages; returns how many came.
  private func take(_ count: Int, of life: ConnectionLife) async -> Int {
    var taken = 0
    while taken < count, !Task.isCancelled {
      let events = life.mailbox.take(500)
      for case .messages(let messages) in events { taken += messages.count }
      if events.isEmpty { await Task.yield() }
    }
    return taken
  }

  @Test("of 100,000 JOINs that nobody takes a bounded number waits, and what is taken makes room")
  func joins() async throws {
    let (server, life) = try await begin()
    let realName = String(repeating: "山田", count: 100)
    let before = residentBytes()
    let flood = await fill(
      server, life,
      { number in
        (0..<1_000).map { ":nick\($0)!user@host.example.net JOIN #ops\(number * 1_000 + $0) account :\(realName)\r\n" }
          .joined()
      }, pieces: 100)
    let held = residentBytes() - before
    #expect(held < Self.most, "\(held >> 20) MB")
    #expect(await take(100_000, of: life) == 100_000)
    await flood.value
    life.close()
    await server.until { $0.hasClosed }
    await server.stop()
  }

  @Test("of lines with 8 KB of tags that nobody takes few wait")
  func tags() async throws {
    let (server, life) = try await begin()
    let tags = "@" + String(repeating: "+a/b=xxxxxxxx;", count: 580)
    let lines = String(repeating: "\(tags) :nick!user@host TAGMSG #ops\r\n", count: 100)
    let before = residentBytes()
    for _ in 1...100 { await server.say(lines) }
    let held = residentBytes() - before
    #expect(held < Self.most, "\(held >> 20) MB")
    life.close()
    await server.until { $0.hasClosed }
    await server.stop()
  }

  @Test("100 MB without a line end need no memory, and the next line is read")
  func endlessLine() async throws {
    let server = try await TestServer()
    let hearer = Hearer(ConnectionSettings(host: "127.0.0.1", port: server.port, tls: nil))
    await hearer.connected()
    hearer.connection.registered(isFree: false)
    let block = [UInt8](repeating: UInt8(ascii: "x"), count: 1 << 20)
    await server.say(block)
    let before = residentBytes()
    for _ in 1...100 { await server.say(block) }
    await server.say("\r\nVERSION\r\n")
    #expect(await hearer.message { $0.command == "VERSION" } != nil)
    let held = residentBytes() - before
    #expect(held < Self.most, "\(held >> 20) MB")
    #expect(await hearer.messages.count == 1)
    let oddities = await hearer.events.filter { event in
      if case .oddity = event { true } else { false }
    }
    #expect(oddities.count == 1)
    await server.stop()
  }

  @Test("100,000 people who join one channel are known, and take no more than they must")
  func people() {
    var talk = Conversation.inChannel()
    var session = talk.session
    let before = residentBytes()
    for number in 0..<100_000 {
      let source = IRCSource("nick\(number)", user: "user\(number)", host: "host\(number).example.net")
      _ = session.receive(IRCMessage("JOIN", ["#ops"], source: source), at: 0)
    }
    let held = residentBytes() - before
    #expect(held < Self.most, "\(held >> 20) MB")
    #expect(session.channels["#ops"]?.members.count == SessionLimits.members)
    talk.forget()
  }
}
