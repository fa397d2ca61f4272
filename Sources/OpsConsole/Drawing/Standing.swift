import OpsDomain
import OpsScreen

/// How a host stands, in the order of urgency: what decides its place, its sign and its colour.
enum Standing: UInt8, CaseIterable, Sendable {
  /// Nothing to say.
  case well
  /// Set aside by people: standby, maintenance, switched off.
  case aside
  /// Not read yet, and nothing went wrong so far.
  case waiting
  /// Never read, because something went wrong.
  case failing
  /// What is known is old.
  case stale
  /// A warning stands.
  case warn
  /// Something critical stands.
  case crit
  /// It does not answer.
  case down

  /// How this host stands.
  init(_ state: HostState) {
    guard state.host.status.alarms else {
      self = .aside
      return
    }
    switch state.health {
    case .ok: self = .well
    case .warn: self = .warn
    case .crit: self = .crit
    case .stale: self = .stale
    case .down: self = .down
    case .unknown: self = state.failure == nil ? .waiting : .failing
    }
  }

  /// Whether somebody should look at it.
  var needsLook: Bool { rawValue >= Standing.failing.rawValue }

  /// Whether what is shown of it is of now.
  var isCurrent: Bool { self == .well || self == .warn || self == .crit || self == .aside }

  /// The word for it.
  var word: String {
    switch self {
    case .well: return "ok"
    case .aside: return "aside"
    case .waiting: return "connecting"
    case .failing: return "unknown"
    case .stale: return "stale"
    case .warn: return "warn"
    case .crit: return "crit"
    case .down: return "down"
    }
  }

  /// The sign for it, one column.
  func sign(_ symbols: Symbols) -> String {
    let isASCII = symbols == .ascii
    switch self {
    case .well, .waiting: return isASCII ? "." : "·"
    case .aside: return "-"
    case .failing: return "?"
    case .stale: return isASCII ? "o" : "○"
    case .warn: return isASCII ? "!" : "◆"
    case .crit: return isASCII ? "A" : "▲"
    case .down: return isASCII ? "X" : "✕"
    }
  }

  /// The role of its sign.
  var role: Role {
    switch self {
    case .well, .waiting: return .quiet
    case .aside: return .maintenance
    case .failing: return .unknown
    case .stale: return .stale
    case .warn: return .warn
    case .crit: return .crit
    case .down: return .down
    }
  }
}

extension Severity {
  /// The standing that goes with it.
  var standing: Standing { self == .crit ? .crit : .warn }
}
