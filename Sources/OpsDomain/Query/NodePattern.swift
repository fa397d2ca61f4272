/// Names with brackets and stars: `dc[1-2]-web[01-11,15]`, `bm-*`.
struct NodePattern: Hashable, Sendable {
  /// One piece after the other makes a name.
  enum Piece: Hashable, Sendable {
    case text(String)
    case numbers([NumberRange])
  }

  /// The numbers between two, in steps, written with at least `width` digits.
  struct NumberRange: Hashable, Sendable {
    let first: Int
    let last: Int
    let step: Int
    let width: Int

    /// How many numbers it holds.
    var count: Int { (last - first) / step + 1 }
  }

  let pieces: [Piece]
  /// Whether it has `*` or `?`, so that it matches names and does not list them.
  let isGlob: Bool
  /// Where it begins, in characters.
  let offset: Int

  /// The most digits of a number; more would not fit in 64 bits.
  static let digitsMax = 18

  /// The pattern of these characters, which stand at `offset` of the text.
  init(_ characters: some RandomAccessCollection<Character>, offset: Int) throws(NodeSet.Problem) {
    var parser = NodePatternParser(Array(characters), offset: offset)
    pieces = try parser.parse()
    self.offset = offset
    isGlob = pieces.contains { if case .text(let text) = $0 { return isGlobPattern(text) } else { return false } }
  }

  /// Whether it names one thing only.
  var plainText: String? {
    guard !isGlob else { return nil }
    switch pieces.first {
    case .text(let text)? where pieces.count == 1: return text
    default: return nil
    }
  }

  /// How many names it stands for; nil when there are more than 64 bits count.
  var count: Int? {
    var product = 1
    for piece in pieces {
      guard case .numbers(let ranges) = piece else { continue }
      var sum = 0
      for range in ranges {
        let (next, overflow) = sum.addingReportingOverflow(range.count)
        guard !overflow else { return nil }
        sum = next
      }
      let (next, overflow) = product.multipliedReportingOverflow(by: sum)
      guard !overflow else { return nil }
      product = next
    }
    return product
  }

  /// All names it stands for, stars kept as they are; at most `limit`.
  func names(limit: Int) throws(NodeSet.Problem) -> [String] {
    guard let count, count <= limit else {
      throw NodeSet.Problem(message: "this stands for more than \(limit) names", offset: offset)
    }
    var names = [""]
    names.reserveCapacity(count)
    for piece in pieces {
      switch piece {
      case .text(let text): for index in names.indices { names[index] += text }
      case .numbers(let ranges):
        let numbers = ranges.flatMap(\.numbers)
        names = names.flatMap { name in numbers.map { name + $0 } }
      }
    }
    return names
  }
}

extension NodePattern.NumberRange {
  /// The numbers as they are written.
  var numbers: [String] { stride(from: first, through: last, by: step).map { padded(UInt64($0), to: width) } }
}

/// Reads the characters of one pattern.
private struct NodePatternParser {
  private let characters: [Character]
  private let offset: Int
  private var index = 0

  init(_ characters: [Character], offset: Int) {
    self.characters = characters
    self.offset = offset
  }

  mutating func parse() throws(NodeSet.Problem) -> [NodePattern.Piece] {
    var pieces: [NodePattern.Piece] = []
    var text = ""
    while index < characters.count {
      switch characters[index] {
      case "[":
        if !text.isEmpty { pieces.append(.text(text)) }
        text = ""
        pieces.append(.numbers(try brackets()))
      case "]": throw problem("] without [")
      default:
        text.append(characters[index])
        index += 1
      }
    }
    if !text.isEmpty { pieces.append(.text(text)) }
    guard !pieces.isEmpty else { throw problem("a name is missing") }
    return pieces
  }

  /// The ranges between brackets, `01-11,15`.
  private mutating func brackets() throws(NodeSet.Problem) -> [NodePattern.NumberRange] {
    let opened = index
    index += 1
    var ranges: [NodePattern.NumberRange] = []
    while true {
      ranges.append(try range())
      guard index < characters.count else { throw problem("[ without ]", at: opened) }
      let mark = characters[index]
      index += 1
      if mark == "]" { return ranges }
      guard mark == "," else { throw problem("expected , or ] after a number, not \(mark)", at: index - 1) }
    }
  }

  /// One number or range, `15`, `01-11`, `0-20/2`.
  private mutating func range() throws(NodeSet.Problem) -> NodePattern.NumberRange {
    let begin = index
    let first = try number("a number")
    var (last, step) = (first, 1)
    if take("-") {
      last = try number("the end of the range")
      if take("/") { step = try number("the step").value }
    }
    guard step > 0 else { throw problem("a step of 0 goes nowhere", at: begin) }
    guard first.value <= last.value else {
      throw problem("the range runs backwards: write \(last.text)-\(first.text)", at: begin)
    }
    if last.isPadded, last.text.count != first.text.count {
      throw problem("both ends need the same number of digits: \(first.text)-\(last.text)", at: begin)
    }
    let width = first.isPadded ? first.text.count : 0
    return NodePattern.NumberRange(first: first.value, last: last.value, step: step, width: width)
  }

  private mutating func number(
    _ what: String
  ) throws(NodeSet.Problem) -> (value: Int, text: String, isPadded: Bool) {
    let begin = index
    while index < characters.count, ("0"..."9").contains(characters[index]), characters[index].isASCII { index += 1 }
    let text = String(characters[begin..<index])
    guard text.count <= NodePattern.digitsMax else { throw problem("the number is too long", at: begin) }
    guard let value = Int(text) else { throw problem("\(what) is missing: write as [01-11,15]", at: begin) }
    return (value, text, text.count > 1 && text.hasPrefix("0"))
  }

  private mutating func take(_ mark: Character) -> Bool {
    guard index < characters.count, characters[index] == mark else { return false }
    index += 1
    return true
  }

  private func problem(_ message: String, at place: Int? = nil) -> NodeSet.Problem {
    NodeSet.Problem(message: message, offset: offset + (place ?? index))
  }
}
