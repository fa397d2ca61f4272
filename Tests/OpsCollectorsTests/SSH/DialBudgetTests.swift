import Testing

@testable import OpsCollectors

@Suite struct DialBudgetTests {
  @Test func soManyDialAtOnceAndTheNextWaitsItsTurn() {
    var budget = DialBudget(limit: 2)
    #expect(budget.request(1, through: nil) == true)
    #expect(budget.request(2, through: nil) == true)
    #expect(budget.request(3, through: nil) == false)
    #expect(budget.request(4, through: nil) == false)
    #expect(budget.request(3, through: nil) == false)
    #expect(budget.release(1) == [3])
    #expect(budget.release(3) == [4])
    #expect(budget.release(2) == [])
    #expect(budget.count == 1)
  }

  @Test func aBusyBastionDoesNotHoldUpTheOthers() {
    var budget = DialBudget(limit: 8, bastionLimit: 2)
    #expect(budget.request(1, through: "gate") == true)
    #expect(budget.request(2, through: "gate") == true)
    #expect(budget.request(3, through: "gate") == false)
    #expect(budget.request(4, through: "other") == true)
    #expect(budget.request(5, through: nil) == true)
    #expect(budget.release(5) == [])
    #expect(budget.release(1) == [3])
  }

  @Test func whoStopsWaitingIsForgotten() {
    var budget = DialBudget(limit: 1)
    #expect(budget.request(1, through: "gate") == true)
    #expect(budget.request(2, through: nil) == false)
    #expect(budget.request(3, through: nil) == false)
    #expect(budget.release(2) == [])
    #expect(budget.release(1) == [3])
    #expect(budget.release(1) == [])
    #expect(budget.release(99) == [])
  }

  @Test func whoDialsMayAskAgain() {
    var budget = DialBudget(limit: 1)
    #expect(budget.request(1, through: "gate") == true)
    #expect(budget.request(1, through: "gate") == true)
    #expect(budget.count == 1)
    #expect(budget.release(1) == [])
    #expect(budget.count == 0)
  }

  @Test func nobodyStarvesAndTheLimitHoldsWhateverHappens() {
    var generator = SeededBytes(state: 11)
    var budget = DialBudget(limit: 16, bastionLimit: 8)
    var granted: Set<Int> = []
    for dialler in 0..<500 {
      let bastion = Bool.random(using: &generator) ? "gate\(dialler % 2)" : nil
      if budget.request(dialler, through: bastion) { granted.insert(dialler) }
    }
    var done: Set<Int> = []
    while let next = granted.subtracting(done).randomElement(using: &generator) {
      done.insert(next)
      granted.formUnion(budget.release(next))
      #expect(budget.count <= 16)
      #expect(granted.subtracting(done).count == budget.count)
    }
    #expect(done.count == 500)
  }
}
