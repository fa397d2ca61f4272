import OpsDomain
import Testing
import TestSupport

struct RecurrenceTests {
  @Test func rulesExpandAsAnotherLibraryExpandsThem() throws {
    // The other library counts the end itself too.
    let end = Timestamp(seconds: Int64(try local("2036-01-01").dayNumber) * 86_400 + 1)
    var count = 0
    for line in try fixtureLines("recurrences.txt") where !line.hasPrefix("#") {
      let words = line.split(separator: " ").map(String.init)
      let rule = try Recurrence(rrule: words[0])
      let start = try moment(words[1])
      let found = rule.occurrences(start: start, zone: .utc, in: start..<end, limit: 5000)
      #expect(found.count == Int(words[2]), "\(words[0]) from \(words[1])")
      #expect(Array(found.prefix(14)) == (try words[3...].map(moment)), "\(words[0]) from \(words[1])")
      // A range in the middle gives the same as the whole.
      let middle = Timestamp(seconds: 1_925_000_000)..<Timestamp(seconds: 1_950_000_000)
      let part = rule.occurrences(start: start, zone: .utc, in: middle, limit: 5000)
      #expect(part == found.filter { middle.contains($0) }, "\(words[0]) from \(words[1])")
      count += 1
    }
    #expect(count == 200)
  }

  private func moment(_ text: String) throws -> Timestamp {
    try TimePhrase.moment(text, now: .fixture, zone: .utc)
  }

  @Test func everyRuleIsWrittenInBothWaysAndReadsBack() throws {
    for line in try fixtureLines("recurrences.txt") where !line.hasPrefix("#") {
      let rule = try Recurrence(rrule: String(line.prefix { $0 != " " }))
      #expect(try Recurrence(rrule: rule.rrule) == rule)
      #expect(try Recurrence(words: rule.words) == rule, "\(rule.rrule): \(rule.words)")
    }
  }

  @Test func randomRulesReadBackFromTheirWords() throws {
    var random = SeededRandom(seed: 5545)
    var count = 0
    for _ in 0..<4000 {
      let text = Self.randomRule(&random)
      guard let rule = try? Recurrence(rrule: text) else { continue }
      count += 1
      #expect(try Recurrence(rrule: rule.rrule) == rule, "\(text)")
      #expect((try? Recurrence(words: rule.words)) == rule, "\(rule.rrule): \(rule.words)")
    }
    #expect(count > 1000)
  }

  private static func randomRule(_ random: inout SeededRandom) -> String {
    func some(_ list: [String]) -> String {
      list.shuffled(using: &random).prefix(Int.random(in: 1...3, using: &random)).joined(separator: ",")
    }
    let frequency = Recurrence.Frequency.allCases.randomElement(using: &random)?.rawValue ?? ""
    var text = "FREQ=\(frequency)"
    if Bool.random(using: &random) { text += ";INTERVAL=\(Int.random(in: 1...12, using: &random))" }
    switch Int.random(in: 0...4, using: &random) {
    case 0: text += ";COUNT=\(Int.random(in: 1...60, using: &random))"
    case 1: text += ";UNTIL=20270104"
    case 2: text += ";UNTIL=20270104T123005"
    case 3: text += ";UNTIL=20270104T123005Z"
    default: break
    }
    if Bool.random(using: &random) { text += ";BYMONTH=" + some((1...12).map(String.init)) }
    if Bool.random(using: &random) { text += ";BYMONTHDAY=" + some((-31...31).filter { $0 != 0 }.map(String.init)) }
    if Bool.random(using: &random) {
      text += ";BYDAY=" + some(["MO", "2TU", "-1FR", "SU", "WE", "-3SA", "1TH", "5MO"])
    }
    if Bool.random(using: &random) { text += ";WKST=SU" }
    return text
  }

