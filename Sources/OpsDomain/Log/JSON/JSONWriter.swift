/// Writes JSON on one line, without spaces.
///
/// What could do harm on a terminal – controls, format and bidi characters, private ones – is written as `\u`.
struct JSONWriter: MemberVisitor {
  typealias Failure = Never

  /// The text so far, in UTF-8.
  private(set) var bytes: [UInt8] = []
  private var hasMember = false

  init() { bytes.reserveCapacity(512) }

  /// The text.
  var text: String { String(decoding: bytes, as: UTF8.self) }

  /// Begins an object; what it returns is given back to `close`.
  mutating func open() -> Bool {
    bytes.append(UInt8(ascii: "{"))
    defer { hasMember = false }
    return hasMember
  }

  /// Ends an object.
  mutating func close(_ outer: Bool) {
    bytes.append(UInt8(ascii: "}"))
    hasMember = outer
  }

  mutating func required<Value: JSONValue>(_ name: String, _ value: inout Value) {
    self.name(name)
    value.write(to: &self)
  }

  mutating func optional<Value: JSONValue>(_ name: String, _ value: inout Value?) {
    guard let value else { return }
    self.name(name)
    value.write(to: &self)
  }

  mutating func usual<Value: JSONValue & Equatable>(_ name: String, _ value: inout Value, _ usual: Value) {
    if value != usual { required(name, &value) }
  }

  mutating func vital<Value: JSONValue>(_ name: String, _ value: inout Value?) { optional(name, &value) }

  /// Writes one byte that is JSON already.
  mutating func byte(_ byte: UInt8) { bytes.append(byte) }

  /// Writes what is JSON already.
  mutating func raw(_ json: String) { bytes.append(contentsOf: json.utf8) }

  /// Writes a whole number.
  mutating func number(_ value: Int64) { bytes.append(contentsOf: String(value).utf8) }

  /// Writes a text in quotes.
  mutating func string(_ text: String) {
    bytes.append(UInt8(ascii: "\""))
    if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") }) {
      bytes.append(contentsOf: text.utf8)
    } else {
      for scalar in text.unicodeScalars { letter(scalar) }
    }
    bytes.append(UInt8(ascii: "\""))
  }

  /// Writes one letter of a text that stands in quotes.
  mutating func letter(_ scalar: Unicode.Scalar) {
    switch scalar.value {
    case 0x22, 0x5C: bytes += [UInt8(ascii: "\\"), UInt8(truncatingIfNeeded: scalar.value)]
    case 0x0A: bytes += Array("\\n".utf8)
    case 0x09: bytes += Array("\\t".utf8)
    case 0x20..<0x7F: bytes.append(UInt8(truncatingIfNeeded: scalar.value))
    case let value where Self.isHarmful(value): for unit in UTF16.encode(scalar) ?? .init() { escape(unit) }
    default: bytes.append(contentsOf: UTF8.encode(scalar) ?? .init())
    }
  }

  private mutating func name(_ name: String) {
    if hasMember { bytes.append(UInt8(ascii: ",")) }
    hasMember = true
    bytes.append(UInt8(ascii: "\""))
    bytes.append(contentsOf: name.utf8)
    bytes.append(UInt8(ascii: "\""))
    bytes.append(UInt8(ascii: ":"))
  }

  private mutating func escape(_ unit: UInt16) {
    bytes += [UInt8(ascii: "\\"), UInt8(ascii: "u")]
    for shift in [12, 8, 4, 0] {
      let digit = UInt8(truncatingIfNeeded: unit >> UInt16(shift)) & 15
      bytes.append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10)
    }
  }

  /// Whether a scalar is written as `\u`: controls, format and bidi characters, fillers, tags and private ones.
  static func isHarmful(_ value: UInt32) -> Bool {
    switch value {
    case 0..<0x20, 0x7F..<0xA0, 0xAD, 0x61C, 0x115F, 0x1160, 0x180E, 0x200B...0x200F, 0x2028...0x202E: return true
    case 0x2060...0x206F, 0x2800, 0x3164, 0xE000...0xF8FF, 0xFE00...0xFE0F, 0xFEFF, 0xFFA0: return true
    default: return value >= 0xE0000
    }
  }
}
