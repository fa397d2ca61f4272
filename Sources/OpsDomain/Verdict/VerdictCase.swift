/// A question and all that it is answered from: what every check is given.
struct VerdictCase {
  let question: VerdictQuestion
  let snapshot: VerdictSnapshot
  /// The hosts and roles of the snapshot; a copy by reference, so that loops over hosts need not go through it.
  let fleet: Fleet
  /// The hosts that it is about, by their places in the fleet, in order.
  let places: [Int]
  /// The same, for looking up.
  let isSubject: Set<Int>
  /// The roles that it is about, by their places in the fleet, in order.
  let roles: [Int]
  let clock: VerdictClock

  init(_ question: VerdictQuestion, _ snapshot: VerdictSnapshot) {
    let fleet = snapshot.fleet
    let places = fleet.places(of: question.subject)
    let isSubject = Set(places)
    self.question = question
    self.snapshot = snapshot
    self.fleet = fleet
    self.places = places
    self.isSubject = isSubject
    switch question.subject {
    case .everything: roles = Array(fleet.roles.indices)
    case .role(let id): roles = fleet.roles.indices.filter { fleet.roles[$0].id == id }
    case .service(let name): roles = fleet.roles.indices.filter { fleet.roles[$0].id.service == name }
    case .host, .hosts, .unknown:
      roles =
        isSubject.isEmpty
        ? [] : fleet.roles.indices.filter { fleet.roleMembers[$0].contains(where: isSubject.contains) }
    }
    clock = VerdictClock(now: snapshot.now, zone: snapshot.zone)
  }

  var team: TeamState { snapshot.team }
  var inHand: [Int: WorkInHand] { snapshot.inHand }
  var span: Range<Timestamp> { question.span }

  /// Whether the work begins later, so that what is measured now may no longer hold.
  var isLater: Bool { question.at > snapshot.now + Self.laterAfter }
  /// What begins within so short a time begins now.
  static let laterAfter: Duration = .seconds(120)

  /// The name of the host at a place.
  func name(_ place: Int) -> HostID { fleet.hosts[place].host.id }

  /// The names of those hosts of the subject that something is about; empty when it is about none.
  func covered(by coverage: PlanCoverage) -> [HostID] {
    places.filter { coverage.covers(fleet.hosts[$0].host.id, fleet.hosts[$0].host.role) }.map { name($0) }
  }

  /// On which hosts of several: `on bm-db07`; nothing where it is all that was asked for.
  func scope(_ covered: [HostID]) -> String {
    covered.count == places.count ? "" : " on \(namesText(covered, most: 8))"
  }

  /// How many others work through a role one host after the other: each of them has one of its hosts out at a time.
  func rollingWork(onRole index: Int) -> Int {
    zip(snapshot.work, snapshot.workPlaces).count { work, places in
      work.isOneByOne && work.owner != question.actor && !work.isOverdue(at: snapshot.now)
        && fleet.roleMembers[index].contains(where: places.contains)
    }
  }

  /// The weight of what stops work on some hosts: of a role that is worked on one host at a time these are left out,
  /// so that it is a reason for care; where it is about all of them, nothing is left to work on.
  func weight(_ severity: VerdictSeverity, _ covered: [HostID]) -> VerdictSeverity {
    severity == .block && question.subject.isOneByOne && covered.count < places.count ? .warn : severity
  }

  /// Whether a window is the person's own.
  func isMine(_ window: Window) -> Bool {
    !question.actor.isEmpty && (window.plan.owner == question.actor || window.plan.crew.contains(question.actor))
  }

  func reference(_ id: OperationID, else other: String) -> String { team.reference(of: id) ?? other }

  /// The length of the work, as people write it.
  var lengthWords: String { formatSpan(question.duration) }
}

extension Fleet {
  /// Where the hosts stand that a question is about, in order.
  func places(of subject: VerdictSubject) -> [Int] {
    switch subject {
    case .host(let host): return index(of: host).map { [$0] } ?? []
    case .hosts(_, let names): return Set(names.compactMap { index(of: $0) }).sorted()
    case .role(let role):
      return roles.firstIndex { $0.id == role }.map { Set(roleMembers[$0]).sorted() } ?? []
    case .service(let name):
      let members = roles.indices.filter { roles[$0].id.service == name }.flatMap { roleMembers[$0] }
      return Set(members).sorted()
    case .everything: return Array(hosts.indices)
    case .unknown: return []
    }
  }
}
