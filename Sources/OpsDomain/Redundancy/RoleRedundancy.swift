/// What a role can lose and still do its work.
public struct RoleRedundancy: Hashable, Sendable, Identifiable {
  /// How much there is to spare, from the worst to the best.
  public enum Level: Int, Comparable, Hashable, Sendable, CaseIterable {
    /// Fewer are sound than must stay.
    case short
    /// Whether enough are sound cannot be told: too many are not read.
    case unknown
    /// As many are sound as must stay, and no more.
    case noSpare
    /// There are spares, but the loss of one parent leaves fewer than must stay.
    case parent
    /// The team has not said how many must stay.
    case unsaid
    /// There are spares.
    case spare

    /// Orders by urgency: the worst is the least.
    public static func < (left: Level, right: Level) -> Bool { left.rawValue < right.rawValue }
  }

  /// What a role would carry by core.
  public struct Carried: Hashable, Sendable {
    /// With the load of now; nil where it is not known.
    public var now: Double?
    /// With the usual peak of this hour of the day; nil where it is not known.
    public var peak: Double?
  }

  /// Several hosts of the role on one virtual machine host.
  public struct SharedParent: Hashable, Sendable {
    /// The parent.
    public var name: String
    /// How many sound hosts of the role stand on it.
    public var hosts: Int
    /// Whether its loss leaves fewer than must stay; false where the team has not said how many.
    public var breaksKeep: Bool
  }

  /// The role.
  public var id: RoleID
  /// What the team asks to be kept; nil where it has not said.
  public var keep: Keep?
  /// How many hosts must stay; nil where the team has not said.
  public var required: Int?
  /// How many hosts have which duty.
  public var counts: DutyCounts
  /// What each host that carries load carries.
  public var present: Carried
  /// What each would carry when the largest of them is taken out.
  public var oneLess: Carried
  /// The parent with the most sound hosts of the role, where it has several.
  public var parent: SharedParent?

  /// How many sound hosts there are beyond those that must stay; negative when they are too few.
  public var spare: Int? { required.map { counts[.sound] - $0 } }

  /// How much there is to spare, in one word.
  public var level: Level {
    guard let required, let spare else { return .unsaid }
    if spare < 0 { return counts[.sound] + counts[.unseen] < required ? .short : .unknown }
    if spare == 0 { return required == 0 && counts.total == 0 ? .spare : .noSpare }
    return parent?.breaksKeep == true ? .parent : .spare
  }
}

extension Fleet {
  /// What every role can lose, in the inventory's order.
  ///
  /// Computed at each call; costs one look at every host.
  public func redundancies(at now: Timestamp) -> [RoleRedundancy] {
    roles.indices.map { redundancy(ofRole: $0, at: now) }
  }

  /// What one role can lose; nil when there is no such role.
  public func redundancy(of role: RoleID, at now: Timestamp) -> RoleRedundancy? {
    roles.firstIndex { $0.id == role }.map { redundancy(ofRole: $0, at: now) }
  }

  /// What the role at a place in `roles` can lose.
  public func redundancy(ofRole index: Int, at now: Timestamp) -> RoleRedundancy {
    let tally = tally(ofRole: index, peaksAt: now)
    let required = roles[index].keep?.required(of: tally.counts.total)
    return RoleRedundancy(
      id: roles[index].id, keep: roles[index].keep, required: required, counts: tally.counts,
      present: tally.carried(without: 0), oneLess: tally.carried(without: tally.largestCores),
      parent: tally.sharedParent(required))
  }
}

extension RoleTally {
  /// What each of those left would carry when so many cores are taken away.
  func carried(without lost: Double) -> RoleRedundancy.Carried {
    RoleRedundancy.Carried(now: load(without: lost), peak: peak(without: lost))
  }

  /// The parent with the most sound hosts, of several the first by name; nil when none has two.
  fileprivate func sharedParent(_ required: Int?) -> RoleRedundancy.SharedParent? {
    guard let most = soundOnParent.max(by: { ($0.value, $1.key) < ($1.value, $0.key) }), most.value > 1 else {
      return nil
    }
    let breaks = required.map { counts[.sound] >= $0 && counts[.sound] - most.value < $0 } ?? false
    return RoleRedundancy.SharedParent(name: most.key, hosts: most.value, breaksKeep: breaks)
  }
}
