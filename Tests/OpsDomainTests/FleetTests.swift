import OpsDomain
import TestSupport
import Testing

private let one: HostID = "one"
private let two: HostID = "two"

private func fleet(_ hosts: Host...) -> Fleet { Fleet(Inventory(hosts: hosts), at: .fixture) }

private func at(_ seconds: Int) -> Timestamp { .fixture + .seconds(seconds) }

private func failed(_ kind: LinkFailure.Kind = .timedOut, since: Int) -> LinkState {
  .failed(LinkFailure(kind, "words of the other side"), since: at(since), retryAt: at(since + 3))
}

// MARK: Time

@Test func aHostThatIsNotReadAnyMoreIsStaleAndNotOk() {
  var fleet = fleet(Host(id: one))
  fleet.apply(.sampled(one, .fixture(load: 12)), at: .fixture)
  #expect(fleet.hosts[0].health == .crit)
  fleet.age(to: at(60))
  #expect(fleet.hosts[0].health == .crit)
  fleet.age(to: at(61))
  #expect(fleet.hosts[0].health == .stale)
  #expect(fleet.hosts[0].findings.map(\.sentence) == ["no reading for more than 60s"])
  #expect(fleet.hosts[0].isTrouble && !fleet.hosts[0].isReadNow)
  fleet.apply(.sampled(one, .fixture(at: at(70), uptime: 86_470)), at: at(70))
  #expect(fleet.hosts[0].health == .ok)
}

@Test func aSlowHostIsGivenTwoIntervals() {
  var fleet = fleet(Host(id: one, interval: .seconds(300)))
  fleet.apply(.sampled(one, .fixture()), at: .fixture)
  fleet.age(to: at(600))
  #expect(fleet.hosts[0].health == .ok)
  fleet.age(to: at(601))
  #expect(fleet.hosts[0].health == .stale)
}

@Test func aHostIsDownWhenItsLinkFailsAndThreeIntervalsAreMissed() {
  var fleet = fleet(Host(id: one))
  fleet.apply(.link(one, .ssh, .connected(since: .fixture)), at: .fixture)
  fleet.apply(.sampled(one, .fixture()), at: .fixture)
  fleet.apply(.link(one, .ssh, failed(.refused, since: 12)), at: at(12))
  fleet.age(to: at(30))
  #expect(fleet.hosts[0].health == .ok)
  #expect(fleet.hosts[0].duty == .sound)
  fleet.age(to: at(31))
  #expect(fleet.hosts[0].health == .stale, "two intervals, and nothing answers")
  #expect(fleet.hosts[0].findings.map(\.sentence) == ["no reading for more than 30s"])
  #expect(fleet.hosts[0].duty == .unseen)
  fleet.age(to: at(44))
  #expect(fleet.hosts[0].health == .stale)
  fleet.age(to: at(45))
  #expect(fleet.hosts[0].health == .down)
  #expect(fleet.hosts[0].findings.map(\.sentence) == ["no answer: connection refused"])
  #expect(fleet.hosts[0].findings[0].since == at(12))
  #expect(fleet.hosts[0].findings[0].severity == .crit)
  // Dialling again is not yet an answer, and must not flicker.
  fleet.apply(.link(one, .ssh, .connecting(since: at(50))), at: at(50))
  #expect(fleet.hosts[0].health == .down)
  #expect(fleet.hosts[0].failure?.since == at(12))
  #expect(fleet.hosts[0].failure?.retryAt == nil)
  fleet.apply(.link(one, .ssh, .connected(since: at(51))), at: at(51))
  #expect(fleet.hosts[0].failure == nil)
  fleet.apply(.sampled(one, .fixture(at: at(52), uptime: 86_452)), at: at(52))
  #expect(fleet.hosts[0].health == .ok)
}

@Test func aHostThatNeverAnsweredIsUnknownThenDown() {
  var fleet = fleet(Host(id: one))
  fleet.apply(.link(one, .ssh, failed(.unknownHostKey, since: 1)), at: at(1))
  #expect(fleet.hosts[0].health == .unknown)
  fleet.age(to: at(45))
  #expect(fleet.hosts[0].health == .down)
  #expect(fleet.hosts[0].findings.map(\.sentence) == ["cannot be read: host key unknown"])
}

@Test func aHostThatConnectsAndSaysNothingIsStale() {
  var fleet = fleet(Host(id: one))
  fleet.apply(.link(one, .ssh, .connected(since: at(5))), at: at(5))
  fleet.age(to: at(64))
  #expect(fleet.hosts[0].health == .unknown)
  fleet.age(to: at(65))
  #expect(fleet.hosts[0].health == .stale)
}

