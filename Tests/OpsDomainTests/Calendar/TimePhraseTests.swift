import OpsDomain
import Testing
import TestSupport

struct TimePhraseTests {
  /// Thursday, 2026-08-20, 12:03:41 in Tokyo.
  private func text(_ phrase: String, leaning: TimePhrase.Leaning = .ahead, in name: String = "Asia/Tokyo") throws
    -> String
  {
    let rules = try zone(name)
    let moment = try TimePhrase.moment(phrase, now: .fixture, zone: rules, leaning: leaning)
    return TimePhrase.text(of: moment, zone: rules)
  }

  @Test(arguments: [
    ("now", "2026-08-20 12:03:41"), ("14:00", "2026-08-20 14:00"), ("9:05", "2026-08-20 09:05"),
    ("13:05:11", "2026-08-20 13:05:11"), ("24:00", "2026-08-21 00:00"), ("2pm", "2026-08-20 14:00"),
    ("12am", "2026-08-20 00:00"), ("12:30pm", "2026-08-20 12:30"), ("noon", "2026-08-20 12:00"),
    ("today", "2026-08-20 00:00"), ("tomorrow 14:00", "2026-08-21 14:00"), ("14:00 tomorrow", "2026-08-21 14:00"),
    ("Tomorrow at 14:00", "2026-08-21 14:00"), ("yesterday 23:10", "2026-08-19 23:10"),
    ("mon 10:00", "2026-08-24 10:00"), ("Thu 10:00", "2026-08-27 10:00"), ("thursday 13:00", "2026-08-20 13:00"),
    ("next thu 13:00", "2026-08-27 13:00"), ("last thu 13:00", "2026-08-13 13:00"), ("fri", "2026-08-21 00:00"),
    ("2026-11-23 14:00", "2026-11-23 14:00"), ("2026/11/23 14:00", "2026-11-23 14:00"),
    ("11/23 14:00", "2026-11-23 14:00"), ("1/4 9:00", "2027-01-04 09:00"), ("23 nov 14:00", "2026-11-23 14:00"),
    ("nov 23rd 14:00", "2026-11-23 14:00"), ("4 jan 2028 9:00", "2028-01-04 09:00"),
    ("Mon 2026-11-23 14:00", "2026-11-23 14:00"), ("2/29", "2028-02-29 00:00"),
    ("+2h", "2026-08-20 14:03:41"), ("in 30 min", "2026-08-20 12:33:41"), ("2 hours ago", "2026-08-20 10:03:41"),
    ("-45m", "2026-08-20 11:18:41"), ("in 2 days", "2026-08-22 12:03:41"), ("+1w", "2026-08-27 12:03:41"),
    ("2026-08-22T13:05:11+09:00", "2026-08-22 13:05:11"), ("2026-08-22T04:05:11Z", "2026-08-22 13:05:11"),
    ("2026-08-22T13:05:11.250+09:00", "2026-08-22T13:05:11.250+09:00"), ("2026-08-22 04:05 UTC", "2026-08-22 13:05"),
    ("2026-08-22t13:05", "2026-08-22 13:05"), ("14:00 -05:00", "2026-08-21 04:00"), ("明日 14:00", "2026-08-21 14:00"),
    ("明日14:00", "2026-08-21 14:00"), ("１１月２３日 １４：００", "2026-11-23 14:00"), ("11月23日14時30分", "2026-11-23 14:30"),
    ("月曜日 10:00", "2026-08-24 10:00"), ("明後日 10:00", "2026-08-22 10:00"), ("昨日", "2026-08-19 00:00"),
  ])
  func momentsAreUnderstood(phrase: String, expected: String) throws {
    #expect(try text(phrase) == expected)
  }

  @Test(arguments: [
    ("mon", "2026-08-17 00:00"), ("thu 11:00", "2026-08-20 11:00"), ("thu 13:00", "2026-08-13 13:00"),
    ("11/23", "2025-11-23 00:00"), ("8/20", "2026-08-20 00:00"), ("2/29", "2024-02-29 00:00"),
  ])
  func searchesLookBack(phrase: String, expected: String) throws {
    #expect(try text(phrase, leaning: .back) == expected)
  }

