/// Entries as a Markdown list under the days on which they happened, written piece by piece.
public struct MarkdownList: Sendable {
  private let title: String
  private let zone: ZoneRules
  private var day: Int?

  /// A list under a title.
  public init(title: String, zone: ZoneRules) {
    self.title = title
    self.zone = zone
  }

  /// What stands before the entries.
  public func begin() -> String { "# \(MarkdownText.inline(title))\n" }

  /// One entry, and before it its day where that is a new one.
  public mutating func entry(_ record: EntryRecord) -> String {
    let time = LocalTime(record.entry.at, in: zone)
    var text = ""
    if day != time.dayNumber {
      text = "\n## \(time.dayTitle)\n\n"
      day = time.dayNumber
    }
    return text + MarkdownEntry(record, zone: zone).item(lead: time.hourMinute, hidingHosts: [])
  }

  /// What stands after the entries.
  public func end() -> String { day == nil ? "\nNo entries.\n" : "" }
}

extension LocalTime {
  /// A day as it is headed: `Sat 2026-08-22`.
  var dayTitle: String { "\(CalendarNames.shortWeekdays[min(max(weekday, 1), 7) - 1]) \(dateText)" }
}
