import OpsScreen

/// A table of plain text: aligned by columns of the terminal, wide glyphs included.
struct PlainTable {
  enum Alignment { case left, right }
  /// A cell: its text, which is made harmless, and how it looks where colours are allowed.
  struct Field {
    var text: String
    var look: Look?
    init(_ text: String, look: Look? = nil) {
      self.text = harmless(text)
      self.look = look
    }
  }

  private let headings: [String]
  private let alignments: [Alignment]
  private var rows: [[Field]] = []

  init(_ columns: [(String, Alignment)]) {
    headings = columns.map(\.0)
    alignments = columns.map(\.1)
  }

  mutating func add(_ row: [Field]) { rows.append(row) }

  /// The lines of the table, headings first, without blanks at their ends.
  func lines(colours: Bool) -> [String] {
    let all = [headings.map { Field($0) }] + rows
    let widths = headings.indices.map { column in
      all.map { $0.indices.contains(column) ? columns(of: $0[column].text) : 0 }.max() ?? 0
    }
    return all.map { row in line(row, widths, colours: colours) }
  }

  private func line(_ row: [Field], _ widths: [Int], colours: Bool) -> String {
    var line = ""
    for (column, field) in row.enumerated() where column < widths.count {
      let padding = String(repeating: " ", count: max(0, widths[column] - columns(of: field.text)))
      let text = colours ? styled(field.text, field.look) : field.text
      let isLast = column == widths.count - 1
      switch alignments[column] {
      case .left: line += isLast ? text : text + padding + "  "
      case .right: line += padding + text + (isLast ? "" : "  ")
      }
    }
    while line.hasSuffix(" ") { line.removeLast() }
    return line
  }
}

/// The text in the colours and attributes of a look (ECMA-48, SGR).
func styled(_ text: String, _ look: Look?) -> String {
  guard let look else { return text }
  var codes: [String] = []
  let attributes: [(Look.Attributes, String)] = [
    (.bold, "1"), (.dim, "2"), (.italic, "3"), (.underline, "4"), (.reverse, "7"),
  ]
  for (attribute, code) in attributes where look.attributes.contains(attribute) { codes.append(code) }
  codes += colourCodes(look.foreground, base: 38) + colourCodes(look.background, base: 48)
  return codes.isEmpty ? text : "\u{1B}[\(codes.joined(separator: ";"))m\(text)\u{1B}[0m"
}

private func colourCodes(_ colour: Look.Colour, base: Int) -> [String] {
  switch colour {
  case .standard: return []
  case .palette(let number): return ["\(base);5;\(number)"]
  case .rgb(let red, let green, let blue): return ["\(base);2;\(red);\(green);\(blue)"]
  }
}
