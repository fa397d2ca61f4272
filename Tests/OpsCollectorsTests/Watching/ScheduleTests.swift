import OpsDomain
import Testing

@testable import OpsCollectors

@Suite struct ScheduleTests {
  static func hosts(_ count: Int, interval: Duration = .seconds(15)) -> [Host] {
    (1...count).map { Host(id: HostID("web\($0)"), interval: interval) }
  }

  static func schedule(_ count: Int, interval: Duration = .seconds(15), attention: Attention = Attention()) -> Schedule
  {
    var schedule = Schedule()
    schedule.attend(attention, at: .zero)
    schedule.replace(hosts(count, interval: interval), at: .zero)
    return schedule
  }

  /// All asks from `start` until before `end`, with their moments, as a timer would find them.
  static func run(_ schedule: inout Schedule, from start: Duration = .zero, until end: Duration) -> [(
    at: Duration, ask: Ask
  )] {
    var asks: [(at: Duration, ask: Ask)] = []
    while let next = schedule.nextDue, next < end {
      let now = max(next, start)
      asks += schedule.due(at: now).map { (now, $0) }
    }
    return asks
  }

  static func moments(_ asks: [(at: Duration, ask: Ask)], _ host: HostID, _ section: Section = .tick) -> [Duration] {
    asks.filter { $0.ask == Ask(host, section) }.map(\.at)
  }

  static func gaps(_ moments: [Duration]) -> [Duration] { zip(moments.dropFirst(), moments).map { $0 - $1 } }

  @Test func sixtyFourHostsStartAtOnce() {
    var schedule = Self.schedule(64)
    #expect(Set(schedule.due(at: .zero)) == Set(Self.hosts(64).map { Ask($0.id, .tick) }))
  }

  @Test(arguments: [65, 300, 1_300, 10_000])
  func manyHostsStartSpreadAndEachWithinItsInterval(count: Int) {
    var schedule = Self.schedule(count)
    let first = Self.run(&schedule, until: .seconds(15))
    #expect(Set(first.map(\.ask.host)).count == count)
    let perSlot = Dictionary(grouping: first, by: \.at).mapValues(\.count)
    let fair = max(Double(count) / 150, 6.4)
    #expect(Double(perSlot.values.max() ?? 0) < fair * 1.6 + 8)
  }

  @Test func whatIsOnTheScreenStartsAtOnceAmongTenThousand() {
    let visible = Set((9_000..<9_050).map { HostID("web\($0)") })
    var schedule = Self.schedule(10_000, attention: Attention(visible: visible))
    #expect(Set(schedule.due(at: .zero).map(\.host)).isSuperset(of: visible))
  }

  @Test func tenThousandHostsWakeTwiceASecondAndEvenly() {
    var schedule = Self.schedule(10_000)
    _ = Self.run(&schedule, until: .seconds(300))
    let asks = Self.run(&schedule, from: .seconds(300), until: .seconds(315))
    let perSlot = Dictionary(grouping: asks, by: \.at).mapValues(\.count)
    #expect(perSlot.count <= 30)
    #expect(Set(asks.map(\.ask.host)).count >= 9_900)
    #expect((perSlot.values.max() ?? 0) < 450)
    #expect((perSlot.values.min() ?? 0) > 220)
  }

  @Test func hostsThatBeganTogetherDriftApart() {
    var schedule = Self.schedule(60)
    _ = Self.run(&schedule, until: .seconds(600))
    let asks = Self.run(&schedule, from: .seconds(600), until: .seconds(615))
    let perSecond = Dictionary(grouping: asks) { $0.at.components.seconds }.mapValues(\.count)
    #expect((perSecond.values.max() ?? 0) <= 12)
    #expect(perSecond.count >= 12)
  }

