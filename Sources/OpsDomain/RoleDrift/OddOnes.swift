/// When hosts are compared with the others of their role.
struct OddOnes: Sendable {
  /// With fewer hosts there is no usual.
  static let leastHosts = 4
  /// How often they are compared: what is odd for less than a minute is work.
  static let interval = Duration.seconds(60)
  /// Load per core that is not far yet.
  static let loadFloor = 0.5
  /// A share of memory that is not far yet.
  static let memoryFloor = 0.25
  /// Days between changes of packages that are not far yet.
  static let daysFloor = 30.0
  /// The share of a role that makes a word usual.
  static let mostShare = 0.6

  /// When they were last compared.
  var comparedAt: Timestamp?
  /// The hosts that are odd, by their places.
  var found: Set<Int> = []

  /// Whether they are to be compared again.
  func isDue(at now: Timestamp) -> Bool {
    guard let comparedAt else { return true }
    return now < comparedAt || now.since(comparedAt) >= Self.interval
  }
}

extension Fleet {
  /// Compares the hosts of every role, at most once a minute; costs a look at every host.
  mutating func compareRoles(at now: Timestamp) {
    guard oddOnes.isDue(at: now) else { return }
    oddOnes.comparedAt = now
    var oddities: [Int: [Oddity]] = [:]
    for members in roleMembers where members.count >= OddOnes.leastHosts {
      // Field by field: to take a whole host out of the array costs twenty reference counts.
      let fresh = members.filter { hosts[$0].health.isInService(for: hosts[$0].host.status) }
      guard fresh.count >= OddOnes.leastHosts else { continue }
      compareNumbers(fresh, &oddities)
      compareWords(.kernel, fresh, &oddities) { hosts[$0].currentFacts(at: now)?.kernel }
      compareWords(.distribution, fresh, &oddities) { hosts[$0].currentFacts(at: now)?.distribution }
      comparePackages(fresh, at: now, &oddities)
    }
    for index in oddOnes.found where oddities[index] == nil { setOddities([], of: index) }
    for (index, found) in oddities { setOddities(found, of: index) }
    oddOnes.found = Set(oddities.keys)
  }

  private func compareNumbers(_ members: [Int], _ oddities: inout [Int: [Oddity]]) {
    compare(members, floor: OddOnes.loadFloor, &oddities, value: { hosts[$0].vitals?.load5PerCore }) {
      Oddity(.load, value: formatDecimal($0), usual: formatDecimal($1))
    }
    compare(members, floor: OddOnes.memoryFloor, &oddities, value: { hosts[$0].vitals?.memoryUsed }) {
      Oddity(.memory, value: formatShare($0), usual: formatShare($1))
    }
  }

  private func comparePackages(_ members: [Int], at now: Timestamp, _ oddities: inout [Int: [Oddity]]) {
    let days = { (index: Int) in
      hosts[index].currentFacts(at: now)?.packagesChanged.map { max(now.since($0).inSeconds, 0) / 86_400 }
    }
    compare(members, floor: OddOnes.daysFloor, &oddities, value: days) {
      Oddity(.packages, value: "\(formatDecimal($0, places: 0)) d", usual: "\(formatDecimal($1, places: 0)) d")
    }
  }

  /// Finds the hosts whose number is far from the others'.
  private func compare(
    _ members: [Int], floor: Double, _ oddities: inout [Int: [Oddity]], value: (Int) -> Double?,
    _ oddity: (_ value: Double, _ median: Double) -> Oddity
  ) {
    let known = members.compactMap { index in value(index).map { (index: index, value: $0) } }
    guard known.count >= OddOnes.leastHosts, let spread = Spread(known.map(\.value), floor: floor) else { return }
    for (index, value) in known where spread.isFar(value) {
      oddities[index, default: []].append(oddity(value, spread.median))
    }
  }

  /// Finds the hosts whose word is not that of most.
  private func compareWords(
    _ measure: Oddity.Measure, _ members: [Int], _ oddities: inout [Int: [Oddity]], word: (Int) -> String?
  ) {
    let known = members.compactMap { index in word(index).map { (index: index, word: $0) } }
    guard known.count >= OddOnes.leastHosts, let first = known.first?.word,
      known.contains(where: { $0.word != first })
    else { return }
    let counts = Dictionary(known.map { ($0.word, 1) }, uniquingKeysWith: +)
    guard let most = counts.max(by: { ($0.value, $1.key) < ($1.value, $0.key) }),
      Double(most.value) >= OddOnes.mostShare * Double(known.count)
    else { return }
    for (index, word) in known where word != most.key {
      oddities[index, default: []].append(Oddity(measure, value: word, usual: most.key))
    }
  }
}
