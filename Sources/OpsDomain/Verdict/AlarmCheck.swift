// Critical findings in the roles that the work is about.

extension VerdictCase {
  /// Critical findings of hosts that stay in service.
  ///
  /// One ailing host is what a role is built to survive. Several at once that nobody has acknowledged are an incident:
  /// nothing else is changed in its midst.
  func alarmReasons() -> [VerdictReason] {
    roles.compactMap(alarmReason) + [ownAlarmReason].compactMap { $0 }
  }

  /// Critical hosts of a role, acknowledged or not, and those that do not answer.
  private struct Critical {
    var loud: [Int] = []
    var seen: [Int] = []
    var silent: [Int] = []
  }

  private func alarmReason(_ index: Int) -> VerdictReason? {
    let least = max(2, (fleet.roleMembers[index].count + 19) / 20)
    // One that is touched is told of itself; an incident is one with it.
    let (whole, others) = (critical(index, withSubject: !isRepair(index)), critical(index, withSubject: false))
    let isIncident = whole.loud.count >= least
    if !isIncident, whole.loud.count + whole.silent.count >= least, let first = whole.silent.first {
      return mayBeIncident(
        fleet.roles[index].id, whole.silent, critical: whole.loud.count + whole.seen.count, first)
    }
    let (loud, seen) = isIncident ? (whole.loud, whole.seen) : (others.loud, others.seen)
    let all = loud + seen
    let role = fleet.roles[index].id
    guard let first = all.first else { return nil }
    var message = "role \(role) has \(all.count) critical host\(all.count == 1 ? "" : "s"): "
    message += all.prefix(2).map { "\(name($0)) (\(complaint($0)))" }.joined(separator: ", ")
    if all.count > 2 { message += " and \(all.count - 2) more" }
    if !seen.isEmpty { message += seen.count == all.count ? "; acknowledged" : "; \(seen.count) acknowledged" }
    return VerdictReason(
      .alertFiring, isIncident ? .block : .warn, message, source: .host(name(first)),
      evidence: [
        "role": .text(role.description), "hosts": .names(all.map { name($0) }),
        "acknowledged": .whole(seen.count),
      ])
  }

  private func critical(_ index: Int, withSubject: Bool) -> Critical {
    var found = Critical()
    for place in fleet.roleMembers[index]
    where withSubject || question.subject.isOneByOne || !isSubject.contains(place) {
      // What is in somebody's hand may well be down.
      guard fleet.hosts[place].host.status.alarms, inHand[place] == nil else { continue }
      switch fleet.hosts[place].health {
      case .crit, .down: if isAcknowledged(place) { found.seen.append(place) } else { found.loud.append(place) }
      case .stale, .unknown: if fleet.hosts[place].isOutOfContact { found.silent.append(place) }
      case .ok, .warn: continue
      }
    }
    return found
  }

  /// Whether all that is touched of a role is critical or down itself.
  ///
  /// That may be how an incident ends; who takes a sound host with them works in its midst.
  private func isRepair(_ index: Int) -> Bool {
    !question.subject.isOneByOne
      && fleet.roleMembers[index].allSatisfy { place in
        let health = fleet.hosts[place].health
        return !isSubject.contains(place) || health == .crit || health == .down
      }
  }

  /// That so many do not answer that the role may be in the midst of an incident; after one look nobody knows.
  private func mayBeIncident(_ role: RoleID, _ silent: [Int], critical: Int, _ first: Int) -> VerdictReason {
    var message = "role \(role) may have an incident: \(namesText(silent.map { name($0) }, most: 8)) "
    message += "\(silent.count == 1 ? "does" : "do") not answer"
    if critical > 0 { message += ", \(critical) \(critical == 1 ? "is" : "are") critical" }
    return VerdictReason(
      .capacityStale, .unknown, message, source: .host(name(first)),
      evidence: ["role": .text(role.description), "hosts": .names(silent.map { name($0) })])
  }

  /// What is wrong with the subject itself; it may be why it is touched.
  private var ownAlarmReason: VerdictReason? {
    guard !question.subject.isOneByOne else { return nil }
    let ailing = places.filter { fleet.hosts[$0].health == .crit || fleet.hosts[$0].health == .warn }
    guard let first = ailing.first else { return nil }
    let more = ailing.count > 1 ? " (and \(ailing.count - 1) more with findings)" : ""
    return VerdictReason(
      .alertFiring, .info, "\(name(first)) itself: \(complaint(first))\(more)", source: .host(name(first)),
      evidence: ["hosts": .names(ailing.map { name($0) })])
  }

  private func complaint(_ place: Int) -> String {
    fleet.hosts[place].findings.first?.sentence ?? fleet.hosts[place].health.rawValue
  }

  /// Whether somebody takes care of every critical finding of a host.
  private func isAcknowledged(_ place: Int) -> Bool {
    let critical = fleet.hosts[place].findings.filter { $0.severity == .crit }
    return !critical.isEmpty
      && critical.allSatisfy {
        team.acknowledgement(of: $0.rule, subject: $0.subject, on: name(place), at: snapshot.now) != nil
      }
  }
}
