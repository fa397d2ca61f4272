import OpsDomain
import OpsIRC
import Testing

@testable import OpsApp

/// A link with a real session, whose server is the test: times are moved by hand.
struct FakeNetwork {
  var core: LinkCore
  var boot: Int64 = 1_000_000
  var wall: Int64 = 1_700_000_000_000
  var now: LinkMoment { LinkMoment(boot: boot, wall: Timestamp(milliseconds: wall)) }

  init(_ change: (inout LinkSettings) -> Void = { _ in }) {
    var settings = LinkSettings(name: "office", address: "irc.example.net:6697", nick: "yui")
    settings.captured = ["#ops"]
    settings.highlight = { text, nick, _ in text.contains(nick) }
    change(&settings)
    core = LinkCore(
      settings, at: LinkMoment(boot: 1_000_000, wall: Timestamp(milliseconds: 1_700_000_000_000)), chance: { 0.5 })
  }

  mutating func pass(_ milliseconds: Int64) {
    boot += milliseconds
    wall += milliseconds
  }

  mutating func outputs() -> [LinkOutput] { core.takeOutputs() }

  /// Lets the server say lines.
  mutating func server(_ lines: String...) -> [LinkOutput] {
    core.hear(.messages(lines.compactMap { IRCMessage($0) }), at: now)
    return core.takeOutputs()
  }

  /// Connects, registers and joins #ops with these capabilities.
  mutating func join(capabilities: String = "", members: String = "yui ken") -> [LinkOutput] {
    core.want(true, at: now)
    _ = core.takeOutputs()
    core.begin(
      SessionSettings(nicks: ["yui"], user: "yui", realName: "Yui (opsconsole)", channels: [.init("#ops")]),
      random: Array(repeating: 7, count: 24), at: now)
    core.hear(.connected(isSecure: true), at: now)
    var all = core.takeOutputs()
    all += server(":s CAP * LS :\(capabilities)")
    if !capabilities.isEmpty { all += server(":s CAP * ACK :\(capabilities)") }
    all += server(":s 001 yui :Welcome", ":s 005 yui CASEMAPPING=ascii :are supported", ":s 422 yui :no MOTD")
    all += server(":yui!yui@h JOIN #ops", ":s 353 yui = #ops :\(members)", ":s 366 yui #ops :End")
    return all
  }

  mutating func breaks(_ kind: ConnectionFailure.Kind = .reset) -> [LinkOutput] {
    core.hear(.closed(ConnectionFailure(kind, "the connection broke", mayRetry: true)), at: now)
    return core.takeOutputs()
  }
}

extension [LinkOutput] {
  /// The lines of a buffer.
  func lines(in target: String) -> [ChatLine] {
    flatMap { output -> [ChatLine] in
      if case .lines(let buffer, let lines) = output, buffer.target == target { return lines.map(\.line) }
      return []
    }
  }

  /// The last word on the network.
  var status: NetworkStatus? {
    compactMap { output -> NetworkStatus? in
      if case .status(let status) = output { return status }
      return nil
    }.last
  }

  /// Where holes begin that were told.
  var gapStarts: [Int64] {
    compactMap { output in
      if case .gap(_, let from, _) = output { from.milliseconds } else { nil }
    }
  }

  /// The messages sent with a verb.
  func sent(_ verb: String) -> [IRCMessage] {
    compactMap { output -> IRCMessage? in
      if case .send(let message, _) = output, message.command == verb { return message }
      return nil
    }
  }
}

struct LinkCoreTests {
  @Test("a wanted network is connected, registered and told as being there")
  func connects() {
    var network = FakeNetwork()
    network.core.want(true, at: network.now)
    #expect(network.outputs().contains(.connect))
    var other = FakeNetwork()
    let outputs = other.join()
    #expect(outputs.status?.isOnline == true)
    #expect(outputs.status?.isSecure == true)
    let facts = outputs.compactMap { output -> BufferFacts? in
      if case .facts(let buffer, let facts) = output, buffer.target == "#ops" { return facts }
      return nil
    }
    #expect(facts.last?.isJoined == true)
    #expect(facts.last?.capturesLog == true)
    #expect(facts.last?.memberCount == 2)
  }

