/// What a server says that it supports (005, RPL_ISUPPORT).
public struct ISupport: Hashable, Sendable {
  /// All tokens as they came, by name.
  public internal(set) var tokens: [String: String] = [:]
  /// How names are folded.
  public internal(set) var casemapping = Casemapping.rfc1459
  /// The characters that channels begin with.
  public internal(set) var channelTypes: Set<Character> = ["#", "&"]
  /// Nothing is said yet.
  public init() {}
  /// Whether a name is one of a channel.
  public func isChannel(_ name: String) -> Bool { name.first.map { channelTypes.contains($0) } ?? false }
  /// A name as keys hold it.
  public func fold(_ name: String) -> String { casemapping.fold(name) }
}

/// How the letters of nicks and channels are compared.
public enum Casemapping: Hashable, Sendable {
  case ascii, rfc1459, strictRFC1459
  /// A name as keys hold it.
  public func fold(_ name: String) -> String { name.lowercased() }
}
