import OpsDomain
import OpsScreen
import Testing

@testable import OpsConsole

/// Reading, searching, and what is done with a line.
@Suite struct ChatReadingTests {
  /// A console with a hundred and more lines in #ops, each naming its number.
  private func console(_ fake: inout FakeChat, count: Int = 120) -> ConsoleState {
    var console = ChatFixture.console(100, 22, &fake)
    let lines = (0..<count).map { number in
      var line = ChatFixture.line("kyoto\(number % 3)", "line \(number) of many", ago: Int64(count - number) * 10)
      line.isHighlight = number % 40 == 7
      return line
    }
    console.hear(lines, in: ChatFixture.ops, &fake)
    return console
  }

  private func selected(_ console: ConsoleState) -> String { console.chat.shown?.selectedLine?.text ?? "" }

  @Test("j and k go by lines, g and G to the ends, pages by what is in sight")
  func moves() {
    var fake = FakeChat()
    var console = console(&fake)
    console.press(&fake, "Esc")
    #expect(selected(console) == "line 119 of many")
    console.press(&fake, "k", "k", "j")
    #expect(selected(console) == "line 118 of many")
    console.press(&fake, "PgUp", "PgUp")
    let rows = console.chatWindowRows
    #expect(rows > 10)
    let far = Int(selected(console).split(separator: " ")[1]) ?? 0
    #expect(far < 120 - rows)
    console.press(&fake, "g")
    #expect(selected(console) == "line 0 of many")
    #expect(console.screen.contains { $0.contains("line 0 of many") })
    console.press(&fake, "G")
    #expect(selected(console) == "line 119 of many")
    #expect(console.chat.shown?.scroll == .newest)
  }

  @Test("the selected line stays the same when others come")
  func staysOnItsLine() {
    var fake = FakeChat()
    var console = console(&fake)
    console.press(&fake, "Esc")
    console.hear([ChatFixture.line("x", "another one")], in: ChatFixture.ops, &fake)
    #expect(selected(console) == "line 119 of many")
    console.press(&fake, "j")
    #expect(selected(console) == "another one")
  }

  @Test("while one types PgUp scrolls, and what is in sight stays when lines come")
  func scrollsWhileTyping() {
    var fake = FakeChat()
    var console = console(&fake)
    console.type(&fake, "draft")
    console.press(&fake, "PgUp")
    #expect(console.typed == "draft")
    #expect(console.chat.shown?.scroll != .newest)
    func shown() -> [String] {
      console.screen.filter { $0.contains("of many") }.map { String($0.prefix(60)) }
    }
    let before = shown()
    for number in 0..<5 { console.hear([ChatFixture.line("x", "new \(number)")], in: ChatFixture.ops, &fake) }
    #expect(shown() == before)
    #expect(console.chat.shown?.unread[.message] == 5)
    console.press(&fake, "PgDn", "PgDn")
    #expect(console.chat.shown?.scroll == .newest)
    #expect(console.chat.shown?.unread == ChatUnread())
  }

  @Test("Alt-P and Alt-N go to the lines that name the person, Alt-L lists them of all conversations")
  func mentions() {
    var fake = FakeChat()
    var console = console(&fake)
    console.hear([ChatFixture.call("a", "tokyo2: over here", ago: 5)], in: ChatFixture.dba, &fake)
    console.press(&fake, "Alt-P")
    #expect(selected(console) == "line 87 of many")
    console.press(&fake, "Alt-P")
    #expect(selected(console) == "line 47 of many")
    console.press(&fake, "Alt-N")
    #expect(selected(console) == "line 87 of many")
    console.press(&fake, "Alt-N")
    #expect(console.bottom.contains("no later line here names you"))
    console.press(&fake, "Alt-L")
    guard case .list(let list) = console.chat.mode else {
      Issue.record("no list")
      return
    }
    #expect(list.hits.map(\.line.text).prefix(2) == ["tokyo2: over here", "line 87 of many"])
    console.press(&fake, "Enter")
    #expect(console.chat.current == ChatFixture.dba)
    #expect(selected(console) == "tokyo2: over here")
  }