  @Test func everyHostIsAskedAtItsIntervalGiveOrTakeATenth() {
    var schedule = Self.schedule(200)
    let asks = Self.run(&schedule, until: .seconds(600))
    for host in Self.hosts(200) {
      for gap in Self.gaps(Self.moments(asks, host.id)) { #expect(gap >= .seconds(15) && gap <= .seconds(17)) }
    }
  }

  @Test(arguments: [(0.0, 1.0), (1.0, 1.0), (30.0, 30.0), (60.0, 60.0), (1e9, 3600.0)])
  func intervalsStayWithinTheLimits(asked: Double, given: Double) {
    var schedule = Self.schedule(1, interval: .seconds(asked))
    let moments = Self.run(&schedule, until: .seconds(40_000)).map(\.at)
    #expect(Self.gaps(moments).last == .seconds(given))
  }

  @Test func aHostInSightIsAskedEveryFiveSeconds() {
    var schedule = Self.schedule(3, attention: Attention(visible: ["web2"]))
    let asks = Self.run(&schedule, until: .seconds(300))
    for gap in Self.gaps(Self.moments(asks, "web2")) { #expect(gap >= .seconds(5) && gap <= .seconds(5.5)) }
    #expect(Self.gaps(Self.moments(asks, "web2")).last == .seconds(5))
    #expect(Self.gaps(Self.moments(asks, "web1")).last == .seconds(15))
  }

  @Test(arguments: [Attention(visible: ["web1"]), Attention(drilled: "web1"), Attention(alarmed: ["web1"])])
  func sightDrillAndAlarmAreAttention(attention: Attention) {
    var schedule = Self.schedule(1)
    _ = schedule.due(at: .zero)
    schedule.attend(attention, at: .seconds(1))
    #expect(schedule.due(of: "web1", .tick) == .seconds(5))
  }

  @Test func aHostThatComesIntoSightIsPulledForward() {
    var schedule = Self.schedule(1)
    _ = schedule.due(at: .zero)
    schedule.attend(Attention(visible: ["web1"]), at: .seconds(2))
    #expect(schedule.due(of: "web1", .tick) == .seconds(5))
    schedule.attend(Attention(), at: .seconds(3))
    #expect(schedule.due(of: "web1", .tick) == .seconds(15))
    schedule.attend(Attention(visible: ["web1"]), at: .seconds(9))
    #expect(schedule.due(at: .seconds(9)) == [Ask("web1", .tick)])
  }

  @Test func scrollingToAndFroAsksNoHostTwiceInFiveSeconds() {
    var schedule = Self.schedule(200)
    var asks: [(at: Duration, ask: Ask)] = []
    for step in 0..<600 {
      let now = Duration.milliseconds(step * 100)
      let top = abs(step * 7 % 300 - 150)
      schedule.attend(Attention(visible: Set((top..<top + 40).map { HostID("web\($0)") })), at: now)
      asks += schedule.due(at: now).map { (now, $0) }
    }
    for host in Self.hosts(200) {
      for gap in Self.gaps(Self.moments(asks, host.id)) { #expect(gap >= .seconds(5)) }
    }
  }

  @Test func onlyTicksAreAskedUntilAHostAnswers() {
    var schedule = Self.schedule(1, attention: Attention(drilled: "web1", wantsProcesses: true))
    let asks = Self.run(&schedule, until: .seconds(100))
    #expect(Set(asks.map(\.ask.section)) == [.tick])
  }

  @Test func whenAHostAnswersDisksAndFactsAreAskedAtOnce() {
    var schedule = Self.schedule(1)
    _ = schedule.due(at: .zero)
    schedule.contacted("web1", hasTick: true, at: .seconds(1))
    #expect(Set(schedule.due(at: .seconds(1.1))) == [Ask("web1", .disk), Ask("web1", .facts)])
    let asks = Self.run(&schedule, from: .seconds(2), until: .seconds(8000))
    #expect(Self.gaps(Self.moments(asks, "web1", .disk)).last == .seconds(60))
    #expect(Self.moments(asks, "web1", .facts).count == 2)
  }

  @Test func aLinkWithoutATickAsksForOne() {
    var schedule = Self.schedule(1)
    _ = schedule.due(at: .zero)
    schedule.contacted("web1", at: .seconds(3))
    #expect(schedule.due(at: .seconds(3.1)).contains(Ask("web1", .tick)))
  }

  @Test func aHostThatIsLostIsAskedForTicksOnlyAndForFactsNotTooOftenOnReturn() {
    var schedule = Self.schedule(1)
    schedule.contacted("web1", at: .zero)
    _ = Self.run(&schedule, until: .seconds(10))
    schedule.lost("web1")
    #expect(Set(Self.run(&schedule, until: .seconds(100)).map(\.ask.section)) == [.tick])
    schedule.contacted("web1", at: .seconds(100))
    #expect(schedule.due(of: "web1", .disk) == .milliseconds(100_100))
    #expect(schedule.due(of: "web1", .facts) == .milliseconds(300_100))
  }

  @Test func drillingReadsProcessesAndDisksMoreOften() {
    var schedule = Self.schedule(2)
    schedule.contacted("web1", at: .zero)
    _ = Self.run(&schedule, until: .seconds(20))
    schedule.attend(Attention(drilled: "web1", wantsProcesses: true), at: .seconds(20))
    #expect(schedule.due(of: "web1", .processes) == .seconds(20))
    #expect(schedule.due(of: "web1", .disk) == .seconds(20))
    let asks = Self.run(&schedule, from: .seconds(20), until: .seconds(320))
    #expect(Self.gaps(Self.moments(asks, "web1", .processes)).last == .seconds(5))
    #expect(Self.gaps(Self.moments(asks, "web1", .disk)).last == .seconds(15))
    schedule.attend(Attention(drilled: "web1", wantsProcesses: false), at: .seconds(320))
    #expect(schedule.due(of: "web1", .processes) == nil)
    schedule.attend(Attention(drilled: "web2", wantsProcesses: true), at: .seconds(321))
    #expect((schedule.due(of: "web1", .disk) ?? .zero) > .seconds(350))
    #expect(schedule.due(of: "web2", .processes) == nil)
  }

  @Test(arguments: [60, 5_000])
  func afterALongPauseEverythingIsAskedOnceAndManyAreSpread(count: Int) {
    var schedule = Self.schedule(count, attention: Attention(visible: ["web3"]))
    for host in Self.hosts(count) { schedule.contacted(host.id, hasTick: true, at: .zero) }
    _ = Self.run(&schedule, until: .seconds(200))
    let pause = Duration.seconds(200 + 8 * 3600)
    let atOnce = schedule.due(at: pause)
    #expect(Set(atOnce).count == atOnce.count)
    #expect(atOnce.contains(Ask("web3", .tick)))
    if count > 1_000 { #expect(atOnce.count < 600) }
    let later = Self.run(&schedule, from: pause, until: pause + .seconds(15))
    let ticked = Set((atOnce + later.map(\.ask)).filter { $0.section == .tick }.map(\.host))
    #expect(ticked.count == count)
    #expect((Dictionary(grouping: later, by: \.at).mapValues(\.count).values.max() ?? 0) < 400)
  }

  @Test func aNewInventoryKeepsThePaceOfHostsThatStay() {
    var schedule = Self.schedule(10)
    _ = Self.run(&schedule, until: .seconds(33))
    let before = schedule.due(of: "web4", .tick)
    schedule.replace(Array(Self.hosts(11).reversed()), at: .seconds(33))
    #expect(schedule.due(of: "web4", .tick) == before)
    #expect(schedule.due(of: "web11", .tick) == .seconds(33))
    schedule.replace([Host(id: "web11")], restarted: ["web11"], at: .seconds(34))
    #expect(schedule.due(of: "web4", .tick) == nil)
    #expect(schedule.due(of: "web11", .tick) == .seconds(34))
  }

  @Test func aShorterIntervalHoldsAtOnce() {
    var schedule = Self.schedule(1, interval: .seconds(60))
    _ = schedule.due(at: .zero)
    schedule.replace(Self.hosts(1, interval: .seconds(10)), at: .seconds(4))
    #expect(schedule.due(of: "web1", .tick) == .seconds(10))
  }

  @Test func recheckingAsksNow() {
    var schedule = Self.schedule(1)
    schedule.contacted("web1", at: .zero)
    _ = Self.run(&schedule, until: .seconds(2))
    schedule.recheck("web1", at: .seconds(2))
    let quick = Set([Section.tick, .disk, .facts].map { Ask("web1", $0) })
    let all = quick.union([Ask("web1", .posture)])
    #expect(Set(schedule.due(at: .seconds(2))) == all)
    // Posture costs the host more, so one that has just been read is good enough.
    for (seconds, asks) in [(61, quick), (62, all), (63, quick)] {
      _ = Self.run(&schedule, until: .seconds(seconds))
      schedule.recheck("web1", at: .seconds(seconds))
      #expect(Set(schedule.due(at: .seconds(seconds))) == asks)
    }
    schedule.recheck("unknown", at: .seconds(2))
  }

  @Test func aLateTimerDoesNotMakeThePaceDrift() {
    var schedule = Self.schedule(1)
    var moments: [Duration] = []
    while let next = schedule.nextDue, next < .seconds(900) {
      let late = next + .milliseconds(7)
      if !schedule.due(at: late).isEmpty { moments.append(late) }
    }
    #expect(Self.gaps(moments).last == .seconds(15))
  }
}

@Test(arguments: [true, false])
func aHostOnTheScreenIsAskedASecondTimeAfterASecondSoThatItHasRates(hasTick: Bool) {
  var schedule = Schedule()
  schedule.replace([Host(id: "web1")], at: .zero)
  schedule.attend(Attention(visible: ["web1"]), at: .zero)
  var ticks: [Int] = []
  for slot in 0..<40 {
    let moment = Duration.milliseconds(slot * 100)
    ticks += schedule.due(at: moment).filter { $0.section == .tick }.map { _ in slot }
    if slot == 1 { schedule.contacted("web1", hasTick: hasTick, at: moment) }
  }
  let first = hasTick ? 0 : 2
  #expect(ticks.contains { (10...12).contains($0 - first) }, "asked in the slots \(ticks)")
}
