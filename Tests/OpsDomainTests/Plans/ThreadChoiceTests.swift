import OpsDomain
import TestSupport
import Testing

@Suite("which maintenance an entry joins") struct ThreadChoiceTests {
  static let roles = [
    RoleSpecification(id: RoleID(service: "bookmark", role: "db"), hosts: ["bm-db07", "bm-db08"]),
    RoleSpecification(id: RoleID(service: "bookmark", role: "app"), hosts: ["bm-app01"]),
  ]

  /// Two windows that run: M-81 of naoya on bm-db07, M-82 of hatta and shinji on bm-db07 and, found when it began, bm-db08.
  static func team() -> (script: OperationScript, first: OperationID, second: OperationID) {
    var script = OperationScript()
    let first = script.plan()
    let second = script.plan(by: "hatta") {
      $0.number = 82
      $0.crew = ["shinji"]
    }
    script.step(first, .inProgress)
    script.step(second, .inProgress, by: "hatta", hosts: ["bm-db07", "bm-db08"])
    return (script, first, second)
  }

  func choice(_ script: OperationScript, _ targets: [EntryTarget], by account: String = "jkondo") -> ThreadChoice {
    script.team.threadChoice(of: targets, by: Author(account), at: script.now, roles: Self.roles)
  }

  @Test(arguments: [
    EntryTarget(.host, "bm-db07"), EntryTarget(.role, "bookmark:db"), EntryTarget(.service, "bookmark"),
  ])
  func theOnlyOneThatRunsThereIsMeant(target: EntryTarget) {
    var script = OperationScript()
    let id = script.plan()
    #expect(choice(script, [target]).window == nil, "it has not begun")
    script.step(id, .inProgress)
    #expect(choice(script, [target]).window?.id == id)
    #expect(choice(script, [target]).notice == nil)
    script.now = script.now + .seconds(86_400)
    #expect(choice(script, [target]).window?.id == id, "past its end it still runs")
    script.step(id, .done)
    #expect(choice(script, [target]).running.isEmpty)
  }

  @Test(arguments: [
    [], [EntryTarget(.host, "bm-app01")], [EntryTarget(.role, "bookmark:app")], [EntryTarget(.service, "diary")],
    [EntryTarget(.host, "bm-app01", roleThen: "bookmark:db")],
  ])
  func whatIsAboutOtherHostsJoinsNone(targets: [EntryTarget]) {
    let choice = choice(Self.team().script, targets)
    #expect(choice.running.isEmpty && choice.window == nil)
    #expect(choice.notice == nil)
  }

  @Test func hostsAreThoseOfTheBeginning() {
    let (script, _, second) = Self.team()
    #expect(choice(script, [EntryTarget(.host, "bm-db08")]).window?.id == second)
  }

  @Test func ofSeveralTheAuthorsOwnIsMeantElseNone() {
    let (script, first, second) = Self.team()
    let target = EntryTarget(.host, "bm-db07")
    #expect(choice(script, [target], by: "naoya").window?.id == first)
    #expect(choice(script, [target], by: "shinji").window?.id == second)
    let none = choice(script, [target])
    #expect(none.window == nil && none.running.map(\.id) == [second, first])
    #expect(none.notice == "M-81, M-82 run on these hosts: the entry joins none")
    let other = script.team.threadChoice(
      of: [target], by: Author("bot", onBehalfOf: "hatta"), at: script.now, roles: Self.roles)
    #expect(other.window?.id == second)
  }

  @Test func whoTakesPartInBothIsAsked() {
    var (script, first, _) = Self.team()
    script.change(first) { $0.crew = ["shinji"] }
    #expect(choice(script, [EntryTarget(.host, "bm-db07")], by: "shinji").notice != nil)
  }

  @Test func aWindowPlannedWithoutHostsCoversItsRoles() {
    var script = OperationScript()
    let id = script.plan { $0.targets = WorkTargets("@bookmark:db", roles: ["bookmark:db"]) }
    script.step(id, .inProgress)
    #expect(choice(script, [EntryTarget(.host, "bm-db08")]).window?.id == id)
    #expect(choice(script, [EntryTarget(.host, "bm-app01")]).window == nil)
  }
}
