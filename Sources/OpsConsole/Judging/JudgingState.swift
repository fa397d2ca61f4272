import OpsDomain

/// What the console judges on: the verdict on what is shown, and what is needed for it beside hosts and plans.
struct JudgingState: Sendable {
  /// The verdict on what is shown.
  private(set) var scope = ScopeVerdict()
  /// Whether it has been asked for.
  private(set) var isKnown = false
  /// Work that was begun in the log and not ended.
  var openWork: [OpenWork] = []
  /// Since when the team's store cannot be used; nil while it can.
  var troubleSince: Timestamp?
  /// Whether something has changed that it rests on.
  var isStale = true
  /// Whether the team's plans have changed since they were asked for.
  var plansAreStale = true
  /// Of which third of a minute the plans are.
  private var plansAt: Int64 = 0
  /// Whether open work must be read again.
  var openWorkIsStale = true
  /// What is shown over the panes; nil when nothing is.
  var sheet: Sheet?

  /// Plans are asked for at least as often, as their sentences tell the time.
  private static let plansStay: Int64 = 20_000

  /// The team's store can be used.
  mutating func storeAnswers() {
    troubleSince = nil
    (plansAreStale, openWorkIsStale) = (true, true)
  }

  /// The team's store cannot be used at present.
  mutating func storeFails(at moment: Timestamp) {
    troubleSince = troubleSince ?? moment
    plansAreStale = true
  }

  /// Whether something has changed that the verdict rests on.
  var mustAsk: Bool { isStale || plansAreStale || !isKnown }

  /// Asks for the verdict anew.
  mutating func ask(_ subject: VerdictSubject, _ snapshot: VerdictSnapshot, actor: String) {
    let age = snapshot.now.milliseconds / Self.plansStay
    scope.update(subject, snapshot, actor: actor, asksPlans: plansAreStale || age != plansAt)
    (isStale, plansAreStale, isKnown, plansAt) = (false, false, true, age)
  }
}

extension ConsoleState {
  /// What verdicts are told from: hosts and plans as they are now, whatever the screen shows.
  var verdictSnapshot: VerdictSnapshot {
    var store = StoreStanding()
    if !settings.logPath.isEmpty, log.trouble != nil || !log.isOpen {
      store = StoreStanding(
        unreachedSince: judging.troubleSince ?? now, trouble: log.trouble?.message ?? "not open yet")
    }
    return VerdictSnapshot(
      fleet: fleet, team: log.team, work: log.team.workInHand(at: now), openWork: judging.openWork, store: store,
      zones: settings.zones,
      zone: settings.zones.rules(of: settings.zoneName), now: now)
  }

  /// What the verdict of the header is about: the host that is open, the role that is shown, else everything.
  var verdictScope: VerdictSubject {
    if case .host(let view) = page { return .host(view.host) }
    if let role = filter.role { return .role(role) }
    return .everything
  }

  /// Keeps the verdict of the header up to date: once a second where something has changed, at once when another part
  /// of the fleet is shown.
  mutating func followVerdict(isTick: Bool) {
    let subject = verdictScope
    guard subject != judging.scope.subject || isTick && judging.mustAsk else { return }
    let snapshot = verdictSnapshot
    judging.ask(subject, snapshot, actor: settings.author.account)
  }

  // MARK: open work

  /// Reads which work was begun in the log and not ended, when that may have changed.
  mutating func readOpenWork() -> [Effect] {
    guard log.isOpen, judging.openWorkIsStale else { return [] }
    judging.openWorkIsStale = false
    return read(OpenWork.marks(at: now), .newest, limit: OpenWork.marksMax) { state, marks in
      guard case .success(let marks) = marks else { return [] }
      if marks.records.isEmpty {
        state.take(openWork: [])
        return []
      }
      return state.read(OpenWork.latest(at: state.now), .newest, limit: OpenWork.latestMax) { state, latest in
        guard case .success(let latest) = latest else { return [] }
        state.take(openWork: OpenWork.all(in: marks.records, latest: latest.records, team: state.log.team))
        return []
      }
    }
  }

  private mutating func take(openWork: [OpenWork]) {
    judging.openWork = openWork
    judging.plansAreStale = true
  }
}
