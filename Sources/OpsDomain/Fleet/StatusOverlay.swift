/// What the team says of a host's status in place of the inventory, and why.
public struct StatusOverlay: Hashable, Sendable {
  /// Where the word comes from.
  public enum Source: Hashable, Sendable {
    /// Planned work that runs, or ran just now: how people call it, whose it is, when it should end.
    case window(reference: String, owner: String, end: Timestamp)
    /// A person's word: whose, and why; the reason may be empty.
    case word(author: String, reason: String)
  }

  /// The status that holds.
  public var status: HostStatus
  /// Where the word comes from.
  public var source: Source
  /// Since when it holds; while it is released, since when the work is over.
  public var since: Timestamp
  /// Whether the work is over and only health must show that the host is well again.
  public var isReleasing: Bool

  /// A word on a host.
  public init(status: HostStatus, source: Source, since: Timestamp, isReleasing: Bool = false) {
    self.status = status
    self.source = source
    self.since = since
    self.isReleasing = isReleasing
  }
}

extension HostState {
  /// How many good readings in a row, taken after the work is over, bring a host back.
  public static let releaseSamples = 3

  /// Lays a word over what the inventory says; nil takes it away.
  mutating func lay(_ word: StatusOverlay?) {
    // A word of the same kind goes on counting; one that was answered by health does not come back.
    if let word, word.isReleasing, let released, released >= word.since { return setAside(nil) }
    if word?.isReleasing != overlay?.isReleasing || word?.since != overlay?.since { goodSamples = 0 }
    setAside(word)
  }

  /// Takes note of a reading after the work; true when the host is back.
  mutating func countRelease() -> Bool {
    guard let overlay, overlay.isReleasing, let sample, sample.takenAt >= overlay.since else { return false }
    goodSamples = health == .ok || health == .warn ? goodSamples + 1 : 0
    guard goodSamples >= Self.releaseSamples else { return false }
    released = overlay.since
    setAside(nil)
    return true
  }

  private mutating func setAside(_ word: StatusOverlay?) {
    overlay = word
    host.status = word?.status ?? declaredStatus
  }
}

extension Fleet {
  /// Lays the team's words over the inventory; hosts without one have the inventory's status again.
  ///
  /// Returns the places in `hosts` of those whose word changed.
  @discardableResult
  public mutating func lay(_ words: [HostID: StatusOverlay], at now: Timestamp) -> [Int] {
    guard words != overlays else { return [] }
    var touched: [Int] = []
    for id in Set(words.keys).union(overlays.keys) where words[id] != overlays[id] {
      if let index = index(of: id) { touched.append(index) }
    }
    overlays = words
    for index in touched { changeStatus(index, at: now) { $0.lay(words[$0.host.id]) } }
    return touched
  }
}
