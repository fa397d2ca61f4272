import OpsDomain
import OpsScreen
import Testing

@testable import OpsConsole

/// What is sent, what asks first, and what is kept.
@Suite struct ChatSendingTests {
  private func guardOf(_ console: ConsoleState) -> PasteGuard? {
    if case .paste(let open) = console.chat.mode { return open }
    return nil
  }

  @Test("a pasted line end never sends; one line goes into the input line")
  func pastedLineEnds() {
    var fake = FakeChat()
    var console = ChatFixture.console(100, 30, &fake)
    console.type(&fake, "see ")
    console.paste(&fake, "one line\n")
    #expect(fake.said.isEmpty)
    #expect(guardOf(console) == nil)
    #expect(console.typed == "see one line")
    console.paste(&fake, "\r\n two\r\nthree")
    #expect(fake.said.isEmpty)
    #expect(guardOf(console)?.messages == ["see one line", " two", "three"])
    console.press(&fake, "Esc")
    #expect(fake.said.isEmpty)
    #expect(console.typed == "see one line")
    #expect(console.bottom.contains("nothing was sent"))
  }

  @Test("several messages are counted and shown, and sent when Enter says so")
  func sendsSeveral() {
    var fake = FakeChat()
    var console = ChatFixture.console(100, 30, &fake)
    console.paste(&fake, "one\n\ntwo\nthree")
    #expect(guardOf(console)?.messages == ["one", "two", "three"])
    console.press(&fake, "Enter")
    #expect(fake.said == ["#ops: one", "#ops: two", "#ops: three"])
    #expect(console.typed == "")
    #expect(guardOf(console) == nil)
    console.press(&fake, "Up")
    #expect(console.typed == "one  two three")
  }

  @Test("more than five messages are asked for twice, more than fifty never sent")
  func manyMessages() {
    var fake = FakeChat()
    var console = ChatFixture.console(100, 30, &fake)
    console.paste(&fake, (1...6).map { "line \($0)" }.joined(separator: "\n"))
    console.press(&fake, "y")
    #expect(fake.said.isEmpty)
    #expect(guardOf(console)?.isArmed == true)
    console.press(&fake, "Enter")
    #expect(fake.said.count == 6)
    console.paste(&fake, (1...51).map { "line \($0)" }.joined(separator: "\n"))
    console.press(&fake, "Enter", "Enter", "Enter")
    #expect(fake.said.count == 6)
    #expect(guardOf(console) != nil)
  }

  @Test("a long line is cut between characters, shown before it is sent, and asks first")
  func longLines() {
    var fake = FakeChat()
    var console = ChatFixture.console(100, 30, &fake)
    let text = String(repeating: "障害対応中です。", count: 30)
    console.paste(&fake, text)
    #expect(console.typed == text)
    #expect(console.chat.shown?.cuts.count == 2)
    console.press(&fake, "Enter")
    let open = guardOf(console)
    #expect(open?.messages.count == 3)
    #expect(open?.messages.joined() == text)
    #expect(open?.messages.allSatisfy { $0.utf8.count <= 350 } == true)
    console.press(&fake, "Enter")
    #expect(fake.said.count == 3)
  }

  @Test("what has no room in the line is not cut off silently")
  func noRoom() {
    var fake = FakeChat()
    var console = ChatFixture.console(100, 30, &fake)
    console.paste(&fake, String(repeating: "a", count: 4_000))
    #expect(guardOf(console) == nil)
    console.paste(&fake, String(repeating: "b", count: 200))
    #expect(guardOf(console)?.messages.joined().count == 4_200)
    console.press(&fake, "e")
    #expect(console.typed.count == TextField.characterLimit)
    #expect(console.chat.notice?.contains("the rest is not in it") == true)
  }

  @Test("several lines after a word with a slash, or for a channel that was left, are refused, and the line stays")
  func pastesThatNobodyCouldTake() {
    var fake = FakeChat()
    var console = ChatFixture.console(100, 30, &fake)
    for line in ["/msg alice ", "/me ", "/topic ", "/"] {
      console.type(&fake, line)
      console.paste(&fake, "one\ntwo")
      #expect(guardOf(console) == nil)
      #expect(console.typed == line)
      #expect(console.chat.notice?.contains("/query NICK, then paste there") == true, "\(line)")
      console.press(&fake, "Ctrl-U")
    }
    console.hear(.buffer(ChatFixture.ops, BufferFacts(.channel, title: "#ops")), &fake)
    console.paste(&fake, "one\ntwo")
    #expect(guardOf(console) == nil)
    #expect(console.chat.notice == "you are not in #ops; /join goes in")
    console.press(&fake, "Alt-1")
    console.paste(&fake, "one\ntwo")
    #expect(guardOf(console) == nil)
    #expect(console.chat.notice?.contains("/join #CHANNEL") == true)
    #expect(fake.said.isEmpty)
  }

  @Test(
    "e and the history give back the line as it was typed, with its word or its two slashes",
    arguments: ["/me ", "//"])
  func givesBackTheTypedLine(beginning: String) {
    var fake = FakeChat()
    var console = ChatFixture.console(100, 30, &fake)
    let line = beginning + Array(repeating: "nods", count: 100).joined(separator: " ")
    console.paste(&fake, line)
    console.press(&fake, "Enter")
    #expect(guardOf(console)?.messages.count == 2)
    console.press(&fake, "e")
    #expect(console.typed == line)
    console.press(&fake, "Enter", "Enter")
    let start = beginning == "//" ? "#ops: /nods" : "#ops action: nods"
    #expect(fake.said.count == 2)
    #expect(fake.said.first?.hasPrefix(start) == true)
    console.press(&fake, "Up")
    #expect(console.typed == line)
  }

