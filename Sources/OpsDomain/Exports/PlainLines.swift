/// Entries as plain lines: `2026-08-22T13:05:11+09:00 author host: text`.
public enum PlainLines {
  /// The line of an entry, with its line feed.
  public static func line(_ record: EntryRecord, zone: ZoneRules) -> String { "" }
}
