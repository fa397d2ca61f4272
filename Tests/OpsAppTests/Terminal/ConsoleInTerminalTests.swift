import Glibc
import Testing

/// Leaves the alternate screen, as every way to end must.
private let leaveScreen = "\u{1B}[?1049l"

@Suite(.serialized) struct ConsoleInTerminal {
  private let home: TemporaryFolder

  init() throws { home = try TemporaryFolder() }

  private func open(_ arguments: String..., rows: UInt16 = 24, columns: UInt16 = 80) throws -> PseudoTerminal {
    try #require(PseudoTerminal(arguments, home: home.path, rows: rows, columns: columns))
  }

  @Test func theDemonstrationShowsItsHostsAndQuits() throws {
    let terminal = try open("--demo")
    let before = terminal.modes()
    #expect(terminal.expect("bm-db07"))
    #expect(terminal.modes() != before, "the terminal is in raw mode")
    terminal.type(":q\r")
    #expect(terminal.wait() == 0)
    #expect(terminal.modes() == before)
    #expect(terminal.expect(leaveScreen))
  }

  @Test func aKeyIsAnswered() throws {
    let terminal = try open("--demo")
    #expect(terminal.expect("bm-db07"))
    let mark = terminal.output.count
    terminal.type("\r")
    #expect(terminal.expect("Processes", since: mark))
  }

  @Test func withoutConfigurationThisMachineIsShownWithTheWayToMore() throws {
    let terminal = try open(rows: 40, columns: 120)
    #expect(terminal.expect("config init"))
  }

  @Test func aLineAddedToTheInventoryAppears() throws {
    try home.write("hosts: [{ name: first, source: local }]\n", to: "h.yaml")
    let terminal = try open("-i", "\(home.path)/h.yaml")
    #expect(terminal.expect("first"))
    try home.write("hosts: [{ name: first, source: local }, { name: second, source: local }]\n", to: "h.yaml")
    #expect(terminal.expect("second", milliseconds: 5000))
  }

  @Test func aBrokenEditIsShownAndTheRunningInventoryStays() throws {
    try home.write("hosts: [{ name: first, source: local }]\n", to: "h.yaml")
    let terminal = try open("-i", "\(home.path)/h.yaml", rows: 30, columns: 160)
    #expect(terminal.expect("first"))
    try home.write("hosts: [{ nam: first }]\n", to: "h.yaml")
    #expect(terminal.expect("h.yaml:1", milliseconds: 5000))
  }

  @Test(arguments: [SIGTERM, SIGINT, SIGHUP])
  func aSignalEndsItInOrder(signal: Int32) throws {
    let terminal = try open("--demo")
    let before = terminal.modes()
    #expect(terminal.expect("bm-db07"))
    kill(terminal.child, signal)
    #expect(terminal.wait(milliseconds: 3000) == 143)
    #expect(terminal.modes() == before)
    #expect(terminal.expect(leaveScreen))
  }

  @Test func aClosedWindowEndsItAtOnce() throws {
    let terminal = try open("--demo")
    #expect(terminal.expect("bm-db07"))
    terminal.hangUp()
    let status = try #require(terminal.wait(milliseconds: 3000))
    #expect(status != 0)
  }

  @Test func everySizeIsDrawn() throws {
    let terminal = try open("--demo", rows: 1, columns: 1)
    for (rows, columns) in [(60, 200), (1, 1), (10, 40), (0, 0), (24, 80), (500, 500), (3, 500), (24, 100)] {
      terminal.resize(rows: UInt16(rows), columns: UInt16(columns))
    }
    #expect(terminal.expect("bm-db07"))
    terminal.type("\u{3}\u{3}")
    #expect(terminal.wait() == 0)
  }

  @Test func stoppingAndContinuingBringsTheScreenBack() throws {
    let terminal = try open("--demo")
    #expect(terminal.expect("bm-db07"))
    kill(terminal.child, SIGSTOP)
    let mark = terminal.output.count
    kill(terminal.child, SIGCONT)
    #expect(terminal.expect("bm-db07", since: mark))
  }

  @Test func historyIsKeptInAPrivateFile() throws {
    let terminal = try open("--demo")
    #expect(terminal.expect("bm-db07"))
    terminal.type(":theme mono\r:q\r")
    #expect(terminal.wait() == 0)
    var status = stat()
    #expect(unsafe stat("\(home.path)/.local/state/opsconsole/history", &status) == 0)
    #expect(status.st_mode & 0o077 == 0)
  }

  /// A terminal with one host, read from a page that is not there, where `ssh` is a program that says how it was called and waits for a line.
  private func openWithFakeSSH() throws -> PseudoTerminal {
    try home.write("#!/bin/sh\necho \"shell: $*\"\nread line\necho \"heard $line\"\n", to: "ssh")
    #expect(unsafe chmod("\(home.path)/ssh", 0o755) == 0)
    try home.write("hosts: [{ name: here, address: 127.0.0.9, port: 2222, source: node_exporter }]\n", to: "h.yaml")
    let variables = ["PATH": "\(home.path):/usr/bin:/bin"]
    let terminal = try #require(
      PseudoTerminal(["-i", "\(home.path)/h.yaml"], home: home.path, variables: variables))
    #expect(terminal.expect("here"))
    terminal.type("x")
    #expect(terminal.expect("shell: -p 2222 -- 127.0.0.9"))
    return terminal
  }

  @Test func sshTakesTheTerminalAndGivesItBack() throws {
    let terminal = try openWithFakeSSH()
    let mark = terminal.output.count
    terminal.type("hello\r")
    #expect(terminal.expect("heard hello", since: mark))
    #expect(terminal.expect("back from here", since: mark))
    terminal.type(":q\r")
    #expect(terminal.wait() == 0)
  }

  @Test func aSignalEndsItWhileSSHHasTheTerminal() throws {
    let terminal = try openWithFakeSSH()
    kill(terminal.child, SIGTERM)
    #expect(terminal.wait(milliseconds: 3000) == 143)
  }
}
