import OpsDomain
import OpsScreen
import TestSupport
import Testing

@testable import OpsConsole

/// Writing entries, as scripts of keys.
@Suite struct ComposerTests {
  private func added(_ store: FakeLog) -> [Entry] {
    store.attempts.flatMap(\.bodies).compactMap { body in
      if case .entryAdd(let entry) = body { return entry }
      return nil
    }
  }

  private func fresh(_ columns: Int = 100, _ rows: Int = 30) -> (ConsoleState, FakeLog) {
    var store = FakeLog(LogFixture.records())
    let console = LogFixture.console(columns, rows, &store)
    return (console, store)
  }

  @Test func oneLineAndEnterIsAnEntryAboutTheSelectedHost() {
    var (console, store) = fresh()
    console.press(&store, "j", "l")
    console.type(&store, "rsync を止めた")
    console.press(&store, "Enter")
    let entry = added(store).first
    #expect(entry?.text == "rsync を止めた")
    #expect(entry?.targets == [EntryTarget(.host, "bm-app03", roleThen: "bookmark:app")])
    #expect(entry?.kind == .note && entry?.at == LogFixture.now && entry?.thread == nil)
    #expect(console.composer == nil && store.drafts.isEmpty)
    #expect(console.bottom.contains("saved") && console.bottom.contains("rsync を止めた"))
    console.press(&store, "5", "5")
    #expect(console.screen.contains { $0.contains("rsync を止めた") && $0.contains("saved") })
  }

  @Test func markedHostsAreTheTargets() {
    var (console, store) = fresh()
    console.press(&store, "Space", "Space", "l")
    console.type(&store, "both")
    console.press(&store, "Enter")
    #expect(added(store).first?.targets.map(\.id).sorted() == ["bm-app03", "bm-db09"])
  }

  @Test func theRolesPaneMeansTheRole() {
    var (console, store) = fresh(160, 40)
    console.press(&store, "2", "l")
    console.type(&store, "all of them")
    console.press(&store, "Enter")
    #expect(added(store).first?.targets == [EntryTarget(.role, "bookmark:db")])
  }

  @Test func maintenanceThatRunsOnTheHostIsTheThreadAndCanBeLeftOut() {
    for leavesOut in [false, true] {
      var (console, store) = fresh()
      console.press(&store, ":")
      console.type(&store, "host bm-db07")
      console.press(&store, "Enter", "l")
      #expect(console.screen.contains { $0.contains("── Log") && $0.contains("M-81 move the backup") })
      if leavesOut { console.press(&store, "Alt-t") }
      console.type(&store, "step one")
      console.press(&store, "Enter")
      #expect(added(store).first?.thread == (leavesOut ? nil : LogFixture.id(81)))
    }
  }

  @Test func aKindIsSaidByAWordOrChosenByAKey() {
    var (console, store) = fresh()
    console.press(&store, "l")
    console.type(&store, "!decision keep it")
    console.press(&store, "Enter", "l", "Alt-k", "Alt-k")
    console.type(&store, "then this")
    console.press(&store, "Enter", "l")
    console.type(&store, "!end ok moved the backup")
    console.press(&store, "Enter")
    let entries = added(store)
    #expect(entries.map(\.kind) == [.decision, .step, .end])
    #expect(entries.map(\.text) == ["keep it", "then this", "moved the backup"])
    #expect(entries.map(\.result) == [nil, nil, .ok])
  }

  @Test func linesAreBegunWithAltEnterAndTheTextIsSavedAsItStands() {
    var (console, store) = fresh()
    console.press(&store, "l")
    console.type(&store, "first")
    console.press(&store, "Alt-Enter")
    console.type(&store, "  second")
    console.press(&store, "Enter")
    #expect(added(store).first?.text == "first\n  second")
  }

  @Test(arguments: ["Esc", "Ctrl-C"])
  func leavingKeepsTheDraftAndTheSameContextBringsItBack(key: String) {
    var (console, store) = fresh()
    console.press(&store, "l")
    console.type(&store, "half a thought")
    console.press(&store, key)
    #expect(console.composer == nil)
    #expect(store.drafts == ["log:bm-db09": "half a thought"])
    console.press(&store, "j", "l")
    #expect(console.composer?.area.isEmpty == true)
    console.press(&store, "Esc", "k", "l")
    #expect(console.composer?.area.text == "half a thought")
    console.press(&store, "Enter")
    #expect(added(store).map(\.text) == ["half a thought"] && store.drafts.isEmpty)
  }

