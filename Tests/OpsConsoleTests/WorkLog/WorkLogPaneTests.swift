import OpsDomain
import OpsScreen
import TestSupport
import Testing

@testable import OpsConsole

/// Reading the work log, as scripts of keys.
@Suite struct WorkLogPaneTests {
  private func many(_ count: Int) -> [EntryRecord] {
    (0..<count).map { number in
      LogFixture.record(
        UInt64(number), number % 3 == 0 ? "kyoto1" : "tokyo1", minutesAgo: Int64(count - number) * 7,
        number % 1_000 == 17 ? "entry \(number) 障害" : "entry \(number)", on: LogFixture.host("bm-db0\(number % 9 + 1)"))
    }
  }

  private func pane(_ console: ConsoleState) -> WorkLogPane { console.workLogPane ?? WorkLogPane() }
  private func last(_ console: ConsoleState) -> String {
    console.screen.dropLast().last { $0.contains("entry ") } ?? ""
  }

  @Test func theNewestIsAtTheBottomAndNewOnesAreFollowed() {
    var store = FakeLog(many(300))
    var console = LogFixture.console(100, 24, &store)
    console.press(&store, "5", "5")
    #expect(last(console).contains("entry 299"))
    let new = LogFixture.record(9_000, "kyoto1", minutesAgo: 0, "entry new")
    console.settle(console.handle(.log(.changed([new]))), &store)
    #expect(last(console).contains("entry new"))
  }

  @Test func scrolledUpNothingMovesWhenNewOnesCome() {
    var store = FakeLog(many(300))
    var console = LogFixture.console(100, 24, &store)
    console.press(&store, "5", "5", "PgUp", "k")
    let before = Array(console.screen[2..<22])
    for number in 0..<5 {
      let new = LogFixture.record(UInt64(9_000 + number), "kyoto1", minutesAgo: 0, "entry new")
      console.settle(console.handle(.log(.changed([new]))), &store)
    }
    #expect(Array(console.screen[2..<22]) == before)
    console.press(&store, "G")
    #expect(last(console).contains("entry new"))
  }

  @Test func olderPagesAreReadWhenTheyAreScrolledToAndMemoryIsBounded() {
    var store = FakeLog(many(3_000))
    var console = LogFixture.console(100, 24, &store)
    console.press(&store, "5", "5")
    #expect(pane(console).window.records.count == EntryWindow.pageSize)
    var seen: Set<String> = []
    for _ in 0..<200 {
      seen.formUnion(
        console.screen.flatMap { line in line.split(separator: " ").filter { Int($0) != nil }.map(String.init) })
      console.press(&store, "PgUp")
      #expect(pane(console).window.records.count <= EntryWindow.limit)
    }
    // Nothing is left out on the way.
    let numbers = Set(seen.compactMap { Int($0) }.filter { $0 < 3_000 })
    #expect(numbers.isSuperset(of: 400..<3_000))
    console.press(&store, "G")
    #expect(last(console).contains("entry 2999"))
    console.press(&store, "g")
    #expect(console.screen.contains { $0.contains("entry 0 ") })
    for _ in 0..<40 { console.press(&store, "PgDn") }
    #expect(console.screen.contains { $0.contains("entry 7") })
  }

  @Test func theMarkerStandsBeforeWhatIsNewAndSeenIsToldOnce() {
    var store = FakeLog(many(30))
    let seen = store.records[26].place
    var console = LogFixture.console(100, 40, &store, seen: seen)
    console.press(&store, "5", "5")
    let lines = console.screen
    let marker = lines.firstIndex { $0.contains("── new ──") } ?? 0
    #expect(lines[marker - 1].contains("entry 26") && lines[marker + 1].contains("entry 27"))
    #expect(store.seen == store.records.last?.place)
  }

  @Test func aFilterShowsWhatItSaysAndEscShowsAll() {
    var store = FakeLog(many(300))
    var console = LogFixture.console(100, 24, &store)
    console.press(&store, "5", "5", "/")
    console.type(&store, "host=bm-db04 by=kyoto1 entry")
    console.press(&store, "Enter")
    #expect(!pane(console).window.records.isEmpty)
    #expect(pane(console).window.records.allSatisfy { $0.author.account == "kyoto1" && $0.hosts == ["bm-db04"] })
    // What comes in meanwhile is held against the filter.
    let other = LogFixture.record(9_000, "tokyo1", minutesAgo: 0, "entry", on: LogFixture.host("bm-db04"))
    console.settle(console.handle(.log(.changed([other]))), &store)
    #expect(pane(console).window.index(of: other.id) == nil)
    console.press(&store, "Esc")
    #expect(!pane(console).filter.isActive && pane(console).window.records.count == EntryWindow.pageSize)
    #expect(console.currentPane == .workLog)
    console.press(&store, "Esc")
    #expect(console.screen[1].contains("Fleet"))
  }

