// How many hosts stay in service when those asked about are taken out, and what they carry then.

/// What is left of a role when hosts are taken out.
private struct RoleRemainder {
  let role: RoleSpecification
  /// How many must stay; nil where the team has not said.
  let required: Int?
  /// How many are sound and in nobody's hand.
  let sound: Int
  /// How many sound ones of others' work in hand are not counted.
  let inHand: Int
  /// How many sound ones are taken out at the same time.
  let loss: Int
  /// How many of those that stay are not read.
  let unseen: Int
  let total: Int

  var left: Int { sound - loss }
}

extension VerdictCase {
  /// What the roles can lose, of the hosts as they are now.
  func capacityReasons() -> [VerdictReason] {
    var reasons = hostReasons()
    for index in roles {
      reasons += conflictReasons(index)
      reasons += floorReasons(index)
      if let reason = loadReason(index) { reasons.append(reason) }
    }
    if isLater, !places.isEmpty {
      reasons.append(
        VerdictReason(
          .capacityLater, .info,
          "hosts and alarms are judged as they are now, \(clock.text(snapshot.now)), not as they will be "
            + clock.text(question.at), source: .inventory, evidence: ["measuredAt": .moment(snapshot.now)]))
    }
    return reasons
  }

  // MARK: the hosts themselves

  /// Hosts that are out of service already, and hosts of which nothing is known now.
  private func hostReasons() -> [VerdictReason] {
    guard !question.subject.isOneByOne else { return [] }
    var reasons: [VerdictReason] = []
    let unseen = places.filter { fleet.hosts[$0].duty == .unseen }
    if let first = unseen.first { reasons.append(staleReason(unseen, "\(name(first)): \(age(first))", .unknown)) }
    for duty in [HostDuty.aside, .down, .ailing] {
      let out = places.filter { fleet.hosts[$0].duty == duty }
      guard let first = out.first else { continue }
      let names = namesText(out.map { name($0) }, most: 8)
      let isOne = out.count == 1
      let words: String
      switch duty {
      case .ailing: words = "\(isOne ? "is" : "are") critical and \(isOne ? "counts" : "count") for nothing"
      case .down: words = "\(isOne ? "is" : "are") out of service already: down"
      default: words = "\(isOne ? "is" : "are") out of service already: \(fleet.hosts[first].host.status.rawValue)"
      }
      reasons.append(
        VerdictReason(
          .capacityExempt, .info, "\(names) \(words); no capacity lost", source: .host(name(first)),
          evidence: ["hosts": .names(out.map { name($0) }), "duty": .text(duty.rawValue)]))
    }
    return reasons
  }

  private func staleReason(_ unseen: [Int], _ message: String, _ severity: VerdictSeverity) -> VerdictReason {
    var evidence: [String: VerdictValue] = ["hosts": .names(unseen.map { name($0) })]
    if let first = unseen.first {
      evidence["limitSeconds"] = .number(fleet.hosts[first].staleAfter.inSeconds)
      if let seen = fleet.hosts[first].sample?.takenAt { evidence["lastReading"] = .moment(seen) }
    }
    let more = unseen.count > 1 ? " (and \(unseen.count - 1) more)" : ""
    return VerdictReason(
      .capacityStale, severity, message + more, source: unseen.first.map { .host(name($0)) } ?? .inventory,
      evidence: evidence)
  }

  /// How old what is known of a host is: `last reading 4 min 10 s old, limit 60 s`.
  private func age(_ place: Int) -> String {
    let limit = formatAge(fleet.hosts[place].staleAfter)
    guard let seen = fleet.hosts[place].sample?.takenAt else { return "never read" }
    return "last reading \(formatAge(max(snapshot.now.since(seen), .zero))) old, limit \(limit)"
  }

  // MARK: heads

  private func remainder(_ index: Int) -> RoleRemainder {
    let role = fleet.roles[index]
    let isOneByOne = question.subject.isOneByOne
    var counts = (sound: 0, inHand: 0, subjectSound: 0, unseen: 0, subjects: 0)
    for place in fleet.roleMembers[index] {
      let duty = fleet.hosts[place].duty
      let isTaken = !isOneByOne && isSubject.contains(place)
      if isTaken { counts.subjects += 1 }
      if duty == .unseen, !isTaken { counts.unseen += 1 }
      guard duty == .sound else { continue }
      if inHand[place] != nil, !isTaken {
        counts.inHand += 1
      } else {
        counts.sound += 1
        if isTaken { counts.subjectSound += 1 }
      }
    }
    let rolling = min(rollingWork(onRole: index), counts.sound)
    counts.sound -= rolling
    counts.inHand += rolling
    let total = fleet.roleMembers[index].count
    // What goes for good is no longer counted in a share.
    let removed = question.action == .remove ? (isOneByOne ? 1 : counts.subjects) : 0
    return RoleRemainder(
      role: role, required: role.keep?.required(of: max(total - removed, 0)), sound: counts.sound,
      inHand: counts.inHand, loss: isOneByOne ? 1 : counts.subjectSound, unseen: counts.unseen, total: total)
  }

