import OpsDomain
import TestSupport
import Testing

@Suite("what people type for the log") struct EntryLineTests {
  /// 2026-08-20 12:03:41 in Tokyo.
  private let now = Timestamp.fixture

  private func line(_ text: String, _ zoneName: String = "Asia/Tokyo", now: Timestamp? = nil) throws -> EntryLine {
    EntryLine(text, now: now ?? self.now, zone: try zone(zoneName))
  }

  /// The moment in words: `2026-08-20 11:05:00`.
  private func clock(_ line: EntryLine, _ zoneName: String = "Asia/Tokyo") throws -> String {
    let local = LocalTime(line.at, in: try zone(zoneName))
    return "\(local.dateText) \(local.clockText)"
  }

  @Test(
    "a time in front sets the time and leaves the text",
    arguments: [
      ("11:05 x", "2026-08-20 11:05:00", TimePrecision.minute), ("9:05 x", "2026-08-20 09:05:00", .minute),
      ("11:05:07 x", "2026-08-20 11:05:07", .second), ("yesterday 23:10 x", "2026-08-19 23:10:00", .minute),
      ("Yesterday 23:10 x", "2026-08-19 23:10:00", .minute), ("today 08:00 x", "2026-08-20 08:00:00", .minute),
      ("2026-08-12 13:05 x", "2026-08-12 13:05:00", .minute), ("2026/8/2 13:05 x", "2026-08-02 13:05:00", .minute),
      ("8/12 13:05 x", "2026-08-12 13:05:00", .minute), ("12/24 13:05 x", "2025-12-24 13:05:00", .minute),
      ("2026-08-12T13:05:11+02:00 x", "2026-08-12 20:05:11", .second),
      ("2026-08-12T13:05:11Z x", "2026-08-12 22:05:11", .second),
      ("2026-08-12T13:05:11.250Z x", "2026-08-12 22:05:11", .millisecond), ("１１：０５　x", "2026-08-20 11:05:00", .minute),
      ("昨日 23:10 x", "2026-08-19 23:10:00", .minute), ("昨日２３：１０　x", "2026-08-19 23:10:00", .minute),
      ("어제 23:10 x", "2026-08-19 23:10:00", .minute), ("8月12日 13時05分 x", "2026-08-12 13:05:00", .minute),
      ("2026年8月12日13時 x", "2026-08-12 13:00:00", .minute), ("11時5分x", "2026-08-20 11:05:00", .minute),
      ("[11:05] x", "2026-08-20 11:05:00", .minute), ("- 11:05 x", "2026-08-20 11:05:00", .minute),
      ("・11:05 x", "2026-08-20 11:05:00", .minute), ("11:05: x", "2026-08-20 11:05:00", .minute),
      ("1:05am x", "2026-08-20 01:05:00", .minute), ("1:05 pm x", "2026-08-19 13:05:00", .minute),
      ("  11:05\tx", "2026-08-20 11:05:00", .minute),
    ])
  func timeInFrontIsTheTime(text: String, expected: String, precision: TimePrecision) throws {
    let line = try line(text)
    #expect(try clock(line) == expected)
    #expect(line.precision == precision)
    #expect(line.isTimed)
    #expect(line.text == "x")
  }

  @Test func japaneseMayFollowATimeWithoutASpace() throws {
    #expect(try line("11:05再起動した").text == "再起動した")
  }

  @Test(
    "what only looks like a time stays in the text",
    arguments: [
      "x", "25:00 x", "11:60 x", "11:5 x", "1105 x", "11:05-11:20 x", "11:05x", "2026-02-30 11:05 x", "10.0.0.1:80 x",
      "fe80::1 x", "3 hosts", "yesterday x", "2026-08-12 x", "::1", "13:05pm x", "[11:05 x", "11:05:99 x", "",
    ])
  func whatIsNoTimeStays(text: String) throws {
    let line = try line(text)
    #expect(line.text == text)
    #expect(line.at == now)
    #expect(line.precision == .second)
    #expect(!line.isTimed)
  }

  @Test func timeThatHasNotComeYetIsOfYesterdayAndSaysSo() throws {
    let late = try line("23:10 x")
    #expect(try clock(late) == "2026-08-19 23:10:00")
    #expect(late.warnings.count == 1 && late.warnings.first?.contains("yesterday") == true)
    let rounded = try line("12:05 x")
    #expect(try clock(rounded) == "2026-08-20 12:05:00", "a clock a little ahead is still today")
    #expect(rounded.warnings.isEmpty)
    #expect(try line("2026-08-21 12:00 x").warnings.first?.contains("future") == true)
  }

  @Test func clocksThatChangeAreTold() throws {
    let after = Timestamp(seconds: 1_792_980_000)  // 2026-10-26 02:00 in Berlin
    let twice = try line("2026-10-25 02:30 x", "Europe/Berlin", now: after)
    #expect(twice.warnings.first?.contains("twice") == true)
    let gap = try line("2026-03-29 02:30 x", "Europe/Berlin", now: after)
    #expect(gap.warnings.first?.contains("skipped") == true)
    #expect(try clock(gap, "Europe/Berlin") == "2026-03-29 03:30:00")
  }

