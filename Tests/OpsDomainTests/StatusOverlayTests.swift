import TestSupport
import Testing

@testable import OpsDomain

/// The team's words laid over the inventory's statuses.
@Suite struct StatusOverlayTests {
  private let start = Timestamp(seconds: 1_787_195_021)
  private let host: HostID = "bm-db07"

  private func sample(at moment: Timestamp, load: Double = 0.1) -> Observation {
    var sample = Sample(takenAt: moment, source: .ssh)
    sample.load = LoadAverage(one: load * 16, five: load * 16, fifteen: load * 16)
    sample.cores = 16
    return .sampled(host, sample)
  }

  private func fleet(_ status: HostStatus = .working) -> Fleet {
    var fleet = Fleet(Inventory(hosts: [Host(id: host, status: status), Host(id: "other")]), at: start)
    fleet.apply(sample(at: start), at: start)
    return fleet
  }

  private func word(_ status: HostStatus = .maintenance, since: Timestamp, isReleasing: Bool = false) -> StatusOverlay {
    StatusOverlay(status: status, words: "in M-81", since: since, isReleasing: isReleasing)
  }

  @Test func aWordHoldsUntilItIsTakenAwayAndCountsFollow() {
    var fleet = fleet()
    #expect(fleet.alarmCounts[.ok] == 1)
    #expect(fleet.lay([host: word(since: start)], at: start) == [0])
    #expect(fleet[host]?.host.status == .maintenance)
    #expect(fleet[host]?.declaredStatus == .working)
    #expect(fleet.alarmCounts[.ok] == 0)
    #expect(fleet.counts[.ok] == 1)
    #expect(fleet.lay([host: word(since: start)], at: start).isEmpty)
    fleet.lay([:], at: start)
    #expect(fleet[host]?.host.status == .working)
    #expect(fleet.alarmCounts[.ok] == 1)
  }

  @Test func aWordOutlivesAnotherInventory() {
    var fleet = fleet()
    fleet.lay([host: word(since: start), "new": word(.standby, since: start)], at: start)
    fleet.replace(Inventory(hosts: [Host(id: host, status: .standby), Host(id: "new")]), at: start)
    #expect(fleet[host]?.host.status == .maintenance)
    #expect(fleet[host]?.declaredStatus == .standby)
    #expect(fleet["new"]?.host.status == .standby)
    fleet.lay([:], at: start)
    #expect(fleet[host]?.host.status == .standby)
    #expect(fleet["new"]?.host.status == .working)
  }

  @Test func onlyGoodReadingsInARowAfterTheEndRelease() {
    var fleet = fleet()
    fleet.lay([host: word(since: start)], at: start)
    let end = start + .seconds(60)
    fleet.lay([host: word(since: end, isReleasing: true)], at: end)
    var moment = end
    func read(_ load: Double) -> HostStatus? {
      moment = moment + .seconds(200)
      fleet.apply(sample(at: moment, load: load), at: moment)
      return fleet[host]?.host.status
    }
    fleet.apply(sample(at: end), at: end)
    #expect(read(0.1) == .maintenance)
    // A load must last before it counts.
    #expect(read(9) == .maintenance)
    #expect(read(9) == .maintenance, "a critical reading begins the count anew")
    #expect(fleet[host]?.health == .crit)
    #expect(read(0.1) == .maintenance)
    #expect(read(0.1) == .maintenance)
    #expect(read(0.1) == .working)
    fleet.lay([host: word(since: end, isReleasing: true), "other": word(since: end)], at: moment)
    #expect(fleet[host]?.host.status == .working, "what health has answered does not come back")
    fleet.lay([host: word(since: moment)], at: moment)
    #expect(fleet[host]?.host.status == .maintenance, "new work counts")
  }

  @Test func aHostThatIsSwitchedOffByWordIsNotJudged() {
    var fleet = fleet()
    fleet.lay([host: word(.poweroff, since: start)], at: start)
    #expect(fleet[host]?.health == .unknown)
    #expect(fleet.counts[.ok] == nil || fleet.counts[.ok] == 0)
    fleet.lay([:], at: start)
    #expect(fleet[host]?.health == .ok)
  }
}