  @Test("what is said becomes a line with sender, time and name")
  func said() {
    var network = FakeNetwork()
    _ = network.join(capabilities: "server-time message-tags")
    let outputs = network.server("@time=2023-11-14T22:13:21.500Z;msgid=m1 :ken!k@h PRIVMSG #OPS :yui: 障害です")
    let line = outputs.lines(in: "#ops").first
    #expect(line?.text == "yui: 障害です")
    #expect(line?.messageID == "m1")
    #expect(line?.at == Timestamp(milliseconds: 1_700_000_001_500))
    #expect(line?.isHighlight == true)
    #expect(line?.colourKey == "k")
  }

  @Test("after a break it is tried again soon, and channels joined by hand are joined again")
  func comesBack() {
    var network = FakeNetwork()
    _ = network.join()
    _ = network.server(":yui!yui@h JOIN #dev", ":s 366 yui #dev :End")
    let broken = network.breaks()
    guard case .waiting(let until, _)? = broken.status?.phase else {
      Issue.record("it does not wait")
      return
    }
    #expect(until.milliseconds - network.wall < 10_000)
    network.pass(until.milliseconds - network.wall)
    network.core.tick(at: network.now)
    #expect(network.outputs().contains(.connect))
    network.core.begin(
      SessionSettings(nicks: ["yui"], user: "yui", realName: "Yui", channels: [.init("#ops")]),
      random: Array(repeating: 7, count: 24), at: network.now)
    let wishes = network.core.session?.wishes.map(\.name) ?? []
    #expect(wishes.contains("#ops"))
  }

  @Test("a server that wants somebody gone is not asked again by itself")
  func stopped() {
    var network = FakeNetwork()
    _ = network.join()
    network.core.hear(
      .closed(ConnectionFailure(.certificateExpired, "the certificate has expired", mayRetry: false)), at: network.now)
    guard case .stopped? = network.outputs().status?.phase else {
      Issue.record("it is tried again")
      return
    }
    network.pass(3_600_000)
    network.core.tick(at: network.now)
    #expect(!network.outputs().contains(.connect))
  }

  @Test("leaving by hand stays left")
  func left() {
    var network = FakeNetwork()
    _ = network.join()
    network.core.want(false, at: network.now)
    #expect(!network.outputs().sent("QUIT").isEmpty)
    #expect(network.breaks(.closed).status?.phase == .offline)
    network.pass(3_600_000)
    network.core.tick(at: network.now)
    #expect(!network.outputs().contains(.connect))
  }

  @Test("wanted again while it is still leaving, it is connected again when it has left")
  func wantedAgain() {
    var network = FakeNetwork()
    _ = network.join()
    network.core.want(false, at: network.now)
    network.core.want(true, at: network.now)
    #expect(!network.outputs().contains(.connect))
    _ = network.server("ERROR :Closing link")
    network.core.hear(
      .closed(ConnectionFailure(.asked, "closed on request", mayRetry: false)), at: network.now)
    #expect(network.outputs().contains(.connect))
  }

  @Test("a network that is there and wanted once more has nothing to do")
  func wantedTwice() {
    var network = FakeNetwork()
    _ = network.join()
    network.core.want(true, at: network.now)
    #expect(network.core.nextDeadline.map { $0 > network.boot } == true)
  }

  @Test("answers and failures stand where their command was typed, and with the network where none was")
  func answersWhereAsked() {
    var network = FakeNetwork()
    _ = network.join()
    let ops = BufferID(network: "office", target: "#ops")
    #expect(network.server(":s 432 yui yui_山 :Erroneous Nickname").lines(in: "").count == 1)
    network.core.perform(.command(.nick("yui_山"), typedIn: ops), at: network.now)
    #expect(network.server(":s 432 yui yui_山 :Erroneous Nickname").lines(in: "#ops").count == 1)
    network.core.perform(.command(.whois("ken"), typedIn: ops), at: network.now)
    network.pass(14_000)
    #expect(network.server(":s 312 yui ken s :a server").lines(in: "#ops").count == 1)
    network.pass(14_000)
    #expect(network.server(":s 318 yui ken :End").lines(in: "#ops").count == 1)
    #expect(network.server(":s 372 yui :a greeting").lines(in: "").count == 1)
    network.pass(16_000)
    #expect(network.server(":s 312 yui ken s :a server").lines(in: "").count == 1)
  }

