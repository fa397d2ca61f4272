/// The machine that a host was found to run on.
public struct DetectedParent: Hashable, Sendable {
  /// Its name: that of the inventory where it is in there.
  public var name: String
  /// By what it is known, as `network card 52:54:00:1c:9a:07`.
  public var evidence: String
  /// When that was read.
  public var takenAt: Timestamp

  /// A machine that a host was found to run on.
  public init(name: String, evidence: String, takenAt: Timestamp) {
    self.name = name
    self.evidence = evidence
    self.takenAt = takenAt
  }

  /// Whether the inventory's word is of the same machine, with or without its domain.
  func agrees(with declared: String) -> Bool {
    let (left, right) = (name.lowercased(), declared.lowercased())
    return left == right || left.hasPrefix(right + ".") || right.hasPrefix(left + ".")
  }
}

extension Fleet {
  /// Takes note of what a host tells of machines, and finds the parents of those that it concerns.
  mutating func noteMachines(_ index: Int, at now: Timestamp) {
    guard let facts = hosts[index].facts else { return }
    for guest in parentBook.tell(facts, of: index).sorted() {
      let found = detectedParent(of: guest)
      if hosts[guest].detectedParent != found { setParent(found, of: guest, at: now) }
    }
  }

  /// What its hypervisor tells the guest itself comes before what others say of it.
  private func detectedParent(of guest: Int) -> DetectedParent? {
    if let facts = hosts[guest].facts, let told = facts.parent {
      return DetectedParent(name: told, evidence: "its hypervisor", takenAt: facts.takenAt)
    }
    return parentBook.parent(of: guest).map {
      DetectedParent(name: hosts[$0.place].host.id.name, evidence: $0.evidence, takenAt: $0.takenAt)
    }
  }
}

extension HostState {
  /// Takes note of the machine it was found to run on, which counts before what the inventory says.
  mutating func take(_ found: DetectedParent?) {
    detectedParent = found
    guard let found else {
      (host.parent, judgement.parentFinding) = (declaredParent, nil)
      return
    }
    guard let declared = declaredParent, !declared.isEmpty else {
      host.parent = found.name
      return
    }
    let agrees = found.agrees(with: declared)
    host.parent = agrees ? declared : found.name
    let before = judgement.parentFinding
    let sentence = "declared on \(declared), but runs on \(found.name) (\(found.evidence))"
    judgement.parentFinding =
      agrees ? nil : DriftRule.finding("parent", sentence, since: before?.since ?? found.takenAt)
  }
}
