import OpsDomain
import Testing

@testable import OpsCollectors

@Suite struct ProcTextTests {
  /// The sample that all files of a machine give.
  private func sample(of machine: String) throws -> Sample {
    var sample = Sample.empty
    for file in ProcFile.allCases {
      guard let bytes = try? CollectorFixture.bytes("proc/\(machine)/proc/\(file.rawValue)") else { continue }
      try parse(bytes[...], of: file, into: &sample)
    }
    return sample
  }

  @Test func everythingOfAPresentKernelIsRead() throws {
    let sample = try sample(of: "debian12-vm")
    #expect(sample.load == LoadAverage(one: 1.04, five: 1.01, fifteen: 0.75))
    #expect(sample.cores == 2)
    #expect(sample.cpu?.user == 1154.06)
    #expect(sample.cpu?.system == 221.04)
    #expect(sample.cpu?.idle == 5907.87)
    #expect(sample.cpu?.steal == 2.27)
    #expect(sample.memory?.totalBytes == 24_684_096 * 1024)
    #expect(sample.memory?.availableBytes != nil)
    #expect(sample.paging.swapIn == 0)
    #expect(sample.paging.majorFaults == 11697)
    #expect(sample.paging.outOfMemoryKills == 0)
    #expect(sample.disks?.map(\.name) == ["vda"])
    #expect(sample.interfaces?.map(\.name) == ["ifb0", "ifb1", "eth0"])
    #expect(sample.pressure?.cpuSome != nil)
    #expect(sample.pressure?.memoryFull != nil)
    #expect(sample.pressure?.ioFull != nil)
    #expect(sample.runnable != nil)
    #expect(sample.blocked != nil)
    #expect(sample.uptimeSeconds != nil)
  }

  @Test func whatAnOldKernelDoesNotTellStaysNil() throws {
    let sample = try sample(of: "centos6")
    #expect(sample.memory?.availableBytes == nil)
    #expect(sample.memory?.freeBytes == 219_336 * 1024)
    #expect(sample.memory?.swapFreeBytes == 4_190_016 * 1024)
    #expect(sample.pressure == nil)
    #expect(sample.paging.outOfMemoryKills == nil)
    #expect(sample.paging.swapOut == 1070)
    #expect(sample.cores == 2)
    #expect(sample.runnable == 2)
    #expect(sample.blocked == 1)
    #expect(sample.uptimeSeconds == 8_640_012.34)
  }

  @Test func countersOfDisksAndInterfacesStandInTheirPlaces() throws {
    let sample = try sample(of: "centos6")
    let sda = try #require(sample.disks?.first)
    #expect(sample.disks?.map(\.name) == ["sda", "sdb"])
    #expect((sda.reads, sda.readBytes, sda.readMilliseconds) == (1000, 20000 * 512, 300))
    #expect((sda.writes, sda.writtenBytes, sda.writeMilliseconds) == (4000, 60000 * 512, 700))
    #expect((sda.busyMilliseconds, sda.weightedMilliseconds) == (800, 1000))
    let eth0 = try #require(sample.interfaces?.first)
    #expect(sample.interfaces?.map(\.name) == ["eth0"])
    #expect((eth0.receivedBytes, eth0.receivedPackets, eth0.receiveErrors) == (4_294_967_296, 20000, 3))
    #expect((eth0.sentBytes, eth0.sentPackets, eth0.sendErrors) == (8_000_000, 15000, 7))
  }

  @Test func loopbackIsReadBesideTheInterfaces() throws {
    let loopback = try #require(try sample(of: "centos6").loopback)
    #expect((loopback.receivedBytes, loopback.receivedPackets) == (123_456, 789))
    var other = Sample.empty
    try parse(Array("eth0: 1 2 0 0 0 0 0 0 3 4 0 0 0 0 0 0\n".utf8)[...], of: .netDev, into: &other)
    #expect(other.loopback == nil)
  }

  @Test(arguments: [
    ("workingset_restore_anon 2\nworkingset_restore_file 40\n", UInt64?.some(42)), ("workingset_restore 7\n", 7),
    ("pswpin 1\n", nil),
  ])
  func pagesReadBackAreAddedUp(text: String, restored: UInt64?) throws {
    var sample = Sample.empty
    try parse(Array(text.utf8)[...], of: .vmstat, into: &sample)
    #expect(sample.paging.restored == restored)
  }

  @Test func aContainerWithoutDisksHasNoneWhichIsNotUnknown() throws {
    let sample = try sample(of: "lxc")
    #expect(sample.cores == 1)
    #expect(sample.disks == nil)  // its diskstats is empty: not told
    #expect(sample.interfaces?.map(\.name) == ["eth0"])
    var other = Sample.empty
    try parse(Array("   7       0 loop0 0 0 0 0 0 0 0 0 0 0 0\n".utf8)[...], of: .diskstats, into: &other)
    #expect(other.disks == [])
  }