  @Test(arguments: [
    ("hots=bm-db07", "did you mean host=?"), ("role=bookmark:bd", "did you mean bookmark:db?"),
    ("kind=stap", "did you mean step?"), ("host=bm-dx07", "bm-d"), ("thread=M-99", "no maintenance"),
    ("since=whenever", ""), ("by=", "needs a value"),
  ])
  func aWrongFilterSaysWhatIsWrong(text: String, words: String) {
    var store = FakeLog()
    let console = LogFixture.console(100, 24, &store)
    var message: String?
    do throws(LogFilter.Problem) {
      _ = try console.logFilter(parsing: text)
    } catch { message = error.message }
    #expect(message?.contains(words) == true, "\(message ?? "none")")
  }

  @Test func hostsThatAreGoneCanBeNamedInQuotes() throws {
    var store = FakeLog()
    let console = LogFixture.console(100, 24, &store)
    #expect(try console.logFilter(parsing: "host=\"bm-old01\"").query.hosts == ["bm-old01"])
    #expect(try console.logFilter(parsing: "\"two words\" one #tag by=me").query.words == ["two words", "one"])
    #expect(try console.logFilter(parsing: "#tag").query.tags == ["tag"])
    #expect(try console.logFilter(parsing: "by=me").query.authors == ["tokyo2"])
  }

  @Test func aSearchGoesBackThroughAllOfTheLogAndMarksWhatItFinds() {
    var store = FakeLog(many(3_000))
    var console = LogFixture.console(100, 24, &store)
    console.press(&store, "5", "5", "*")
    console.type(&store, "障害")
    console.press(&store, "Enter")
    #expect(pane(console).selectedRecord?.entry.text == "entry 2017 障害")
    #expect(console.render().cells.contains { $0.role == .match })
    console.press(&store, "n")
    #expect(pane(console).selectedRecord?.entry.text == "entry 1017 障害")
    console.press(&store, "n", "n")
    #expect(pane(console).selectedRecord?.entry.text == "entry 17 障害")
    console.press(&store, "n")
    #expect(console.bottom.contains("not further on"))
    console.press(&store, "N")
    #expect(pane(console).selectedRecord?.entry.text == "entry 1017 障害")
  }

  @Test func aThreadIsShownWholeAndLeft() {
    var store = FakeLog(LogFixture.records())
    var console = LogFixture.console(100, 24, &store)
    console.press(&store, "5", "5", "t")
    #expect(pane(console).window.records.map(\.id) == [9, 10, 11].map { LogFixture.id($0) })
    #expect(console.screen.contains { $0.contains("+0:09") })
    console.press(&store, "Esc")
    #expect(pane(console).thread == nil && pane(console).window.records.count == 11)
  }

  @Test func anEntryIsOpenedAndLeft() {
    var store = FakeLog(LogFixture.records())
    var console = LogFixture.console(100, 24, &store)
    console.press(&store, "5", "5", "k", "k", "k", "k", "Enter")
    #expect(console.screen.contains { $0.contains("taken back") && $0.contains("wrong host, it was not done") })
    #expect(console.screen.contains { $0.contains("rebooted bm-lb02") })
    console.press(&store, "Esc")
    #expect(pane(console).detail == nil && pane(console).selectedRecord?.id == LogFixture.id(7))
  }

  @Test func fromTheFirstScreenAnEntryOpensOverAllOfItAndEscComesBack() {
    var store = FakeLog(LogFixture.records())
    var console = LogFixture.console(160, 40, &store)
    console.press(&store, "5", "Enter")
    #expect(console.screen[1].hasPrefix("── Work log"))
    console.press(&store, "Esc")
    #expect(console.screen[1].hasPrefix("── Fleet"))
  }

  @Test func theTicketOfAnEntryIsOpened() {
    var store = FakeLog(LogFixture.records())
    var console = LogFixture.console(100, 24, &store)
    console.press(&store, "5", "5", "O")
    #expect(console.bottom.contains("names no ticket"))
    console.press(&store, "g", "O")
    #expect(store.links == ["https://tickets.example/OPS-12"])
  }

