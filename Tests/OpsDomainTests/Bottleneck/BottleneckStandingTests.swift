import TestSupport
import Testing

@testable import OpsDomain

/// Kinds of load, with the letter each must get.
private let loads: [(String, Work, Bottleneck.Letter)] = [
  ("CPU", .cpu, .cpu), ("disk", .disk, .disk), ("swap", .swap, .memory), ("network", .network, .network),
]

/// Readings of half a minute at the pace of hosts on the screen; the reading in which a load begins or ends included.
private let halfMinute = 6

@Test(arguments: loads)
func theLetterIsRightWithinHalfAMinuteOfBeginAndEnd(name: String, work: Work, letter: Bottleneck.Letter) {
  var worked = Worked()
  #expect(worked.work(.quiet, 20).last == .idle)
  for part in [0.2, 0.5, 0.8] {
    // The load begins and ends between two readings, wherever.
    let begins = mixed(work, .quiet, part)
    var letters = worked.work(begins) + worked.work(work, halfMinute - 1)
    #expect(letters.last == letter, "\(name) begins: \(letters)")
    #expect(Set(letters).isSubset(of: [.idle, letter]), "\(name) shows nothing else on its way: \(letters)")
    letters = worked.work(work, 100)
    #expect(letters.allSatisfy { $0 == letter }, "\(name) stays")
    letters = worked.work(mixed(.quiet, work, part)) + worked.work(.quiet, halfMinute - 1)
    #expect(letters.last == .idle, "\(name) ends: \(letters)")
    #expect(Set(letters).isSubset(of: [.idle, letter]), "\(name) shows nothing else when it ends: \(letters)")
    #expect(worked.work(.quiet, 100).allSatisfy { $0 == .idle }, "\(name) is over")
  }
}

@Test(arguments: loads)
func theLetterIsRightOnKernelsWithoutPSI(name: String, work: Work, letter: Bottleneck.Letter) {
  let quiet = Work.quiet.without { $0.pressure = nil }
  let work = work.without { $0.pressure = nil }
  var worked = Worked()
  worked.work(quiet, 20)
  #expect(worked.work(work, halfMinute).last == letter)
  #expect(worked.work(work, 100).allSatisfy { $0 == letter })
  let letters = worked.work(quiet, halfMinute)
  #expect(letters.last == .idle, "\(letters)")
}

@Test func oneLoadAfterTheOtherIsTold() {
  var worked = Worked()
  worked.work(.quiet, 4)
  for (name, work, letter) in loads + loads.reversed() + loads {
    let letters = worked.work(work, halfMinute)
    #expect(letters.last == letter, "\(name): \(letters)")
  }
}

@Test func readingsAMinuteApartNeedNoSecondOne() {
  var worked = Worked()
  worked.work(.quiet, 3, each: 60)
  #expect(worked.work(.cpu, 1, each: 60) == [.cpu])
  #expect(worked.work(.quiet, 1, each: 60) == [.idle])
}

@Test func aChangeIsToldWithItsMoment() {
  var worked = Worked()
  worked.work(.quiet, 4)
  worked.work(.cpu, 6)
  worked.work(.disk, 2)
  let standing = worked.state.bottleneck
  #expect(standing?.earlier == .cpu)
  #expect(standing?.letter == .disk)
  #expect(standing?.since == worked.working.now)
}

@Test func aReadingThatStandsAloneChangesNothing() {
  var worked = Worked()
  worked.work(.quiet, 10)
  for _ in 0..<20 {
    #expect(worked.work(.cpu) == [.idle])
    #expect(worked.work(.quiet, 3) == [.idle, .idle, .idle])
  }
}

@Test func lettersThatTakeTurnsDoNotHideEachOther() {
  var worked = Worked()
  worked.work(.quiet, 10)
  let letters = (0..<4).flatMap { _ in worked.work(.cpu) + worked.work(.disk) }
  #expect(letters.suffix(5).allSatisfy { $0 == .cpu || $0 == .disk })
}

@Test func theFirstReadingSaysWhatItCan() {
  var worked = Worked()
  #expect(worked.letter == nil, "nothing is known")
  #expect(worked.state.bottleneckWalk == nil)
  #expect(worked.work(.quiet) == [.idle])
  var loaded = Worked(load: 6)
  #expect(loaded.work(.cpu.without { $0.pressure = nil }) == [nil], "rates come with the second reading")
  #expect(loaded.state.bottleneckWalk?.letter == nil)
  #expect(loaded.state.bottleneckWalk?.steps.first?.note == "rates come with the second reading")
  #expect(loaded.work(.cpu.without { $0.pressure = nil }) == [.cpu], "whoever looks first wants to know now")
}

