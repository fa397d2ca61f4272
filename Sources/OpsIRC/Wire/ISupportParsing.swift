extension ISupport {
  /// The most tokens that are kept; servers have about sixty.
  public static let tokensMax = 500

  /// Takes a 005 message: its first parameter is the nick, its last a remark.
  public mutating func update(from message: IRCMessage) {
    update(tokens: message.parameters.dropFirst().dropLast())
  }

  /// Takes tokens: `NAME`, `NAME=value`, and `-NAME`, which takes back what was said.
  ///
  /// What comes later replaces what was said before.
  public mutating func update(tokens list: some Sequence<String>) {
    for token in list {
      if token.hasPrefix("-") {
        let name = String(token.dropFirst()).uppercased()
        if tokens.removeValue(forKey: name) != nil { apply(name) }
        continue
      }
      let equals = token.firstIndex(of: "=")
      let name = String(token[..<(equals ?? token.endIndex)]).uppercased()
      guard !name.isEmpty, tokens[name] != nil || tokens.count < Self.tokensMax else { continue }
      tokens[name] = equals.map { Self.unescaped(token[token.index(after: $0)...]) } ?? ""
      apply(name)
    }
  }

  /// Understands at once what is asked for with every message.
  private mutating func apply(_ name: String) {
    let value = tokens[name]
    switch name {
    case "CASEMAPPING": casemapping = value.map { Casemapping(named: $0) } ?? .rfc1459
    case "CHANTYPES": channelTypes = value.map { Set($0) } ?? Self.usualChannelTypes
    case "PREFIX": prefixes = value.flatMap(Self.prefixes) ?? Self.usualPrefixes
    case "CHANMODES": channelModes = value.map(Self.channelModes) ?? .usual
    default: break
    }
  }

  /// Reads `(ov)@+`; nothing at all means that there are none, nil what cannot be understood.
  private static func prefixes(_ value: String) -> [Prefix]? {
    if value.isEmpty { return [] }
    guard value.first == "(", let close = value.firstIndex(of: ")") else { return nil }
    let modes = value[..<close].dropFirst()
    return zip(modes, value[close...].dropFirst()).map { Prefix(mode: $0, sign: $1) }
  }

  /// Reads `beI,k,l,imnpst`; kinds beyond the fourth are not known yet and take nothing.
  private static func channelModes(_ value: String) -> ChannelModes {
    let kinds = value.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    let kind = { (place: Int) in kinds.indices.contains(place) ? kinds[place] : "" }
    return ChannelModes(lists: kind(0), alwaysTaking: kind(1), takingWhenSet: kind(2), plain: kind(3))
  }

  /// A value without its escapes: `\x20` is a blank; what is no escape stays.
  private static func unescaped(_ value: Substring) -> String {
    guard value.utf8.contains(UInt8(ascii: "\\")) else { return String(value) }
    let bytes = Array(value.utf8)
    var result: [UInt8] = []
    var place = 0
    while place < bytes.count {
      if place + 3 < bytes.count, bytes[place] == UInt8(ascii: "\\"), bytes[place + 1] == UInt8(ascii: "x"),
        let high = hexadecimal(bytes[place + 2]), let low = hexadecimal(bytes[place + 3])
      {
        result.append(high << 4 | low)
        place += 4
      } else {
        result.append(bytes[place])
        place += 1
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  private static func hexadecimal(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): return byte - UInt8(ascii: "0")
    case UInt8(ascii: "A")...UInt8(ascii: "F"): return byte - UInt8(ascii: "A") + 10
    case UInt8(ascii: "a")...UInt8(ascii: "f"): return byte - UInt8(ascii: "a") + 10
    default: return nil
    }
  }
}
