import OpsDomain
import TestSupport
import Testing

@Suite("what is kept of a minute") struct HostMinuteTests {
  @Test("hosts that are read now are kept, with the filesystems that can fill") func minute() throws {
    var fleet = Fleet(.of(Host(id: "db1"), Host(id: "db2"), Host(id: "off", status: .poweroff)), at: .fixture)
    fleet.apply(.sampled("db1", .fixture(load: 2)), at: .fixture)
    fleet.apply(.sampled("db2", .fixture(load: 2)), at: .fixture)
    var hung = Filesystem.fixture("/hung")
    hung.failure = "timed out"
    let reading = FilesystemReading(
      takenAt: .fixture, source: .ssh,
      filesystems: [.fixture("/"), .fixture("/ro", isReadOnly: true), .fixture("/snap", type: "squashfs"), hung])
    fleet.apply(.filesystems("db1", reading), at: .fixture)
    let minute = FleetMinute(of: fleet, at: .fixture + .seconds(20))
    #expect(minute.hosts.map(\.host) == ["db1", "db2"])
    let host = try #require(minute.hosts.first)
    #expect(host[.load] == 2 && host[.loadPerCore] == 0.5)
    #expect(abs((host[.memoryUsed] ?? 0) - 0.4) < 0.01)
    #expect(host[.cpuBusy] == nil && host[.received] == nil)
    #expect(host.mounts.map(\.mount) == ["/"] && host.mounts[0].inodesFree == 900_000)
    #expect(minute.hosts[1].mounts.isEmpty)
  }

  @Test("what is old is not kept as new") func old() {
    var fleet = Fleet(.of(Host(id: "db1", interval: .seconds(600))), at: .fixture)
    fleet.apply(.sampled("db1", .fixture()), at: .fixture)
    fleet.apply(
      .filesystems("db1", FilesystemReading(takenAt: .fixture, source: .ssh, filesystems: [.fixture()])), at: .fixture)
    #expect(FleetMinute(of: fleet, at: .fixture + .seconds(120)).hosts.first?.mounts.count == 1)
    #expect(FleetMinute(of: fleet, at: .fixture + .seconds(121)).hosts.isEmpty)
  }
}