  private func floorReasons(_ index: Int) -> [VerdictReason] {
    let rest = remainder(index)
    guard rest.loss > 0 else { return [] }
    guard let required = rest.required else { return unsaidReasons(index, rest) }
    if rest.left >= required {
      return [enoughReason(rest, required), spareStaleReason(rest, index)].compactMap { $0 }
    }
    let unseen = unseenOthers(index)
    if rest.left + unseen.count >= required, let first = unseen.first {
      let message =
        "\(rest.role.id) needs \(required) in service; this would leave \(max(rest.left, 0)) that are read now and "
        + "\(unseen.count) that \(unseen.count == 1 ? "is" : "are") not: \(name(first)), \(age(first))"
      return [staleReason(unseen, message, .unknown)]
    }
    return [
      VerdictReason(
        .capacityFloor, .block, shortMessage(rest, required), source: .role(rest.role.id), evidence: evidence(of: rest))
    ]
  }

  /// Where nobody has said how many must stay: only that none would be left is a reason, and that nobody knows it.
  private func unsaidReasons(_ index: Int, _ rest: RoleRemainder) -> [VerdictReason] {
    let unseen = unseenOthers(index)
    if rest.left <= 0, let first = unseen.first {
      let message =
        "\(rest.role.id) has no keep, and none would be left that is read now; \(unseen.count) "
        + "\(unseen.count == 1 ? "is" : "are") not: \(name(first)), \(age(first))"
      return [staleReason(unseen, message, .unknown)]
    }
    return [unsaidReason(rest), spareStaleReason(rest, index)].compactMap { $0 }
  }

  /// The members that are not read and are not taken out themselves.
  private func unseenOthers(_ index: Int) -> [Int] {
    fleet.roleMembers[index].filter {
      fleet.hosts[$0].duty == .unseen && (question.subject.isOneByOne || !isSubject.contains($0))
    }
  }

  private func shortMessage(_ rest: RoleRemainder, _ required: Int) -> String {
    var message = "role \(rest.role.id) needs \(required) in service, has \(rest.sound)"
    if rest.inHand > 0 { message += " besides \(rest.inHand) in hand" }
    let how = question.subject.isOneByOne ? "one at a time" : "this"
    guard rest.left >= 0 else { return message }
    return message + "; \(how) would leave \(rest.left)"
  }

  /// That enough stay, with the numbers; left out where many roles would say so.
  private func enoughReason(_ rest: RoleRemainder, _ required: Int) -> VerdictReason? {
    guard roles.count <= Self.infoRolesMax else { return nil }
    let how = question.subject.isOneByOne ? "one at a time leaves" : "this leaves"
    let hand = rest.inHand > 0 ? ", \(rest.inHand) in hand" : ""
    return VerdictReason(
      .capacityFloor, .info,
      "role \(rest.role.id) needs \(required) in service; \(how) \(rest.left) of \(rest.total)\(hand)",
      source: .role(rest.role.id), evidence: evidence(of: rest))
  }

  private func unsaidReason(_ rest: RoleRemainder) -> VerdictReason? {
    let how = question.subject.isOneByOne ? "one at a time" : "this"
    if rest.left <= 0 {
      return VerdictReason(
        .capacityFloor, .warn, "role \(rest.role.id) has no keep; \(how) would leave none in service",
        source: .role(rest.role.id), evidence: evidence(of: rest))
    }
    guard roles.count <= Self.infoRolesMax else { return nil }
    return VerdictReason(
      .capacityFloor, .info, "role \(rest.role.id) has no keep; \(how) leaves \(rest.left) of \(rest.total)",
      source: .role(rest.role.id), evidence: evidence(of: rest))
  }

  /// Of a whole role: members that are not read, though the others are enough.
  private func spareStaleReason(_ rest: RoleRemainder, _ index: Int) -> VerdictReason? {
    guard question.subject.isOneByOne, rest.unseen > 0 else { return nil }
    let unseen = fleet.roleMembers[index].filter {
      fleet.hosts[$0].duty == .unseen
    }
    guard let first = unseen.first else { return nil }
    return staleReason(unseen, "leave out \(name(first)) of \(fleet.roles[index].id): \(age(first))", .warn)
  }

