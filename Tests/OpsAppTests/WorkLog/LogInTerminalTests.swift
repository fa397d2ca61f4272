import Foundation
import Glibc
import OpsScreen
import TestSupport
import Testing

@testable import OpsApp

/// The real program with its work log, as a person sees it.
@Suite(.serialized) struct LogInTerminal {
  private let home: TemporaryFolder
  private let size = Size(columns: 150, rows: 40)
  private var log: String { "\(home.path)/.local/share/opsconsole/log.sqlite" }
  private var draftFolder: String { "\(home.path)/.local/state/opsconsole/drafts" }

  init() throws {
    home = try TemporaryFolder()
    try home.write("hosts: [{ name: here, source: local }]\n", to: "h.yaml")
  }

  private func open(_ arguments: [String] = [], _ variables: [String: String] = [:]) throws -> PseudoTerminal {
    let arguments = arguments.isEmpty ? ["-i", "\(home.path)/h.yaml"] : arguments
    return try #require(
      PseudoTerminal(
        arguments, home: home.path, rows: UInt16(size.rows), columns: UInt16(size.columns), variables: variables))
  }

  /// Reads until the screen shows a text, or no longer does; the last screen is shown when that never comes.
  @discardableResult
  private func see(
    _ terminal: PseudoTerminal, _ text: String, gone: Bool = false, seconds: Int = 15,
    at location: SourceLocation = #_sourceLocation
  ) -> Bool {
    let end = ContinuousClock.now + .seconds(seconds)
    func holds() -> Bool { screen(of: terminal).contains(text) != gone }
    while !holds(), ContinuousClock.now < end, terminal.more(milliseconds: 100) {}
    #expect(holds(), "\(gone ? "still" : "never") “\(text)”\n\(screen(of: terminal))", sourceLocation: location)
    return holds()
  }

  private func screen(of terminal: PseudoTerminal) -> String {
    var screen = ScreenModel(size)
    screen.feed(terminal.output)
    return screen.text
  }

  /// Opens the console, its composer, and types.
  private func compose(_ text: String, _ variables: [String: String] = [:]) throws -> PseudoTerminal {
    let terminal = try open([], variables)
    see(terminal, "1 host")
    terminal.type("l")
    see(terminal, "Enter save")
    terminal.type(text)
    see(terminal, text)
    return terminal
  }

  private func list() throws -> String {
    try Program.run(["log", "list", "-i", "\(home.path)/h.yaml"], home: home.path).output
  }

  @Test func aLineAndEnterAreAnEntry() throws {
    let terminal = try compose("障害 対応: replication stopped")
    terminal.type("\r")
    see(terminal, "saved")
    #expect(try list().contains("障害 対応: replication stopped"))
    terminal.type(":q\r")
    #expect(terminal.wait() == 0)
    let mode = try FileManager.default.attributesOfItem(atPath: log)[.posixPermissions] as? Int
    #expect(mode == 0o600)
    #expect(try FileManager.default.contentsOfDirectory(atPath: draftFolder).isEmpty)
  }

  @Test func whatACommandAddsIsOnTheOpenScreen() throws {
    let terminal = try open()
    see(terminal, "1 host")
    terminal.type("5")
    see(terminal, "Work log")
    let added = try Program.run(["log", "add", "from the command"], home: home.path)
    #expect(added.status == 0, "\(added.errors)")
    see(terminal, "from the command", seconds: 3)
    let second = try Program.run(["log", "add", "and one more"], home: home.path)
    #expect(second.status == 0, "\(second.errors)")
    see(terminal, "and one more", seconds: 3)
  }

  @Test func aTextThatWasBegunSurvivesKill() throws {
    let terminal = try compose("a text that was begun")
    waitForDraft("a text that was begun")
    kill(terminal.child, SIGKILL)
    #expect(terminal.wait() == 128 + SIGKILL)
    let again = try open()
    see(again, "1 host")
    again.type("l")
    see(again, "a text that was begun")
  }

  @Test(arguments: [SIGTERM, SIGHUP]) func aTextThatWasBegunSurvivesASignal(signal: Int32) throws {
    let terminal = try compose("a text and a signal")
    kill(terminal.child, signal)
    #expect(terminal.wait() == 128 + SIGTERM)
    #expect(draftsHold("a text and a signal"))
  }

  @Test func aTextThatWasBegunSurvivesLeaving() throws {
    let terminal = try compose("a text that was left")
    terminal.type("\u{1B}")
    see(terminal, "Enter save", gone: true)
    terminal.type(":q\r")
    #expect(terminal.wait() == 0)
    let again = try open()
    see(again, "1 host")
    again.type("l")
    see(again, "a text that was left")
  }

  @Test func aLockedLogSavesNothingAndTheTextIsSavedAfterwards() throws {
    let terminal = try compose("first")
    terminal.type("\r")
    see(terminal, "saved")
    let lock = try #require(WriteLock(of: log))
    terminal.type("l")
    see(terminal, "Enter save")
    terminal.type("second entry\r")
    see(terminal, "locked", seconds: 20)
    waitForDraft("second entry")
    #expect(try !list().contains("second entry"))
    lock.release()
    let end = ContinuousClock.now + .seconds(20)
    while try !list().contains("second entry"), ContinuousClock.now < end {
      terminal.type("\r")
      _ = terminal.more(milliseconds: 1000)
    }
    #expect(try list().components(separatedBy: "second entry").count == 2, "once, and not twice")
  }

  @Test func aLogThatIsNoneIsToldAndWorksOnceItIsGone() throws {
    try FileManager.default.createDirectory(
      atPath: "\(home.path)/.local/share/opsconsole", withIntermediateDirectories: true)
    try String(repeating: "this is no database. ", count: 500).write(toFile: log, atomically: true, encoding: .utf8)
    let terminal = try compose("kept all the same")
    terminal.type("\r")
    see(terminal, "SQLite")
    waitForDraft("kept all the same")
    try FileManager.default.removeItem(atPath: log)
    let end = ContinuousClock.now + .seconds(20)
    while try !list().contains("kept all the same"), ContinuousClock.now < end {
      terminal.type("\r")
      _ = terminal.more(milliseconds: 1000)
    }
    #expect(try list().contains("kept all the same"))
  }

  @Test func theEditorBringsATextBack() throws {
    let editor = "printf 'second line' >>"
    let terminal = try compose("first line", ["EDITOR": editor])
    terminal.type("\u{18}\u{05}")
    see(terminal, "second line")
    #expect(try editFolders().isEmpty, "nothing is left of the editor's file")
  }

  @Test func aTextThatIsTooLongStaysInItsFile() throws {
    let terminal = try compose("short", ["EDITOR": "head -c 70000 /dev/zero | tr '\\0' x >"])
    terminal.type("\u{18}\u{05}")
    see(terminal, "64 KiB")
    see(terminal, "short")
    let folder = try #require(try editFolders().first)
    let kept = "\(home.path)/.local/state/opsconsole/\(folder)/entry.md"
    #expect(try FileManager.default.attributesOfItem(atPath: kept)[.size] as? Int == 70_000)
  }

  @Test func theDemonstrationTouchesNothingOfThePerson() throws {
    let terminal = try open(["--demo"])
    see(terminal, "bm-db07")
    // From another pane, so that it has the screen for itself.
    terminal.type("3")
    see(terminal, "Problems")
    terminal.type("5")
    see(terminal, "nginx 1.26")
    terminal.type("l")
    see(terminal, "Enter save")
    terminal.type("written in the demonstration\r")
    see(terminal, "saved")
    terminal.type(":q\r")
    #expect(terminal.wait() == 0)
    #expect(!FileManager.default.fileExists(atPath: log))
    #expect(!FileManager.default.fileExists(atPath: draftFolder))
  }

  @Test func aConsoleThatOnlyReadsWritesNothing() throws {
    _ = try Program.run(["log", "add", "was there before"], home: home.path)
    let terminal = try open(["-i", "\(home.path)/h.yaml", "--read-only"])
    see(terminal, "1 host")
    terminal.type("5")
    see(terminal, "was there before")
    terminal.type("l")
    _ = terminal.more(milliseconds: 500)
    terminal.type("refused\r")
    _ = terminal.more(milliseconds: 1500)
    #expect(try !list().contains("refused"))
  }

  private func editFolders() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: "\(home.path)/.local/state/opsconsole").filter {
      $0.hasPrefix("edit-")
    }
  }

  private func draftsHold(_ text: String) -> Bool {
    DraftFolder(paths: Paths(environment: ["HOME": home.path])) { _ in }.drafts().values.contains(text)
  }

  private func waitForDraft(_ text: String) {
    let end = ContinuousClock.now + .seconds(10)
    while !draftsHold(text), ContinuousClock.now < end { usleep(20_000) }
    #expect(draftsHold(text))
  }
}

/// The lock that a writer of a SQLite file in WAL mode holds: a byte of the shared memory's file
/// (https://sqlite.org/walformat.html, "WAL Locks").
private final class WriteLock {
  private let descriptor: Int32

  init?(of path: String) {
    descriptor = unsafe Glibc.open("\(path)-shm", O_RDWR | O_CLOEXEC)
    var lock = flock(l_type: Int16(F_WRLCK), l_whence: Int16(SEEK_SET), l_start: 120, l_len: 1, l_pid: 0)
    guard descriptor >= 0, unsafe fcntl(descriptor, F_SETLK, &lock) == 0 else { return nil }
  }

  func release() { close(descriptor) }
}
