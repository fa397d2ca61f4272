import TestSupport
import Testing

@testable import OpsDomain

private func line(_ average: Double, _ total: UInt64?) -> PressureLine {
  PressureLine(average10: average, average60: average, average300: average, totalMicroseconds: total)
}

private func pair(_ change: (inout Sample, inout Sample) -> Void) -> BottleneckEvidence {
  var before = Sample.fixture()
  var now = Sample.fixture(at: .fixture + .seconds(10), uptime: 86_410)
  before.pressure = PressureReading()
  now.pressure = PressureReading()
  change(&before, &now)
  return BottleneckEvidence(now, previous: before, Vitals(from: now, previous: before))
}

@Suite("The numbers that the tree asks for") struct BottleneckEvidenceTests {
  @Test func pressureIsMeasuredBetweenReadingsWhereTheKernelCountsIt() {
    let counted = pair {
      $0.pressure?.ioSome = line(0.9, 1_000_000); $1.pressure?.ioSome = line(0.9, 2_000_000)
    }
    #expect(counted.ioSome == 0.1)
    #expect(
      pair {
        $0.pressure?.ioSome = line(0.9, nil); $1.pressure?.ioSome = line(0.4, nil)
      }.ioSome == 0.4)
    #expect(
      pair {
        $0.pressure?.ioSome = line(0.9, 5); $1.pressure?.ioSome = line(0.4, 4)
      }.ioSome == 0.4, "went back")
    #expect(pair { $1.pressure?.ioSome = line(0.4, 4) }.ioSome == 0.4)
    #expect(pair { $1.pressure?.ioSome = line(.nan, nil) }.ioSome == nil)
    #expect(
      pair {
        $0.pressure?.ioSome = line(0, 0); $1.pressure?.ioSome = line(0, .max)
      }.ioSome == 1)
  }

  @Test func absentPressureIsNotZero() {
    let evidence = pair { ($0.pressure, $1.pressure) = (nil, nil) }
    #expect(!evidence.hasPressure)
    #expect(evidence.memoryFull == nil)
  }

  @Test func theReaderItselfIsNotCounted() {
    let evidence = pair { ($0.runnable, $1.runnable) = (0, 5) }
    #expect(evidence.runnable == 4)
    #expect(evidence.runnableBefore == 0)
    #expect(
      pair {
        $1.runnable = .min; $1.blocked = .min
      }.blocked == 0, "whatever comes from outside")
  }

  @Test func softInterruptsAreAShareOfAllTime() {
    let evidence = pair {
      $0.cpu = CPUTimes(user: 10, idle: 100, softirq: 1)
      $1.cpu = CPUTimes(user: 20, idle: 125, softirq: 6)
    }
    #expect(evidence.softirq == 0.125)
    #expect(
      pair {
        $0.cpu = CPUTimes(softirq: 6); $1.cpu = CPUTimes(user: 9, softirq: 1)
      }.softirq == nil)
  }

  @Test func loopbackCountsOnce() {
    let evidence = pair {
      $0.loopback = InterfaceCounters(name: "lo")
      $1.loopback = InterfaceCounters(name: "lo")
      $1.loopback?.receivedPackets = 1000
      $1.loopback?.sentPackets = 1000
      $1.loopback?.receivedBytes = 50_000
    }
    #expect(evidence.packets == 100)
    #expect(evidence.loopbackBytes == 5000)
    #expect(
      pair {
        $0.interfaces = nil; $1.interfaces = nil
      }.packets == nil)
  }

  @Test func theWorstInterfaceIsHeldAgainstItsOwnPackets() {
    let evidence = pair {
      $0.interfaces = [InterfaceCounters(name: "eth0"), InterfaceCounters(name: "eth1")]
      $1.interfaces = $0.interfaces
      $1.interfaces?[0].receivedPackets = 1_000_000
      $1.interfaces?[0].receiveErrors = 10
      $1.interfaces?[1].receivedPackets = 3000
      $1.interfaces?[1].receiveErrors = 1000
    }
    #expect(evidence.networkErrors == 100)
    #expect(evidence.errorShare == 0.25)
    #expect(evidence.packets == 100_300)
  }

  @Test func withoutARatePairThereAreNoRates() {
    let first = BottleneckEvidence(.fixture(), previous: nil, Vitals(from: .fixture(), previous: nil))
    #expect(first.seconds == nil)
    #expect(first.blockedBefore == nil)
    #expect(
      pair {
        $0.source = .local; $1.source = .ssh
      }.seconds == nil)
  }
}

@Suite("What the load average has counted of late") struct LoadTrailTests {
  /// The tasks counted of late after `seconds` of `tasks`, then `more` seconds of `then`.
  private func late(_ tasks: Double, _ seconds: Double, then: Double, _ more: Double, pace: Double = 5) -> [Double?] {
    var host = WorkingHost(cores: 1)
    var trail = LoadTrail()
    host.work.tasks = tasks
    var all: [Double?] = []
    func take(_ length: Double) {
      var left = length
      while left > 0 {
        let sample = host.tick(pace)
        all.append(trail.take(sample.load?.one ?? 0, uptime: sample.uptimeSeconds ?? 0))
        left -= pace
      }
    }
    take(seconds)
    host.work.tasks = then
    take(more)
    return all
  }

  @Test(arguments: [1.0, 2.5, 5.0, 7.0, 15.0, 60.0])
  func whatIsSteadyIsToldAsItIs(pace: Double) throws {
    let last = try #require(late(4, 1200, then: 4, 60, pace: pace).last ?? nil)
    #expect(last > 3.7 && last < 4.3, "\(last)")
  }

  @Test(arguments: [1.0, 5.0, 7.0])
  func whatHasEndedIsNothingWithinSeconds(pace: Double) throws {
    let last = try #require(late(40, 1200, then: 0, 15, pace: pace).last ?? nil)
    #expect(last < 0.7, "the average itself is still 31: \(last)")
  }

  @Test(arguments: [1.0, 5.0, 7.0])
  func whatBeginsIsSeenWithinSeconds(pace: Double) throws {
    let values = late(0, 600, then: 2, 20, pace: pace)
    let last = try #require(values.last ?? nil)
    #expect(last > 0.7 && last < 2.6, "the average itself is 0.57: \(last)")
  }

  @Test func aShortTrailTellsNothing() {
    #expect(late(1, 5, then: 1, 0) == [nil])
    var trail = LoadTrail()
    #expect(trail.take(.nan, uptime: 1) == nil)
    #expect(trail.take(1, uptime: .infinity) == nil)
    #expect(trail.take(1, uptime: 100) == nil)
    #expect(trail.take(1, uptime: 2000) == nil, "too long ago")
    #expect(trail.take(1, uptime: 50) == nil, "a boot")
  }
}
