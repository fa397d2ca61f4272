import OpsDomain
import Testing

@testable import OpsCollectors

@Suite struct SimulatedWorldTests {
  /// 2026-09-08 03:03:41 UTC, past noon in Kyoto.
  static let start = Timestamp(seconds: 1_788_836_621)
  static let world = SimulatedWorld(seed: 7, start: start, secondsEastOfUTC: 9 * 3600)

  static func after(_ seconds: Double) -> Timestamp { start + .milliseconds(Int64(seconds * 1000)) }

  @Test func theUsualWorldIsTheBookmarkService() {
    let inventory = Self.world.inventory
    #expect(inventory.hosts.count == 56)
    #expect(Set(inventory.hosts.compactMap(\.parent)) == Set((1...20).map { $0 < 10 ? "vmhost0\($0)" : "vmhost\($0)" }))
    #expect(Set(inventory.hosts.compactMap(\.site)) == ["kyoto", "tokyo"])
    let sizes = Dictionary(uniqueKeysWithValues: inventory.roles.map { ($0.id.role, $0.hosts.count) })
    #expect((sizes["proxy"], sizes["app"], sizes["db"], sizes["cache"], sizes["lb"]) == (3, 11, 24, 7, 2))
    #expect(inventory.roles.dropFirst(5).map(\.hosts.count).reduce(0, +) == 9)
    #expect(inventory[RoleID(service: "bookmark", role: "db")]?.keep == .count(22))
    #expect(inventory["bm-proxy01"] != nil && inventory["bm-db24"] != nil && inventory["bm-cache07"] != nil)
    #expect(inventory.hosts.allSatisfy { $0.sources == [.simulation] && $0.interval == .seconds(15) })
  }

  @Test(arguments: [1, 2, 5, 10, 55, 57, 700, 1_300, 10_000])
  func aWorldHasAsManyHostsAsAsked(count: Int) {
    let inventory = SimulatedWorld(hostCount: count, start: Self.start).inventory
    #expect(inventory.hosts.count == count)
    #expect(inventory.roles.flatMap(\.hosts) == inventory.hosts.map(\.id))
    #expect((inventory.roles.map(\.hosts.count).max() ?? 0) <= 500)
    #expect(Set(inventory.hosts.map(\.address)).count == count)
  }

  @Test func largeWorldsHaveSeveralServicesEachWithItsTroubles() {
    let world = SimulatedWorld(hostCount: 10_000, start: Self.start)
    let services = Set(world.inventory.roles.map(\.id.service))
    #expect(services.count == 14)
    let down = world.inventory.hosts.filter { world.sample(of: $0.id, at: Self.start) == nil }
    #expect(Set(down.compactMap(\.role?.service)) == services)
  }

  @Test(arguments: [-1, 0, Int.max])
  func noHostCountTraps(count: Int) {
    guard count < 10 else { return #expect(SimulatedWorld.hostCountMax == 100_000) }
    #expect(SimulatedWorld(hostCount: count, start: Self.start).inventory.hosts.count == 1)
  }

  @Test func oneSeedIsOneWorldAndAnotherSeedAnother() {
    let again = SimulatedWorld(seed: 7, start: Self.start, secondsEastOfUTC: 9 * 3600)
    let other = SimulatedWorld(seed: 8, start: Self.start, secondsEastOfUTC: 9 * 3600)
    let moment = Self.after(77)
    #expect(again.observations(at: moment) == Self.world.observations(at: moment))
    #expect(again.processes(of: "bm-db07", at: moment) == Self.world.processes(of: "bm-db07", at: moment))
    #expect(other.sample(of: "bm-app01", at: moment)?.load != Self.world.sample(of: "bm-app01", at: moment)?.load)
  }

  @Test func aMomentDoesNotDependOnTheMomentsBefore() {
    let past = Self.world.pastSamples(of: "bm-app05", until: Self.start)
    #expect(past.count == 240)
    #expect(past.last == Self.world.sample(of: "bm-app05", at: Self.start - .seconds(15)))
    #expect(past.first?.takenAt == Self.start - .seconds(3600))
  }

  @Test func theDeadHostAnswersNothing() throws {
    let link = try #require(Self.world.link(to: "bm-db09", at: Self.after(30)))
    guard case .failed(let failure, let since, let retryAt) = link else { return #expect(Bool(false), "\(link)") }
    #expect(failure.kind == .timedOut)
    #expect(since == Self.after(-75))
    #expect((retryAt ?? Self.start) > Self.after(30))
    #expect(Self.world.sample(of: "bm-db09", at: Self.after(30)) == nil)
    #expect(Self.world.processes(of: "bm-db09", at: Self.after(30)) == nil)
    #expect(Self.world.pastSamples(of: "bm-db09", until: Self.start).last?.takenAt == Self.after(-90))
  }

  @Test func theReturningHostGoesAndComesBackRestarted() throws {
    let up = try #require(Self.world.sample(of: "bm-batch03", at: Self.after(40)))
    #expect(Self.world.sample(of: "bm-batch03", at: Self.after(60)) == nil)
    let back = try #require(Self.world.sample(of: "bm-batch03", at: Self.after(120)))
    #expect((up.uptimeSeconds ?? 0) > 86_400)
    #expect(back.uptimeSeconds == 25)
    #expect((back.cpu?.total ?? -1) == 25 * 8)
    #expect(Self.world.link(to: "bm-batch03", at: Self.after(120)) == .connected(since: Self.after(115)))
    #expect(Self.world.sample(of: "bm-batch03", at: Self.after(60 + 180)) == nil)
    #expect(Self.world.sample(of: "bm-batch03", at: Self.after(120 + 180)) != nil)
  }

  @Test func aHostOfAnotherWorldIsNotAnswered() {
    #expect(Self.world.link(to: "elsewhere", at: Self.start) == nil)
    #expect(Self.world.sample(of: "elsewhere", at: Self.start) == nil)
    #expect(Self.world.pastSamples(of: "elsewhere", until: Self.start).isEmpty)
  }

  @Test(arguments: [Int64.min, .max, 0])
  func noMomentTraps(milliseconds: Int64) {
    let moment = Timestamp(milliseconds: milliseconds)
    for host in ["bm-db07", "bm-db09", "bm-batch01", "bm-batch03"] as [HostID] {
      #expect(Self.world.link(to: host, at: moment) != nil)
      _ = Self.world.sample(of: host, at: moment)
      _ = Self.world.filesystems(of: host, at: moment)
      _ = Self.world.processes(of: host, at: moment)
    }
  }

  @Test func theFirstFrameHasEverythingOfEveryHostThatAnswers() {
    let observations = Self.world.observations(at: Self.start)
    #expect(observations.count == 56 * 3 - 2)
    #expect(Set(observations.map(\.host)).count == 56)
  }

  @Test func aSourceAnswersWhatItIsAskedAndTellsItsLinkOnce() {
    let posts = Posts()
    let clock = Posts.Clock(Self.start)
    let source = SimulatedSource("bm-batch03", in: Self.world, now: { clock.now }, post: { posts.take($0) })
    for section in Section.allCases { source.ask(section) }
    #expect(posts.drain().count == 6)
    #expect(source.bytesReceived > 0)
    clock.now = Self.after(50)
    source.ask(.tick)
    guard case .link(_, _, .failed(let failure, _, _))? = posts.drain().first else { return #expect(Bool(false)) }
    #expect(failure.kind == .refused)
    source.ask(.disk)
    #expect(posts.drain().isEmpty)
    clock.now = Self.after(116)
    source.ask(.tick)
    #expect(posts.drain().count == 2)
  }
}
