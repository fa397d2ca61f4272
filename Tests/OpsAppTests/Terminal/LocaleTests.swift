import Glibc
import OpsScreen
import TestSupport
import Testing

/// What a terminal of 8 bits is sent, for which every byte from 0x80 on may be a control character.
@Suite(.serialized) struct Locales {
  private let home: TemporaryFolder
  private let size = Size(columns: 160, rows: 50)

  init() throws { home = try TemporaryFolder() }

  /// The screen once it is as wanted, or as it is at the end of the time.
  private func screen(of terminal: PseudoTerminal, where wanted: (ScreenModel) -> Bool) -> ScreenModel {
    let end = ContinuousClock.now + .seconds(30)
    while true {
      var screen = ScreenModel(size)
      screen.feed(terminal.output)
      if wanted(screen) || ContinuousClock.now >= end || !terminal.more(milliseconds: 200) { return screen }
    }
  }

  @Test(arguments: [["LC_ALL": "C"], ["LANG": "", "LC_CTYPE": "POSIX"], ["LC_ALL": "C", "LANG": "ja_JP.UTF-8"]])
  func aHostileProcessReachesNoTerminalOfEightBits(variables: [String: String]) throws {
    // Two words that a terminal could obey, a raw C1 byte that begins one, and a row that is none.
    let name = "evil\u{1B}]0;owned\u{07}\u{1B}[2J\u{9B}31m\u{202E}京都\u{2028}x\r\n FORGED  row  of  a  host"
    let process = try #require(BusyProcess(named: name, comm: "\\233\\033]2;evil\\007\\nFORGED"))
    defer { process.end() }
    let terminal = try #require(
      PseudoTerminal(
        [], home: home.path, rows: UInt16(size.rows), columns: UInt16(size.columns), variables: variables))
    #expect(screen(of: terminal) { $0.text.contains("%") }.text.contains("%"), "this machine is read")
    terminal.type("\r\t\t\t")
    let screen = screen(of: terminal) { $0.text.contains("FORGED") }
    let forged = (0..<size.rows).map { screen.text(row: $0) }.filter { $0.contains("FORGED") }
    #expect(!forged.isEmpty, "the process is in the list:\n\(screen.text)")
    #expect(forged.allSatisfy { $0.contains("evil") }, "a row of its own: \(forged)")
    #expect(screen.foreign.isEmpty, "\(screen.foreign.prefix(5))")
    terminal.type(":q\r")
    #expect(terminal.wait() == 0)
    #expect(terminal.output.allSatisfy { $0 < 0x80 }, "a byte of 8 bits was sent")
    #expect(!terminal.output.contains(0x07), "BEL was sent")
    #expect(!String(decoding: terminal.output, as: UTF8.self).contains("\u{1B}]"), "OSC was sent")
  }
}
