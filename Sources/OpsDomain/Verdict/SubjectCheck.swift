extension VerdictCase {
  /// Whether the subject is known, and whether the team's plans are.
  func sourceReasons() -> [VerdictReason] {
    var reasons: [VerdictReason] = []
    if let problem = subjectProblem {
      reasons.append(
        VerdictReason(
          .subjectUnknown, .unknown, problem, source: .inventory, evidence: ["subject": .text(question.subject.name)]))
    }
    if let since = snapshot.store.unreachedSince {
      let why = snapshot.store.trouble.isEmpty ? "" : " (\(snapshot.store.trouble))"
      reasons.append(
        VerdictReason(
          .sourceUnreachable, .unknown,
          "team store not reached for \(clock.ago(since))\(why); what is planned is not known for certain",
          source: .store,
          evidence: ["since": .moment(since)]))
    }
    return reasons
  }

  private var subjectProblem: String? {
    switch question.subject {
    case .unknown(_, let problem): return problem
    case .host(let host): return places.isEmpty ? "no host \(host)" : nil
    case .role(let role): return places.isEmpty ? "no hosts of the role \(role)" : nil
    case .service(let service): return places.isEmpty ? "no hosts of the service \(service)" : nil
    case .everything: return places.isEmpty ? "no host is watched" : nil
    case .hosts(_, let names):
      let missing = names.filter { fleet.index(of: $0) == nil }
      if !missing.isEmpty { return "no host \(namesText(missing, most: 8))" }
      return places.isEmpty ? "\(question.subject.name) names no host" : nil
    }
  }
}
