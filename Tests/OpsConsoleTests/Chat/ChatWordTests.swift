import OpsDomain
import OpsScreen
import Testing

@testable import OpsConsole

/// What is typed after `/`.
@Suite struct ChatWordTests {
  @Test(
    "words are understood by any beginning that is not ambiguous",
    arguments: [
      ("/join #db geheim", ChatCommand.join("#db", key: "geheim")), ("/j db", .join("#db", key: nil)),
      ("/part bye all", .part("#ops", reason: "bye all")), ("/part #dba", .part("#dba", reason: "")),
      ("/nick tokyo3", .nick("tokyo3")), ("/topi", .topic("#ops", nil)),
      ("/topic new  words", .topic("#ops", "new  words")), ("/topic #dba x", .topic("#dba", "x")),
      ("/names", .names("#ops")), ("/w kyoto1", .whois("kyoto1")), ("/away", .away(nil)), ("/aw lunch", .away("lunch")),
      ("/back", .away(nil)), ("/inv kyoto1", .invite(nick: "kyoto1", channel: "#ops")),
      ("/invite kyoto1 #dba", .invite(nick: "kyoto1", channel: "#dba")),
      ("/kick a b c", .kick(channel: "#ops", nick: "a", reason: "b c")),
      ("/kick #dba a", .kick(channel: "#dba", nick: "a", reason: "")), ("/op a b", .mode(["#ops", "+oo", "a", "b"])),
      ("/devoice a", .mode(["#ops", "-v", "a"])), ("/ban a", .mode(["#ops", "+b", "a!*@*"])),
      ("/ban *!*@x", .mode(["#ops", "+b", "*!*@x"])), ("/mode", .mode(["#ops"])), ("/mode +m", .mode(["#ops", "+m"])),
      ("/mode #dba +k x", .mode(["#dba", "+k", "x"])), ("/ig troll", .ignore("troll", true)),
      ("/unignore troll", .ignore("troll", false)), ("/list a*", .list(["a*"])), ("/quote WHO #ops", .raw("WHO #ops")),
    ])
  func understands(line: String, command: ChatCommand) {
    var fake = FakeChat()
    var console = ChatFixture.console(100, 30, &fake)
    console.type(&fake, line)
    console.press(&fake, "Enter")
    #expect(fake.commands == [command])
    #expect(console.typed == "")
    #expect(fake.said.isEmpty)
  }

  @Test(
    "what is not understood sends nothing and stays, with a word on what was meant",
    arguments: [
      ("/jion #db", "did you mean /join?"), ("/n x", "/n may be /notice, /nick, /names, /networks"),
      ("/usr/bin/true fails", "with // it is sent as a text"), ("/", "a word is missing"),
      ("/kick", "/kick NICK [REASON]"), ("/xyzzy", "/help shows all"), ("/msg kyoto1", "/msg NICK TEXT"),
      ("/me", "/me TEXT"),
    ])
  func misunderstands(line: String, words: String) {
    var fake = FakeChat()
    var console = ChatFixture.console(100, 30, &fake)
    let before = fake.effects.count
    console.type(&fake, line)
    console.press(&fake, "Enter")
    #expect(fake.effects.count == before)
    #expect(console.typed == line)
    #expect(console.chat.notice?.contains(words) == true, "\(console.chat.notice ?? "")")
  }

  @Test("two slashes say one, /me says what one does, /msg and /notice go to one person, /query opens")
  func saying() {
    var fake = FakeChat()
    var console = ChatFixture.console(100, 30, &fake)
    for line in ["//etc is full", "/me nods", "/msg Kyoto1 hi", "/notice stranger x"] {
      console.type(&fake, line)
      console.press(&fake, "Enter")
    }
    #expect(fake.said == ["#ops: /etc is full", "#ops action: nods", "kyoto1: hi", "stranger notice: x"])
    #expect(console.chat.current == ChatFixture.ops)
    console.type(&fake, "/query stranger hello")
    console.press(&fake, "Enter")
    #expect(console.chat.current == BufferID(network: "libera", target: "stranger"))
    #expect(fake.said.last == "stranger: hello")
    console.type(&fake, "/query KYOTO1")
    console.press(&fake, "Enter")
    #expect(console.chat.current == ChatFixture.kyoto)
  }

