@testable import OpsIRC
import Testing

@Suite struct NickTests {
  private func asking(_ nicks: [String]) -> Conversation {
    var talk = Conversation(Conversation.settings { $0.nicks = nicks })
    talk.connect()
    talk.forget()
    return talk
  }

  @Test("taken nicks: the configured ones, then made-up ones") func taken() {
    var talk = asking(["ken", "kenji"])
    talk.play(
      """
      S: :s 433 * ken :Nickname is already in use
      C: NICK kenji
      S: :s 436 * kenji :Nickname collision
      C: NICK ken_
      S: :s 437 * ken_ :Nick is temporarily unavailable
      C: NICK ken2
      S: :s 001 ken2 :Welcome
      """)
    #expect(talk.session.nick == "ken2")
  }

  @Test(
    "an invalid nick is made valid once; the parameter may be empty or missing",
    arguments: [
      ":s 432 * 1健 :Erroneous", ":s 432  #momo :Erroneous", ":s 432 * :Erroneous", ":s 431 * :No nickname given",
    ])
  func invalid(line: String) {
    var talk = asking(["1健ken", "second"])
    talk.server(line)
    #expect(talk.said() == ["NICK _1ken"])
    talk.server(":s 432 * _1ken :Erroneous")
    #expect(talk.said() == ["NICK second"])
  }

  /// A server that knows some nicks, cuts the others or refuses what is too long.
  private func ask(_ taken: Set<String>, nick: String, cuts: Bool, naming: Bool = true) -> (String?, attempts: Int) {
    var talk = asking([nick])
    var asked = nick
    for attempt in 1...200 {
      if talk.closing != nil { return (nil, attempt) }
      if !cuts, asked.utf8.count > 9 {
        talk.server(":s 432 * \(asked) :Nickname too long, max. 9 characters")
      } else {
        let kept = String(asked.prefix(9))
        if !taken.contains(kept) { return (kept, attempt) }
        talk.server(":s 433 * \(naming ? kept : asked) :Nickname is already in use")
      }
      guard let line = talk.said().last else { continue }
      asked = String(line.dropFirst("NICK ".count))
    }
    return (nil, 200)
  }

  @Test(
    "six equal prefixes on a server whose nicks have nine letters end in a free nick",
    arguments: [
      (true, true), (true, false), (false, true),
    ])
  func nineLetters(cuts: Bool, naming: Bool) {
    var taken: Set<String> = []
    for console in 0..<6 {
      let (nick, attempts) = ask(taken, nick: "operations-\(console)", cuts: cuts, naming: naming)
      #expect(nick != nil)
      #expect(attempts < 20)
      if let nick { #expect(taken.insert(nick).inserted) }
    }
    #expect(taken.count == 6)
  }

  @Test("when all is taken there is an end, with words") func allTaken() {
    var talk = asking(["ken", "kenji"])
    var attempts = 0
    while talk.closing == nil, attempts < 1_000 {
      attempts += 1
      talk.server(":s 433 * x :Nickname is already in use")
    }
    #expect(attempts <= SessionLimits.generatedNicks + 3)
    #expect(talk.closing?.words.contains("no free nick") == true)
  }

  @Test("after registration a nick in use is an error and no more") func later() {
    var talk = Conversation.registered()
    talk.ask(.nick("yui"))
    #expect(talk.said() == ["NICK yui"])
    talk.server(":s 433 ken yui :Nickname is already in use")
    #expect(talk.said() == [])
    #expect(talk.session.nick == "ken")
    #expect(talk.told().infos.contains { $0.kind == .error && $0.text.contains("already in use") })
  }

  private func second(_ support: String) -> Conversation {
    var talk = asking(["ken", "kenji"])
    talk.server(":s 433 * ken :in use", ":s CAP * LS :", ":s 001 kenji :Welcome")
    if !support.isEmpty { talk.server(":s 005 kenji \(support) :are supported") }
    talk.forget()
    talk.server(":s 376 kenji :End")
    return talk
  }

  @Test("the nick wanted is taken back when MONITOR says that it is free") func regainByMonitor() {
    var talk = second("MONITOR=30")
    talk.play(
      """
      C: MONITOR + ken
      S: :s 730 kenji :ken!k@h
      S: :s 731 kenji :KEN
      C: NICK ken
      S: :kenji!k@h NICK :ken
      C: MONITOR - ken
      """)
    #expect(talk.session.nick == "ken")
  }

  @Test("without MONITOR when its holder goes, else by trying more and more seldom") func regainByTrying() {
    var talk = second("")
    talk.server(":kenji!k@h JOIN #ops", ":s 353 kenji = #ops :kenji ken", ":s 366 kenji #ops :End")
    talk.forget()
    var gone = talk
    gone.server(":ken!k@h QUIT :bye")
    #expect(gone.said() == ["NICK ken"])
    var renamed = talk
    renamed.server(":ken!k@h NICK other")
    #expect(renamed.said() == ["NICK ken"])
    talk.pass(60_000)
    #expect(talk.said().contains("NICK ken"))
    talk.server(":s 433 kenji ken :in use", ":s PONG s :opsconsole-l1")
    #expect(talk.told().infos.isEmpty)
    talk.pass(60_000)
    #expect(!talk.said().contains("NICK ken"))
    talk.server(":s PONG s :opsconsole-l2")
    talk.pass(60_000)
    #expect(talk.said().contains("NICK ken"))
  }

  @Test("who takes another nick by hand keeps it") func byHand() {
    var talk = second("")
    talk.ask(.nick("neko"))
    talk.server(":kenji!k@h NICK neko")
    talk.forget()
    talk.pass(600_000)
    #expect(!talk.said().contains("NICK ken"))
  }
}
