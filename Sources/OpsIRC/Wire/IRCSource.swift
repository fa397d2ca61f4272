/// Where a message comes from: a server, or a person as `nick!user@host`.
public struct IRCSource: Hashable, Sendable {
  /// The nick, or the name of a server.
  public var name: String
  /// The user name; nil where it is not given.
  public var user: String?
  /// The host; nil where it is not given.
  public var host: String?

  /// A source.
  public init(_ name: String, user: String? = nil, host: String? = nil) {
    self.name = name
    self.user = user
    self.host = host
  }

  /// Reads `nick!user@host`, of which user and host may be missing.
  ///
  /// The host begins after the first `@`, the user after a `!` before it: neither nick nor user may hold an `@`.
  public init(parsing text: String) {
    let bytes = text.utf8
    let at = bytes.firstIndex(of: UInt8(ascii: "@"))
    let beforeHost = bytes[..<(at ?? bytes.endIndex)]
    host = at.map { String(text[bytes.index(after: $0)...]) }
    let mark = beforeHost.firstIndex(of: UInt8(ascii: "!"))
    user = mark.map { String(text[bytes.index(after: $0)..<beforeHost.endIndex]) }
    name = mark == nil && at == nil ? text : String(text[..<(mark ?? beforeHost.endIndex)])
  }

  /// As it stands in a line: `nick!user@host`.
  public var text: String {
    guard user != nil || host != nil else { return name }
    return name + (user.map { "!" + $0 } ?? "") + (host.map { "@" + $0 } ?? "")
  }
}
