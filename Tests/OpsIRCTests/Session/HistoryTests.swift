@testable import OpsIRC
import Testing

@Suite struct HistoryTests {
  private static let capabilities = "batch message-tags server-time draft/chathistory"
  /// 2026-11-27T13:00:00Z.
  private static let noon: Int64 = 1_795_784_400_000

  private func talk(_ support: String = "CHATHISTORY=3 MSGREFTYPES=msgid,timestamp", labels: Bool = false)
    -> Conversation
  {
    Conversation.inChannel(
      capabilities: Self.capabilities + (labels ? " labeled-response" : ""), support: support)
  }

  /// An answer of messages at these seconds after noon.
  private func answer(_ talk: inout Conversation, _ seconds: [Int64], label: String = "") {
    talk.server("\(label.isEmpty ? "" : "@label=\(label) "):s BATCH +h chathistory #ops")
    for second in seconds {
      let time = ServerTime.text(Self.noon + second * 1_000)
      talk.server("@batch=h;msgid=m\(second);time=\(time) :yui!y@h PRIVMSG #ops :\(second)")
    }
    talk.server(":s BATCH -h")
  }

  @Test("fetching goes down to the anchor, page by page") func pages() {
    var talk = talk()
    talk.ask(.catchUp(target: "#ops", since: HistoryAnchor(milliseconds: Self.noon + 30_000, messageID: "m30")))
    #expect(talk.said() == ["CHATHISTORY LATEST #ops timestamp=2026-11-27T13:00:20.000Z 3"])
    answer(&talk, [70, 80, 90])
    #expect(talk.said() == ["CHATHISTORY BEFORE #ops msgid=m70 3"])
    answer(&talk, [40, 50, 60])
    #expect(talk.said() == ["CHATHISTORY BEFORE #ops msgid=m40 3"])
    // The anchor by its identity, though its time is later than was known.
    answer(&talk, [30])
    let events = talk.told()
    #expect(talk.said() == [])
    #expect(events.said.map(\.text) == ["70", "80", "90", "40", "50", "60", "30"])
    #expect(events.said.allSatisfy { $0.origin == .history })
    #expect(events.last == .history(target: "#ops", .catchUp, .complete))
    #expect(!events.contains { if case .playbackEnded = $0 { true } else { false } })
  }

  @Test("a server that takes moments only is asked by moments") func moments() {
    var talk = talk("CHATHISTORY=3 MSGREFTYPES=timestamp")
    talk.ask(.catchUp(target: "#ops", since: HistoryAnchor(milliseconds: Self.noon)))
    talk.forget()
    answer(&talk, [10, 20, 30])
    #expect(talk.said() == ["CHATHISTORY BEFORE #ops timestamp=2026-11-27T13:00:10.000Z 3"])
    answer(&talk, [-5, 0, 5])
    #expect(talk.told().last == .history(target: "#ops", .catchUp, .complete))
  }

  @Test("a conversation that was unknown before has no gap before what came of it") func begunMeanwhile() {
    for seconds in [[], [40]] as [[Int64]] {
      var talk = talk()
      talk.ask(.catchUp(target: "#ops", since: HistoryAnchor(milliseconds: Self.noon, isLine: false)))
      answer(&talk, seconds)
      #expect(talk.told().last == .history(target: "#ops", .catchUp, .complete))
    }
  }

  @Test("what the server no longer keeps is a gap") func gaps() {
    var talk = talk()
    let anchor = HistoryAnchor(milliseconds: Self.noon)
    talk.ask(.catchUp(target: "#ops", since: anchor))
    answer(&talk, [])
    #expect(talk.told().last == .history(target: "#ops", .catchUp, .gap(oldest: nil)))
    talk.ask(.catchUp(target: "#ops", since: anchor))
    answer(&talk, [100, 110, 120])
    answer(&talk, [])
    #expect(talk.told().last == .history(target: "#ops", .catchUp, .gap(oldest: Self.noon + 100_000)))
    // Fewer than a page, and the anchor is not among them.
    talk.ask(.catchUp(target: "#ops", since: anchor))
    answer(&talk, [100])
    #expect(talk.told().last == .history(target: "#ops", .catchUp, .gap(oldest: Self.noon + 100_000)))
  }

