/// What can stand as a value in the JSON of operations (RFC 8259).
protocol JSONValue {
  /// Writes the value, always the same text for the same value.
  func write(to writer: inout JSONWriter)
  /// Reads the value that comes next; nil when it is well formed, but of a kind that this version does not know.
  static func read(from scanner: inout JSONScanner) throws(OperationProblem) -> Self?
}

/// An enumeration that is written as its word.
protocol JSONWord: JSONValue, RawRepresentable where RawValue == String {}

extension JSONWord {
  func write(to writer: inout JSONWriter) { writer.string(rawValue) }
  static func read(from scanner: inout JSONScanner) throws(OperationProblem) -> Self? {
    Self(rawValue: try scanner.string())
  }
}

extension String: JSONValue {
  func write(to writer: inout JSONWriter) { writer.string(self) }
  static func read(from scanner: inout JSONScanner) throws(OperationProblem) -> String? { try scanner.string() }
}

extension Int64: JSONValue {
  func write(to writer: inout JSONWriter) { writer.number(self) }
  static func read(from scanner: inout JSONScanner) throws(OperationProblem) -> Int64? { try scanner.integer() }
}

extension Int: JSONValue {
  func write(to writer: inout JSONWriter) { writer.number(Int64(self)) }
  static func read(from scanner: inout JSONScanner) throws(OperationProblem) -> Int? { Int(try scanner.integer()) }
}

extension Bool: JSONValue {
  func write(to writer: inout JSONWriter) { writer.raw(self ? "true" : "false") }
  static func read(from scanner: inout JSONScanner) throws(OperationProblem) -> Bool? { try scanner.flag() }
}

extension Timestamp: JSONValue {
  func write(to writer: inout JSONWriter) { writer.number(milliseconds) }
  static func read(from scanner: inout JSONScanner) throws(OperationProblem) -> Timestamp? {
    Timestamp(milliseconds: try scanner.integer())
  }
}

extension OperationID: JSONValue {
  func write(to writer: inout JSONWriter) { writer.string(description) }
  static func read(from scanner: inout JSONScanner) throws(OperationProblem) -> OperationID? {
    guard let id = OperationID(try scanner.string()) else { throw scanner.problem(.invalid, "is no identity") }
    return id
  }
}

extension Array: JSONValue where Element: JSONValue {
  func write(to writer: inout JSONWriter) {
    writer.raw("[")
    for (place, element) in enumerated() {
      if place > 0 { writer.raw(",") }
      element.write(to: &writer)
    }
    writer.raw("]")
  }

  /// Elements of kinds that this version does not know are left out, and noted.
  static func read(from scanner: inout JSONScanner) throws(OperationProblem) -> [Element]? {
    var elements: [Element] = []
    try scanner.open("[", "a list")
    guard !scanner.close("]") else { return elements }
    while true {
      guard elements.count < JSONScanner.listMax else { throw scanner.problem(.tooLarge, "is too long a list") }
      if let element = try Element.read(from: &scanner) { elements.append(element) } else { scanner.noteUnknown() }
      if scanner.close("]") { return elements }
      try scanner.comma()
    }
  }
}
