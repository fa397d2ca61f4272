import OpsConsole
import OpsDomain
import OpsScreen
import Testing

/// What the host view does with commands and clicks.
struct HostViewTests {
  private func press(_ view: inout HostView, _ commands: Command..., state: HostState?, rows: Int = 24) -> Bool {
    var taken = true
    for command in commands { taken = view.handle(command, state: state, rows: rows, columns: 100) && taken }
    return taken
  }

  /// The rows of the screen that carry the mark of the selection.
  private func selectedRows(_ canvas: Canvas) -> [String] { text(canvas).filter { $0.hasPrefix("▌") } }

  @Test func tabsGoRoundInBothDirections() {
    var view = HostView(host: "bm-db07")
    let seen = (0..<7).map { _ -> HostView.Tab in
      _ = view.handle(.nextTab, state: nil, rows: 24)
      return view.tab
    }
    #expect(seen == [.limit, .filesystems, .processes, .network, .posture, .log, .overview])
    #expect(press(&view, .previousTab, .left, state: nil))
    #expect(view.tab == .posture)
    #expect(press(&view, .right, state: nil))
    #expect(view.tab == .log)
  }

  @Test(arguments: [Command.fleet, .filter, .quit, .shell, .copy, .back, .open, .mark, .recheck])
  func commandsOfOthersAreLeftToThem(command: Command) {
    for tab in HostView.Tab.allCases {
      var view = HostView(host: "bm-db07", tab: tab)
      let taken = view.handle(command, state: HostFixture().state(), rows: 24)
      #expect(!taken)
    }
  }

  @Test func processesAreWantedOnlyWhereTheyAreShown() {
    let wanting = HostView.Tab.allCases.filter { HostView(host: "a", tab: $0).wantsProcesses }
    #expect(wanting == [.overview, .limit, .processes])
  }

  @Test func selectionFollowsTheProcessNotTheRow() throws {
    var view = HostView(host: "bm-db07", tab: .processes)
    #expect(press(&view, .down, state: HostFixture().state()))
    #expect(view.copyText(state: HostFixture().state())?.hasPrefix("4312") == true)
    let calmer = HostFixture.usualProcesses.map { process in
      var process = process
      if process.pid == 4312 { process.cpuShare = 0 }
      return process
    }
    let later = HostFixture(processes: calmer).state()
    #expect(view.copyText(state: later)?.hasPrefix("4312") == true)
    let rows = selectedRows(drawn(view, later, columns: 100, rows: 24))
    #expect(rows.count == 1)
    #expect(rows.first?.contains("rsync") == true)
  }

  @Test func aVanishedProcessLeavesTheSelectionWhereItStood() {
    var view = HostView(host: "bm-db07", tab: .processes)
    #expect(press(&view, .down, .down, state: HostFixture().state()))
    let without = HostFixture(processes: HostFixture.usualProcesses.filter { $0.pid != 4400 }).state()
    #expect(view.copyText(state: without)?.hasPrefix("4401") == true)
  }

  @Test func theSelectedRowIsAlwaysOnTheScreen() {
    let many = (1...500).map { HostFixture.process($0, 0, "u", cpu: Double($0) / 100, memory: 1 << 20, "job \($0)") }
    let state = HostFixture(processes: many).state()
    var view = HostView(host: "bm-db07", tab: .processes)
    for command in [Command.pageDown, .down, .bottom, .pageUp, .up, .halfPageUp, .top, .halfPageDown, .bottom] {
      #expect(press(&view, command, state: state, rows: 20))
      // A window of another size than the one the command was given for.
      for rows in [9, 20, 33] {
        #expect(selectedRows(drawn(view, state, columns: 90, rows: rows)).count == 1, "\(command) in \(rows) rows")
      }
    }
    #expect(view.copyText(state: state)?.hasPrefix("1  ") == true)
  }

  @Test func aPageGoesAsFarAsTheWindowShows() {
    let many = (1...500).map { HostFixture.process($0, 0, "u", cpu: nil, memory: 1, "job \($0)") }
    let state = HostFixture(processes: many).state()
    var view = HostView(host: "bm-db07", tab: .processes)
    let shown = text(drawn(view, state, columns: 100, rows: 30)).filter { $0.contains(" job ") }.count
    #expect(press(&view, .pageDown, state: state, rows: 30))
    #expect(view.copyText(state: state)?.hasPrefix("\(1 + shown)  ") == true)
  }

