import TestSupport
import Testing

@testable import OpsDomain

/// The numbers of a host with four cores that does little, changed.
private func numbers(_ change: (inout BottleneckEvidence) -> Void = { _ in }) -> BottleneckEvidence {
  var evidence = BottleneckEvidence()
  (evidence.cores, evidence.seconds) = (4, 5)
  (evidence.load1, evidence.load5, evidence.recentLoad) = (0.1, 0.1, 0.1)
  (evidence.user, evidence.system, evidence.iowait, evidence.steal, evidence.softirq) = (0.05, 0.02, 0.01, 0, 0)
  (evidence.runnable, evidence.runnableBefore, evidence.blocked, evidence.blockedBefore) = (0, 0, 0, 0)
  (evidence.swapOut, evidence.swapSamples, evidence.majorFaults, evidence.kills) = (0, 0, 0, 0)
  (evidence.deviceBusy, evidence.deviceQueue) = (0.02, 0.1)
  (evidence.networkErrors, evidence.errorShare, evidence.packets) = (0, 0, 500)
  change(&evidence)
  return evidence
}

private func pressure(
  _ evidence: inout BottleneckEvidence, cpu: Double = 0, memory: Double = 0, full: Double = 0, io: Double = 0
) {
  (evidence.cpuSome, evidence.memorySome, evidence.memoryFull, evidence.ioSome) = (cpu, memory, full, io)
}

private func end(_ change: (inout BottleneckEvidence) -> Void) -> BottleneckTree.End {
  BottleneckTree(numbers(change), BottleneckLimits()).end
}

@Suite("The tree of the bottleneck") struct BottleneckTreeTests {
  @Test func loadOfTheLastFiveMinutesThatIsOverIsNoLoad() {
    #expect(end { $0.load5 = 3 } == .idle)
    #expect(end { ($0.load5, $0.load1) = (3, 2) } == .idle)
    #expect(end { ($0.load5, $0.load1, $0.recentLoad) = (3, 2, nil) } == .unclear(.loadOfNothing), "nothing newer")
  }

  @Test func whatIsQuietInEveryWayIsIdle() {
    #expect(end { _ in } == .idle)
    #expect(end { pressure(&$0, cpu: 0.19, memory: 0.04, full: 0.04, io: 0.19) } == .idle)
    #expect(end { ($0.user, $0.recentLoad) = (0.67, 0.69) } == .idle)
    #expect(end { $0.blocked = 3 } == .idle, "a moment")
  }