@Test func afterASleepEachHostGetsAnIntervalToComeBack() {
  var fleet = fleet(Host(id: one))
  fleet.apply(.link(one, .ssh, .connected(since: .fixture)), at: .fixture)
  fleet.apply(.sampled(one, .fixture()), at: .fixture)
  fleet.age(to: at(30_000))
  #expect(fleet.hosts[0].health == .stale)
  fleet.apply(.link(one, .ssh, failed(.closed, since: 30_001)), at: at(30_001))
  #expect(fleet.hosts[0].health == .stale)
  fleet.age(to: at(30_016))
  #expect(fleet.hosts[0].health == .down)
}

@Test func aClockSetBackLeavesNothingFreshForEver() {
  var fleet = fleet(Host(id: one))
  fleet.apply(.sampled(one, .fixture()), at: .fixture)
  fleet.age(to: .fixture)
  fleet.age(to: at(-3600))
  #expect(fleet.hosts[0].health == .stale)
  fleet.apply(.sampled(one, .fixture(at: at(-3590), uptime: 86_410)), at: at(-3590))
  #expect(fleet.hosts[0].health == .ok)
  #expect(fleet.hosts[0].sample?.takenAt == at(-3590))
}

// MARK: News

@Test func newsOlderThanWhatIsKnownChangesNothing() {
  var fleet = fleet(Host(id: one))
  fleet.apply(.sampled(one, .fixture(at: at(15), load: 1)), at: at(15))
  fleet.apply(.sampled(one, .fixture(at: at(14), load: 9)), at: at(15))
  fleet.apply(.sampled(one, .fixture(at: at(15), load: 9)), at: at(15))
  #expect(fleet.hosts[0].sample?.load?.one == 1)
  let reading = FilesystemReading(takenAt: at(15), source: .ssh, filesystems: [.fixture()])
  fleet.apply(.filesystems(one, reading), at: at(15))
  fleet.apply(.filesystems(one, FilesystemReading(takenAt: at(10), source: .ssh, filesystems: [])), at: at(15))
  #expect(fleet.hosts[0].filesystems == reading)
  fleet.apply(.sectionFailed(one, .disk, reason: "late", at: at(12)), at: at(16))
  #expect(fleet.hosts[0].sectionFailures.isEmpty)
}

@Test func newsOfUnknownHostsIsIgnored() {
  var fleet = fleet(Host(id: one))
  fleet.apply(.sampled("nobody", .fixture()), at: .fixture)
  #expect(fleet["nobody"] == nil)
  #expect(fleet.hosts[0].sample == nil)
}

@Test func aFailingSectionKeepsItsBeginningUntilItSucceeds() {
  var fleet = fleet(Host(id: one))
  for section in Section.allCases {
    fleet.apply(.sectionFailed(one, section, reason: "first", at: at(1)), at: at(1))
    fleet.apply(.sectionFailed(one, section, reason: "second", at: at(9)), at: at(9))
    #expect(fleet.hosts[0].sectionFailures[section]?.reason == "second")
    #expect(fleet.hosts[0].sectionFailures[section]?.since == at(1))
  }
  fleet.apply(.sampled(one, .fixture(at: at(10))), at: at(10))
  fleet.apply(.filesystems(one, FilesystemReading(takenAt: at(10), source: .ssh, filesystems: [])), at: at(10))
  fleet.apply(.facts(one, FactsReading(takenAt: at(10), source: .ssh)), at: at(10))
  fleet.apply(.posture(one, PostureReading(takenAt: at(10), source: .ssh, checks: [])), at: at(10))
  fleet.apply(.processes(one, ProcessReading(takenAt: at(10), source: .ssh, processes: [])), at: at(10))
  #expect(fleet.hosts[0].sectionFailures.isEmpty)
}

@Test func processesAreSharedOutAgainstTheReadingBefore() {
  var fleet = fleet(Host(id: one))
  for (second, cpu) in [(0, 5.0), (5, 7.5)] {
    let process = ProcessEntry(
      pid: 7, parent: 1, user: "u", state: "R", cpuSeconds: cpu, name: "mysqld", command: "mysqld")
    let reading = ProcessReading(
      takenAt: at(second), source: .ssh, uptimeSeconds: Double(100 + second), processes: [process])
    fleet.apply(.processes(one, reading), at: at(second))
  }
  #expect(fleet.hosts[0].processes?.processes[0].cpuShare == 0.5)
}

// MARK: Two sources

private func doubled() -> Fleet {
  fleet(Host(id: one, sources: [.ssh, .nodeExporter]))
}