  @Test(
    "a hole begins where the server was heard last, not at the last word, which may be days old or never was",
    arguments: [true, false])
  func gapFromHeard(hasLines: Bool) {
    var network = FakeNetwork()
    _ = network.join()
    if hasLines { _ = network.server(":ken!k@h PRIVMSG #ops :good night") }
    network.pass(60_000_000)
    _ = network.server(":s PING :x")
    let heard = network.wall
    network.pass(10_000)
    _ = network.breaks()
    network.pass(5_000)
    _ = network.join()
    network.pass(CatchUp.patience)
    network.core.tick(at: network.now)
    let starts = network.outputs().gapStarts
    #expect(starts == [heard])
  }

  @Test("a connection that breaks before it is known what was missed hides nothing of it")
  func breaksWhileCatchingUp() {
    var network = FakeNetwork()
    _ = network.join()
    _ = network.server(":ken!k@h PRIVMSG #ops :good night")
    let heard = network.wall
    network.pass(10_000)
    _ = network.breaks()
    network.pass(60_000)
    _ = network.join()
    _ = network.server(":ken!k@h PRIVMSG #ops :live")
    let broken = network.breaks()
    network.pass(60_000)
    _ = network.join()
    network.pass(CatchUp.patience)
    network.core.tick(at: network.now)
    let starts = (broken + network.outputs()).gapStarts
    #expect(starts == [heard, heard], "told at once, and once more as far as the next connection knows")
  }

  @Test("a channel in which nobody has spoken has a hole, too, when one was out of it")
  func kickedFromSilence() {
    var network = FakeNetwork()
    _ = network.join()
    _ = network.server(":ken!k@h KICK #ops yui :out")
    let kicked = network.wall
    network.pass(60_000)
    _ = network.server(":yui!yui@h JOIN #ops", ":s 353 yui = #ops :yui ken", ":s 366 yui #ops :End")
    network.pass(CatchUp.patience)
    network.core.tick(at: network.now)
    let starts = network.outputs().gapStarts
    #expect(starts == [kicked])
  }

  @Test("an attempt to reconnect that fails forgets neither that one is away nor how the network folds names")
  func failedAttempt() {
    var network = FakeNetwork()
    _ = network.join()
    network.core.perform(.away("lunch"), at: network.now)
    _ = network.server(":s 306 yui :You are away")
    _ = network.breaks()
    network.core.begin(
      SessionSettings(nicks: ["yui"], user: "yui", realName: "Yui", channels: [.init("#ops")]),
      random: Array(repeating: 7, count: 24), at: network.now)
    _ = network.breaks(.refused)
    #expect(network.core.fold("ken[m]") == "ken[m]", "the server has said CASEMAPPING=ascii")
    #expect(network.join().sent("AWAY").map(\.parameters) == [["lunch"]])
  }

  @Test("names are folded as the network said in an earlier run, until it speaks")
  func foldsAsBefore() {
    var network = FakeNetwork()
    #expect(network.core.fold("ken[m]") == "ken{m}")
    network.core.perform(.folds(.ascii), at: network.now)
    network.core.perform(.open("ken[m]"), at: network.now)
    let opened = network.outputs().compactMap { output -> String? in
      if case .opened(let buffer, _) = output { return buffer.target }
      return nil
    }
    #expect(opened == ["ken[m]"])
  }

  @Test("wanted once more while its secrets are being fetched, it is not looked at again and again")
  func wantedWhileConnecting() {
    var network = FakeNetwork()
    network.core.want(true, at: network.now)
    network.core.want(true, at: network.now)
    #expect(network.outputs().filter { $0 == .connect }.count == 1)
    #expect(network.core.nextDeadline.map { $0 > network.boot } ?? true)
  }

  @Test("a channel that is closed is not joined again, though one was not in it")
  func closedWhileOut() {
    var network = FakeNetwork()
    _ = network.join()
    _ = network.server(":ken!k@h KICK #ops yui :out")
    network.core.perform(.close("#ops"), at: network.now)
    #expect(network.core.session?.wishes.isEmpty == true)
    _ = network.server(":yui!yui@h JOIN #dev", ":s 366 yui #dev :End")
    _ = network.breaks()
    network.core.perform(.close("#dev"), at: network.now)
    #expect(network.core.carried?.channels.isEmpty == true)
  }

