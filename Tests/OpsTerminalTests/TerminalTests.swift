import Glibc
import OpsScreen
import TestSupport
import Testing

@testable import OpsTerminal

/// The terminal on a pseudo-terminal; one after the other, since ncurses has one screen in a process.
@Suite(.serialized) struct TerminalTests {
  private func open(_ person: PseudoTerminal, _ change: (inout TerminalOptions) -> Void = { _ in }) throws -> Terminal {
    var options = TerminalOptions()
    options.device = person.device
    options.terminalName = "xterm-256color"
    options.guardsProcess = false
    change(&options)
    return try Terminal(theme: .fallback, options: options)
  }

  /// Waits until the terminal has input, then takes its events.
  private func heard(_ terminal: Terminal) -> [TerminalEvent] {
    var one = pollfd(fd: terminal.descriptor, events: Int16(POLLIN), revents: 0)
    _ = unsafe poll(&one, 1, Int32(terminal.escapeTimeout ?? 5_000))
    return terminal.events()
  }

  private func page(_ size: Size, _ text: String = "hello", row: Int = 0) -> Canvas {
    var page = Canvas(size)
    page.write(text, column: 0, row: row, role: .strong)
    return page
  }

  @Test func theTerminalIsAsBeforeAfterClosing() throws {
    let person = try PseudoTerminal(columns: 40, rows: 10)
    let before = person.modes()
    let terminal = try open(person)
    #expect(person.modes() != before)
    terminal.present(page(terminal.size))
    var screen = ScreenModel(terminal.size)
    screen.feed(person.output())
    #expect(screen.modes.isSuperset(of: [1049, 2004, 1000, 1006]))
    #expect(!screen.modes.contains(25), "the cursor is hidden")
    #expect(screen.text(row: 0).hasPrefix("hello "))
    terminal.close()
    #expect(person.modes() == before)
    screen.feed(person.output())
    #expect(screen.modes.isDisjoint(with: [1049, 2004, 1000, 1006, 2026]))
    #expect(screen.modes.contains(25))
    #expect(terminal.descriptor == -1)
  }

  @Test func nothingIsSentWhenNothingChanged() throws {
    let person = try PseudoTerminal(columns: 40, rows: 10)
    let terminal = try open(person)
    terminal.present(page(terminal.size, "障害 e\u{301}"))
    _ = person.output()
    terminal.present(page(terminal.size, "障害 e\u{301}"))
    #expect(person.output() == [])
    terminal.present(page(terminal.size, "障害 e\u{302}"))
    #expect(!person.output().isEmpty)
    terminal.redraw()
    terminal.present(page(terminal.size, "障害 e\u{302}"))
    #expect(person.output().count > 20)
  }

