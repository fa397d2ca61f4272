public import OpsDomain

/// What is given to ssh to find a host: an address or alias, and perhaps a port and a user, all checked.
///
/// OpenSSH does not promise that its command line is safe with any text, so nothing gets there that has not passed here.
public struct SSHTarget: Hashable, Sendable {
  /// The longest host name (RFC 1035).
  public static let longestAddress = 253
  /// The longest user name that we pass.
  public static let longestUser = 64

  /// A name, an alias of the ssh configuration, or an IP address.
  public let address: String
  /// The port, or nil to leave it to the ssh configuration.
  public let port: Int?
  /// The user, or nil to leave it to the ssh configuration.
  public let user: String?

  /// The target that a host of the inventory names.
  public init(_ host: Host) throws(LinkFailure) {
    try self.init(address: host.address, port: host.port, user: host.user)
  }

  /// A target; throws, naming the value, when one of them could mean something else to ssh or to a shell.
  public init(address: String, port: Int? = nil, user: String? = nil) throws(LinkFailure) {
    guard Self.isName(address) || Self.isIPv6(address) else {
      throw Self.refused("the address", address, "use letters, digits, dots, hyphens and underscores, or an IP address")
    }
    if let port, !(1...65535).contains(port) {
      throw Self.refused("the port", String(port), "use a port from 1 to 65535")
    }
    if let user, !Self.isUser(user) {
      throw Self.refused("the user", user, "use letters, digits and . _ - + @")
    }
    self.address = address
    self.port = port
    self.user = user
  }

  private static func refused(_ what: String, _ value: String, _ remedy: String) -> LinkFailure {
    LinkFailure(.here, "\(what) “\(value.prefix(80))” is not passed to ssh", remedy: remedy)
  }

  private static func isName(_ text: String) -> Bool {
    guard let first = text.utf8.first, isAlphanumeric(first) || first == UInt8(ascii: "_") else { return false }
    return text.utf8.count <= longestAddress && text.utf8.allSatisfy { isAlphanumeric($0) || "._-".utf8.contains($0) }
  }

  /// An IPv6 address by its letters alone, perhaps with a zone as in `fe80::1%eth0`.
  private static func isIPv6(_ text: String) -> Bool {
    let parts = text.split(separator: "%", maxSplits: 1, omittingEmptySubsequences: false)
    guard let digits = parts.first, (2...45).contains(digits.utf8.count), digits.utf8.contains(UInt8(ascii: ":")) else {
      return false
    }
    guard digits.utf8.allSatisfy({ isHexadecimal($0) || ":.".utf8.contains($0) }) else { return false }
    guard parts.count > 1 else { return true }
    guard let first = parts[1].utf8.first, isAlphanumeric(first) else { return false }
    return parts[1].utf8.count <= 15 && parts[1].utf8.allSatisfy { isAlphanumeric($0) || "._-".utf8.contains($0) }
  }

  private static func isUser(_ text: String) -> Bool {
    guard let first = text.utf8.first, isAlphanumeric(first) || first == UInt8(ascii: "_") else { return false }
    return text.utf8.count <= longestUser && text.utf8.allSatisfy { isAlphanumeric($0) || "._-+@".utf8.contains($0) }
  }

  private static func isAlphanumeric(_ byte: UInt8) -> Bool {
    Byte.isDigit(byte) || (byte | 0x20) &- UInt8(ascii: "a") < 26
  }

  private static func isHexadecimal(_ byte: UInt8) -> Bool {
    Byte.isDigit(byte) || (byte | 0x20) &- UInt8(ascii: "a") < 6
  }
}
