public import OpsDomain
public import OpsScreen

/// What can happen to the console.
public enum Event: Sendable {
  /// The terminal reports something.
  case terminal(TerminalEvent)
  /// News of a host.
  case observed(Observation)
  /// A second has passed; the zone is the one of the person at the screen.
  case tick(Timestamp, LocalZone)
  /// The inventory was read, at the start or because it changed.
  case inventory(Inventory)
  /// The inventory or configuration could not be read: the messages; the running one stays. Empty: all is well again.
  case configurationProblems([String])
  /// What watching costs at present.
  case cost(pollsPerSecond: Double, bytesPerSecond: Double, openLinks: Int)
  /// Something asked for was done or failed; shown in the message line.
  case message(String, isError: Bool)
}

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
