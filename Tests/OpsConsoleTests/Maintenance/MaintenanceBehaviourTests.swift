import OpsDomain
import OpsScreen
import Testing

@testable import OpsConsole

/// Maintenance as scripts of keys.
@Suite struct MaintenanceBehaviourTests {
  @Test func aWindowIsPlannedWithATitleATimeAndTwoEnters() throws {
    var desk = PlanDesk(160, 40, [])
    desk.press("Space", "m", "p")
    desk.type("move the backup")
    desk.press("Enter")
    desk.type("14:00-16:00")
    #expect(desk.shows("Thu 20 Aug 14:00–16:00 JST (2 h)"))
    #expect(desk.shows("plans it on 1 host: bm-db09"))
    desk.press("Enter")
    let window = try #require(desk.team.windows.first)
    #expect(window.plan.title == "move the backup")
    #expect(window.plan.targets.hosts == ["bm-db09"])
    #expect(window.plan.start == PlanFixture.at(14))
    #expect(window.plan.end == PlanFixture.at(16))
    #expect(window.plan.zone == "Asia/Tokyo")
    #expect(window.plan.owner == "tokyo2")
    #expect(desk.console.form == nil)
    #expect(desk.shows("saved: M-90 planned"))
  }

  @Test func workInHandIsShownAndWhatIsOverdueSaysSo() {
    func work(_ number: Int, _ host: String, _ begun: Timestamp, until lease: Timestamp) -> OpsDomain.Operation {
      var plan = ReservationPlan(
        targets: PlanFixture.targets(host, host), action: .reboot, owner: "kyoto1", begun: begun, leaseExpires: lease,
        reason: "new kernel")
      plan.number = number
      return PlanFixture.operation(UInt64(60_000 + number), .reserveBegin(plan), by: "kyoto1", at: begun)
    }
    let (early, late) = (PlanFixture.at(11), PlanFixture.at(12))
    var desk = PlanDesk(
      160, 40,
      [
        work(7, "bm-db04", late, until: PlanFixture.at(12, 30)),
        work(8, "bm-db05", early, until: PlanFixture.at(11, 15)),
      ])
    desk.press("6")
    #expect(desk.shows("1 overdue") && desk.shows("1 in hand"))
    #expect(desk.screen.contains { $0.contains("W-7") && $0.contains("reboot") && $0.contains("26 min left") })
    #expect(desk.screen.contains { $0.contains("W-8") && $0.contains("overdue") && $0.contains("48 min over") })
    #expect(desk.console.fleet["bm-db04"]?.host.status == .maintenance)
    #expect(desk.console.fleet["bm-db05"]?.host.status == .working, "its lease is over")
  }

  @Test func whatIsMissingIsSaidAtTheFieldAndNothingIsRecorded() {
    var desk = PlanDesk(120, 40, [])
    desk.press("m", "p", "Ctrl-S")
    #expect(desk.store.attempts.isEmpty)
    desk.type("x")
    desk.press("Tab")
    desk.type("half past nine")
    #expect(desk.console.form?.review.problems[.when] != nil)
    desk.press("Enter")
    #expect(desk.store.attempts.isEmpty)
    #expect(desk.console.form?.current?.id == .when, "\(desk.console.form?.current?.id.rawValue ?? "")")
  }

  @Test func hostsAreResolvedWhileTheyAreTyped() {
    var desk = PlanDesk(120, 40, [])
    desk.press("m", "p", "Tab", "Tab", "Ctrl-U")
    desk.type("@bookmark:d")
    desk.press("Tab")
    #expect(desk.console.form?[.targets] == "@bookmark:db")
    #expect(desk.shows("24 hosts: bm-db[01-24]"))
    desk.type("!bm-db9")
    #expect(desk.shows("did you mean"))
  }

  @Test func overlapsFreezesAndHoldsAreWarnedOfBeforeSaving() {
    var desk = PlanDesk(160, 40)
    desk.press("m", "p", "Tab")
    desk.type("13:00-15:00")
    desk.press("Tab", "Ctrl-U")
    desk.type("bm-db[03,07]")
    #expect(desk.shows("overlaps M-81 by tokyo2"))
    #expect(desk.shows("held by kyoto1"))
    desk.press("Shift-Tab", "Ctrl-U")
    desk.type("sat 10:00 for 2h")
    desk.press("Tab", "Ctrl-U")
    desk.type("bm-cache01")
    #expect(desk.shows("frozen by F-3"))
  }

  @Test func aFormThatIsLeftIsKept() {
    var desk = PlanDesk(120, 40, [])
    desk.press("m", "p")
    desk.type("half a plan")
    desk.press("Esc")
    #expect(desk.console.form == nil)
    #expect(desk.store.drafts["form:plan"]?.contains("title=half a plan") == true)
    desk.press("m", "d")
    #expect(desk.console.form?[.title] == "half a plan")
    desk.press("Tab")
    desk.type("14:00-15:00")
    desk.press("Tab", "Ctrl-U")
    desk.type("bm-db01")
    desk.press("Ctrl-S")
    #expect(desk.team.windows.count == 1)
    #expect(desk.store.drafts["form:plan"] == nil)
  }

