import OpsDomain
import TestSupport
import Testing

@Suite("the page of the day") struct DigestTests {
  @Test func aDayIsFromMidnightToMidnightAlsoWhenClocksChange() throws {
    let berlin = try zone("Europe/Berlin")
    let day = try #require(TeamDay("2026-10-25", zone: berlin))
    #expect(day.interval.upperBound.since(day.interval.lowerBound) == .seconds(25 * 3600))
    #expect(TeamDay(containing: day.interval.lowerBound, zone: berlin) == day)
    #expect(TeamDay(containing: day.interval.upperBound, zone: berlin).date == "2026-10-26")
    #expect(TeamDay(containing: day.interval.upperBound - .milliseconds(1), zone: berlin) == day)
  }

  @Test(
    "a day reports since the last working day",
    arguments: [("2026-08-20", 1), ("2026-08-21", 1), ("2026-08-22", 1), ("2026-08-23", 2), ("2026-08-24", 3)])
  func reportedTime(date: String, days: Int64) throws {
    let day = try #require(TeamDay(date, zone: try zone("Asia/Tokyo")))
    #expect(day.reported.upperBound == day.interval.upperBound, "the night before the page is read is in it")
    #expect(day.interval.lowerBound.since(day.reported.lowerBound) == .seconds(days * 86_400))
  }

  @Test func whatIsNoDayIsNone() {
    for text in ["", "2026-02-30", "2026-8-2", "+026-08-02", "2026-08-02x", "today", "2026-13-01", "２０２６-08-02"] {
      #expect(TeamDay(text, zone: .utc) == nil)
    }
  }