  @Test(
    "the kind may stand before the time or after it",
    arguments: [
      ("!step stopped it", EntryKind.step, "stopped it"), ("11:05 !decision go on", .decision, "go on"),
      ("!end 11:05 done", .end, "done"), ("！observation 11:05 slow", .observation, "slow"),
      ("!STEP x", .step, "x"), ("!handoff", .handoff, ""),
    ])
  func kindInFront(text: String, kind: EntryKind, rest: String) throws {
    let line = try line(text)
    #expect(line.kind == kind)
    #expect(line.text == rest)
  }

  @Test func otherWordsWithAMarkStay() throws {
    for text in ["!important thing", "!", "!!", "!step! x", "! step", "!steps x"] {
      let line = try line(text)
      #expect(line.kind == nil)
      #expect(line.text == text)
    }
  }

  @Test func tagsAreFoundAndStay() throws {
    let text = "failover #db #障害対応, (#네트워크) #db #post-mortem! see #12 a#b `#code` http://x/#frag #include<x> # title"
    let line = try line(text)
    #expect(line.tags == ["db", "障害対応", "네트워크", "post-mortem"])
    #expect(line.text == text)
  }

  @Test func ticketsAreFoundButNotDatesHostsStandardsOrAddresses() throws {
    let line = try line(
      """
      OPS-12, (INFRA2-7) see OPS-12; 2026-08-22 bm-db07 UTF-8 SHA-256 M-81 CVE-2026-1234 A-1 OPS-012 ABC-DEF
      https://t.example/browse/WEB-9 `CODE-1` OPS-3-4 X.OPS-5対応
      ```
      FENCE-1 #fence
      ```
      障害OPS-77。
      """)
    #expect(line.tickets == ["OPS-12", "INFRA2-7", "OPS-5", "OPS-77"])
    #expect(line.tags.isEmpty)
  }

  @Test func textOfSeveralLinesKeepsThem() throws {
    let line = try line("11:05 one\n  two\n\nthree\n\n")
    #expect(line.text == "one\n  two\n\nthree")
  }

  @Test func manyTimesPastedAreManyEntries() throws {
    let lines = try #require(
      EntryLine.many(
        """
        09:00 !start 障害対応 #db
        09:10 stopped replication
          on both
        - 10:00 bm-db07 is back OPS-12
        23:50 night
        """, now: now, zone: try zone("Asia/Tokyo")))
    #expect(lines.map(\.text) == ["障害対応 #db", "stopped replication\n  on both", "bm-db07 is back OPS-12", "night"])
    #expect(
      try lines.map { try clock($0) } == [
        "2026-08-20 09:00:00", "2026-08-20 09:10:00", "2026-08-20 10:00:00", "2026-08-19 23:50:00",
      ])
    #expect(lines[0].kind == .start && lines[2].tickets == ["OPS-12"])
    #expect(lines.map(\.precision) == Array(repeating: .minute, count: 4))
  }

  @Test func timesAfterADateAreOfThatDayAndAfterMidnightOfTheNext() throws {
    let lines = try #require(
      EntryLine.many(
        "2026-08-10 22:00 a\n23:30 b\n23:20 out of order\n00:15 c\n00:40 d", now: now, zone: try zone("Asia/Tokyo")))
    #expect(
      try lines.map { try clock($0) } == [
        "2026-08-10 22:00:00", "2026-08-10 23:30:00", "2026-08-10 23:20:00", "2026-08-11 00:15:00",
        "2026-08-11 00:40:00",
      ])
  }

  @Test func whatStandsBeforeTheFirstTimeIsNotLost() throws {
    let lines = try #require(
      EntryLine.many("what happened:\n09:00 a\r\n\n09:10 b\n", now: now, zone: try zone("Asia/Tokyo")))
    #expect(lines.map(\.text) == ["what happened:", "a", "b"])
    #expect(lines[0].at == lines[1].at)
    #expect(!lines[0].warnings.isEmpty)
  }

  @Test func fewerThanTwoTimesAreNoBackFilling() throws {
    for text in ["", "x", "09:00 x", "09:00 x\ny", "x\ny\n09:00 z"] {
      #expect(EntryLine.many(text, now: now, zone: try zone("Asia/Tokyo")) == nil)
    }
  }

  @Test("whatever is pasted, nothing traps and no letter of the last line is lost", arguments: 0..<200)
  func hostileTextIsTakenAsItIs(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    let text = HostileText.random(&random, pieces: 30)
    let whole = EntryLine(text, now: now, zone: .utc)
    #expect(text.unicodeScalars.count >= whole.text.unicodeScalars.count)
    _ = EntryLine.many("09:00 \(text)\n09:10 \(text)", now: now, zone: .utc)
    _ = PlainLine.all(in: text, zone: .utc)
  }

  @Test func entryHasWhatTheLineSays() throws {
    let entry = try line("11:05 !step x #t OPS-1").entry(targets: [EntryTarget(.host, "a")], zone: "Asia/Tokyo")
    #expect(entry.kind == .step && entry.tags == ["t"] && entry.tickets == ["OPS-1"] && entry.zone == "Asia/Tokyo")
    #expect(entry.precision == .minute && entry.targets.count == 1)
  }
}
