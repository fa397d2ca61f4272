import Testing

@testable import OpsIRC

@Test("five messages go at once, then one every two seconds")
func floodControlLetsFiveGo() {
  var flood = FloodControl()
  let moments: [Int64] = [1_000, 1_000, 1_000, 1_000, 1_000, 1_000, 2_999, 3_000, 3_000]
  #expect(moments.map { flood.allows(at: $0) } == [true, true, true, true, true, false, false, true, false])
  #expect(flood.wait(at: 3_000) == 2_000)
}

@Test("after a silence of ten seconds five messages go again, not more")
func floodControlForgets() {
  var flood = FloodControl()
  #expect((1...9).count { _ in flood.allows(at: 0) } == 5)
  #expect((1...9).count { _ in flood.allows(at: 1_000_000) } == 5)
}

@Test("what was refused costs nothing")
func refusalIsFree() {
  var flood = FloodControl()
  #expect((1...100).count { _ in flood.allows(at: 500) } == 5)
  #expect(flood.wait(at: 500) == 2_000)
}

@Test("a budget takes so many at once and so many a second")
func budgetTakes() {
  var budget = IntakeBudget(perSecond: 100, atOnce: 200)
  #expect((1...1_000).count { _ in budget.takes(at: 5) } == 200)
  #expect((1...1_000).count { _ in budget.takes(at: 15) } == 1)
  #expect((1...1_000).count { _ in budget.takes(at: 1_015) } == 100)
  #expect((1...1_000).count { _ in budget.takes(at: 100_000) } == 200)
}

@Test("a clock that goes back or leaps harms no budget")
func budgetOnBadClocks() {
  var budget = IntakeBudget(perSecond: 100, atOnce: 1)
  let moments: [Int64] = [1_000, -5_000, .max - 10_000, .min]
  #expect(moments.map { budget.takes(at: $0) } == [true, false, true, false])
  let later: [Int64] = [0, 3_600_000]
  #expect(later.map { budget.takes(at: $0) } == [false, true])
}
