import OpsDomain
import OpsScreen

/// All keys, words and signs, generated from the lists they come from.
struct HelpPane: Pane {
  let id = PaneID.help
  private(set) var lines: [HelpLine] = []
  private(set) var top = 0
  /// Only lines that hold this text are shown; empty for all.
  var search = ""

  func contentLines(_ world: World) -> Int { lines.count }

  mutating func refresh(_ world: World) {
    let all = HelpLine.all(world.keyMap, symbols: world.context.symbols)
    let wanted = search.lowercased()
    lines = wanted.isEmpty ? all : all.filter { $0.heading.isEmpty && !$0.text.isEmpty && $0.all.contains(wanted) }
  }

  mutating func settle(in rect: Rect, _ world: World, reveal: Bool) { scroll(0, in: rect, world) }

  mutating func handle(_ command: Command, in rect: Rect, _ world: World) -> Bool {
    let page = max(rect.rows - 1, 1)
    switch command {
    case .down: scroll(1, in: rect, world)
    case .up: scroll(-1, in: rect, world)
    case .pageDown: scroll(page, in: rect, world)
    case .pageUp: scroll(-page, in: rect, world)
    case .halfPageDown: scroll(max(page / 2, 1), in: rect, world)
    case .halfPageUp: scroll(-max(page / 2, 1), in: rect, world)
    case .top: top = 0
    case .bottom: scroll(lines.count, in: rect, world)
    default: return false
    }
    return true
  }

  mutating func scroll(_ count: Int, in rect: Rect, _ world: World) {
    top = min(max(top + count, 0), max(lines.count - rect.rows, 0))
  }

  mutating func click(column: Int, row: Int, in rect: Rect, _ world: World) -> ClickOutcome { .nothing }

  mutating func find(_ text: String, step: Int, in rect: Rect, _ world: World) -> Bool {
    let wanted = text.lowercased()
    guard !lines.isEmpty, !wanted.isEmpty else { return false }
    for distance in 1...lines.count {
      let line = ((top + step * distance) % lines.count + lines.count) % lines.count
      guard lines[line].all.contains(wanted) else { continue }
      top = line
      scroll(0, in: rect, world)
      return true
    }
    return false
  }

  func copyText(_ world: World) -> String? {
    lines.map { [$0.heading, $0.subject, $0.name, $0.text].filter { !$0.isEmpty }.joined(separator: "\t") }.joined(
      separator: "\n")
  }

  func titleWords(_ world: World) -> [TitleWord] {
    if !search.isEmpty { return [TitleWord(text: "/\(search)  \(Words.count(lines.count, "line"))", role: .strong)] }
    return [TitleWord(text: "/ searches")]
  }

  func draw(on canvas: inout Canvas, in rect: Rect, _ world: World, isFocused: Bool) {
    guard !lines.isEmpty else {
      canvas.put("No line of help holds \"\(search)\".  Esc shows all.", rect.column + 3, rect.row, rect.columns - 3)
      return
    }
    let isNarrow = rect.columns < 70
    let subject = isNarrow ? 16 : 22
    let name = isNarrow ? 0 : 18
    for (offset, line) in lines.dropFirst(top).prefix(rect.rows).enumerated() {
      let row = rect.row + offset
      guard line.heading.isEmpty else {
        canvas.put(line.heading, rect.column + 1, row, rect.columns - 1, .title)
        continue
      }
      canvas.put(line.subject, rect.column + 3, row, subject, .key)
      canvas.put(line.name, rect.column + 4 + subject, row, name, .quiet)
      let left = 4 + subject + (name > 0 ? name + 1 : 0)
      canvas.put(line.text, rect.column + left, row, rect.columns - left, .text)
    }
  }
}