@Test func aRebootBeginsAnew() {
  var worked = Worked()
  worked.work(.quiet, 3)
  worked.work(.cpu, 6)
  worked.working.sample.uptimeSeconds = 20
  worked.working.sample.cpu = CPUTimes(user: 1, system: 1, idle: 30)
  #expect(worked.work(.disk) != [.cpu], "what held it back before the boot does not")
  worked.work(.disk, 2)
  #expect(worked.state.bottleneck?.letter == .disk)
  #expect(worked.state.bottleneck?.earlier == nil)
}

@Test func whatIsOldHasNoLetter() {
  var worked = Worked()
  worked.work(.quiet, 3)
  worked.work(.cpu, 6)
  #expect(worked.letter == .cpu)
  worked.fleet.age(to: worked.working.now + .seconds(3600))
  #expect(worked.state.health == .stale)
  #expect(worked.letter == nil)
  #expect(worked.state.bottleneckWalk == nil)
  #expect(worked.fleet.roleSummaries.first?.bottlenecks == [:])
}

@Test func aHostThatIsNotWatchedHasNoLetter() {
  var worked = Worked { $0.status = .poweroff }
  worked.work(.cpu, 6)
  #expect(worked.letter == nil)
}

@Test func aSourceThatSaysNothingOfCPUIsUnknownAfterAWhile() {
  var worked = Worked()
  worked.work(.quiet, 3)
  worked.work(.cpu, 6)
  for _ in 0..<4 {
    worked.take {
      ($0.cpu, $0.load, $0.pressure, $0.runnable, $0.blocked) = (nil, nil, nil, nil, nil)
      ($0.disks, $0.interfaces, $0.cores) = (nil, nil, nil)
    }
    worked.working.sample.load = nil
  }
  let evidence = BottleneckEvidence(
    Sample(takenAt: .fixture, source: .ssh), previous: nil,
    Vitals(
      takenAt: .fixture, disks: [], interfaces: []))
  #expect(BottleneckTree(evidence, BottleneckLimits()).end == .unknown)
}

@Test func rolesCountTheirLetters() {
  var worked = Worked()
  worked.work(.quiet, 3)
  #expect(worked.fleet.roleSummaries.first?.bottlenecks == [.idle: 1])
  worked.work(.swap, 6)
  #expect(worked.fleet.roleSummaries.first?.bottlenecks == [.memory: 1])
}

@Test(arguments: [
  ("bottleneck=C", true), ("bottleneck=c", true), ("bottleneck!=C", false), ("bottleneck=I", false),
  ("bottleneck=?", false), ("bottleneck=idle", false), ("not bottleneck=idle", true),
])
func conditionsAskForTheLetter(text: String, expected: Bool) throws {
  var worked = Worked()
  worked.work(.quiet, 3)
  worked.work(.cpu, 6)
  let predicate = try HostPredicate(parsing: text)
  #expect(predicate.matches(worked.state, at: worked.working.now) == expected)
  worked.fleet.age(to: worked.working.now + .seconds(3600))
  let isNegation = text.hasPrefix("not")
  #expect(predicate.matches(worked.state, at: worked.working.now) == isNegation, "what is old is absent")
}

@Test func aSlipInTheLetterIsSaid() {
  #expect(throws: HostPredicate.Problem.self) { try HostPredicate(parsing: "bottleneck=X") }
}

/// The work of an interval of which `part` is of the first kind; what is told at its end is of the first.
private func mixed(_ first: Work, _ second: Work, _ part: Double) -> Work {
  func mix(_ a: Double, _ b: Double) -> Double { a * part + b * (1 - part) }
  func count(_ a: UInt64, _ b: UInt64) -> UInt64 { UInt64(mix(Double(a), Double(b))) }
  var work = first
  (work.user, work.system) = (mix(first.user, second.user), mix(first.system, second.system))
  (work.iowait, work.steal) = (mix(first.iowait, second.iowait), mix(first.steal, second.steal))
  (work.softirq, work.diskBusy) = (mix(first.softirq, second.softirq), mix(first.diskBusy, second.diskBusy))
  work.diskQueue = mix(first.diskQueue, second.diskQueue)
  (work.swapOut, work.majorFaults) = (
    count(first.swapOut, second.swapOut), count(first.majorFaults, second.majorFaults)
  )
  work.loopbackPackets = count(first.loopbackPackets, second.loopbackPackets)
  if let one = first.pressure, let other = second.pressure {
    work.pressure = (
      mix(one.cpu, other.cpu), mix(one.memory, other.memory), mix(one.memoryFull, other.memoryFull),
      mix(one.io, other.io)
    )
  }
  return work
}
