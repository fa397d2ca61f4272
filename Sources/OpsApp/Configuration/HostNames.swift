import OpsDomain
import OpsScreen

/// What may stand as a host's name, address or user.
///
/// These words end up in argv and on screens.
enum HostNames {
  /// The longest name in bytes, as DNS has it.
  static let bytes = 253

  /// A host's name: visible text without the marks of node sets.
  static func name(_ text: String) throws(BadValue) -> String {
    try checkLength(text, what: "host name")
    guard text.utf8.first != UInt8(ascii: "-") else {
      throw BadValue("host name \"\(text)\" begins with a hyphen", remedy: "programs would take it for an option")
    }
    for scalar in text.unicodeScalars where ",!&@[]{}:/\\'\"`$;|<>()*?#%^~=".unicodeScalars.contains(scalar) {
      throw BadValue("host name \"\(text)\" holds \"\(scalar)\"", remedy: "use letters, digits, dots and hyphens")
    }
    guard harmless(text) == text, !text.unicodeScalars.contains(where: { $0.properties.isWhitespace }) else {
      throw BadValue(
        "host name holds a blank, control or invisible character", remedy: "use letters, digits, dots and hyphens")
    }
    return text
  }

  /// What is dialled: a name or an address in ASCII.
  static func address(_ text: String) throws(BadValue) -> String {
    try checkLength(text, what: "address")
    let allowed = text.utf8.allSatisfy { isAlphanumeric($0) || [UInt8](".-_:%".utf8).contains($0) }
    guard allowed, text.utf8.first != UInt8(ascii: "-") else {
      throw BadValue(
        "address \"\(shortened(text))\" holds a character that no name or IP address has",
        remedy: "give an ASCII name, an IPv4 or an IPv6 address without brackets")
    }
    return text
  }

  /// The name of a user on a server.
  static func user(_ text: String) throws(BadValue) -> String {
    try checkLength(text, what: "user")
    let allowed = text.utf8.allSatisfy { isAlphanumeric($0) || [UInt8](".-_@+\\".utf8).contains($0) }
    guard allowed, text.utf8.first != UInt8(ascii: "-") else {
      throw BadValue("user \"\(shortened(text))\" holds a character that user names do not have")
    }
    return text
  }

  /// The name of a service, role, site or parent.
  static func group(_ text: String) throws(BadValue) -> String { try name(text) }

  private static func checkLength(_ text: String, what: String) throws(BadValue) {
    guard !text.isEmpty else { throw BadValue("\(what) is empty") }
    guard text.utf8.count <= bytes else { throw BadValue("\(what) is longer than \(bytes) bytes") }
  }

  private static func isAlphanumeric(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      return true
    default: return false
    }
  }
}

/// The patterns of a list of hosts, `web[01-03],db1`, apart; commas within brackets do not part.
func splitPatterns(_ text: String) -> [String] {
  var parts: [String] = []
  var part = ""
  var depth = 0
  for character in text {
    if character == "[" { depth += 1 }
    if character == "]" { depth = max(0, depth - 1) }
    if character == ",", depth == 0 {
      parts.append(part.trimmingBlanks)
      part = ""
    } else {
      part.append(character)
    }
  }
  parts.append(part.trimmingBlanks)
  return parts.filter { !$0.isEmpty }
}
