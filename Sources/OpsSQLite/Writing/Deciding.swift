import GRDB
public import OpsDomain

extension SQLiteStore {
  /// Decides by the team's state as it is, and records what was decided, in one transaction of SQLite.
  ///
  /// The transaction is immediate: from its beginning nobody else records anything, in this process or another, so that
  /// what one process reserves is known to the next that decides. How long it is waited for is `patience`.
  public func decide<Answer: Sendable>(
    _ decision: @escaping @Sendable (TeamState, StoreCursor) -> Decision<Answer>
  ) async throws(StoreFailure) -> Decided<Answer> {
    // All but the last operations are folded before others are kept waiting.
    let known = try await read { database, file in try KnownTeam(database, file: file) }
    return try await write { database, request in
      var known = known.file == request.file ? known : try KnownTeam(database, file: request.file)
      try known.catchUp(database)
      let decided = decision(known.team, known.cursor)
      guard !decided.drafts.isEmpty else { return known.decided(decided.answer, []) }
      for draft in decided.drafts { if let problem = draft.envelopeProblem ?? draft.body.problem { throw problem } }
      var appending = try Appending(database, request)
      let operations = try decided.drafts.map { try appending.append($0) }
      try known.catchUp(database)
      return known.decided(decided.answer, operations)
    }
  }
}

/// The team's state as far as one file was read.
private struct KnownTeam: Sendable {
  let file: FileIdentity
  private(set) var team = TeamState()
  private(set) var cursor = StoreCursor()

  /// The state of the file now.
  init(_ database: Database, file: FileIdentity) throws {
    self.file = file
    try catchUp(database)
  }

  /// Reads what was recorded since.
  mutating func catchUp(_ database: Database) throws {
    let (operations, _) = try OperationTable.operations(after: cursor, limit: .max, plansOnly: true, in: database)
    team.apply(operations)
    cursor = max(cursor, try OperationTable.last(in: database))
  }

  func decided<Answer>(_ answer: Answer, _ operations: [Operation]) -> Decided<Answer> {
    Decided(answer: answer, operations: operations, team: team, cursor: cursor)
  }
}
