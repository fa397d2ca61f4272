import OpsDomain
import OpsScreen
import Testing

@testable import OpsConsole

/// Pages, effects, the command line, the mouse.
@Suite struct ConsoleBehaviourTests {
  @Test func enterOpensAHostAndEscapeComesBack() {
    var console = FleetFixture.console(160, 40)
    let effects = console.press("j", "Enter")
    #expect(effects.last == .attend(visible: ["bm-db07"], drilled: "bm-db07", wantsProcesses: true))
    #expect(console.screen[0].contains("bookmark › db › bm-db07"))
    console.press("q")
    #expect(console.screen[1].contains("Fleet"))
    #expect(console.selectedHost == "bm-db07")
  }

  @Test func attentionIsTheRowsOnTheScreenAndSaidOnce() {
    var console = FleetFixture.console(160, 12)
    guard case .attend(let visible, nil, false, _)? = console.attended else {
      Issue.record("nothing attended")
      return
    }
    #expect(visible.contains("bm-db09"))
    #expect(visible.count < 12)
    #expect(console.press("j").isEmpty)
    #expect(console.press("G").count == 1)
    #expect(console.handle(.tick(FleetFixture.now + .seconds(1), FleetFixture.zone)).isEmpty)
  }

  @Test func controlCTwiceQuitsAndQNever() {
    var console = FleetFixture.console(80, 24)
    #expect(console.press("q", "q", "q").isEmpty)
    #expect(console.bottom.contains(":q or Ctrl-C twice quits"))
    #expect(console.press("Ctrl-C").isEmpty)
    #expect(console.bottom.contains("Ctrl-C again quits"))
    #expect(ConsoleState.acts(console.press("j", "Ctrl-C")).isEmpty)
    #expect(ConsoleState.acts(console.press("Ctrl-C")) == [.quit])
  }

  @Test func aTerminalThatIsGoneQuits() {
    var console = FleetFixture.console(80, 24)
    #expect(console.handle(.terminal(.closed)) == [.quit])
    #expect(console.handle(.terminal(.terminate)) == [.quit])
  }

  @Test(
    arguments: [
      ("theme light", [Effect.useTheme("light")]), ("mouse off", [.useMouse(false)]), ("reload", [.reload]),
      ("q", [.quit]),
      ("redraw", [.redraw]), ("suspend", [.suspend]),
    ] as [(String, [Effect])])
  func typedCommandsAct(line: String, effects: [Effect]) {
    var console = FleetFixture.console(80, 24)
    console.press(":")
    console.type(line)
    #expect(ConsoleState.acts(console.press("Enter")) == [.rememberCommand(line)] + effects)
    #expect(console.entry == nil)
  }

  @Test func aCommandThatIsWrongStaysToBeMended() {
    var console = FleetFixture.console(80, 24)
    console.press(":")
    console.type("thme dark")
    console.press("Enter")
    #expect(console.bottom.contains("did you mean :theme?"))
    #expect(console.entry?.field.text == "thme dark")
    console.press("Ctrl-C")
    #expect(console.entry == nil)
  }

  @Test func tabCompletesAndGoesThroughCandidates() {
    var console = FleetFixture.console(80, 24)
    console.press(":")
    console.type("the")
    console.press("Tab")
    #expect(console.entry?.field.text == "theme ")
    console.type("d")
    console.press("Tab")
    #expect(console.entry?.field.text.hasPrefix("theme dark") == true)
    console.press("Ctrl-U")
    console.type("host bm-lb0")
    console.press("Tab")
    #expect(console.entry?.field.text == "host bm-lb01")
    console.press("Tab")
    #expect(console.entry?.field.text == "host bm-lb02")
    console.press("Tab")
    #expect(console.entry?.field.text == "host bm-lb01")
    #expect(console.screen[22].contains("bm-lb01  bm-lb02"))
  }

  @Test func earlierCommandsComeBack() {
    var settings = FleetFixture.settings()
    settings.commandHistory = ["theme mono", "reload"]
    var console = FleetFixture.console(80, 24, settings: settings)
    console.press(":", "Up", "Up")
    #expect(console.entry?.field.text == "theme mono")
    console.press("Esc", ":", "Ctrl-R")
    console.type("rel")
    console.press("Enter")
    #expect(console.entry?.field.text == "reload")
    #expect(ConsoleState.acts(console.press("Enter")) == [.reload], "the last line is not remembered again")
  }

  @Test func sshIsRefusedWithAReason() {
    var console = FleetFixture.console(80, 24)
    #expect(ConsoleState.acts(console.press("x")) == [.openShell("bm-db09")])
    var settings = FleetFixture.settings()
    settings.readOnly = true
    console = FleetFixture.console(80, 24, settings: settings)
    #expect(console.press("x").isEmpty)
    #expect(console.bottom.contains("read-only"))
    console = FleetFixture.console(80, 24, Inventory(hosts: [Host(id: "sim", sources: [.simulation])]), courses: [:])
    #expect(console.press("x").isEmpty)
    #expect(console.bottom.contains("simulated"))
  }

  @Test func enterOnARoleShowsItsHosts() {
    var console = FleetFixture.console(160, 40)
    // The worst role stands first.
    console.press("Tab", "Enter")
    #expect(console.filter.role == RoleID(service: "bookmark", role: "db"))
    #expect(console.screen[0].contains("bookmark › db"))
    #expect((console.panes[.fleet] as? FleetPane)?.count == 24)
    console.press("Esc")
    #expect(!console.filter.isActive)
  }