  @Test func theEditorWritesLongFields() {
    var desk = PlanDesk(120, 40, [])
    desk.store.edited = { _ in "first\nsecond\n" }
    desk.press("m", "p", "Tab", "Tab", "Tab", "Ctrl-X", "Ctrl-E")
    #expect(desk.console.form?[.purpose] == "first\nsecond")
    #expect(desk.shows("(3 lines)") || desk.shows("(2 lines)"))
  }

  @Test func whatCannotBeSavedStaysAndIsTriedAgainWithItsTicket() {
    var desk = PlanDesk(120, 40, [])
    desk.store.failure = StoreFailure(.diskFull, "the disk is full", isTemporary: true)
    desk.press("Space", "m", "p")
    desk.type("x")
    desk.press("Tab")
    desk.type("14:00-15:00")
    desk.press("Enter")
    #expect(desk.shows("not saved: the disk is full"))
    #expect(desk.console.form != nil)
    desk.store.failure = nil
    desk.press("Enter")
    #expect(desk.console.form == nil)
    #expect(desk.store.attempts.count == 2)
    #expect(desk.store.attempts[0].ticket == desk.store.attempts[1].ticket)
    #expect(desk.store.attempts[0].bodies == desk.store.attempts[1].bodies)
  }

  @Test func workIsBegunExtendedVerifiedAndFinishedWithItsProcedure() throws {
    var desk = PlanDesk(160, 40)
    desk.press("6")
    // M-82 comes at 15:00 on the proxies.
    desk.press("*")
    desk.type("M-82")
    desk.press("Enter", "m", "s")
    #expect(desk.shows("begins M-82 on 3 hosts: bm-proxy[01-03]"))
    #expect(desk.shows("it is planned in"))
    desk.press("Enter")
    #expect(desk.team.window(LogFixture.id(82))?.isRunning(at: desk.console.now) == true)
    #expect(desk.console.fleet["bm-proxy02"]?.host.status == .maintenance)
    #expect(desk.lastBodies.contains { if case .entryAdd(let entry) = $0 { entry.kind == .start } else { false } })

    desk.press("m", "x", "Ctrl-U")
    desk.type("+1h")
    desk.press("Enter")
    #expect(desk.team.window(LogFixture.id(82))?.plan.end == PlanFixture.at(17))
    desk.press("m", "v", "Enter")
    #expect(desk.team.window(LogFixture.id(82))?.recorded == .verifying)

    desk.store.edited = { $0 + "\nAdded by hand.\n" }
    desk.press("m", "f")
    desk.type("all three are on 6.1.140")
    desk.press("Enter")
    #expect(desk.team.window(LogFixture.id(82))?.recorded == .done)
    let report = try #require(desk.store.records.last { $0.entry.kind == .report })
    #expect(report.entry.thread == LogFixture.id(82))
    #expect(report.entry.text.hasSuffix("Added by hand.\n"))
    #expect(report.entry.result == .ok)
    #expect(desk.shows("saved: the procedure of M-82"))
  }

  @Test func aRunningHostOffersItsWindow() {
    var desk = PlanDesk(160, 40)
    desk.press(":")
    desk.type("host bm-db07")
    desk.press("Enter", "m")
    #expect(desk.shows("finish M-81"))
    desk.press("x")
    #expect(desk.console.form?.task == .extend(LogFixture.id(81)))
    desk.press("Esc", "m", "b", "Enter")
    #expect(desk.console.form != nil, "to abort a reason is required")
    desk.type("the new disk is broken too")
    desk.press("Enter")
    #expect(desk.team.window(LogFixture.id(81))?.recorded == .aborted)
  }

  @Test func scopeOfRunningWorkIsNotChanged() {
    var desk = PlanDesk(160, 40)
    desk.press("6", "j", "e", "Tab", "Tab", "Ctrl-U")
    desk.type("bm-db08")
    desk.press("Ctrl-S")
    #expect(desk.console.form?.review.problems[.targets]?.contains("has begun") == true)
    #expect(desk.store.attempts.isEmpty)
  }

  @Test func oneOccurrenceIsCancelled() {
    var desk = PlanDesk(160, 40)
    desk.press("6", "*")
    desk.type("weekly")
    desk.press("Enter", "n", "m", "c")
    desk.type("holiday")
    desk.press("Enter")
    guard case .windowState(let step)? = desk.lastBodies.last else {
      Issue.record("nothing recorded")
      return
    }
    #expect(step.state == .cancelled)
    #expect(step.occurrence != nil)
  }