  @Test func aDraftOfAnEarlierSessionIsFoundByItsKey() {
    var store = FakeLog(LogFixture.records())
    store.drafts = ["log:bm-lb02": "written yesterday", "form:plan": "{}"]
    var console = LogFixture.console(100, 30, &store)
    #expect(console.screen.contains { $0.contains("1 draft, L opens") })
    console.press(&store, "L")
    #expect(console.composer?.area.text == "written yesterday")
    #expect(console.composer?.targets.map(\.id) == ["bm-lb02"])
  }

  @Test func aDraftAboutAHostThatIsGoneSaysSo() {
    var store = FakeLog()
    store.drafts = ["log:bm-old99": "what was it about"]
    var console = LogFixture.console(100, 30, &store)
    console.press(&store, "L")
    #expect(console.screen.contains { $0.contains("bm-old99 is not in the inventory any more") })
    #expect(console.composer?.area.text == "what was it about")
  }

  @Test func severalDraftsAreChosenFromAMenu() {
    var store = FakeLog(LogFixture.records())
    store.drafts = ["log:bm-lb02": "one", "log:": "two", "log:@bookmark:db": "three"]
    var console = LogFixture.console(100, 30, &store)
    console.press(&store, "L")
    #expect(console.menu?.items.count == 3)
    console.press(&store, "2")
    #expect(console.composer?.area.text == "three")
    #expect(console.composer?.targets == [EntryTarget(.role, "bookmark:db")])
  }

  @Test func aFailureKeepsTheTextAndEnterTriesTheSameTicketAgain() {
    var (console, store) = fresh()
    store.failure = StoreFailure(.diskFull, "the disk is full", isTemporary: true)
    console.press(&store, "l")
    console.type(&store, "not lost")
    console.press(&store, "Enter")
    #expect(console.screen.contains { $0.contains("not saved: the disk is full") })
    #expect(!console.screen.contains { $0.contains("saved 12:03") })
    #expect(console.composer?.area.text == "not lost" && store.drafts["log:bm-db09"] == "not lost")
    console.press(&store, "Esc", "j", "k", "l", "Enter")
    #expect(Set(store.attempts.map(\.ticket)).count == 1)
    store.failure = nil
    _ = console.handle(.tick(LogFixture.now + .seconds(90), FleetFixture.zone))
    console.press(&store, "Enter")
    #expect(store.attempts.count == 3 && Set(store.attempts.map(\.ticket)).count == 1)
    #expect(Set(store.attempts.map { "\($0.bodies)" }).count == 1)
    #expect(console.composer == nil && console.log.attempts.isEmpty && store.drafts.isEmpty)
  }

  @Test func anotherTextIsAnotherAttempt() {
    var (console, store) = fresh()
    store.failure = StoreFailure(.locked, "another process writes")
    console.press(&store, "l")
    console.type(&store, "a")
    console.press(&store, "Enter")
    console.type(&store, "b")
    console.press(&store, "Enter")
    #expect(Set(store.attempts.map(\.ticket)).count == 2)
    // What is written now is the one that counts: the attempt before it is not listed any more.
    #expect(console.log.attempts.count == 1)
  }

  @Test func leavingWhileItIsSavedLosesNothing() {
    var (console, store) = fresh()
    console.press(&store, "l")
    console.type(&store, "slow disk")
    let effects = console.press("Enter")
    #expect(console.screen.contains { $0.contains("saving") })
    console.press("Esc")
    #expect(console.composer == nil)
    console.settle(effects, &store)
    #expect(console.bottom.contains("saved"))
    #expect(store.drafts.isEmpty && console.log.drafts.isEmpty)
  }

  @Test func tabCompletesHostsRolesPeopleTagsAndKinds() {
    var (console, store) = fresh()
    console.press(&store, "l")
    for (typed, wanted) in [
      ("bm-lb01", "bm-lb01"), ("bm-cache05", "bm-cache05 "), ("@bookmark:ca", "@bookmark:cache "), ("@tok", "@tokyo2 "),
      ("#cap", "#capacity "), ("!obs", "!observation "),
    ] {
      console.press(&store, "Ctrl-U")
      console.type(&store, typed == "bm-cache05" ? "bm-cache05".dropLast() + "5" : typed)
      if typed == "bm-cache05" { console.press(&store, "Backspace", "Backspace") }
      if typed == "bm-cache05" { console.type(&store, "05") }
      console.press(&store, "Tab")
      #expect(console.composer?.area.text.hasPrefix(wanted.filter { $0 != " " }) == true, "\(typed)")
    }
  }

