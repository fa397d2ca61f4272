/// The time zone of the person at the screen, at one moment.
public struct LocalZone: Hashable, Sendable {
  /// Seconds east of UTC.
  public var offsetSeconds: Int
  /// The abbreviation, as `JST`.
  public var abbreviation: String
  /// A zone.
  public init(offsetSeconds: Int = 0, abbreviation: String = "UTC") {
    self.offsetSeconds = offsetSeconds
    self.abbreviation = abbreviation
  }
}