  @Test(arguments: 0..<6 as Range<UInt64>)
  func theScreenShowsTheCanvasAfterAnyChanges(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &random) }
    let person = try PseudoTerminal(columns: 60, rows: 12)
    let terminal = try open(person)
    var screen = ScreenModel(terminal.size)
    var canvas = Canvas(terminal.size)
    for step in 0..<60 {
      for _ in 0..<number(1...6) {
        let role = Role.allCases.randomElement(using: &random) ?? .text
        let text = HostileText.random(&random)
        canvas.write(text, column: number(-4...62), row: number(0...11), role: role)
      }
      canvas.cover(Rect(column: 0, row: number(0...11), columns: 60, rows: 1), with: .selected)
      canvas.cursor = number(0...1) == 0 ? nil : (number(0...59), number(0...11))
      terminal.present(canvas)
      screen.feed(person.output())
      for row in 0..<12 where screen.text(row: row) != canvas.text(row: row) {
        Issue.record("seed \(seed) step \(step) row \(row): \(screen.text(row: row)) for \(canvas.text(row: row))")
        return
      }
    }
    #expect(screen.foreign.isEmpty)
  }

  @Test func everySizeIsDrawnAndTheLastFrameIsWhole() throws {
    let person = try PseudoTerminal(columns: 80, rows: 24)
    let terminal = try open(person)
    var random = SeededRandom(seed: 7)
    for _ in 0..<200 {
      let size = (Int.random(in: 0...120, using: &random), Int.random(in: 0...40, using: &random))
      person.resize(columns: size.0, rows: size.1)
      terminal.notes |= 1
      for case .resized(let size) in terminal.events() { terminal.present(page(size, "障害障害", row: size.rows - 1)) }
      _ = person.output()
    }
    person.resize(columns: 30, rows: 5)
    terminal.notes |= 1
    #expect(terminal.events() == [.resized(Size(columns: 30, rows: 5))])
    terminal.present(page(terminal.size, "whole", row: 4))
    var screen = ScreenModel(terminal.size)
    screen.feed(person.output())
    #expect(screen.text(row: 4).hasPrefix("whole "))
    #expect((0..<4).allSatisfy { screen.text(row: $0).allSatisfy { $0 == " " } })
  }

  @Test func keysArriveAndALoneEscapeAfterItsTime() throws {
    let person = try PseudoTerminal(columns: 40, rows: 10)
    let terminal = try open(person)
    person.type("j\u{1B}[1;5A障")
    #expect(heard(terminal) == [.key(Key(.character("j"))), .key(Key(.up, .control)), .key(Key(.character("障")))])
    #expect(terminal.escapeTimeout == nil)
    person.type("\u{1B}")
    #expect(heard(terminal) == [])
    #expect(terminal.escapeTimeout != nil)
    var events: [TerminalEvent] = []
    while events.isEmpty { events = heard(terminal) }
    #expect(events == [.key(Key(.escape))])
  }

  @Test func aClosedWindowIsToldOnceAndLeavesNothingToPoll() throws {
    let person = try PseudoTerminal(columns: 40, rows: 10)
    let terminal = try open(person)
    person.hangUp()
    #expect(heard(terminal) == [.closed])
    #expect(terminal.descriptor == -1)
    #expect(terminal.events() == [])
    terminal.present(page(terminal.size))
    terminal.close()
  }

  @Test func aStoppedTerminalHoldsUpNothingAndGetsTheLastFrame() throws {
    let person = try PseudoTerminal(columns: 200, rows: 50)
    let terminal = try open(person)
    for number in 0..<200 {
      var canvas = Canvas(terminal.size)
      for row in 0..<50 { canvas.write(String(repeating: "\(number % 10)", count: 200), column: 0, row: row) }
      terminal.present(canvas)
    }
    #expect(terminal.wantsToWrite)
    var screen = ScreenModel(terminal.size)
    for _ in 0..<10_000 where terminal.wantsToWrite {
      screen.feed(person.output())
      _ = terminal.events()
    }
    screen.feed(person.output())
    #expect(!terminal.wantsToWrite)
    #expect(screen.text(row: 49) == String(repeating: "9", count: 200))
  }

  @Test func anotherProgramGetsTheTerminalAsItWas() throws {
    let person = try PseudoTerminal(columns: 40, rows: 10)
    let before = person.modes()
    let terminal = try open(person)
    terminal.present(page(terminal.size))
    terminal.suspend()
    #expect(person.modes() == before)
    #expect(terminal.descriptor == -1)
    var screen = ScreenModel(terminal.size)
    screen.feed(person.output())
    #expect(screen.modes.isDisjoint(with: [1049, 2004, 1000, 1006]))
    person.type("theirs\n")
    #expect(terminal.events() == [])
    person.resize(columns: 50, rows: 10)
    terminal.resume()
    let events = terminal.events()
    #expect(events.first == .resized(Size(columns: 50, rows: 10)))
    terminal.present(page(terminal.size))
    screen = ScreenModel(terminal.size)
    screen.feed(person.output())
    #expect(screen.modes.contains(1049))
    #expect(screen.text(row: 0).hasPrefix("hello "))
  }

  @Test func withoutColoursNoneAreSent() throws {
    let person = try PseudoTerminal(columns: 40, rows: 10)
    let terminal = try open(person) { $0.colours = false }
    var canvas = Canvas(terminal.size)
    for (place, role) in Role.allCases.enumerated() {
      canvas.write("x", column: place % 40, row: place / 40, role: role)
    }
    terminal.present(canvas)
    let text = String(decoding: person.output(), as: UTF8.self)
    #expect(!text.contains("\u{1B}[38;5;") && !text.contains("\u{1B}[31m") && !text.contains("\u{1B}[48;5;"))
    #expect(text.contains("1m"))
  }

  @Test func whatAPersonWroteReachesTheTerminal() throws {
    let person = try PseudoTerminal(columns: 40, rows: 10)
    let terminal = try open(person)
    func sent(_ overlay: Overlay) -> String {
      var canvas = Canvas(terminal.size)
      canvas.write("x", column: 0, row: 0, overlay: overlay)
      terminal.present(Canvas(terminal.size))
      _ = person.output()
      terminal.present(canvas)
      return String(decoding: person.output(), as: UTF8.self)
    }
    #expect(sent(.bold).contains("\u{1B}[0;1m"))
    #expect(sent(.italic).contains("\u{1B}[0;3m"))
    #expect(sent(.underline).contains("\u{1B}[0;4m"))
    #expect(sent(.reverse).contains("\u{1B}[0;7m"))
    #expect(sent([.bold, .underline]).contains("\u{1B}[0;1;4m"))
    #expect(sent(.strike).contains("x\u{336}"))
    #expect(!sent([]).contains("1m"))
  }

  @Test func asciiOnlySendsNoOtherByte() throws {
    let person = try PseudoTerminal(columns: 40, rows: 10)
    let terminal = try open(person) { $0.asciiOnly = true }
    terminal.present(page(terminal.size, "▲ 障害 │ e\u{301} é …x"))
    let bytes = person.output()
    #expect(bytes.allSatisfy { $0 < 0x80 })
    var screen = ScreenModel(terminal.size)
    screen.feed(bytes)
    #expect(screen.text(row: 0).hasPrefix("^ ???? | e ? .x "))
  }

  @Test func aMissingTerminalIsAProblemInWords() {
    var options = TerminalOptions()
    options.device = "/dev/null"
    #expect(throws: TerminalProblem.self) { try Terminal(theme: .fallback, options: options) }
  }
}
