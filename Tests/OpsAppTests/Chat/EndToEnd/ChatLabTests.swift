import Foundation
import OpsConsole
import OpsDomain
import OpsIRC
import Testing

@testable import OpsApp

/// Two consoles with files of their own and somebody with another client, on real servers.
@Suite(.serialized) struct ChatLabTests {
  private let chance = String(UInt32.random(in: 0...9_999_999), radix: 36)
  private var channel: String { "#t\(chance)" }

  private func folder() -> String { NSTemporaryDirectory() + "opsconsole-chat-\(UUID().uuidString)" }

  private func nick(_ letter: String) -> String { "\(letter)\(chance)".prefix(9).description }

  @Test(
    "the same !log line is one entry with one identity on both consoles, confirmed once, and back-filled from playback")
  func modern() async throws {
    guard let lab = ChatLab.current() else { return }
    let (home, channel) = (folder(), channel)
    defer { try? FileManager.default.removeItem(atPath: home) }
    let ken = PlainClient(host: lab.host, port: lab.inspircd, nick: nick("k"), channel: channel)
    defer { ken.end() }
    try await untilItHolds("ken has joined") { ken.has("366") }
    ken.send("MODE", channel, "+H", "50:1h")
    let one = try await LabConsole(
      lab.modernNetwork(nick: nick("a"), channel: channel, user: 0), account: "alice", folder: home + "/a", lab: lab)
    let two = try await LabConsole(
      lab.modernNetwork(nick: nick("b"), channel: channel, user: 1), account: "bob", folder: home + "/b", lab: lab)
    defer { two.end() }
    try await untilItHolds("both have joined") { one.hasJoined(channel) && two.hasJoined(channel) }
    #expect(one.status?.account == lab.users[0].name)
    #expect(one.status?.isSecure == true)
    ken.send("PRIVMSG", channel, "!log bm-db07 障害: restarted mysqld")
    try await untilItHolds("both have an entry") {
      let first = try await one.entries().count
      let second = try await two.entries().count
      return first == 1 && second == 1
    }
    #expect(try await one.entries().map(\.id) == (try await two.entries().map(\.id)))
    try await untilItHolds("it is confirmed") { !ken.heard("NOTICE", beginning: "logged bm-db07").isEmpty }
    // An outage of one of them: what it missed is played back when it returns.
    one.end()
    ken.send("PRIVMSG", channel, "!log bm-db07 said while one was away")
    try await untilItHolds("the other one has it") { try await two.entries().count == 2 }
    let back = try await LabConsole(
      lab.modernNetwork(nick: nick("a"), channel: channel, user: 0), account: "alice", folder: home + "/a", lab: lab)
    defer { back.end() }
    try await untilItHolds("it is back-filled") { try await back.entries().count >= 2 }
    ken.send("PRIVMSG", channel, "!log bm-db07 third")
    try await untilItHolds("the third came") { try await back.entries().count >= 3 }
    let (mine, theirs) = (try await back.entries(), try await two.entries())
    #expect(Set(mine.map(\.id)) == Set(theirs.map(\.id)))
    #expect(mine.count == 3)
    try await untilItHolds("the third is confirmed") {
      ken.heard("NOTICE", beginning: "logged bm-db07").contains { $0.hasSuffix("third") }
    }
    // Longer than the second console would wait before it confirmed, too.
    try await Task.sleep(for: .milliseconds(ConsoleElection.delay(ofRank: 1) + 1_500))
    let confirmed = ken.heard("NOTICE", beginning: "logged bm-db07")
    #expect(confirmed.filter { $0.hasSuffix("third") }.count == 1)
    #expect(confirmed.filter { $0.hasSuffix("restarted mysqld") }.count == 1)
    #expect(confirmed.filter { $0.hasSuffix("away") }.count == 1)
  }

  @Test("on a server without identities each console has one entry, and one of them confirms")
  func old() async throws {
    guard let lab = ChatLab.current() else { return }
    let (home, channel) = (folder(), channel)
    defer { try? FileManager.default.removeItem(atPath: home) }
    let ken = PlainClient(host: lab.host, port: lab.ngircd, nick: nick("k"), channel: channel)
    defer { ken.end() }
    let one = try await LabConsole(
      lab.oldNetwork(nick: nick("a"), channel: channel), account: "alice", folder: home + "/a", lab: lab)
    defer { one.end() }
    let two = try await LabConsole(
      lab.oldNetwork(nick: nick("b"), channel: channel), account: "bob", folder: home + "/b", lab: lab)
    defer { two.end() }
    try await untilItHolds("all have joined") { one.hasJoined(channel) && two.hasJoined(channel) && ken.has("366") }
    ken.send("PRIVMSG", channel, "!log bm-db07 replaced a disk")
    try await untilItHolds("both have an entry") {
      let first = try await one.entries().count
      let second = try await two.entries().count
      return first == 1 && second == 1
    }
    #expect(try await one.entries().first?.author.verified == Author.Verification.none)
    try await untilItHolds("it is confirmed") { !ken.heard("NOTICE", beginning: "logged").isEmpty }
    try await Task.sleep(for: .milliseconds(ConsoleElection.delay(ofRank: 1) + 1_500))
    #expect(ken.heard("NOTICE", beginning: "logged").count == 1)
  }

