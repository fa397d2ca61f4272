import COpsSystem
import Foundation
import Glibc
import OpsDomain
import Testing

@testable import OpsCollectors

@Suite(.timeLimit(.minutes(10))) struct RemoteProgramTests {
  private static let shells = ProbeRun.shells
  private let moment = Timestamp(seconds: 1_795_000_000)

  @Test func theCommandIsTheSameToEveryLoginShell() {
    // Single quotes hold neither quotes nor backslashes nor newlines nor `!`: sh, csh, fish and zsh read them alike.
    let command = RemoteProgram.command(length: 9000)
    #expect(command == "exec sh -c 'eval \"$(head -c 9000)\"' opsconsole-probe")
    #expect(command.split(separator: "'").count == 3 && !command.contains("!") && !command.contains("\\"))
  }

  @Test func aMarkIsAlwaysSixteenDigits() {
    struct Fixed: RandomNumberGenerator {
      let value: UInt64
      mutating func next() -> UInt64 { value }
    }
    for value in [0, 1, UInt64.max, 0xABC] {
      var generator = Fixed(value: value)
      #expect(RemoteProgram.mark(using: &generator).utf8.count == 16)
    }
  }

  @Test(arguments: shells) func thisMachineIsReadOnEveryShell(shell: [String]) async throws {
    let probe = try await ProbeRun.begin(shell)
    #expect(try await probe.value { $0.system } == "linux")
    let tick = try await probe.ask("tick", 1)
    let sample = try #require(TickDecoder.sample(tick, takenAt: moment, roundTrip: .zero))
    #expect(sample.failures == [])
    #expect(sample.load != nil && sample.cpu != nil && sample.memory != nil && sample.uptimeSeconds != nil)
    #expect((sample.cores ?? 0) > 0 && sample.interfaces != nil && sample.disks != nil && sample.hostClock != nil)
    #expect(tick.bytes.count < 16_000)
    let disk = DiskDecoder.local(try await probe.ask("disk", 2))
    #expect(disk.filesystems.contains { $0.mount == "/" && $0.sizeBytes > 0 && $0.type != nil })
    let facts = FactsDecoder.reading(try await probe.ask("facts", 3), takenAt: moment)
    #expect(facts.kernel?.hasPrefix("Linux ") == true && facts.distribution != nil && facts.architecture != nil)
    #expect(facts.programs?.isEmpty == false && facts.listeningPorts != nil)
    var decoder = ProcessDecoder()
    let reading = decoder.reading(try await probe.ask("ps", 4), takenAt: moment)
    #expect(reading.processes.contains { $0.pid == 1 && $0.user == "root" })
    #expect(reading.processes.contains { $0.command.contains("opsconsole-probe") })
    #expect(reading.uptimeSeconds != nil)
    #expect(try await probe.end() == .status(0))
  }

  @Test(arguments: shells) func aHungDfIsStoppedWhileTicksGoOn(shell: [String]) async throws {
    // busybox has a df of its own that cannot be put aside.
    guard shell[0] != "/usr/bin/busybox" else { return }
    let folder = try ScratchFolder()
    let nap = "9\(UInt32.random(in: 10_000...99_999))"
    try folder.write("df", "#!/bin/sh\n[ \"$*\" = '-P -k -l /' ] || exec sleep \(nap)\n", isProgram: true)
    let probe = try await ProbeRun.begin(shell, path: "\(folder.path):/usr/bin:/bin")
    probe.send("disk 1")
    #expect(await holds(within: 5) { !processes(with: "sleep \(nap)").isEmpty })
    #expect(TickDecoder.sample(try await probe.ask("tick", 2), takenAt: moment, roundTrip: .zero) != nil)
    probe.send("stop 1")
    await probe.until { $0.sections.contains { $0.name == "disk" } }
    #expect(try await probe.value { $0.sections.first { $0.name == "disk" }?.status } == 124)
    #expect(await holds(within: 2) { processes(with: "sleep \(nap)").isEmpty })
    #expect(try await probe.ask("facts", 3).status == 0)
    // Once more, and this time the input ends under it.
    probe.send("disk 4")
    #expect(await holds(within: 5) { !processes(with: "sleep \(nap)").isEmpty })
    #expect(try await probe.end() == .status(0))
    #expect(await holds(within: 2) { processes(with: "sleep \(nap)").isEmpty })
  }

  @Test(arguments: shells) func hostileTextOfATreeForgesNothing(shell: [String]) async throws {
    let folder = try ScratchFolder()
    try Self.plant(folder)
    let probe = try await ProbeRun.begin(shell, root: folder.path)
    let sample = try #require(TickDecoder.sample(try await probe.ask("tick", 1), takenAt: moment, roundTrip: .zero))
    #expect(sample.load?.one == 0.25 && sample.uptimeSeconds == 5000 && sample.pressure == nil)
    var decoder = ProcessDecoder()
    let reading = decoder.reading(try await probe.ask("ps", 2), takenAt: moment)
    #expect(reading.processes.map(\.pid) == [1, 66])
    #expect(reading.processes.first?.command.hasPrefix("/sbin/init") == true)
    #expect(reading.processes.last?.name == "a) S 1\n1 (b" && reading.processes.last?.user == "evil")
    let facts = FactsDecoder.reading(try await probe.ask("facts", 3), takenAt: moment)
    #expect(facts.distribution == "Tree \"1\"" && facts.listeningPorts == [8080])
    #expect(facts.programs == ["init": 1, "a) S 1\n1 (b": 1])
    #expect(try await probe.end() == .status(0))
  }

  /// A root that has seen bad guests.
  private static func plant(_ folder: borrowing ScratchFolder) throws {
    try folder.write("proc/loadavg", "0.25 0.5 0.75 1/1 1\n")
    try folder.write("proc/stat", "cpu  1 2 3 4 5 6 7 8 0 0\ncpu0 1 2 3 4 5 6 7 8 0 0\nintr 9 9 9\n")
    try folder.write("proc/uptime", "5000.00 1.00\n")
    let numbers = "0 0 0 0 -1 0 0 0 0 0 10 20 0 0 20 0 1 0 100 0 0 0"
    try folder.write("proc/1/stat", "1 (init) S \(numbers)\n")
    try folder.write("proc/1/status", "Name:\tinit\nUid:\t0\t0\t0\t0\n")
    try folder.write("proc/1/cmdline", "/sbin/init\0splash\0")
    try folder.write("proc/66/stat", "66 (a) S 1\n1 (b) S \(numbers)\n")
    try folder.write("proc/66/status", "Name:\ta\nUid:\t666\t666\t666\t666\n")
    try folder.write("proc/66/cmdline", "x\n1/cmdline:/forged\n0123456789abcde end 2 0\n\u{1b}[2J\0")
    try folder.write(
      "proc/net/tcp", "  sl\n   0: 00000000:1F90 00000000:0000 0A 0 0\n   1: 00000000:0016 00000000:0000 01 0 0\n")
    try folder.write("etc/os-release", "NAME=Tree\nPRETTY_NAME=\"Tree \\\"1\\\"\"\n")
    try folder.write("etc/passwd", "root:x:0:0::/:/bin/sh\nevil:x:666:666::/:/bin/sh\n")
  }

  @Test(arguments: shells) func nobodyReadsSoTheProbeEnds(shell: [String]) async throws {
    let script = RemoteProgram.script(mark: "0123456789abcdef")
    let folder = try ScratchFolder()
    // More than a pipe holds, so that it is noticed whenever the reader goes.
    let ticks = (1...200).map { "tick \($0)\n" }.joined()
    let requests = String(decoding: script, as: UTF8.self) + "facts 1\n" + ticks
    try folder.write("requests", requests)
    let name = "opsconsole-\(folder.path.suffix(8))"
    let probe = "\(shell.joined(separator: " ")) -c 'eval \"$(head -c \(script.count))\"' \(name) 2>&1"
    // The reader takes one line and goes; the input stays open.
    let pid = try await ProbeRun.spawn(
      "{ cat \(folder.path)/requests; exec sleep 30; } | \(probe) | head -n 1 >/dev/null")
    #expect(await holds(within: 10) { processes(with: name).filter { $0 != Int(pid) }.isEmpty })
    kill(-pid, SIGKILL)
    #expect(await holds(within: 5) { ops_reap(pid).state != OPS_CHILD_RUNS })
  }

  @Test func requestsThatAreNoneAreIgnored() async throws {
    let probe = try await ProbeRun.begin(["/bin/sh"])
    for line in [
      "", "tick", "tick x", "tick 1x", "rm 1", "tick $(touch x)", "stop 9", "stop 99999999999999999999", "; 1",
    ] {
      probe.send(line)
    }
    #expect(try await probe.ask("tick", 7).number == 7)
    #expect(try await probe.value { $0.sections.count } == 1)
    #expect(try await probe.end() == .status(0))
  }

  @Test func shellcheckHasNothingToSay() async throws {
    guard FileManager.default.isExecutableFile(atPath: "/usr/bin/shellcheck") else { return }
    let folder = try ScratchFolder()
    try folder.write("probe.sh", String(decoding: RemoteProgram.script(mark: "m"), as: UTF8.self))
    let pid = try await ProbeRun.spawn("exec shellcheck -s sh \(folder.path)/probe.sh")
    var child = ops_child(state: OPS_CHILD_RUNS, code: 0)
    #expect(
      await holds(within: 30) {
        child = ops_reap(pid)
        return child.state != OPS_CHILD_RUNS
      })
    #expect(child.state == OPS_CHILD_EXITED && child.code == 0)
  }
}
