import OpsDomain
import OpsScreen

/// How it stands with a network, in words.
enum ChatStatus {
  /// `online 40 min, lag 0.12 s, away`, `again in 12s: connection refused`.
  static func words(_ status: NetworkStatus, now: Timestamp, zone: LocalZone) -> String {
    switch status.phase {
    case .offline: return "not connected"
    case .connecting(let since): return "connecting \(formatSpan(max(now.since(since), .zero)))"
    case .waiting(let until, let reason):
      return "again in \(formatSpan(max(until.since(now), .zero))): \(harmless(reason))"
    case .stopped(let reason): return "stopped: \(harmless(reason))"
    case .online:
      var parts = ["online as \(harmless(status.nick))"]
      if let lag = lag(status) { parts.append(lag) }
      if status.awayMessage != nil { parts.append("away") }
      if status.queued > 0 { parts.append("\(status.queued) to send") }
      return parts.joined(separator: ", ")
    }
  }

  /// `lag 2.1 s`, when it is known.
  static func lag(_ status: NetworkStatus) -> String? {
    guard let lag = status.lag else { return nil }
    let seconds = Double(lag.components.seconds) + Double(lag.components.attoseconds) / 1e18
    return "lag \(formatDecimal(seconds, places: seconds < 1 ? 2 : 1)) s"
  }

  /// From this lag on it is shown.
  static let lagLeast = Duration.seconds(1)
}
