/// A value at a moment.
public struct HistoryPoint: Hashable, Sendable {
  /// When.
  public var moment: Timestamp
  /// What was measured.
  public var value: Double
  /// A value at a moment.
  public init(_ moment: Timestamp, _ value: Double) {
    self.moment = moment
    self.value = value
  }
}

/// What was left of one thing that can run out, oldest first.
public struct FillHistory: Hashable, Sendable {
  /// A value a minute.
  public var minutes: [HistoryPoint]
  /// The least of each hour, at the hour's end.
  public var hours: [HistoryPoint]
  /// After a while in which nothing was kept, what is left now is the next point: it need not be waited for an hour.
  mutating func bridge(_ left: Double, at moment: Timestamp) {
    guard let last = hours.last, moment.since(last.moment) > .seconds(2 * 3600) else { return }
    hours.append(HistoryPoint(moment, left))
  }

  /// What was left.
  public init(minutes: [HistoryPoint] = [], hours: [HistoryPoint] = []) {
    self.minutes = minutes
    self.hours = hours
  }
}

/// What was left of one filesystem.
public struct MountHistory: Hashable, Sendable {
  /// Where it is mounted.
  public var mount: String
  /// Bytes available.
  public var space: FillHistory
  /// Inodes free; without values where they are not counted.
  public var inodes: FillHistory
  /// A filesystem's past.
  public init(mount: String, space: FillHistory = FillHistory(), inodes: FillHistory = FillHistory()) {
    self.mount = mount
    self.space = space
    self.inodes = inodes
  }
}

/// What one measure came to in a minute or an hour.
public struct HistoryValue: Hashable, Sendable {
  /// The beginning of the minute or hour.
  public var moment: Timestamp
  /// The mean of what was read in it.
  public var mean: Double
  /// The highest that was read in it.
  public var highest: Double
  /// A value.
  public init(moment: Timestamp, mean: Double, highest: Double) {
    self.moment = moment
    self.mean = mean
    self.highest = highest
  }
}

/// The highest load of one host in one hour.
public struct LoadPeak: Hashable, Sendable {
  /// The beginning of the hour.
  public var hour: Timestamp
  /// Load of one minute; nil when it was not read.
  public var load: Double?
  /// Load of one minute per core; nil when it was not read.
  public var perCore: Double?
  /// A peak.
  public init(hour: Timestamp, load: Double? = nil, perCore: Double? = nil) {
    self.hour = hour
    self.load = load
    self.perCore = perCore
  }
}

/// How finely the past is told.
public enum HistoryResolution: Hashable, Sendable, CaseIterable {
  /// A value a minute, for 24 hours.
  case minute
  /// A value an hour, for 90 days.
  case hour

  /// The length of one value.
  public var length: Duration { self == .minute ? .seconds(60) : .seconds(3600) }
  /// How far the past reaches at least, once so much has been recorded.
  public var reach: Duration { self == .minute ? .seconds(86_400) : .seconds(90 * 86_400) }
}
