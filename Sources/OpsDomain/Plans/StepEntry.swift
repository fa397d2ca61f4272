extension WindowTransition {
  /// The entry that tells of this step in the thread of its window.
  ///
  /// Console and commands record it together with the step, so that the work log alone tells the story.
  public func entry(of window: Window, targets: [EntryTarget], zone: String) -> Entry {
    Entry(
      entryText(window), kind: entryKind, at: at, zone: zone, targets: targets, thread: window.id, result: result)
  }

  private var entryKind: EntryKind {
    switch state {
    case .inProgress: return .start
    case .verifying: return .step
    case .done, .aborted: return .end
    default: return .decision
    }
  }

  private func entryText(_ window: Window) -> String {
    switch state {
    case .inProgress: return reason.isEmpty ? window.plan.title : reason
    case .verifying: return reason.isEmpty ? "verifying" : "verifying: \(reason)"
    case .done, .aborted: return reason.isEmpty ? window.plan.title : reason
    default: return reason.isEmpty ? state.rawValue : "\(state.rawValue): \(reason)"
    }
  }

  /// Whether an entry is the one that tells of this step.
  public func isTold(by record: EntryRecord, author: Author) -> Bool {
    record.entry.at == at && record.entry.kind == entryKind && record.author.account == author.account
      && record.retracted == nil && record.redacted == nil
  }
}
