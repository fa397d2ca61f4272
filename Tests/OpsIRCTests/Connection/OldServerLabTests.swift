import Foundation
import Glibc
import Testing

@testable import OpsIRC

/// With a real server that has short nicks and a password; only these tests use it, one after the other, as one kills it.
@Suite(.serialized, .timeLimit(.minutes(10))) struct OldServerLabTests {
  @Test("six who want one nick on a server that cuts nicks at nine characters all get one of their own")
  func sixEqualPrefixes() async throws {
    guard let lab = IRCLab.current() else { return }
    let connection = ConnectionSettings(host: "127.0.0.1", port: try lab.port("OLD_PORT"), tls: nil)
    let nick = String("x\(IRCLab.nick())xxxxx".prefix(12))
    let password = try lab.value("OLD_PASSWORD")
    var talkers: [Talker] = []
    for _ in 1...6 {
      let talker = Talker(
        connection, SessionSettings(nicks: [nick], user: "tester", realName: "x", password: password))
      #expect(await talker.registered())
      talkers.append(talker)
    }
    var nicks: Set<String> = []
    for talker in talkers { nicks.insert(await talker.session.nick) }
    #expect(nicks.count == 6)
    #expect(nicks.allSatisfy { $0.count <= 9 })
    for talker in talkers { _ = await talker.leave() }
  }

  @Test("a server that is killed is lost at once, refused while it is down, and there again after its start")
  func killedServer() async throws {
    guard let lab = IRCLab.current() else { return }
    let settings = ConnectionSettings(host: "127.0.0.1", port: try lab.port("OLD_PORT"), tls: nil)
    var reconnect = Reconnect()
    reconnect.begun()
    let first = Hearer(settings)
    #expect(await first.connected())
    reconnect.registered(at: 0)
    try await Self.lab("irc", "ngircd-old", "kill")
    let lost = try #require(await first.closed())
    #expect([.closed, .reset].contains(lost.kind) && lost.mayRetry)
    reconnect.ended(lost, at: 0, chance: 1)
    #expect(reconnect.isDue(at: 1_200))
    reconnect.begun()
    let down = try #require(await Hearer(settings).closed())
    #expect(down.kind == .refused)
    reconnect.ended(down, at: 1_200, chance: 1)
    #expect(reconnect.isDue(at: 3_600))
    try await Self.lab("irc", "ngircd-old", "start")
    let again = Hearer(settings)
    #expect(await again.connected())
    again.connection.close()
    _ = await again.closed()
  }

  /// Runs `scripts/lab`, on a thread of its own, since it is waited for.
  private static func lab(_ words: String...) async throws {
    let root = URL(fileURLWithPath: #filePath).pathComponents.dropLast(4).joined(separator: "/").dropFirst()
    // The server that it starts must not keep the sockets of other tests open.
    let closing = #"for f in /proc/$$/fd/*; do n=${f##*/}; ((n < 3)) || eval "exec $n>&-"; done"#
    let command = "bash -c '\(closing); exec \(root)/scripts/lab \(words.joined(separator: " "))' </dev/null"
    let status = await withCheckedContinuation { (done: CheckedContinuation<Int32, Never>) in
      Thread.detachNewThread { done.resume(returning: unsafe system(command)) }
    }
    #expect(status == 0)
  }
}
