/// A host's status as the team says it, laid over what the inventory says.
public struct StatusOverlay: Hashable, Sendable {
  /// The status that holds.
  public var status: HostStatus
  /// Why, in a few words for a line: `in M-81 until 14:00 (tokyo2)`; may hold text from outside.
  public var words: String
  /// The planned work that says so; nil when a person does.
  public var window: OperationID?
  /// The reservation that says so; nil when something else does.
  public var reservation: OperationID?
  /// Since when it holds; while it is released, since when the work is over.
  public var since: Timestamp
  /// Whether the work is over and only health must show that the host is well again.
  public var isReleasing: Bool

  /// A word on a host.
  public init(
    status: HostStatus, words: String, window: OperationID? = nil, reservation: OperationID? = nil, since: Timestamp,
    isReleasing: Bool = false
  ) {
    self.status = status
    self.words = words
    self.window = window
    self.reservation = reservation
    self.since = since
    self.isReleasing = isReleasing
  }
}

extension HostState {
  /// Lays a word over what the inventory says; nil takes it away.
  mutating func lay(_ word: StatusOverlay?) {
    // What health has answered does not come back.
    if let word, word.isReleasing, let released, released >= word.since { return setAside(nil) }
    if word?.isReleasing != overlay?.isReleasing || word?.since != overlay?.since { goodSamples = 0 }
    setAside(word)
  }

  /// Takes note of a reading after the work; when enough of them in a row are good, the host is back.
  mutating func countRelease() {
    guard let overlay, overlay.isReleasing, let sample, sample.takenAt > overlay.since else { return }
    // A warning is worth a look, and is raised as one once the host is back.
    goodSamples = health == .ok || health == .warn ? goodSamples + 1 : 0
    guard goodSamples >= TeamState.releaseSamples else { return }
    released = overlay.since
    setAside(nil)
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
    let touched = Set(words.keys).union(overlays.keys).filter { words[$0] != overlays[$0] }
    overlays = words
    let places = touched.compactMap { index(of: $0) }
    for place in places { changeStatus(place, at: now) { $0.lay(words[$0.host.id]) } }
    return places
  }
}