  @Test("/ finds upwards in the conversation, n and N go on, and beyond what is held the store is searched")
  func finds() {
    var fake = FakeChat()
    var console = console(&fake)
    console.press(&fake, "Esc", "/")
    console.type(&fake, "LINE 11")
    console.press(&fake, "Enter")
    #expect(selected(console) == "line 119 of many")
    console.press(&fake, "n")
    #expect(selected(console) == "line 118 of many")
    console.press(&fake, "N")
    #expect(selected(console) == "line 119 of many")
    console.press(&fake, "Esc")
    #expect(console.chat.soughtText == "")
  }

  @Test("S searches all that is stored, and Enter leads to the place, however old it is")
  func searchesAll() {
    var fake = FakeChat()
    var console = ChatFixture.console(100, 30, &fake)
    _ = fake.store(
      (0..<900).map { ChatFixture.line("a", "old \($0)", ago: 100_000 - Int64($0)) }, in: ChatFixture.dba)
    console.press(&fake, "Esc", "S")
    console.type(&fake, "old 123")
    console.press(&fake, "Enter")
    guard case .list(let list) = console.chat.mode else {
      Issue.record("no list")
      return
    }
    #expect(list.hits.map(\.line.text) == ["old 123"])
    console.press(&fake, "Enter")
    #expect(console.chat.current == ChatFixture.dba)
    #expect(selected(console) == "old 123")
    #expect(console.screen.contains { $0.contains("old 123") })
    #expect(console.screen.contains { $0.contains("old 122") })
    // Those after it come too, up to the newest.
    console.press(&fake, "j")
    #expect(selected(console) == "old 124")
    for _ in 0..<200 { console.press(&fake, "PgDn") }
    #expect(selected(console) == "old 899")
    #expect(console.chat.shown?.window.hasNewer == false)
    console.hear([ChatFixture.line("a", "live")], in: ChatFixture.dba, &fake)
    #expect(console.chat.shown?.lines.last?.text == "live")
  }

  @Test("S leaves the unfinished line and its draft as they are, whether one searches or gives it up")
  func searchingKeepsTheLine() {
    var fake = FakeChat()
    var console = console(&fake)
    console.type(&fake, "half a sen")
    console.press(&fake, "Esc", "S")
    #expect(console.typed == "half a sen")
    #expect(console.entry?.kind == .searchAll)
    console.type(&fake, " LINE 11")
    console.press(&fake, "Esc")
    if case .reading = console.chat.mode {} else { Issue.record("not reading") }
    console.press(&fake, "S", "Enter")
    if case .reading = console.chat.mode {} else { Issue.record("nothing is looked for") }
    console.press(&fake, "S")
    console.type(&fake, " LINE 11 ")
    console.press(&fake, "Enter")
    guard case .list(let list) = console.chat.mode else {
      Issue.record("no list")
      return
    }
    #expect(list.sought == "LINE 11")
    #expect(list.hits.count == 11)
    console.press(&fake, "Esc", "i")
    #expect(console.typed == "half a sen")
    #expect(console.log.drafts["chat:libera/#ops"] == "half a sen")
  }

  @Test("a search that fails says so; leaving it comes back to the lines")
  func searchFails() {
    var fake = FakeChat()
    fake.answers = false
    var console = console(&fake)
    console.type(&fake, "/search x")
    console.press(&fake, "Enter")
    guard case .list(let list) = console.chat.mode, let ticket = list.ticket else {
      Issue.record("no list")
      return
    }
    console.hear(.failed("the disk is gone", ticket: ticket), &fake)
    guard case .list(let failed) = console.chat.mode else { return }
    #expect(failed.failure == "the disk is gone")
    console.press(&fake, "Esc")
    if case .reading = console.chat.mode {} else { Issue.record("not reading") }
  }

