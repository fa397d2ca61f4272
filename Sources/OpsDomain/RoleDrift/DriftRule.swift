/// A host that does not do what its role promises.
///
/// What is not known is no drift: each sentence rests on something that was read.
enum DriftRule {
  /// What is to be said of the last facts, given what was said of those before.
  static func judge(_ facts: FactsReading, _ observed: ObservedRole?, of host: Host, before: [Finding]) -> [Finding] {
    var findings: [Finding] = []
    // What the inventory expects by name takes the place of what the name of a role promises.
    if let observed, let role = host.role, host.expect.isEmpty { findings += judge(observed, facts, role.role) }
    findings += missingPrograms(facts, host)
    findings += stopped(facts)
    return findings.map { finding in
      var finding = finding
      let earlier = before.first { $0.subject == finding.subject }
      finding.since = min(earlier?.since ?? facts.takenAt, facts.takenAt)
      return finding
    }
  }

  private static func judge(_ observed: ObservedRole, _ facts: FactsReading, _ name: String) -> [Finding] {
    let declared = DeclaredRole(name)
    var findings: [Finding] = []
    if observed.doubt == nil, !declared.kinds.isEmpty, !declared.kinds.contains(where: observed.kinds.contains) {
      let missing = declared.kinds.compactMap { ServerSignature.of($0)?.missing }.joined(separator: ", ")
      let seen = observed.services.isEmpty ? "" : "; observed \(observed.words)"
      findings.append(finding("role", "declared \(name), but \(missing)\(seen)"))
    }
    // Where several databases run, one that plays the part is enough; one that did not tell may be it.
    if let part = declared.part, facts.unknowns[.replications] == nil, let seen = observed.replications.first,
      !observed.replications.contains(where: { $0.part == part })
    {
      findings.append(finding("replication", "declared \(name), but observed \(seen.words)"))
    }
    return findings
  }

  /// Programs that the inventory expects and that do not run.
  private static func missingPrograms(_ facts: FactsReading, _ host: Host) -> [Finding] {
    guard let programs = facts.programs, facts.unknowns[.programs] == nil else { return [] }
    // The kernel keeps the first 15 bytes of a name.
    let missing = host.expect.filter { programs[String(decoding: $0.utf8.prefix(15), as: UTF8.self)] == nil }
    return missing.prefix(8).map { finding($0, "\($0) is expected, and does not run") }
  }

  private static func stopped(_ facts: FactsReading) -> [Finding] {
    (facts.replications ?? []).filter { $0.isRunning == false }.map {
      finding("\($0.engine.rawValue) replication", "\($0.engine.rawValue): \($0.words)")
    }
  }

  static func finding(_ subject: String, _ sentence: String, since: Timestamp = Timestamp(milliseconds: 0)) -> Finding {
    Finding(
      rule: .drift, subject: subject, severity: .warn, sentence: sentence, value: 1, threshold: 1, since: since)
  }
}

extension HostState {
  /// Facts older than this say nothing of now.
  static let factsStaleAfter = Duration.seconds(3 * 3600)

  /// Judges the facts that were just taken in.
  mutating func judgeFacts() {
    guard let facts else { return }
    observed = ObservedRole(facts)
    judgement.driftFindings = DriftRule.judge(facts, observed, of: host, before: judgement.driftFindings)
  }

  /// Its facts, as long as they say something of now.
  public func currentFacts(at now: Timestamp) -> FactsReading? {
    facts.flatMap { now < $0.takenAt + Self.factsStaleAfter ? $0 : nil }
  }

  /// What it does, as long as the facts that tell so say something of now.
  func currentObserved(at now: Timestamp) -> ObservedRole? { currentFacts(at: now) == nil ? nil : observed }

  /// What stands of the facts at `now`, and until when.
  func driftConclusion(at now: Timestamp) -> (findings: [Finding], until: Timestamp?) {
    var (findings, until): ([Finding], Timestamp?) = (judgement.crossFindings, nil)
    func add(_ more: [Finding], of taken: Timestamp?) {
      guard let old = taken.map({ $0 + Self.factsStaleAfter }), now < old, !more.isEmpty else { return }
      findings += more
      until = min(until ?? old, old)
    }
    add(judgement.driftFindings, of: facts?.takenAt)
    if let finding = judgement.parentFinding { add([finding], of: detectedParent?.takenAt) }
    return (findings, until)
  }
}
