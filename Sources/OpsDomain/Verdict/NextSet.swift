/// Who can go next: the largest set of a role's hosts that may be taken out now.
public struct NextSet: Hashable, Sendable {
  /// A host that cannot go, and why.
  public struct LeftOut: Hashable, Sendable {
    /// The host.
    public var host: HostID
    /// Why, in a few words; may hold text from outside.
    public var reason: String
  }

  /// The role.
  public var role: RoleID
  /// The hosts that can go, in the order in which to take them: those that count for nothing first.
  public var hosts: [HostID]
  /// How many hosts the role has.
  public var total: Int
  /// Why no more can go.
  public var limit: String
  /// The hosts that could not go whatever the others do.
  public var leftOut: [LeftOut]
  /// The verdict on the set; nil when it is empty.
  public var verdict: Verdict?
  /// Whether nobody was found for want of knowledge: hosts were not read, or something else is not known.
  public var isUnknown = false

  /// One sentence: `bookmark:db: bm-db[03,07] can go; one more would leave 21, keep 22`.
  public var sentence: String {
    hosts.isEmpty
      ? "\(role): none can go now; \(limit)" : "\(role): \(namesText(hosts, most: 40)) can go; \(limit)"
  }
}

extension VerdictSnapshot {
  /// Who can go next, of each of these roles; roles that the fleet does not have are left out.
  public func nextSets(
    of roles: [RoleID], action: VerdictAction = .update, at moment: Timestamp? = nil, duration: Duration? = nil,
    actor: String
  ) -> [NextSet] {
    roles.compactMap { role in
      fleet.roles.firstIndex { $0.id == role }.map { index in
        let question = VerdictQuestion(
          .role(role), action: action, at: moment ?? now, duration: duration, actor: actor)
        return NextChoice(question, self, role: index).choose()
      }
    }
  }
}

/// Chooses the hosts of a role that can go.
private struct NextChoice {
  let question: VerdictQuestion
  let snapshot: VerdictSnapshot
  let role: Int
  /// The case of all the role's hosts at once.
  let matter: VerdictCase
  let tally: RoleTally
  /// The same with the usual peaks of the hours that the work takes, where these are known.
  let peaks: [RoleTally]
  let limit: Double
  /// That the role has an incident; nil when it has none.
  let incident: String?

  init(_ question: VerdictQuestion, _ snapshot: VerdictSnapshot, role: Int) {
    let members = snapshot.fleet.roleMembers[role].map { snapshot.fleet.hosts[$0].host.id }
    var all = question
    all.subject = .hosts(question.subject.name, members)
    let matter = VerdictCase(all, snapshot)
    let inHand = matter.inHand
    self.question = question
    self.snapshot = snapshot
    self.role = role
    self.matter = matter
    tally = snapshot.fleet.tally(ofRole: role, peaksAt: nil) { inHand[$0] != nil }
    peaks = matter.peakHours.map { hour in
      snapshot.fleet.tally(ofRole: role, peaksAt: hour) { inHand[$0] != nil }
    }
    limit = snapshot.fleet.loadLimit(ofRole: role)
    incident = matter.alarmReasons().first { $0.code == .alertFiring && $0.severity == .block }?.message
  }

  private var fleet: Fleet { snapshot.fleet }
  private var id: RoleID { fleet.roles[role].id }

  func choose() -> NextSet {
    let (sifted, leftOut, unread) = sift()
    var next = NextSet(role: id, hosts: [], total: fleet.roleMembers[role].count, limit: "", leftOut: leftOut)
    if let obstacle = matter.sourceReasons().first ?? wholeRoleReason {
      (next.limit, next.isUnknown) = (obstacle.message, obstacle.severity == .unknown)
      return next
    }
    var taking = Taking(self)
    var heavy: String?
    for place in inOrder(sifted) {
      guard let problem = taking.problem(of: place) else {
        taking.take(place)
        continue
      }
      // One that counts for nothing but carries load may stay where it is, while others go.
      guard fleet.hosts[place].duty == .ailing else {
        next.limit = problem
        break
      }
      heavy = heavy ?? problem
    }
    if next.limit.isEmpty { next.limit = heavy ?? incident ?? taking.nobodyElse(next) }
    next.hosts = taking.taken.map { fleet.hosts[$0].host.id }
    // Had they been read, somebody might go.
    next.isUnknown = next.hosts.isEmpty && unread > 0 && (sifted.isEmpty || taking.wouldGo(with: unread))
    return checked(next)
  }

