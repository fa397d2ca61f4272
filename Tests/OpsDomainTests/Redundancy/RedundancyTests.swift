import OpsDomain
import TestSupport
import Testing

/// What one role can lose.
private func redundancy(_ fixture: RoleFixture, of role: RoleID = .app) throws -> RoleRedundancy {
  try #require(fixture.fleet.redundancy(of: role, at: fixture.now))
}

@Test("only hosts that are working, well enough and read lately count")
func dutiesAreToldApart() throws {
  var fixture = RoleFixture(loads: ["bm-app01": 80, "bm-app02": 7])
  fixture.lose(down: ["bm-app03"], stale: ["bm-app04", "bm-app05"])
  fixture.set(["bm-app06"], .standby)
  let app = try redundancy(fixture)
  #expect(app.counts[.ailing] == 1)
  #expect(fixture.fleet["bm-app02"]?.health == .warn)
  #expect(app.counts[.down] == 1)
  #expect(app.counts[.unseen] == 2)
  #expect(app.counts[.aside] == 1)
  #expect(app.counts[.sound] == 6)
  #expect(app.counts.total == 11)
}

@Test(
  "keep is a number or a share, rounded up",
  arguments: [
    (Keep.count(9), 9, RoleRedundancy.Level.spare), (.count(11), 11, .noSpare), (.count(12), 12, .short),
    (.share(0.8), 9, .spare), (.share(1), 11, .noSpare), (.count(0), 0, .spare),
  ])
func keepIsANumberOrAShare(keep: Keep, required: Int, level: RoleRedundancy.Level) throws {
  let app = try redundancy(RoleFixture(.role(11, keep: keep)))
  #expect(app.required == required)
  #expect(app.spare == 11 - required)
  #expect(app.level == level)
}

@Test("too few that are surely there is short; too few that may be there is unknown")
func shortAndUnknownAreToldApart() throws {
  var fixture = RoleFixture(.role(11, keep: .count(9)))
  fixture.lose(down: numbered("app", 1...3))
  #expect(try redundancy(fixture).level == .short)
  fixture = RoleFixture(.role(11, keep: .count(9)))
  fixture.lose(stale: numbered("app", 1...3))
  #expect(try redundancy(fixture).level == .unknown)
  #expect(try redundancy(RoleFixture(.role(11, keep: nil))).level == .unsaid)
}

@Test("the load of a lost host is spread over the cores that are left; the largest host is the worst loss")
func loadAfterLossIsReckonedByCores() throws {
  let even = try redundancy(RoleFixture(.role(4, keep: .count(3))))
  #expect(even.present.now == 0.4)
  #expect(even.oneLess.now.map { abs($0 - 6.4 / 12) < 1e-9 } == true)
  // 16 + 3 × 2.4 of load on 16 + 12 cores: without the large one 23.2 on 12.
  let cores = RoleFixture(
    .role(4, keep: .count(3)), loads: ["bm-app01": 16, "bm-app02": 2.4, "bm-app03": 2.4, "bm-app04": 2.4],
    cores: ["bm-app01": 16])
  let uneven = try redundancy(cores)
  #expect(uneven.present.now.map { abs($0 - 23.2 / 28) < 1e-9 } == true)
  #expect(uneven.oneLess.now.map { abs($0 - 23.2 / 12) < 1e-9 } == true)
}

@Test("load is not told when less than half of it is known, nor when nobody is left")
func loadIsNotGuessed() throws {
  let alone = try redundancy(RoleFixture(.role(1, keep: .count(1))))
  #expect(alone.present.now == 0.4)
  #expect(alone.oneLess.now == nil)
  var fleet = Fleet(.role(4, keep: .count(3)), at: .fixture)
  for (number, host) in numbered("app", 1...4).enumerated() {
    fleet.apply(.sampled(host, .fixture(load: number == 0 ? 1.6 : nil)), at: .fixture)
  }
  #expect(fleet.redundancy(of: .app, at: .fixture)?.present.now == nil)
}

@Test("what runs away on a critical host is no work that others would take over")
func runawayLoadIsNoWork() throws {
  let app = try redundancy(RoleFixture(.role(4, keep: .count(2)), loads: ["bm-app01": 80]))
  #expect(app.present.now.map { abs($0 - 0.4) < 1e-9 } == true)
  #expect(app.oneLess.now.map { abs($0 - 6.4 / 12) < 1e-9 } == true)
  // Where all are critical, it is what they carry.
  let loads = Dictionary(uniqueKeysWithValues: numbered("app", 1...4).map { ($0, 20.0) })
  #expect(try redundancy(RoleFixture(.role(4, keep: .count(2)), loads: loads)).present.now == 5)
}

