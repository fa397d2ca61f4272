import OpsDomain
import Testing
import TestSupport

struct ZoneRulesTests {
  @Test(arguments: ZoneFixture.names)
  func clocksShowWhatAnotherReaderOfTheFileShows(name: String) throws {
    let fixture = try ZoneFixture(name)
    let rules = try fixture.rules
    var count = 0
    for row in fixture.rows where row[0] == "at" {
      let second = try #require(Int64(row[1]))
      let shown = rules.offset(at: Timestamp(seconds: second))
      #expect(shown.offsetSeconds == Int(row[2]), "\(name) \(second)")
      #expect(shown.abbreviation == row[3], "\(name) \(second)")
      count += 1
    }
    #expect(count > 30)
  }

  @Test(arguments: ZoneFixture.names)
  func timesOfDayAreFoundInGapsAndDoublesToo(name: String) throws {
    let fixture = try ZoneFixture(name)
    let rules = try fixture.rules
    var kinds: Set<String> = []
    for row in fixture.rows where row[0] == "local" {
      let moments = row[4...].compactMap { Int64($0) }.map { Timestamp(seconds: $0) }
      let expected: LocalMoment =
        switch row[3] {
        case "twice": .twice(moments[0], moments[1])
        case "gap": .gap(moments[0])
        default: .one(moments[0])
        }
      #expect(rules.moment(of: try local(row[1], row[2])) == expected, "\(name) \(row)")
      kinds.insert(row[3])
    }
    #expect(kinds.contains("gap"))
  }

  @Test(arguments: ZoneFixture.names)
  func everyMomentIsAmongThoseAtWhichTheClockShowsIt(name: String) throws {
    let rules = try zone(name)
    var random = SeededRandom(seed: 8536)
    for _ in 0..<2000 {
      let moment = Timestamp(seconds: Int64.random(in: -3_000_000_000...6_000_000_000, using: &random))
      switch rules.moment(of: LocalTime(moment, in: rules)) {
      case .one(let only): #expect(only == moment)
      case .twice(let first, let second): #expect(first == moment || second == moment)
      case .gap: Issue.record("\(name): \(moment) is shown, but in a gap")
      }
    }
  }

  @Test func hostileBytesNeverTrap() throws {
    var random = SeededRandom(seed: 1)
    let moments = [Int64.min, -62_135_596_800_000, 0, 1_787_195_021_000, 9_000_000_000_000_000, .max]
    let times = [
      LocalTime(year: .max, month: .max, day: .max, hour: 0, minute: 0, second: 0),
      LocalTime(year: .min, month: .min, day: .min), LocalTime(year: 2026, month: 8, day: 22),
    ]
    for name in ZoneFixture.names {
      let sound = try ZoneFixture(name).tzif
      for _ in 0..<300 {
        var bytes = sound
        for _ in 0..<Int.random(in: 1...6, using: &random) {
          let place = Int.random(in: 0..<bytes.count, using: &random)
          bytes[place] = UInt8.random(in: 0...255, using: &random)
        }
        if Bool.random(using: &random) { bytes.removeLast(Int.random(in: 0..<bytes.count, using: &random)) }
        guard let rules = ZoneRules(name: name, tzif: bytes) else { continue }
        for moment in moments { _ = rules.offset(at: Timestamp(milliseconds: moment)) }
        for time in times { _ = rules.moment(of: time) }
      }
    }
  }

  @Test(arguments: [
    "", "JST", "JST-", "JST-9,", "<JST-9", "JST-25", "CET-1CEST,M3.5.0", "CET-1CEST,M13.5.0,M10.5.0",
    "CET-1CEST,M3.6.0,M10.5.0", "CET-1CEST,J366,J1", "CET-1CEST,M3.5.0/168,M10.5.0", "JST-9 ", "J\u{1B}T-9",
    String(repeating: "A", count: 500),
  ])
  func aFooterThatIsNoneMakesTheFileNone(footer: String) throws {
    let bytes = try ZoneFixture("Asia/Tokyo").tzif
    let end = try #require(bytes.dropLast().lastIndex(of: 0x0A))
    let changed = Array(bytes[...end]) + Array(footer.utf8) + [0x0A]
    // No footer at all is allowed: the last kind of time stays.
    #expect((ZoneRules(name: "x", tzif: changed) == nil) == !footer.isEmpty)
  }

