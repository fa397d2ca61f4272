/// A JSON value with keys in the order in which they were written (RFC 8259).
enum JSON: Sendable {
  case null
  case bool(Bool)
  case whole(Int64)
  case number(Double)
  case text(String)
  case list([JSON])
  case object([(String, JSON)])

  /// A number rounded to `digits` decimals; null when it is none.
  static func rounded(_ number: Double, _ digits: Int = 4) -> JSON {
    guard number.isFinite else { return .null }
    var scale = 1.0
    for _ in 0..<digits { scale *= 10 }
    let scaled = number * scale
    return .number(scaled.magnitude < 1e15 ? scaled.rounded() / scale : number)
  }

  /// A whole number; clamped to what 64 bits hold, since readers expect no fraction.
  static func whole(_ number: Double) -> JSON {
    guard number.isFinite else { return .null }
    return .whole(number >= 9.2e18 ? .max : number <= -9.2e18 ? .min : Int64(number.rounded()))
  }

  static func whole(_ number: UInt64) -> JSON { .whole(Int64(clamping: number)) }

  /// The members that are there; absent readings are absent keys.
  static func members(_ members: [(String, JSON?)]) -> JSON {
    .object(members.compactMap { key, value in value.map { (key, $0) } })
  }

  /// The text, indented by two spaces a level, without a last newline.
  var text: String {
    var output = ""
    write(to: &output, indent: 0)
    return output
  }

  /// The text on one line, for documents of which each line is one (JSON Lines).
  var line: String {
    var output = ""
    write(to: &output, indent: nil)
    return output
  }

  /// The text as a part of a document, `level` levels deep.
  func text(level: Int) -> String {
    var output = ""
    write(to: &output, indent: level)
    return output
  }

  /// Without an indent all stands on one line.
  private func write(to output: inout String, indent: Int?) {
    switch self {
    case .null: output += "null"
    case .bool(let value): output += value ? "true" : "false"
    case .whole(let value): output += "\(value)"
    case .number(let value): output += JSON.literal(value)
    case .text(let value): JSON.write(value, to: &output)
    case .list(let items):
      JSON.writeNested(items, "[", "]", indent, to: &output) { $1.write(to: &$0, indent: indent.map { $0 + 1 }) }
    case .object(let members):
      JSON.writeNested(members, "{", "}", indent, to: &output) { output, member in
        JSON.write(member.0, to: &output)
        output += indent == nil ? ":" : ": "
        member.1.write(to: &output, indent: indent.map { $0 + 1 })
      }
    }
  }

  private static func writeNested<Item>(
    _ items: [Item], _ open: String, _ close: String, _ indent: Int?, to output: inout String,
    _ write: (inout String, Item) -> Void
  ) {
    output += open
    for (index, item) in items.enumerated() {
      if index > 0 { output += "," }
      if let indent { output += "\n" + String(repeating: "  ", count: indent + 1) }
      write(&output, item)
    }
    if !items.isEmpty, let indent { output += "\n" + String(repeating: "  ", count: indent) }
    output += close
  }

  private static func literal(_ number: Double) -> String {
    guard number.isFinite else { return "null" }
    let text = "\(number)"
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }

  /// Writes a text so that it does nothing to a terminal: whatever is not plainly visible is escaped.
  private static func write(_ text: String, to output: inout String) {
    output += "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": output += "\\\""
      case "\\": output += "\\\\"
      case "\n": output += "\\n"
      case "\t": output += "\\t"
      case "\r": output += "\\r"
      case _ where isVisible(scalar): output.unicodeScalars.append(scalar)
      default: for unit in String(scalar).utf16 { output += "\\u" + hex(unit) }
      }
    }
    output += "\""
  }

  private static func isVisible(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.value >= 0x20, scalar.value < 0x7F { return true }
    // The empty pattern of Braille is a blank that no filter of blanks knows.
    if scalar.value < 0xA0 || scalar.value == 0x2800 { return false }
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .surrogate, .unassigned: return false
    default: return !scalar.properties.isDefaultIgnorableCodePoint
    }
  }

  private static func hex(_ unit: UInt16) -> String {
    let digits = String(unit, radix: 16)
    return String(repeating: "0", count: 4 - digits.count) + digits
  }
}