@Test func theSecondSourceWaitsWhileTheFirstIsFresh() {
  var fleet = doubled()
  fleet.apply(.sampled(one, .fixture(source: .ssh, load: 1)), at: .fixture)
  fleet.apply(.sampled(one, .fixture(at: at(20), source: .nodeExporter, load: 2)), at: at(20))
  #expect(fleet.hosts[0].sample?.source == .ssh)
  fleet.apply(.sampled(one, .fixture(at: at(31), source: .nodeExporter, load: 2)), at: at(31))
  #expect(fleet.hosts[0].sample?.source == .nodeExporter)
  #expect(fleet.hosts[0].vitals?.cpu == nil, "two sources are not subtracted")
  #expect(fleet.hosts[0].health == .ok)
  fleet.apply(.sampled(one, .fixture(at: at(32), source: .ssh, load: 3)), at: at(32))
  #expect(fleet.hosts[0].sample?.source == .ssh)
}

@Test func theSecondSourceFillsInAtOnceWhenTheFirstHasFailed() {
  var fleet = doubled()
  fleet.apply(.sampled(one, .fixture(source: .ssh)), at: .fixture)
  fleet.apply(.link(one, .ssh, failed(since: 4)), at: at(4))
  fleet.apply(.link(one, .nodeExporter, .connected(since: at(4))), at: at(4))
  fleet.apply(.sampled(one, .fixture(at: at(5), source: .nodeExporter)), at: at(5))
  #expect(fleet.hosts[0].sample?.source == .nodeExporter)
  fleet.apply(.sampled(one, .fixture(at: at(50), source: .nodeExporter, uptime: 86_450)), at: at(50))
  #expect(fleet.hosts[0].health == .ok, "one source answers")
  #expect(fleet.hosts[0].failure?.failure.kind == .timedOut, "and the other one's failure is told")
}

// MARK: Status

private let statuses: [(HostStatus, Health, Bool)] = [
  (.working, .crit, true), (.standby, .crit, false), (.maintenance, .crit, false), (.poweroff, .unknown, false),
]

@Test(arguments: statuses)
func statusDecidesWhetherTroubleIsTold(status: HostStatus, health: Health, isTrouble: Bool) {
  var fleet = fleet(Host(id: one, status: status))
  fleet.apply(.sampled(one, .fixture(load: 40)), at: .fixture)
  #expect(fleet.hosts[0].health == health)
  #expect(fleet.hosts[0].findings.isEmpty == (status == .poweroff))
  #expect(fleet.hosts[0].isTrouble == isTrouble)
  #expect(fleet.problems.isEmpty == !isTrouble)
  #expect(fleet.counts[health, default: 0] == (status == .poweroff ? 0 : 1))
  #expect(fleet.alarmCounts[health, default: 0] == (status == .working ? 1 : 0))
  fleet.age(to: at(10_000))
  #expect((fleet.hosts[0].health == .stale) == (status != .poweroff))
}

// MARK: Lists

@Test func problemsComeWorstFirstThenLongestStandingThenByName() {
  var fleet = fleet(Host(id: "d"), Host(id: "c"), Host(id: "b"), Host(id: "a"), Host(id: "z", status: .standby))
  fleet.apply(.sampled("d", .fixture(at: at(0), load: 7)), at: at(0))
  fleet.apply(.sampled("c", .fixture(at: at(1), load: 13)), at: at(1))
  fleet.apply(.sampled("b", .fixture(at: at(2), load: 13)), at: at(2))
  fleet.apply(.sampled("a", .fixture(at: at(2), load: 13, memoryUsed: 0.92)), at: at(2))
  fleet.apply(.sampled("z", .fixture(at: at(0), load: 40)), at: at(0))
  #expect(
    fleet.problems.map { "\($0.host) \($0.finding.rule)" } == ["c load", "a load", "b load", "d load", "a memory"])
}

@Test func aRoleIsSummedUp() throws {
  var inventory = Inventory.bookmark
  var hosts = inventory.hosts
  for index in hosts.indices where hosts[index].id == "bm-proxy03" { hosts[index].status = .maintenance }
  inventory = Inventory(hosts: hosts, roles: inventory.roles)
  var fleet = Fleet(inventory, at: .fixture)
  fleet.apply(.sampled("bm-proxy01", .fixture(load: 2)), at: .fixture)
  fleet.apply(.sampled("bm-proxy02", .fixture(load: 14)), at: .fixture)
  fleet.apply(.sampled("bm-proxy03", .fixture(load: 40)), at: .fixture)
  let proxy = RoleID(service: "bookmark", role: "proxy")
  var summary = try #require(fleet.summary(of: proxy))
  #expect((summary.total, summary.inService, summary.required, summary.troubles) == (3, 2, 2, 1))
  #expect(summary.counts == [.ok: 1, .crit: 2])
  #expect((summary.loadMean, summary.loadMax) == (2, 3.5))
  #expect((summary.worst, summary.isShort) == (.crit, false))
  fleet.age(to: at(100))
  summary = try #require(fleet.summary(of: proxy))
  #expect((summary.inService, summary.isShort, summary.loadMean) == (0, true, nil))
  #expect(fleet.roleSummaries.map(\.id.role) == ["proxy", "app", "db", "cache"])
  #expect(fleet.summary(of: RoleID(service: "x", role: "y")) == nil)
}

