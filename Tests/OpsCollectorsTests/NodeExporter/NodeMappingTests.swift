import OpsDomain
import Testing

@testable import OpsCollectors

@Suite struct NodeMappingTests {
  private let moment = Timestamp(seconds: 1_795_000_000)

  private func page(_ text: String) -> NodePage { page(Array(text.utf8)) }

  private func page(_ bytes: [UInt8], chunk: Int = .max) -> NodePage {
    var page = NodePage()
    var exposition = Exposition()
    var start = 0
    while start < bytes.count {
      let end = min(bytes.count, start + min(chunk, bytes.count))
      exposition.consume(bytes[start..<end].span, into: &page)
      start = end
    }
    exposition.finish(isWhole: true, into: &page)
    return page
  }

  private func sample(_ text: String) -> Sample {
    var mapping = NodeMapping()
    return mapping.sample(page(text), at: moment, roundTrip: nil)
  }

  @Test func allOfARealPageIsRead() throws {
    let page = page(try CollectorFixture.bytes("node_exporter/debian12-1.5.0/metrics.txt"))
    var mapping = NodeMapping()
    let sample = mapping.sample(page, at: moment, roundTrip: .milliseconds(18))
    #expect(sample.source == .nodeExporter)
    #expect(sample.hostClock == Timestamp(milliseconds: 1_795_220_802_581))
    #expect(sample.load?.one == 0.08)
    #expect(sample.cores == 2)
    #expect(abs((sample.cpu?.user ?? 0) - 371.67) < 0.001)
    #expect(abs((sample.cpu?.idle ?? 0) - 3913.14) < 0.001)
    #expect(abs((sample.uptimeSeconds ?? 0) - 2207.581) < 0.001)
    #expect(sample.memory?.totalBytes == 25_276_514_304)
    #expect(sample.memory?.availableBytes == 24_862_531_584)
    #expect(sample.paging.swapOut == 0)
    #expect(sample.disks?.map(\.name) == ["vda"])
    #expect(sample.disks?.first?.reads == 92687)
    #expect(sample.disks?.first?.readBytes == 4_187_137_024)
    #expect(sample.disks?.first?.busyMilliseconds == 34876)
    #expect(sample.interfaces?.map(\.name) == ["eth0", "ifb0", "ifb1"])
    #expect(sample.interfaces?.first?.receivedBytes == 27_732_069)
    #expect((sample.runnable, sample.blocked) == (1, 0))
    #expect(sample.pressure == nil)
    #expect(sample.failures == [])
    let reading = try #require(NodeMapping.filesystems(page, at: moment))
    #expect(reading.filesystems.map(\.mount) == ["/"])
    #expect(reading.filesystems.first?.sizeBytes == 270_553_174_016)
    #expect(reading.filesystems.first?.usedBytes == 270_553_174_016 - 253_669_576_704)
    #expect(reading.filesystems.first?.inodesUsed == 16_777_216 - 16_345_562)
    #expect(reading.filesystems.first?.isReadOnly == false)
    let facts = NodeMapping.facts(page, at: moment)
    #expect(facts.hostName == "vm")
    #expect(facts.kernel == "Linux 6.18.44-fc-v595")
    #expect(facts.distribution == "Debian GNU/Linux 12 (bookworm)")
    #expect(facts.architecture == "x86_64")
  }

  @Test(arguments: [1, 7, 100, 4096]) func chunksMakeNoDifference(chunk: Int) throws {
    let bytes = try CollectorFixture.bytes("node_exporter/debian12-1.5.0/metrics.txt")
    var (one, other) = (NodeMapping(), NodeMapping())
    let (whole, parts) = (page(bytes), page(bytes, chunk: chunk))
    let expected = one.sample(whole, at: moment, roundTrip: nil)
    let found = other.sample(parts, at: moment, roundTrip: nil)
    #expect(found == expected)
  }

