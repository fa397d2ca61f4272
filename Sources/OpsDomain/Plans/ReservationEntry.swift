extension ReservationPlan {
  /// The entry that tells of the beginning, in the thread of the window or of the reservation of this identity.
  ///
  /// Console and commands record it together with the reservation, so that the work log alone tells the story.
  public func openingEntry(of id: OperationID, targets: [EntryTarget], zone: String) -> Entry {
    Entry(
      "\(action.rawValue): \(reason)", kind: window == nil ? .start : .step, at: begun, zone: zone, targets: targets,
      thread: window ?? id)
  }

  /// The entry that tells what was overridden and why; nil when nothing was.
  public func overrideEntry(
    of id: OperationID, sentences: [String], targets: [EntryTarget], zone: String
  ) -> Entry? {
    guard !ignored.isEmpty else { return nil }
    let lines =
      ["override: \(overrideReason)", "ignored: \(ignored.joined(separator: ", "))"] + sentences.map { "- \($0)" }
    return Entry(
      lines.joined(separator: "\n"), kind: .decision, at: begun, zone: zone, targets: targets, thread: window ?? id,
      tags: ["override"])
  }
}

extension Reservation {
  /// Whether an entry tells of its beginning, of what was overridden, or of its end.
  public func isTold(by record: EntryRecord) -> Bool {
    if record.id == plan.entry || record.id == end?.ending.entry { return true }
    return record.entry.thread == thread && record.entry.at == plan.begun
      && record.author.account == author.account
  }

  /// The entry that tells of the end.
  ///
  /// Where the work is part of a window it is a step there: the window has an end of its own.
  public func closingEntry(
    _ ending: ReservationEnding, command: CommandRecord? = nil, targets: [EntryTarget], zone: String
  ) -> Entry {
    let result = ending.result ?? (ending.outcome == .aborted ? .aborted : .ok)
    let said = ending.reason.isEmpty ? "\(plan.action.rawValue) is done" : ending.reason
    return Entry(
      ending.outcome == .aborted ? "aborted: \(said)" : said, kind: plan.window == nil ? .end : .step, at: ending.at,
      zone: zone, targets: targets, thread: thread, result: result, command: command)
  }
}
