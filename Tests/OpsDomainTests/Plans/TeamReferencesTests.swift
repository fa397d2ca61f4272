import OpsDomain
import TestSupport
import Testing

@Suite("how people call what is planned") struct TeamReferencesTests {
  @Test func windowsAreFoundByNumberIdentityAndItsBeginning() {
    var script = OperationScript()
    let id = script.plan()
    script.now = script.now + .seconds(86_400 * 400)
    let other = script.plan { $0.number = 8 }
    let team = script.team
    for text in ["M-81", "m-81", "m81", "81", " 81 ", id.description, id.description.lowercased(), "M-\(id)"] {
      #expect(team.window(reference: text)?.id == id, "\(text)")
    }
    #expect(team.window(reference: String(id.description.prefix(12)))?.id == id)
    #expect(team.window(reference: "8")?.id == other)
    for text in ["", "M-", "M-9", "9", "R-81", "-81", "M--81", "M-81-ZZZZ", "x", String(repeating: "8", count: 100)] {
      #expect(team.window(reference: text) == nil, "\(text)")
    }
    #expect(team.reference(of: id) == "M-81")
    #expect(team.reference(of: OperationID(high: 9, low: 9)) == nil)
  }

  @Test("the same number given twice before two consoles met stays two things") func doubledNumbersAreToldApart() throws
  {
    var script = OperationScript()
    let ids = [script.plan(by: "naoya"), script.plan(by: "hatta")]
    let team = script.team
    #expect(team.window(reference: "M-81") == nil)
    guard case .several(let both) = team.find(window: "M-81") else { throw NotSeveral() }
    #expect(both.map(\.id) == ids)
    for id in ids {
      let reference = try #require(team.reference(of: id))
      #expect(reference.hasPrefix("M-81-"))
      #expect(team.window(reference: reference)?.id == id)
    }
  }

  @Test func freezesHoldsAndRequestsHaveTheirLetters() {
    var script = OperationScript()
    let targets = WorkTargets("a", hosts: ["a"])
    var freeze = FreezePlan(
      targets: targets, start: script.now, end: script.now + .seconds(60), reason: "r", owner: "naoya")
    freeze.number = 3
    var hold = HoldPlan(targets: targets, reason: "r", owner: "naoya", since: script.now)
    hold.number = 5
    var request = RequestPlan(to: .person("naoya"), subject: "s")
    request.number = 12
    let ids = (
      script.record(.freezeSet(freeze)), script.record(.holdSet(hold)), script.record(.requestSend(request))
    )
    let team = script.team
    #expect(team.freeze(reference: "F-3")?.id == ids.0)
    #expect(team.hold(reference: "h5")?.id == ids.1)
    #expect(team.request(reference: "12")?.id == ids.2)
    #expect(team.hold(reference: "F-5") == nil)
    #expect(
      team.reference(of: ids.0) == "F-3" && team.reference(of: ids.1) == "H-5" && team.reference(of: ids.2) == "R-12")
  }

  private struct NotSeveral: Error {}
}
