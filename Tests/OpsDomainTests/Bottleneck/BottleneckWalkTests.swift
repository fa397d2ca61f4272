import TestSupport
import Testing

@testable import OpsDomain

private func walked(_ work: Work, cores: Int = 2) -> Bottleneck? {
  var worked = Worked(cores: cores)
  worked.work(.quiet, 6)
  worked.work(work, 6)
  return worked.state.bottleneckWalk
}

private func questions(_ walk: Bottleneck?) -> [String] {
  walk?.steps.map { "\($0.question.rawValue) \($0.answer.rawValue)" } ?? []
}

@Suite("The walk through the tree") struct BottleneckWalkTests {
  @Test func aDiskIsNamedWithItsNumbers() throws {
    let walk = try #require(walked(.disk))
    #expect(walk.letter == .disk)
    #expect(walk.device?.name == "sda")
    #expect(
      walk.conclusion == "sda 98 % busy, queue 3.5, await 18 ms; iowait 55 %; tasks wait 93 % of the time")
    #expect(walk.advice == "More memory for what is read again, or an SSD or more spindles for sda would help.")
    #expect(questions(walk) == ["load yes", "memory no", "disk yes"])
    let iowait = try #require(walk.steps.last?.readings.first)
    #expect(iowait.name == "iowait")
    #expect(iowait.valueText == "55 %")
    #expect(iowait.limitText == "45 %")
    #expect(iowait.isBeyond == true)
  }

  @Test func cpuIsToldByItsKind() {
    let user = walked(.cpu)
    #expect(user?.cpuKind == .user)
    #expect(user?.conclusion == "CPU 98 % used: user 93 %, system 5.0 %; 4 runnable on 2 cores")
    #expect(user?.advice == "More cores would help; faster ones where one program does the work.")
    #expect(questions(user) == ["load yes", "memory no", "disk no", "cpu yes", "network no"])
    let stolen = walked(.cpu.without { ($0.user, $0.steal) = (0.4, 0.5) })
    #expect(stolen?.cpuKind == .steal)
    #expect(stolen?.conclusion == "CPU 95 % used: stolen 50 %, user 40 %, system 5.0 %; 4 runnable on 2 cores")
    #expect(stolen?.advice == "Fewer neighbours on the same machine would help, or cores of its own.")
  }

  @Test func memoryIsToldByWhatMoves() {
    let walk = walked(.swap)
    #expect(walk?.conclusion == "swaps out 900 pages/s; all tasks wait for memory 40 % of the time")
    #expect(questions(walk) == ["load yes", "memory yes"])
  }

  @Test func theNetworkIsToldWithItsTraffic() {
    let walk = walked(.network)
    #expect(
      walk?.conclusion == "soft interrupts 25 % of CPU time, 121000 packets/s, loopback 1.8 GB/s")
    #expect(questions(walk) == ["load yes", "memory no", "disk no", "cpu yes", "network yes"])
    let errors = walked(.quiet.without { $0.errors = 400 })
    #expect(errors?.conclusion == "eth0 400 errors and drops/s, 29 % of its packets")
  }

  @Test func idleSaysWhatTheAverageRemembers() {
    var worked = Worked()
    worked.work(.quiet, 6)
    worked.work(.cpu, 60)
    worked.work(.quiet, 12)
    let walk = worked.state.bottleneckWalk
    #expect(walk?.letter == .idle)
    #expect(walk?.conclusion == "little to do: load 0.00 per core; load5 remembers what is over")
    #expect(questions(walk) == ["load no"])
    #expect(walk?.steps.first?.note == "load5 is a mean over five minutes and remembers what is over")
    #expect(walk?.advice == nil)
  }

  @Test func aContradictionSaysWhichNumbers() {
    let container = walked(.quiet.without { $0.tasks = 6 })
    #expect(container?.letter == .unclear)
    #expect(
      container?.conclusion.hasSuffix(
        "per core, yet CPU 5.0 % used, no task is blocked and nothing waits: tasks that hang, or in a container the machine's load"
      )
        == true)
    let quota = walked(.quiet.without { $0.pressure = (cpu: 0.6, memory: 0, memoryFull: 0, io: 0) })
    #expect(
      quota?.conclusion == "tasks wait for a CPU 60 % of the time, yet CPU 5.0 % used: a quota, or all on one core")
    #expect(quota?.steps.last?.note == nil)
    #expect(quota?.steps.first { $0.question == .cpu }?.note == "tasks wait for CPUs that are idle")
    let iowait = walked(.quiet.without { ($0.iowait, $0.pressure) = (0.6, nil) })
    #expect(iowait?.conclusion == "iowait 60 %, yet no task is blocked and no device is busy")
    #expect(questions(iowait) == ["load yes", "memory no", "disk unknown"])
  }

  @Test func aNetworkFilesystemHasNoDevice() {
    let walk = walked(.disk.without { ($0.diskBusy, $0.diskQueue) = (0, 0) })
    #expect(walk?.letter == .disk)
    #expect(walk?.device == nil)
    #expect(walk?.conclusion.hasPrefix("I/O, no local device is busy") == true)
    #expect(
      walk?.steps.last?.note == "no local device is busy: a network filesystem, or a device that is not listed")
  }

  @Test func absentNumbersAreKeptAsAbsent() throws {
    let walk = try #require(walked(.cpu.without { ($0.pressure, $0.runnable) = (nil, nil) }))
    let runnable = try #require(walk.steps[0].readings.first { $0.name == "runnable" })
    #expect(runnable.valueText == "–")
    #expect(runnable.isBeyond == nil)
    #expect(!walk.steps.joined().contains { $0.name.hasPrefix("PSI") }, "absent PSI is not zero")
  }
}

extension [Bottleneck.Step] {
  fileprivate func joined() -> [Bottleneck.Reading] { flatMap(\.readings) }
}
