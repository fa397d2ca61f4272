/// The document of one piece of work, in Markdown, written piece by piece: what was planned, done, seen and left over.
public struct ProcedureDocument: Sendable {
  /// The document of a window; `occurrence` is the beginning of the one meant when the window recurs.
  public init(_ window: Window, occurrence: Timestamp? = nil, zone: ZoneRules) {}

  /// The document of a thread that began with an entry and has no window.
  public init(thread first: EntryRecord, zone: ZoneRules) {}

  /// What stands before the entries.
  public mutating func begin() -> String { "" }

  /// An entry of the thread; they come in the order of their times.
  public mutating func entry(_ record: EntryRecord) -> String { "" }

  /// What stands after the entries: decisions, follow-ups, rollback, corrections.
  public mutating func end() -> String { "" }

  /// The whole document of a window.
  public static func markdown(
    of window: Window, occurrence: Timestamp? = nil, entries: [EntryRecord], zone: ZoneRules
  ) -> String { "" }
}
