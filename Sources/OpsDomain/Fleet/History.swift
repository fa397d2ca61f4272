/// An hour of vitals of one host: a ring of equal buckets, gaps kept as gaps.
///
/// A value is kept in 16 bits (the upper half of a Float), precise to 0.4 %: enough for a graph, and
/// 10,000 hosts fit in 70 MB. Nothing is allocated before the first value.
public struct History: Hashable, Sendable {
  /// The length of a bucket.
  public static let bucket = Duration.seconds(15)
  /// The number of buckets: one hour.
  public static let capacity = 240

  /// The values of a bucket side by side, a bucket at its number modulo `capacity`; empty before the first value.
  private var values: [UInt16] = []
  /// The number of the newest bucket since the epoch.
  private var newest: Int64 = 0

  /// An empty history.
  public init() {}

  /// Takes in vitals; a later value in the same bucket replaces the earlier one, an absent one does not.
  ///
  /// Vitals older than the newest mean that the clock was set back: what stood after them is forgotten.
  public mutating func append(_ vitals: Vitals, pressure: PressureReading?) {
    let number = Self.number(of: vitals.takenAt)
    if values.isEmpty {
      values = Array(repeating: Self.absent, count: Self.capacity * Measure.allCases.count)
    } else if number != newest {
      // Ahead: the buckets in between were never read. Back: those after it are of another time.
      clear(after: min(number, newest), through: max(number, newest))
    }
    newest = number
    write(vitals, pressure)
  }

  /// The last `count` values of `measure` up to `now`, oldest first; nil where nothing was read.
  public func values(_ measure: Measure, last count: Int, endingAt now: Timestamp) -> [Double?] {
    guard count > 0 else { return [] }
    let last = Self.number(of: now)
    return (0..<count).map { index in value(measure, at: last &- Int64(count - 1 - index)) }
  }

  /// The mean of the values of the last `count` buckets up to `now`; nil when fewer than `least` were read, or none
  /// in the older half where it must reach back: a mean over ten minutes needs more than the last two.
  func mean(
    _ measures: [Measure], last count: Int, least: Int, endingAt now: Timestamp, reachingBack: Bool = true
  ) -> Double? {
    let last = Self.number(of: now)
    var (sum, read, reachesBack) = (0.0, 0, !reachingBack)
    for back in 0..<max(count, 0) {
      var bucket = 0.0
      for measure in measures { bucket += value(measure, at: last &- Int64(back)) ?? .nan }
      guard !bucket.isNaN else { continue }
      sum += bucket
      read += 1
      if back >= count / 2 { reachesBack = true }
    }
    return read >= max(least, 1) && reachesBack ? sum / Double(read) : nil
  }

  /// What stands for a value that was not read: a NaN.
  private static let absent: UInt16 = 0x7FC0
  private static let bucketMilliseconds = bucket.wholeMilliseconds

  /// The number of the bucket since the epoch.
  private static func number(of moment: Timestamp) -> Int64 {
    let (quotient, rest) = moment.milliseconds.quotientAndRemainder(dividingBy: bucketMilliseconds)
    return rest < 0 ? quotient - 1 : quotient
  }

  /// Where the values of a bucket begin.
  private static func place(of number: Int64) -> Int {
    let rest = Int(number % Int64(capacity))
    return (rest < 0 ? rest + capacity : rest) * Measure.allCases.count
  }

  private func value(_ measure: Measure, at number: Int64) -> Double? {
    guard !values.isEmpty, number <= newest, number > newest - Int64(Self.capacity) else { return nil }
    let value = Float(bitPattern: UInt32(values[Self.place(of: number) + measure.rawValue]) << 16)
    return value.isNaN ? nil : Double(value)
  }

  /// Makes absent the buckets after `first` up to `last`, each place once however far apart they are.
  private mutating func clear(after first: Int64, through last: Int64) {
    let count = min(last - first, Int64(Self.capacity))
    for back in 0..<count {
      let place = Self.place(of: last - back)
      for index in place..<place + Measure.allCases.count { values[index] = Self.absent }
    }
  }

  private mutating func write(_ vitals: Vitals, _ pressure: PressureReading?) {
    let place = Self.place(of: newest)
    for measure in Measure.allCases {
      guard let bits = Self.encode(measure.value(in: vitals, pressure)) else { continue }
      values[place + measure.rawValue] = bits
    }
  }

  /// The upper half of the nearest Float; nil for what is absent or not a number.
  private static func encode(_ value: Double?) -> UInt16? {
    guard let value, value.isFinite else { return nil }
    let bits = Float(min(max(value, -1e38), 1e38)).bitPattern
    // Rounds to nearest, ties to even; the clamp keeps it from running over into infinity.
    return UInt16((bits &+ 0x7FFF &+ (bits >> 16 & 1)) >> 16)
  }
}
