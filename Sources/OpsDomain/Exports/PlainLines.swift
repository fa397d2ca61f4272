/// Entries as plain lines: `2026-08-22T13:05:11+09:00 author host,host: text`, further lines of a text indented.
public enum PlainLines {
  /// The line of an entry, with its line feed.
  public static func line(_ record: EntryRecord, zone: ZoneRules) -> String {
    let at = record.entry.at
    let moment = CivilTime(at, offsetSeconds: zone.offset(at: at).offsetSeconds).rfc3339
    let names = record.entry.targets.map(\.id).joined(separator: ",")
    let head = "\(moment) \(word(record.author.account))\(names.isEmpty ? "" : " " + word(names)):"
    let text = shown(record.plainText, keepsLines: true)
    let lines = text.split(separator: "\n", omittingEmptySubsequences: true)
    guard let first = lines.first else { return head + "\n" }
    return head + " " + first + "\n" + lines.dropFirst().map { "  \($0)\n" }.joined()
  }

  /// A name as one word.
  private static func word(_ name: String) -> String {
    let word = shown(name, keepsLines: false).map { $0.isWhitespace ? "_" : $0 }
    return word.isEmpty ? "-" : String(word)
  }
}
