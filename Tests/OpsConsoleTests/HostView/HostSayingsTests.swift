import OpsConsole
import OpsDomain
import OpsScreen
import Testing

/// What the host view says when readings are missing, old or failing.
struct HostSayingsTests {
  private static let host = Host(id: "bm-db07", address: "10.0.0.7")

  /// A host of which only this is known.
  private func state(_ observations: [Observation], status: HostStatus = .working) -> HostState? {
    var host = Self.host
    host.status = status
    var fleet = Fleet(Inventory(hosts: [host]), at: HostFixture.now - .seconds(60))
    for observation in observations { fleet.apply(observation, at: HostFixture.now) }
    return fleet["bm-db07"]
  }

  private func words(
    _ state: HostState?, _ tab: HostView.Tab = .overview, columns: Int = 100, rows: Int = 24, queued: Int = 0
  ) -> String {
    text(drawn(HostView(host: "bm-db07", tab: tab), state, columns: columns, rows: rows, queued: queued))
      .joined(separator: "\n")
  }

  private func link(_ link: LinkState) -> HostState? { state([.link("bm-db07", .ssh, link)]) }

  // What was written and said about a host is there whether it answers or not.
  @Test(arguments: HostView.Tab.allCases.filter { $0 != .log && $0 != .chat })
  func everyTabSaysWhatTheHostWaitsFor(tab: HostView.Tab) {
    #expect(words(state([]), tab).contains("Waiting for the first answer"))
    #expect(words(link(.queued), tab, queued: 9).contains("Queued behind 8 others"))
    #expect(words(link(.queued), tab).contains("Queued for its turn"))
    #expect(
      words(link(.connecting(since: HostFixture.now - .seconds(3))), tab).contains("Dialling 10.0.0.7 by ssh for 3 s"))
    #expect(words(link(.connected(since: HostFixture.now - .seconds(2))), tab).contains("waiting for the first answer"))
    #expect(words(nil, tab).contains("not in the inventory any more"))
    #expect(words(state([], status: .poweroff), tab).contains("Switched off on purpose"))
  }

  @Test func aHostThatNeverAnsweredSaysWhySinceWhenAndWhatToDo() {
    let failure = LinkFailure(
      .unknownHostKey, "the key of 10.0.0.7 is not known", remedy: "Log in once by hand: ssh 10.0.0.7")
    let said = words(
      link(.failed(failure, since: HostFixture.now - .seconds(120), retryAt: HostFixture.now + .seconds(42))))
    #expect(said.contains("Never answered: unknown host key, since 12:01, 2 min"))
    #expect(said.contains("the key of 10.0.0.7 is not known"))
    #expect(said.contains("→ Log in once by hand: ssh 10.0.0.7"))
    #expect(said.contains("tried again in 42 s"))
  }

  @Test func aFailingSecondSourceIsAWarningOnly() {
    var fixture = HostFixture()
    fixture.host.sources = [.ssh, .nodeExporter]
    let failure = LinkFailure(.refused, "connection refused")
    fixture.last = [
      .link("bm-db07", .nodeExporter, .failed(failure, since: HostFixture.now - .seconds(5), retryAt: nil))
    ]
    let said = words(fixture.state())
    #expect(said.contains("◆ node_exporter  refused"))
    #expect(!said.contains("✕ node_exporter"))
  }

  @Test func textOfAFailureForgesNoLineAndNoEscape() {
    let failure = LinkFailure(.garbage, "\u{1B}[2J\n ▲ crit  forged", remedy: "none\u{202E}\r\nhere")
    let canvas = drawn(
      HostView(host: "bm-db07"), link(.failed(failure, since: HostFixture.now, retryAt: nil)), columns: 100, rows: 24)
    let lines = text(canvas)
    #expect(!lines.contains { $0.hasPrefix(" ▲ crit") })
    #expect(lines.contains { $0.contains("␛[2J␊ ▲ crit  forged") })
    #expect(!lines.joined().unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x202E })
  }

  @Test func readingsOfASilentHostAreShownAsOld() {
    let fresh = drawn(HostView(host: "bm-db07"), HostFixture().state(), columns: 100, rows: 30)
    let old = drawn(HostView(host: "bm-db07"), HostFixture(lastAnswer: .seconds(200)).state(), columns: 100, rows: 30)
    #expect(text(fresh)[0].contains("ssh · 2 s old"))
    #expect(text(old)[0].contains("ssh · 3 min old"))
    func hasStale(_ canvas: Canvas) -> Bool { canvas.cells.contains { $0.role == .stale && $0.glyph != 0x20 } }
    #expect(!hasStale(fresh))
    #expect(hasStale(old))
  }

  @Test func aKernelWithoutPressureIsNotAKernelWithoutTrouble() {
    #expect(words(HostFixture(hasPressure: false).state(), rows: 40).contains("no PSI on this kernel"))
    #expect(!words(HostFixture().state(), rows: 40).contains("no PSI"))
    #expect(words(HostFixture(hasDisks: false).state(), rows: 40).contains("no disks"))
  }

  @Test func theFirstReadingGivesNoRates() {
    let said = words(HostFixture(ticks: 1).state(), rows: 40)
    #expect(said.contains("needs a second reading"))
    #expect(said.contains("in              – "))
  }

  @Test func sectionsThatFailSaySoWhereTheyAreLookedFor() {
    var fixture = HostFixture(filesystems: nil, processes: nil)
    fixture.last = [
      .sectionFailed("bm-db07", .processes, reason: "node_exporter cannot tell processes", at: HostFixture.now),
      .sectionFailed("bm-db07", .disk, reason: "df did not end in 10 s", at: HostFixture.now),
    ]
    let state = fixture.state()
    #expect(words(state, .processes).contains("node_exporter cannot tell processes"))
    #expect(words(state, .processes).contains("A host with ssh among its sources"))
    #expect(words(state, .filesystems).contains("df did not end in 10 s"))
    let loading = HostFixture(filesystems: nil, processes: nil).state()
    #expect(words(loading, .processes).contains("Reading processes…"))
    #expect(words(loading, .filesystems).contains("Reading filesystems…"))
  }

  @Test func oldListsStayWithTheReasonWhyTheyAreOld() {
    var fixture = HostFixture()
    fixture.last = [
      .sectionFailed("bm-db07", .processes, reason: "ps hangs", at: HostFixture.now),
      .sectionFailed("bm-db07", .disk, reason: "df hangs", at: HostFixture.now),
    ]
    let state = fixture.state()
    #expect(words(state, .processes).contains("mysqld") && words(state, .processes).contains("ps hangs"))
    #expect(words(state, .filesystems).contains("/data") && words(state, .filesystems).contains("df hangs"))
  }

  @Test func aHungMountShowsItsReasonAndNoNumbers() {
    let row =
      text(drawn(HostView(host: "bm-db07", tab: .filesystems), HostFixture().state(), columns: 100, rows: 24))
      .first { $0.contains("hung:") } ?? ""
    #expect(row.contains("/mnt/backup") && row.contains("no answer in 5 s"))
    #expect(!row.contains("0 B") && !row.contains(" % "))
  }

  @Test func aCutListSaysHowMuchIsMissing() {
    #expect(words(HostFixture(totalProcesses: 1312).state(), .processes).contains("cut to 12 of 1312"))
    #expect(!words(HostFixture().state(), .processes).contains("cut to"))
  }

  @Test func theHeadSaysHowManyFindingsItLeavesOut() {
    let small = words(HostFixture().state(), columns: 60, rows: 10)
    #expect(small.contains("1 of 3"))
    #expect(small.contains("/data"))
  }

  @Test func wideGlyphsLeaveTheColumnsAligned() {
    let canvas = drawn(HostView(host: "bm-db07", tab: .processes), HostFixture().state(), columns: 100, rows: 24)
    // The state letter stands in one column of the screen in every row.
    let rows = (0..<24).filter { row in ["mysqld", "java", "백업도우미"].contains { canvas.text(row: row).contains($0) } }
    let columns = rows.map { row in
      (0..<100).filter { canvas[$0, row].glyph == 0x53 || canvas[$0, row].glyph == 0x52 }.first
    }
    #expect(rows.count == 3)
    #expect(Set(columns).count == 1)
  }
}
