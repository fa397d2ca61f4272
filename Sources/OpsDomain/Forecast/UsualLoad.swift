/// The highest load of a host in each hour of the day, over the last days.
///
/// The highest of all days, not their mean: whoever takes a host out wants to know what the others had to carry at this
/// hour at worst. A day on which the host was not read says nothing.
public struct UsualLoad: Hashable, Sendable {
  /// How many days are looked at.
  public static let days = 14
  /// What was usual is usual for so long.
  public static let validity = Duration.seconds(26 * 3600)

  /// When it was computed.
  public var takenAt: Timestamp
  /// A peak an hour of the day in UTC, 24 of them; NaN where nothing was read.
  private var loads: [Float]
  private var perCores: [Float]

  /// The highest load of one hour of the day.
  public struct Peak: Hashable, Sendable {
    /// Load of one minute.
    public var load: Double
    /// Load of one minute per core; nil where the cores were not known.
    public var perCore: Double?
    /// A peak.
    public init(load: Double, perCore: Double?) {
      self.load = load
      self.perCore = perCore
    }
  }

  /// What the peaks of single hours come to; those outside the last days before `now` do not count.
  public init(of peaks: [LoadPeak], at now: Timestamp) {
    takenAt = now
    loads = Array(repeating: .nan, count: 24)
    perCores = loads
    let first = now - .seconds(Self.days * 86_400)
    for peak in peaks where peak.hour >= first && peak.hour <= now {
      let hour = Self.hour(of: peak.hour)
      Self.raise(&loads[hour], to: peak.load)
      Self.raise(&perCores[hour], to: peak.perCore)
    }
  }

  /// The peak of the hour of the day in which a moment lies; nil where nothing was read of it.
  public func peak(at moment: Timestamp) -> Peak? {
    let hour = Self.hour(of: moment)
    guard !loads[hour].isNaN else { return nil }
    return Peak(load: Double(loads[hour]), perCore: perCores[hour].isNaN ? nil : Double(perCores[hour]))
  }

  /// Compares with absent values being alike.
  public static func == (left: UsualLoad, right: UsualLoad) -> Bool {
    left.takenAt == right.takenAt && left.bits == right.bits
  }

  /// Hashes what makes it equal.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(takenAt)
    hasher.combine(bits)
  }

  private var bits: [UInt32] { (loads + perCores).map { $0.isNaN ? .max : $0.bitPattern } }

  private static func hour(of moment: Timestamp) -> Int {
    let hour = Int(moment.milliseconds / 3_600_000 % 24)
    return hour < 0 ? hour + 24 : hour
  }

  private static func raise(_ peak: inout Float, to value: Double?) {
    guard let value, value.isFinite, value >= 0 else { return }
    peak = peak.isNaN ? Float(value) : max(peak, Float(value))
  }
}

extension HostState {
  /// The usual load, where it is not too old to say anything.
  public func usualLoad(at now: Timestamp) -> UsualLoad? {
    guard let usualLoad, now.since(usualLoad.takenAt) <= UsualLoad.validity, usualLoad.takenAt <= now + clockSlack
    else { return nil }
    return usualLoad
  }
}
