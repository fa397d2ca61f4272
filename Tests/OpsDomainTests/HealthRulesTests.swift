import OpsDomain
import TestSupport
import Testing

private let web: HostID = "web1"

/// A fleet of one host that lives, and what is said of it.
private struct Watched {
  var fleet: Fleet
  var living = LivingHost()

  init(_ change: (inout Host) -> Void = { _ in }) {
    var host = Host(id: web)
    change(&host)
    fleet = Fleet(.of(host), at: .fixture)
  }

  var state: HostState { fleet.hosts[0] }
  var findings: [Finding] { state.findings }
  var words: [String] { findings.map(\.sentence) }

  mutating func live(_ count: Int = 1, _ change: (inout LivingHost) -> Void = { _ in }) {
    change(&living)
    living.live(count, as: web, in: &fleet)
  }
}

@Test func aQuietHostIsOkAtItsFirstReading() {
  var watched = Watched()
  #expect(watched.state.health == .unknown)
  watched.live()
  #expect(watched.state.health == .ok)
  #expect(watched.findings.isEmpty)
  #expect(!watched.state.isTrouble)
}

@Test func aSampleThatSaysNothingIsNotOk() {
  var watched = Watched()
  watched.fleet.apply(.sampled(web, Sample(takenAt: .fixture, source: .ssh)), at: .fixture)
  #expect(watched.state.health == .unknown)
}

@Test func troubleSeenAtTheFirstReadingIsSaidAtOnce() {
  var watched = Watched()
  watched.live { $0.load = 12.4 }
  #expect(watched.words == ["load5 3.10/core ≥ 3"])
  #expect(watched.state.health == .crit)
}

@Test func aLevelMustHoldBeforeItIsRaisedAndStandsUntilItIsCleared() {
  var watched = Watched()
  watched.live(10)
  let began = watched.living.now + .seconds(15)
  watched.live(2) { $0.load = 6.4 }
  #expect(watched.state.health == .ok)
  watched.live()
  #expect(watched.words == ["load5 1.60/core ≥ 1.5"])
  #expect(watched.findings[0].since == began)
  #expect(watched.findings[0].value == 1.6)
  #expect(watched.findings[0].threshold == 1.5)
  watched.live(3) { $0.load = 5.2 }
  #expect(watched.words == ["load5 1.30/core ≥ 1.5"])
  watched.live { $0.load = 4.8 }
  #expect(watched.findings.isEmpty)
  watched.live(2) { $0.load = 6.4 }
  watched.live { $0.load = 5.9 }
  watched.live(2) { $0.load = 6.4 }
  #expect(watched.findings.isEmpty, "a level that was left in between has not held")
}

@Test func aWorseLevelKeepsTheBeginningOfTheFirst() {
  var watched = Watched()
  watched.live(10)
  let began = watched.living.now + .seconds(15)
  watched.live(3) { $0.load = 6.4 }
  watched.live(3) { $0.load = 16 }
  #expect(watched.words == ["load5 4.00/core ≥ 3"])
  #expect(watched.findings[0].since == began)
  watched.live { $0.load = 8 }
  #expect(watched.words == ["load5 2.00/core ≥ 1.5"])
  #expect(watched.findings[0].since == began)
}

private let smallGuestsAreNotOverloadedByACronJobCases: [(Int, Double, String?)] = [
  // On few cores the floor of four speaks, and the sentence shows the limit that was tested.
  (1, 3.9, nil), (1, 4.0, "load5 4.00/core ≥ 4"), (1, 7.9, "load5 7.90/core ≥ 4"), (1, 8.0, "load5 8.00/core ≥ 8"),
  (2, 3.9, nil), (2, 4.2, "load5 2.10/core ≥ 2"), (2, 8.0, "load5 4.00/core ≥ 4"), (3, 4.5, "load5 1.50/core ≥ 1.5"),
  (64, 95.0, nil), (64, 96.0, "load5 1.50/core ≥ 1.5"), (64, 192.0, "load5 3.00/core ≥ 3"),
]

@Test(arguments: smallGuestsAreNotOverloadedByACronJobCases)
func smallGuestsAreNotOverloadedByACronJob(cores: Int, load: Double, sentence: String?) {
  var watched = Watched()
  watched.live {
    $0.sample.cores = cores
    $0.load = load
  }
  #expect(watched.words == (sentence.map { [$0] } ?? []))
}

@Test func cpuIsJudgedByItsTenMinuteMean() {
  var watched = Watched()
  watched.live(40) { $0.cpuUser = 0.1 }
  watched.live(20) { $0.cpuUser = 1 }
  #expect(watched.state.health == .ok, "a mean of 55 %")
  watched.live(16)
  #expect(watched.words == ["CPU 91 % over 10 min ≥ 85 %"])
  watched.live(10)
  #expect(watched.words == ["CPU 100 % over 10 min ≥ 95 %"])
  watched.live(8) { $0.cpuUser = 0.1 }
  #expect(watched.findings.first?.severity == .warn, "82 % is below the critical clear and above the other")
  watched.live(8)
  #expect(watched.findings.isEmpty)
}

@Test func aShortWatchHasNoMean() {
  var watched = Watched()
  watched.live(18) { $0.cpuUser = 1 }
  #expect(watched.state.health == .ok)
  watched.live(10)
  #expect(watched.findings.map(\.rule) == [.cpu])
}

