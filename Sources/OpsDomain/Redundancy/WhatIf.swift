/// What becomes of the roles when hosts are taken out.
public struct WhatIf: Hashable, Sendable {
  /// What becomes of one role.
  public struct Loss: Hashable, Sendable, Identifiable {
    /// The role as it stands.
    public var before: RoleRedundancy
    /// How many of the hosts that are taken out have which duty.
    public var taken: DutyCounts
    /// What each of those left would carry.
    public var after: RoleRedundancy.Carried
    /// The load per core at which its hosts raise a warning.
    public var limit: Double

    /// The role.
    public var id: RoleID { before.id }
    /// How many sound hosts are left.
    public var left: Int { before.counts[.sound] - taken[.sound] }
    /// Whether fewer are left than must stay; false where the team has not said how many, or when none is lost.
    public var breaksKeep: Bool { taken[.sound] > 0 && before.required.map { left < $0 } ?? (left == 0) }
    /// Whether those left would carry more than the limit, now or at the usual peak.
    public var overloads: Bool { movesLoad && max(after.now ?? 0, after.peak ?? 0) > limit }
    /// Whether nobody knows what is lost: hosts that were not read may serve.
    public var isUnsure: Bool { taken[.unseen] > 0 && !breaksKeep }
    /// Whether any of those taken out carries load.
    public var movesLoad: Bool { taken[.sound] + taken[.ailing] > 0 }
  }

  /// The roles that lose hosts, in the inventory's order.
  public var losses: [Loss]
  /// Hosts in no role, which nothing is known of but themselves.
  public var withoutRole: [HostID]
  /// Hosts that the inventory does not hold.
  public var unknown: [HostID]

  /// Whether every role can do without these hosts, as far as all of them are known.
  public var isHarmless: Bool {
    unknown.isEmpty && losses.allSatisfy { !$0.breaksKeep && !$0.overloads && !$0.isUnsure }
  }
}

extension Fleet {
  /// What becomes of all roles that these hosts belong to when they are taken out.
  public func whatIf(without names: Set<HostID>, at now: Timestamp) -> WhatIf {
    var places: Set<Int> = []
    var unknown: [HostID] = []
    for name in names { if let place = index(of: name) { places.insert(place) } else { unknown.append(name) } }
    var left = places
    var losses: [WhatIf.Loss] = []
    for role in roles.indices where roleMembers[role].contains(where: places.contains) {
      left.subtract(roleMembers[role])
      let tally = tally(ofRole: role, peaksAt: now, isTaken: places.contains)
      losses.append(
        WhatIf.Loss(
          before: redundancy(ofRole: role, at: now), taken: tally.taken,
          after: tally.carried(without: tally.takenCores), limit: loadLimit(ofRole: role)))
    }
    return WhatIf(
      losses: losses, withoutRole: left.sorted().map { hosts[$0].host.id }, unknown: unknown.sorted())
  }

  /// The load per core at which the first host of a role raises a warning.
  func loadLimit(ofRole index: Int) -> Double {
    roleMembers[index].lazy.map { hosts[$0].host.thresholds.loadWarn.raise }.min() ?? Thresholds().loadWarn.raise
  }
}

extension WhatIf.Loss {
  /// One sentence: `bookmark:app: 2 taken out leave 9 of 11 sound, keep 9; each carries 0.62/core, was 0.51`.
  public var sentence: String { "\(id): \(words)" }

  /// The sentence without the name of the role.
  public var words: String {
    let unseen = taken[.unseen]
    let doubt = "\(unseen) of them \(unseen == 1 ? "is" : "are") not read now, and may serve"
    guard movesLoad else {
      if unseen > 0 { return "\(taken.total) taken out: \(doubt)" }
      return "\(taken.total) taken out \(taken.total == 1 ? "does" : "do") not serve now"
    }
    return unseen > 0 ? "\(served); \(doubt)" : served
  }

  /// What becomes of the load.
  private var served: String {
    var text =
      "\(taken.total) taken out \(taken.total == 1 ? "leaves" : "leave") \(left) of \(before.counts.total) sound"
    text +=
      before.required.map { left < $0 ? ", \($0 - left) fewer than keep \($0)" : ", keep \($0)" } ?? ", keep not said"
    guard let now = after.now else { return left == 0 ? text + ": nobody carries its load" : text }
    text += "; each carries \(formatDecimal(now))/core"
    if let before = before.present.now { text += ", was \(formatDecimal(before))" }
    if let peak = after.peak { text += ", \(formatDecimal(peak)) at this hour's peak" }
    return overloads ? text + ": over \(formatLimit(limit))" : text
  }
}
