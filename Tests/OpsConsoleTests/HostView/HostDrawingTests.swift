import OpsDomain
import OpsScreen
import TestSupport
import Testing

@testable import OpsConsole

/// The arithmetic behind the drawing.
struct HostDrawingTests {
  @Test(arguments: HostView.Tab.allCases, [Symbols.braille, .block, .ascii])
  func drawingIsTotalAtEverySize(tab: HostView.Tab, symbols: Symbols) {
    let failure = LinkFailure(.silent, String(repeating: "障害 ", count: 200), remedy: String(repeating: "x", count: 999))
    var failing = HostFixture(lastAnswer: .seconds(300))
    failing.last = [.link("bm-db07", .ssh, .failed(failure, since: HostFixture.now, retryAt: nil))]
    let states = [
      nil, HostFixture().state(), failing.state(), HostFixture(ticks: 0, filesystems: nil, processes: nil).state(),
    ]
    for rows in 0...40 {
      for columns in stride(from: rows % 19, through: 120, by: 19) {
        for state in states {
          var view = HostView(host: "bm-db07", tab: tab)
          _ = view.handle(.bottom, state: state, rows: rows, columns: columns)
          let canvas = drawn(view, state, columns: columns, rows: rows, symbols: symbols)
          #expect(canvas.size == Size(columns: columns, rows: rows))
        }
      }
    }
  }

  @Test(arguments: 1...24)
  func hostileTextIsDrawnAsTextOnly(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    func hostile() -> String { HostileText.random(&random) }
    var fixture = HostFixture(interfaces: [hostile(), hostile()])
    fixture.filesystems = (0..<6).map { _ in
      Filesystem(
        mount: hostile(), device: hostile(), type: hostile(), sizeBytes: 9, usedBytes: 5, availableBytes: 4,
        isNetwork: true)
    }
    fixture.processes = (1...9).map { pid in
      ProcessEntry(
        pid: pid, parent: pid / 2, user: hostile(), state: hostile(), cpuSeconds: .nan, cpuShare: .infinity,
        residentBytes: .max, threads: .min, name: hostile(), command: hostile())
    }
    let failure = LinkFailure(.garbage, hostile(), remedy: hostile())
    fixture.last = [
      .link("bm-db07", .ssh, .failed(failure, since: HostFixture.now, retryAt: nil)),
      .sectionFailed("bm-db07", .disk, reason: hostile(), at: HostFixture.now),
    ]
    let state = fixture.state()
    for tab in HostView.Tab.allCases {
      let canvas = drawn(HostView(host: "bm-db07", tab: tab), state, columns: 110, rows: 40)
      let shown = text(canvas)
      #expect(HostileText.firstForbidden(in: shown.joined()) == nil)
      #expect(shown.allSatisfy { OpsScreen.columns(of: $0) == 110 })
      let copied = HostView(host: "bm-db07", tab: tab).copyText(state: state) ?? ""
      #expect(HostileText.firstForbidden(in: copied) == nil)
    }
  }

  @Test func nothingIsDrawnOutsideTheRectangle() {
    let rect = Rect(column: 7, row: 3, columns: 90, rows: 30)
    for tab in HostView.Tab.allCases {
      var canvas = Canvas(Size(columns: 110, rows: 40))
      canvas.fill(canvas.bounds, with: "#")
      HostView(host: "bm-db07", tab: tab).draw(
        on: &canvas, in: rect, state: HostFixture().state(), context: DrawContext(now: HostFixture.now))
      for row in 0..<40 {
        for column in 0..<110 where !rect.contains(column: column, row: row) {
          #expect(canvas[column, row].glyph == 0x23, "\(tab) at \(column), \(row)")
        }
      }
    }
  }

  @Test func momentsAtTheEndsOfTimeAreDrawn() {
    for milliseconds in [Int64.min, -1, 0, Int64.max] {
      let canvas = drawn(
        HostView(host: "bm-db07"), HostFixture().state(), columns: 100, rows: 40,
        now: Timestamp(milliseconds: milliseconds))
      #expect(canvas.size.rows == 40)
    }
  }

  // MARK: Bins