  @Test("why a known channel cannot be joined is told there; an invitation to a strange one opens nothing")
  func joinFails() {
    var network = FakeNetwork()
    _ = network.join()
    _ = network.server(":ken!k@h KICK #ops yui :out")
    network.core.perform(.join("#ops", key: nil), at: network.now)
    #expect(network.server(":s 474 yui #ops :Cannot join channel (+b)").lines(in: "#ops").count == 1)
    #expect(network.server(":ken!k@h INVITE yui #spam").lines(in: "").count == 1)
    #expect(network.server(":ken!k@h INVITE yui #ops").lines(in: "#ops").count == 1)
  }

  @Test("the protocol is shown as it goes, without secrets, while that is wanted")
  func raw() {
    var network = FakeNetwork()
    _ = network.join()
    let ops = BufferID(network: "office", target: "#ops")
    network.core.perform(.switchRaw(typedIn: ops), at: network.now)
    #expect(network.outputs().lines(in: "#ops").count == 1)
    network.core.perform(.raw("OPER admin hunter2"), at: network.now)
    var shown = network.outputs().lines(in: "").map(\.text)
    #expect(shown == ["→ OPER admin ***"])
    shown = network.server(":ken!k@h PRIVMSG #ops :\u{3}4red").lines(in: "").map(\.text)
    #expect(shown == ["← :ken!k@h PRIVMSG #ops ^C4red"])
    network.core.perform(.switchRaw(typedIn: ops), at: network.now)
    _ = network.outputs()
    #expect(network.server(":ken!k@h PRIVMSG #ops :more").lines(in: "").isEmpty)
  }

  @Test("the members of the highest rank come first")
  func ranks() {
    var network = FakeNetwork()
    _ = network.join(members: "alice yui @zoe +bob @Anna")
    network.core.perform(.members("#ops"), at: network.now)
    let nicks = network.outputs().compactMap { output -> [String]? in
      if case .members(_, let members) = output { return members.map(\.nick) }
      return nil
    }
    #expect(nicks.last == ["Anna", "zoe", "bob", "alice", "yui"])
  }

  @Test("after a sleep what waits is tried at once")
  func wakes() {
    var network = FakeNetwork()
    _ = network.join()
    for _ in 0..<6 {
      _ = network.breaks(.refused)
      network.pass(300_000)
      network.core.tick(at: network.now)
    }
    _ = network.breaks(.refused)
    _ = network.outputs()
    network.core.woke(at: network.now)
    #expect(network.outputs().contains(.connect))
  }

  @Test("what was on its way when the connection broke is told as failed")
  func pendingFails() {
    var network = FakeNetwork()
    _ = network.join()
    network.core.perform(.say(to: "#ops", text: "hello", kind: .message, token: 42), at: network.now)
    #expect(network.outputs().sent("PRIVMSG").count == 1)
    let failed = network.breaks().contains { output in
      if case .delivery(42, .failed) = output { return true }
      return false
    }
    #expect(failed)
  }

  @Test("what is said while nothing is connected is not sent, and told so")
  func unsent() {
    var network = FakeNetwork()
    network.core.perform(.say(to: "#ops", text: "hello", kind: .message, token: 42), at: network.now)
    #expect(network.outputs().contains(.unsent(line: 42)))
  }

  @Test("on a server without history a hole is told some seconds after joining, none for a channel never seen")
  func gapWithoutHistory() {
    var network = FakeNetwork()
    let old = ChatLine(.message, at: Timestamp(milliseconds: network.wall - 600_000), text: "old")
    network.core.perform(.remember(["#ops": old]), at: network.now)
    _ = network.join()
    _ = network.server(":ken!k@h PRIVMSG #ops :first live line")
    network.pass(CatchUp.patience)
    network.core.tick(at: network.now)
    let gaps = network.outputs().compactMap { output -> (BufferID, Timestamp)? in
      if case .gap(let buffer, let from, _) = output { return (buffer, from) }
      return nil
    }
    #expect(gaps.map(\.0.target) == ["#ops"])
    #expect(gaps.first?.1 == old.at)
    var fresh = FakeNetwork()
    _ = fresh.join()
    fresh.pass(60_000)
    fresh.core.tick(at: fresh.now)
    #expect(!fresh.outputs().contains { if case .gap = $0 { true } else { false } })
  }

