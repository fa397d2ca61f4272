// Work in hand, and work that nobody ended.

extension VerdictCase {
  /// Work in hand on these hosts, and as many hosts of a role in hand as may be at once.
  func reservationReasons() -> [VerdictReason] {
    snapshot.work.compactMap(sameHostReason) + roles.compactMap(concurrencyReason)
  }

  private func sameHostReason(_ work: WorkInHand) -> VerdictReason? {
    let covered = covered(by: PlanCoverage(hosts: work.hosts))
    guard !covered.isEmpty else { return nil }
    let isMine = work.owner == question.actor
    let isOverdue = work.isOverdue(at: snapshot.now)
    let who = isMine ? "you work" : "\(work.owner) works"
    var message = "\(who) on \(namesText(covered, most: 8)) since \(clock.text(work.begun))"
    if !work.reference.isEmpty { message += ", \(work.reference)" }
    if isOverdue { message += ", overdue since \(clock.text(work.leaseExpires))" }
    // Work that nobody keeps alive may have ended in a crash: a reason for care, not a lock for ever.
    let severity: VerdictSeverity = isMine ? .info : isOverdue ? .warn : .block
    return VerdictReason(
      .reservationConcurrent, weight(severity, covered), message, source: .reservation(work.id), by: work.owner,
      evidence: [
        "hosts": .names(covered), "since": .moment(work.begun), "leaseExpires": .moment(work.leaseExpires),
      ], hosts: covered)
  }

  private func concurrencyReason(_ index: Int) -> VerdictReason? {
    let role = fleet.roles[index]
    guard let most = role.concurrency else { return nil }
    let members = fleet.roleMembers[index]
    let busy = members.filter { inHand[$0] != nil && !(isSubject.contains($0) && !question.subject.isOneByOne) }
    let wanted = question.subject.isOneByOne ? 1 : members.count(where: isSubject.contains)
    let rolling = rollingWork(onRole: index)
    guard busy.count + rolling + wanted > most else { return nil }
    var message = "\(busy.count + rolling + wanted) of at most \(most) at once in \(role.id)"
    if let first = busy.first, let work = inHand[first] {
      let who = work.owner == question.actor ? "you" : work.owner
      message += ": \(namesText(busy.map { name($0) }, most: 8)) by \(who) since \(clock.text(work.begun))"
    }
    let source = busy.first.flatMap { inHand[$0] }.map { VerdictSource.reservation($0.id) } ?? .role(role.id)
    return VerdictReason(
      .reservationConcurrent, .block, message, source: source, by: busy.first.flatMap { inHand[$0]?.owner },
      evidence: [
        "role": .text(role.id.description), "concurrency": .whole(most), "inHand": .names(busy.map { name($0) }),
        "wanted": .whole(wanted),
      ])
  }

  /// Work on these hosts that the log says was begun, and not that it ended.
  func openWorkReasons() -> [VerdictReason] {
    snapshot.openWork.compactMap { work in
      let covered = covered(by: PlanCoverage(work.targets))
      guard !covered.isEmpty else { return nil }
      let isMine = work.author == question.actor
      let what = work.text.isEmpty ? "" : ": \(work.text)"
      return VerdictReason(
        .logOpen, isMine ? .info : .warn,
        "open work\(scope(covered)) by \(isMine ? "you" : work.author), last entry \(clock.ago(work.lastEntry)) ago\(what)",
        source: .entry(work.entry), by: work.author,
        evidence: [
          "hosts": .names(covered), "begun": .moment(work.begun), "lastEntry": .moment(work.lastEntry),
        ], hosts: covered)
    }
  }
}
