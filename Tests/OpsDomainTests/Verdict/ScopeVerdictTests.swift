import OpsDomain
import TestSupport
import Testing

@Test("everything is asked about role by role, one host at a time; a role or host by itself")
func scopesHaveParts() {
  var desk = VerdictDesk()
  desk.hosts.lose(down: numbered("app", 1...2))
  var scope = ScopeVerdict()
  #expect(scope.word == .unknown)
  scope.update(.everything, desk.snapshot, actor: "tokyo1", asksPlans: true)
  #expect(scope.parts.map(\.role?.role) == ["proxy", "app", "db", "cache"])
  #expect(scope.parts.map(\.word) == [.ok, .no, .ok, .ok])
  #expect(scope.word == .no)
  #expect(
    scope.parts[1].reason?.message == "role bookmark:app needs 9 in service, has 9; one at a time would leave 8")
  scope.update(.service("bookmark"), desk.snapshot, actor: "tokyo1", asksPlans: true)
  #expect(scope.parts.count == 4)
  scope.update(.host("bm-db07"), desk.snapshot, actor: "tokyo1", asksPlans: true)
  #expect(scope.parts.map(\.role) == [nil] && scope.word == .ok)
  let alone = VerdictDesk(.of(Host(id: "one")))
  scope.update(.everything, alone.snapshot, actor: "tokyo1", asksPlans: true)
  #expect(scope.parts.count == 1 && scope.word == .ok)
}

@Test("plans are asked about again only when that is wanted; what is measured each time")
func plansAreKept() {
  var desk = VerdictDesk()
  var scope = ScopeVerdict()
  scope.update(.everything, desk.snapshot, actor: "tokyo1", asksPlans: true)
  desk.freeze(WorkTargets(""), from: .seconds(-60), to: .seconds(3600))
  desk.hosts.lose(down: numbered("app", 1...3))
  scope.update(.everything, desk.snapshot, actor: "tokyo1", asksPlans: false)
  #expect(scope.parts.map(\.word) == [.ok, .no, .ok, .ok])
  scope.update(.everything, desk.snapshot, actor: "tokyo1", asksPlans: true)
  #expect(scope.parts.allSatisfy { $0.word == .no })
  // Another scope has other plans, whatever is wanted.
  scope.update(.role(.database), desk.snapshot, actor: "tokyo1", asksPlans: false)
  #expect(scope.parts.first?.reason?.code == .freezeActive)
}

@Test("the verdict of a role's part is that of the role")
func partsAgreeWithVerdicts() throws {
  for seed in 0..<20 {
    var random = SeededRandom(seed: UInt64(seed))
    let loads = Dictionary(
      uniqueKeysWithValues: Inventory.bookmark.hosts.map { ($0.id, Bool.random(using: &random) ? 1.6 : 80) })
    let desk = VerdictDesk(loads: loads)
    var scope = ScopeVerdict()
    scope.update(.everything, desk.snapshot, actor: "tokyo1", asksPlans: true)
    for part in scope.parts {
      let role = try #require(part.role)
      #expect(desk.ask(role.description).word == part.word)
    }
  }
}
