import OpsDomain
import OpsScreen

extension LinkFailure.Kind {
  /// What happened, in a word or three.
  var words: String {
    switch self {
    case .unresolved: return "name not found"
    case .refused: return "refused"
    case .unreachable: return "no route"
    case .timedOut: return "timed out"
    case .unknownHostKey: return "unknown host key"
    case .changedHostKey: return "host key changed"
    case .authentication: return "login refused"
    case .silent: return "silent"
    case .garbage: return "garbled answer"
    case .closed: return "connection closed"
    case .tooLarge: return "answer too large"
    case .httpStatus: return "HTTP error"
    case .tls: return "TLS not verified"
    case .here: return "cannot try"
    }
  }
}

extension HostState {
  /// Why the host needs a look, or what it is waiting for, in one line; nil when all is well.
  func reason(at now: Timestamp) -> String? {
    if let overlay, overlay.status != .working {
      guard overlay.isReleasing, let worst = findings.first else { return overlay.words }
      return "\(overlay.words): \(worst.sentence)"
    }
    switch host.status {
    case .maintenance: return "in maintenance"
    case .standby: return "standby"
    case .poweroff: return "switched off"
    case .working: break
    }
    let isUnread = health == .unknown || findings.first?.rule == .down || findings.first?.rule == .stale
    if isUnread, let words = failureWords(at: now) { return words }
    if let worst = findings.first {
      return findings.count > 1 ? "\(worst.sentence)  +\(findings.count - 1)" : worst.sentence
    }
    if let words = failureWords(at: now) { return words }
    if sample == nil { return waitingWords }
    guard let section = Section.allCases.first(where: { sectionFailures[$0] != nil }) else {
      return oddities.first.map { "unlike its role: \($0.sentence)" }
    }
    return sectionFailures[section].map { "\(section.rawValue): \($0.reason)" }
  }

  /// The standing failure with how long it lasts: `refused 3m  Connection refused`.
  func failureWords(at now: Timestamp) -> String? {
    failure.map { "\($0.failure.kind.words) \(formatAge(now.since($0.since)))  \($0.failure.message)" }
  }

  /// What a host that was never read is waiting for.
  var waitingWords: String {
    for source in host.sources {
      switch links[source] {
      case .queued: return "queued"
      case .connecting: return "connecting…"
      case .connected: return "connected, first reading…"
      case .idle, .failed, nil: continue
      }
    }
    return "waiting for its turn"
  }
}