  @Test func whatIsRunnableAtTheMomentsOfReadingOnlyIsIdle() {
    let queued: (inout BottleneckEvidence) -> Void = { ($0.runnable, $0.runnableBefore) = (6, 5) }
    #expect(end(queued) == .idle, "the load average counts little")
    #expect(
      end {
        queued(&$0)
        ($0.recentLoad, $0.load1) = (nil, nil)
      } == .unclear(.nothingUsedUp), "nothing speaks against it")
    #expect(
      end {
        queued(&$0)
        $0.recentLoad = 0.5
      } == .unclear(.nothingUsedUp), "some load")
    #expect(
      end {
        queued(&$0)
        $0.recentLoad = 0.5
        pressure(&$0, cpu: 0.05)
      } == .idle, "PSI knows better")
    #expect(
      end {
        queued(&$0)
        pressure(&$0, cpu: 0.15)
      } == .unclear(.nothingUsedUp))
  }

  @Test func swappingOutIsMemoryBeforeItIsIO() {
    let busy: (inout BottleneckEvidence) -> Void = {
      ($0.swapOut, $0.swapSamples, $0.swapsNow) = (900, 3, true)
      ($0.iowait, $0.blocked, $0.blockedBefore, $0.deviceBusy) = (0.6, 3, 3, 1)
    }
    #expect(end(busy) == .memory)
    #expect(
      end {
        busy(&$0)
        $0.swapSamples = 2
      } == .disk, "two of ten")
    #expect(
      end {
        busy(&$0)
        $0.swapsNow = false
      } == .disk, "it is over")
    #expect(
      end {
        busy(&$0)
        pressure(&$0, io: 0.9)
      } == .disk, "PSI says that nobody waits for memory")
    #expect(
      end {
        busy(&$0)
        pressure(&$0, memory: 0.5, io: 0.9)
      } == .memory)
  }

  @Test func pagesThatAreReadBackAreMemory() {
    #expect(end { $0.majorFaults = 500 } == .memory)
    #expect(end { $0.majorFaults = 499 } == .idle)
    #expect(end { $0.restored = 900 } == .memory)
    #expect(
      end {
        $0.majorFaults = 900
        pressure(&$0, io: 0.6)
      } == .disk, "a program that begins faults as much, and waits for I/O only")
  }

  @Test func whatIsKilledIsMemory() { #expect(end { $0.kills = 1 } == .memory) }

  @Test func pressureOnMemoryNamesItUnlessOtherWaitsAreFarLonger() {
    #expect(end { pressure(&$0, memory: 0.08, full: 0.06) } == .memory)
    #expect(end { pressure(&$0, memory: 0.4, full: 0.3, io: 0.5) } == .memory, "a limit of a group, without swap")
    #expect(
      end {
        ($0.iowait, $0.blocked, $0.blockedBefore) = (0.5, 1, 1)
        pressure(&$0, memory: 0.03, full: 0.02, io: 0.9)
      } == .disk)
    #expect(
      end {
        $0.user = 0.95
        pressure(&$0, cpu: 0.8, memory: 0.03, full: 0.02)
      } == .cpu(.user))
  }

  @Test(arguments: [(1, 0.9), (2, 0.45), (3, 0.3), (8, 0.2), (64, 0.2)])
  func iowaitIsHeldAgainstOneCore(cores: Double, limit: Double) {
    let beyond = numbers { ($0.cores, $0.iowait, $0.blocked) = (cores, limit + 0.001, 1) }
    #expect(BottleneckTree(beyond, BottleneckLimits()).end == .disk)
    let below = numbers { ($0.cores, $0.iowait, $0.blocked) = (cores, limit - 0.001, 1) }
    #expect(BottleneckTree(below, BottleneckLimits()).end == .idle)
  }

  @Test func whatIsBlockedMustStayBlocked() {
    #expect(end { ($0.blocked, $0.blockedBefore) = (1, 1) } == .disk)
    #expect(end { ($0.blocked, $0.blockedBefore) = (1, nil) } == .idle)
    #expect(
      end {
        ($0.blocked, $0.blockedBefore) = (1, 1)
        pressure(&$0, io: 0.09)
      } == .idle, "PSI says that little waits")
    #expect(end { ($0.blocked, $0.blockedBefore, $0.user) = (1, 1, 0.95) } == .cpu(.user), "it waits for a CPU")
  }

  @Test func writesThatLeaveTheCPUsBusyAreIOByPressure() {
    #expect(
      end {
        ($0.user, $0.system, $0.recentLoad) = (0.3, 0.2, 1)
        pressure(&$0, cpu: 0.1, io: 0.5)
      } == .disk, "fsync, without iowait")
    #expect(
      end {
        ($0.user, $0.system, $0.recentLoad) = (0.6, 0.35, 3)
        pressure(&$0, cpu: 0.7, io: 0.5)
      } == .cpu(.user), "PSI CPU is more")
    #expect(end { ($0.deviceBusy, $0.deviceQueue) = (0.97, 4) } == .disk)
    #expect(end { ($0.deviceBusy, $0.deviceQueue) = (0.97, 0.4) } == .idle, "one request at a time is no queue")
  }

  @Test func iowaitOfWhichNothingKnowsIsAContradiction() {
    #expect(end { ($0.iowait, $0.deviceBusy) = (0.45, 0.01) } == .unclear(.iowaitOfNothing))
    #expect(
      end {
        ($0.iowait, $0.deviceBusy) = (0.45, 0.01)
        pressure(&$0, io: 0.4)
      } == .disk, "PSI knows it")
    #expect(end { ($0.iowait, $0.deviceBusy, $0.blockedBefore) = (0.45, 0.01, 1) } == .disk, "a network filesystem")
    #expect(end { ($0.iowait, $0.deviceBusy, $0.blocked) = (0.45, nil, nil) } == .disk, "nothing else was read")
  }

  @Test func cpusAreUsedUpWhenSomebodyWaitsOrNothingIsLeft() {
    #expect(end { $0.user = 0.9 } == .cpu(.user))
    #expect(end { ($0.user, $0.runnable) = (0.7, 5) } == .cpu(.user))
    #expect(end { ($0.user, $0.recentLoad) = (0.7, 1.1) } == .cpu(.user))
    #expect(end { ($0.user, $0.runnable) = (0.7, 4) } == .unclear(.nobodyWaits))
    #expect(end { ($0.user, $0.runnable, $0.recentLoad, $0.load1) = (0.7, nil, nil, nil) } == .cpu(.user))
    #expect(
      end {
        ($0.user, $0.recentLoad) = (0.5, 0.9)
        pressure(&$0, cpu: 0.3)
      } == .cpu(.user), "bursts")
  }

  @Test func theKindOfCPUIsTold() {
    #expect(end { ($0.user, $0.system) = (0.3, 0.65) } == .cpu(.system))
    #expect(end { ($0.user, $0.system, $0.steal) = (0.3, 0.05, 0.6) } == .cpu(.steal))
    #expect(end { ($0.user, $0.system, $0.steal) = (0.6, 0.2, 0.15) } == .cpu(.user), "some is stolen, most is used")
    #expect(end { ($0.user, $0.system, $0.steal) = (0.6, 0.1, 0.25) } == .cpu(.steal))
    #expect(end { ($0.user, $0.system, $0.steal) = (0.85, 0.01, 0.09) } == .cpu(.user))
  }

  @Test func theNetworkIsNamedByEvidenceOnly() {
    #expect(end { ($0.user, $0.system, $0.softirq, $0.packets) = (0.1, 0.85, 0.2, 80_000) } == .network)
    #expect(end { ($0.user, $0.system, $0.softirq, $0.packets) = (0.1, 0.85, 0.2, 800) } == .cpu(.system))
    #expect(end { ($0.user, $0.system, $0.softirq, $0.packets) = (0.1, 0.85, 0.2, nil) } == .cpu(.system))
    #expect(end { ($0.user, $0.system, $0.softirq, $0.packets) = (0.1, 0.85, 0.02, 80_000) } == .cpu(.system))
    #expect(
      end { ($0.user, $0.system, $0.softirq, $0.packets) = (0.5, 0.45, 0.2, 80_000) } == .cpu(.user), "programs do it")
    #expect(end { ($0.system, $0.softirq, $0.packets) = (0.1, 0.06, 80_000) } == .idle, "a router with time to spare")
    #expect(
      end { ($0.system, $0.softirq, $0.packets, $0.recentLoad) = (0.1, 0.06, 80_000, 0.8) } == .network, "on one core")
    #expect(end { ($0.networkErrors, $0.errorShare) = (400, 0.05) } == .network)
    #expect(end { ($0.networkErrors, $0.errorShare) = (400, 0.001) } == .idle)
    #expect(end { ($0.networkErrors, $0.errorShare) = (40, 0.5) } == .idle)
  }

  @Test func numbersThatContradictEachOtherSaySo() {
    #expect(end { ($0.load1, $0.recentLoad) = (3, 3) } == .unclear(.loadOfNothing))
    #expect(
      end {
        ($0.load1, $0.recentLoad) = (3, 3)
        pressure(&$0)
      } == .unclear(.loadOfNothing))
    #expect(end { pressure(&$0, cpu: 0.6) } == .unclear(.waitsForIdleCPU))
    #expect(end { ($0.user, $0.recentLoad) = (0.55, 0.9) } == .unclear(.nothingUsedUp))
    #expect(end { ($0.recentLoad, $0.blocked) = (0.9, 1) } == .unclear(.nothingUsedUp))
  }

  @Test func whatIsNotReadIsNotGuessed() {
    #expect(BottleneckTree(BottleneckEvidence(), BottleneckLimits()).end == .unknown)
    var load = BottleneckEvidence()
    load.load1 = 0.2
    #expect(BottleneckTree(load, BottleneckLimits()).end == .idle)
    load.load1 = 2
    #expect(BottleneckTree(load, BottleneckLimits()).end == .unknown, "a load, and nothing to say by what")
    load.ioSome = 0.7
    #expect(BottleneckTree(load, BottleneckLimits()).end == .disk, "PSI needs no second reading")
  }

  @Test func limitsCanBeSet() {
    var limits = BottleneckLimits()
    (limits.cpu, limits.load) = (0.5, 0.5)
    let evidence = numbers { ($0.user, $0.recentLoad, $0.runnable) = (0.6, 1.2, 5) }
    #expect(BottleneckTree(evidence, limits).end == .cpu(.user))
    #expect(BottleneckTree(evidence, BottleneckLimits()).end == .unclear(.nothingUsedUp))
  }
}