  @Test("older lines are read from the store when one scrolls to them, until there are no more")
  func readsOlder() {
    var fake = FakeChat()
    let stored = (0..<700).map { ChatFixture.line("a", "old \($0)", ago: 10_000 - Int64($0)) }
    _ = fake.store(stored, in: ChatFixture.ops)
    var console = ChatFixture.console(100, 30, &fake)
    #expect(console.chat.shown?.lines.count == 200)
    for _ in 0..<200 { console.press(&fake, "PgUp") }
    #expect(console.chat.shown?.lines.count == 700)
    #expect(console.screen.contains { $0.contains("old 0") })
    #expect(console.chat.shown?.window.hasOlder == false)
  }

  @Test("Enter goes to the host that the line names, offers a choice among several, and Esc comes back")
  func goesToHosts() {
    var fake = FakeChat()
    var console = ChatFixture.console(100, 30, &fake)
    console.hear([ChatFixture.line("a", "bm-db07 is slow again")], in: ChatFixture.ops, &fake)
    console.press(&fake, "Esc", "Enter")
    #expect(console.selectedHost == "bm-db07")
    #expect(console.isInHost)
    console.press(&fake, "Esc")
    #expect(console.currentPane == .chat)
    #expect(selected(console) == "bm-db07 is slow again")
    console.hear([ChatFixture.line("a", "bm-db07 and bm-db24, bookmark:app")], in: ChatFixture.ops, &fake)
    console.press(&fake, "j", "Enter")
    #expect(console.menu?.items.map(\.text) == ["bm-db07", "bm-db24", "@bookmark:app"])
    console.press(&fake, "3")
    #expect(console.filter.role == RoleID(service: "bookmark", role: "app"))
    console.press(&fake, "8", "Esc", "k", "k")
    console.hear([ChatFixture.line("a", "nothing named")], in: ChatFixture.ops, &fake)
    console.press(&fake, "G", "Enter")
    #expect(console.bottom.contains("names no host"))
  }

  @Test("L makes the line an entry with its words, hosts and time, and tells the chat once it is saved")
  func becomesAnEntry() {
    var fake = FakeChat()
    var store = FakeLog()
    var console = ChatFixture.console(100, 30, &fake)
    console.open(&store)
    console.hear(
      [ChatFixture.line("kyoto1", "\u{02}bm-db07\u{02} has a new disk", ago: 500)], in: ChatFixture.ops, &fake)
    console.press(&fake, "Esc", "L")
    #expect(console.composer?.area.text == "kyoto1: bm-db07 has a new disk")
    console.settle(console.press(&store, "Enter"), &fake)
    let entry = store.records.last
    #expect(entry?.entry.text == "kyoto1: bm-db07 has a new disk")
    #expect(entry?.entry.at == ChatFixture.now - .seconds(500))
    #expect(entry?.entry.targets.map(\.id) == ["bm-db07"])
    #expect(entry?.entry.chat?.channel == "#ops")
    #expect(entry?.entry.chat?.sender == "kyoto1")
    let id = fake.lines[ChatFixture.ops]?.last?.id ?? 0
    #expect(entry.map { fake.effects.last == .linked(ChatFixture.ops, line: id, $0.id) } == true)
    console.press(&fake, "L")
    #expect(console.composer == nil)
    #expect(console.bottom.contains("already"))
  }

  @Test("y copies the line with its time and sender, made harmless")
  func copies() {
    var fake = FakeChat()
    var console = ChatFixture.console(100, 30, &fake)
    console.hear([ChatFixture.line("kyoto1", "\u{03}04red\u{0F} \u{1B}[2J")], in: ChatFixture.ops, &fake)
    let effects = ConsoleState.acts(console.press(&fake, "Esc", "y"))
    #expect(effects == [.copy("2026-08-20 12:03 <kyoto1> red ␛[2J")])
  }

