@testable import OpsIRC
import Testing

@Suite struct BatchTests {
  private func talk(_ names: String = "ken yui mio") -> Conversation {
    Conversation.inChannel(names: names, capabilities: "batch message-tags server-time")
  }

  @Test("playback that comes by itself is history, and its end is told") func playback() {
    var talk = talk()
    talk.server(
      ":s BATCH +1 chathistory #OPS", "@batch=1;time=2026-11-27T13:05:11.000Z;msgid=a :yui!y@h PRIVMSG #ops :one",
      "@time=2026-11-27T13:06:00.000Z :mio!m@h PRIVMSG #ops :now",
      "@batch=1;time=2026-11-27T13:05:12.000Z;msgid=b :ken!k@h PRIVMSG #ops :two",
      "@batch=1;time=2026-11-27T13:05:13.000Z :mio!m@h QUIT :gone", "@batch=1 :yui!y@h MODE #ops +i")
    #expect(talk.events.said.map(\.text) == ["now"])
    talk.server(":s BATCH :-1")
    let events = talk.told()
    #expect(events.said.map(\.text) == ["now", "one", "two"])
    #expect(events.said.map(\.origin) == [.live, .history, .history])
    #expect(events.said.map(\.isOwn) == [false, false, true])
    #expect(events.happenings.map(\.origin) == [.history, .history])
    #expect(events.last == .playbackEnded(target: "#ops", first: 1_795_784_711_000, last: 1_795_784_713_000))
    // Nothing of it changes the present.
    #expect(talk.session.channels["#ops"]?.members["mio"] != nil)
    #expect(talk.session.channels["#ops"]?.modes == "+nt")
  }

  @Test("unknown batches are played; those within others are played where they stand") func nested() {
    var talk = talk()
    talk.server(
      ":s BATCH +out example.org/odd", "@batch=out :yui!y@h PRIVMSG #ops :1", "@batch=out :s BATCH +in other/kind x",
      "@batch=in :yui!y@h PRIVMSG #ops :2", "@batch=in :s BATCH -in", "@batch=out :yui!y@h PRIVMSG #ops :3",
      ":s BATCH -in", ":s BATCH -out")
    #expect(talk.told().said.map(\.text) == ["1", "2", "3"])
    #expect(talk.session.batches.open.isEmpty)
    #expect(talk.session.batches.bytes == 0)
  }

  @Test("what is within history is history") func nestedHistory() {
    var talk = talk()
    talk.server(
      ":s BATCH +1 chathistory #ops", "@batch=1 :s BATCH +2 example.org/odd",
      "@batch=2;time=2026-11-27T13:05:11.000Z :yui!y@h PRIVMSG #ops :x", ":s BATCH -2", ":s BATCH -1")
    let events = talk.told()
    #expect(events.said.map(\.origin) == [.history])
    #expect(events.last == .playbackEnded(target: "#ops", first: 1_795_784_711_000, last: 1_795_784_711_000))
  }

  @Test("history is not of the account that has the nick now") func accounts() {
    var talk = Conversation.registered("batch message-tags server-time extended-join account-notify")
    talk.join("#ops", names: "ken")
    talk.server(":yui!y@h JOIN #ops yui-a :Yui")
    talk.forget()
    talk.server(
      ":yui!y@h PRIVMSG #ops :now", ":s BATCH +1 chathistory #ops", "@batch=1 :yui!y@h PRIVMSG #ops :then",
      ":s BATCH -1")
    #expect(talk.told().said.map(\.account) == ["yui-a", nil])
  }

  @Test("who came back after a netsplit comes like everybody the next time") func backAgain() {
    var talk = talk()
    talk.server(":yui!y@h QUIT :hub.example.net leaf.example.net")
    talk.pass(SessionLimits.splitPatience)
    talk.server(":yui!y@h JOIN #ops")
    talk.pass(SessionLimits.splitPatience)
    talk.forget()
    talk.server(":yui!y@h PART #ops", ":yui!y@h JOIN #ops")
    #expect(talk.told().happenings.map(\.kind) == [.part(reason: ""), .join(account: nil, realName: nil)])
  }

  @Test("PING is answered though it stands in a batch") func ping() {
    var talk = talk()
    talk.server(":s BATCH +1 chathistory #ops", "@batch=1 PING :x")
    #expect(talk.said() == ["PONG x"])
  }

