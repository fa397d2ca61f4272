/// Finds the letter of a host, reading after reading, with what it must remember between them.
///
/// A letter is taken when it holds: in two readings one after another, or over fifteen seconds. What contradicts itself
/// must hold for three, or thirty seconds: the moments in which a load begins and ends are contradictory by nature.
struct BottleneckRule: Sendable {
  /// The letter that stands; nil while none is known.
  private(set) var standing: Bottleneck.Standing?
  /// The numbers of the last reading.
  private(set) var evidence: BottleneckEvidence?
  private var loads = LoadTrail()
  /// A bit a reading, the newest lowest: whether pages were swapped out.
  private var swapBits: UInt16 = 0
  /// The letter that is on its way, and for how many readings and seconds it has been seen.
  private var candidate: Bottleneck.Letter?
  private var seen = (readings: 0, seconds: 0.0)
  /// For how many readings the letter that stands has not been seen.
  private var missing = 0

  private static let window: UInt16 = 0b11_1111_1111
  /// After so many readings without the letter that stands, the newest takes its place, agreeing or not.
  private static let missingMost = 3

  /// Judges a reading.
  mutating func judge(_ sample: Sample, previous: Sample?, _ vitals: Vitals, _ limits: BottleneckLimits) {
    var evidence = BottleneckEvidence(sample, previous: previous, vitals)
    // Without a span the reading before is of another boot or of another source.
    if evidence.seconds == nil { (loads, swapBits) = (LoadTrail(), 0) }
    if let cores = evidence.cores, let load = sample.load?.one, let uptime = sample.uptimeSeconds {
      evidence.recentLoad = loads.take(load, uptime: uptime).map { $0 / cores }
    }
    if let rate = evidence.swapOut {
      swapBits = (swapBits << 1 | (rate >= limits.swapOut ? 1 : 0)) & Self.window
      evidence.swapSamples = Double(swapBits.nonzeroBitCount)
      evidence.swapsNow = swapBits & 0b11 != 0
    }
    self.evidence = evidence
    settle(BottleneckTree(evidence, limits).end.letter, evidence.seconds, at: sample.takenAt)
  }

  private mutating func settle(_ letter: Bottleneck.Letter?, _ seconds: Double?, at moment: Timestamp) {
    guard let letter else {
      missing += 1
      (candidate, seen) = (nil, (0, 0))
      // What could no longer be told for so long is not known any more.
      if missing >= Self.missingMost { standing = nil }
      return
    }
    if letter == standing?.letter {
      (candidate, seen, missing) = (nil, (0, 0), 0)
      return
    }
    missing += 1
    if letter != candidate { (candidate, seen) = (letter, (0, 0)) }
    seen = (seen.readings + 1, seen.seconds + (seconds ?? 0))
    guard isTaken(letter) else { return }
    standing = Bottleneck.Standing(letter: letter, earlier: standing?.letter, since: moment)
    (candidate, seen, missing) = (nil, (0, 0), 0)
  }

  private func isTaken(_ letter: Bottleneck.Letter) -> Bool {
    if letter == .unclear { return seen.readings >= 3 || seen.seconds >= 30 }
    // Whoever looks for the first time wants to know now.
    return standing == nil || seen.readings >= 2 || seen.seconds >= 15 || missing >= Self.missingMost
  }
}