  @Test func namesDoNotCollide() {
    #expect(Set(NodeMetric.allCases.map { ByteHash($0.name) }).count == NodeMetric.allCases.count)
    for metric in NodeMetric.allCases { #expect(NodeMetric.table.value(ByteHash(metric.name)) == metric) }
    for label in NodeLabel.allCases { #expect(NodeLabel.table.value(ByteHash(label.text)) == label) }
    #expect(NodeMetric.table.value(ByteHash("node_load")) == nil)
  }

  @Test(arguments: ["NaN", "+Inf", "-Inf", "-1", "1e400", "18446744073709551616"])
  func whatNoCounterCanBeIsAbsent(value: String) {
    let sample = sample(
      """
      node_memory_MemTotal_bytes \(value)
      node_procs_running \(value)
      node_vmstat_pswpin \(value)
      node_cpu_seconds_total{cpu="0",mode="user"} \(value == "18446744073709551616" ? "NaN" : value)
      node_network_receive_bytes_total{device="eth0"} \(value)
      node_disk_reads_completed_total{device="sda"} \(value)
      """)
    #expect(sample.memory == nil && sample.runnable == nil && sample.paging.swapIn == nil && sample.cpu == nil)
    #expect(sample.interfaces == nil && sample.disks == nil)
  }

  @Test(arguments: ["0", "-1", "NaN", "1e300", "253402300801"]) func anImpossibleClockIsAbsent(value: String) {
    #expect(sample("node_time_seconds \(value)\n").hostClock == nil)
  }

  @Test func ofDuplicatesTheFirstCounts() {
    let sample = sample(
      """
      node_load1 1
      node_load1 2
      node_load5 1
      node_load15 1
      node_cpu_seconds_total{cpu="0",mode="user"} 10
      node_cpu_seconds_total{cpu="0",mode="user"} 99
      node_cpu_seconds_total{mode="user",cpu="1"} 5
      node_network_receive_errs_total{device="eth0"} 1
      node_network_receive_drop_total{device="eth0"} 2
      node_network_receive_drop_total{device="eth0"} 50
      """)
    #expect(sample.load?.one == 1)
    #expect(sample.cpu?.user == 15)
    #expect(sample.cores == 2)
    #expect(sample.interfaces?.first?.receiveErrors == 3)
  }

  @Test func whatAnOldOrSmallHostDoesNotTellStaysNil() {
    let sample = sample("node_load1 0.5\nnode_memory_MemTotal_bytes 1024\n")
    #expect(sample.load == nil)  // one of three is not the load
    #expect(sample.memory?.availableBytes == nil)
    #expect(sample.disks == nil && sample.interfaces == nil && sample.cpu == nil && sample.cores == nil)
    #expect(sample.uptimeSeconds == nil && sample.hostClock == nil)
  }

  @Test func collectorsThatFailAreNamed() {
    let sample = sample(
      """
      node_scrape_collector_success{collector="diskstats"} 0
      node_scrape_collector_success{collector="dmi"} 0
      node_scrape_collector_success{collector="netdev"} 1
      """)
    #expect(sample.failures == ["node_exporter's collector diskstats failed"])
    #expect(sample.interfaces == [])
    #expect(sample.disks == nil)
  }

  @Test func aFilesystemThatCannotBeReadSaysSo() throws {
    let reading = try #require(
      NodeMapping.filesystems(
        page(
          #"""
          node_filesystem_device_error{device="nas:/v",device_error="mountpoint timeout",fstype="nfs4",mountpoint="/n\"x"} 1
          node_filesystem_readonly{device="nas:/v",device_error="mountpoint timeout",fstype="nfs4",mountpoint="/n\"x"} 1
          node_filesystem_device_error{device="/dev/sda1",device_error="",fstype="xfs",mountpoint="/"} 0
          node_filesystem_size_bytes{device="/dev/sda1",device_error="",fstype="xfs",mountpoint="/"} 100
          node_filesystem_free_bytes{device="/dev/sda1",device_error="",fstype="xfs",mountpoint="/"} 40
          node_filesystem_avail_bytes{device="/dev/sda1",device_error="",fstype="xfs",mountpoint="/"} 30
          node_filesystem_size_bytes{device="tmpfs",fstype="tmpfs",mountpoint="/run"} 100
          """#), at: moment))
    #expect(reading.filesystems.map(\.mount) == ["/n\"x", "/"])
    #expect(reading.filesystems.map(\.failure) == ["mountpoint timeout", nil])
    #expect(reading.filesystems.map(\.isNetwork) == [true, false])
    #expect(reading.filesystems[1].inodesTotal == nil)
    #expect(reading.failures == ["/n\"x: mountpoint timeout"])
    #expect(NodeMapping.filesystems(page("node_load1 1\n"), at: moment) == nil)
  }

  @Test func aFlickeringBootTimeDoesNotDisturbTheUptime() {
    var mapping = NodeMapping()
    func uptime(_ now: Double, _ boot: Int) -> Double? {
      mapping.sample(page("node_time_seconds \(now)\nnode_boot_time_seconds \(boot)\n"), at: moment, roundTrip: nil)
        .uptimeSeconds
    }
    #expect(uptime(1_000_100, 1_000_000) == 100)
    #expect(uptime(1_000_115, 1_000_001) == 115)
    #expect(uptime(1_000_130, 999_999) == 130)
    #expect(uptime(1_000_190, 1_000_180) == 10)  // it has booted
    #expect(uptime(1_000_100, 1_000_180) == nil)
  }

  @Test func pressureNeedsTwoPagesAndFollowsTheIntervalLikeTheKernel() throws {
    var mapping = NodeMapping()
    func pressure(_ now: Double, _ stalled: Double) -> PressureReading? {
      mapping.sample(
        page(
          "node_time_seconds \(1_000_000 + now)\nnode_boot_time_seconds 900000\n"
            + "node_pressure_io_stalled_seconds_total \(stalled)\n"), at: moment, roundTrip: nil
      ).pressure
    }
    #expect(pressure(0, 50) == nil)
    let first = try #require(pressure(10, 52)?.ioFull)
    #expect(abs(first.average10 - 0.2) < 1e-9 && abs(first.average300 - 0.2) < 1e-9)
    #expect(first.totalMicroseconds == 52_000_000)
    let second = try #require(pressure(20, 62)?.ioFull)
    #expect(abs(second.average10 - (0.2 * 0.367879441 + 0.632120559)) < 1e-6)
    #expect(second.average60 < second.average10 && second.average300 < second.average60)
    #expect(pressure(30, 1) == nil)  // began anew
    #expect(pressure(40, 200)?.ioFull?.average10 == 1)  // never more than the whole time
  }

  @Test func hostileNumbersOfThingsAreBounded() {
    var text = ""
    for number in 0..<20_000 {
      text +=
        "node_network_receive_bytes_total{device=\"e\(number)\"} 1\nnode_disk_read_bytes_total{device=\"sd\(number)\"} 1\n"
      text += "node_filesystem_size_bytes{device=\"d\(number)\",fstype=\"xfs\",mountpoint=\"/\(number)\"} 1\n"
    }
    let page = page(text)
    #expect(page.interfaces.count == InterfaceSelection.limit)
    #expect(page.disks.count <= 2 * DiskSelection.limit)
    #expect(page.filesystems.count == FilesystemChoice.limit)
  }
}
