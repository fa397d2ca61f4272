import OpsDomain
import TestSupport
import Testing

private func vitals(at moment: Timestamp, load: Double?) -> Vitals {
  Vitals(from: .fixture(at: moment, load: load, cores: 1), previous: nil)
}

private func loads(_ history: History, last count: Int = 6, at moment: Timestamp) -> [Double?] {
  history.values(.loadPerCore, last: count, endingAt: moment)
}

/// A moment at the beginning of a bucket.
private let begin = Timestamp(seconds: 1_787_195_010)

@Test func anEmptyHistoryIsAllGaps() {
  #expect(loads(History(), last: 3, at: begin) == [nil, nil, nil])
  #expect(loads(History(), last: 0, at: begin) == [])
  #expect(loads(History(), last: -5, at: begin) == [])
}

@Test func gapsAreKeptAsGaps() {
  var history = History()
  for (bucket, load) in [(0, 1.0), (1, 2.0), (4, 3.0)] {
    let moment = begin + .seconds(15 * bucket)
    history.append(vitals(at: moment, load: load), pressure: nil)
  }
  #expect(loads(history, at: begin + .seconds(60)) == [nil, 1, 2, nil, nil, 3])
  #expect(loads(history, at: begin + .seconds(90)) == [2, nil, nil, 3, nil, nil])
  #expect(loads(history, at: begin) == [nil, nil, nil, nil, nil, 1])
}

@Test func theLaterValueOfABucketWinsUnlessItIsAbsent() {
  var history = History()
  history.append(vitals(at: begin, load: 1), pressure: nil)
  history.append(vitals(at: begin + .seconds(14), load: 2), pressure: nil)
  #expect(loads(history, last: 1, at: begin) == [2])
  history.append(vitals(at: begin + .milliseconds(14_999), load: nil), pressure: nil)
  #expect(loads(history, last: 1, at: begin) == [2])
}

@Test func anHourIsKeptAndNoMore() {
  var history = History()
  for bucket in 0..<500 {
    history.append(vitals(at: begin + .seconds(15 * bucket), load: Double(bucket % 100)), pressure: nil)
  }
  let values = loads(history, last: 300, at: begin + .seconds(15 * 499))
  #expect(values.prefix(60).allSatisfy { $0 == nil })
  #expect(values.suffix(240) == (260..<500).map { Double($0 % 100) }[...])
}

@Test func aClockSetBackForgetsTheFuture() {
  var history = History()
  for bucket in 0..<10 { history.append(vitals(at: begin + .seconds(15 * bucket), load: 5), pressure: nil) }
  history.append(vitals(at: begin + .seconds(45), load: 1), pressure: nil)
  history.append(vitals(at: begin + .seconds(90), load: 2), pressure: nil)
  #expect(loads(history, last: 7, at: begin + .seconds(90)) == [5, 5, 5, 1, nil, nil, 2])
}

@Test(arguments: [Int64.min, -1, 0, 1, .max], [Int64.min, -1, 0, 1, .max])
func noJumpOfTheClockIsATrap(first: Int64, second: Int64) {
  var history = History()
  for moment in [first, second, first] {
    history.append(vitals(at: Timestamp(milliseconds: moment), load: 1), pressure: nil)
    #expect(loads(history, last: 1, at: Timestamp(milliseconds: moment)) == [1])
    #expect(loads(history, last: 300, at: Timestamp(milliseconds: moment)).compactMap(\.self).count <= 2)
  }
}

@Test(arguments: [0.0, 0.0001, 0.5, 0.333, 1, 3.1, 1023, 1e6, 1.25e9, 9.2e18, -4.2])
func valuesAreKeptWithinFourParts(value: Double) throws {
  var history = History()
  var vitals = vitals(at: begin, load: nil)
  vitals.receivedBytesPerSecond = value
  history.append(vitals, pressure: nil)
  let kept = try #require(history.values(.received, last: 1, endingAt: begin)[0])
  #expect(abs(kept - value) <= abs(value) * 0.004)
}

@Test(arguments: [Double.nan, .infinity, -.infinity, .greatestFiniteMagnitude, -.greatestFiniteMagnitude])
func strangeValuesAreAbsentOrFinite(value: Double) {
  var history = History()
  var vitals = vitals(at: begin, load: nil)
  vitals.sentBytesPerSecond = value
  history.append(vitals, pressure: nil)
  let kept = history.values(.sent, last: 1, endingAt: begin)[0]
  #expect((kept == nil) == !value.isFinite)
  #expect(kept?.isFinite ?? true)
}

@Test func everyMeasureHasItsOwnPlace() {
  var vitals = vitals(at: begin, load: 1)
  vitals.cpu = CPUShares(user: 2, system: 3, iowait: 4, steal: 5)
  (vitals.memoryUsed, vitals.swapUsed) = (6, 7)
  (vitals.receivedBytesPerSecond, vitals.sentBytesPerSecond) = (13, 14)
  var pressure = PressureReading()
  pressure.cpuSome = PressureLine(average10: 8, average60: 0, average300: 0)
  pressure.memorySome = PressureLine(average10: 9, average60: 0, average300: 0)
  pressure.ioSome = PressureLine(average10: 10, average60: 0, average300: 0)
  var history = History()
  history.append(vitals, pressure: pressure)
  let kept = Measure.allCases.map { history.values($0, last: 1, endingAt: begin)[0] }
  #expect(kept == [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, nil, nil, 13, 14])
}

@Test func aCopyIsNotChangedByItsOriginal() {
  var history = History()
  history.append(vitals(at: begin, load: 1), pressure: nil)
  let copy = history
  history.append(vitals(at: begin, load: 2), pressure: nil)
  #expect(loads(copy, last: 1, at: begin) == [1])
}

@Test func gapsAreKeptAsGapsAfterTheRingHasGoneRound() {
  var history = History()
  for bucket in 0..<300 { history.append(vitals(at: begin + .seconds(15 * bucket), load: 7), pressure: nil) }
  history.append(vitals(at: begin + .seconds(15 * 303), load: 1), pressure: nil)
  #expect(loads(history, at: begin + .seconds(15 * 303)) == [7, 7, nil, nil, nil, 1])
  history.append(vitals(at: begin + .seconds(15 * 9000), load: 2), pressure: nil)
  #expect(loads(history, last: 240, at: begin + .seconds(15 * 9000)).compactMap(\.self) == [2])
}
