/// A calendar of windows and freezes (RFC 5545), written piece by piece.
public struct ICalendar: Sendable {
  /// A calendar: the name that programs show, and where the rules of zones are found.
  public init(name: String, zones: ZoneCatalogue) {}

  /// What stands before the events.
  public func begin() -> String { "" }

  /// The event of a window, and before it its time zone where that is needed and was not yet given.
  public mutating func event(_ window: Window) -> String { "" }

  /// The event of a freeze.
  public mutating func event(_ freeze: Freeze) -> String { "" }

  /// What stands after the events.
  public func end() -> String { "" }
}
