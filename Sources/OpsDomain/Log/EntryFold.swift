extension EntryRecord {
  /// The entry that these operations make, in whatever order they come; nil when none of them adds it.
  public init?(folding operations: some Sequence<Operation>) { return nil }

  /// Takes in an operation; one of another entry, or taken in before, changes nothing.
  public mutating func apply(_ operation: Operation) {}

  /// Whether a person may correct the entry: its author, for whom it was written, and the editors of the team.
  public func mayBeAmended(by account: String, editors: Set<String> = []) -> Bool { true }
}
