/// What only several hosts together can show: two masters of one virtual router, a working host that a director leaves out.
///
/// Facts of two hosts are of two moments. What they say against each other is first a suspicion: the hosts are read again
/// soon (`Fleet.doubtful`), and only what still holds in readings taken since then is a finding.
struct CrossCheck: Sendable {
  /// The most hosts that are read again for it at one time.
  static let doubtfulMax = 64
  /// The most suspicions that are followed.
  static let suspicionsMax = 256

  /// Whether something has changed that it rests on.
  var isDue = false
  /// When what was found rests on facts that are too old to say something; nil while nothing is found.
  private(set) var validUntil: Timestamp?
  /// The hosts whose facts it rests on, by their places.
  var concerned: Set<Int> = []
  /// What is suspected, by what it is about.
  private(set) var standing: [Suspicion.Key: Standing] = [:]
  /// The hosts to be read again.
  private(set) var doubtful: [HostID] = []

  /// How long a suspicion has stood.
  struct Standing: Sendable {
    var since: Timestamp
    var isConfirmed: Bool
  }

  /// Something that facts of several hosts say against each other.
  struct Suspicion: Sendable {
    struct Key: Hashable, Sendable {
      let about: String
      let hosts: [HostID]
    }
    let key: Key
    /// What is to be said, of which host.
    let sayings: [(host: Int, subject: String, sentence: String)]
    /// The facts that say so.
    let readings: [(host: HostID, takenAt: Timestamp)]
  }

  /// Takes what is suspected now, and gives what is confirmed.
  mutating func take(_ suspicions: [Suspicion], at now: Timestamp) -> [(suspicion: Suspicion, since: Timestamp)] {
    var (next, doubted): ([Suspicion.Key: Standing], Set<HostID>) = ([:], [])
    var confirmed: [(suspicion: Suspicion, since: Timestamp)] = []
    for suspicion in suspicions.prefix(Self.suspicionsMax) {
      var stands = standing[suspicion.key] ?? Standing(since: now, isConfirmed: false)
      stands.since = min(stands.since, now)
      if suspicion.readings.allSatisfy({ $0.takenAt > stands.since }) { stands.isConfirmed = true }
      next[suspicion.key] = stands
      if stands.isConfirmed { confirmed.append((suspicion, stands.since)) }
      doubted.formUnion(suspicion.readings.map(\.host))
    }
    standing = next
    validUntil = confirmed.flatMap(\.suspicion.readings).map { $0.takenAt + HostState.factsStaleAfter }.min()
    doubtful = Array(doubted.sorted().prefix(Self.doubtfulMax))
    return confirmed
  }
}

extension Fleet {
  /// Hosts whose facts say something against those of others, and should be read again soon.
  public var doubtful: [HostID] { crossCheck.doubtful }

  /// Takes note that facts of a host were taken in.
  mutating func noteFacts(_ index: Int) {
    let facts = hosts[index].facts
    if let addresses = facts?.addresses { addressBook.tell(addresses, of: index) }
    let isConcerned = facts?.virtualRouters?.isEmpty == false || facts?.virtualServices?.isEmpty == false
    let wasConcerned = crossCheck.concerned.contains(index)
    if isConcerned { crossCheck.concerned.insert(index) } else { crossCheck.concerned.remove(index) }
    if isConcerned || wasConcerned { crossCheck.isDue = true }
  }

  /// Takes note that the health or the status of a host has changed.
  mutating func noteChange() {
    if !crossCheck.concerned.isEmpty { crossCheck.isDue = true }
  }

