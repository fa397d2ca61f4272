@testable import OpsIRC
import Testing

@Suite struct AnswerTests {
  @Test("who somebody is, in words") func whois() {
    var talk = Conversation.inChannel()
    talk.ask(.whois("yui"))
    #expect(talk.said() == ["WHOIS yui"])
    talk.server(
      ":s 311 ken yui y host * :Yui Real", ":s 319 ken yui :@#ops #db", ":s 312 ken yui s :The server",
      ":s 301 ken yui :at lunch", ":s 330 ken yui yui-a :is logged in as",
      ":s 317 ken yui 3725 1700000000 :seconds idle",
      ":s 318 ken yui :End")
    let events = talk.told()
    #expect(
      events.infos.map(\.text) == [
        "yui is y@host: Yui Real", "yui is in @#ops #db", "yui is on s: The server", "yui is away: at lunch",
        "yui is logged in as yui-a", "yui has said nothing for 1 h 2 min, here since 2023-11-14T22:13:20.000Z",
        "end of what is known of yui",
      ])
    #expect(events.target(of: "311") == nil)
  }

  @Test("answers about a channel one is in go to its buffer; unknown ones are shown as they are") func generic() {
    var talk = Conversation.inChannel()
    talk.server(
      ":s 367 ken #OPS *!*@bad yui 1700000000", ":s 999 ken some thing :with words", ":s FROB a b :c d",
      ":s 482 ken #ops :Not an operator")
    let events = talk.told()
    #expect(events.target(of: "367") == "#ops")
    #expect(
      events.infos.map(\.text) == [
        "banned from #OPS: *!*@bad yui 1700000000", "some thing with words", "s FROB a b c d", "#ops: Not an operator",
      ])
    #expect(events.infos.map(\.kind) == [.answer, .answer, .answer, .error])
    #expect(events.target(of: "482") == "#ops")
  }

  @Test("a list of very many channels is cut, and says so") func list() {
    var talk = Conversation.registered()
    talk.ask(.list([]))
    talk.server(":s 321 ken Channel :Users Name")
    for number in 0..<(SessionLimits.listLines + 500) { talk.server(":s 322 ken #c\(number) 12 :topic") }
    talk.server(":s 323 ken :End of /LIST")
    let infos = talk.told().infos
    #expect(infos.count == SessionLimits.listLines + 1)
    #expect(infos.first?.text == "#c0 12 topic")
    #expect(infos.last?.text.contains("500 are not shown") == true)
  }

  @Test("names that are asked for are shown") func names() {
    var talk = Conversation.inChannel()
    talk.ask(.names("#ops"))
    talk.server(":s 353 ken = #ops :ken @yui +mio", ":s 366 ken #ops :End")
    #expect(talk.told().infos.map(\.text) == ["in #ops: ken @yui +mio", "end of the members of #ops"])
    #expect(talk.session.channels["#ops"]?.members["mio"]?.prefixes == "+")
  }

  @Test("one's own absence") func away() {
    var talk = Conversation.registered()
    talk.ask(.away("lunch"))
    #expect(talk.said() == ["AWAY lunch"])
    talk.server(":s 306 ken :You have been marked as being away")
    #expect(talk.session.awayMessage == "lunch")
    talk.ask(.away(nil))
    #expect(talk.said() == ["AWAY"])
    talk.server(":s 305 ken :You are no longer marked as being away")
    #expect(talk.session.awayMessage == nil)
    #expect(talk.told().contains(.statusChanged))
  }

  @Test("who is watched comes and goes") func monitor() {
    var talk = Conversation.registered(support: "MONITOR=30")
    talk.ask(.watch(["Yui", "mio"]))
    #expect(talk.said() == ["MONITOR + Yui,mio"])
    talk.server(":s 730 ken :YUI!y@h,other!o@h", ":s 731 ken :mio")
    #expect(talk.told() == [.presence(nick: "YUI", isOnline: true), .presence(nick: "mio", isOnline: false)])
    talk.ask(.watch(["mio", "rin"]))
    #expect(talk.said() == ["MONITOR - Yui", "MONITOR + rin"])
    talk.server(":s 734 ken 30 rin :Monitor list is full")
    #expect(talk.told().infos.first?.kind == .answer)
    talk.ask(.watch((0..<500).map { "nick\($0)" }))
    #expect(talk.session.watch.nicks.count < 30)
    var without = Conversation.registered()
    without.ask(.watch(["yui"]))
    #expect(without.said() == [])
  }

  @Test("watching that is asked for early begins when it can") func early() {
    var talk = Conversation()
    talk.connect()
    talk.ask(.watch(["yui"]))
    talk.server(":s CAP * LS :", ":s 001 ken :Welcome", ":s 005 ken MONITOR :are supported")
    talk.forget()
    talk.server(":s 376 ken :End")
    #expect(talk.said() == ["MONITOR + yui"])
  }

  @Test("lines as they are; those that are none are refused") func raw() {
    var talk = Conversation.registered()
    talk.ask(.raw("privmsg #ops :two words"))
    talk.ask(.raw(""))
    talk.ask(.raw(":ken PRIVMSG x y"))
    #expect(talk.said() == ["PRIVMSG #ops :two words"])
    #expect(talk.told().infos.count == 2)
  }

  @Test(
    "secrets are masked, and what is none stays",
    arguments: [
      ("PASS sesame", "PASS ***"), ("OPER ken sesame", "OPER ken ***"), ("AUTHENTICATE PLAIN", "AUTHENTICATE PLAIN"),
      ("AUTHENTICATE +", "AUTHENTICATE +"), ("AUTHENTICATE a2Vu", "AUTHENTICATE ***"),
      ("PRIVMSG NickServ :IDENTIFY sesame", "PRIVMSG NickServ :IDENTIFY ***"),
      ("PRIVMSG nickserv@services.example :identify ken sesame", "PRIVMSG nickserv@services.example :IDENTIFY ***"),
      ("PRIVMSG NickServ :set password sesame", "PRIVMSG NickServ :SET ***"),
      ("NS IDENTIFY sesame", "NS *** ***"), ("NICKSERV :IDENTIFY sesame", "NICKSERV ***"),
      ("PRIVMSG Q :AUTH ken sesame", "PRIVMSG Q :AUTH ***"), ("PRIVMSG NickServ :HELP", "PRIVMSG NickServ HELP"),
      ("PRIVMSG #ops :identify yourself", "PRIVMSG #ops :identify yourself"),
      ("PRIVMSG yui :set it up", "PRIVMSG yui :set it up"), ("NOTICE * :set it up", "NOTICE * :set it up"),
      ("PRIVMSG NickServ :GHOST ken sesame", "PRIVMSG NickServ :GHOST ***"), ("GHOST ken sesame", "GHOST *** ***"),
      ("PRIVMSG yui,NickServ :REGISTER sesame a@b", "PRIVMSG yui,NickServ :REGISTER ***"),
      ("PRIVMSG *controlpanel :set password ken sesame", "PRIVMSG *controlpanel :SET ***"),
      ("PRIVMSG *status :AddServer irc.example +6697 sesame", "PRIVMSG *status :ADDSERVER ***"),
      (
        "PRIVMSG BouncerServ :network update x -connect-command \"NickServ IDENTIFY sesame\"",
        "PRIVMSG BouncerServ :NETWORK ***"
      ),
      ("PRIVMSG yui,*status :AddServer irc.example sesame", "PRIVMSG yui,*status :ADDSERVER ***"),
      ("PRIVMSG *playback :play * 1", "PRIVMSG *playback :play * 1"),
      ("PRIVMSG observ :please drop db07 from the group", "PRIVMSG observ :please drop db07 from the group"),
      ("JOIN #ops,#db sesame,other", "JOIN #ops,#db ***"), ("JOIN #ops", "JOIN #ops"),
      ("MODE #ops +k sesame", "MODE #ops +k ***"), ("MODE #ops k sesame", "MODE #ops k ***"),
      ("MODE #ops -lk+o sesame ken", "MODE #ops -lk+o *** ***"),
      ("MODE #ops +o yui -k -sesame", "MODE #ops +o *** *** ***"), ("MODE #ops +o ken", "MODE #ops +o ken"),
      ("324 ken #ops +klnt sesame 10", "324 ken #ops +klnt *** ***"), ("324 ken #ops +nt", "324 ken #ops +nt"),
    ])
  func masking(line: String, shown: String) throws {
    let message = try #require(IRCMessage(line))
    #expect(Conversation.text(IRCSession.masked(message)) == shown)
  }

  @Test(
    "lines in both directions can be shown as they are, without secrets and without what a terminal obeys",
    arguments: [
      (":s 324 ken #ops +k sesame", ":s 324 ken #ops +k ***"),
      (":yui!y@h MODE #ops +k sesame", ":yui!y@h MODE #ops +k ***"),
      (":yui!y@h JOIN #ops account :Yui Real", ":yui!y@h JOIN #ops account :Yui Real"),
      ("@time=x;label=o1 JOIN #ops sesame", "@label=o1;time=x JOIN #ops ***"),
      ("PRIVMSG #ops :\u{1}ACTION waves\u{1}", "PRIVMSG #ops :^AACTION waves^A"),
      ("PRIVMSG #ops :\u{1B}[2J\u{9B}2J", "PRIVMSG #ops ^[[2J\u{FFFD}2J"),
      ("PRIVMSG #ops ::)", "PRIVMSG #ops ::)"), ("AWAY :", "AWAY :"), ("PING 障害", "PING 障害"),
    ])
  func maskedLines(line: String, shown: String) throws {
    let message = try #require(IRCMessage(line))
    #expect(IRCSession.maskedLine(message) == shown)
  }
}
