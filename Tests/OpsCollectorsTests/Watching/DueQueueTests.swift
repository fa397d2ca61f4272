import Testing

@testable import OpsCollectors

@Test(arguments: [1 as UInt64, 2, 3])
func theQueueGivesKeysInOrderWhateverWasMovedAndRemoved(seed: UInt64) {
  let keyCount = 300
  var queue = DueQueue(keyCount: keyCount)
  var plain: [Int: Int] = [:]
  var chance = seed
  for _ in 0..<3_000 {
    chance = StableHash.mix(chance)
    let key = Int(chance % UInt64(keyCount))
    if chance >> 40 & 3 == 0 {
      queue.remove(key)
      plain[key] = nil
    } else {
      let due = Int(chance >> 20 & 1023)
      queue.set(key, due: due)
      plain[key] = due
    }
    #expect(queue.count == plain.count)
  }
  let expected = plain.sorted { ($0.value, $0.key) < ($1.value, $1.key) }.map(\.key)
  var given: [Int] = []
  while let key = queue.popFirst(dueBy: .max) { given.append(key) }
  #expect(given == expected)
}

@Test func theQueueKeepsWhatIsNotDue() {
  var queue = DueQueue(keyCount: 2)
  queue.set(1, due: 10)
  #expect(queue.popFirst(dueBy: 9) == nil)
  #expect(queue.due(of: 1) == 10)
  #expect(queue.due(of: 0) == nil)
  #expect(queue.popFirst(dueBy: 10) == 1)
  #expect(queue.first == nil)
}

@Test func theHashOfANameNeverChanges() {
  // SplitMix64 of seed 0 begins with this number.
  #expect(StableHash.mix(0) == 0xe220_a839_7b1d_cdaf)
  #expect(StableHash.of("bm-db07") == 0x86b1_1ae7_bf21_2121)
  #expect(StableHash.of("bm-db07") != StableHash.of("bm-db08"))
}