  @Test func aThousandCPUsAreCountedAndTheInterruptLineIsPassedOver() throws {
    var text = "cpu  1000 0 0 9000 0 0 0 0 0 0\n"
    for number in 0..<1024 { text += "cpu\(number) 1 0 0 9 0 0 0 0 0 0\n" }
    text += "intr " + String(repeating: "12345 ", count: 20_000) + "\nprocs_running 1024\n"
    var sample = Sample.empty
    try parse(Array(text.utf8)[...], of: .stat, into: &sample, ticksPerSecond: 100)
    #expect(sample.cores == 1024)
    #expect(sample.cpu?.total == 100)
    #expect(sample.runnable == 1024)
  }

  @Test func theLargestCountersAreKeptAndLargerOnesAreRefused() throws {
    let most = UInt64.max
    var sample = Sample.empty
    try parse(
      Array("eth0: \(most) \(most) 0 0 0 0 0 0 \(most) 1 \(most) 1 0 0 0 0".utf8)[...], of: .netDev, into: &sample)
    #expect(sample.interfaces?.first?.receivedBytes == most)
    #expect(sample.interfaces?.first?.sendErrors == 0)  // wraps rather than traps
    let before = sample
    #expect(throws: MalformedText.self) {
      try parse(Array("eth0: 18446744073709551616 1 0 0 0 0 0 0 1 1 0 0 0 0 0 0".utf8)[...], of: .netDev, into: &sample)
    }
    #expect(sample == before)
  }

  @Test(
    arguments: [
      (ProcFile.loadavg, "nan inf 0 1/1 1"), (.loadavg, "0.1 0.2"), (.loadavg, "-1 0 0"), (.stat, "cpu  1 2 x 4"),
      (.stat, "cpu"), (.stat, "procs_running -1"), (.meminfo, "MemTotal: -1 kB"), (.meminfo, "Active: 1 kB"),
      (.meminfo, "MemTotal: 18446744073709551615 kB"), (.vmstat, "pswpin one"), (.diskstats, " 8 0 sda 1 2 3"),
      (.diskstats, " 8 0 sda 1 2 18446744073709551615 4 5 6 7 8 9 10 11"), (.uptime, ""), (.uptime, "x y"),
      (.netDev, "eth0: 1 2 3"), (.pressureCPU, "some avg10=0.00"),
      (.pressureIO, "full avg10=x avg60=0 avg300=0 total=0"),
      (.pressureMemory, "some 1 2 3"),
    ] as [(ProcFile, String)])
  func whatIsNotUnderstoodThrowsAndChangesNothing(file: ProcFile, text: String) throws {
    var sample = Sample.empty
    let bytes = Array(text.utf8) + [Byte.newline]
    #expect(throws: MalformedText.self) { try parse(bytes[...], of: file, into: &sample) }
    #expect(sample == Sample.empty)
  }

  @Test func aMalformedLineIsToldShortened() throws {
    var sample = Sample.empty
    let text = "MemTotal: " + String(repeating: "x", count: 5000)
    let error = #expect(throws: MalformedText.self) {
      try parse(Array(text.utf8)[...], of: .meminfo, into: &sample)
    }
    #expect(error?.file == "meminfo")
    #expect(error?.line.utf8.count == MalformedText.longestLine)
  }

  @Test func absentFilesReadNothing() throws {
    for file in ProcFile.allCases {
      var sample = Sample.empty
      try parse([], of: file, into: &sample)
      #expect(sample == Sample.empty)
    }
  }

  @Test(arguments: ProcFile.allCases)
  func damagedTextNeverTraps(file: ProcFile) throws {
    let original = try CollectorFixture.bytes("proc/debian12-vm/proc/\(file.rawValue)")
    var generator = SeededGenerator(state: 7)
    for _ in 0..<500 {
      var bytes = original
      for _ in 0..<Int.random(in: 1...8, using: &generator) {
        let place = Int.random(in: 0..<bytes.count, using: &generator)
        switch Int.random(in: 0..<4, using: &generator) {
        case 0: bytes[place] = UInt8.random(in: 0...255, using: &generator)
        case 1: bytes.remove(at: place)
        case 2: bytes.insert(contentsOf: Array("99999999999999999999".utf8), at: place)
        default: bytes.removeLast(bytes.count - place)
        }
        if bytes.isEmpty { bytes = original }
      }
      var sample = Sample.empty
      try? parse(bytes[...], of: file, into: &sample)
    }
  }
}
