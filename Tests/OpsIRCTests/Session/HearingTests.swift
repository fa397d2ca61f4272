@testable import OpsIRC
import Testing

@Suite struct HearingTests {
  @Test("messages, notices and actions, to channels and to oneself") func kinds() {
    var talk = Conversation.inChannel(support: "STATUSMSG=@+")
    talk.server(
      ":yui!y@h PRIVMSG #OPS :hello", ":yui!y@h NOTICE @#ops :ops only", ":yui!y@h PRIVMSG ken :\u{1}ACTION waves\u{1}",
      ":yui!y@h PRIVMSG #ops :\u{1}ACTION has no end", ":yui!y@h PRIVMSG $$*.example :to all")
    let said = talk.told().said
    #expect(said.map(\.target) == ["#ops", "#ops", "yui", "#ops", "yui"])
    #expect(said.map(\.kind) == [.message, .notice, .action, .action, .message])
    #expect(said.map(\.text) == ["hello", "ops only", "waves", "has no end", "to all"])
    #expect(said.map(\.statusPrefix) == ["", "@", "", "", ""])
    #expect(said.allSatisfy { $0.origin == .live && !$0.isOwn })
  }

  @Test("tags tell when, who, which and whether it is a program") func tags() throws {
    var talk = Conversation.inChannel(capabilities: "account-tag server-time message-tags")
    talk.server(
      "@time=2026-11-27T13:05:11.042Z;account=yui-a;msgid=aB~1;bot :yui!y@h PRIVMSG #ops :x", ":yui!y@h PRIVMSG #ops :y"
    )
    let said = talk.told().said
    let first = try #require(said.first)
    #expect(first.account == "yui-a")
    #expect(first.messageID == "aB~1")
    #expect(first.isBot)
    #expect(first.serverTime == 1_795_784_711_042)
    #expect(said.last?.serverTime == nil)
    #expect(said.last?.messageID == nil)
  }

  @Test("what servers say belongs to the network, or to the channel that they name") func servers() {
    var talk = Conversation.inChannel()
    talk.server(":irc.example NOTICE ken :Statistics", ":irc.example NOTICE #ops :Replaying", "NOTICE ken :no source")
    let events = talk.told()
    #expect(events.said.isEmpty)
    #expect(events.infos.map(\.text) == ["Statistics", "Replaying", "no source"])
    #expect(events.contains(.info(InfoLine(.answer, code: "NOTICE", text: "Replaying"), target: "#ops")))
  }

  @Test("CTCP is answered seldom, only when it is asked of us, and never in history") func ctcp() {
    var talk = Conversation.inChannel(capabilities: "batch")
    talk.server(":yui!y@h PRIVMSG #ops :\u{1}VERSION\u{1}", ":yui!y@h NOTICE ken :\u{1}VERSION irssi\u{1}")
    #expect(talk.said() == [])
    #expect(talk.told().infos.map(\.text) == ["yui asks for VERSION", "yui answers VERSION: irssi"])
    for _ in 0..<10 { talk.server(":yui!y@h PRIVMSG ken :\u{1}VERSION\u{1}") }
    #expect(talk.said() == Array(repeating: "NOTICE yui :\u{1}VERSION opsconsole\u{1}", count: 3))
    talk.now += 60_000
    talk.server(":yui!y@h PRIVMSG ken :\u{1}PING 12 34\u{1}")
    #expect(talk.said() == ["NOTICE yui :\u{1}PING 12 34\u{1}"])
    talk.forget()
    talk.server(":yui!y@h PRIVMSG ken :\u{1}DCC SEND f 1 2 3\u{1}")
    #expect(talk.told().infos.first?.text.contains("never made") == true)
    talk.server(":s BATCH +1 chathistory #ops", "@batch=1 :yui!y@h PRIVMSG ken :\u{1}PING 1\u{1}", ":s BATCH -1")
    #expect(talk.said() == [])
  }

  @Test("own messages of another client belong to the other person") func otherClient() {
    var talk = Conversation.registered("echo-message")
    talk.server(":ken!k@h PRIVMSG yui :from my telephone")
    let said = talk.told().said
    #expect(said.first?.target == "yui")
    #expect(said.first?.isOwn == true)
    #expect(said.first?.token == nil)
  }

  @Test("away messages of others are shown once, in the query") func away() {
    var talk = Conversation.registered()
    for _ in 0..<3 { talk.server(":s 301 ken yui :at lunch") }
    let events = talk.told()
    #expect(events.infos.map(\.text) == ["yui is away: at lunch"])
    #expect(events.target(of: "301") == "yui")
  }

  @Test(
    "moments as servers write them",
    arguments: [
      ("1970-01-01T00:00:00.000Z", 0), ("2026-11-27T13:05:11.042Z", 1_795_784_711_042),
      ("2024-02-29T23:59:59.9Z", 1_709_251_199_900),
      ("2016-12-31T23:59:60.000Z", 1_483_228_800_000), ("2000-03-01T00:00:00Z", 951_868_800_000),
      ("1969-12-31T23:59:59.000Z", -1_000), ("2026-11-27T13:05:11.042999Z", 1_795_784_711_042),
    ])
  func moments(text: String, milliseconds: Int64) {
    #expect(ServerTime.milliseconds(text) == milliseconds)
    if milliseconds >= 0, text.utf8.count == 24, !text.contains(":60") {
      #expect(ServerTime.text(milliseconds) == text)
    }
  }

  @Test(
    "what is no moment",
    arguments: [
      "", "Z", "2026-11-27", "2026-11-27T13:05:11.042", "2026-13-27T13:05:11.042Z", "2026-11-27T24:05:11.042Z",
      "2026-11-27 13:05:11.042Z", "2026-11-27T13:05:11.Z", "2026-11-27T13:05:11.04xZ", "2026-11-27T13:05:11,042Z",
      "20261-11-27T13:05:11.042Z", "2026-00-10T13:05:11.042Z", "日本語日本語日本Z",
    ])
  func noMoments(text: String) { #expect(ServerTime.milliseconds(text) == nil) }

  @Test("moments of every day of 400 years there and back") func everyDay() {
    for day in stride(from: Int64(0), to: 146_097, by: 5) {
      let moment = day * 86_400_000 + 45_296_789
      #expect(ServerTime.milliseconds(ServerTime.text(moment)) == moment)
    }
  }
}