  @Test func oneKeyLeadsFromAnEntryToItsHosts() {
    var store = FakeLog(LogFixture.records())
    var console = LogFixture.console(160, 40, &store)
    console.press(&store, "5", "g", "j", "j", "j", "H")
    #expect(console.marks == ["bm-app01", "bm-app02", "bm-app03"])
    #expect(console.currentPane == .fleet && console.selectedHost == "bm-app03")
  }

  @Test func copyingGivesALineThatReadsWithoutTheConsole() {
    var store = FakeLog(LogFixture.records())
    var console = LogFixture.console(100, 24, &store)
    let effects = console.press(&store, "5", "5", "y")
    #expect(
      ConsoleState.acts(effects) == [
        .copy("2026-08-20 11:59 tokyo2 bm-db07: [observation] await 48 ms → 9 ms, /data still 93 %")
      ])
  }

  @Test func theLogThatCannotBeReadSaysWhyAndIsAskedAgain() {
    var store = FakeLog(many(20))
    var console = FleetFixture.console(100, 24, settings: LogFixture.settings())
    let asked = console.handle(.log(.opened(TeamState(), drafts: [:], seen: nil)))
    let tickets = asked.compactMap { effect -> Int? in
      if case .log(.read(_, _, _, let ticket)) = effect { return ticket }
      return nil
    }
    let failure = StoreFailure(.damaged, "log.sqlite is damaged; opsconsole doctor says more")
    for ticket in tickets { _ = console.handle(.log(.failed(failure, ticket: ticket))) }
    console.press("5", "5")
    #expect(console.screen.contains { $0.contains("log.sqlite is damaged") })
    let later = console.handle(.tick(LogFixture.now + .seconds(6), FleetFixture.zone))
    console.settle(later, &store)
    #expect(last(console).contains("entry 19"))
  }

  @Test func aPageOfAFilterThatWasLeftIsNotTaken() {
    var store = FakeLog(many(50))
    var console = LogFixture.console(100, 24, &store)
    console.press(&store, "5", "5", "/")
    let slow = console.type("kyoto")
    console.press(&store, "Esc")
    console.settle(slow, &store)
    #expect(pane(console).window.query.isEmpty && pane(console).window.records.count == 50)
  }

  @Test func aHostHasItsOwnLogAndMarksThatOpen() {
    var store = FakeLog(LogFixture.records())
    var console = LogFixture.console(160, 40, &store)
    console.press(&store, ":")
    console.type(&store, "host bm-db07")
    console.press(&store, "Enter")
    #expect(console.screen[1].contains("Log 4"))
    #expect(console.screen.contains { $0.contains("▲") && $0.contains("◆") && $0.contains("━") })
    console.press(&store, ",", ",", "Enter")
    #expect(console.screen.contains { $0.contains("exit") && $0.contains("0") })
    console.press(&store, "Esc")
    #expect(console.isInHost)
    console.press(&store, "Esc", "Shift-Tab")
    #expect(console.screen.count { $0.contains("bm-db07   ") && $0.contains("tokyo2") } == 4)
    console.press(&store, "l")
    console.type(&store, "seen here too")
    console.press(&store, "Enter")
    #expect(console.screen.contains { $0.contains("seen here too") })
    #expect(console.screen[1].contains("Log 5"))
  }

  @Test func aSearchThatFindsNothingMoreDoesNotEndReading() {
    var store = FakeLog(many(300))
    var console = LogFixture.console(100, 24, &store)
    console.press(&store, "5", "5", "*")
    console.type(&store, "nowhere")
    console.press(&store, "Enter")
    #expect(console.bottom.contains("not further on"))
    console.press(&store, "g")
    #expect(console.screen.contains { $0.contains("entry 0 ") })
    for _ in 0..<40 { console.press(&store, "PgDn") }
    #expect(last(console).contains("entry 299"))
  }

  @Test func afterMoreThanCanBeToldTheNewestIsReadAgain() {
    var store = FakeLog(many(300))
    var console = LogFixture.console(100, 24, &store)
    console.press(&store, "5", "5")
    store.records += (0..<250).map { number in
      LogFixture.record(UInt64(9_000 + number), "kyoto1", minutesAgo: 0, "entry new \(number)")
    }
    console.settle(console.handle(.log(.changed([]))), &store)
    #expect(last(console).contains("entry new 249"))
    // Nothing is left out on the way back.
    for _ in 0..<30 { console.press(&store, "PgUp") }
    #expect(pane(console).window.index(of: LogFixture.id(9_000)) != nil)
    #expect(pane(console).window.index(of: LogFixture.id(299)) != nil)
  }

  @Test func whatIsReadAgainStaysWhereItIsOnTheScreen() {
    var store = FakeLog(many(300))
    var console = LogFixture.console(100, 24, &store)
    console.press(&store, "5", "5", "PgUp", "PgUp", "k")
    let before = Array(console.screen[2..<22])
    let selected = pane(console).selectedRecord?.id
    store.records += (0..<250).map { number in
      LogFixture.record(UInt64(9_000 + number), "kyoto1", minutesAgo: 0, "entry new \(number)")
    }
    console.settle(console.handle(.log(.changed([]))), &store)
    #expect(Array(console.screen[2..<22]) == before)
    #expect(pane(console).selectedRecord?.id == selected)
    console.press(&store, "G")
    #expect(last(console).contains("entry new 249"))
  }

  @Test func readingAgainIsTriedUntilItSucceeds() {
    var store = FakeLog(many(300))
    var console = LogFixture.console(100, 24, &store)
    console.press(&store, "5", "5")
    store.records.append(LogFixture.record(9_000, "kyoto1", minutesAgo: 0, "entry new"))
    for effect in console.handle(.log(.changed([]))) {
      guard case .log(.read(_, _, _, let ticket)) = effect else { continue }
      _ = console.handle(.log(.failed(StoreFailure(.locked, "another process writes"), ticket: ticket)))
    }
    console.settle(console.handle(.tick(LogFixture.now + .seconds(6), FleetFixture.zone)), &store)
    #expect(last(console).contains("entry new"))
  }

  @Test func theEntriesOfTheOpenHostAreReadAgainToo() {
    var store = FakeLog(LogFixture.records())
    var console = LogFixture.console(160, 40, &store)
    console.press(&store, ":")
    console.type(&store, "host bm-db07")
    console.press(&store, "Enter", "Shift-Tab")
    store.records.append(LogFixture.record(9_000, "kyoto1", minutesAgo: 0, "entry new", on: LogFixture.host("bm-db07")))
    console.settle(console.handle(.log(.changed([]))), &store)
    #expect(console.log.hostLog?.recent.index(of: LogFixture.id(9_000)) != nil)
    #expect(console.screen.contains { $0.contains("entry new") })
    #expect(console.screen[1].contains("Log 5"))
  }

  @Test func theOpenEntryFollowsWhatIsChangedThoughTheListIsElsewhere() {
    var store = FakeLog(many(300))
    var console = LogFixture.console(160, 40, &store)
    // An entry that the list of the host holds and the work log does not.
    var old = store.records[0]
    let host = old.hosts[0].name
    console.press(&store, ":")
    console.type(&store, "host \(host)")
    console.press(&store, "Enter", "Shift-Tab", "g", "Enter")
    #expect(pane(console).detail?.record.id == old.id)
    #expect(pane(console).window.index(of: old.id) == nil)
    old.entry.text = "what it says now"
    console.settle(console.handle(.log(.changed([old]))), &store)
    #expect(pane(console).detail?.record.entry.text == "what it says now")
    console.press(&store, "e")
    #expect(console.composer?.area.text ?? "what it says now" == "what it says now")
  }

  @Test(arguments: ["TITLE", "rsync -a", "ｅrror 5", "capac", "ops-12"])
  func whatComesInIsSearchedLikeTheStore(word: String) {
    var record = LogFixture.record(1, "tokyo1", minutesAgo: 1, "text", tickets: ["OPS-12"], tags: ["capacity"])
    record.entry.title = "a title"
    record.entry.command = CommandRecord(text: "rsync -a /data", exit: 5)
    record.entry.command?.output = "Ｅrror 5"
    var query = EntryQuery()
    query.words = [word]
    #expect(query.admits(record) { _ in nil })
    query.words = [word, "tokyo1"]
    #expect(!query.admits(record) { _ in nil }, "its author is no word of it")
  }

  @Test func whereTicketsAreIsSaidInTheConfiguration() {
    var store = FakeLog(LogFixture.records())
    var settings = LogFixture.settings()
    settings.ticketURL = nil
    var console = LogFixture.console(100, 24, &store, settings: settings)
    console.press(&store, "5", "5", "g", "O")
    #expect(console.bottom.contains("no tickets.url in the configuration"))
  }
}
