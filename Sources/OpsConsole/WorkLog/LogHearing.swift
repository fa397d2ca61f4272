import OpsDomain

extension ConsoleState {
  /// Takes in news of the work log.
  mutating func hear(_ news: LogNews) -> [Effect] {
    let effects: [Effect]
    switch news {
    case .drafts(let drafts, let seen):
      log.drafts.merge(drafts) { here, _ in here }
      log.seen = log.seen ?? seen
      restoreChatDrafts()
      let marker = log.seen
      _ = changeWorkLog { $0.mark(seen: marker) }
      effects = []
    case .opened(let team, let drafts, let seen): effects = logOpened(team, drafts, seen)
    case .trouble(let failure): effects = logTrouble(failure)
    case .team(let team):
      teamChanged(to: team)
      effects = []
    case .page(let page, let ticket):
      effects = log.readers.removeValue(forKey: ticket)?(&self, .success(page)) ?? []
    case .changed(let records): effects = entriesChanged(records)
    case .saved(let operations, let ticket): effects = saved(operations, ticket)
    case .failed(let failure, let ticket): effects = failed(failure, ticket)
    case .edited(let text, let ticket): effects = log.editors.removeValue(forKey: ticket)?(&self, text) ?? []
    case .counts(let counts):
      log.counts.merge(counts) { _, new in new }
      effects = []
    }
    settle(reveal: false)
    return effects + followLog()
  }

  private mutating func logOpened(_ team: TeamState, _ drafts: [String: String], _ seen: EntryPlace?) -> [Effect] {
    log.isOpen = true
    log.trouble = nil
    judging.storeAnswers()
    // What is being written now is newer than what was kept.
    log.drafts.merge(drafts) { here, _ in here }
    log.seen = seen
    restoreChatDrafts()
    _ = changeWorkLog { $0.mark(seen: seen) }
    teamChanged(to: team)
    return []
  }

  private mutating func logTrouble(_ failure: StoreFailure?) -> [Effect] {
    log.trouble = failure
    if failure == nil { log.isOpen = true }
    if failure == nil { judging.storeAnswers() } else { judging.storeFails(at: now) }
    stalePanes.insert(.workLog)
    return []
  }

  private mutating func teamChanged(to team: TeamState) {
    log.team = team
    judging.plansAreStale = true
    layStatuses()
    refreshToday()
    considerForm()
    stalePanes.insert(.problems)
    stalePanes.formUnion([.workLog, .maintenance, .requests, .digest])
  }

  private mutating func entriesChanged(_ records: [EntryRecord]) -> [Effect] {
    stalePanes.formUnion([.workLog, .digest])
    judging.openWorkIsStale = true
    guard !records.isEmpty else {
      readAllAgain()
      return []
    }
    takeIn(records)
    return recount(after: records)
  }

  private mutating func saved(_ operations: [Operation], _ ticket: Int) -> [Effect] {
    let attempt = log.attempts.removeValue(forKey: ticket)
    for operation in operations where operation.body.concernsEntry { log.savedHere.append(operation.id) }
    log.savedHere.removeFirst(max(log.savedHere.count - LogState.savedLimit, 0))
    stalePanes.insert(.workLog)
    // What was added is on the screen at once; the store tells it again with all it knows.
    let records = operations.compactMap { EntryRecord(folding: [$0]) }
    takeIn(records)
    return (attempt?.then?(&self, .saved(operations)) ?? []) + recount(after: records)
  }

  /// Counts the entries about the host that is open anew, when some of these are about it.
  private func recount(after records: [EntryRecord]) -> [Effect] {
    guard case .host(let view) = page, records.contains(where: { $0.hosts.contains(view.host) }) else { return [] }
    return [.log(.count([view.host]))]
  }

  private mutating func failed(_ failure: StoreFailure, _ ticket: Int) -> [Effect] {
    stalePanes.insert(.workLog)
    if let reader = log.readers.removeValue(forKey: ticket) { return reader(&self, .failure(failure)) }
    guard log.attempts[ticket] != nil else {
      say(failure.message, isError: true)
      return []
    }
    log.attempts[ticket]?.failure = failure
    guard let then = log.attempts[ticket]?.then else {
      say("not saved: \(failure.message)", isError: true)
      return []
    }
    return then(&self, .failed(failure))
  }
}