  @Test("invariant 9: a start is open until an end in its thread") func startsAreOpenUntilTheirEnd() throws {
    var script = OperationScript()
    let window = script.plan()
    var records: [EntryRecord] = []
    func add(_ kind: EntryKind, _ thread: OperationID?, _ script: inout OperationScript) throws -> OperationID {
      let id = script.record(.entryAdd(Entry("\(kind)", kind: kind, at: script.now, thread: thread)))
      records.append(try #require(EntryRecord(folding: script.operations.suffix(1))))
      return id
    }
    let open = try add(.start, nil, &script)
    let closed = try add(.start, nil, &script)
    _ = try add(.end, closed, &script)
    let planned = try add(.start, window, &script)
    #expect(records.openThreads(script.team).map(\.id) == [open, planned])
    script.step(window, .inProgress)
    script.step(window, .done)
    #expect(records.openThreads(script.team).map(\.id) == [open], "a window that is over ends its thread")
    records[0].retracted = EntryRecord.Strike(
      id: open, author: Author("naoya"), recordedAt: script.now, reason: "mistake")
    #expect(records.openThreads(script.team).isEmpty)
  }

  @Test func thePageTellsTheDay() throws {
    let tokyo = try zone("Asia/Tokyo")
    var script = OperationScript()
    var records: [EntryRecord] = []
    func write(_ entry: Entry, by account: String, _ script: inout OperationScript) throws {
      script.record(.entryAdd(entry), by: account)
      records.append(try #require(EntryRecord(folding: script.operations.suffix(1))))
    }
    // Written on Thursday 2026-08-20 from 12:03.
    let hosts = [EntryTarget(.host, "bm-db07"), EntryTarget(.host, "bm-db08")]
    try write(Entry("failover\nin two lines", kind: .start, at: script.now, targets: hosts), by: "naoya", &script)
    try write(Entry("disk replaced", kind: .end, at: script.now, result: .ok), by: "hatta", &script)
    try write(Entry("watch <b>bm-db07</b>", kind: .handoff, at: script.now), by: "hatta", &script)
    let friday = script.now + .seconds(86_400)
    _ = script.plan {
      ($0.start, $0.end, $0.crew) = (friday, friday + .seconds(3600), ["hatta"])
      $0.impact = .degraded
    }
    var request = RequestPlan(to: .group("dba"), subject: "swap the disk", due: script.now)
    request.number = 12
    script.record(.requestSend(request), by: "asker")
    var hold = HoldPlan(targets: WorkTargets("bm-db09"), reason: "rebuild", owner: "naoya", since: script.now)
    hold.number = 5
    script.record(.holdSet(hold))
    script.reserve { $0.begun = $0.begun - .seconds(1200) }
    script.reserve {
      ($0.number, $0.leaseExpires) = (8, friday + .seconds(3600))
    }
    let finding = Finding(
      rule: .load, severity: .warn, sentence: "load 3.1/core", value: 3.1, threshold: 1.5,
      since: .fixture - .seconds(60))
    let page = Digest(
      day: TeamDay(containing: friday, zone: tokyo), entries: records, team: script.team,
      alarms: [
        Digest.Alarm(host: "bm-db07", finding: finding, until: script.now),
        Digest.Alarm(host: "bm-db10", finding: finding),
      ], zones: .utcOnly
    ).markdown
    #expect(
      page == """
        # Digest Fri 2026-08-21

        ## Done

        ### hatta

        - Thu 12:04 **end** disk replaced (ok)

        ### naoya

        - Thu 12:03 **start** `bm-db[07-08]`: failover …

        ## Handed over

        - hatta: Thu 12:05 watch &lt;b>bm-db07&lt;/b>

        ## Open

        - naoya since Thu 2026-08-20 12:03: failover …

        ## Windows today

        - 12:06–13:06 **M-81** failover on `bm-db07`, naoya, hatta (planned), impact: degraded

        ## Requests

        - **R-12** swap the disk: asker asks @dba, **overdue since Thu 2026-08-20 12:07**

        ## In hand

        - **W-7** reboot of `bm-db07` by naoya since Thu 2026-08-20 11:49, **overdue since Thu 2026-08-20 12:24**: kernel
        - **W-8** reboot of `bm-db07` by naoya since Thu 2026-08-20 12:10, until 13:06: kernel

        ## Holds and freezes

        - **H-5** hold of `bm-db09` by naoya since Thu 2026-08-20 12:08: rebuild

        ## Alarms

        - Thu 2026-08-20 12:02–Thu 2026-08-20 12:11 `bm-db07` load 3.1/core; naoya: failover …
        - Thu 2026-08-20 12:02, still standing `bm-db10` load 3.1/core; **no entry**

        """)
  }

  @Test func aDayOnWhichNothingWasWrittenSaysSo() throws {
    let day = try #require(TeamDay("2026-08-24", zone: .utc))
    let page = Digest(day: day, entries: [], team: TeamState()).markdown
    #expect(page == "# Digest Mon 2026-08-24\n\n## Done\n\nNothing was written since Fri 2026-08-21.\n")
  }

  @Test func aPersonWhoWroteTooMuchIsCutAndItIsSaid() throws {
    let day = try #require(TeamDay("2026-08-21", zone: .utc))
    let records = (0..<150).map { number in
      EntryRecord(
        id: OperationID(high: 1, low: UInt64(number)), author: Author("naoya"), recordedAt: .fixture,
        entry: Entry("e\(number)", at: .fixture))
    }
    let page = Digest(day: day, entries: records, team: TeamState()).markdown
    #expect(page.contains("- … and 50 more\n"))
    #expect(page.split(separator: "\n").count == 104)
  }

  @Test func workThatRecursIsShownWithTheTimeOfThisWeek() throws {
    var script = OperationScript()
    let first = script.now + .seconds(3600)
    let id = script.plan { ($0.start, $0.end, $0.recurrence) = (first, first + .seconds(7200), "FREQ=WEEKLY") }
    script.step(id, .inProgress, occurrence: first)
    script.step(id, .done, occurrence: first)
    let week = first + .seconds(7 * 86_400)
    script.now = week
    script.step(id, .inProgress, occurrence: week)
    func page(_ day: Timestamp) -> String {
      Digest(
        day: TeamDay(containing: day, zone: .utc), entries: [], team: script.team, zones: ZoneFixture.catalogue
      ).markdown
    }
    let lines = page(week).split(separator: "\n").filter { $0.contains("M-81") }
    let begin = LocalTime(week, in: .utc).hourMinute
    #expect(lines.count == 1 && lines.allSatisfy { $0.hasPrefix("- \(begin)–") })
    let next = page(week + .seconds(86_400)).split(separator: "\n").filter { $0.contains("M-81") }
    #expect(next.count == 1 && next.allSatisfy { $0.contains(LocalTime(week, in: .utc).dateText) })
    #expect(!page(week - .seconds(86_400)).contains("M-81"))
  }
}
