/// The posture of a host today and the day before, so that changes can be told.
public struct PostureDays: Sendable {
  /// Readings further apart than this are of two days.
  static let day = Duration.seconds(86_400)

  /// The last reading, with what it means.
  public private(set) var reading: PostureReading
  /// Every topic of the last reading with what it means.
  public private(set) var checks: [JudgedCheck]
  /// What changes are told against: the reading of the day before, or the first one while there is none.
  public private(set) var before: [JudgedCheck]
  /// When that was read.
  public private(set) var beforeTakenAt: Timestamp
  /// The reading that will be that of the day before.
  private var next: (takenAt: Timestamp, checks: [JudgedCheck])

  /// The first reading of a host.
  init(_ reading: PostureReading) {
    self.reading = reading
    checks = reading.judged()
    (before, beforeTakenAt) = (checks, reading.takenAt)
    next = (reading.takenAt, checks)
  }

  /// Takes the next reading.
  mutating func take(_ new: PostureReading) {
    reading = new
    checks = new.judged()
    guard new.takenAt.since(next.takenAt) >= Self.day else { return }
    (before, beforeTakenAt) = (next.checks, next.takenAt)
    next = (new.takenAt, checks)
  }

  /// What a topic was the day before, where that is another thing than now; nil where nothing has changed.
  public func change(of topic: PostureTopic) -> JudgedCheck? {
    guard let old = before.first(where: { $0.topic == topic }), let new = checks.first(where: { $0.topic == topic })
    else { return nil }
    guard old.verdict == new.verdict else { return old }
    // Ages and remaining times change by themselves.
    if case .age = new.check.value { return nil }
    if case .moments = new.check.value { return nil }
    return old.words == new.words ? nil : old
  }

  /// How many topics have changed since the day before.
  public var changeCount: Int { checks.count { change(of: $0.topic) != nil } }

  /// The topics that stand like this.
  public func topics(_ verdict: PostureVerdict) -> [PostureTopic] {
    checks.lazy.filter { $0.verdict == verdict }.map(\.topic)
  }
}
