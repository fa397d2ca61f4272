import OpsDomain
import TestSupport
import Testing

/// Pasts of which it is known when they end: the answer lies within the range, or there is none.
@Suite("when something will be full") struct OutlookTests {
  @Test(
    "what fills evenly is full when it is full, from hours to months",
    arguments: [(0.5, 2.5), (1, 0.9), (3, 0.2), (8, 0.05), (20, 0.02), (90, 0.0095), (90, 0.008)], [UInt64(1), 2, 3])
  func linear(known: (days: Double, perDay: Double), seed: UInt64) throws {
    let left = 0.3
    let first = left + known.days * known.perDay
    let past = Past.linear(days: known.days, from: min(first, 1), perDay: known.perDay, seed: seed)
    guard first <= 1 else { return }
    let truth = (past.left.last ?? 0) / known.perDay
    let fill = try #require(past.outlook.forecast, "\(past.outlook)")
    #expect(fill.earliest <= truth && truth <= fill.latest, "\(fill) but \(truth)")
    #expect(fill.latest / fill.earliest < 1.6, "\(fill)")
  }

  @Test("a sawtooth that gets no worse is none", arguments: [UInt64(1), 2, 3, 4])
  func sawtooth(seed: UInt64) {
    let past = Past.sawtooth(days: 30.9, from: 0.6, height: 0.4, seed: seed)
    guard case .none(.recovers(let times)) = past.outlook else { return #expect(Bool(false), "\(past.outlook)") }
    #expect(times >= 5)
    #expect(past.forecast().spaceIncident == nil)
  }

  @Test("growth beneath a nightly rotation is seen by the lows", arguments: [UInt64(1), 2, 3])
  func growingSawtooth(seed: UInt64) throws {
    let past = Past.sawtooth(days: 40.9, from: 0.9, height: 0.1, growth: 0.012, seed: seed)
    let fill = try #require(past.outlook.forecast, "\(past.outlook)")
    // The lows sink by the growth; the night in which they reach nothing.
    let truth = (past.left.suffix(1500).min() ?? 0) / 0.012
    #expect(fill.recoveries >= 5)
    #expect(fill.earliest - 1 <= truth && truth <= fill.latest + 1, "\(fill) but \(truth)")
  }

  @Test("one large file says nothing of the days to come") func step() {
    var dice = EvenDice(7)
    let past = Past(days: 20, from: 0.5) { minute, _ in
      (18 * 1440..<18 * 1440 + 40).contains(minute) ? -0.2 / 40 : 0.000_01 * dice.next()
    }
    #expect(past.outlook.forecast == nil, "\(past.outlook)")
    #expect(past.forecast().spaceIncident == nil)
  }

  @Test("an hour after a large file there is no alarm, however little is left") func stepJustNow() {
    for minutes in [10, 45, 60, 90, 180, 300] {
      let end = 8 * 1440
      let past = Past(days: 8, from: 0.3) { minute, _ in
        (end - minutes - 20..<end - minutes).contains(minute) ? -0.2 / 20 : minute % 2 == 0 ? 1e-6 : -1e-6
      }
      #expect(past.forecast().spaceIncident == nil, "\(minutes) minutes after")
    }
  }

  @Test("a dump that is kept every night is growth") func staircase() throws {
    let past = Past(days: 60, from: 0.9) { minute, _ in (180..<200).contains(minute % 1440) ? -0.01 / 20 : 0 }
    let fill = try #require(past.outlook.forecast, "\(past.outlook)")
    let truth = (past.left.last ?? 0) / 0.01
    #expect(fill.earliest <= truth && truth <= fill.latest + 1, "\(fill) but \(truth)")
  }

  @Test("a deletion takes nothing from the pace") func deletion() throws {
    let past = Past(days: 20, from: 0.6) { minute, _ in minute == 16 * 1440 ? 0.3 : -0.02 / 1440 }
    let fill = try #require(past.outlook.forecast, "\(past.outlook)")
    let truth = (past.left.last ?? 0) / 0.02
    #expect(fill.earliest <= truth && truth <= fill.latest, "\(fill) but \(truth)")
  }

  @Test("what empties, what stands still and what only trembles is never full") func nothing() {
    let emptying = Past.linear(days: 30, from: 0.1, perDay: -0.02)
    #expect(emptying.outlook == .none(.shrinking))
    #expect(Past(days: 30, from: 0.4) { _, _ in 0 }.outlook == .none(.flat))
    for seed in 1...4 as ClosedRange<UInt64> {
      var dice = EvenDice(seed)
      var off = 0.0
      let trembling = Past(days: 30, from: 0.4) { _, _ in
        let before = off
        off = 0.95 * off + 0.01 * dice.next()
        return off - before
      }
      #expect(trembling.forecast().spaceIncident == nil, "seed \(seed)")
      #expect(trembling.outlook.forecast?.middle ?? 365 > 30, "seed \(seed): \(trembling.outlook)")
    }
  }

  @Test("noise on a line widens the range and keeps the truth within") func noisyLine() throws {
    for seed in 1...5 as ClosedRange<UInt64> {
      var dice = EvenDice(seed)
      var off = 0.0
      let past = Past(days: 40, from: 0.9) { _, _ in
        let before = off
        off = 0.9 * off + 0.006 * dice.next()
        return -0.015 / 1440 + off - before
      }
      let fill = try #require(past.outlook.forecast, "seed \(seed): \(past.outlook)")
      #expect(fill.earliest <= 20 && 20 <= fill.latest, "seed \(seed): \(fill)")
    }
  }

  @Test("two hours are too little, and so is nothing") func young() {
    let young = Past.linear(days: 2.0 / 24, from: 0.3, perDay: 2)
    #expect(young.outlook == .none(.tooLittleData(.seconds(7140))))
    #expect(young.outlook.sentence == "no forecast yet: known for 1 h 59 min only")
    #expect(Forecaster().outlook(FillHistory(), at: .fixture) == .none(.tooLittleData(.zero)))
  }

  @Test("what lies too far ahead is said to be beyond") func beyond() {
    let slow = Past.linear(days: 60, from: 0.95, perDay: 0.001)
    guard case .none(.beyond(let days)) = slow.outlook else { return #expect(Bool(false), "\(slow.outlook)") }
    #expect(days >= 100)
  }

  @Test("what cannot be written to, or does not answer, has no forecast") func readOnly() {
    let past = Past.linear(days: 10, from: 0.5, perDay: 0.04)
    #expect(past.forecast().space.forecast != nil)
    #expect(past.forecast { $0.isReadOnly = true }.space == .none(.readOnly))
    #expect(past.forecast { $0.type = "squashfs" }.space == .none(.readOnly))
    #expect(past.forecast { $0.failure = "timed out" }.space == .none(.unread))
  }

  @Test("numbers without sense are no trouble") func hostile() {
    let values = [Double.nan, .infinity, -.infinity, -1, 0, .greatestFiniteMagnitude, 1e300, .leastNonzeroMagnitude]
    var points: [HistoryPoint] = []
    for index in 0..<2000 {
      points.append(HistoryPoint(.fixture - .seconds((index * 7919 % 2000) * 3000), values[index % values.count]))
    }
    points.append(HistoryPoint(Timestamp(milliseconds: .max), 1))
    points.append(HistoryPoint(Timestamp(milliseconds: .min), 1))
    let history = FillHistory(minutes: points, hours: points.sorted { $0.moment < $1.moment })
    for now in [Timestamp.fixture, Timestamp(milliseconds: .min), Timestamp(milliseconds: .max)] {
      _ = Forecaster().outlook(history, at: now).words
    }
  }
}