@Test("the usual peak counts the work of hosts that are out of service now")
func peakCountsWhoIsOut() throws {
  var fixture = RoleFixture(.role(4, keep: .count(2)))
  fixture.usual(numbered("app", 1...4), 0.9, at: fixture.now)
  #expect(try redundancy(fixture).present.peak.map { abs($0 - 0.9) < 1e-6 } == true)
  #expect(try redundancy(fixture).oneLess.peak.map { abs($0 - 1.2) < 1e-6 } == true)
  fixture.set(["bm-app04"], .maintenance)
  // Three carry what four usually do, and two after one more.
  #expect(try redundancy(fixture).present.peak.map { abs($0 - 1.2) < 1e-6 } == true)
  #expect(try redundancy(fixture).oneLess.peak.map { abs($0 - 1.8) < 1e-6 } == true)
  // Another hour of the day has no peak.
  let later = fixture.now + .seconds(3 * 3600)
  #expect(fixture.fleet.redundancy(of: .app, at: later)?.present.peak == nil)
}

@Test("several hosts on one parent are lost together")
func parentsAreCounted() throws {
  var fixture = RoleFixture()
  let app = try redundancy(fixture)
  #expect(app.parent?.name == "vmhost01" && app.parent?.hosts == 2 && app.parent?.breaksKeep == false)
  #expect(app.level == .spare)
  fixture.set(["bm-app05"], .maintenance)
  #expect(try redundancy(fixture).level == .parent)
  #expect(try redundancy(fixture).parts.contains("2 of 11 on vmhost01: one parent lost breaks keep"))
  #expect(
    try redundancy(fixture).remarks
      == ["2 on vmhost01: its loss breaks keep", "1 to spare", "one less 0.44/core"])
}

@Test("one calm line says the most important first")
func sentencesAreCalm() throws {
  var fixture = RoleFixture()
  #expect(try redundancy(fixture).sentence == "keep 9 of 11 · 2 to spare · one less 0.44/core")
  fixture.usual(numbered("app", 1...11), 0.9, at: fixture.now)
  #expect(
    try redundancy(fixture).sentence
      == "keep 9 of 11 · 2 to spare · one less 0.44/core, 0.99 at this hour's peak")
  fixture.lose(down: numbered("app", 1...2))
  #expect(try redundancy(fixture).sentence.hasPrefix("no spare: keep 9, 9 sound · 2 down"))
  #expect(try redundancy(fixture).remarks.first == "no spare: 2 down")
  fixture.lose(down: numbered("app", 1...3))
  #expect(try redundancy(fixture).remarks.first == "8 sound, 1 fewer than keep")
  #expect(try redundancy(fixture).sentence.hasPrefix("1 fewer than keep 9: 8 sound · 3 down"))
  let share = try redundancy(RoleFixture(.role(5, keep: .share(0.8))))
  #expect(share.sentence == "keep 4 (80 %) of 5 · 1 to spare · one less 0.50/core")
  let unsaid = try redundancy(RoleFixture(.role(2, keep: nil)))
  #expect(unsaid.sentence == "keep not said, 2 of 2 sound · one less 0.80/core")
}

// MARK: what if

@Test("what if tells of every role that the hosts touch")
func whatIfTellsOfEveryRole() throws {
  let fixture = RoleFixture()
  let out: Set<HostID> = ["bm-app01", "bm-app02", "bm-app03", "bm-db01", "gateway", "nobody"]
  let whatIf = fixture.fleet.whatIf(without: out, at: fixture.now)
  #expect(whatIf.losses.map(\.id) == [.app, .database])
  #expect(whatIf.losses.map(\.left) == [8, 23])
  #expect(whatIf.losses.map(\.breaksKeep) == [true, false])
  #expect(whatIf.withoutRole == ["gateway"])
  #expect(whatIf.unknown == ["nobody"])
  #expect(!whatIf.isHarmless)
  #expect(
    whatIf.losses[0].sentence
      == "bookmark:app: 3 taken out leave 8 of 11 sound, 1 fewer than keep 9; each carries 0.55/core, was 0.40")
  #expect(
    whatIf.losses[1].sentence
      == "bookmark:db: 1 taken out leaves 23 of 24 sound, keep 22; each carries 0.42/core, was 0.40")
}

@Test("hosts that do not serve are lost without harm; too much load for the others is harm")
func whatIfKnowsWhatIsNoLoss() {
  var fixture = RoleFixture(.role(4, keep: .count(4)))
  fixture.lose(down: ["bm-app01"])
  let free = fixture.fleet.whatIf(without: ["bm-app01"], at: fixture.now)
  #expect(free.isHarmless)
  #expect(free.losses[0].sentence == "bookmark:app: 1 taken out does not serve now")
  let busy = RoleFixture(
    .role(4, keep: .count(1)), loads: Dictionary(uniqueKeysWithValues: numbered("app", 1...4).map { ($0, 3.6) }))
  let heavy = busy.fleet.whatIf(without: ["bm-app01", "bm-app02"], at: busy.now)
  #expect(heavy.losses[0].overloads && !heavy.losses[0].breaksKeep)
  #expect(heavy.losses[0].sentence.hasSuffix("each carries 1.80/core, was 0.90: over 1.5"))
}

@Test("nobody left means that nobody carries the load")
func whatIfAllGo() {
  let fixture = RoleFixture(.role(2, keep: nil))
  let all = fixture.fleet.whatIf(without: Set(numbered("app", 1...2)), at: fixture.now)
  #expect(all.losses[0].breaksKeep)
  #expect(
    all.losses[0].sentence == "bookmark:app: 2 taken out leave 0 of 2 sound, keep not said: nobody carries its load")
}
