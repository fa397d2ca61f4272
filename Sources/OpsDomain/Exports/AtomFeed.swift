/// An Atom feed of entries (RFC 4287), written piece by piece.
public struct AtomFeed: Sendable {
  /// A feed: its title, the IRI that identifies it for ever, and where it is found, if anywhere.
  public init(title: String, id: String, link: String? = nil, zone: ZoneRules = .utc) {}

  /// What stands before the entries.
  public func begin() -> String { "" }

  /// One entry.
  public mutating func entry(_ record: EntryRecord) -> String { "" }

  /// What stands after the entries, with the moment of the last change; `fallback` when there was none.
  public func end(fallback: Timestamp) -> String { "" }
}