  @Test func freezeHoldAndStatusAreSetAndCleared() throws {
    var desk = PlanDesk(160, 40, [])
    desk.press(":")
    desk.type("freeze")
    desk.press("Enter")
    desk.type("year end")
    desk.press("Tab")
    desk.type("2026-12-26 18:00 to 2027-01-04 09:00")
    #expect(desk.shows("freezes everything"))
    desk.press("Enter")
    #expect(desk.team.freezes.first?.plan.targets.text == "")
    desk.press(":")
    desk.type("hold bm-db01")
    desk.press("Enter")
    desk.type("rebuild")
    desk.press("Enter")
    let hold = try #require(desk.team.holds.first)
    #expect(hold.plan.targets.hosts == ["bm-db01"])
    desk.press("6", "G", "m", "c", "Enter")
    #expect(desk.team.activeHolds(at: desk.console.now).isEmpty)
    desk.press(":")
    desk.type("status bm-db02")
    desk.press("Enter", "Tab")
    desk.type("s")
    desk.press("Enter")
    #expect(desk.console.fleet["bm-db02"]?.host.status == .standby)
    #expect(desk.console.fleet["bm-db02"]?.declaredStatus == .working)
  }

  @Test func readOnlyRecordsNothing() {
    var settings = PlanFixture.settings()
    settings.readOnly = true
    var desk = PlanDesk(120, 30, settings: settings)
    desk.press("6", "j", "m", "f", "a", "e")
    desk.press("7", "a", "c", "n")
    #expect(desk.console.form == nil)
    #expect(desk.store.attempts.isEmpty)
  }

  @Test func headingsAreNeverSelected() {
    var desk = PlanDesk(100, 20)
    for pane in ["6", "7", "D"] {
      desk.press(pane)
      for key in ["j", "j", "j", "k", "G", "k", "g", "PgDn", "j", "PgUp", "k", "k"] {
        desk.press(key)
        let id = desk.console.currentPane
        if let list = desk.console.panes[id] as? any SectionedPane {
          #expect(!list.selectsHeading, "\(pane) \(key)")
        }
      }
    }
  }
}

/// Statuses laid over hosts, silence, answers, nagging.
@Suite struct StatusOverlayTests {
  @Test func runningWorkSilencesItsHostsAndSaysWhy() {
    var desk = PlanDesk(160, 40)
    #expect(desk.console.fleet["bm-db07"]?.host.status == .maintenance)
    #expect(desk.shows("in M-81 until 14:00 (tokyo2)"))
    #expect(!desk.console.fleet.problems.contains { $0.host == "bm-db07" })
    desk.press("3")
    #expect(desk.shows("silent, in M-81 until 14:00 (tokyo2): load5"))
  }

  @Test func aHostComesBackAfterGoodReadingsOnly() {
    var desk = PlanDesk(160, 40)
    desk.press("6", "*")
    desk.type("M-77")
    desk.press("Enter", "m", "f", "Enter")
    let host: HostID = "bm-batch01"
    #expect(desk.console.fleet[host]?.host.status == .maintenance)
    #expect(desk.console.fleet[host]?.overlay?.isReleasing == true)
    for reading in 1...3 {
      #expect(desk.console.fleet[host]?.host.status == .maintenance, "\(reading)")
      desk.tick(15)
      var sample = Sample(takenAt: desk.console.now, source: .ssh)
      sample.load = LoadAverage(one: 0.1, five: 0.1, fifteen: 0.1)
      sample.cores = 16
      _ = desk.console.handle(.observed(.sampled(host, sample)))
    }
    #expect(desk.console.fleet[host]?.host.status == .working)
    desk.tick(60)
    #expect(desk.console.fleet[host]?.host.status == .working, "what health has answered does not come back")
  }

  @Test func workPastItsEndNags() {
    var desk = PlanDesk(160, 40)
    #expect(desk.screen[0].contains("1 window past its end"))
    desk.press("3")
    #expect(desk.shows("M-77"))
    #expect(desk.shows("33 min past its end at 11:30"))
    desk.press("*")
    desk.type("M-77")
    desk.press("Enter", "Enter")
    #expect(desk.console.currentPane == .maintenance)
    #expect(desk.shows("over since 11:30"))
  }

  @Test func anAcknowledgedFindingSaysWhoAndUntilAndExpires() {
    var desk = PlanDesk(160, 40)
    desk.press("3", "*")
    desk.type("bm-app03")
    desk.press("Enter", "a")
    desk.type("cleaning up")
    desk.press("Tab")
    desk.type("12:10")
    desk.press("Enter")
    #expect(desk.shows("tokyo2 until 12:10, cleaning up: load5"))
    desk.press("a")
    #expect(desk.shows("acknowledged by tokyo2 already"))
    desk.tick(600)
    #expect(!desk.shows("cleaning up"))
  }

  @Test func theInventoryStaysAsItIs() {
    var desk = PlanDesk(160, 40)
    _ = desk.console.handle(.inventory(FleetFixture.inventory()))
    #expect(desk.console.inventory["bm-db07"]?.status == .working)
    #expect(desk.console.fleet["bm-db07"]?.host.status == .maintenance)
    desk.hear(
      .windowState(
        WindowTransition(window: LogFixture.id(81), state: .aborted, at: desk.console.now, reason: "x")), by: "tokyo2")
    desk.tick(90_000)
    #expect(desk.console.fleet["bm-db07"]?.host.status == .working, "after a day it alarms whatever its health")
  }
}
