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
  /// The settings file says something else.
  case settings(SettingsChange)
  /// What watching costs at present.
  case cost(pollsPerSecond: Double, bytesPerSecond: Double, openLinks: Int)
  /// Something asked for was done or failed; shown in the message line.
  case message(String, isError: Bool)
  /// News of the work log.
  case log(LogNews)
  /// News of the chat.
  case chat(ChatNews)
}
