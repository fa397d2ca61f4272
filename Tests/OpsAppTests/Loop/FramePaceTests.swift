import OpsCollectors
import Testing

@testable import OpsApp

private let start = ContinuousClock.now

@Test func aKeyIsDrawnAtOnceAndAFloodAtOnceEveryEightMilliseconds() {
  var pace = FramePace(at: start)
  #expect(pace.wait(at: start) == nil)
  var frames = 0
  for millisecond in 0..<2000 {
    let now = start + .milliseconds(millisecond)
    if pace.wait(at: now) == nil {
      pace.drew(at: now)
      frames += 1
    }
  }
  #expect((248...256).contains(frames), "\(frames) frames in two seconds")
}

@Test func afterAPauseThereIsRoomForABurst() {
  var pace = FramePace(at: start)
  for _ in 0..<4 { pace.drew(at: start) }
  #expect(pace.wait(at: start) != nil)
  #expect(pace.wait(at: start + .seconds(1)) == nil)
}

@Test func newsWaitUntilAQuarterSecondAfterTheLastFrame() {
  var pace = FramePace(at: start)
  #expect(pace.newsDue(at: start) == start)
  pace.drew(at: start)
  #expect(pace.newsDue(at: start + .milliseconds(100)) == start + .milliseconds(250))
  #expect(pace.newsDue(at: start + .seconds(1)) == start + .seconds(1))
}

@Test func costIsMeasuredOverASecondAtLeastAndTenAtMost() {
  var meter = CostMeter()
  var cost = WatchCost()
  cost.asks = 10
  #expect(meter.measure(cost, at: start) == nil)
  cost.asks = 30
  cost.bytes = 4000
  cost.open = 7
  #expect(meter.measure(cost, at: start + .milliseconds(100)) == nil)
  let measured = meter.measure(cost, at: start + .seconds(2))
  #expect(measured?.polls == 10)
  #expect(measured?.bytes == 2000)
  #expect(measured?.open == 7)
  for second in 3..<30 { _ = meter.measure(cost, at: start + .seconds(second)) }
  #expect(meter.measure(cost, at: start + .seconds(30))?.polls == 0)
}