  /// The hosts that may go as far as they themselves are concerned, the others, and how many of these only since they are
  /// not read.
  private func sift() -> (candidates: [Int], leftOut: [NextSet.LeftOut], unread: Int) {
    var why: [HostID: String] = [:]
    let reasons = matter.freezeReasons() + matter.holdReasons() + matter.windowReasons()
    let work = matter.reservationReasons().filter { !$0.hosts.isEmpty } + matter.openWorkReasons()
    for reason in reasons + work where reason.severity >= .warn {
      for host in reason.hosts where why[host] == nil { why[host] = reason.message }
    }
    var (candidates, leftOut, unread): ([Int], [NextSet.LeftOut], Int) = ([], [], 0)
    for place in fleet.roleMembers[role] {
      let host = fleet.hosts[place].host.id
      if let reason = why[host] ?? ownObstacle(place) ?? incidentObstacle(place) {
        leftOut.append(NextSet.LeftOut(host: host, reason: reason))
        if why[host] == nil, fleet.hosts[place].duty == .unseen { unread += 1 }
      } else {
        candidates.append(place)
      }
    }
    guard let approved = matter.approvedHosts(ofRole: role, among: candidates) else {
      return (candidates, leftOut, unread)
    }
    let words = matter.approvalReasons().first?.message ?? "not approved"
    for place in candidates where !approved.contains(place) {
      leftOut.append(NextSet.LeftOut(host: fleet.hosts[place].host.id, reason: words))
    }
    return (candidates.filter(approved.contains), leftOut, unread)
  }

  /// In the midst of an incident nothing is touched but what is critical itself.
  private func incidentObstacle(_ place: Int) -> String? {
    let health = fleet.hosts[place].health
    return health == .crit || health == .down ? nil : incident
  }

  /// Why a host cannot go by itself: nobody knows how it is, or somebody is at it.
  private func ownObstacle(_ place: Int) -> String? {
    if let work = matter.inHand[place] { return "in hand by \(work.owner)" }
    let status = fleet.hosts[place].host.status
    switch fleet.hosts[place].duty {
    case .unseen: return fleet.hosts[place].sample == nil ? "never read" : "not read now"
    case .aside: return status == .standby && fleet.hosts[place].isReadNow ? nil : status.rawValue
    case .sound, .ailing, .down: return nil
    }
  }

  /// What speaks against any work on the role.
  private var wholeRoleReason: VerdictReason? {
    let members = fleet.roleMembers[role]
    if matter.approvedHosts(ofRole: role, among: members)?.isEmpty == true { return matter.approvalReasons().first }
    return fleet.roles[role].otherKeeps.isEmpty
      ? nil : matter.capacityReasons().first { $0.code == .capacityConflict }
  }

  /// The order in which hosts are taken: those that count for nothing, then one after the other of the parent that has
  /// the most sound ones left, so that those that stay are spread; of equals the first in the inventory.
  private func inOrder(_ candidates: [Int]) -> [Int] {
    var onParent = tally.soundOnParent
    let ranked = candidates.enumerated().map { offset, place in
      (place: place, rank: rank(place, &onParent), offset: offset)
    }
    return ranked.sorted { ($0.rank, $0.offset) < ($1.rank, $1.offset) }.map(\.place)
  }

  /// The place in that order, the least first: each sound one that is taken leaves its parent one fewer.
  private func rank(_ place: Int, _ onParent: inout [String: Int]) -> Int {
    switch fleet.hosts[place].duty {
    case .down: return Int.min
    case .aside, .unseen: return Int.min + 1
    case .ailing: return Int.min + 2
    case .sound:
      guard let parent = fleet.hosts[place].host.parent, let count = onParent[parent] else { return 0 }
      onParent[parent] = count - 1
      return 0 - count
    }
  }