  @Test("a playback that reaches back far enough leaves no hole, and its lines are marked")
  func playback() {
    var network = FakeNetwork()
    let old = ChatLine(.message, at: Timestamp(milliseconds: 1_700_000_000_000 - 600_000), text: "old")
    network.core.perform(.remember(["#ops": old]), at: network.now)
    _ = network.join(capabilities: "batch server-time message-tags")
    let outputs = network.server(
      ":s BATCH +1 chathistory #ops", "@batch=1;time=2023-11-14T22:03:20.000Z :ken!k@h PRIVMSG #ops :old",
      "@batch=1;time=2023-11-14T22:05:00.000Z :ken!k@h PRIVMSG #ops :yui: missed", ":s BATCH -1")
    #expect(outputs.lines(in: "#ops").allSatisfy { $0.isPlayback })
    #expect(outputs.lines(in: "#ops").count == 2)
    network.pass(CatchUp.patience)
    network.core.tick(at: network.now)
    let later = outputs + network.outputs()
    #expect(!later.contains { if case .gap = $0 { true } else { false } })
    #expect(later.contains { if case .filled = $0 { true } else { false } })
  }

  @Test("only messages in channels that are captured are for the work log; notices, bots and private words are not")
  func candidates() {
    var network = FakeNetwork()
    _ = network.join(capabilities: "message-tags")
    func candidates(_ outputs: [LinkOutput]) -> [String] {
      outputs.flatMap { output -> [String] in
        guard case .lines(_, let lines) = output else { return [] }
        return lines.filter(\.isCandidate).map(\.line.text)
      }
    }
    let outputs = network.server(
      ":ken!k@h PRIVMSG #ops :!log one", ":ken!k@h NOTICE #ops :!log two", "@bot :b!b@h PRIVMSG #ops :!log three",
      ":ken!k@h PRIVMSG yui :!log four", ":ken!k@h PRIVMSG #dev :!log five")
    #expect(candidates(outputs) == ["!log one"])
  }

  @Test("of two consoles one confirms first, and the other stays silent once it has heard that")
  func confirms() {
    let confirmation = LogConfirmation(
      channel: "#ops", key: "K7Q2", targets: ["db1"], sender: "ken", text: "x", line: "#ops ken x")
    var network = FakeNetwork()
    _ = network.join()
    network.core.perform(.confirm(confirmation), at: network.now)
    // Of the others in the channel nobody has said yet what they are.
    network.pass(ConsoleElection.delay(ofRank: ConsoleElection.unknownMax))
    network.core.tick(at: network.now)
    let said = network.outputs().contains { output in
      if case .say(_, let text, _) = output { return text == "logged db1 · K7Q2 · ken: x" }
      return false
    }
    #expect(said)
    _ = network.core.confirmations
    network.pass(60_000)
    network.core.perform(.confirm(confirmation), at: network.now)
    _ = network.server(":naoya!n@h NOTICE #ops :logged db1 · ZZZZ · ken: x")
    network.pass(60_000)
    network.core.tick(at: network.now)
    #expect(!network.outputs().contains { if case .say = $0 { true } else { false } })
  }

  @Test("members are told for the channel that is shown, and not for every change of a flood")
  func members() {
    var network = FakeNetwork()
    _ = network.join()
    network.core.perform(.members("#ops"), at: network.now)
    func told(_ outputs: [LinkOutput]) -> Int { outputs.filter { if case .members = $0 { true } else { false } }.count }
    #expect(told(network.outputs()) == 1)
    var count = 0
    for number in 0..<500 { count += told(network.server(":n\(number)!u@h JOIN #ops")) }
    #expect(count == 0)
    network.pass(LinkCore.membersPace)
    network.core.tick(at: network.now)
    #expect(told(network.outputs()) == 1)
  }

  @Test("what the connection dropped is said where people speak, at most once in two seconds")
  func dropped() {
    var network = FakeNetwork()
    _ = network.join()
    var told: [ChatLine] = []
    for _ in 0..<40 {
      network.core.hear(.dropped(1_000), at: network.now)
      told += network.server(":ken!k@h PRIVMSG #ops :flood").lines(in: "#ops").filter { $0.kind == .skipped }
      network.pass(100)
    }
    #expect((1...3).contains(told.count))
  }
}
