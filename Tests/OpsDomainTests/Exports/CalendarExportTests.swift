import OpsDomain
import Testing
import TestSupport

struct CalendarExportTests {
  private struct Found: Decodable {
    struct Event: Decodable {
      let uid: String
      let summary: String
      let description: String
      let contact: String
      let status: String
      let sequence: Int
      let stamp: Int64
      let start: Int64
      let length: Int64
      let instants: [Int64]
    }
    let events: [Event]
    let errors: [String]
    let name: String
  }

  /// Zones under names that no program knows, so that a reader must use what the calendar says of them.
  private static let strange = ZoneCatalogue { name in
    guard name.hasPrefix("X-"), let fixture = try? ZoneFixture(String(name.dropFirst(2))) else { return nil }
    return ZoneRules(name: name, tzif: fixture.tzif)
  }

  private func calendar(_ windows: [Window], _ freezes: [Freeze] = [], zones: ZoneCatalogue) -> String {
    var calendar = ICalendar(name: "ops; team, \\ 障害", zones: zones)
    var text = calendar.begin()
    for window in windows { text += calendar.event(window) }
    for freeze in freezes { text += calendar.event(freeze) }
    return text + calendar.end()
  }

  @Test func aRealReaderReadsWhatWasPlanned() throws {
    guard let reader = try Reader.named("read_calendar") else { return }
    var cancelled = ExportFixtures.window
    cancelled.id = ExportFixtures.ids[1]
    cancelled.recorded = .cancelled
    cancelled.steps = [
      Window.Step(
        id: ExportFixtures.ids[2], author: ExportFixtures.naoya,
        transition: WindowTransition(window: cancelled.id, state: .cancelled, at: ExportFixtures.at(10, 0)))
    ]
    let freeze = Freeze(
      id: ExportFixtures.ids[3],
      plan: FreezePlan(
        targets: WorkTargets(""), start: ExportFixtures.at(18, 0), end: ExportFixtures.at(24, 0), zone: "Asia/Tokyo",
        reason: "year's end; nobody is here, really", owner: "ops"), author: ExportFixtures.naoya)
    let text = calendar([ExportFixtures.done, cancelled], [freeze], zones: ZoneFixture.catalogue)
    let found = try reader.read(text, as: Found.self)
    #expect(found.errors.isEmpty && found.name.hasSuffix("障害"), "\(found.errors) \(found.name)")
    try #require(found.events.count == 3)
    let first = found.events[0]
    #expect(first.uid == "\(ExportFixtures.ids[0])@opsconsole" && first.summary == "M-81 Replace the disk of bm-db07")
    #expect(first.start == ExportFixtures.at(13, 0).milliseconds && first.length == 7200 && first.contact == "shinji")
    #expect(first.status == "CONFIRMED" && first.sequence == 2 && first.stamp == ExportFixtures.at(14, 20).milliseconds)
    #expect(
      first.description.hasPrefix("Its third disk has reallocated sectors.\nTargets: bm-db[07-08] (bm-db[07-08])\n"))
    #expect(found.events[1].status == "CANCELLED" && found.events[1].sequence == 1)
    #expect(found.events[2].summary == "F-0 freeze: year's end; nobody is here, really")
  }

  @Test(arguments: [
    ("Europe/Berlin", "FREQ=WEEKLY;BYDAY=MO,SA", "2026-03-21 02:30"),
    ("Europe/Berlin", "FREQ=MONTHLY;BYDAY=-1SU", "2026-01-25 01:30"),
    ("America/New_York", "FREQ=DAILY;INTERVAL=3;UNTIL=20261120", "2026-08-20 22:00"),
    ("Australia/Lord_Howe", "FREQ=MONTHLY;BYDAY=1SU", "2026-04-05 03:00"),
    ("Asia/Tokyo", "FREQ=WEEKLY;COUNT=9", "2026-08-22 23:00"),
    ("Europe/Dublin", "FREQ=MONTHLY;BYMONTHDAY=-1;UNTIL=20270801T000000Z", "2026-08-31 09:00"),
    ("Africa/Casablanca", "FREQ=WEEKLY;BYDAY=MO", "2026-02-02 09:00"),
    ("America/Nuuk", "FREQ=MONTHLY;BYDAY=-1SA", "2026-03-28 12:00"),
    ("Asia/Gaza", "FREQ=MONTHLY;BYDAY=2SA", "2026-03-14 12:00"),
    ("Pacific/Chatham", "FREQ=MONTHLY", "2026-03-15 12:00"),
    ("America/Sao_Paulo", "FREQ=YEARLY;BYMONTH=3,11", "2017-03-10 12:00"),
    ("Asia/Kolkata", "FREQ=DAILY;COUNT=5", "2026-08-22 10:00"),
    ("Europe/Berlin", "FREQ=WEEKLY;BYDAY=TU", "2026-08-22 10:00"),
  ])
  func aRealReaderExpandsWhatRecursToTheSameMoments(name: String, rule: String, start: String) throws {
    guard let reader = try Reader.named("read_calendar") else { return }
    let rules = try zone(name)
    var window = ExportFixtures.window
    window.plan.zone = "X-\(name)"
    window.plan.start = try TimePhrase.moment(start, now: .fixture, zone: rules)
    window.plan.end = window.plan.start + .seconds(5400)
    window.plan.recurrence = rule
    let range = window.plan.start..<(window.plan.start + .seconds(86_400 * 366 * 9))
    let all = window.plan.occurrences(in: range, zones: Self.strange).map(\.lowerBound)
    window.plan.exceptions = [try #require(all.dropFirst(2).first)]
    let expected = window.plan.occurrences(in: range, zones: Self.strange).prefix(18).map(\.lowerBound.milliseconds)
    let found = try reader.read(calendar([window], zones: Self.strange), as: Found.self)
    let event = try #require(found.events.first)
    #expect(found.errors.isEmpty && event.length == 5400)
    #expect(Array(event.instants.prefix(18)) == Array(expected.prefix(event.instants.count).prefix(18)))
    #expect(event.instants.count >= min(expected.count, 4))
  }

  @Test func aFreezeTakenAwayRecursNoMore() throws {
    guard let reader = try Reader.named("read_calendar") else { return }
    var freeze = Freeze(
      id: ExportFixtures.ids[3],
      plan: FreezePlan(
        targets: WorkTargets("@bookmark"), start: ExportFixtures.at(18, 0), end: ExportFixtures.at(20, 0),
        zone: "X-Asia/Tokyo", reason: "evening", owner: "ops"), author: ExportFixtures.naoya)
    freeze.plan.recurrence = "FREQ=DAILY;COUNT=30"
    freeze.cleared = Clearing(target: freeze.id, at: ExportFixtures.at(18, 0) + .seconds(86_400 * 2 + 60))
    let found = try reader.read(calendar([], [freeze], zones: Self.strange), as: Found.self)
    #expect(found.events.first?.instants.count == 3)
    #expect(found.events.first?.sequence == 1)
  }

  @Test func hostileTextStaysInItsProperty() throws {
    guard let reader = try Reader.named("read_calendar") else { return }
    let windows = ExportFixtures.hostile.enumerated().map { index, text in
      var window = ExportFixtures.window
      window.id = ExportFixtures.ids[index]
      (window.plan.title, window.plan.purpose, window.plan.owner) = (text, text, text)
      (window.plan.recurrence, window.plan.zone) = (text, text)
      return window
    }
    let found = try reader.read(calendar(windows, zones: .utcOnly), as: Found.self)
    #expect(found.errors.isEmpty && found.events.count == ExportFixtures.hostile.count)
    for (event, text) in zip(found.events, ExportFixtures.hostile) where !text.utf8.contains(where: { $0 < 0x20 }) {
      if text.unicodeScalars.allSatisfy({ $0.isASCII }) { #expect(event.summary == "M-81 " + text) }
    }
  }

  @Test func linesAreFoldedBetweenCharactersAndEndWithBoth() {
    var window = ExportFixtures.window
    window.plan.purpose = String(repeating: "障害👨‍👩‍👧é", count: 60)
    let text = calendar([window], zones: .utcOnly)
    let lines = text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false)
    for line in lines.dropLast() {
      #expect(line.last == 0x0D && line.count <= 76)
      #expect(String(validating: line, as: UTF8.self) != nil)
    }
    // A fold may stand within what is one character to people.
    let unfolded = String(decoding: Array(text.utf8).split(separator: Array("\r\n ".utf8)).joined(), as: UTF8.self)
    #expect(
      unfolded.utf8.count == text.utf8.count - 3 * (text.utf8.count { $0 == 0x0A } - unfolded.utf8.count { $0 == 0x0A })
    )
    #expect(Array(unfolded.utf8).contains(Array("DESCRIPTION:\(window.plan.purpose)\\nTargets".utf8)))
  }

  @Test func theSameWindowGivesTheSameBytes() {
    let once = calendar([ExportFixtures.done], zones: .utcOnly)
    #expect(once == calendar([ExportFixtures.done], zones: .utcOnly))
    #expect(once.contains("DTSTART:20260822T040000Z\r\nDTEND:20260822T060000Z\r\n") && !once.contains("VTIMEZONE"))
  }
}
