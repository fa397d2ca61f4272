import OpsDomain

extension SimulatedHost {
  private static let day = 86_400.0
  /// What a filling filesystem stops at.
  private static let fullShare = 0.995
  /// The part of ext4 that only root may write (mke2fs -m 5).
  private static let reserve = 0.05
  private static let inodeBytes = 16_384.0

  /// The filesystems at `time`.
  func filesystems(at time: Double, _ stamp: Timestamp) -> FilesystemReading {
    let volumes = RoleProfile.rootVolumes + profile.volumes
    return FilesystemReading(
      takenAt: stamp, source: .simulation,
      filesystems: volumes.enumerated().map { filesystem($1, UInt64($0), at: time) },
      failures: volumes.filter(\.hangs).map { "\($0.mount): no answer within 5 s" })
  }

  private func filesystem(_ volume: RoleProfile.Volume, _ index: UInt64, at time: Double) -> Filesystem {
    guard !volume.hangs else {
      return Filesystem(
        mount: volume.mount, device: volume.device, type: volume.type, sizeBytes: 0, usedBytes: 0, availableBytes: 0,
        isNetwork: true, failure: "no answer within 5 s")
    }
    let room = volume.sizeBytes * (volume.type == "ext4" ? 1 - Self.reserve : 1)
    var share = Chance.within(volume.share, chance(300 &+ index)) + volume.growthPerDay * time / Self.day
    if let filling = trouble.filling, filling.mount == volume.mount {
      share = filling.share + filling.bytesPerSecond * time / room
    }
    let used = room * min(max(share, 0), Self.fullShare)
    let inodes = volume.sizeBytes / Self.inodeBytes
    return Filesystem(
      mount: volume.mount, device: volume.device, type: volume.type, sizeBytes: Self.count(volume.sizeBytes),
      usedBytes: Self.count(used), availableBytes: Self.count(room - used), inodesTotal: Self.count(inodes),
      inodesUsed: Self.count(inodes * volume.inodes * Chance.within(0.7...1.3, chance(400 &+ index))), isReadOnly: false
    )
  }

  /// What the host is.
  func facts(at time: Double, _ stamp: Timestamp) -> FactsReading {
    let programs = programs(at: time)
    var facts = FactsReading(takenAt: stamp, source: .simulation)
    facts.hostName = id.name
    facts.kernel = "Linux \(runningKernel)"
    facts.distribution = "Debian GNU/Linux 12 (bookworm)"
    facts.architecture = "x86_64"
    facts.cpuModel = "Intel(R) Xeon(R) Gold 6338 CPU @ 2.00GHz"
    facts.virtualization = "kvm"
    facts.listeningPorts = programs.compactMap(\.port).sorted()
    facts.listeners = listeners(programs)
    facts.programs = Dictionary(programs.map { ($0.name, $0.count) }, uniquingKeysWith: +)
    facts.addresses = ["eth0 \(address)/16"]
    facts.virtualRouters = []
    facts.replications = []
    facts.packagesChanged =
      stamp - .seconds(Int64(packageDays * Self.day + time.truncatingRemainder(dividingBy: Self.day)))
    return facts
  }

  /// What runs at `time`, that of the trouble last.
  func programs(at time: Double) -> [Program] {
    let usual = usualPrograms
    guard let troubling = trouble.program, trouble.course.isOn(time) else { return usual }
    return usual + [troubling.program]
  }

  /// What always runs.
  var usualPrograms: [Program] { Program.everywhere + Program.ofRole(trouble.runs ?? profile.role) }
}