@Test func stolenTimeIsAWarning() {
  var watched = Watched()
  watched.live(40) { $0.cpuSteal = 0.125 }
  #expect(watched.words == ["steal 13 % over 10 min ≥ 10 %"])
  #expect(watched.state.health == .warn)
}

@Test func memoryIsJudgedByWhatIsAvailable() {
  var watched = Watched()
  watched.live(4)
  watched.live(3) { $0.memoryUsed = 0.92 }
  #expect(watched.words == ["memory 92 % ≥ 90 %, 1.3 GB left"])
  watched.live(3) { $0.memoryUsed = 0.98 }
  #expect(watched.words == ["memory 98 % ≥ 97 %, 328 MB left"])
  watched.live { $0.memoryUsed = 0.86 }
  #expect(watched.findings.map(\.severity) == [.warn])
  watched.live { $0.memoryUsed = 0.849 }
  #expect(watched.findings.isEmpty)
}

@Test func aProcessKilledForWantOfMemoryIsCriticalForHalfAnHour() {
  var watched = Watched()
  watched.live(2)
  watched.live { $0.sample.paging.outOfMemoryKills = 2 }
  #expect(watched.words == ["2 processes killed for want of memory"])
  #expect(watched.state.health == .crit)
  watched.live { $0.sample.paging.outOfMemoryKills = 3 }
  #expect(watched.words == ["3 processes killed for want of memory"])
  watched.live(119)
  #expect(watched.state.health == .crit)
  watched.live()
  #expect(watched.state.health == .ok)
}

@Test func swappingIsRaisedByThreeOfTenSamples() {
  var watched = Watched()
  watched.live(3)
  for round in 0..<3 {
    watched.live { $0.swapOutPerSecond = 12 }
    if round < 2 {
      #expect(watched.findings.isEmpty)
      watched.live(2) { $0.swapOutPerSecond = 0 }
    }
  }
  #expect(watched.words == ["swap-out ≥ 5 pages/s in 3 of 10 samples, up to 12"])
  #expect(watched.findings[0].severity == .warn)
  watched.live(3) { $0.swapOutPerSecond = 80 }
  #expect(watched.words == ["swap-out ≥ 50 pages/s in 3 of 10 samples, up to 80"])
  watched.live(8) { $0.swapOutPerSecond = 0 }
  #expect(watched.findings.map(\.severity) == [.crit], "two of ten: it stands")
  watched.live(1)
  #expect(watched.findings.isEmpty)
}

@Test func aClockThatIsOffIsToldWithItsWay() {
  var watched = Watched()
  watched.live(4)
  watched.live(3) { $0.clockAhead = .milliseconds(-2400) }
  #expect(watched.words == ["clock 2.4 s behind ≥ 0.5 s"])
  watched.live(3) { $0.clockAhead = .milliseconds(7500) }
  #expect(watched.words == ["clock 7.5 s ahead ≥ 5 s"])
  // Too small to be measured is well, not unknown.
  watched.live { $0.clockAhead = .zero }
  #expect(watched.findings.isEmpty)
}

@Test func limitsAreTheHostsOwn() {
  var watched = Watched { $0.thresholds.loadWarn = Limit(raise: 0.05, clear: 0.01) }
  watched.fleet.replace(
    .of(
      Host(
        id: web,
        thresholds: {
          var thresholds = Thresholds()
          thresholds.loadWarn = Limit(raise: 0.05, clear: 0.01)
          thresholds.loadFloor = 0
          return thresholds
        }())), at: .fixture)
  watched.live()
  #expect(watched.words == ["load5 0.10/core ≥ 0.05"])
  // New limits judge what is known at once.
  watched.fleet.replace(.of(Host(id: web)), at: watched.living.now)
  #expect(watched.state.health == .ok)
}

@Test(arguments: [Double.nan, .infinity, -.infinity, 0, -1, 1e308])
func strangeLimitsAreNoTrap(limit: Double) {
  var thresholds = Thresholds()
  thresholds.loadWarn = Limit(raise: limit, clear: -limit)
  thresholds.loadCrit = Limit(raise: limit, clear: limit)
  thresholds.loadFloor = limit
  thresholds.diskAvailableFloor = limit
  thresholds.diskWarn = Limit(raise: limit, clear: limit)
  thresholds.swapWarn = limit
  thresholds.minimumDuration = Duration(secondsComponent: .max, attosecondsComponent: 0)
  (thresholds.staleAfterIntervals, thresholds.downAfterIntervals) = (.max, .min)
  thresholds.staleAtLeast = .seconds(-5)
  var watched = Watched {
    $0.thresholds = thresholds
    $0.interval = Duration(secondsComponent: .max, attosecondsComponent: 0)
  }
  watched.live(5) { $0.swapOutPerSecond = 100 }
  watched.fleet.apply(
    .filesystems(web, FilesystemReading(takenAt: .fixture, source: .ssh, filesystems: [.fixture()])), at: .fixture)
  watched.fleet.age(to: Timestamp(milliseconds: .max))
  watched.fleet.age(to: Timestamp(milliseconds: .min))
  #expect(watched.fleet.hosts.count == 1)
}

@Test func aRebootForgetsWhatWasSaid() {
  var watched = Watched()
  watched.live(4) { $0.load = 6.4 }
  #expect(watched.state.health == .warn)
  watched.live {
    $0.sample.uptimeSeconds = 5
    $0.load = 5.2
  }
  #expect(watched.findings.isEmpty, "1.3 would stand by hysteresis if the host had gone on")
}
