import OpsIRC
import Testing

@Suite struct RegistrationTests {
  @Test("all that can be said is said at once, and PING is answered before anything else") func atOnce() {
    var talk = Conversation(Conversation.settings { $0.password = "sesame" })
    talk.connect()
    talk.play(
      """
      C: CAP LS 302
      C: PASS sesame
      C: NICK ken
      C: USER ken 0 * Ken
      S: :s NOTICE * :*** Looking up your hostname
      S: PING :early
      C: PONG early
      S: :s 020 * :Please wait
      S: :s CAP * LS :
      C: CAP END
      S: :s 001 ken :Welcome
      S: PING late
      C: PONG late
      S: :s 422 ken :No MOTD
      """)
    #expect(talk.session.isRegistered)
    #expect(talk.events.contains(.registered))
  }

  @Test("what is joined first waits for the end of the greeting, keys first") func joins() {
    var talk = Conversation(
      Conversation.settings { $0.channels = [.init("#ops"), .init("#db", key: "k"), .init("&local")] })
    talk.connect()
    talk.forget()
    talk.play(
      """
      S: :s CAP * LS :
      C: CAP END
      S: :s 001 ken :Welcome
      S: :s 005 ken CASEMAPPING=ascii :are supported
      S: :s 376 ken :End
      C: JOIN #db,#ops,&local k
      """)
  }

  @Test("a greeting that does not end is ended after a while") func endlessGreeting() {
    var talk = Conversation()
    talk.connect()
    talk.server(":s CAP * LS :", ":s 001 ken :Welcome")
    #expect(!talk.told().contains(.registered))
    talk.pass(SessionLimits.welcomePatience)
    #expect(talk.told().contains(.registered))
  }

  @Test("001 says which nick we have, even a shorter one") func shortened() {
    var talk = Conversation(Conversation.settings { $0.nicks = ["operations-console"] })
    talk.connect()
    talk.server(":s 001 operation :Welcome", ":s 376 operation :End")
    #expect(talk.session.nick == "operation")
    // What the server leaves of the nick wanted is the nick wanted.
    #expect(!talk.said().contains { $0.hasPrefix("NICK opera") && $0 != "NICK operations-console" })
    talk.pass(SessionLimits.regainDelays.upperBound)
    #expect(!talk.said().contains { $0.hasPrefix("NICK") })
  }

  @Test("refusals that no retry mends say so", arguments: ["463", "464", "465", "466"]) func refused(code: String) {
    var talk = Conversation()
    talk.connect()
    talk.server(":s \(code) * :You may not")
    #expect(talk.closing?.mayRetry == false)
    #expect(talk.closing?.words.contains("You may not") == true)
  }

  @Test("ERROR is shown as it is; some of its reasons are final")
  func error() {
    for (text, mayRetry) in [
      ("Closing link: (throttled) [try again]", true), ("Access denied: Bad password?", false),
      ("Closing link: [Z-lined: spam]", false), ("You are banned", false),
    ] {
      var talk = Conversation()
      talk.connect()
      talk.server("ERROR :\(text)")
      #expect(talk.events.infos.contains { $0.text == text })
      #expect(talk.closing == ClosingReason(text, mayRetry: mayRetry))
    }
  }

  @Test("after QUIT the connection ends and is not begun again") func quit() {
    var talk = Conversation.registered()
    talk.ask(.quit("bye"))
    #expect(talk.said() == ["QUIT bye"])
    talk.server("ERROR :Closing link")
    #expect(talk.closing == ClosingReason("left", mayRetry: false))
    var silent = Conversation.registered()
    silent.ask(.quit(""))
    silent.pass(SessionLimits.quitPatience)
    #expect(silent.closing?.mayRetry == false)
  }

  @Test("nothing that is asked for can smuggle in a second line") func injection() {
    var talk = Conversation.inChannel()
    let evil = "x\r\nQUIT :gone"
    talk.ask(.say(to: "#ops", text: evil, kind: .message, token: 1))
    talk.ask(.say(to: evil, text: "x", kind: .message, token: 2))
    talk.ask(.join("#a\nb", key: nil))
    talk.ask(.join("#a", key: "k\r"))
    talk.ask(.part("#ops", reason: evil))
    talk.ask(.nick(evil))
    talk.ask(.topic("#ops", evil))
    talk.ask(.kick(channel: "#ops", nick: "yui", reason: evil))
    talk.ask(.kick(channel: "#ops", nick: "y ui", reason: ""))
    talk.ask(.mode(["#ops", "+o\0", "yui"]))
    talk.ask(.raw(evil))
    talk.ask(.away(evil))
    talk.ask(.invite("yui", channel: evil))
    talk.ask(.whois(evil))
    #expect(talk.said() == [])
    #expect(talk.told().infos.filter { $0.kind == .error }.count >= 10)
  }
}
