import OpsDomain

/// On which answers a person begins all the same.
enum Insistence: Sendable, Hashable {
  /// On OK only.
  case none
  /// On CAUTION too.
  case withCare
  /// On every answer, for a reason; what spoke against it is recorded.
  case override(String)

  /// Whether work begins on an answer; what is not known cannot be worked on.
  func permits(_ verdict: Verdict) -> Bool {
    guard !verdict.hosts.isEmpty, !verdict.reasons.contains(where: { $0.code == .subjectUnknown }) else {
      return false
    }
    switch (verdict.word, self) {
    case (.ok, _), (.caution, .withCare), (_, .override): return true
    default: return false
    }
  }
}

/// Asks whether work may begin, and reserves what it is about, in one act.
struct Reserving: Sendable {
  var ground: VerdictGround
  let inventory: Inventory
  let question: VerdictQuestion
  let author: Author
  /// The time zone of the author, by its IANA name.
  let zoneName: String
  let reason: String
  let insistence: Insistence
  /// How long the servers are the person's without a sign of him.
  let lease: Duration
  /// The identities of the acts: whatever is tried again is the same act.
  let identities: Identities

  /// The identities of the acts.
  struct Identities: Sendable {
    let reservation: OperationID
    let entry: OperationID
    let override: OperationID
  }

  /// The answer, and what is recorded on it.
  func decide(_ team: TeamState, _ cursor: StoreCursor) -> Decision<Verdict> {
    // Others may have been waited for since the servers were read.
    var here = self
    here.ground.now = max(ground.now, Moments.now())
    return here.decideNow(team, cursor)
  }

  private func decideNow(_ team: TeamState, _ cursor: StoreCursor) -> Decision<Verdict> {
    let verdict = Verdict(question, ground.snapshot(team, at: cursor))
    guard insistence.permits(verdict) else { return Decision(verdict) }
    let objections = verdict.reasons.filter { $0.severity > .info }
    let plan = plan(verdict, objections, team)
    let targets = verdict.hosts.prefix(TeamDesk.reservedTargetsMax).map { host in
      EntryTarget(.host, host.name, roleThen: inventory[host]?.role?.description)
    }
    var opening = plan.openingEntry(of: identities.reservation, targets: targets, zone: zoneName)
    if case .withCare = insistence, !objections.isEmpty {
      opening.text += "\nwith care:" + objections.map { "\n- \($0.code.rawValue): \($0.message)" }.joined()
    }
    var drafts = [draft(identities.entry, .entryAdd(opening))]
    let sentences = objections.prefix(Self.sentencesMax).map { "\($0.code.rawValue): \($0.message)" }
    if let entry = plan.overrideEntry(
      of: identities.reservation, sentences: sentences, targets: targets, zone: zoneName)
    {
      drafts.append(draft(identities.override, .entryAdd(entry)))
    }
    return Decision(verdict, drafts: drafts + [draft(identities.reservation, .reserveBegin(plan))])
  }

  /// The most sentences that the entry of an override repeats; the codes are all there.
  private static let sentencesMax = 50

  private func plan(_ verdict: Verdict, _ objections: [VerdictReason], _ team: TeamState) -> ReservationPlan {
    var plan = ReservationPlan(
      targets: inventory.targets(of: question.subject, verdict.hosts), action: question.action,
      isOneByOne: question.subject.isOneByOne, owner: author.account, begun: ground.now,
      leaseExpires: ground.now + lease, expectedEnd: ground.now + question.duration,
      window: window(of: verdict, team), entry: identities.entry, reason: reason)
    if case .override(let why) = insistence, !objections.isEmpty {
      var codes: [String] = []
      for code in objections.map(\.code.rawValue) where !codes.contains(code) { codes.append(code) }
      (plan.ignored, plan.overrideReason) = (codes, why)
    }
    return plan
  }

  /// The person's own planned work that goes on here.
  private func window(of verdict: Verdict, _ team: TeamState) -> OperationID? {
    for reason in verdict.reasons where reason.code == .windowMine {
      if case .window(let id) = reason.source, team.window(id)?.isRunning(at: ground.now) == true { return id }
    }
    return nil
  }

  private func draft(_ id: OperationID, _ body: OperationBody) -> OperationDraft {
    OperationDraft(id: id, author: author, via: .cli, zone: zoneName, body: body)
  }
}

extension VerdictDesk {
  /// What came of beginning.
  struct Beginning {
    let verdict: Verdict
    /// What was reserved; nil when the answer was against it.
    let reservation: Reservation?
    /// The team's state with it.
    let team: TeamState
  }

  /// Asks and reserves in one act; the lease is the length of the work unless another is given.
  func begin(
    _ options: VerdictOptions, reason: String, _ insistence: Insistence, lease: Duration? = nil
  ) throws -> Beginning {
    let question = try options.question(subject, at: now, by: desk.author.account)
    // What cannot be read cannot be written safely: nobody knows who else is at work.
    guard ground.trouble == nil else {
      return Beginning(verdict: Verdict(question, try snapshot()), reservation: nil, team: TeamState())
    }
    let reserving = Reserving(
      ground: ground, inventory: inventory, question: question, author: desk.author, zoneName: desk.access.zoneName,
      reason: reason, insistence: insistence, lease: lease ?? max(question.duration, .seconds(60)),
      identities: Reserving.Identities(
        reservation: desk.identity(), entry: desk.identity(), override: desk.identity()))
    let decided: Decided<Verdict>?
    do {
      decided = try desk.decide { team, cursor in reserving.decide(team, cursor) }
    } catch let failure as CommandFailure {
      throw VerdictTrouble(failure.message)
    }
    guard let decided else { throw VerdictTrouble("there is no work log to reserve in") }
    return Beginning(
      verdict: decided.answer, reservation: decided.team.reservation(reserving.identities.reservation),
      team: decided.team)
  }
}
