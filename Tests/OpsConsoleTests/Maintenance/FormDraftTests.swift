import OpsDomain
import OpsScreen
import Testing

@testable import OpsConsole

/// What was typed or edited outlives leaving, failing and crashing.
@Suite struct FormDraftTests {
  private static let digest = "form:publish:2026-08-20"

  @Test func whatIsTypedIsKeptBeforeTheFormIsLeft() {
    var desk = PlanDesk(120, 40, [])
    desk.press("m", "p")
    #expect(desk.store.drafts.isEmpty)
    desk.type("half")
    #expect(desk.store.drafts["form:plan"]?.contains("title=half") == true)
    desk.press("Ctrl-U")
    #expect(desk.store.drafts.isEmpty, "nothing is left to keep")
  }

  @Test func aDraftThatWaitsIsNotWrittenOver() {
    var desk = PlanDesk(120, 40, [])
    desk.press("m", "p")
    desk.type("first")
    desk.press("Esc", "m", "p")
    #expect(desk.console.form?[.title] == "")
    desk.type("second")
    desk.press("Esc")
    #expect(desk.store.drafts.values.contains { $0.contains("title=first") })
    #expect(desk.store.drafts.values.contains { $0.contains("title=second") })
    desk.press("m", "d", "2")
    #expect(desk.console.form?[.title] == "second")
    desk.press("Tab")
    desk.type("14:00-15:00")
    desk.press("Tab", "Ctrl-U")
    desk.type("bm-db01")
    desk.press("Ctrl-S")
    #expect(desk.team.windows.map(\.plan.title) == ["second"])
    #expect(desk.store.drafts.keys.sorted() == ["form:plan"])
  }

  @Test("drafts of all kinds are offered, whatever is selected", arguments: ["h", "z", "r"])
  func draftsOfAllKindsAreOffered(key: String) {
    var desk = PlanDesk(120, 40, [])
    desk.press("m", key)
    desk.type("half")
    let task = desk.console.form?.task
    desk.press("Esc", "m", "d")
    #expect(desk.console.form?.task == task)
    #expect(desk.console.form?.fields.first?.value == "half")
  }

  @Test func aRequestThatWaitsStaysAboutItsWindow() {
    var desk = PlanDesk(160, 40)
    desk.press("6", "*")
    desk.type("M-82")
    desk.press("Enter", "m", "r")
    desk.type("kyoto1")
    desk.press("Esc", "1", "m", "d")
    #expect(desk.console.form?.task == .request(about: LogFixture.id(82)))
    #expect(desk.console.form?[.to] == "kyoto1")
  }

  @Test func aPlanWhoseSavingFailsAfterItWasLeftIsKept() throws {
    var desk = PlanDesk(120, 40, [])
    desk.press("m", "p")
    desk.type("x")
    desk.press("Tab")
    desk.type("14:00-15:00")
    desk.press("Tab", "Ctrl-U")
    desk.type("bm-db01")
    let effects = desk.console.handle(.terminal(.key(try #require(Key(named: "Ctrl-S")))))
    let ticket = effects.compactMap { effect -> Int? in
      if case .log(.append(_, let ticket)) = effect { ticket } else { nil }
    }.first
    _ = desk.console.handle(.terminal(.key(try #require(Key(named: "Esc")))))
    #expect(desk.console.form == nil)
    let failure = StoreFailure(.diskFull, "the disk is full", isTemporary: true)
    _ = desk.console.handle(.log(.failed(failure, ticket: try #require(ticket))))
    #expect(desk.shows("not saved: the disk is full; it is kept as a draft"))
    desk.press("m", "d", "Ctrl-S")
    #expect(desk.team.windows.map(\.plan.title) == ["x"])
    #expect(desk.store.attempts.last?.ticket == ticket, "the same acts are not doubled")
    #expect(desk.console.log.drafts.isEmpty)
  }

  @Test func anEditedDigestOutlivesLeavingAndFailing() throws {
    var desk = PlanDesk(160, 50)
    desk.store.edited = { $0 + "\nStand-up is at ten." }
    desk.press("D", "e", "Esc")
    #expect(desk.store.drafts[Self.digest]?.hasSuffix("Stand-up is at ten.") == true)
    desk.store.edited = { $0 + "\nAnd lunch at noon." }
    desk.store.failure = StoreFailure(.diskFull, "the disk is full", isTemporary: true)
    desk.press("e", "Enter", "Esc")
    desk.store.failure = nil
    desk.press("m", "d", "Enter")
    let published = try #require(desk.team.digests["2026-08-20"])
    #expect(published.text.hasSuffix("Stand-up is at ten.\nAnd lunch at noon."))
    #expect(desk.store.drafts.isEmpty)
  }

  @Test func anEditedProcedureIsADraftUntilItIsRecorded() throws {
    var desk = PlanDesk(160, 40)
    let long = String(repeating: "x", count: Entry.textMax + 1)
    desk.store.edited = { _ in long }
    desk.press("6", "*")
    desk.type("M-77")
    desk.press("Enter", "m", "f", "Enter")
    let context = "procedure:\(LogFixture.id(77))"
    #expect(desk.store.drafts[context] == long)
    desk.store.edited = { _ in "swapped the disk" }
    desk.store.failure = StoreFailure(.diskFull, "the disk is full", isTemporary: true)
    desk.press("L")
    #expect(desk.shows("the procedure is not saved: the disk is full"))
    #expect(desk.store.drafts[context] == "swapped the disk")
    desk.store.failure = nil
    desk.store.edited = { _ in nil }
    desk.press("L")
    let report = try #require(desk.store.records.last { $0.entry.kind == .report })
    #expect(report.entry.text == "swapped the disk")
    #expect(report.entry.thread == LogFixture.id(77))
    #expect(desk.store.drafts.isEmpty)
    #expect(!desk.console.log.attempts.values.contains { $0.failure != nil })
  }
}
