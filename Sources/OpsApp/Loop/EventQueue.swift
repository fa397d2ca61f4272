import OpsConsole

/// Events in their order, those of the work log and of the chat as few as say the same: an import goes on while an editor has the
/// terminal and nobody takes anything.
struct EventQueue {
  /// The most changed entries that wait; when there are more, the console is told to read again what it shows.
  static let changesMax = 2000

  private var waiting: [Event] = []
  private var chat = ChatQueue()
  /// The changed entries that wait; more than `changesMax` once they were replaced by one word.
  private var changes = 0

  /// All that waits: what is told of the chat after everything else.
  var events: [Event] { waiting + chat.news.map { .chat($0) } }

  /// Adds an event at the end.
  mutating func add(_ event: Event) {
    switch event {
    case .chat(let news): return chat.add(news)
    case .log(.team):
      // The state is whole: the last one says all.
      if let earlier = waiting.lastIndex(where: { $0.isTeam }) { waiting.remove(at: earlier) }
    case .log(.changed(let records)):
      if changes > Self.changesMax { return }
      changes = records.isEmpty ? Self.changesMax + 1 : changes + records.count
      if changes > Self.changesMax {
        waiting.removeAll { $0.isChange }
        waiting.append(.log(.changed([])))
        return
      }
    default: break
    }
    waiting.append(event)
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