  @Test func copyingARoleCopiesItsHosts() {
    var console = FleetFixture.console(160, 40)
    #expect(ConsoleState.acts(console.press("2", "y")) == [.copy("bm-db[01-24]")])
    #expect(ConsoleState.acts(console.press("G", "y")) == [.copy("bm-batch[01-09]")])
    #expect(ConsoleState.acts(console.press("3", "y")).first.map { "\($0)" }?.contains("bm-db09 down") == true)
    #expect(ConsoleState.acts(console.press("4", "y")) == [.copy("bm-db07:/var")])
  }

  @Test func panesAreReachedByNumberAndByTab() {
    var console = FleetFixture.console(160, 40)
    console.press("3")
    #expect(console.screen[1].contains("Problems"))
    console.press("Tab")
    #expect(console.screen[1].contains("Disks"))
    for title in ["Work log", "Maintenance", "Requests", "Chat", "Posture", "Fleet"] {
      console.press("Tab")
      #expect(console.screen[1].contains(title))
    }
    console.press("2")
    #expect(console.focus == .roles)
    console.press("2")
    #expect(console.screen[1].contains("Roles"))
    console.press("Esc")
    #expect(console.screen[1].contains("Fleet"))
    console.press("?")
    #expect(console.screen[1].contains("Help"))
    console.press("/")
    console.type("osc")
    console.press("Esc", "Esc")
    #expect(console.screen[1].contains("Fleet"))
  }

  @Test func helpIsSearched() {
    var console = FleetFixture.console(100, 30)
    console.press("?", "/")
    console.type("freeze")
    #expect(console.screen.contains { $0.contains("Hold the screen still") })
    #expect(!console.screen.contains { $0.contains("Go one line down") })
  }

  @Test func aClickSelectsASecondOpensAndAHeadingSorts() {
    var console = FleetFixture.console(160, 40)
    _ = console.handle(.terminal(.mouse(MouseEvent(.press, column: 10, row: 5))))
    #expect(console.selectedHost == "bm-app03")
    _ = console.handle(.terminal(.mouse(MouseEvent(.doublePress, column: 10, row: 5))))
    #expect(console.isInHost)
    console.press("Esc")
    let column = console.screen[2].prefix { $0 != "C" }.count
    _ = console.handle(.terminal(.mouse(MouseEvent(.press, column: column, row: 2))))
    #expect((console.panes[.fleet] as? FleetPane)?.sort == .load || (console.panes[.fleet] as? FleetPane)?.sort == .cpu)
    _ = console.handle(.terminal(.mouse(MouseEvent(.press, column: 10, row: 36))))
    #expect(console.focus == .roles)
  }

  @Test func everyHintOnTheBarCanBeClicked() {
    for columns in [40, 80, 120, 160] {
      let console = FleetFixture.console(columns, 24)
      for place in HintBar(console).places(width: columns) {
        let column = place.range.lowerBound
        let shown = String(console.bottom.dropFirst(column).prefix(place.range.count))
        #expect(shown == "\(place.key) \(place.label)")
        var clicked = console
        var pressed = console
        _ = clicked.handle(.terminal(.mouse(MouseEvent(.press, column: column, row: 23))))
        pressed.press(place.key)
        #expect(clicked.screen == pressed.screen, "\(place.label)")
      }
    }
  }

  @Test func theWheelScrollsAndLeavesTheSelection() {
    var console = FleetFixture.console(160, 24)
    _ = console.handle(.terminal(.mouse(MouseEvent(.wheelDown, column: 10, row: 5))))
    #expect((console.panes[.fleet] as? FleetPane)?.cursor.top == 3)
    #expect(console.selectedHost == "bm-db09")
    console.press(":")
    console.type("mouse off")
    console.press("Enter")
    #expect(console.handle(.terminal(.mouse(MouseEvent(.wheelDown, column: 10, row: 5)))).isEmpty)
    #expect((console.panes[.fleet] as? FleetPane)?.cursor.top == 3)
  }

  @Test func pastingNeverActs() {
    var console = FleetFixture.console(80, 24)
    #expect(ConsoleState.acts(console.handle(.terminal(.paste("q\n:quit\nx")))).isEmpty)
    console.press(":")
    #expect(ConsoleState.acts(console.handle(.terminal(.paste("quit\n")))).isEmpty)
    #expect(console.entry != nil)
  }

  @Test func whatIsSearchedForIsSelected() {
    var console = FleetFixture.console(160, 40)
    console.press("*")
    console.type("lb")
    console.press("Enter")
    #expect(console.selectedHost == "bm-lb02")
    console.press("n")
    #expect(console.selectedHost == "bm-lb01")
    console.press("N")
    #expect(console.selectedHost == "bm-lb02")
  }

  @Test func messagesGoAwayByThemselves() {
    var console = FleetFixture.console(80, 24)
    _ = console.handle(.message("copied", isError: false))
    #expect(console.bottom.contains("copied"))
    _ = console.handle(.tick(FleetFixture.now + .seconds(8), FleetFixture.zone))
    #expect(!console.bottom.contains("copied"))
  }

  @Test func configurationProblemsAreSeenAndListed() {
    var console = FleetFixture.console(120, 30)
    _ = console.handle(.configurationProblems(["hosts.yaml:12: no key \"kep\""]))
    #expect(console.screen[0].contains("! 1 configuration problem"))
    console.press("3")
    #expect(console.screen.contains { $0.contains("hosts.yaml:12: no key \"kep\"") })
    _ = console.handle(.configurationProblems([]))
    #expect(!console.screen[0].contains("configuration"))
  }
}
