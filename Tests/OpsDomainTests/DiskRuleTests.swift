import OpsDomain
import TestSupport
import Testing

private let db: HostID = "db1"

private func fleet() -> Fleet {
  var fleet = Fleet(.of(Host(id: db)), at: .fixture)
  fleet.apply(.sampled(db, .fixture()), at: .fixture)
  return fleet
}

/// What is said of a host with these filesystems, read one after the other.
private func findings(_ readings: Filesystem...) -> [Finding] {
  var fleet = fleet()
  for (index, filesystem) in readings.enumerated() {
    let moment = Timestamp.fixture + .seconds(index)
    let reading = FilesystemReading(takenAt: moment, source: .ssh, filesystems: [filesystem])
    fleet.apply(.filesystems(db, reading), at: moment)
  }
  return fleet.hosts[0].findings
}

private let disksAreJudgedByShareAndBySizeCases: [(Double, Double, Severity?)] =
  [
    // Much used and little free: both must be.
    (40.0, 0.79, nil), (40, 0.81, Severity.warn), (200, 0.94, nil), (200, 0.96, .warn), (200, 0.976, .crit),
    (40, 0.91, .crit), (60, 0.91, .warn), (1800, 0.93, nil), (20_000, 0.96, nil), (20_000, 0.975, .crit),
    (1, 0.85, .warn), (1, 0.5, nil), (0, 0.5, nil),
  ] as [(Double, Double, Severity?)]

@Test(arguments: disksAreJudgedByShareAndBySizeCases)
func disksAreJudgedByShareAndBySize(gigabytes: Double, used: Double, severity: Severity?) {
  #expect(findings(.fixture(gigabytes: gigabytes, used: used)).first?.severity == severity)
}

@Test func theSentenceNamesTheMountTheShareAndWhatIsLeft() throws {
  let finding = try #require(findings(.fixture(gigabytes: 58.6, used: 0.93)).first)
  #expect(finding.sentence == "/data 93 % used, 4.1 GB free")
  #expect((finding.rule, finding.subject, finding.severity) == (.disk, "/data", .crit))
  #expect(finding.threshold == 0.9)
  #expect(abs(finding.value - 0.93) < 0.001)
  #expect(finding.since == .fixture)
}

@Test func whatStandsIsClearedByLessAndKeepsItsBeginning() {
  let raised = Filesystem.fixture(gigabytes: 40, used: 0.91)
  #expect(findings(raised, .fixture(gigabytes: 40, used: 0.89)).first?.severity == .crit)
  #expect(findings(.fixture(gigabytes: 40, used: 0.89)).first?.severity == .warn)
  #expect(findings(raised, .fixture(gigabytes: 40, used: 0.87)).first?.severity == .warn)
  #expect(findings(raised, .fixture(gigabytes: 40, used: 0.79)).first?.severity == .warn)
  #expect(findings(raised, .fixture(gigabytes: 40, used: 0.775)).isEmpty)
  #expect(findings(raised, raised, .fixture(gigabytes: 40, used: 0.89)).first?.since == .fixture)
  #expect(findings(raised, .fixture(gigabytes: 40, used: 0.5), raised).first?.since == .fixture + .seconds(2))
}

@Test(arguments: ["squashfs", "iso9660", "erofs", "udf"])
func imagesAreNeverFull(type: String) {
  #expect(findings(.fixture(used: 1, type: type, inodesUsed: 1)).isEmpty)
}

@Test func readOnlyFilesystemsAreNeverFull() {
  #expect(findings(.fixture(used: 1, inodesUsed: 1, isReadOnly: true)).isEmpty)
  #expect(findings(.fixture(used: 1)).first?.severity == .crit)
}

@Test func networkMountsAreJudgedAlike() {
  #expect(findings(.fixture("/mnt/nas", used: 0.99, isNetwork: true)).first?.severity == .crit)
}

private let inodesRunOutCases: [(Double, Severity?, String?)] =
  [(0.89, nil, nil), (0.9, Severity.warn, "≥ 90 %"), (0.95, .crit, "≥ 95 %")]
  as [(Double, Severity?, String?)]

@Test(arguments: inodesRunOutCases)
func inodesRunOut(used: Double, severity: Severity?, limit: String?) {
  let finding = findings(.fixture(inodesUsed: used)).first
  #expect(finding?.severity == severity)
  #expect(finding?.rule == (severity == nil ? nil : .inodes))
  if let limit { #expect(finding?.sentence == "/data inodes \(formatShare(used)) \(limit)") }
}

@Test func aHungMountIsAWarningAndHasNoSize() {
  var hung = Filesystem.fixture("/mnt/nas", used: 1, isNetwork: true)
  hung.failure = "no answer in 5 s"
  let finding = findings(hung).first
  #expect(finding?.sentence == "/mnt/nas does not answer: no answer in 5 s")
  #expect(finding?.severity == .warn)
}

@Test(arguments: [UInt64.min, 1, 1 << 63, .max], [UInt64.min, 1, 1 << 63, .max])
func noSizeIsATrap(used: UInt64, available: UInt64) {
  let filesystem = Filesystem(
    mount: "/", sizeBytes: 0, usedBytes: used, availableBytes: available, inodesTotal: available, inodesUsed: used)
  #expect(findings(filesystem).count <= 2)
}

@Test func tooManyFilesystemsKeepTheWorst() {
  var fleet = fleet()
  let many = (0..<500).map { Filesystem.fixture("/\($0)", gigabytes: 10, used: $0 == 499 ? 0.99 : 0.85) }
  fleet.apply(.filesystems(db, FilesystemReading(takenAt: .fixture, source: .ssh, filesystems: many)), at: .fixture)
  #expect(fleet.hosts[0].findings.count == 64)
  #expect(fleet.hosts[0].findings.first?.subject == "/499")
}

@Test func filesystemsThatCannotBeReadAreAWarningOnceThatHolds() {
  var fleet = fleet()
  let later = Timestamp.fixture + .seconds(29)
  fleet.apply(.sectionFailed(db, .disk, reason: "df timed out", at: .fixture), at: .fixture)
  fleet.age(to: later)
  #expect(fleet.hosts[0].health == .ok)
  fleet.age(to: later + .seconds(1))
  #expect(fleet.hosts[0].findings.map(\.sentence) == ["filesystems cannot be read: df timed out"])
  #expect(fleet.hosts[0].findings[0].since == .fixture)
  let reading = FilesystemReading(takenAt: later + .seconds(2), source: .ssh, filesystems: [.fixture()])
  fleet.apply(.filesystems(db, reading), at: later + .seconds(2))
  #expect(fleet.hosts[0].health == .ok)
}

@Test func filesystemsReadLongAgoAreNotJudged() {
  var fleet = fleet()
  let reading = FilesystemReading(takenAt: .fixture, source: .ssh, filesystems: [.fixture(used: 0.99)])
  fleet.apply(.filesystems(db, reading), at: .fixture)
  var living = LivingHost()
  living.live(60, as: db, in: &fleet)
  #expect(fleet.hosts[0].findings.map(\.sentence) == ["/data 99 % used, 1.0 GB free"])
  fleet.age(to: living.now + .seconds(1))
  #expect(fleet.hosts[0].findings.map(\.sentence) == ["filesystems not read for more than 15 min"])
  #expect(fleet.hosts[0].health == .warn)
}