  @Test("a pasted text that begins with a slash stays a text; after two slashes that were typed one is said")
  func pastedSlashes() {
    var fake = FakeChat()
    var console = ChatFixture.console(100, 30, &fake)
    console.paste(&fake, "/quote QUIT\nb")
    console.press(&fake, "e")
    #expect(console.typed == "//quote QUIT b")
    console.press(&fake, "Enter", "Ctrl-U")
    #expect(fake.commands.isEmpty)
    console.type(&fake, "//etc")
    console.paste(&fake, " is full\nb")
    console.press(&fake, "Enter")
    #expect(fake.said == ["#ops: /quote QUIT b", "#ops: /etc is full", "#ops: b"])
  }

  @Test("e puts all into the line to be edited")
  func edits() {
    var fake = FakeChat()
    var console = ChatFixture.console(100, 30, &fake)
    console.type(&fake, "x")
    console.paste(&fake, "one\ntwo")
    console.press(&fake, "e")
    #expect(console.typed == "xone two")
    console.press(&fake, "Ctrl-_")
    #expect(console.typed == "x")
    #expect(fake.said.isEmpty)
  }

  @Test("l makes it an entry of the work log, and the channel hears of it in one line")
  func becomesAnEntry() {
    var fake = FakeChat()
    var store = FakeLog()
    var console = ChatFixture.console(100, 30, &fake)
    console.open(&store)
    console.paste(&fake, "bm-db07 says:\nERROR 1\nERROR 2")
    console.press(&fake, "l")
    #expect(console.composer?.targets.map(\.id) == ["bm-db07"])
    #expect(console.composer?.area.text == "bm-db07 says:\nERROR 1\nERROR 2")
    console.settle(console.press(&store, "Enter"), &fake)
    #expect(store.records.last?.entry.text == "bm-db07 says:\nERROR 1\nERROR 2")
    #expect(fake.said == ["#ops: bm-db07 says: (+2 lines in the work log)"])
    #expect(console.typed == "")
  }

  @Test("not connected: what is said is handed over to be kept, and r or /resend sends it later")
  func notConnected() {
    var fake = FakeChat()
    var console = ChatFixture.console(100, 30, &fake, isOnline: false)
    console.type(&fake, "are you there")
    console.press(&fake, "Enter")
    #expect(fake.said == ["#ops: are you there"])
    #expect(console.bottom.contains("libera is not connected: the text is kept"))
    var line = ChatFixture.line("tokyo2", "are you there")
    (line.isOwn, line.delivery) = (true, .unsent)
    console.hear([line], in: ChatFixture.ops, &fake)
    console.press(&fake, "Esc", "r")
    #expect(console.bottom.contains("not connected"))
    console.hear(.network("libera", NetworkStatus(.online(since: ChatFixture.now), nick: "tokyo2")), &fake)
    let id = fake.lines[ChatFixture.ops]?.last?.id ?? 0
    console.press(&fake, "r")
    #expect(fake.effects.last == .resend(ChatFixture.ops, line: id))
    console.press(&fake, "i")
    console.type(&fake, "/rese")
    console.press(&fake, "Enter")
    #expect(fake.effects.last == .resend(ChatFixture.ops, line: id))
  }

  @Test("X forgets a line that was refused; what was delivered cannot be sent again or forgotten")
  func forgets() {
    var fake = FakeChat()
    var console = ChatFixture.console(100, 30, &fake)
    var line = ChatFixture.line("tokyo2", "no")
    (line.isOwn, line.delivery) = (true, .delivered)
    console.hear([line], in: ChatFixture.ops, &fake)
    console.press(&fake, "Esc", "X", "r")
    #expect(!fake.effects.contains { if case .discard = $0 { true } else { false } })
    guard var stored = fake.lines[ChatFixture.ops]?.last else { return }
    stored.delivery = .failed("404 Cannot send to channel")
    console.hear(.updated(ChatFixture.ops, [stored]), &fake)
    console.press(&fake, "X")
    #expect(fake.effects.last == .discard(ChatFixture.ops, line: stored.id))
    #expect(console.chat.shown?.lines.isEmpty == true)
  }

  @Test("hosts that nobody knows are told once before !log is sent")
  func unknownHosts() {
    var fake = FakeChat()
    var console = ChatFixture.console(100, 30, &fake)
    console.type(&fake, "!log bm-db77 restarted mysqld")
    console.press(&fake, "Enter")
    #expect(fake.said.isEmpty)
    #expect(console.chat.notice?.contains("did you mean bm-db07?") == true, "\(console.chat.notice ?? "")")
    console.press(&fake, "Enter")
    #expect(fake.said == ["#ops: !log bm-db77 restarted mysqld"])
    console.type(&fake, "!log bm-db07 restarted mysqld")
    console.press(&fake, "Enter")
    #expect(fake.said.count == 2)
  }

  @Test("the page of a network takes no text, a channel that was left neither; the text stays")
  func nobodyHears() {
    var fake = FakeChat()
    var console = ChatFixture.console(100, 30, &fake)
    console.press(&fake, "Alt-1")
    console.type(&fake, "hello")
    console.press(&fake, "Enter")
    #expect(fake.said.isEmpty)
    #expect(console.typed == "hello")
    #expect(console.chat.notice?.contains("/join") == true)
    console.hear(.buffer(ChatFixture.ops, BufferFacts(.channel, title: "#ops")), &fake)
    console.press(&fake, "Alt-2")
    console.type(&fake, "hello")
    console.press(&fake, "Enter")
    #expect(fake.said.isEmpty)
    #expect(console.chat.notice == "you are not in #ops; /join goes in")
  }
}
