/// A host or role that is named in a message.
public struct Mention: Hashable, Sendable {
  /// What is named.
  public enum Thing: Hashable, Sendable {
    /// Hosts, by their names in the inventory; several for a node set.
    case hosts([String])
    /// Roles, as `bookmark:db`; several for `@bookmark`.
    case roles([String])
  }
  /// Where it stands in the text, in bytes of UTF-8.
  public var bytes: Range<Int>
  /// What is named.
  public var thing: Thing

  /// A mention.
  public init(bytes: Range<Int>, _ thing: Thing) {
    self.bytes = bytes
    self.thing = thing
  }
}