  /// The most roles of which each says that all is well.
  private static let infoRolesMax = 4

  private func evidence(of rest: RoleRemainder) -> [String: VerdictValue] {
    var evidence: [String: VerdictValue] = [
      "role": .text(rest.role.id.description), "total": .whole(rest.total), "sound": .whole(rest.sound),
      "left": .whole(max(rest.left, 0)), "inHand": .whole(rest.inHand), "notRead": .whole(rest.unseen),
    ]
    if let required = rest.required { evidence["required"] = .whole(required) }
    if let keep = rest.role.keep { evidence["keep"] = .text(keep.text) }
    return evidence
  }

  /// That what must stay is said in two ways, so that nobody knows what holds.
  private func conflictReasons(_ index: Int) -> [VerdictReason] {
    let role = fleet.roles[index]
    var reasons: [VerdictReason] = []
    if let keep = role.keep, !role.otherKeeps.isEmpty {
      let all = ([keep] + role.otherKeeps).map(\.text)
      reasons.append(
        VerdictReason(
          .capacityConflict, .unknown, "role \(role.id) has two floors: keep \(all.joined(separator: " and "))",
          source: .role(role.id), evidence: ["role": .text(role.id.description), "keeps": .texts(all)]))
    }
    guard role.keep != nil else { return reasons }
    // Each pair once, told by the role that comes first.
    for other in roles where other > index && fleet.roles[other].keep != nil {
      let members = Set(fleet.roleMembers[other])
      guard let shared = fleet.roleMembers[index].first(where: { isSubject.contains($0) && members.contains($0) })
      else {
        continue
      }
      reasons.append(
        VerdictReason(
          .capacityConflict, .unknown,
          "two floors select \(name(shared)): \(role.id) and \(fleet.roles[other].id)", source: .host(name(shared)),
          evidence: ["roles": .texts([role.id.description, fleet.roles[other].id.description])]))
    }
    return reasons
  }

  // MARK: load

  /// That those that stay would carry too much, now or at the usual peak of the hours that the work takes.
  private func loadReason(_ index: Int) -> VerdictReason? {
    let isOneByOne = question.subject.isOneByOne
    func isTaken(_ place: Int) -> Bool { !isOneByOne && isSubject.contains(place) || inHand[place] != nil }
    let tally = fleet.tally(ofRole: index, peaksAt: nil, isTaken: isTaken)
    let lost = tally.takenCores + (isOneByOne ? tally.largestCores : 0)
    guard lost > 0, isOneByOne || tally.taken[.sound] + tally.taken[.ailing] > 0 else { return nil }
    let limit = fleet.loadLimit(ofRole: index)
    let now = isLater ? nil : tally.load(without: lost)
    let peak = peakHours.compactMap { hour -> (load: Double, hour: Timestamp)? in
      fleet.tally(ofRole: index, peaksAt: hour, isTaken: isTaken).peak(without: lost).map { ($0, hour) }
    }.max { $0.load < $1.load }
    guard max(now ?? 0, peak?.load ?? 0) > limit else { return nil }
    let role = fleet.roles[index].id
    var evidence: [String: VerdictValue] = ["role": .text(role.description), "limit": .number(limit)]
    var words: [String] = []
    if let now {
      evidence["loadNow"] = .number(now)
      words.append("\(formatDecimal(now))/core now")
    }
    if let peak {
      evidence["loadAtPeak"] = .number(peak.load)
      words.append(
        "\(formatDecimal(peak.load))/core at the usual peak of \(LocalTime(peak.hour, in: snapshot.zone).hour):00")
    }
    return VerdictReason(
      .capacityLoad, .warn,
      "those left of \(role) would carry \(words.joined(separator: ", ")), limit \(formatLimit(limit))",
      source: .role(role), evidence: evidence)
  }

  /// A moment of every hour that the work takes.
  var peakHours: [Timestamp] {
    let hour: Int64 = 3_600_000
    let (first, end) = (question.at.milliseconds, (question.at + question.duration).milliseconds)
    // The hours of the clock that it touches, each by a moment within it.
    let rest = first % hour < 0 ? first % hour + hour : first % hour
    let hours = min((max(end - 1, first) - (first - rest)) / hour + 1, 24)
    return (0..<hours).map { Timestamp(milliseconds: $0 == 0 ? first : first - rest + $0 * hour) }
  }
}