  @Test(arguments: [
    ("tomorow 14:00", "did you mean tomorrow?"), ("mondy 10:00", "did you mean monday?"), ("14", "as 14:00"),
    ("", "as 14:00, tomorrow 14:00 or +2h"), ("25:00", ""), ("14:60", ""), ("2026-02-30", ""), ("23/11 14:00", ""),
    ("14:00 15:00", ""), ("today tomorrow", ""), ("+2", "as 2h or 45m"), ("+2 hors", "did you mean hours?"), ("in", ""),
    ("14:00-16:00", "as tomorrow 14:00"), ("+99999999d", ""), ("+3661d", ""), ("\u{1B}[31m", ""), ("+09:00", ""),
    ("2026-08-22T", ""), ("1.2.3", ""), ("next", ""), ("9999999999999999999999:00", ""), ("+02:00 today", ""),
  ])
  func whatIsNoTimeIsRefusedWithARemedy(phrase: String, remedy: String) throws {
    let rules = try zone("Asia/Tokyo")
    let problem = #expect(throws: TimeProblem.self) { try TimePhrase.moment(phrase, now: .fixture, zone: rules) }
    #expect(problem?.message.isEmpty == false)
    if !remedy.isEmpty { #expect(problem?.remedy == remedy) }
  }

  @Test(arguments: [
    ("14:00-16:00", "2026-08-20 14:00-16:00"), ("14:00 - 16:00", "2026-08-20 14:00-16:00"),
    ("tomorrow 23:00-01:00", "2026-08-21 23:00 to 2026-08-22 01:00"), ("sat 10:00 for 2h", "2026-08-22 10:00-12:00"),
    ("2026-11-23 14:00 to 2026-11-24 02:00", "2026-11-23 14:00 to 2026-11-24 02:00"),
    ("2026-11-23 14:00-2026-11-24 02:00", "2026-11-23 14:00 to 2026-11-24 02:00"),
    ("tomorrow", "2026-08-21 00:00-24:00"),
    ("from 14:00 to 16:00", "2026-08-20 14:00-16:00"), ("for 90 min", "2026-08-20 12:03:41-13:33:41"),
    ("14:00+2h", "2026-08-20 14:00-16:00"), ("until 16:00", "2026-08-20 12:03:41-16:00"),
    ("sat 10:00 to sun 18:00", "2026-08-22 10:00 to 2026-08-23 18:00"), ("22:00-24:00", "2026-08-20 22:00-24:00"),
    ("sat 10:00-mon 18:00", "2026-08-22 10:00 to 2026-08-24 18:00"), ("14:00 to +2h", "2026-08-20 14:00-16:00"),
    ("12/29 18:00 to 1/4 9:00", "2026-12-29 18:00 to 2027-01-04 09:00"), ("明日14:00〜16:00", "2026-08-21 14:00-16:00"),
    ("明日14時から16時まで", "2026-08-21 14:00-16:00"), ("2pm-4pm", "2026-08-20 14:00-16:00"),
    ("2026-08-22T13:00+09:00 to 2026-08-22T15:00+09:00", "2026-08-22 13:00-15:00"),
  ])
  func intervalsAreUnderstood(phrase: String, expected: String) throws {
    let rules = try zone("Asia/Tokyo")
    let interval = try TimePhrase.interval(phrase, now: .fixture, zone: rules)
    #expect(TimePhrase.text(of: interval.start..<interval.end, zone: rules) == expected)
  }

  @Test(arguments: [
    "14:00", "14:00-", "-16:00-", "14:00-14:00", "tomorrow 10:00 to today 09:00", "14:00 for", "14:00 for 2", "",
    "2026-11-23 14:00 to 2026-11-22 14:00", "14:00 for 11 years", "a-b", "14:00-16:00-18:00",
  ])
  func whatIsNoIntervalIsRefused(phrase: String) throws {
    let rules = try zone("Asia/Tokyo")
    #expect(throws: TimeProblem.self) { try TimePhrase.interval(phrase, now: .fixture, zone: rules) }
  }

  @Test(arguments: [
    (
      "America/New_York", "2026-03-08 02:30-04:00", "02:30 is skipped on 2026-03-08 in America/New_York: 03:30 is taken"
    ),
    (
      "America/New_York", "2026-11-01 01:30-03:00",
      "01:30 comes twice on 2026-11-01 in America/New_York: the first, EDT"
    ),
    ("America/New_York", "2026-11-01 00:00-04:00", "clocks change within it: it lasts 5 h, not 4 h"),
    ("Europe/Berlin", "2027-03-28 01:00-05:00", "clocks change within it: it lasts 3 h, not 4 h"),
    ("Asia/Tokyo", "yesterday 10:00-11:00", "it is over already"),
    ("Asia/Tokyo", "tomorrow 23:00-01:00", "it ends on the day after, 2026-08-22"),
  ])
  func whatIsOddAboutAnIntervalIsSaid(zoneName: String, phrase: String, note: String) throws {
    let rules = try zone(zoneName)
    let interval = try TimePhrase.interval(phrase, now: .fixture, zone: rules)
    #expect(interval.notes.contains(note), "\(interval.notes)")
  }

  @Test func theUsualCaseHasNoNotes() throws {
    #expect(try TimePhrase.interval("14:00-16:00", now: .fixture, zone: zone("Asia/Tokyo")).notes.isEmpty)
  }

  @Test(arguments: [
    ("45m", 2700), ("1h30m", 5400), ("2 days", 172_800), ("1.5h", 5400), ("90 min", 5400), ("30s", 30),
    ("1w 2d", 777_600), ("2 hours and 5 minutes", 7500), ("2時間", 7200), ("0m", 0),
  ])
  func lengthsAreUnderstood(phrase: String, seconds: Int) throws {
    #expect(try TimePhrase.duration(phrase) == .seconds(seconds))
  }

  @Test(arguments: ["", "2", "h", "2 fortnights", "-2h", "1..5h", "99999999999h", "1h30"])
  func whatIsNoLengthIsRefused(phrase: String) {
    #expect(throws: TimeProblem.self) { try TimePhrase.duration(phrase) }
  }

  @Test(arguments: ZoneFixture.names)
  func everyPrintedTimeReadsBack(name: String) throws {
    let rules = try zone(name)
    var random = SeededRandom(seed: 24)
    for _ in 0..<1500 {
      var start = Int64.random(in: -3_000_000_000...5_000_000_000, using: &random) * 1000
      if Bool.random(using: &random) { start -= start % 1_800_000 }
      if Int.random(in: 0...9, using: &random) == 0 { start += 250 }
      let moment = Timestamp(milliseconds: start)
      let text = TimePhrase.text(of: moment, zone: rules)
      #expect(try TimePhrase.moment(text, now: .fixture, zone: rules) == moment, "\(text)")
      let length = Duration.seconds(Int64.random(in: 0...200_000, using: &random))
      let interval = moment..<(moment + length)
      let written = TimePhrase.text(of: interval, zone: rules)
      let read = try TimePhrase.interval(written, now: .fixture, zone: rules)
      #expect(read.start..<read.end == interval, "\(written)")
      #expect(try TimePhrase.duration(TimePhrase.text(of: length)) == length)
    }
  }

  @Test func hostileTextNeverTraps() throws {
    var random = SeededRandom(seed: 99)
    let rules = try zone("America/New_York")
    let pieces = [
      "14:00", "-", "+", "2h", "tomorrow", "2026-11-23", "T", "Z", "99", "月", "日", "時", "for", "next", ":", ".",
    ]
    for _ in 0..<1500 {
      var text = HostileText.random(&random, pieces: 3)
      for _ in 0..<4 {
        text += (pieces.randomElement(using: &random) ?? "") + (Bool.random(using: &random) ? " " : "")
      }
      for now in [Timestamp.fixture, Timestamp(milliseconds: .min), Timestamp(milliseconds: .max)] {
        _ = try? TimePhrase.moment(text, now: now, zone: rules)
        _ = try? TimePhrase.interval(text, now: now, zone: rules)
      }
      _ = try? TimePhrase.duration(text)
    }
    _ = TimePhrase.text(of: Timestamp(milliseconds: .min), zone: rules)
    #expect(throws: TimeProblem.self) {
      try TimePhrase.moment(String(repeating: "1", count: 1_000_000), now: .fixture, zone: rules)
    }
  }
}
