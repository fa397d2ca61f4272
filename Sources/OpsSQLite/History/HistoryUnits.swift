import OpsDomain

/// In what steps values are kept: as fine as a graph needs them.
enum HistoryUnits {
  /// Space is kept in steps of 64 KiB.
  private static let step: UInt64 = 65_536

  /// The whole number that stands for a value.
  static func code(_ value: Double, _ measure: HistoryMeasure) -> Int64? {
    guard value.isFinite, value >= 0 else { return nil }
    guard let steps = steps(measure) else {
      // The upper half of a Float without some bits: steps of less than 1 %, in order of size.
      return Int64(Float(min(value, 1e30)).bitPattern >> 17)
    }
    return Int64((min(value, 1e9) * steps).rounded())
  }

  /// The value that a whole number stands for; nil for a number that stands for none.
  static func value(_ code: Int64, _ measure: HistoryMeasure) -> Double? {
    guard code >= 0 else { return nil }
    if let steps = steps(measure) { return Double(code) / steps }
    guard code <= Int64(Float(1e30).bitPattern >> 17) else { return nil }
    return Double(Float(bitPattern: UInt32(code) << 17))
  }

  /// Steps to one; nil for what spans so many powers of ten that steps must grow with it.
  private static func steps(_ measure: HistoryMeasure) -> Double? {
    switch measure {
    case .load: return 100
    case .loadPerCore, .cpuBusy, .cpuIowait, .cpuSteal, .memoryUsed, .swapUsed, .diskBusy: return 1000
    case .received, .sent: return nil
    }
  }

  static func space(_ bytes: UInt64) -> Int64 { Int64(bytes / step) }
  static func bytes(_ code: Int64) -> UInt64 { UInt64(max(code, 0)) &* step }
  static func count(_ number: UInt64) -> Int64 { Int64(min(number, 1 << 60)) }
}

/// The numbers of the columns in blocks.
enum HistoryColumn {
  /// What is kept of a filesystem.
  enum Part: Int { case size, available, inodes }

  /// The values of a measure: all by the minute, the means by the hour.
  static func mean(_ measure: HistoryMeasure) -> Int { Int(measure.rawValue) * 2 }
  /// The highest values of a measure by the hour.
  static func highest(_ measure: HistoryMeasure) -> Int { Int(measure.rawValue) * 2 + 1 }
  /// A part of a filesystem.
  static func mount(_ number: Int64, _ part: Part) -> Int { Int(clamping: number) &* 4 &+ part.rawValue }
  /// The number of the mount point that a column is about.
  static func mount(of column: Int) -> Int64 { Int64(column / 4) }
}