  @Test(arguments: [
    ("EST5EDT,0/0,J365/25", "2026-01-15", -14_400), ("EST5EDT,0/0,J365/25", "2026-12-31", -14_400),
    ("<-03>3<-02>,M3.5.0/-2,M10.5.0/-1", "2026-07-01", -7_200), ("IST-1GMT0,M10.5.0,M3.5.0/1", "2040-01-01", 0),
    ("NZST-12NZDT,M9.5.0,M4.1.0/3", "2040-01-01", 46_800), ("<+0330>-3:30", "2100-06-01", 12_600),
    ("AAA0BBB,59,J61", "2027-02-28", 0), ("AAA0BBB,59,J61", "2028-02-29", 3_600),
  ])
  func oddFootersAreUnderstood(footer: String, date: String, offset: Int) throws {
    let bytes = try ZoneFixture("Asia/Tokyo").tzif
    let end = try #require(bytes.dropLast().lastIndex(of: 0x0A))
    let rules = try #require(ZoneRules(name: "x", tzif: Array(bytes[...end]) + Array(footer.utf8) + [0x0A]))
    let noon = Timestamp(seconds: Int64(try local(date).dayNumber) * 86_400 + 43_200)
    #expect(rules.offset(at: noon).offsetSeconds == offset)
  }

  @Test func aFileOfTheFirstVersionKeepsItsLastKindOfTime() throws {
    var bytes = try ZoneFixture("Europe/Berlin").tzif
    bytes[4] = 0
    let rules = try #require(ZoneRules(name: "Europe/Berlin", tzif: bytes))
    #expect(rules.offset(at: Timestamp(seconds: 1_787_195_021)).abbreviation == "CEST")
    #expect(rules.offset(at: Timestamp(seconds: 9_000_000_000)).abbreviation == "CET")
  }
}

struct LocalTimeTests {
  @Test func everyDayHasItsNumberAndBack() {
    var day = LocalTime(year: 1583, month: 1, day: 1)
    var weekday = day.weekday
    for number in day.dayNumber..<(day.dayNumber + 300_000) {
      #expect(day.dayNumber == number && day.isValid && day.weekday == weekday)
      day = day.adding(days: 1)
      weekday = weekday % 7 + 1
    }
    #expect(LocalTime(year: 1970, month: 1, day: 1).dayNumber == 0)
    #expect(LocalTime(year: 2026, month: 8, day: 22).weekday == 6)
  }

  @Test(arguments: [
    ("2026-01-31", 1, "2026-02-28"), ("2024-01-31", 1, "2024-02-29"), ("2026-03-31", -1, "2026-02-28"),
    ("2026-12-15", 1, "2027-01-15"), ("2026-01-15", -1, "2025-12-15"), ("2026-05-31", 18, "2027-11-30"),
  ])
  func monthsKeepTheDayOrTakeTheLast(date: String, months: Int, expected: String) throws {
    #expect(try local(date).adding(months: months).dateText == expected)
  }

  @Test func absurdNumbersNeverTrap() {
    let absurd = LocalTime(year: .max, month: .min, day: .max, hour: 30, minute: 99, second: 99)
    #expect(!absurd.isValid)
    _ = (absurd.weekday, absurd.dateText, LocalTime(year: 1, month: 1, day: 1).adding(months: .max))
    _ = (LocalTime(year: 1, month: 1, day: 1).adding(days: .max), absurd.adding(months: .min))
    #expect(!LocalTime(year: 2026, month: 2, day: 29).isValid && LocalTime(year: 2028, month: 2, day: 29).isValid)
    #expect(!LocalTime(year: 2026, month: 2, day: 1, hour: 24).isValid)
  }
}
