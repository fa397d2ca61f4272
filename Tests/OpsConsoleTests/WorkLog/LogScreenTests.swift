import Foundation
import OpsDomain
import OpsScreen
import TestSupport
import Testing

@testable import OpsConsole

/// Recorded screens of the work log, as they were looked at and found good.
@Suite struct LogScreenTests {
  static let sizes = [(200, 60), (160, 40), (80, 24), (40, 10)]

  private func expect(_ console: ConsoleState, _ name: String, sourceLocation: SourceLocation = #_sourceLocation) {
    expectHostScreen(console.render(), name, sourceLocation: sourceLocation)
  }

  @Test(arguments: sizes)
  func theFirstScreenHasTheLogBesideOrBelow(columns: Int, rows: Int) {
    var store = FakeLog(LogFixture.records())
    let console = LogFixture.console(columns, rows, &store)
    expect(console, "log-home-\(columns)x\(rows)")
  }

  @Test(arguments: sizes)
  func thePaneShowsDaysAndWhatIsNew(columns: Int, rows: Int) {
    var store = FakeLog(LogFixture.records())
    var console = LogFixture.console(columns, rows, &store, seen: LogFixture.records()[8].place)
    console.press(&store, "5", "5")
    expect(console, "log-pane-\(columns)x\(rows)")
  }

  @Test(arguments: sizes)
  func theComposerSaysWhatItIsAbout(columns: Int, rows: Int) {
    var store = FakeLog(LogFixture.records())
    var console = LogFixture.console(columns, rows, &store)
    console.press(&store, "j", "l")
    console.type(&store, "rsync 완료. 待ち時間は 48 ms から 9 ms に下がった 🎉 — watching it until 13:00 before the window is closed")
    console.press(&store, "Alt-Enter")
    console.type(&store, "then bm-")
    console.press(&store, "Tab")
    expect(console, "log-composer-\(columns)x\(rows)")
  }

  @Test(arguments: sizes)
  func theHostHasALogAndMarks(columns: Int, rows: Int) {
    var store = FakeLog(LogFixture.records())
    var console = LogFixture.console(columns, rows, &store)
    console.press(&store, ":")
    console.type(&store, "host bm-db07")
    console.press(&store, "Enter")
    expect(console, "log-marks-\(columns)x\(rows)")
    console.press(&store, ",", ",")
    expect(console, "log-mark-chosen-\(columns)x\(rows)")
    console.press(&store, "Esc", "Shift-Tab")
    expect(console, "log-host-\(columns)x\(rows)")
  }

  @Test(arguments: [(160, 40), (80, 24)])
  func anEntryInFull(columns: Int, rows: Int) {
    var store = FakeLog(LogFixture.records())
    var console = LogFixture.console(columns, rows, &store)
    console.press(&store, "5", "5", "k", "k", "k", "k", "k", "Enter")
    expect(console, "log-entry-\(columns)x\(rows)")
  }

  @Test(arguments: [(160, 40), (80, 24)])
  func amendingShowsBothTexts(columns: Int, rows: Int) {
    var store = FakeLog(LogFixture.records())
    var console = LogFixture.console(columns, rows, &store)
    console.press(&store, "5", "5", "e")
    console.type(&store, " and falling")
    console.press(&store, "Enter")
    expect(console, "log-amend-\(columns)x\(rows)")
  }

  @Test(arguments: [(160, 40), (80, 24)])
  func aThreadHasOffsets(columns: Int, rows: Int) {
    var store = FakeLog(LogFixture.records())
    var console = LogFixture.console(columns, rows, &store)
    console.press(&store, "5", "5", "t")
    expect(console, "log-thread-\(columns)x\(rows)")
  }

  @Test func aFilterIsCompletedAndItsErrorsSayWhere() {
    var store = FakeLog(LogFixture.records())
    var console = LogFixture.console(100, 24, &store)
    console.press(&store, "5", "5", "/")
    console.type(&store, "host=bm-db07 kind=")
    expect(console, "log-filter-100x24")
    console.type(&store, "steb")
    expect(console, "log-filter-wrong-100x24")
  }

  @Test func anEmptyLogSaysWhatToDo() {
    var store = FakeLog()
    var console = LogFixture.console(80, 24, &store)
    console.press(&store, "5", "5")
    expect(console, "log-empty-80x24")
  }

  @Test func aSaveThatFailsKeepsTheText() {
    var store = FakeLog(LogFixture.records())
    store.failure = StoreFailure(
      .diskFull, "the disk of ~/.local/share/opsconsole is full; make room there", isTemporary: true)
    var console = LogFixture.console(100, 24, &store)
    console.press(&store, "l")
    console.type(&store, "rsync を止めた")
    console.press(&store, "Enter")
    expect(console, "log-failed-100x24")
  }

  @Test func asciiSymbolsHaveALogInASCII() {
    var settings = LogFixture.settings()
    settings.symbols = .ascii
    var store = FakeLog(LogFixture.records().filter { $0.entry.text.utf8.allSatisfy { $0 < 0x80 } })
    var console = LogFixture.console(100, 24, &store, settings: settings)
    console.press(&store, "5", "5", "l")
    expect(console, "log-ascii-100x24")
  }
}