  @Test("on the first screen 8 goes to the chat, Esc twice back to the fleet; the frozen screen lets the chat go on")
  func onTheFirstScreen() {
    var fake = FakeChat()
    var console = ChatFixture.console(160, 40, &fake, shows: false)
    #expect(console.layout(console.world)[.chat] != nil)
    #expect(console.currentPane == .fleet)
    console.press(&fake, "Z")
    console.hear([ChatFixture.line("a", "still talking")], in: ChatFixture.ops, &fake)
    #expect(console.screen.contains { $0.contains("still talking") })
    console.press(&fake, "8")
    #expect(console.currentPane == .chat)
    #expect(console.layout(console.world)[.fleet] != nil)
    console.press(&fake, "Esc", "Esc")
    #expect(console.currentPane == .fleet)
    console.press(&fake, "8", "8")
    #expect(console.typed == "8")
  }

  @Test("the wheel scrolls, a click selects a line or a conversation")
  func mouse() {
    var fake = FakeChat()
    var console = console(&fake)
    guard let layout = console.chatLayout else {
      Issue.record("not shown")
      return
    }
    func mouse(_ kind: MouseEvent.Kind, _ column: Int, _ row: Int) -> Event {
      .terminal(.mouse(MouseEvent(kind, column: column, row: row)))
    }
    let middle = layout.lines.row + 3
    console.settle(console.handle(mouse(.wheelUp, layout.lines.column + 2, middle)), &fake)
    #expect(console.chat.shown?.scroll != .newest)
    console.settle(console.handle(mouse(.wheelDown, layout.lines.column + 2, middle)), &fake)
    #expect(console.chat.shown?.scroll == .newest)
    console.settle(console.handle(mouse(.press, layout.lines.column + 2, middle)), &fake)
    #expect(console.screen[middle].contains(selected(console)))
    if let bar = layout.bar {
      guard let column = Array(console.screen[bar.row]).firstIndex(of: "3") else { return }
      console.settle(console.handle(mouse(.press, column, bar.row)), &fake)
      #expect(console.chat.current == ChatFixture.dba)
    }
  }

  @Test("the view of a host has a tab of what is said of it; Enter leads to the line")
  func tabOfAHost() {
    var fake = FakeChat()
    var console = ChatFixture.console(100, 30, &fake, shows: false)
    console.hear(
      [
        ChatFixture.line("a", "bm-db07 is slow", ago: 100), ChatFixture.line("a", "bm-db077 is none", ago: 90),
        ChatFixture.line("a", "so is bm-db07.example.org", ago: 80),
      ], in: ChatFixture.dba, &fake)
    console.press(&fake, ":")
    console.type(&fake, "host bm-db07")
    console.press(&fake, "Enter", "Shift-Tab")
    #expect(console.chat.hostMentions?.list.hits.map(\.line.text) == ["so is bm-db07.example.org", "bm-db07 is slow"])
    #expect(console.screen.contains { $0.contains("is slow") })
    console.press(&fake, "j", "Enter")
    #expect(console.currentPane == .chat)
    #expect(console.chat.current == ChatFixture.dba)
    #expect(selected(console) == "bm-db07 is slow")
    console.press(&fake, "Esc")
    #expect(console.isInHost)
  }

  @Test("coming and going is folded, and shown line by line when asked for")
  func noise() {
    var fake = FakeChat()
    var console = console(&fake, count: 3)
    console.hear([ChatFixture.line("somebody", "", .join)], in: ChatFixture.ops, &fake)
    console.press(&fake, "Esc")
    #expect(selected(console) == "line 2 of many")
    console.press(&fake, "Alt-=", "j")
    #expect(console.chat.shown?.selectedLine?.kind == .join)
  }

  @Test("entries that were announced say so in the work log")
  func announced() {
    var fake = FakeChat()
    var store = FakeLog(LogFixture.records())
    var console = ChatFixture.console(160, 40, &fake, shows: false)
    console.open(&store)
    console.press(&store, "5", "5")
    #expect(!console.screen.contains { $0.contains("announced") })
    let newest = store.records.last?.id
    console.hear(.announced(newest.map { [$0] } ?? []), &fake)
    #expect(console.screen.contains { $0.contains("announced") })
  }
}
