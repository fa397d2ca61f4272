import OpsDomain

/// Which acts are announced: those that were done on this console, and those that its person did in a shell beside it.
///
/// What came from the chat was said there, what was imported is of the past, and what other consoles did they announce
/// themselves.
enum AnnouncementRule {
  /// What was recorded longer ago, as while no console was open, is no news.
  static let freshness = Duration.seconds(120)

  /// The announcements of acts that were recorded together.
  static func announcements(of operations: [Operation], in team: TeamState) -> [Announcement] {
    // Those recorded just now may not be in the state yet.
    var team = team
    team.apply(operations)
    let steps = Set(
      operations.compactMap { operation -> OperationID? in
        switch operation.body {
        case .windowState(let transition): return transition.window
        case .reserveBegin: return team.reservation(operation.id)?.thread
        case .reserveEnd(let ending): return team.reservation(ending.reservation)?.thread
        default: return nil
        }
      })
    return operations.compactMap { announcement(of: $0, besides: steps, in: team) }
  }

  private static func announcement(
    of operation: Operation, besides steps: Set<OperationID>, in team: TeamState
  ) -> Announcement? {
    guard operation.via == .console || operation.via == .cli else { return nil }
    switch operation.body {
    case .entryAdd(let entry):
      // The entry that tells of a step says what the step says.
      if let thread = entry.thread, steps.contains(thread) { return nil }
      return Announcement(id: operation.id, text: AnnouncementText.words(of: entry, by: operation.author))
    case .windowState(let transition):
      guard let window = team.windows.first(where: { $0.id == transition.window }),
        let words = AnnouncementText.words(of: transition, in: window, by: operation.author)
      else { return nil }
      return Announcement(id: operation.id, text: words)
    case .reserveBegin:
      return team.reservation(operation.id).map {
        Announcement(id: operation.id, text: AnnouncementText.beginning(of: $0, named: team.reference(of: $0.id)))
      }
    case .reserveEnd(let ending):
      guard let work = team.reservation(ending.reservation), let end = work.end, end.id == operation.id else {
        return nil
      }
      return Announcement(id: end.id, text: AnnouncementText.end(end, of: work, named: team.reference(of: work.id)))
    default: return nil
    }
  }

  /// The announcement of an entry that another process of this person's store has recorded; nil for others.
  static func announcement(of record: EntryRecord, writer: String?, team: TeamState, now: Timestamp) -> Announcement? {
    guard let writer, record.writer == writer, record.via == .cli, record.revisions.isEmpty, record.retracted == nil,
      record.redacted == nil, now.since(record.recordedAt) < freshness, now.since(record.recordedAt) + freshness > .zero
    else { return nil }
    if let thread = record.entry.thread, isStep(record, of: thread, in: team) { return nil }
    if team.reservations.contains(where: { $0.isTold(by: record) }) { return nil }
    return Announcement(id: record.id, text: AnnouncementText.words(of: record.entry, by: record.author))
  }

  /// The announcements of steps that this person took in a shell: those that the earlier state did not have.
  static func announcements(
    from old: TeamState, to new: TeamState, author: Author, now: Timestamp
  ) -> [Announcement] {
    var found: [Announcement] = []
    let known = Dictionary(old.windows.map { ($0.id, $0.steps.count) }, uniquingKeysWith: max)
    for window in new.windows where window.steps.count > known[window.id] ?? 0 {
      let earlier = Set(old.windows.first { $0.id == window.id }?.steps.map(\.id) ?? [])
      for step in window.steps where !earlier.contains(step.id) && step.refused == nil {
        guard step.author.account == author.account, now.since(step.id.moment) < freshness,
          let words = AnnouncementText.words(of: step.transition, in: window, by: step.author)
        else { continue }
        found.append(Announcement(id: step.id, text: words))
      }
    }
    return found + reservations(from: old, to: new, author: author, now: now)
  }

  private static func reservations(
    from old: TeamState, to new: TeamState, author: Author, now: Timestamp
  ) -> [Announcement] {
    func isNews(_ id: OperationID, by person: Author) -> Bool {
      person.account == author.account && now.since(id.moment) < freshness
    }
    return new.reservations.flatMap { work -> [Announcement] in
      let known = old.reservation(work.id)
      let name = new.reference(of: work.id)
      var found: [Announcement] = []
      if known == nil, isNews(work.id, by: work.author) {
        found.append(Announcement(id: work.id, text: AnnouncementText.beginning(of: work, named: name)))
      }
      if let end = work.end, known?.end != end, isNews(end.id, by: end.author) {
        found.append(Announcement(id: end.id, text: AnnouncementText.end(end, of: work, named: name)))
      }
      return found
    }
  }

  private static func isStep(_ record: EntryRecord, of thread: OperationID, in team: TeamState) -> Bool {
    guard let window = team.windows.first(where: { $0.id == thread }) else { return false }
    return window.steps.contains { $0.transition.isTold(by: record, author: $0.author) }
  }
}