// MARK: Inventory

@Test func aReloadKeepsReadingsAndHistoryAndForgetsTheGone() {
  var fleet = fleet(Host(id: one), Host(id: two))
  fleet.apply(.sampled(one, .fixture(load: 12)), at: .fixture)
  fleet.apply(.sampled(two, .fixture()), at: .fixture)
  fleet.replace(.of(Host(id: "new"), Host(id: one, status: .standby)), at: at(5))
  #expect(fleet.hosts.map(\.host.id) == ["new", one])
  #expect(fleet[one]?.health == .crit)
  #expect(fleet[one]?.isTrouble == false)
  #expect(fleet[one]?.history.values(.loadPerCore, last: 1, endingAt: .fixture) == [3])
  #expect(fleet[two] == nil)
  #expect(fleet.index(of: one) == 1)
  #expect(fleet.counts.filter { $0.value != 0 } == [.unknown: 1, .crit: 1])
  #expect(fleet.alarmCounts.filter { $0.value != 0 } == [.unknown: 1])
}

@Test func noRateJoinsTwoMachinesOfOneName() {
  var fleet = fleet(Host(id: one, address: "10.0.0.1"))
  fleet.apply(.sampled(one, .fixture()), at: .fixture)
  fleet.replace(.of(Host(id: one, address: "10.0.0.2")), at: at(1))
  var other = Sample.fixture(at: at(10), uptime: 86_410)
  other.cpu?.user += 30
  fleet.apply(.sampled(one, other), at: at(10))
  #expect(fleet.hosts[0].vitals?.cpu == nil)
}

/// Random numbers that are the same in every run (SplitMix64).
private struct Dice: RandomNumberGenerator {
  var state: UInt64
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }
}

@Test(arguments: 1...20 as ClosedRange<UInt64>)
func theCountsAlwaysAgreeWithTheHosts(seed: UInt64) {
  var dice = Dice(state: seed)
  let hosts = (0..<12).map { Host(id: HostID("h\($0)"), status: HostStatus.allCases[$0 % 4], sources: [.ssh, .local]) }
  var fleet = Fleet(Inventory(hosts: hosts), at: .fixture)
  var now = Timestamp.fixture
  for _ in 0..<400 {
    now = now + .milliseconds(Int64.random(in: -200...9000, using: &dice))
    let host = hosts[Int.random(in: 0..<12, using: &dice)].id
    let source = [SourceKind.ssh, .local][Int.random(in: 0...1, using: &dice)]
    switch Int.random(in: 0...9, using: &dice) {
    case 0: fleet.apply(.link(host, source, .failed(LinkFailure(.closed, ""), since: now, retryAt: nil)), at: now)
    case 1: fleet.apply(.link(host, source, .connected(since: now)), at: now)
    case 2: fleet.apply(.sectionFailed(host, .disk, reason: "", at: now), at: now)
    case 3: fleet.replace(Inventory(hosts: hosts.shuffled(using: &dice)), at: now)
    case 4:
      let disk = Filesystem.fixture(gigabytes: 30, used: Double.random(in: 0...1, using: &dice))
      fleet.apply(.filesystems(host, FilesystemReading(takenAt: now, source: source, filesystems: [disk])), at: now)
    case 5...8:
      let load = Double.random(in: 0...20, using: &dice)
      fleet.apply(.sampled(host, .fixture(at: now, source: source, load: load)), at: now)
    default: break
    }
    fleet.age(to: now)
    var counts: [Health: Int] = [:]
    for state in fleet.hosts where state.host.status.isWatched { counts[state.health, default: 0] += 1 }
    guard fleet.counts.filter({ $0.value != 0 }) == counts, fleet.hosts.allSatisfy(isConsistent) else {
      Issue.record("seed \(seed) at \(now)")
      return
    }
    // What one full judgement says is what the increments said.
    var judged = fleet
    judged.replace(Inventory(hosts: fleet.hosts.map(\.host)), at: now)
    #expect(judged.hosts.map(\.health) == fleet.hosts.map(\.health))
  }
}

/// Health follows from the findings, and nothing that is not known now is ok.
private func isConsistent(_ state: HostState) -> Bool {
  switch state.health {
  case .ok, .unknown: return state.findings.isEmpty && (state.health == .unknown || state.sample != nil)
  case .warn: return state.findings.first?.severity == .warn && state.isReadNow
  case .crit: return state.findings.first?.severity == .crit && state.isReadNow
  case .stale: return state.findings.map(\.rule) == [.stale]
  case .down: return state.findings.map(\.rule) == [.down]
  }
}