  @Test func targetsAreChangedAsANodeSetAndErrorsSayWhatIsWrong() {
    var (console, store) = fresh()
    console.press(&store, "l", "Ctrl-T", "Ctrl-U")
    console.type(&store, "bm-db[01-02],@bookmark:lb")
    console.press(&store, "Enter")
    #expect(console.composer?.targets.folded == "bm-db[01-02],@bookmark:lb")
    console.press(&store, "Ctrl-T", "Ctrl-U")
    console.type(&store, "bm-dx07")
    console.press(&store, "Enter")
    #expect(console.composer?.part == .targets)
    #expect(console.composer?.problem?.contains("bm-d") == true)
    console.press(&store, "Esc")
    console.type(&store, "x")
    console.press(&store, "Enter")
    #expect(
      added(store).first?.targets.map(\.id) == ["bm-db01", "bm-db02", "bookmark:lb"])
  }

  @Test func theEditorTakesTheTextAndGivesItBack() {
    var (console, store) = fresh()
    store.edited = { $0 + " and more\n" }
    console.press(&store, "l")
    console.type(&store, "some")
    console.press(&store, "Ctrl-X", "Ctrl-E", "Enter")
    #expect(added(store).first?.text == "some and more")
  }

  @Test func anEditorThatWroteNothingLeavesTheText() {
    var (console, store) = fresh()
    store.edited = { _ in nil }
    console.press(&store, "l")
    console.type(&store, "some")
    console.press(&store, "Ctrl-X", "Ctrl-E")
    #expect(console.composer?.area.text == "some")
  }

  @Test func tooMuchTextIsRefusedAndKept() {
    var (console, store) = fresh()
    console.press(&store, "l")
    let text = String(repeating: "障害 ", count: 12_000)
    console.settle(console.handle(.terminal(.paste(text))), &store)
    console.press(&store, "Enter")
    #expect(store.attempts.isEmpty)
    #expect(console.composer?.problem?.contains("over the 64 KB") == true)
    #expect(console.log.drafts["log:bm-db09"] == text)
  }

  @Test func nothingIsNotSaved() {
    var (console, store) = fresh()
    console.press(&store, "l")
    console.type(&store, "  ")
    console.press(&store, "Enter")
    #expect(store.attempts.isEmpty && console.composer?.problem == "nothing is written yet")
  }

  @Test func theTypedCommandWritesAtOnce() {
    var (console, store) = fresh()
    console.press(&store, ":")
    console.type(&store, "log rebooted by hand")
    console.press(&store, "Enter")
    #expect(added(store).map(\.text) == ["rebooted by hand"] && console.composer == nil)
  }

  @Test func withoutAWorkLogNothingClaimsToBeSaved() {
    var console = FleetFixture.console(100, 24)
    console.press("l")
    console.type("text")
    let effects = console.press("Enter")
    #expect(!effects.contains { if case .log(.append) = $0 { true } else { false } })
    #expect(console.composer?.problem?.contains("no work log") == true)
  }

  @Test func amendingAsksWhyAndSendsWhatChangedOnly() {
    var (console, store) = fresh()
    console.press(&store, "5", "5", "e", "Ctrl-U")
    console.type(&store, "await 9 ms")
    console.press(&store, "Enter", "Enter")
    #expect(store.attempts.isEmpty && console.composer?.problem?.contains("why") == true)
    console.type(&store, "read again")
    console.press(&store, "Enter")
    let wanted = EntryAmendment(entry: LogFixture.id(11), reason: "read again", text: "await 9 ms")
    #expect(store.attempts.first?.bodies == [.entryAmend(wanted)])
    #expect(console.composer == nil)
  }

  @Test func takingBackAsksWhy() {
    var (console, store) = fresh()
    console.press(&store, "5", "5", "X", "Enter")
    #expect(store.attempts.isEmpty)
    console.type(&store, "wrong host")
    console.press(&store, "Enter")
    #expect(
      store.attempts.first?.bodies == [.entryRetract(EntryStrike(entry: LogFixture.id(11), reason: "wrong host"))])
  }

  @Test func anAnswerKeepsTargetsAndThread() {
    var (console, store) = fresh()
    console.press(&store, "5", "5", "c")
    console.type(&store, "ok from here")
    console.press(&store, "Enter")
    let entry = added(store).first
    #expect(entry?.replyTo == LogFixture.id(11) && entry?.thread == LogFixture.id(81))
    #expect(entry?.targets.map(\.id) == ["bm-db07"])
  }

  @Test func aDraftOfAnAmendmentFindsItsEntryAgain() {
    var (console, store) = fresh()
    console.press(&store, "5", "5", "e")
    console.type(&store, " more")
    console.press(&store, "Esc", "1", "L")
    #expect(console.composer?.record?.id == LogFixture.id(11))
    #expect(console.composer?.area.text.hasSuffix(" more") == true)
  }

  @Test func whatComesWhileWritingDoesNotDisturbIt() {
    var (console, store) = fresh()
    console.press(&store, "l")
    console.type(&store, "still here")
    console.settle(console.handle(.log(.changed([LogFixture.record(99, "kyoto1", minutesAgo: 0, "other")]))), &store)
    console.settle(console.handle(.log(.team(TeamState()))), &store)
    _ = console.handle(.tick(LogFixture.now + .seconds(5), FleetFixture.zone))
    #expect(console.composer?.area.text == "still here")
  }

  @Test func linesWithTimesAreOneEntryWhenThatIsWanted() {
    var (console, store) = fresh()
    let text = "00:10 rsync stopped\n00:20 rsync goes on"
    console.press(&store, "l")
    console.settle(console.handle(.terminal(.paste(text))), &store)
    #expect(console.composer?.preview?.lines.count == 2)
    #expect(console.screen.contains { $0.contains("o saves the text as one entry") })
    store.failure = StoreFailure(.locked, "another process writes")
    console.press(&store, "Enter", "o")
    store.failure = nil
    // What could not be saved as several is not what is tried again.
    console.press(&store, "Enter")
    #expect(store.attempts.map(\.bodies.count) == [2, 1, 1])
    #expect(Set(store.attempts.map(\.ticket)).count == 2 && console.log.attempts.isEmpty)
    #expect(added(store).last?.text.contains("00:20 rsync goes on") == true)
    #expect(console.composer == nil && store.drafts.isEmpty)
  }

  @Test func ofSeveralMaintenancesTheOwnIsJoinedElseNoneAndThatIsSaid() {
    for (owner, joins) in [("tokyo1", false), ("tokyo2", true)] {
      var store = FakeLog(LogFixture.records())
      var console = LogFixture.console(100, 30, &store)
      console.settle(console.handle(.log(.team(Self.twoWindows(owner)))), &store)
      console.press(&store, ":")
      console.type(&store, "host bm-db07")
      console.press(&store, "Enter", "l")
      let says = console.screen.contains { $0.contains("M-82, M-83 run on these hosts: the entry joins none; Alt-T") }
      #expect(says == !joins)
      console.type(&store, "step one")
      console.press(&store, "Enter")
      #expect(added(store).first?.thread == (joins ? LogFixture.id(82) : nil))
    }
  }

  @Test func anEntryAboutARoleJoinsTheMaintenanceOnItsHosts() {
    var (console, store) = fresh()
    console.press(&store, "l", "Ctrl-T", "Ctrl-U")
    console.type(&store, "@bookmark:db")
    console.press(&store, "Enter")
    console.type(&store, "step one")
    console.press(&store, "Enter")
    #expect(added(store).first?.thread == LogFixture.id(81))
  }

  /// M-82 of `owner` and the later M-83 of tokyo3, both at work on bm-db07.
  private static func twoWindows(_ owner: String) -> TeamState {
    let now = LogFixture.now
    var operations: [Operation] = []
    for (number, owner) in [(82, owner), (83, "tokyo3")] {
      var plan = WindowPlan(
        title: "work", targets: WorkTargets("bm-db07", hosts: ["bm-db07"]),
        start: now - .seconds(900 - Int64(number)), end: now + .seconds(3_600), zone: "Asia/Tokyo", owner: owner)
      plan.number = number
      let id = UInt64(number)
      let begun = WindowTransition(
        window: LogFixture.id(id), state: .inProgress, at: now - .seconds(600), hosts: ["bm-db07"])
      operations.append(LogFixture.operation(id, .windowPlan(plan), at: now - .seconds(9_000)))
      operations.append(LogFixture.operation(id * 10, .windowState(begun), at: now - .seconds(600)))
    }
    return TeamState(operations)
  }
}
