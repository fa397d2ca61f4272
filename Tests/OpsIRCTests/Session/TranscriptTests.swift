@testable import OpsIRC
import Testing

@Suite struct TranscriptTests {
  @Test("an old server") func ngircd() {
    var talk = Conversation(Conversation.settings { $0.channels = [.init("#ops")] })
    talk.connect()
    talk.forget()
    talk.play(Transcript.ngircd)
    #expect(talk.session.isRegistered)
    #expect(talk.session.support.casemapping == .ascii)
    #expect(talk.session.channels["#ops"]?.members["ken"]?.prefixes == "@")
    #expect(talk.session.channels["#ops"]?.modes == "")
    talk.forget()
    talk.ask(.say(to: "nobodyx", text: "hi", kind: .message, token: 4))
    talk.server(":ngircd.lab.test 401 ken nobodyx :No such nick or channel name")
    #expect(talk.told().deliveries[4] == .failed("No such nick or channel name"))
    talk.ask(.quit("bye"))
    talk.server(":ngircd.lab.test NOTICE ken :Connection statistics: client 0.2 kb, server 2.1 kb.", "ERROR :\"bye\"")
    #expect(talk.closing == ClosingReason("left", mayRetry: false))
  }

  @Test("a server of today, with login and playback") func inspircd() {
    var talk = Conversation(Transcript.settings)
    talk.connect()
    talk.forget()
    talk.play(Transcript.inspircd)
    #expect(talk.session.account == "alice")
    let channel = talk.session.channels["#ops"]
    #expect(channel?.members["yui"]?.account == "bob")
    #expect(channel?.modes == "+Hnt 200:1h")
    #expect(channel?.topic == "operations")
    let events = talk.told()
    #expect(events.said.map(\.text) == ["before you came"])
    #expect(events.contains(.playbackEnded(target: "#ops", first: 1_795_823_706_000, last: 1_795_823_706_000)))
    talk.ask(.say(to: "#ops", text: "hello", kind: .message, token: 1))
    talk.ask(.say(to: "nobodyx", text: "hi", kind: .message, token: 2))
    talk.ask(.say(to: "#ops", text: "waves", kind: .action, token: 3))
    talk.server(
      "@time=2026-11-27T23:55:17.190Z;msgid=1LB~15;label=o1;inspircd.org/echo;account=alice :ken!ken@127.0.0.1 PRIVMSG #ops :hello",
      "@time=2026-11-27T23:55:18.708Z;label=o2 :irc.lab.test 401 ken nobodyx :No such nick",
      "@time=2026-11-27T23:55:20.226Z;msgid=1LB~16;label=o3;inspircd.org/echo;account=alice :ken!ken@127.0.0.1 PRIVMSG #ops :\u{1}ACTION waves\u{1}"
    )
    let deliveries = talk.told().deliveries
    #expect(deliveries[1] == .delivered(messageID: "1LB~15", serverTime: 1_795_823_717_190))
    #expect(deliveries[2] == .failed("No such nick"))
    #expect(deliveries[3] == .delivered(messageID: "1LB~16", serverTime: 1_795_823_720_226))
  }

  @Test("a server whose nicks have nine letters says so with the refusal") func oldServer() {
    var talk = Conversation(Conversation.settings { $0.nicks = ["sesstest1234"] })
    talk.connect()
    talk.forget()
    talk.play(
      """
      S: :ngircd-old.lab.test CAP * LS :multi-prefix
      C: CAP REQ multi-prefix
      S: :ngircd-old.lab.test 432 * sesstest1234 :Nickname too long, max. 9 characters
      C: NICK sesstest1
      S: :ngircd-old.lab.test CAP sesstest1 ACK :multi-prefix
      C: CAP END
      S: :ngircd-old.lab.test 001 sesstest1 :Welcome to the Internet Relay Network
      """)
  }

  @Test("a wrong password of an old server is final") func wrongPassword() {
    var talk = Conversation(Conversation.settings { $0.password = "wrong" })
    talk.connect()
    talk.server(":ngircd-old.lab.test CAP * LS :multi-prefix", "ERROR :Access denied: Bad password?")
    #expect(talk.closing == ClosingReason("Access denied: Bad password?", mayRetry: false))
  }
}