  /// The set as the verdict sees it: what that refuses is not offered.
  private func checked(_ next: NextSet) -> NextSet {
    guard !next.hosts.isEmpty else { return next }
    var (next, asked) = (next, question)
    asked.subject = next.hosts.count == 1 ? .host(next.hosts[0]) : .hosts(namesText(next.hosts), next.hosts)
    let verdict = Verdict(asked, snapshot)
    guard verdict.word == .ok || verdict.word == .caution else {
      (next.hosts, next.limit) = ([], verdict.reasons.first?.message ?? next.limit)
      next.isUnknown = verdict.word == .unknown
      return next
    }
    next.verdict = verdict
    return next
  }

  /// What was chosen so far.
  struct Taking {
    let choice: NextChoice
    private(set) var taken: [Int] = []
    private var sound: Int
    private var lostCores: Double
    /// How many more may be worked on at the same time.
    private var room: Int
    private let keep: Keep?
    private let total: Int

    init(_ choice: NextChoice) {
      self.choice = choice
      let members = choice.fleet.roleMembers[choice.role]
      let inHand = members.filter { choice.matter.inHand[$0] != nil }
      sound = choice.tally.counts[.sound] - choice.tally.taken[.sound]
      lostCores = choice.tally.takenCores
      room = choice.fleet.roles[choice.role].concurrency.map { $0 - inHand.count } ?? .max
      keep = choice.fleet.roles[choice.role].keep
      total = members.count
    }

    /// How many must stay when one more goes; what goes for good is no longer counted in a share.
    private var required: Int? {
      let gone = choice.question.action == .remove ? taken.count + 1 : 0
      return keep?.required(of: max(total - gone, 0))
    }

    private func duty(_ place: Int) -> HostDuty {
      choice.fleet.hosts[place].duty
    }

    /// Whether one more could go if so many that are not read turned out to be sound.
    func wouldGo(with unread: Int) -> Bool {
      guard room > 0 else { return false }
      return required.map { sound + unread - 1 >= $0 } ?? true
    }

    /// Why a host cannot go too; nil when it can.
    func problem(of place: Int) -> String? {
      guard room > 0 else {
        let most = choice.fleet.roles[choice.role].concurrency ?? 0
        return "at most \(most) at once"
      }
      guard duty(place).carries else { return nil }
      if duty(place) == .sound {
        guard let required else {
          // Nobody has said how many must stay: one at a time, and never the last.
          if sound <= 1 { return "keep is not said, and one more would leave none" }
          return taken.contains { duty($0) == .sound } ? "keep is not said: one at a time" : nil
        }
        if sound - 1 < required { return "one more would leave \(max(sound - 1, 0)), keep \(required)" }
      }
      let lost = lostCores + cores(place)
      let now = choice.matter.isLater ? nil : choice.tally.load(without: lost)
      let peak = choice.peaks.compactMap { $0.peak(without: lost) }.max()
      guard let worst = [now, peak].compactMap({ $0 }).max(), worst > choice.limit else { return nil }
      let when = worst == now ? "" : " at the usual peak"
      return
        "one more would raise those left to \(formatDecimal(worst))/core\(when), limit \(formatLimit(choice.limit))"
    }

    mutating func take(_ place: Int) {
      taken.append(place)
      if room != .max { room -= 1 }
      if duty(place).carries { lostCores += cores(place) }
      if duty(place) == .sound { sound -= 1 }
    }

    private func cores(_ place: Int) -> Double { Double(max(choice.fleet.hosts[place].sample?.cores ?? 1, 1)) }

    /// That nobody is left to be asked, with the most frequent reason.
    func nobodyElse(_ next: NextSet) -> String {
      guard let first = next.leftOut.first else { return "that is all of them" }
      if taken.isEmpty, next.leftOut.allSatisfy({ $0.reason == first.reason }) { return first.reason }
      let others = next.leftOut.count > 1 ? " (and \(next.leftOut.count - 1) more)" : ""
      return "left out: \(first.host) \(first.reason)\(others)"
    }
  }
}
