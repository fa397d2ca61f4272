extension Sequence<EntryRecord> {
  /// The entries that began work which no entry ended, oldest first: every `start` is open until an `end` in its thread.
  ///
  /// A window or reservation that is over ends its thread, whatever was written.
  public func openThreads(_ team: TeamState = TeamState()) -> [EntryRecord] {
    var starts: [OperationID: EntryRecord] = [:]
    for record in sorted(by: { $0.place < $1.place }) where record.retracted == nil {
      let thread = record.entry.thread ?? record.id
      switch record.entry.kind {
      case .start where starts[thread] == nil: starts[thread] = record
      case .end: starts[thread] = nil
      default: break
      }
    }
    return starts.filter { thread, _ in
      team.window(thread).map { !$0.isOver } ?? team.reservation(thread).map { $0.end == nil } ?? true
    }.values.sorted { $0.place < $1.place }
  }
}

extension Window {
  /// Whether nothing goes on: it is final, or it recurs and is between two occurrences.
  var isOver: Bool { recorded.isFinal || isRecurring && occurrence == nil }
}
