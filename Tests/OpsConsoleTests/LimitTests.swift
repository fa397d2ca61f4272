import OpsDomain
import OpsScreen
import Testing

@testable import OpsConsole

@Suite("What limits a host, on the screen") struct LimitTests {
  private static let now = FleetFixture.now

  private func words(_ standing: Bottleneck.Standing, _ columns: Int, _ symbols: Symbols = .block) -> String {
    standing.words(at: Self.now, columns: columns, symbols).map(\.text).joined()
  }

  @Test func aChangeIsShownForFiveMinutesWhereThereIsRoom() {
    let recent = Bottleneck.Standing(letter: .disk, earlier: .cpu, since: Self.now - .seconds(299))
    #expect(words(recent, 3) == "C→I")
    #expect(words(recent, 3, .ascii) == "C>I")
    #expect(words(recent, 1) == "I")
    let old = Bottleneck.Standing(letter: .disk, earlier: .cpu, since: Self.now - .seconds(300))
    #expect(words(old, 3) == "I")
    let over = Bottleneck.Standing(letter: .idle, earlier: .memory, since: Self.now)
    #expect(words(over, 3) == "M→·")
    #expect(words(over, 1, .ascii) == ".")
    #expect(words(Bottleneck.Standing(letter: .unclear, since: Self.now), 3) == "?")
  }

  @Test func aHistogramLeavesOutWhatIsIdle() {
    #expect(histogram([.idle: 4, .memory: 1, .cpu: 9, .disk: 1, .unclear: 2], .block) == "C9 I1 M1 ?2")
    #expect(histogram([.idle: 4], .block) == "·")
    #expect(histogram([:], .block) == "–")
    #expect(histogram([:], .ascii) == "-")
  }

  @Test func theFleetIsSortedByIt() {
    let inventory = FleetFixture.inventory()
    var courses = FleetFixture.courses(inventory)
    courses["bm-cache01"]?.swapOut = 40
    courses["bm-db02"]?.iowait = (0.4, 20)
    var console = FleetFixture.console(120, 30, inventory, courses: courses)
    console.press(":")
    console.type("sort limit")
    console.press("Enter")
    let rows = console.screen.filter { $0.contains(" bm-") }.prefix(4)
    #expect(rows.map { $0.contains("bm-cache01") } == [true, false, false, false])
    #expect(rows.map { $0.contains("bm-db02") } == [false, true, false, false])
  }

  @Test func theTabScrollsToItsLastLineAndNoFurther() throws {
    let state = try #require(HostFixture().state())
    var view = HostView(host: state.host.id, tab: .limit)
    func lines() -> [String] {
      var canvas = Canvas(Size(columns: 80, rows: 24))
      let rect = Rect(column: 0, row: 0, columns: 80, rows: 24)
      view.draw(on: &canvas, in: rect, state: state, context: DrawContext(now: HostFixture.now))
      return (0..<24).map { canvas.text(row: $0) }
    }
    let top = lines()
    #expect(top.contains { $0.contains("more below") })
    for _ in 0..<200 { _ = view.handle(.down, state: state, rows: 24, columns: 80) }
    let bottom = lines()
    #expect(!bottom.contains { $0.contains("more below") })
    #expect(bottom.last.map { !$0.allSatisfy { $0 == " " } } == true, "the last line is the last row")
    _ = view.handle(.up, state: state, rows: 24, columns: 80)
    #expect(lines() != bottom, "one step back is one step back")
    _ = view.handle(.top, state: state, rows: 24, columns: 80)
    #expect(lines() == top)
    #expect(view.copyText(state: state)?.hasPrefix("sdb ") == true)
    #expect(view.wantsProcesses, "the processes behind it are read while somebody looks")
  }
}
