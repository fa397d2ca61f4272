import OpsDomain

/// What the console knows of the work log and of the team's plans.
struct LogState: Sendable {
  /// What is planned, held and asked.
  var team = TeamState()
  /// The number of the next ticket.
  var nextTicket = 1
}

extension ConsoleState {
  /// Takes in news of the work log.
  mutating func hear(_ news: LogNews) -> [Effect] { [] }
}
