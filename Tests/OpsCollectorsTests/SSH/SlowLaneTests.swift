import OpsDomain
import Testing

@testable import OpsCollectors

@Suite struct SlowLaneTests {
  private let wall = Timestamp(seconds: 1000)
  private let mounts = "1 0 254:0 / / rw - ext4 /dev/vda rw\n2 1 0:30 / /mnt/a\\040b rw - nfs4 srv:/x rw\n"
  private let blocks = "Filesystem 1024-blocks Used Available Capacity Mounted on\n/dev/vda 1000 400 600 40% /\n"

  private func section(_ number: UInt64, _ parts: [(String, String)], status: Int = 0) -> SectionText {
    var section = SectionText(number: number, name: "x", status: status, bytes: [], parts: [])
    for (name, text) in parts {
      let start = section.bytes.count
      section.bytes += Array(text.utf8)
      section.parts.append(.init(name: name, range: start..<section.bytes.count))
    }
    return section
  }

  @Test func oneIsAskedAtATimeAndTheOthersFollow() {
    var lane = SlowLane(host: "h")
    #expect(lane.ask(.facts, at: .zero, wall: wall).lines == ["facts 1\n"])
    #expect(lane.ask(.ps, at: .zero, wall: wall).lines == [])
    #expect(lane.ask(.facts, at: .zero, wall: wall).lines == [])
    #expect(lane.ask(.ps, at: .zero, wall: wall).lines == [])
    let outcome = lane.answered(section(1, [("kernel", "Linux h 6.1 x86_64\n")]), at: .seconds(1), wall: wall)
    #expect(outcome.lines == ["ps 2\n"])
    guard case .facts("h", let facts)? = outcome.news.first else { return #expect(Bool(false)) }
    #expect(facts.kernel == "Linux 6.1" && facts.hostName == "h" && facts.architecture == "x86_64")
  }

  @Test func networkMountsAreReadAfterTheLocalOnes() throws {
    var lane = SlowLane(host: "h")
    _ = lane.ask(.disk, at: .zero, wall: wall)
    let first = lane.answered(
      section(1, [("mounts", mounts), ("blocks", blocks), ("inodes", blocks)]), at: .zero, wall: wall)
    #expect(first.news == [] && first.lines == ["net 2 /mnt/a\\0040b\n"])
    let answer = "Filesystem 1024-blocks Used Available Capacity Mounted on\nsrv:/x 9 3 6 33% /mnt/a b\n"
    let second = lane.answered(section(2, [("net /mnt/a\\0040b", answer)]), at: .zero, wall: wall)
    guard case .filesystems("h", let reading)? = second.news.first else { return #expect(Bool(false)) }
    #expect(reading.filesystems.map(\.mount) == ["/", "/mnt/a b"])
    #expect(reading.filesystems.map(\.isNetwork) == [false, true])
    #expect(reading.filesystems[0].inodesUsed == 400 && reading.filesystems[1].sizeBytes == 9 * 1024)
    #expect(reading.failures == [])
  }

  @Test func aHungNetworkMountCostsItselfOnly() throws {
    var lane = SlowLane(host: "h")
    _ = lane.ask(.disk, at: .zero, wall: wall)
    _ = lane.answered(section(1, [("mounts", mounts), ("blocks", blocks), ("inodes", blocks)]), at: .zero, wall: wall)
    #expect(lane.deadline == .seconds(5))
    #expect(lane.timer(at: .seconds(5), wall: wall).lines == ["stop 2\n"])
    let outcome = lane.answered(section(2, [("net /mnt/a\\0040b", "")], status: 124), at: .seconds(5), wall: wall)
    guard case .filesystems("h", let reading)? = outcome.news.first else { return #expect(Bool(false)) }
    #expect(reading.filesystems[0].failure == nil && reading.filesystems[1].failure?.contains("5 s") == true)
    #expect(reading.filesystems[1].type == "nfs4" && reading.failures.count == 1)
  }

  @Test func ofSeveralNetworkMountsTheOneThatWasUnderWayHangs() throws {
    var lane = SlowLane(host: "h")
    let more = mounts + "3 1 0:31 / /mnt/c rw - nfs4 srv:/c rw\n4 1 0:32 / /mnt/d rw - nfs4 srv:/d rw\n"
    _ = lane.ask(.disk, at: .zero, wall: wall)
    _ = lane.answered(section(1, [("mounts", more), ("blocks", blocks), ("inodes", blocks)]), at: .zero, wall: wall)
    let answer = "Filesystem 1024-blocks Used Available Capacity Mounted on\nsrv:/x 9 3 6 33% /mnt/a b\n"
    var stopped = section(2, [("net /mnt/a\\0040b", answer), ("net /mnt/c", "Filesystem 1024-bl\n")], status: 124)
    stopped.cut = stopped.parts.popLast()
    let outcome = lane.answered(stopped, at: .seconds(5), wall: wall)
    guard case .filesystems("h", let reading)? = outcome.news.first else { return #expect(Bool(false)) }
    let failure = { (mount: String) in reading.filesystems.first { $0.mount == mount }?.failure }
    #expect(failure("/") == nil && failure("/mnt/a b") == nil && reading.failures.count == 2)
    #expect(failure("/mnt/c") == "df did not answer within 5 s")
    #expect(failure("/mnt/d") == "not asked, since another one hangs")
  }

  @Test func whatDfToldBeforeItWasStoppedCounts() {
    var stopped = section(1, [("blocks", blocks + "/dev/vdb 1000 400 600 40% /va\n")], status: 124)
    stopped.cut = stopped.parts.popLast()
    let local = DiskDecoder.local(stopped)
    #expect(local.filesystems.map(\.mount) == ["/"])
    #expect(local.failures.contains("some filesystems did not answer in time"))
  }

  @Test func aHungDfIsStoppedAndReported() {
    var lane = SlowLane(host: "h")
    _ = lane.ask(.disk, at: .zero, wall: wall)
    #expect(lane.timer(at: .seconds(9), wall: wall).lines == [])
    #expect(lane.timer(at: .seconds(10), wall: wall).lines == ["stop 1\n"])
    let outcome = lane.answered(
      section(1, [("mounts", mounts), ("blocks", "")], status: 124), at: .seconds(10), wall: wall)
    #expect(outcome.news == [.sectionFailed("h", .disk, reason: "df did not answer within 10 s", at: wall)])
    #expect(lane.ask(.disk, at: .seconds(11), wall: wall).lines == ["disk 2\n"])
  }

  @Test func oneThatCannotBeStoppedBlocksTheLaneUntilItEnds() {
    var lane = SlowLane(host: "h")
    _ = lane.ask(.disk, at: .zero, wall: wall)
    _ = lane.ask(.facts, at: .zero, wall: wall)
    _ = lane.timer(at: .seconds(10), wall: wall)
    let outcome = lane.timer(at: .seconds(13), wall: wall)
    #expect(outcome.news.count == 2 && outcome.lines == [])
    #expect(lane.deadline == nil)
    guard case .sectionFailed("h", .processes, _, _)? = lane.ask(.ps, at: .seconds(20), wall: wall).news.first else {
      return #expect(Bool(false))
    }
    // Late is better than never: the lane is free again, but what came so late is not news.
    #expect(
      lane.answered(section(1, [("mounts", mounts), ("blocks", blocks)]), at: .seconds(99), wall: wall).news == [])
    #expect(lane.ask(.ps, at: .seconds(100), wall: wall).lines == ["ps 2\n"])
  }

  @Test func whatTheProbeRefusesIsSaid() {
    var lane = SlowLane(host: "h")
    _ = lane.ask(.disk, at: .zero, wall: wall)
    let outcome = lane.answered(section(1, [], status: 75), at: .zero, wall: wall)
    guard case .sectionFailed("h", .disk, let reason, _)? = outcome.news.first else { return #expect(Bool(false)) }
    #expect(reason.contains("hangs on the host already"))
  }

  @Test func unknownUsersAreAskedForWithTheNextRequestOnce() throws {
    var lane = SlowLane(host: "h")
    let processes =
      "5/status:Uid:\t1000\t1000\t1000\t1000\nuptime:50.0 1\n5/stat:5 (sh) S 1 5 5 0 -1 0 0 0 0 0 100 0 0 0 20 0 1 0 0 0 0\n"
    func names(_ outcome: SlowLane.Outcome) -> [String] {
      for case .processes(_, let reading) in outcome.news { return reading.processes.map(\.user) }
      return []
    }
    #expect(lane.ask(.ps, at: .zero, wall: wall).lines == ["ps 1\n"])
    #expect(
      names(lane.answered(section(1, [("users", "root:0\n"), ("processes", processes)]), at: .zero, wall: wall)) == [
        "1000"
      ])
    #expect(lane.ask(.ps, at: .zero, wall: wall).lines == ["ps 2 1000\n"])
    #expect(
      names(lane.answered(section(2, [("users", "ops:1000\n"), ("processes", processes)]), at: .zero, wall: wall)) == [
        "ops"
      ])
    #expect(lane.ask(.ps, at: .zero, wall: wall).lines == ["ps 3\n"])
  }
}