  private func bins(_ fixture: HostFixture, count: Int, now: Timestamp = HostFixture.now) throws -> HourBins {
    HourBins(try #require(fixture.state()), count: count, now: now)
  }

  @Test(arguments: [1, 7, 60, 119, 240, 500])
  func anHourWithoutGapsFillsEveryBin(count: Int) throws {
    let values = try bins(HostFixture(), count: count).values(.loadPerCore)
    #expect(values.count == count)
    #expect(values.dropFirst(count / 60 + 1).allSatisfy { $0 != nil })
  }

  @Test func aGapStaysAGapAndIsNoWider() throws {
    let values = try bins(HostFixture(silent: 100..<140), count: 240).values(.loadPerCore)
    let empty = values.indices.filter { values[$0] == nil && $0 > 2 }
    #expect((34...40).contains(empty.count), "\(empty)")
    #expect(empty.first.map { (98...106).contains($0) } == true)
  }

  @Test func aHostReadEveryMinuteHasNoGaps() throws {
    var fixture = HostFixture()
    fixture.host.interval = .seconds(60)
    var fleet = Fleet(Inventory(hosts: [fixture.host]), at: fixture.moment(0))
    for tick in stride(from: 0, to: 240, by: 4) {
      var sample = Sample(takenAt: fixture.moment(tick), source: .ssh)
      (sample.load, sample.cores) = (LoadAverage(one: 8, five: 8, fifteen: 8), 16)
      fleet.apply(.sampled("bm-db07", sample), at: fixture.moment(tick))
    }
    let state = try #require(fleet["bm-db07"])
    let values = HourBins(state, count: 240, now: HostFixture.now).values(.loadPerCore)
    #expect(values.dropFirst(5).allSatisfy { $0 == 0.5 })
  }

  @Test func timeMovesTheGraphByWholeBins() throws {
    // Within one bin of a minute nothing but the newest value may change.
    let whole = Timestamp(milliseconds: HostFixture.now.milliseconds / 60_000 * 60_000)
    var fixture = HostFixture()
    fixture.lastAnswer = .seconds(60)
    let earlier = try bins(fixture, count: 60, now: whole).values(.diskBusy)
    let later = try bins(fixture, count: 60, now: whole + .seconds(44)).values(.diskBusy)
    #expect(earlier.dropLast() == later.dropLast())
    let next = try bins(fixture, count: 60, now: whole + .seconds(60)).values(.diskBusy)
    #expect(Array(earlier.dropFirst().dropLast()) == Array(next.dropLast(2)))
  }

  @Test(arguments: [(54, 600), (20, 1800), (130, 300)])
  func ticksStandAtRoundLocalTimes(columns: Int, seconds: Int) throws {
    let axis = TimeAxis(
      try bins(HostFixture(), count: columns), columns: columns, now: HostFixture.now, zone: HostFixture.zone)
    #expect(axis.ticks.count >= 2)
    for (left, right) in zip(axis.ticks, axis.ticks.dropFirst()) {
      let expected = Double(columns) * Double(seconds) / 3600
      #expect(abs(Double(right.column - left.column) - expected) <= 1.5)
    }
    #expect(axis.ticks.last?.label == "12:00")
  }

  // MARK: Trees

  private func entry(_ pid: Int, _ parent: Int) -> ProcessEntry {
    ProcessEntry(pid: pid, parent: parent, user: "u", state: "S", cpuSeconds: 0, name: "p", command: "p")
  }

  @Test func childrenStandBelowTheirParents() {
    let rows = ProcessTree.rows([entry(1, 0), entry(5, 3), entry(2, 1), entry(3, 1), entry(9, 77)])
    #expect(rows.map(\.process.pid) == [1, 2, 3, 5, 9])
    #expect(rows.map(\.lineage) == [[], [true], [false], [false, false], []])
  }

  @Test func circlesOfParentsLoseNobody() {
    let rows = ProcessTree.rows([entry(1, 2), entry(2, 3), entry(3, 1), entry(4, 4), entry(5, 5), entry(6, 2)])
    #expect(rows.map(\.process.pid).sorted() == [1, 2, 3, 4, 5, 6])
  }

  @Test func aChainOfThousandsIsDrawn() {
    let chain = (1...5000).map { entry($0, $0 - 1) }
    let rows = ProcessTree.rows(chain)
    #expect(rows.count == 5000)
    #expect(rows.map(\.lineage.count).max() == ProcessTree.levelLimit)
  }

  @Test func twoProcessesOfOneNumberAreBothShown() {
    #expect(ProcessTree.rows([entry(1, 0), entry(7, 1), entry(7, 1)]).count == 3)
  }

  // MARK: Words

  @Test func axesEndInRoundNumbersWithUnits() {
    let network = Ceiling(.bytes, highest: 61 * 1_048_576)
    #expect((network.label, network.unit) == ("80", "MB/s"))
    let quiet = Ceiling(.bytes, highest: 0)
    #expect((quiet.label, quiet.unit) == ("1", "KB/s"))
    #expect(Ceiling(.compactBytes, highest: 3e9).label == "4G")
    #expect(Ceiling(.share(atLeast: 0.1), highest: 0.38).label == "40")
    #expect(Ceiling(.fixed(1), highest: 7).label == "100")
    #expect(Ceiling(.atLeast(1), highest: .infinity).value.isFinite)
  }

  @Test(arguments: [
    (0.0, "0:00"), (42.4, "0:42"), (36_723, "612:03"), (3_600_000, "1000h00"), (1e30, "115740740d"), (-1, "–"),
  ])
  func cpuTimeFitsItsColumn(seconds: Double, expected: String) {
    #expect(Figures.cpuTime(seconds) == expected)
  }

  @Test func sharesAreNeverRoundedToFalseEnds() {
    #expect(Figures.percent(0.001) == "<1 %")
    #expect(Figures.percent(0) == "0 %")
    #expect(Figures.percentUsed(0.9999) == "99 %")
    #expect(Figures.percentUsed(1) == "100 %")
    #expect(Figures.percent(nil) == "–")
  }
}
