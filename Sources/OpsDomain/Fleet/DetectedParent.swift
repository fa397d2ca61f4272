/// The machine that a host was found to run on.
public struct DetectedParent: Hashable, Sendable {
  /// Its name, as the inventory writes it where it is in there.
  public var name: String
  /// By what it is known, as `network card 52:54:00:1c:9a:07`.
  public var evidence: String
  /// When that was read.
  public var takenAt: Timestamp
  /// Whether it counts before what the inventory says; a name alone only tells what the inventory does not.
  public var isCertain: Bool

  /// A machine that a host was found to run on.
  public init(name: String, evidence: String, takenAt: Timestamp, isCertain: Bool = true) {
    self.name = name
    self.evidence = evidence
    self.takenAt = takenAt
    self.isCertain = isCertain
  }

  /// Whether two names are of the same machine, with or without its domain, in whatever case.
  static func isSame(_ left: String, _ right: String) -> Bool {
    let (left, right) = (left.lowercased(), right.lowercased())
    return left == right || left.hasPrefix(right + ".") || right.hasPrefix(left + ".")
  }
}

extension Fleet {
  /// Takes note of what a host tells of machines, and finds the parents of those that it concerns.
  mutating func noteMachines(_ index: Int, at now: Timestamp) {
    guard let facts = hosts[index].facts else { return }
    findParents(of: parentBook.tell(facts, of: index), at: now)
  }

  /// Finds the parents of the guests of a host whose word may count now, or no longer.
  mutating func findGuests(of index: Int, at now: Timestamp) { findParents(of: parentBook.guests(of: index), at: now) }

  private mutating func findParents(of guests: Set<Int>, at now: Timestamp) {
    for guest in guests.sorted() {
      let found = detectedParent(of: guest)
      if hosts[guest].detectedParent != found { setParent(found, of: guest, at: now) }
    }
  }

  /// What is told of the machine that runs a host, by its hypervisor or else by that machine.
  ///
  /// Who is not read now says nothing against the inventory; where that says nothing, the last word is all there is.
  private func detectedParent(of guest: Int) -> DetectedParent? {
    if let facts = hosts[guest].facts, let told = facts.parent {
      return DetectedParent(name: spelling(of: told), evidence: "its hypervisor", takenAt: facts.takenAt)
    }
    let found =
      parentBook.parent(of: guest) { hosts[$0].isReadNow }
      ?? (hosts[guest].declaredParent == nil ? parentBook.parent(of: guest) { _ in true } : nil)
    return found.map { found in
      DetectedParent(
        name: spelling(of: hosts[found.place].host.id.name), evidence: found.evidence, takenAt: found.takenAt,
        isCertain: found.isCertain)
    }
  }

  /// The name of a machine as the inventory writes it where it is said to be a parent, else as a host of its own: hosts on
  /// one machine must be counted as such.
  private func spelling(of name: String) -> String {
    if declaredParents.contains(name) { return name }
    let declared = declaredParents.filter { DetectedParent.isSame($0, name) }
    if declared.count == 1, let only = declared.first { return only }
    let named = hosts.lazy.map(\.host.id.name).filter { DetectedParent.isSame($0, name) }.prefix(2)
    return named.count == 1 ? named.first ?? name : name
  }
}

extension HostState {
  /// Takes note of the machine it was found to run on.
  mutating func take(_ found: DetectedParent?) {
    detectedParent = found
    let before = judgement.parentFinding
    (host.parent, judgement.parentFinding) = (declaredParent, nil)
    guard let found else { return }
    guard let declared = declaredParent, !declared.isEmpty else {
      host.parent = found.name
      return
    }
    guard found.isCertain, !DetectedParent.isSame(found.name, declared) else { return }
    host.parent = found.name
    let sentence = "declared on \(declared), but runs on \(found.name) (\(found.evidence))"
    judgement.parentFinding = DriftRule.finding("parent", sentence, since: before?.since ?? found.takenAt)
  }

  /// Goes back to what the inventory says when what was detected is too old; returns when that will be.
  mutating func settleParent(at now: Timestamp) -> Timestamp? {
    guard let found = detectedParent, let declaredParent, host.parent != declaredParent else { return nil }
    let old = found.takenAt + Self.factsStaleAfter
    if now < old { return old }
    host.parent = declaredParent
    return nil
  }
}
