/// Which machine runs which: what machines say they run, matched with what their guests say they are.
///
/// The addresses of network cards decide. A name decides only where one side tells no addresses, since names are given
/// by people. Of several machines that claim one guest the one that was read last is right: the guest has moved there.
struct ParentBook: Sendable {
  /// What a machine is known by.
  private enum Mark: Hashable, Sendable {
    case card(String)
    case name(String)
  }

  /// That a machine runs a guest, and when it said so.
  private struct Claim: Sendable {
    let guest: GuestMachine
    let takenAt: Timestamp
  }

  /// The claims on a mark, by the places of those that claim.
  private var claims: [Mark: [Int: Claim]] = [:]
  /// The places of those that bear a mark; one that several bear says nothing.
  private var bearers: [Mark: Set<Int>] = [:]
  private var cards: [Int: Set<Mark>] = [:]
  private var names: [Int: Set<Mark>] = [:]
  private var guests: [Int: [GuestMachine]] = [:]

  /// Takes note of the name that the inventory gives; its first label will do, unless it is the number of an address.
  mutating func declare(_ name: String, of host: Int) {
    let name = name.lowercased()
    let label = String(name.prefix { $0 != "." })
    let marks: Set<Mark> = label.contains(where: \.isLetter) ? [.name(name), .name(label)] : [.name(name)]
    names[host] = marks
    for mark in marks { bearers[mark, default: []].insert(host) }
  }

  /// Takes note of what a host tells; returns the places of those whose parent it may change.
  mutating func tell(_ facts: FactsReading, of host: Int) -> Set<Int> {
    var concerned = learnCards(Set((facts.hardwareAddresses ?? []).map(Mark.card)), of: host)
    concerned.insert(host)
    let (before, now) = (guests[host] ?? [], facts.guests ?? [])
    for mark in before.flatMap(Self.marks) {
      claims[mark]?[host] = nil
      if claims[mark]?.isEmpty == true { claims[mark] = nil }
    }
    for guest in now {
      for mark in Self.marks(guest) { claims[mark, default: [:]][host] = Claim(guest: guest, takenAt: facts.takenAt) }
    }
    guests[host] = now.isEmpty ? nil : now
    for mark in (before + now).flatMap(Self.marks) { concerned.formUnion(bearers[mark] ?? []) }
    return concerned
  }

  /// A machine that runs a host, by its place, when it said so, and by what it is known.
  struct Found {
    let place: Int
    let takenAt: Timestamp
    let evidence: String
    /// Whether a network card tells, not a name alone.
    let isCertain: Bool
  }

  /// The machine that runs this host, of those whose word counts; nil where nobody says so.
  func parent(of host: Int, among counts: (_ place: Int) -> Bool) -> Found? {
    let own = (cards[host] ?? []).filter(isOfOne)
    if let last = last(own, of: host, isCertain: true, where: { place, _ in counts(place) }) { return last }
    return last((names[host] ?? []).filter(isOfOne), of: host, isCertain: false) { place, guest in
      counts(place) && (own.isEmpty || guest.hardwareAddresses.isEmpty)
    }
  }

  /// The hosts that may be guests of this one, by its last word.
  func guests(of host: Int) -> Set<Int> {
    Set((guests[host] ?? []).flatMap(Self.marks).flatMap { bearers[$0] ?? [] })
  }

  /// Whether one host bears a mark; a machine that runs the guest may have its card, too (macvtap).
  private func isOfOne(_ mark: Mark) -> Bool {
    (bearers[mark] ?? []).count { claims[mark]?[$0] == nil } == 1
  }

  /// The latest claim on one of these marks.
  private func last(
    _ marks: Set<Mark>, of host: Int, isCertain: Bool, where counts: (_ place: Int, GuestMachine) -> Bool
  ) -> Found? {
    var found: [Found] = []
    for mark in marks {
      for (place, claim) in claims[mark] ?? [:] where place != host && counts(place, claim.guest) {
        found.append(
          Found(place: place, takenAt: claim.takenAt, evidence: Self.words(mark), isCertain: isCertain))
      }
    }
    return found.max { ($0.takenAt, $1.place, $1.evidence) < ($1.takenAt, $0.place, $0.evidence) }
  }

  private mutating func learnCards(_ new: Set<Mark>, of host: Int) -> Set<Int> {
    let old = cards[host] ?? []
    guard new != old else { return [] }
    let changed = old.union(new)
    var concerned: Set<Int> = []
    for mark in changed { concerned.formUnion(bearers[mark] ?? []) }
    for mark in old { bearers[mark]?.remove(host) }
    for mark in new { bearers[mark, default: []].insert(host) }
    for mark in changed where bearers[mark]?.isEmpty == true { bearers[mark] = nil }
    cards[host] = new.isEmpty ? nil : new
    return concerned
  }

  private static func marks(_ guest: GuestMachine) -> [Mark] {
    [.name(guest.name.lowercased())] + guest.hardwareAddresses.map(Mark.card)
  }

  private static func words(_ mark: Mark) -> String {
    switch mark {
    case .card(let address): "network card \(address)"
    case .name(let name): "guest \(name)"
    }
  }
}