  @Test("a batch that is too large is played as it comes, and all of it") func large() {
    var talk = talk()
    talk.server(":s BATCH +1 chathistory #ops")
    let count = SessionLimits.batchMessages + 500
    for number in 0..<count { talk.server("@batch=1;time=2026-11-27T13:05:11.000Z :yui!y@h PRIVMSG #ops :\(number)") }
    #expect((talk.session.batches.open["1"]?.items.count ?? 0) < SessionLimits.batchMessages)
    talk.server(":s BATCH -1")
    let said = talk.told().said
    #expect(said.count == count)
    #expect(said.allSatisfy { $0.origin == .history })
    #expect(said.map(\.text) == (0..<count).map(String.init))
  }

  @Test("batches are bounded in number and depth; what is not shown is told once") func bounded() {
    var talk = talk()
    for number in 0..<50 { talk.server(":s BATCH +\(number) odd") }
    #expect(talk.session.batches.open.count == SessionLimits.batches)
    #expect(talk.told().infos.count == 50 - SessionLimits.batches)
    talk.server("@batch=40 :yui!y@h PRIVMSG #ops :dropped", "@batch=3 :yui!y@h PRIVMSG #ops :kept")
    for number in 0..<50 { talk.server(":s BATCH -\(number)") }
    #expect(talk.told().said.map(\.text) == ["kept"])
    talk.server(":s BATCH +a0 odd")
    for number in 1..<10 { talk.server("@batch=a\(number - 1) :s BATCH +a\(number) odd") }
    #expect(talk.session.batches.open.count == SessionLimits.batchDepth)
  }

  @Test("a batch that is never ended is played after a while") func endless() {
    var talk = talk()
    talk.server(":s BATCH +1 odd", "@batch=1 :yui!y@h PRIVMSG #ops :x")
    talk.pass(SessionLimits.batchPatience - 1)
    #expect(talk.told().said.isEmpty)
    talk.pass(1)
    #expect(talk.told().said.count == 1)
  }

  @Test("netsplits and their end in batches are one line") func splitBatch() {
    var talk = talk("ken yui mio rin")
    talk.join("#b", names: "ken yui")
    talk.forget()
    talk.server(
      ":s BATCH +1 netsplit a.example b.example", "@batch=1 :yui!y@h QUIT :a.example b.example",
      "@batch=1 :mio!m@h QUIT :a.example b.example", ":s BATCH -1")
    var happenings = talk.told().happenings
    #expect(happenings.count == 2)
    #expect(happenings[0].kind == .netsplit(servers: "a.example b.example", nicks: ["yui", "mio"]))
    #expect(happenings[0].channels == ["#ops"])
    #expect(happenings[1].kind == .netsplit(servers: "a.example b.example", nicks: ["yui"]))
    #expect(talk.session.channels["#ops"]?.members.count == 2)
    talk.server(
      ":s BATCH +2 netjoin a.example b.example", "@batch=2 :yui!y@h JOIN #ops", "@batch=2 :mio!m@h JOIN #ops",
      "@batch=2 :s MODE #ops +o yui", ":s BATCH -2")
    happenings = talk.told().happenings
    #expect(happenings.last?.kind == .netjoin(servers: "a.example b.example", nicks: ["yui", "mio"]))
    #expect(talk.session.channels["#ops"]?.members["yui"]?.prefixes == "@")
  }

  @Test("without batches quits of a netsplit are gathered, and so are the returns") func splitByReason() {
    var talk = talk("ken yui mio rin")
    talk.server(":yui!y@h QUIT :hub.example.net leaf.example.net", ":mio!m@h QUIT :hub.example.net leaf.example.net")
    #expect(talk.told().happenings.isEmpty)
    #expect(talk.session.channels["#ops"]?.members.count == 2)
    talk.pass(SessionLimits.splitPatience)
    #expect(
      talk.told().happenings.map(\.kind) == [
        .netsplit(servers: "hub.example.net leaf.example.net", nicks: ["yui", "mio"])
      ])
    talk.server(":yui!y@h JOIN #ops", ":mio!m@h JOIN #ops", ":new!n@h JOIN #ops")
    #expect(talk.told().happenings.count == 1)
    talk.pass(SessionLimits.splitPatience)
    #expect(
      talk.told().happenings.map(\.kind) == [
        .netjoin(servers: "hub.example.net leaf.example.net", nicks: ["yui", "mio"])
      ])
  }

  @Test(
    "reasons that are those of netsplits, and those that people write",
    arguments: [
      ("a.example b.example", true), ("*.net *.split", true), ("hub.lab.test leaf.lab.test", true), ("bye", false),
      ("a.b c.d", false), ("see http://a.example b.example", false), ("a.example  b.example", false),
      ("a.example b.example c.example", false), ("a.example a.example", false), ("a.1x b.22", false),
      ("a. b.example", false),
      ("server: b.example", false), ("", false), (" ", false),
    ])
  func reasons(text: String, isSplit: Bool) { #expect(Netsplit.isReason(text) == isSplit) }
}
