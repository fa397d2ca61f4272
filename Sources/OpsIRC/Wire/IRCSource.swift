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
    self.init(Array(text.utf8).span, .cp1252)
  }

  /// Reads `nick!user@host` from the bytes of a line.
  init(_ bytes: Span<UInt8>, _ fallback: FallbackEncoding) {
    var (mark, at) = (bytes.count, bytes.count)
    for place in bytes.indices {
      if bytes[place] == UInt8(ascii: "!"), mark == bytes.count { mark = place }
      guard bytes[place] == UInt8(ascii: "@") else { continue }
      at = place
      break
    }
    name = fallback.text(bytes.extracting(0..<min(mark, at)))
    user = mark < at ? fallback.text(bytes.extracting((mark + 1)..<at)) : nil
    host = at < bytes.count ? fallback.text(bytes.extracting((at + 1)..<bytes.count)) : nil
  }

  /// As it stands in a line: `nick!user@host`.
  public var text: String {
    guard user != nil || host != nil else { return name }
    return name + (user.map { "!" + $0 } ?? "") + (host.map { "@" + $0 } ?? "")
  }
}