  @Test("what is recorded on a console is announced once, also after a restart")
  func announced() async throws {
    guard let lab = ChatLab.current() else { return }
    let (home, channel) = (folder(), channel)
    defer { try? FileManager.default.removeItem(atPath: home) }
    let ken = PlainClient(host: lab.host, port: lab.ngircd, nick: nick("k"), channel: channel)
    defer { ken.end() }
    let network = lab.oldNetwork(nick: nick("a"), channel: channel)
    let one = try await LabConsole(network, account: "alice", folder: home + "/a", lab: lab)
    try await untilItHolds("all have joined") { one.hasJoined(channel) && ken.has("366") }
    let entry = Entry("await 48 ms → 9 ms", at: Moments.now(), targets: [EntryTarget(.host, "bm-db07")])
    one.keeper.append([.entryAdd(entry)], ticket: 1)
    let words = "[log] bm-db07 await 48 ms → 9 ms — alice"
    try await untilItHolds("it is announced") { ken.heard("PRIVMSG", beginning: "[log]") == [words] }
    one.end()
    let again = try await LabConsole(network, account: "alice", folder: home + "/a", lab: lab)
    defer { again.end() }
    try await untilItHolds("it is back") { again.hasJoined(channel) }
    again.keeper.append([.entryAdd(Entry("second", at: Moments.now()))], ticket: 1)
    try await untilItHolds("the second is announced") { ken.heard("PRIVMSG", beginning: "[log]").count >= 2 }
    #expect(ken.heard("PRIVMSG", beginning: "[log]").filter { $0 == words }.count == 1)
  }

  @Test(
    "killed and started again, the server has the console back soon; what was typed meanwhile is sent when asked for")
  func restart() async throws {
    guard let lab = ChatLab.current() else { return }
    let (home, channel) = (folder(), channel)
    defer { try? FileManager.default.removeItem(atPath: home) }
    let server = try PrivateServer(folder: home)
    try server.start()
    defer { server.kill() }
    var network = lab.network(port: server.port, nick: nick("a"), channel: channel)
    network.host = "127.0.0.1"
    let one = try await LabConsole(network, account: "alice", folder: home + "/a", lab: lab)
    defer { one.end() }
    try await untilItHolds("it has joined", one) { one.hasJoined(channel) }
    let early = PlainClient(host: "127.0.0.1", port: server.port, nick: nick("e"), channel: channel)
    defer { early.end() }
    try await untilItHolds("somebody else has joined") { early.has("366") }
    early.send("PRIVMSG", channel, "before the crash")
    try await untilItHolds("it is stored") { try await one.lines(channel).contains { $0.text == "before the crash" } }
    server.kill()
    try await untilItHolds("the loss is seen") { !(one.status?.isOnline ?? true) }
    let buffer = BufferID(network: "lab", target: channel)
    one.service.perform(.say(buffer, ["typed while the server was dead"], .message))
    try await untilItHolds("it is kept") { try await one.lines(channel).last?.delivery == .unsent }
    try server.start()
    try await untilItHolds("it is back") { one.hasJoined(channel) && one.status?.isOnline == true }
    let ken = PlainClient(host: "127.0.0.1", port: server.port, nick: nick("k"), channel: channel)
    defer { ken.end() }
    try await untilItHolds("ken has joined") { ken.has("366") }
    let line = try #require(try await one.lines(channel).last { $0.delivery == .unsent })
    one.service.perform(.resend(buffer, line: line.id))
    try await untilItHolds("it is heard") { ken.heard("PRIVMSG", beginning: "typed while").count == 1 }
    try await untilItHolds("the hole is told", one) { try await one.lines(channel).contains { $0.kind == .gap } }
  }
}

/// A server of a test's own, which it may kill.
private final class PrivateServer {
  let port: Int
  private let folder: String
  private var process: Process?

  init(folder: String) throws {
    port = 20_000 + Int.random(in: 0..<9_000)
    self.folder = folder
    try FileManager.default.createDirectory(
      atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o755])
    let configuration = """
      [Global]
      Name = private.lab.test
      Info = lab
      Listen = 127.0.0.1
      Ports = \(port)
      MotdPhrase = private
      [Limits]
      MaxConnectionsIP = 0
      [Options]
      Ident = no
      DNS = no
      PAM = no
      """
    try configuration.write(toFile: folder + "/ngircd.conf", atomically: true, encoding: .utf8)
  }

  func start() throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/sbin/ngircd")
    process.arguments = ["--nodaemon", "--config", folder + "/ngircd.conf"]
    if getuid() == 0 {
      process.executableURL = URL(fileURLWithPath: "/usr/bin/setpriv")
      process.arguments =
        ["--reuid", "irc", "--regid", "irc", "--clear-groups", "/usr/sbin/ngircd"] + (process.arguments ?? [])
    }
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    self.process = process
  }

  func kill() {
    guard let process, process.isRunning else { return }
    _ = Foundation.kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
  }
}
