import Dispatch
import Glibc
import OpsDomain
import Synchronization
import Testing

@testable import OpsCollectors

@Suite(.timeLimit(.minutes(10))) struct LocalSourceTests {
  private let moment = Timestamp(seconds: 1_795_000_000)

  /// A source of a tree of fixtures, and what it posts.
  private func source(_ root: String, prober: MountProber = MountProber()) -> (LocalSource, ObservationLog) {
    let log = ObservationLog()
    let moment = moment
    let source = LocalSource(host: "here", root: root, clock: { moment }, prober: prober) { log.add($0) }
    return (source, log)
  }

  @Test func aTickOfATreeIsReadAndTheLinkIsToldOnce() async throws {
    let (source, log) = source(try CollectorFixture.path("proc/debian12-vm"))
    source.ask(.tick)
    #expect(await log.next() == .link("here", .local, .connected(since: moment)))
    guard case .sampled("here", let sample) = await log.next() else { return #expect(Bool(false), "no sample") }
    #expect(sample.load?.one == 1.04)
    #expect(sample.hostClock == moment)
    #expect(sample.failures == [])
    source.ask(.tick)
    guard case .sampled = await log.next() else { return #expect(Bool(false), "no second sample") }
  }

  @Test func processesOfATreeAreReadWithNamesThatHoldAnything() async throws {
    let (source, log) = source(try CollectorFixture.path("proc/debian12-vm"))
    source.ask(.processes)
    _ = await log.next()
    guard case .processes(_, let reading) = await log.next() else { return #expect(Bool(false), "no processes") }
    #expect(reading.processes.map(\.pid) == [4242, 4243])
    #expect(reading.processes.map(\.name) == ["a) b\n(c)", "kworker/u8:2-events_unbound"])
    #expect(reading.processes.map(\.command) == ["ngin\u{fffd} -g daemon off;", "[kworker/u8:2-events_unbound]"])
    #expect(reading.processes.first?.cpuSeconds == 4)
    #expect(reading.totalCount == nil)
  }

  @Test func factsOfAContainerAreRead() async throws {
    let (source, log) = source(try CollectorFixture.path("proc/lxc"))
    source.ask(.facts)
    _ = await log.next()
    guard case .facts(_, let facts) = await log.next() else { return #expect(Bool(false), "no facts") }
    #expect(facts.virtualization == "lxc")
    #expect(facts.programs == ["systemd": 1])
    #expect(facts.distribution == nil)
    #expect(facts.listeningPorts == nil)
  }

  @Test func factsOfAMachineAreRead() async throws {
    let (source, log) = source(try CollectorFixture.path("proc/debian12-vm"))
    source.ask(.facts)
    _ = await log.next()
    guard case .facts(_, let facts) = await log.next() else { return #expect(Bool(false), "no facts") }
    #expect(facts.kernel == "Linux 6.18.44-fc-v595")
    #expect(facts.architecture == "x86_64")
    #expect(facts.distribution == "Debian GNU/Linux 12 (bookworm)")
    #expect(facts.listeningPorts == [2024])
    #expect(facts.programs?.keys.contains("kworker/u8:2-events_unbound") == false)
  }

  @Test func thisMachineTellsAllOfItself() async throws {
    let log = ObservationLog()
    let source = LocalSource(host: "here") { log.add($0) }
    let running = Task { await source.run() }
    for section in Section.allCases { source.ask(section) }
    var seen: Set<Section> = []
    while seen.count < Section.allCases.count {
      switch await log.next() {
      case .sampled(_, let sample):
        seen.insert(.tick)
        #expect(sample.failures == [])
        #expect((sample.cores ?? 0) >= 1)
        #expect(sample.load != nil && sample.memory != nil && sample.cpu != nil && sample.uptimeSeconds != nil)
      case .filesystems(_, let reading):
        seen.insert(.disk)
        #expect(reading.filesystems.contains { $0.mount == "/" && $0.sizeBytes > 0 })
      case .facts(_, let facts):
        seen.insert(.facts)
        #expect(facts.hostName != nil && facts.kernel?.hasPrefix("Linux ") == true)
        #expect(facts.programs?.isEmpty == false)
        #expect(facts.guests != nil && facts.hardwareAddresses != nil)
        #expect(facts.listeners != nil && facts.replications != nil && facts.packagesChanged != nil)
      case .posture(_, let reading):
        seen.insert(.posture)
        #expect(reading.checks.map(\.topic) == PostureTopic.allCases && reading.source == .local)
      case .processes(_, let reading):
        seen.insert(.processes)
        let own = reading.processes.first { $0.pid == Int(getpid()) }
        #expect(own?.command.isEmpty == false && (own?.residentBytes ?? 0) > 0)
      default: break
      }
    }
    running.cancel()
    await running.value
    source.ask(.tick)
  }

  @Test func aHungNetworkMountCostsItselfOnly() throws {
    let hang = DispatchSemaphore(value: 0)
    let begun = Mutex(0)
    let started = DispatchSemaphore(value: 0)
    let prober = MountProber { path in
      guard path == "/net" else { return MountProber.ask("/") }
      begun.withLock { $0 += 1 }
      started.signal()
      hang.wait()
      return MountProber.ask("/")
    }
    let paths = [(path: "/net", isNetwork: true), (path: "/", isNetwork: false)]
    for _ in 0..<3 {
      let answers = prober.answers(paths, patience: .milliseconds(20))
      #expect(throws: MountFailure(reason: "does not answer")) { try answers[0].get() }
      #expect((try? answers[1].get()) != nil)
    }
    // A busy machine may begin the thread late.
    #expect(started.wait(timeout: .now() + 60) == .success)
    // Three times asked, one thread stuck.
    #expect(begun.withLock { $0 } == 1)
    hang.signal()
  }

  @Test func manyHungMountsDoNotKeepAWellOneFromAnswering() async throws {
    let hang = DispatchSemaphore(value: 0)
    let prober = MountProber { path in
      if path.hasPrefix("/net") { hang.wait() }
      return MountProber.ask("/")
    }
    let hung = (0..<40).map { (path: "/net\($0)", isNetwork: true) }
    let first = prober.answers(hung, patience: .milliseconds(10))
    #expect(first.allSatisfy { (try? $0.get()) == nil })
    let answers = prober.answers(hung + [(path: "/well", isNetwork: true)], patience: .seconds(30))
    #expect((try? answers.last?.get()) != nil)
    for _ in hung { hang.signal() }
  }

  @Test func aMountThatCannotBeReadSaysWhyAndHasNoSize() async throws {
    let (source, log) = source(
      try CollectorFixture.path("proc/lxc"),
      prober: MountProber { path in
        path.hasSuffix("files") ? .failure(MountFailure(reason: "Permission denied")) : MountProber.ask("/")
      })
    source.ask(.disk)
    _ = await log.next()
    guard case .filesystems(_, let reading) = await log.next() else { return #expect(Bool(false), "no filesystems") }
    #expect(reading.filesystems.map(\.mount) == ["/", "/srv/my files", "/tmp"])
    #expect(reading.filesystems.map(\.failure) == [nil, "Permission denied", nil])
    #expect(reading.filesystems[1].usedShare == nil)
    #expect(reading.failures == ["/srv/my files: Permission denied"])
  }

  @Test func sizesAreThoseOfDf() throws {
    var answer = statvfs()
    answer.f_frsize = 4096
    answer.f_blocks = 1000
    answer.f_bfree = 400
    answer.f_bavail = 350
    answer.f_files = 100
    answer.f_ffree = 101  // more free than there are: some filesystems do
    let mount = Mount(mount: "/", device: "/dev/vda", type: "ext4", isReadOnly: false)
    let filesystem = LocalFilesystems.filesystem(mount, isNetwork: false, .success(answer))
    #expect(filesystem.sizeBytes == 4_096_000)
    #expect(filesystem.usedBytes == 600 * 4096)
    #expect(filesystem.availableBytes == 350 * 4096)
    #expect(filesystem.inodesUsed == 0)
  }

  @Test func aTreeThatIsNotThereReadsNothingAndSaysNothingFalse() async {
    let (source, log) = source("/does/not/exist")
    source.ask(.tick)
    _ = await log.next()
    guard case .sampled(_, let sample) = await log.next() else { return #expect(Bool(false), "no sample") }
    #expect(sample.load == nil && sample.memory == nil && sample.disks == nil)
  }
}
