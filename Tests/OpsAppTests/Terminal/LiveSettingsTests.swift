import Glibc
import OpsScreen
import TestSupport
import Testing

/// The settings file, edited while the program runs.
@Suite(.serialized) struct LiveSettings {
  private let home: TemporaryFolder

  init() throws { home = try TemporaryFolder() }

  private func open(_ settings: String, _ arguments: String...) throws -> PseudoTerminal {
    try home.write(settings, to: "c.yaml")
    try home.write("hosts: [{ name: first, source: local }]\n", to: "h.yaml")
    let files = ["-i", "\(home.path)/h.yaml", "--config", "\(home.path)/c.yaml"]
    let terminal = try #require(
      PseudoTerminal(files + arguments, home: home.path, rows: 30, columns: 160, variables: ["TZ": "UTC"]))
    #expect(terminal.expect("first"))
    return terminal
  }

  /// Whether the first row of the screen, as it was last drawn, comes to hold the text.
  private func head(_ terminal: PseudoTerminal, holds text: String) -> Bool {
    let end = ContinuousClock.now + .seconds(15)
    while true {
      var screen = ScreenModel(Size(columns: 160, rows: 30))
      screen.feed(terminal.output)
      if screen.text(row: 0).contains(text) { return true }
      guard ContinuousClock.now < end, terminal.more(milliseconds: 200) else { return false }
    }
  }

  @Test func siteAndReadOnlyAreShownAsSoonAsTheyAreWritten() throws {
    let terminal = try open("site: Tokyo\n")
    #expect(head(terminal, holds: "Tokyo "))
    try home.write("site: 京都\nread_only: true\n", to: "c.yaml")
    #expect(head(terminal, holds: "read-only  京都 "))
  }

  @Test func keysAndMouseChangeAtOnce() throws {
    let terminal = try open("mouse: true\n")
    let mark = terminal.output.count
    try home.write("mouse: false\nkeys: { quit: F9 }\n", to: "c.yaml")
    #expect(terminal.expect("\u{1B}[?1000l", since: mark), "mouse reports are switched off")
    terminal.type("\u{1B}[20~\u{1B}[20~")
    #expect(terminal.wait() == 0, "F9 quits, as Ctrl-C does: when it is pressed twice")
  }

  @Test func aThemeIsUsedAtOnceAndABrokenEditKeepsIt() throws {
    let terminal = try open("theme: dark\n")
    var mark = terminal.output.count
    // The theme without colours draws what stands out bold; that of before has colours in every frame.
    try home.write("theme: mono\n", to: "c.yaml")
    #expect(terminal.expect("the settings have changed", since: mark))
    // The file of the theme is read beside: the frames of before may come first.
    var isPlain = false
    for _ in 0..<50 where !isPlain {
      mark = terminal.output.count
      terminal.type("\u{C}")
      guard terminal.expect("first", since: mark) else { break }
      let frame = String(decoding: terminal.output[mark...], as: UTF8.self)
      isPlain = !frame.contains("[38;") && !frame.contains("[3\u{31}m")
    }
    #expect(isPlain, "a frame without colours")
    mark = terminal.output.count
    try home.write("theme: no-such\n", to: "c.yaml")
    #expect(terminal.expect("there is no theme", since: mark))
    #expect(terminal.expect("configuration problem", since: mark))
  }

  @Test func anOptionCountsMoreThanAnEdit() throws {
    let terminal = try open("site: Tokyo\n", "--read-only")
    #expect(head(terminal, holds: "read-only"))
    try home.write("site: Kyoto\nread_only: false\n", to: "c.yaml")
    #expect(head(terminal, holds: "read-only  Kyoto "))
  }
}
