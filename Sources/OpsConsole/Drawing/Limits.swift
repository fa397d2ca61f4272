import OpsDomain
import OpsScreen

extension Bottleneck.Letter {
  /// The letter for a screen: a dot for a host that has little to do.
  func sign(_ symbols: Symbols) -> String {
    guard self == .idle else { return rawValue }
    return symbols == .ascii ? "." : "·"
  }

  /// Its look; what is idle recedes.
  var role: Role {
    switch self {
    case .idle: return .quiet
    case .unclear: return .unknown
    case .cpu, .disk, .memory, .network: return .text
    }
  }

  /// The order in which hosts are sorted by it: what more work cannot cure comes first.
  var rank: Double {
    switch self {
    case .memory: return 5
    case .disk: return 4
    case .network: return 3
    case .cpu: return 2
    case .unclear: return 1
    case .idle: return 0
    }
  }

  /// The order of a histogram.
  static let counted: [Bottleneck.Letter] = [.cpu, .disk, .memory, .network, .unclear]
}

extension Bottleneck.Standing {
  /// For how long a change is shown.
  private static let recent = Duration.seconds(300)

  /// What stood before, while the change is recent.
  func change(at now: Timestamp) -> Bottleneck.Letter? { now.since(since) < Self.recent ? earlier : nil }

  /// The letter, or `C→I` while the change is recent and there is room for it.
  func words(at now: Timestamp, columns: Int, _ symbols: Symbols) -> [Phrase] {
    let sign = Phrase(letter.sign(symbols), letter.role)
    guard columns >= 3, let before = change(at: now) else { return [sign] }
    return [Phrase(before.sign(symbols) + (symbols == .ascii ? ">" : "→"), .quiet), sign]
  }
}

/// How many hosts of a role are held back by what: `C9 I1 M1`.
func histogram(_ counts: [Bottleneck.Letter: Int], _ symbols: Symbols) -> String {
  let words = Bottleneck.Letter.counted.compactMap { letter in
    counts[letter].map { "\(letter.rawValue)\($0)" }
  }
  guard words.isEmpty else { return words.joined(separator: " ") }
  return counts.isEmpty ? Glyphs(symbols).dash : Bottleneck.Letter.idle.sign(symbols)
}
