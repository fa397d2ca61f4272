/// Entries as a Markdown list under the days on which they happened, written piece by piece.
public struct MarkdownList: Sendable {
  /// A list under a title.
  public init(title: String, zone: ZoneRules) {}

  /// What stands before the entries.
  public func begin() -> String { "" }

  /// One entry, and before it its day where that is a new one.
  public mutating func entry(_ record: EntryRecord) -> String { "" }

  /// What stands after the entries.
  public func end() -> String { "" }
}
