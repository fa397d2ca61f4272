import OpsConsole

/// Events in their order, those of the work log as few as say the same: an import goes on while an editor has the
/// terminal and nobody takes anything.
struct EventQueue {
  /// The most changed entries that wait; when there are more, the console is told to read again what it shows.
  static let changesMax = 2000

  private(set) var events: [Event] = []
  /// The changed entries that wait; more than `changesMax` once they were replaced by one word.
  private var changes = 0

  /// Adds an event at the end.
  mutating func add(_ event: Event) {
    switch event {
    case .log(.team):
      // The state is whole: the last one says all.
      if let earlier = events.lastIndex(where: { $0.isTeam }) { events.remove(at: earlier) }
    case .log(.changed(let records)):
      if changes > Self.changesMax { return }
      changes = records.isEmpty ? Self.changesMax + 1 : changes + records.count
      if changes > Self.changesMax {
        events.removeAll { $0.isChange }
        events.append(.log(.changed([])))
        return
      }
    default: break
    }
    events.append(event)
  }
}

extension Event {
  fileprivate var isTeam: Bool {
    if case .log(.team) = self { return true }
    return false
  }

  fileprivate var isChange: Bool {
    if case .log(.changed) = self { return true }
    return false
  }
}