  @Test("a server that gives the same again and again is not asked forever") func endless() {
    var talk = talk()
    talk.ask(.catchUp(target: "#ops", since: HistoryAnchor(milliseconds: Self.noon)))
    answer(&talk, [100, 110, 120])
    answer(&talk, [100, 110, 120])
    #expect(talk.told().last == .history(target: "#ops", .catchUp, .gap(oldest: Self.noon + 100_000)))
    talk.ask(.catchUp(target: "#ops", since: HistoryAnchor(milliseconds: Self.noon)))
    for page in 0..<100 {
      answer(&talk, [100_000 - Int64(page) * 3, 100_001 - Int64(page) * 3, 100_002 - Int64(page) * 3])
    }
    let asked = talk.said().filter { $0.hasPrefix("CHATHISTORY") }
    #expect(asked.count <= SessionLimits.fetchPages + 2)
  }

  @Test("several fetches go one after the other; labels tell answers apart") func queue() {
    var talk = talk(labels: true)
    talk.ask(.historyBefore(target: "#ops", milliseconds: Self.noon, messageID: nil, limit: 100))
    talk.ask(.historyBefore(target: "yui", milliseconds: Self.noon, messageID: "m7", limit: 2))
    #expect(talk.said() == ["@label=h1 CHATHISTORY BEFORE #ops timestamp=2026-11-27T13:00:00.000Z 3"])
    // A playback that nobody asked for comes between.
    answer(&talk, [1], label: "")
    _ = talk.told()
    talk.server(
      "@label=h1 :s BATCH +x labeled-response", "@batch=x :s BATCH +h chathistory #ops",
      "@batch=h;time=2026-11-27T12:00:00.000Z :yui!y@h PRIVMSG #ops :old", ":s BATCH -h", ":s BATCH -x")
    #expect(talk.told().contains(.history(target: "#ops", .before, .complete)))
    #expect(talk.said() == ["@label=h2 CHATHISTORY BEFORE yui msgid=m7 2"])
    talk.server("@label=h2 :s BATCH +y labeled-response", ":s BATCH -y")
    #expect(talk.told().contains(.history(target: "yui", .before, .gap(oldest: nil))))
  }

  @Test("refusals and silence are told") func refused() {
    var talk = talk()
    talk.ask(.catchUp(target: "#ops", since: HistoryAnchor(milliseconds: Self.noon)))
    talk.server(":s FAIL CHATHISTORY INVALID_TARGET LATEST #ops :Messages could not be retrieved")
    #expect(talk.told() == [.history(target: "#ops", .catchUp, .failed("Messages could not be retrieved"))])
    talk.ask(.catchUp(target: "#ops", since: HistoryAnchor(milliseconds: Self.noon)))
    talk.pass(SessionLimits.fetchPatience)
    guard case .history(_, .catchUp, .failed(let words)) = talk.told().last else {
      Issue.record("silence was not told")
      return
    }
    #expect(words.contains("30 s"))
  }

