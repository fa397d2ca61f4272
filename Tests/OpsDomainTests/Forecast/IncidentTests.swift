import OpsDomain
import TestSupport
import Testing

private let db: HostID = "db1"

@Suite("filesystems about to be full") struct IncidentTests {
  /// Nearly flat for days, then so many hours of filling at a pace that leaves so little.
  private func runaway(hours: Double, perHour: Double, leaving left: Double) -> Past {
    let end = 9 * 1440
    let begin = end - Int(hours * 60)
    return Past(days: 9, from: left + hours * perHour) { minute, _ in
      minute >= begin ? -perHour / 60 : minute % 2 == 0 ? 1e-6 : -1e-6
    }
  }

  @Test(
    "less than 40 % and full within a day, for an hour, is a warning; less than 20 % and four hours is critical",
    arguments: [
      (4, 0.02, 0.30, Severity.warn), (4, 0.02, 0.45, nil), (4, 0.06, 0.10, .crit), (4, 0.06, 0.15, .warn),
      (4, 0.02, 0.19, .warn),
      (5, 0.005, 0.35, nil), (0.5, 0.10, 0.30, nil),
    ] as [(Double, Double, Double, Severity?)])
  func levels(hours: Double, perHour: Double, left: Double, severity: Severity?) {
    let forecast = runaway(hours: hours, perHour: perHour, leaving: left).forecast()
    #expect(forecast.spaceIncident?.severity == severity, "\(forecast)")
  }

  @Test("it stands since an hour ago at least") func since() throws {
    let past = runaway(hours: 5, perHour: 0.03, leaving: 0.2)
    #expect(try #require(past.forecast().spaceIncident).since == past.now - .seconds(3600))
  }

  @Test("inodes run out alike") func inodes() throws {
    let past = runaway(hours: 5, perHour: 0.03, leaving: 0.2)
    let filesystem = Filesystem.fixture(used: 0.1, inodesUsed: 0.8)
    let reading = FilesystemReading(takenAt: past.now, source: .ssh, filesystems: [filesystem])
    var history = past.history
    history.minutes = history.minutes.map { HistoryPoint($0.moment, $0.value / 1e5) }
    let made = Forecaster().forecast(of: reading, [MountHistory(mount: "/data", inodes: history)], at: past.now)
    let forecast = try #require(made["/data"])
    #expect(forecast.inodesIncident?.severity == .warn)
    #expect(forecast.soonest?.isInodes == true && made.soonest?.isInodes == true)
    #expect(forecast.space == .none(.tooLittleData(.zero)))
  }

  @Test("a job that fills the disk every night is known") func nightlyJob() {
    for hour in [1.5, 2.0, 2.5] {
      let past = Past(days: 20 + hour / 24, from: 0.38) { minute, left in
        let time = minute % 1440
        return (60..<180).contains(time) ? -0.28 / 120 : time == 190 ? 0.38 - left : 0
      }
      #expect(past.forecast().spaceIncident == nil, "at \(hour)")
    }
  }

  @Test("a job that goes on beyond what it usually writes is not") func runawayJob() {
    let end = 20 * 1440 + 300
    let past = Past(days: 20 + 300.0 / 1440, from: 0.38) { minute, left in
      let time = minute % 1440
      if minute > end - 300 + 60 { return -0.085 / 60 }
      return (60..<120).contains(time) ? -0.10 / 60 : time == 190 ? 0.38 - left : 0
    }
    #expect(past.forecast().spaceIncident != nil, "\(past.forecast())")
  }

  // MARK: - Findings

  private func forecast(
    _ severity: Severity, hours: Double, at moment: Timestamp = .fixture, recoveries: Int = 0
  ) -> HostForecast {
    let fill = FillForecast(
      earliest: hours * 0.9 / 24, middle: hours / 24, latest: hours * 1.2 / 24, window: .sixHours,
      recoveries: recoveries, lostPerDay: 1e9)
    return HostForecast(
      takenAt: moment,
      mounts: [
        FilesystemForecast(
          mount: "/data", space: .fills(fill),
          spaceIncident: FillIncident(severity: severity, since: moment - .seconds(3600)))
      ])
  }

  private func fleet(_ filesystem: Filesystem, _ forecast: HostForecast?) -> Fleet {
    var fleet = Fleet(.of(Host(id: db)), at: .fixture)
    fleet.apply(.sampled(db, .fixture()), at: .fixture)
    fleet.apply(
      .filesystems(db, FilesystemReading(takenAt: .fixture, source: .ssh, filesystems: [filesystem])), at: .fixture)
    if let forecast { fleet.apply(.forecast(db, forecast), at: .fixture) }
    return fleet
  }

