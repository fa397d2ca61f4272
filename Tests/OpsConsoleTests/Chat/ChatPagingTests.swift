import OpsDomain
import OpsScreen
import Testing

@testable import OpsConsole

/// What is not held is reached: lines behind folded ones, more of a search, what was said of a host.
@Suite struct ChatPagingTests {
  /// People who come, one a second, the last a second ago.
  private func joins(_ count: Int) -> [ChatLine] {
    (0..<count).map { ChatFixture.line("guest\($0)", "", ago: Int64(count - $0), .join) }
  }

  /// Lines that say this and their number, all of them long ago.
  private func lines(_ text: String, _ count: Int) -> [ChatLine] {
    (0..<count).map { ChatFixture.line("a", "\(text) \($0)", ago: 20_000 - Int64($0)) }
  }

  private func list(_ console: ConsoleState) -> ChatList? {
    if case .list(let list) = console.chat.mode { return list }
    return nil
  }

  private func olderAsked(_ fake: FakeChat) -> Int {
    fake.effects.count { if case .older = $0 { true } else { false } }
  }

  private func searches(_ fake: FakeChat) -> Int {
    fake.effects.count { if case .search = $0 { true } else { false } }
  }

  // MARK: folded lines

  @Test("older lines are read until the window is filled, however many joins are folded into a row")
  func behindFoldedLines() {
    var fake = FakeChat()
    _ = fake.store(lines("old", 100) + joins(300), in: ChatFixture.ops)
    let console = ChatFixture.console(100, 22, &fake)
    #expect(console.chat.shown?.lines.count == 400)
    #expect(console.chat.shown?.scroll == .newest)
    #expect(console.screen.contains { $0.contains("old 99") })
  }

  @Test("of more joins than can be held the newest stay, and PgUp reaches what is behind them")
  func behindMoreThanIsHeld() {
    var fake = FakeChat()
    _ = fake.store(lines("old", 1) + joins(3_000), in: ChatFixture.ops)
    var console = ChatFixture.console(100, 22, &fake)
    console.tick(&fake)
    #expect(olderAsked(fake) == 4)
    #expect(console.chat.shown?.lines.count == ChatWindow.limit)
    #expect(console.chat.shown?.showsNewest == true)
    console.press(&fake, "PgUp", "PgUp", "PgUp")
    #expect(console.screen.contains { $0.contains("old 0") })
    #expect(console.chat.shown?.lines.count == ChatWindow.limit)
    console.press(&fake, "PgUp", "PgDn", "PgDn", "PgDn")
    #expect(olderAsked(fake) < 30, "what is asked for does not go to and fro")
    console.press(&fake, "Enter")
    #expect(console.chat.shown?.showsNewest == true)
  }

  // MARK: searches

  @Test("a search says that there may be more, and reads on once the oldest line found is selected")
  func searchGoesOn() {
    var fake = FakeChat()
    _ = fake.store(lines("disk", 450), in: ChatFixture.dba)
    var console = ChatFixture.console(100, 22, &fake)
    console.type(&fake, "/search disk")
    console.press(&fake, "Enter")
    #expect(list(console)?.hits.count == 200)
    #expect(console.screen.contains { $0.contains("200+") })
    console.press(&fake, "G")
    #expect(list(console)?.selected == 199)
    #expect(console.screen.contains { $0.contains("400+") })
    console.press(&fake, "G")
    #expect(list(console)?.hits.map(\.line.text) == (0..<450).reversed().map { "disk \($0)" })
    #expect(!console.screen.contains { $0.contains("450+") })
    console.press(&fake, "G")
    #expect(searches(fake) == 3)
  }

  @Test("when more cannot be read, what was found stays, and moving asks again")
  func searchGoesOnAfterAFailure() {
    var fake = FakeChat()
    _ = fake.store(lines("disk", 450), in: ChatFixture.dba)
    var console = ChatFixture.console(100, 22, &fake)
    console.type(&fake, "/search disk")
    console.press(&fake, "Enter")
    fake.answers = false
    console.press(&fake, "G")
    guard let ticket = list(console)?.ticket else {
      Issue.record("nothing was asked")
      return
    }
    console.hear(.failed("the disk is gone", ticket: ticket), &fake)
    #expect(console.bottom.contains("the disk is gone"))
    #expect(list(console)?.hits.count == 200)
    fake.answers = true
    console.tick(&fake)
    #expect(list(console)?.hits.count == 200)
    console.press(&fake, "k", "j")
    #expect(list(console)?.hits.count == 400)
  }

