import OpsDomain

/// The last hour cut into as many bins as a graph shows values.
///
/// Bins are aligned to the clock, not to the moment shown: as time passes the graph moves by whole bins and
/// a peak keeps its shape.
struct HourBins {
  /// How several readings of one bin become one value.
  enum Mixing { case highest, mean }

  /// How many values there are.
  let count: Int
  private let history: History
  private let now: Timestamp
  /// Empty buckets between two readings of a healthy host: no gap.
  private let tolerated: Int
  private let newest: Int64

  private static let capacity = Int64(History.capacity)
  private static let bucketMilliseconds = max(History.bucket.wholeMilliseconds, 1)

  init(_ state: HostState, count: Int, now: Timestamp) {
    self.count = min(max(count, 1), 20_000)
    self.history = state.history
    self.now = now
    let interval = max(state.host.interval.wholeMilliseconds, 0)
    tolerated = Int(min(interval / Self.bucketMilliseconds + 1, 20))
    newest = Self.bucket(now)
  }

  /// The values of a quantity, oldest first; nil where nothing was read.
  func values(_ measure: Measure, _ mixing: Mixing = .highest) -> [Double?] {
    let buckets = filled(history.values(measure, last: History.capacity, endingAt: now))
    let last = bin(of: newest)
    return (0..<count).map { place in
      let id = last &- Int64(count - 1 - place)
      return Self.mix(buckets, range(of: id), mixing)
    }
  }

  /// The place of a moment among the values; nil outside the hour.
  func place(of moment: Timestamp) -> Int? {
    let distance = bin(of: newest) &- bin(of: Self.bucket(moment))
    return distance >= 0 && distance < Int64(count) ? count - 1 - Int(distance) : nil
  }

  /// The indexes of a bin's buckets in the hour's values.
  private func range(of id: Int64) -> Range<Int> {
    let bins = Int64(count)
    let first = Self.divideUp(id &* Self.capacity, bins)
    let end = Self.divideUp((id &+ 1) &* Self.capacity, bins)
    let oldest = newest &- (Self.capacity - 1)
    // More bins than buckets: some have none of their own and show the one they lie in.
    let start = end > first ? first : Self.divideDown(id &* Self.capacity, bins)
    let lower = min(max(start &- oldest, 0), Self.capacity)
    let upper = min(max(max(end, start &+ 1) &- oldest, lower), Self.capacity)
    return Int(lower)..<Int(upper)
  }

  private static func mix(_ buckets: [Double?], _ range: Range<Int>, _ mixing: Mixing) -> Double? {
    let known = buckets[range.clamped(to: buckets.indices)].compactMap { $0 }
    guard let highest = known.max() else { return nil }
    return mixing == .highest ? highest : known.reduce(0, +) / Double(known.count)
  }

  /// Readings held over the buckets that the interval of the host leaves empty.
  private func filled(_ values: [Double?]) -> [Double?] {
    var result = values.map { $0.flatMap { $0.isFinite ? $0 : nil } }
    var held: Double?
    var age = 0
    for index in result.indices {
      if let value = result[index] {
        held = value
        age = 0
      } else if held != nil {
        age += 1
        if age <= tolerated { result[index] = held } else { held = nil }
      }
    }
    return result
  }

  private func bin(of bucket: Int64) -> Int64 { Self.divideDown(bucket &* Int64(count), Self.capacity) }

  private static func bucket(_ moment: Timestamp) -> Int64 { divideDown(moment.milliseconds, bucketMilliseconds) }

  private static func divideDown(_ value: Int64, _ by: Int64) -> Int64 {
    let (quotient, rest) = value.quotientAndRemainder(dividingBy: by)
    return rest < 0 ? quotient - 1 : quotient
  }

  private static func divideUp(_ value: Int64, _ by: Int64) -> Int64 {
    let (quotient, rest) = value.quotientAndRemainder(dividingBy: by)
    return rest > 0 ? quotient + 1 : quotient
  }
}