  @Test(arguments: [
    ("every monday", "FREQ=WEEKLY;BYDAY=MO"), ("Every Mon and Thu", "FREQ=WEEKLY;BYDAY=MO,TH"),
    ("weekly on mon, wed until 2027-01-04", "FREQ=WEEKLY;UNTIL=20270104;BYDAY=MO,WE"),
    ("every 2 weeks", "FREQ=WEEKLY;INTERVAL=2"), ("every other week on fri", "FREQ=WEEKLY;INTERVAL=2;BYDAY=FR"),
    ("every two weeks on tue, thu", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH"), ("fortnightly", "FREQ=WEEKLY;INTERVAL=2"),
    ("monthly on the 2nd tuesday", "FREQ=MONTHLY;BYDAY=2TU"), ("last friday of every month", "FREQ=MONTHLY;BYDAY=-1FR"),
    ("every last friday", "FREQ=MONTHLY;BYDAY=-1FR"), ("monthly on the second to last day", ""),
    ("1st of every month", "FREQ=MONTHLY;BYMONTHDAY=1"), ("monthly on 1 and 15", "FREQ=MONTHLY;BYMONTHDAY=1,15"),
    ("monthly on the 1st and 2nd tuesday", "FREQ=MONTHLY;BYDAY=1TU,2TU"),
    ("monthly on the last day", "FREQ=MONTHLY;BYMONTHDAY=-1"),
    ("monthly on the 2nd last friday", "FREQ=MONTHLY;BYDAY=-2FR"),
    ("monthly on the 13th when friday", "FREQ=MONTHLY;BYMONTHDAY=13;BYDAY=FR"),
    ("every weekday", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"), ("every weekend", "FREQ=WEEKLY;BYDAY=SA,SU"),
    ("daily", "FREQ=DAILY"), ("daily 10 times", "FREQ=DAILY;COUNT=10"), ("every 3 days", "FREQ=DAILY;INTERVAL=3"),
    ("every day until 2026-12-24 12:00", "FREQ=DAILY;UNTIL=20261224T120000"), ("monthly", "FREQ=MONTHLY"),
    ("yearly", "FREQ=YEARLY"), ("every year on 4 march", "FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=4"),
    ("yearly in march on the 2nd sunday", "FREQ=YEARLY;BYMONTH=3;BYDAY=2SU"), ("every month", "FREQ=MONTHLY"),
    ("2nd tuesday of every month", "FREQ=MONTHLY;BYDAY=2TU"), ("FREQ=DAILY;COUNT=3", "FREQ=DAILY;COUNT=3"),
    ("every quarter", ""), ("every 2nd tuesday", ""), ("every mondy", ""), ("", ""), ("until 2027-01-04", ""),
    ("weekly on the 2nd tuesday", ""), ("weekly on the 15th", ""), ("daily 0 times", ""), ("daily weekly", ""),
    ("daily until tomorrow", ""), ("daily 99999 times", ""), ("every 0 days", ""), ("monthly on the 32nd", ""),
  ])
  func wordsAreUnderstoodOrRefused(words: String, rule: String) throws {
    if rule.isEmpty {
      let problem = #expect(throws: TimeProblem.self) { try Recurrence(words: words) }
      #expect(problem?.remedy.isEmpty == false, "\(words)")
    } else {
      #expect(try Recurrence(words: words).rrule == rule)
    }
  }

  @Test func aSlipIsAnsweredWithWhatWasMeant() {
    let problem = #expect(throws: TimeProblem.self) { try Recurrence(words: "every mondy") }
    #expect(problem?.description == "\"mondy\" is not understood: did you mean monday?")
  }

  @Test(arguments: [
    "FREQ=HOURLY", "FREQ=WEEKLY;BYSETPOS=1", "BYDAY=MO", "FREQ=DAILY;FREQ=DAILY", "FREQ=DAILY;INTERVAL=0",
    "FREQ=DAILY;COUNT=2;UNTIL=20270101", "FREQ=MONTHLY;BYDAY=6TU", "FREQ=MONTHLY;BYMONTHDAY=0", "FREQ=DAILY;BYMONTH=13",
    "FREQ=DAILY;UNTIL=20270230", "FREQ=DAILY;UNTIL=20270101T250000Z", "FREQ=WEEKLY;BYDAY=", "FREQ=WEEKLY;BYDAY=XX",
    "FREQ=DAILY;COUNT=99999999999999999999", "FREQ=WEEKLY;WKST=1", "FREQ=DAILY;=", "", ";;;",
  ])
  func rulesBeyondThePartThatIsSupportedAreRefused(rule: String) {
    #expect(throws: TimeProblem.self) { try Recurrence(rrule: rule) }
  }

  @Test func hostileRulesNeverTrap() {
    var random = SeededRandom(seed: 7)
    let range = Timestamp(milliseconds: .min)..<Timestamp(milliseconds: .max)
    for _ in 0..<250 {
      var bytes = Array(Self.randomRule(&random).utf8)
      for _ in 0..<Int.random(in: 0...3, using: &random) {
        bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 32...126, using: &random)
      }
      let text = String(decoding: bytes, as: UTF8.self)
      _ = try? Recurrence(words: text)
      guard let rule = try? Recurrence(rrule: text) else { continue }
      for start in [Int64.min, 0, .max] {
        _ = rule.occurrences(start: Timestamp(milliseconds: start), zone: .utc, in: range, limit: 3)
      }
      _ = try? Recurrence(words: HostileText.random(&random))
    }
    var absurd = Recurrence(.monthly)
    (absurd.interval, absurd.monthDays, absurd.months) = (.max, [.min, .max], [.min])
    _ = (absurd.words, absurd.rrule, absurd.occurrences(start: .fixture, zone: .utc, in: range))
  }
}

struct PlanOccurrenceTests {
  private static let targets = WorkTargets("bm-db07", hosts: ["bm-db07"])