  @Test("a channel that was asked for is shown once one is in it")
  func joinShows() {
    var fake = FakeChat()
    var console = ChatFixture.console(100, 30, &fake)
    console.type(&fake, "/join #New")
    console.press(&fake, "Enter")
    #expect(console.chat.current == ChatFixture.ops)
    let id = BufferID(network: "libera", target: "#new")
    console.hear(.buffer(id, BufferFacts(.channel, title: "#New")), &fake)
    #expect(console.chat.current == id)
  }

  @Test("a channel that one is in already is shown at once, and nothing is asked of the server")
  func joinsAgain() {
    var fake = FakeChat()
    var console = ChatFixture.console(100, 30, &fake)
    console.type(&fake, "/join #DBA")
    console.press(&fake, "Enter")
    #expect(console.chat.current == ChatFixture.dba)
    #expect(fake.commands.isEmpty)
    #expect(console.chat.awaited == nil)
    console.type(&fake, "/join #dba")
    console.press(&fake, "Enter")
    #expect(console.bottom.contains("you are in #dba already"))
  }

  @Test("a channel that comes late takes nobody away who went elsewhere, typed or waited long", arguments: 0..<3)
  func joinComesLate(meanwhile: Int) {
    var fake = FakeChat()
    var console = ChatFixture.console(100, 30, &fake)
    console.type(&fake, "/join #new")
    console.press(&fake, "Enter")
    switch meanwhile {
    case 0: console.press(&fake, "Alt-3", "Alt-2")
    case 1:
      console.type(&fake, "thanks")
      console.press(&fake, "Enter")
    default: console.tick(&fake, 21)
    }
    let id = BufferID(network: "libera", target: "#new")
    console.hear(.buffer(id, BufferFacts(.channel, title: "#new")), &fake)
    #expect(console.chat[id] != nil)
    #expect(console.chat.current == ChatFixture.ops)
  }

  @Test("without a connection words for the server say so and stay; connecting works")
  func needsConnection() {
    var fake = FakeChat()
    var console = ChatFixture.console(100, 30, &fake, isOnline: false)
    console.type(&fake, "/join #x")
    console.press(&fake, "Enter")
    #expect(console.chat.notice == "libera is not connected; /connect tries now")
    console.press(&fake, "Ctrl-U")
    console.type(&fake, "/connect off")
    console.press(&fake, "Enter")
    #expect(fake.effects.last == .connect(network: "office", true))
    console.type(&fake, "/disc")
    console.press(&fake, "Enter")
    #expect(fake.effects.last == .connect(network: "libera", false))
    console.type(&fake, "/connect elsewhere")
    console.press(&fake, "Enter")
    #expect(console.chat.notice == "the networks are libera, office")
  }

  @Test("/reconnect leaves a network that is there before it connects; one that is not there is connected at once")
  func reconnecting() {
    func wishes(isOnline: Bool) -> [ChatEffect] {
      var fake = FakeChat()
      var console = ChatFixture.console(100, 30, &fake, isOnline: isOnline)
      console.type(&fake, "/reconnect")
      console.press(&fake, "Enter")
      return fake.effects.filter { if case .connect = $0 { true } else { false } }
    }
    #expect(
      wishes(isOnline: true) == [.connect(network: "libera", false), .connect(network: "libera", true)])
    #expect(wishes(isOnline: false) == [.connect(network: "libera", true)])
  }

  @Test("nothing typed or pasted can end a line of the protocol")
  func noLineEnds() {
    var fake = FakeChat()
    var console = ChatFixture.console(100, 30, &fake)
    console.paste(&fake, "/quote PRIVMSG #ops :x\r\nQUIT")
    console.press(&fake, "Enter")
    console.press(&fake, "Esc")
    for effect in fake.effects { #expect(!"\(effect)".unicodeScalars.contains { $0 == "\r" || $0 == "\n" }) }
    #expect(fake.commands.isEmpty)
  }

  @Test("/clear takes the lines away, scrolling up brings them back")
  func clearing() {
    var fake = FakeChat()
    var console = ChatFixture.console(100, 30, &fake)
    console.hear([ChatFixture.line("a", "one")], in: ChatFixture.ops, &fake)
    console.type(&fake, "/clear")
    console.press(&fake, "Enter")
    #expect(console.chat.shown?.lines.isEmpty == true)
    console.hear([ChatFixture.line("a", "two")], in: ChatFixture.ops, &fake)
    #expect(console.chat.shown?.lines.map(\.text) == ["two"])
    console.press(&fake, "PgUp")
    #expect(console.chat.shown?.lines.map(\.text) == ["one", "two"])
  }
}
