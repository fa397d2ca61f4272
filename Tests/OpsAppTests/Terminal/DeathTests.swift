import Glibc
import Testing

/// Leaves the alternate screen, as every way to end must.
private let leaveScreen = "\u{1B}[?1049l"

/// Whatever the death, the terminal is as it was before.
@Suite(.serialized) struct Deaths {
  private let home: TemporaryFolder

  init() throws { home = try TemporaryFolder() }

  /// SIGILL is how a Swift trap ends, as of an array index; SIGKILL leaves no time, so another process restores.
  @Test(arguments: [SIGSEGV, SIGILL, SIGABRT, SIGBUS, SIGFPE, SIGTRAP, SIGQUIT, SIGKILL])
  func theTerminalIsRestoredAndTheSignalKept(signal: Int32) throws {
    let terminal = try #require(
      PseudoTerminal(["--demo"], home: home.path, variables: ["SWIFT_BACKTRACE": "enable=no"]))
    let before = terminal.modes()
    #expect(terminal.expect("bm-db07"))
    #expect(terminal.modes() != before)
    kill(terminal.child, signal)
    #expect(terminal.wait(milliseconds: 3000) == 128 + signal)
    #expect(terminal.expect(leaveScreen, milliseconds: 3000))
    let end = ContinuousClock.now + .seconds(3)
    while terminal.modes() != before, ContinuousClock.now < end { usleep(10_000) }
    #expect(terminal.modes() == before)
  }

  @Test func aThousandSizesDownToOneCellAreSurvived() throws {
    let terminal = try #require(PseudoTerminal(["--demo"], home: home.path))
    #expect(terminal.expect("bm-db07"))
    var random: UInt32 = 7
    for _ in 0..<1000 {
      random = random &* 1_664_525 &+ 1_013_904_223
      terminal.resize(rows: UInt16(1 + (random >> 8) % 70), columns: UInt16(1 + (random >> 16) % 220))
      _ = terminal.more(milliseconds: 0)
    }
    terminal.resize(rows: 1, columns: 1)
    _ = terminal.more(milliseconds: 0)
    terminal.resize(rows: 24, columns: 80)
    let mark = terminal.output.count
    terminal.type("?")
    #expect(terminal.expect("Moving", since: mark))
    terminal.type(":q\r")
    #expect(terminal.wait() == 0)
  }
}
