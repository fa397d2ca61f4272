import TestSupport
import Testing

@testable import OpsDomain

private let hour = Timestamp(seconds: 1_787_194_800)

private func peak(_ back: Int, _ load: Double?, _ perCore: Double? = nil) -> LoadPeak {
  LoadPeak(hour: hour - .seconds(back * 3600), load: load, perCore: perCore)
}

@Suite("what a host usually carries") struct UsualLoadTests {
  @Test("the highest of the same hour of all days counts") func highest() {
    let usual = UsualLoad(
      of: [peak(24, 3, 0.75), peak(48, 5, 1.25), peak(49, 9, 2.25), peak(72, 4, 1)], at: hour + .seconds(1800))
    #expect(usual.peak(at: hour + .seconds(600)) == UsualLoad.Peak(load: 5, perCore: 1.25))
    #expect(usual.peak(at: hour - .seconds(3600)) == UsualLoad.Peak(load: 9, perCore: 2.25))
    #expect(usual.peak(at: hour + .seconds(7 * 86_400)) == usual.peak(at: hour))
    #expect(usual.peak(at: hour + .seconds(3600)) == nil)
  }

  @Test("what is older than two weeks, of a time to come, or no number says nothing") func bounds() {
    let peaks = [
      peak(15 * 24, 99), peak(-48, 99), peak(24, .nan), peak(24, -5), peak(24, nil), peak(48, 2), peak(72, .infinity),
    ]
    let usual = UsualLoad(of: peaks, at: hour)
    #expect(usual.peak(at: hour) == UsualLoad.Peak(load: 2, perCore: nil))
    #expect(UsualLoad(of: peaks, at: hour) == usual && UsualLoad(of: [], at: hour) != usual)
    for moment in [Int64.min, -1, 0, .max] { _ = usual.peak(at: Timestamp(milliseconds: moment)) }
  }

  @Test("the fleet keeps it, and forgets it after a day") func fleet() {
    var fleet = Fleet(.of(Host(id: "db1")), at: hour)
    fleet.apply(.usualLoad("db1", UsualLoad(of: [peak(24, 3)], at: hour)), at: hour)
    #expect(fleet.hosts[0].usualLoad(at: hour)?.peak(at: hour)?.load == 3)
    #expect(fleet.hosts[0].usualLoad(at: hour + .seconds(26 * 3600)) != nil)
    #expect(fleet.hosts[0].usualLoad(at: hour + .seconds(26 * 3600 + 1)) == nil)
  }
}
