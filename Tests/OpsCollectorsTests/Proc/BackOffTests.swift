import OpsCollectors
import OpsDomain
import Testing

@Suite struct BackOffTests {
  @Test func waitsGrowToFiveMinutesAndStayThere() {
    var generator = Middle()
    var backOff = BackOff()
    let waits = (0..<6).map { _ in backOff.failed(using: &generator).inSeconds.rounded() }
    #expect(waits == [3, 15, 60, 300, 300, 300])
  }

  @Test func resetBeginsAtTheShortestWait() {
    var generator = Middle()
    var backOff = BackOff()
    for _ in 0..<5 { _ = backOff.failed(using: &generator) }
    backOff.reset()
    #expect(backOff.failures == 0)
    #expect(backOff.failed(using: &generator).inSeconds.rounded() == 3)
  }

  @Test func jitterSpreadsWithinItsShare() {
    var generator = SystemRandomNumberGenerator()
    var waits: Set<Duration> = []
    for _ in 0..<100 {
      var backOff = BackOff()
      let wait = backOff.failed(using: &generator)
      #expect(wait >= .milliseconds(2400) && wait <= .milliseconds(3600))
      waits.insert(wait)
    }
    #expect(waits.count > 50)
  }
}

/// Always draws the middle of a range, or a hair above it.
private struct Middle: RandomNumberGenerator {
  func next() -> UInt64 { 1 << 63 }
}