  @Test func sortingGoesThroughTheColumnsAndTurnsRound() {
    let state = HostFixture().state()
    var view = HostView(host: "bm-db07", tab: .processes)
    func first() -> String { view.copyText(state: state).map { String($0.prefix { $0 != " " }) } ?? "" }
    #expect(first() == "2210")
    #expect(press(&view, .sortNext, .sortInvert, state: state))  // by memory, smallest first
    #expect(["2", "87"].contains(first()))
    #expect(press(&view, .sortPrevious, .sortPrevious, .sortPrevious, state: state))  // by PID
    #expect(first() == "1")
    #expect(press(&view, .sortInvert, state: state))
    #expect(first() == "4410")
    for _ in 0..<6 { #expect(press(&view, .sortMenu, state: state)) }
    #expect(first() == "1")
  }

  @Test func whatIsUnknownComesLastInBothDirections() {
    let state = HostFixture().state()
    var view = HostView(host: "bm-db07", tab: .processes)
    for _ in 0..<2 {
      let rows = text(drawn(view, state, columns: 120, rows: 40)).filter {
        $0.contains("nobody") || $0.contains("-bash")
      }
      #expect(rows.last?.contains("nobody") == true)
      #expect(press(&view, .sortInvert, state: state))
    }
  }

  @Test func clicksChooseTabsRowsAndOrder() throws {
    let state = HostFixture().state()
    var view = HostView(host: "bm-db07")
    let bounds = Rect(column: 0, row: 0, columns: 100, rows: 24)
    func click(_ word: String, rows: ClosedRange<Int> = 0...23) throws -> Bool {
      let lines = text(drawn(view, state, columns: 100, rows: 24))
      let row = try #require(rows.first { lines[$0].contains(word) }, "no \(word)")
      let range = try #require(lines[row].firstRange(of: word))
      let column = OpsScreen.columns(of: String(lines[row][..<range.lowerBound]))
      return view.click(column: column, row: row, in: bounds, state: state)
    }
    #expect(try click("Processes", rows: 0...0))
    #expect(view.tab == .processes)
    #expect(try click("-bash"))
    #expect(view.copyText(state: state) == "4305  tokyo2  -bash")
    #expect(try click("MEM"))
    #expect(text(drawn(view, state, columns: 100, rows: 24)).contains { $0.contains("by memory ▾") })
    #expect(try click("MEM▾"))
    #expect(text(drawn(view, state, columns: 100, rows: 24)).contains { $0.contains("by memory ▴") })
    #expect(view.copyText(state: state) == "4305  tokyo2  -bash")
    #expect(try click("Filesystems", rows: 0...0))
    #expect(try click("/boot"))
    #expect(view.copyText(state: state)?.hasPrefix("/boot  ext4") == true)
    #expect(try click("Network", rows: 0...0))
    #expect(try click("eth1"))
    #expect(view.copyText(state: state)?.hasPrefix("eth1  in ") == true)
    for (column, row) in [(50, 23), (500, 2), (-1, 9), (3, -1)] {
      let taken = view.click(column: column, row: row, in: bounds, state: state)
      #expect(!taken, "\(column), \(row)")
    }
  }

  @Test func copiedTextCannotRunInAShell() {
    var view = HostView(host: "bm-db07", tab: .processes)
    let state = HostFixture().state()
    #expect(press(&view, .bottom, state: state))
    let copied = view.copyText(state: state) ?? ""
    #expect(copied.contains("evil"))
    #expect(!copied.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x7F })
  }

  @Test func theOverviewScrollsToItsLastPartAndNoFurther() {
    let state = HostFixture().state()
    var view = HostView(host: "bm-db07")
    func shows(_ word: String) -> Bool {
      text(drawn(view, state, columns: 80, rows: 24)).contains { $0.contains(word) }
    }
    #expect(shows("load") && !shows("Top processes"))
    for _ in 0..<50 { _ = view.handle(.down, state: state, rows: 24, columns: 80) }
    #expect(shows("Top processes") && !shows("load per core"))
    _ = view.handle(.up, state: state, rows: 24, columns: 80)
    let once = text(drawn(view, state, columns: 80, rows: 24))
    _ = view.handle(.down, state: state, rows: 24, columns: 80)
    #expect(once != text(drawn(view, state, columns: 80, rows: 24)))
    _ = view.handle(.top, state: state, rows: 24, columns: 80)
    #expect(shows("load per core"))
  }

  @Test func everyTabSaysItsNameWithoutColour() {
    // Without a network there is no chat.
    for tab in HostView.Tab.allCases where tab != .chat && tab != .balancing {
      let line = drawn(HostView(host: "bm-db07", tab: tab), nil, columns: 80, rows: 5).text(row: 0)
      #expect(line.contains("[\(tab.rawValue.prefix(1).uppercased())\(tab.rawValue.dropFirst())]"))
    }
  }
}