  @Test("where nothing is kept that is said at once") func unsupported() {
    var talk = Conversation.inChannel()
    talk.ask(.catchUp(target: "#ops", since: HistoryAnchor(milliseconds: 0)))
    talk.ask(.historyBefore(target: "#ops", milliseconds: 0, messageID: nil, limit: 1))
    #expect(
      talk.told() == [
        .history(target: "#ops", .catchUp, .unsupported), .history(target: "#ops", .before, .unsupported),
      ])
    #expect(talk.said() == [])
  }

  @Test("ZNC plays back what it is asked for") func bouncer() {
    var talk = Conversation.inChannel(capabilities: "batch message-tags server-time znc.in/playback")
    talk.ask(.catchUp(target: "#ops", since: HistoryAnchor(milliseconds: Self.noon)))
    #expect(talk.said() == ["PRIVMSG *playback :play #ops 1795784390"])
    talk.server(
      ":s BATCH +1 znc.in/playback #ops", "@batch=1;time=2026-11-27T13:00:00.000Z :yui!y@h PRIVMSG #ops :anchor",
      "@batch=1;time=2026-11-27T13:00:30.000Z :yui!y@h PRIVMSG #ops :missed", ":s BATCH -1")
    let events = talk.told()
    #expect(events.said.count == 2)
    #expect(events.last == .history(target: "#ops", .catchUp, .complete))
    talk.ask(.catchUp(target: "yui", since: HistoryAnchor(milliseconds: Self.noon)))
    talk.pass(SessionLimits.playbackPatience)
    #expect(talk.told().contains(.history(target: "yui", .catchUp, .gap(oldest: nil))))
  }

  @Test("ZNC plays back all that was missed, which tells in which conversations something was said")
  func bouncerTargets() {
    var talk = Conversation.inChannel(capabilities: "batch message-tags server-time znc.in/playback")
    talk.ask(.historyTargets(since: Self.noon, until: Self.noon + 60_000))
    talk.ask(.catchUp(target: "#ops", since: HistoryAnchor(milliseconds: Self.noon)))
    #expect(talk.said() == ["PRIVMSG *playback :play * 1795784390", "PING opsconsole-h1"])
    talk.server(
      ":s BATCH +1 znc.in/playback #ops", "@batch=1;time=2026-11-27T13:00:30.000Z :yui!y@h PRIVMSG #ops :missed",
      ":s BATCH -1", ":s BATCH +2 znc.in/playback yui",
      "@batch=2;time=2026-11-27T13:00:40.000Z :yui!y@h PRIVMSG ken :are you there?", ":s BATCH -2")
    #expect(talk.said() == [])
    talk.server(":irc.znc.in PONG irc.znc.in opsconsole-h1")
    let events = talk.told()
    #expect(events.said.map(\.target) == ["#ops", "yui"])
    #expect(events.said.allSatisfy { $0.origin == .history })
    #expect(
      events.last
        == .historyTargets([
          HistoryTarget(name: "#ops", latest: Self.noon + 30_000),
          HistoryTarget(name: "yui", latest: Self.noon + 40_000),
        ]))
    // What waits is asked for now, and the same answer a second time ends nothing.
    #expect(talk.said() == ["PRIVMSG *playback :play #ops 1795784390"])
    talk.server(":irc.znc.in PONG irc.znc.in opsconsole-h1")
    #expect(talk.told() == [])
  }

  @Test("a bouncer that answers nothing is not waited for forever") func silentBouncer() {
    var talk = Conversation.inChannel(capabilities: "batch message-tags server-time znc.in/playback")
    talk.ask(.historyTargets(since: Self.noon, until: Self.noon + 60_000))
    talk.pass(SessionLimits.playbackPatience)
    #expect(talk.told().contains(.historyTargets([])))
  }

  @Test("an answer says which kind of fetch it ends, also while the other kind waits") func kinds() {
    var talk = talk()
    talk.ask(.historyBefore(target: "#ops", milliseconds: Self.noon, messageID: nil, limit: 3))
    talk.ask(.catchUp(target: "#ops", since: HistoryAnchor(milliseconds: Self.noon)))
    answer(&talk, [-60])
    #expect(talk.told().last == .history(target: "#ops", .before, .complete))
    answer(&talk, [])
    #expect(talk.told().last == .history(target: "#ops", .catchUp, .gap(oldest: nil)))
  }

  @Test("conversations in which something was said") func targets() {
    var talk = talk()
    talk.ask(.historyTargets(since: Self.noon, until: Self.noon + 60_000))
    #expect(
      talk.said() == ["CHATHISTORY TARGETS timestamp=2026-11-27T13:00:00.000Z timestamp=2026-11-27T13:01:00.000Z 3"])
    talk.server(
      ":s BATCH +t draft/chathistory-targets", "@batch=t :s CHATHISTORY TARGETS yui 2026-11-27T13:00:10.000Z",
      "@batch=t :s CHATHISTORY TARGETS #db odd", ":s BATCH -t")
    #expect(
      talk.told() == [
        .historyTargets([
          HistoryTarget(name: "yui", latest: Self.noon + 10_000), HistoryTarget(name: "#db", latest: nil),
        ])
      ])
  }
}
