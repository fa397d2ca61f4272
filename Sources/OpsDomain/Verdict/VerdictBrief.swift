extension VerdictReason {
  /// The reason in two or three words, for a line that has no room for its sentence: `no spare`, `freeze until 09:00`.
  ///
  /// `time` tells a moment; empty for what is only worth knowing.
  public func brief(_ time: (Timestamp) -> String) -> String {
    let end = until.map { " until \(time($0))" } ?? ""
    let person = by ?? "somebody"
    switch code {
    case .freezeActive: return "freeze\(end)"
    case .holdActive: return "held by \(person)"
    case .windowOther: return until == nil ? "maintenance past its end" : "maintenance\(end)"
    case .windowMine: return severity == .info ? "" : "your window ends before"
    case .windowRequired: return "only inside a window"
    case .windowSoon: return "maintenance begins soon"
    case .reservationConcurrent: return "\(person) is at work"
    case .capacityFloor: return severity == .block ? floorWords : severity == .warn ? "the last one" : ""
    case .capacityLoad: return "too much load for the others"
    case .capacityStale: return "not read"
    case .capacityConflict: return "two floors"
    case .capacityExempt, .capacityLater: return ""
    case .alertFiring: return "critical hosts"
    case .dependencyBusy: return "work at what it depends on"
    case .requestUnapproved: return "approval is missing"
    case .logOpen: return "open work by \(person)"
    case .sourceUnreachable: return "team store not reached"
    case .subjectUnknown: return "not known"
    }
  }

  private var floorWords: String {
    guard case .whole(let sound)? = evidence["sound"], case .whole(let required)? = evidence["required"] else {
      return "no spare"
    }
    return sound < required ? "fewer than keep" : "no spare"
  }
}