  @Test("the finding says what is left, how long, and since when") func finding() throws {
    let fleet = fleet(.fixture(gigabytes: 2000, used: 0.7), forecast(.warn, hours: 10))
    let finding = try #require(fleet.hosts[0].findings.first)
    #expect((finding.rule, finding.subject, finding.severity) == (.forecast, "/data", .warn))
    #expect(finding.sentence == "/data 30 % left, full in 9–12 hours")
    #expect(abs(finding.value - 10) < 0.001 && finding.threshold == 24)
    #expect(finding.since == .fixture - .seconds(3600))
    #expect(fleet.hosts[0].health == .warn)
  }

  @Test("what is as empty as before, read-only or gone is no finding any more") func notAnyMore() {
    for filesystem in [
      Filesystem.fixture(gigabytes: 2000, used: 0.5), .fixture(gigabytes: 2000, used: 0.7, isReadOnly: true),
      .fixture("/other", gigabytes: 2000, used: 0.7),
    ] {
      #expect(fleet(filesystem, forecast(.crit, hours: 2)).hosts[0].findings.isEmpty)
    }
  }

  @Test("an old forecast says nothing, and a forecast of a time to come neither") func old() {
    var fleet = fleet(.fixture(gigabytes: 2000, used: 0.7), forecast(.warn, hours: 10))
    #expect(fleet.hosts[0].daysLeft(at: .fixture) != nil)
    for (moment, has) in [(Timestamp.fixture + .seconds(3 * 3600), true), (.fixture + .seconds(3 * 3600 + 1), false)] {
      fleet.apply(.sampled(db, .fixture(at: moment, uptime: 99_999)), at: moment)
      fleet.apply(
        .filesystems(
          db,
          FilesystemReading(takenAt: moment, source: .ssh, filesystems: [.fixture(gigabytes: 2000, used: 0.7)])),
        at: moment)
      #expect(fleet.hosts[0].findings.contains { $0.rule == .forecast } == has)
      #expect((fleet.hosts[0].forecast(at: moment) != nil) == has)
    }
    #expect(fleet.hosts[0].forecast(at: .fixture - .seconds(60)) == nil)
  }

  @Test("time alone takes an old forecast away") func ageing() {
    var thresholds = Thresholds()
    thresholds.disksStaleAfter = .seconds(86_400)
    thresholds.staleAtLeast = .seconds(86_400)
    var fleet = Fleet(.of(Host(id: db, thresholds: thresholds)), at: .fixture)
    fleet.apply(.sampled(db, .fixture()), at: .fixture)
    let reading = FilesystemReading(
      takenAt: .fixture, source: .ssh, filesystems: [.fixture(gigabytes: 2000, used: 0.7)])
    fleet.apply(.filesystems(db, reading), at: .fixture)
    fleet.apply(.forecast(db, forecast(.warn, hours: 10)), at: .fixture)
    fleet.age(to: .fixture + .seconds(3 * 3600))
    #expect(fleet.hosts[0].health == .warn)
    fleet.age(to: .fixture + .seconds(3 * 3600 + 1))
    #expect(fleet.hosts[0].health == .ok)
  }

  @Test("a later forecast replaces an earlier one, not the other way round") func order() {
    var fleet = fleet(.fixture(), forecast(.warn, hours: 10))
    fleet.apply(.forecast(db, forecast(.warn, hours: 5, at: .fixture - .seconds(60))), at: .fixture)
    #expect(fleet.hosts[0].forecast?.takenAt == .fixture)
    fleet.apply(.forecast(db, forecast(.warn, hours: 5, at: .fixture - .seconds(60))), at: .fixture - .seconds(60))
    #expect(fleet.hosts[0].forecast?.takenAt == .fixture - .seconds(60))
  }

  @Test(
    "much used of a large disk is a finding when it will be full within days",
    arguments: [(0.85, 6.0, Severity.warn), (0.85, 8, nil), (0.95, 0.9, .crit), (0.75, 3, nil)]
      as [(Double, Double, Severity?)])
  func disks(used: Double, days: Double, severity: Severity?) {
    var forecast = forecast(.warn, hours: days * 24)
    forecast.mounts[0].spaceIncident = nil
    let findings = fleet(.fixture(gigabytes: 2000, used: used), forecast).hosts[0].findings
    #expect(findings.first?.severity == severity && findings.count == (severity == nil ? 0 : 1))
    if severity == .warn { #expect(findings.first?.sentence == "/data 85 % used, 300 GB free, full in 5–8 days") }
  }

  @Test("filters ask for days left") func filters() throws {
    let fleet = fleet(.fixture(gigabytes: 2000), forecast(.warn, hours: 48))
    func count(_ text: String) throws -> Int {
      fleet.indices(matching: try HostPredicate(parsing: text), at: .fixture).count
    }
    #expect(try count("days<3") == 1)
    #expect(try count("days<1.5") == 0)
    #expect(try count("days>1") == 1)
    var without = self.fleet(.fixture(), nil)
    #expect(without.indices(matching: try HostPredicate(parsing: "days<9999"), at: .fixture).isEmpty)
    without.apply(.forecast("other", forecast(.warn, hours: 1)), at: .fixture)
  }
}