  private func plan(_ start: String, _ end: String, _ zoneName: String, _ recurrence: String?) throws -> WindowPlan {
    let rules = try zone(zoneName)
    var plan = WindowPlan(
      title: "t", targets: Self.targets, start: try TimePhrase.moment(start, now: .fixture, zone: rules),
      end: try TimePhrase.moment(end, now: .fixture, zone: rules), zone: zoneName, owner: "shinji")
    plan.recurrence = recurrence
    return plan
  }

  private func texts(_ plan: WindowPlan, _ from: String, _ to: String) throws -> [String] {
    let rules = try zone(plan.zone)
    let range =
      try TimePhrase.moment(from, now: .fixture, zone: rules)..<TimePhrase.moment(to, now: .fixture, zone: rules)
    return plan.occurrences(in: range, zones: ZoneFixture.catalogue).map { TimePhrase.text(of: $0, zone: rules) }
  }

  @Test func theTimeOnTheClockStaysOverAChangeToSummer() throws {
    let plan = try plan("2026-03-07 02:30", "2026-03-07 03:30", "America/New_York", "FREQ=DAILY;COUNT=3")
    // On the 8th clocks go from 02:00 to 03:00: the offset before the gap counts, the length stays.
    #expect(
      try texts(plan, "2026-03-01", "2026-04-01") == [
        "2026-03-07 02:30-03:30", "2026-03-08 03:30-04:30", "2026-03-09 02:30-03:30",
      ])
  }

  @Test func theTimeOnTheClockStaysOverAChangeToWinter() throws {
    let plan = try plan("2026-10-24 02:30", "2026-10-24 04:30", "Europe/Berlin", "FREQ=DAILY;COUNT=3")
    #expect(
      try texts(plan, "2026-10-01", "2026-11-01") == [
        "2026-10-24 02:30-04:30", "2026-10-25T02:30:00+02:00 to 2026-10-25 03:30", "2026-10-26 02:30-04:30",
      ])
  }

  @Test func aNightBelongsToBothOfItsDays() throws {
    let plan = try plan("2026-08-21 23:00", "2026-08-22 01:00", "Asia/Tokyo", "FREQ=WEEKLY;BYDAY=FR,SA")
    #expect(
      try texts(plan, "2026-08-22 00:30", "2026-08-23 00:00") == [
        "2026-08-21 23:00 to 2026-08-22 01:00", "2026-08-22 23:00 to 2026-08-23 01:00",
      ])
    // Half open: what ends at one o'clock is not there at one o'clock.
    #expect(try texts(plan, "2026-08-22 01:00", "2026-08-22 23:00").isEmpty)
  }

  @Test func exceptionsAreLeftOut() throws {
    var plan = try plan("2026-12-21 10:00", "2026-12-21 12:00", "Asia/Tokyo", "FREQ=WEEKLY;BYDAY=MO")
    plan.exceptions = [try TimePhrase.moment("2026-12-28 10:00", now: .fixture, zone: try zone("Asia/Tokyo"))]
    #expect(
      try texts(plan, "2026-12-20", "2027-01-12") == [
        "2026-12-21 10:00-12:00", "2027-01-04 10:00-12:00", "2027-01-11 10:00-12:00",
      ])
  }

  @Test func theDayThatAZoneSkippedIsSkipped() throws {
    let plan = try plan("2011-12-29 10:00", "2011-12-29 11:00", "Pacific/Apia", "FREQ=DAILY;COUNT=3")
    let found = try texts(plan, "2011-12-01", "2012-02-01")
    #expect(found.first == "2011-12-29 10:00-11:00" && found.last == "2011-12-31 10:00-11:00")
  }

  @Test func aRuleThatCannotBeReadLeavesTheFirstInterval() throws {
    let plan = try plan("2026-08-22 10:00", "2026-08-22 11:00", "Asia/Tokyo", "FREQ=SECONDLY")
    #expect(try texts(plan, "2026-08-22", "2026-08-30") == ["2026-08-22 10:00-11:00"])
    #expect(try texts(plan, "2026-08-23", "2026-08-30").isEmpty)
  }

  @Test func aFreezeEndsWhenItIsTakenAway() throws {
    let id = OperationID(high: 1 << 16, low: 1)
    let start = Timestamp.fixture
    var freeze = Freeze(
      id: id,
      plan: FreezePlan(
        targets: Self.targets, start: start, end: start + .seconds(3600), zone: "Asia/Tokyo", reason: "r", owner: "o"),
      author: Author("o"))
    freeze.plan.recurrence = "FREQ=DAILY"
    freeze.cleared = Clearing(target: id, at: start + .seconds(86_400 + 60))
    let range = start..<(start + .seconds(86_400 * 9))
    let found = freeze.occurrences(in: range, zones: ZoneFixture.catalogue)
    #expect(found.map { $0.upperBound.since($0.lowerBound) } == [.seconds(3600), .seconds(60)])
  }
}
