/// The rows that text takes when it is wrapped: broken at blanks where possible, anywhere else.
struct TextRows {
  /// The place of each row's first character.
  private(set) var starts: [Int] = [0]
  private let characters: [Character]

  init(_ characters: [Character], columns: Int) {
    self.characters = characters
    let columns = max(columns, 2)
    var used = 0
    var blank: Int?
    for (place, character) in characters.enumerated() {
      if character == "\n" {
        starts.append(place + 1)
        (used, blank) = (0, nil)
        continue
      }
      let width = Self.width(character)
      // A blank may hang over the edge, so that the next row begins with a word.
      if used + width > columns, character != " " {
        let start = blank.map { $0 + 1 } ?? place
        used = characters[start..<place].reduce(0) { $0 + Self.width($1) }
        blank = nil
        starts.append(start)
      }
      used += width
      if character == " " { blank = place }
      // Between glyphs of two columns, as in Japanese, a row may end anywhere.
      if width == 2 { blank = place }
    }
  }

  /// The row in which a place stands.
  func row(of place: Int) -> Int { max((starts.firstIndex { $0 > place } ?? starts.count) - 1, 0) }

  /// The places of a row, its line end left out.
  func range(_ row: Int) -> Range<Int> {
    let start = starts[row]
    var end = row + 1 < starts.count ? starts[row + 1] : characters.count
    if end > start, row + 1 < starts.count, characters[end - 1] == "\n" { end -= 1 }
    return start..<max(end, start)
  }

  /// The columns of a row before a place.
  func columns(before place: Int, in row: Int) -> Int {
    characters[starts[row]..<max(place, starts[row])].reduce(0) { $0 + Self.width($1) }
  }

  /// The place in a row that is nearest to a column from the left.
  func place(column: Int, in row: Int) -> Int {
    let range = range(row)
    var left = 0
    for place in range {
      left += Self.width(characters[place])
      if left > column { return place }
    }
    // The end of a wrapped row is the start of the next one: its last character is as far as one can go.
    return row + 1 < starts.count && range.upperBound == starts[row + 1]
      ? max(range.upperBound - 1, range.lowerBound)
      : range.upperBound
  }

  private static func width(_ character: Character) -> Int {
    if let ascii = character.asciiValue, ascii >= 0x20, ascii < 0x7F { return 1 }
    return OpsScreen.columns(of: String(character))
  }
}

extension TextArea {
  /// The rows that the text takes at this width; at least one.
  public func rows(columns: Int) -> Int { TextRows(characters, columns: columns).starts.count }

  /// Draws the text wrapped into a rectangle, scrolled so that the cursor is in sight, and puts the canvas' cursor there.
  public func draw(
    on canvas: inout Canvas, in rect: Rect, role: Role = .input, hint: String = "", showsCursor: Bool = true
  ) {
    guard rect.columns > 0, rect.rows > 0, rect.columns <= 10_000 else { return }
    canvas.fill(rect, role: role)
    if isEmpty { canvas.field(hint, column: rect.column, row: rect.row, columns: rect.columns, role: .hint) }
    let rows = TextRows(characters, columns: rect.columns)
    let here = rows.row(of: cursor)
    let total = rows.starts.count
    let top = total <= rect.rows ? 0 : min(max(here - rect.rows / 2, 0), total - rect.rows)
    for row in top..<min(top + rect.rows, total) {
      canvas.write(
        String(characters[rows.range(row)]), column: rect.column, row: rect.row + row - top, limit: rect.columns,
        role: role)
    }
    if showsCursor {
      let left = min(rows.columns(before: cursor, in: here), rect.columns - 1)
      canvas.cursor = (rect.column + left, rect.row + here - top)
    }
  }
}
