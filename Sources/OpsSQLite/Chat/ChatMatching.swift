import OpsDomain

/// Whether a line that comes is one that is stored already.
///
/// - The same identity, given by the network, is the same line.
/// - What is played back, and has no identity here or there, is a stored line of the same words whose time is near: a
///   server may play back whole seconds of what it told in milliseconds. Of several the nearest, each once a call.
/// - What comes live is a new line, however alike: people say "ok" twice. But a console that shares the file may have
///   stored it a moment ago; then it is its line, and each of its lines is met once.
enum ChatMatching {
  /// How far the time of what is played back may be from that of the stored line.
  static let playbackTolerance: Int64 = 1_000
  /// How far it may be where the stored line was sent from here and has our own time, since no echo told the server's.
  static let ownTolerance: Int64 = 10_000
  /// How far the times of two consoles may be for the same line.
  static let consoleTolerance: Int64 = 2_000

  /// A stored line of the same kind, sender and text.
  struct Candidate {
    let id: Int64
    let at: Int64
    let messageID: String?
    /// Whether its time may be our own.
    let hasOwnTime: Bool
  }

  /// Whether lines of a kind come from the network, so that another console may have them too.
  static func isShared(_ kind: ChatLine.Kind) -> Bool {
    switch kind {
    case .server, .error, .gap, .skipped: return false
    default: return true
    }
  }

  /// The stored line that is meant; `mayBe` leaves out those that were met already.
  ///
  /// Of what is played back the nearest, of what comes live the first, since all consoles hear in the same order.
  static func match(
    _ line: ChatLine, among candidates: [Candidate], mayBe: (Int64) -> Bool
  ) -> Candidate? {
    let at = line.at.milliseconds
    var best: (rank: UInt64, candidate: Candidate)?
    for candidate in candidates where mayBe(candidate.id) {
      if line.messageID != nil, candidate.messageID != nil { continue }
      let distance = at.distanceBounded(to: candidate.at)
      guard distance <= tolerance(line, candidate) else { continue }
      let rank = line.isPlayback ? distance : UInt64(clamping: candidate.id)
      if rank < best?.rank ?? .max { best = (rank, candidate) }
    }
    return best?.candidate
  }

  private static func tolerance(_ line: ChatLine, _ candidate: Candidate) -> UInt64 {
    guard line.isPlayback else { return UInt64(consoleTolerance) }
    return UInt64(candidate.hasOwnTime ? ownTolerance : playbackTolerance)
  }
}

extension Int64 {
  /// How far another number is, without a trap at the ends.
  fileprivate func distanceBounded(to other: Int64) -> UInt64 {
    self > other ? UInt64(bitPattern: self &- other) : UInt64(bitPattern: other &- self)
  }
}