  /// Compares what hosts say of each other; costs a look at the few hosts that have VRRP or LVS.
  mutating func checkAcross(at now: Timestamp) {
    guard crossCheck.isDue || crossCheck.validUntil.map({ now >= $0 }) ?? false else { return }
    crossCheck.isDue = false
    let confirmed = crossCheck.take(suspectedMasters(at: now) + suspectedWeights(at: now), at: now)
    var findings: [Int: [Finding]] = [:]
    for (suspicion, since) in confirmed {
      for saying in suspicion.sayings {
        findings[saying.host, default: []].append(DriftRule.finding(saying.subject, saying.sentence, since: since))
      }
    }
    for index in crossFound.union(findings.keys) {
      let new = findings[index] ?? []
      if hosts[index].judgement.crossFindings != new { setCrossFindings(new, of: index, at: now) }
    }
    crossFound = Set(findings.keys)
  }

  /// Hosts of one role that are master of one virtual router at once.
  private func suspectedMasters(at now: Timestamp) -> [CrossCheck.Suspicion] {
    struct RouterKey: Hashable {
      let role: RoleID
      let number: Int
    }
    var masters: [RouterKey: [(index: Int, router: VirtualRouter)]] = [:]
    for index in crossCheck.concerned.sorted() where isTelling(index, at: now) {
      guard let role = hosts[index].host.role else { continue }
      for router in hosts[index].facts?.virtualRouters ?? [] where router.state == .master {
        guard let number = router.number else { continue }
        masters[RouterKey(role: role, number: number), default: []].append((index, router))
      }
    }
    return masters.compactMap { key, found in
      let rivals = found.filter { one in found.contains { $0.index != one.index && one.router.contends($0.router) } }
      return rivals.count < 2 ? nil : suspicion(of: rivals, number: key.number, role: key.role)
    }
  }

  private func suspicion(
    of rivals: [(index: Int, router: VirtualRouter)], number: Int, role: RoleID
  ) -> CrossCheck.Suspicion {
    let names = rivals.map { hosts[$0.index].host.id }
    let sayings = rivals.enumerated().map { place, rival in
      let others = names.enumerated().filter { $0.offset != place }.map(\.element.name).joined(separator: ", ")
      let holds = rival.router.evidence.isEmpty ? "" : " (\(rival.router.evidence))"
      return (rival.index, "vrrp \(number)", "two masters of virtual router \(number): also \(others)\(holds)")
    }
    return CrossCheck.Suspicion(
      key: .init(about: "vrrp \(role) \(number)", hosts: names), sayings: sayings,
      readings: rivals.map { (hosts[$0.index].host.id, hosts[$0.index].facts?.takenAt ?? .init(milliseconds: 0)) })
  }

  /// Hosts that should work and get no connections from a director.
  private func suspectedWeights(at now: Timestamp) -> [CrossCheck.Suspicion] {
    var suspicions: [CrossCheck.Suspicion] = []
    for director in crossCheck.concerned.sorted() where isTelling(director, at: now) {
      guard let facts = hosts[director].facts, let services = facts.virtualServices else { continue }
      let id = hosts[director].host.id
      for service in services {
        for server in service.servers where server.weight == 0 {
          guard let index = self.index(ofAddress: server.address), hosts[index].host.status == .working else {
            continue
          }
          let sentence = "working, but \(id) gives it weight 0 for \(service.description)"
          suspicions.append(
            .init(
              key: .init(about: "weight \(service.description)", hosts: [id, hosts[index].host.id]),
              sayings: [(index, "\(id) \(service.description)", sentence)], readings: [(id, facts.takenAt)]))
        }
      }
    }
    return suspicions
  }

  /// Whether the facts of a host are of now, as far as facts can be.
  private func isTelling(_ index: Int, at now: Timestamp) -> Bool {
    guard hosts[index].isReadNow, let taken = hosts[index].facts?.takenAt else { return false }
    return now < taken + HostState.factsStaleAfter
  }
}

extension VirtualRouter {
  /// Whether it may be the same router as that one: one number may be used for other addresses in another network.
  fileprivate func contends(_ other: VirtualRouter) -> Bool {
    addresses.isEmpty || other.addresses.isEmpty || !Set(addresses).isDisjoint(with: other.addresses)
  }
}