  @Test("after /clear the stored lines are searched, and the line that is gone to stays in sight")
  func findsWhatWasCleared() {
    var fake = FakeChat()
    var console = ChatFixture.console(100, 22, &fake)
    console.hear([ChatFixture.line("a", "the needle", ago: 10)], in: ChatFixture.ops, &fake)
    console.type(&fake, "/clear")
    console.press(&fake, "Enter", "Esc", "/")
    console.type(&fake, "needle")
    console.press(&fake, "Enter")
    #expect(list(console)?.hits.map(\.line.text) == ["the needle"])
    console.press(&fake, "Enter", "PgUp")
    #expect(console.chat.shown?.selectedLine?.text == "the needle")
    #expect(console.chat.shown?.window.isCleared == false)
  }

  @Test("from an old place N searches the newer lines that are not held")
  func findsNewerLines() {
    var fake = FakeChat()
    _ = fake.store(lines("old", 900) + [ChatFixture.line("a", "the needle", ago: 5)], in: ChatFixture.dba)
    var console = ChatFixture.console(100, 22, &fake)
    console.type(&fake, "/search old 123")
    console.press(&fake, "Enter", "Enter")
    #expect(console.chat.shown?.selectedLine?.text == "old 123")
    console.press(&fake, "/")
    console.type(&fake, "needle")
    console.press(&fake, "Enter", "Esc")
    #expect(list(console) == nil)
    console.press(&fake, "N")
    #expect(list(console)?.hits.map(\.line.text) == ["the needle"])
  }

  // MARK: what was said of a host

  /// Opens the view of a host at the tab of what was said of it.
  private func openTab(_ console: inout ConsoleState, _ fake: inout FakeChat) {
    console.press(&fake, ":")
    console.type(&fake, "host bm-db07")
    console.press(&fake, "Enter", "Shift-Tab")
  }

  private func mentions(_ console: ConsoleState) -> [String]? {
    console.chat.hostMentions?.list.hits.map(\.line.text)
  }

  @Test("a host is found among many that have its name as a part of theirs")
  func hostAmongAlikes() {
    var fake = FakeChat()
    let stored = [ChatFixture.line("a", "bm-db07 is slow", ago: 30_000)] + lines("bm-db077 is none", 450)
    _ = fake.store(stored, in: ChatFixture.dba)
    var console = ChatFixture.console(100, 30, &fake, shows: false)
    openTab(&console, &fake)
    #expect(mentions(console) == ["bm-db07 is slow"])
    #expect(searches(fake) == 3)
  }

  @Test("what is said of a host comes into its tab, which is asked for anew once it was left")
  func hostTabIsFresh() {
    var fake = FakeChat()
    let first = ["bm-db07 is slow", "bm-db07 is slower"].map { ChatFixture.line("a", $0, ago: 100) }
    _ = fake.store(first, in: ChatFixture.dba)
    var console = ChatFixture.console(100, 30, &fake, shows: false)
    openTab(&console, &fake)
    console.hear([ChatFixture.line("a", "bm-db07 again", ago: 50)], in: ChatFixture.dba, &fake)
    #expect(mentions(console) == ["bm-db07 again", "bm-db07 is slower", "bm-db07 is slow"])
    #expect(console.chat.hostMentions?.list.selected == 1, "the selected line stays so")
    console.press(&fake, "Enter", "Esc")
    #expect(console.isInHost)
    #expect(console.chat.hostMentions?.list.selected == 1)
    #expect(searches(fake) == 1)
    console.press(&fake, "Esc")
    #expect(console.chat.hostMentions == nil)
    console.hear([ChatFixture.line("a", "bm-db07 at last", ago: 20)], in: ChatFixture.dba, &fake)
    openTab(&console, &fake)
    #expect(mentions(console)?.first == "bm-db07 at last")
    #expect(mentions(console)?.count == 4)
  }

  @Test("after a failure it is asked for again when the tab is shown again")
  func hostTabAfterAFailure() {
    var fake = FakeChat()
    _ = fake.store([ChatFixture.line("a", "bm-db07 is slow", ago: 100)], in: ChatFixture.dba)
    var console = ChatFixture.console(100, 30, &fake, shows: false)
    fake.answers = false
    openTab(&console, &fake)
    guard let ticket = console.chat.hostMentions?.list.ticket else {
      Issue.record("nothing was asked")
      return
    }
    console.hear(.failed("the disk is gone", ticket: ticket), &fake)
    console.tick(&fake)
    #expect(console.chat.hostMentions?.list.failure == "the disk is gone")
    #expect(searches(fake) == 1)
    console.press(&fake, "Esc")
    fake.answers = true
    openTab(&console, &fake)
    #expect(mentions(console) == ["bm-db07 is slow"])
  }
}
