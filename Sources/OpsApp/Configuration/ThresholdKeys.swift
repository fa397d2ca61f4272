import OpsDomain

/// One limit that configuration files can set: its key, its unit, where it goes.
struct ThresholdKey {
  enum Target {
    case limit(WritableKeyPath<Thresholds, Limit>)
    case number(WritableKeyPath<Thresholds, Double>)
    case count(WritableKeyPath<Thresholds, Int>)
    case duration(WritableKeyPath<Thresholds, Duration>)
  }
  /// The key as the documentation writes it.
  let name: String
  /// How its numbers are read.
  let parse: (String) throws(BadValue) -> Double
  let target: Target

  init(_ name: String, _ target: Target, _ parse: @escaping (String) throws(BadValue) -> Double = ScalarParsing.number)
  {
    self.name = name
    self.target = target
    self.parse = parse
  }

  /// All of them, in the order of the documentation.
  static var all: [ThresholdKey] {
    [
      ThresholdKey("load-warn", .limit(\.loadWarn)), ThresholdKey("load-crit", .limit(\.loadCrit)),
      ThresholdKey("load-floor", .number(\.loadFloor)),
      ThresholdKey("cpu-warn", .limit(\.cpuWarn), ScalarParsing.share),
      ThresholdKey("cpu-crit", .limit(\.cpuCrit), ScalarParsing.share),
      ThresholdKey("steal-warn", .limit(\.stealWarn), ScalarParsing.share),
      ThresholdKey("memory-warn", .limit(\.memoryWarn), ScalarParsing.share),
      ThresholdKey("memory-crit", .limit(\.memoryCrit), ScalarParsing.share),
      ThresholdKey("swap-warn", .number(\.swapWarn)), ThresholdKey("swap-crit", .number(\.swapCrit)),
      ThresholdKey("disk-warn", .limit(\.diskWarn), ScalarParsing.share),
      ThresholdKey("disk-warn-free", .number(\.diskWarnFreeBytes), ScalarParsing.bytes),
      ThresholdKey("disk-crit", .limit(\.diskCrit), ScalarParsing.share),
      ThresholdKey("disk-crit-free", .number(\.diskCritFreeBytes), ScalarParsing.bytes),
      ThresholdKey("disk-available-floor", .number(\.diskAvailableFloor), ScalarParsing.share),
      ThresholdKey("inodes-warn", .limit(\.inodesWarn), ScalarParsing.share),
      ThresholdKey("inodes-crit", .limit(\.inodesCrit), ScalarParsing.share),
      ThresholdKey("disk-warn-days", .number(\.diskWarnDays)), ThresholdKey("disk-crit-days", .number(\.diskCritDays)),
      ThresholdKey("forecast-warn-available", .number(\.forecastWarnAvailable), ScalarParsing.share),
      ThresholdKey("forecast-crit-available", .number(\.forecastCritAvailable), ScalarParsing.share),
      ThresholdKey("forecast-warn-within", .duration(\.forecastWarnWithin)),
      ThresholdKey("forecast-crit-within", .duration(\.forecastCritWithin)),
      ThresholdKey("forecast-holding", .duration(\.forecastHolding)),
      ThresholdKey("clock-warn", .limit(\.clockWarn), seconds),
      ThresholdKey("clock-crit", .limit(\.clockCrit), seconds),
      ThresholdKey("bottleneck-load", .number(\.bottleneck.load)),
      ThresholdKey("bottleneck-cpu", .number(\.bottleneck.cpu), ScalarParsing.share),
      ThresholdKey("bottleneck-iowait", .number(\.bottleneck.iowait), ScalarParsing.share),
      ThresholdKey("bottleneck-pressure", .number(\.bottleneck.pressure), ScalarParsing.share),
      ThresholdKey("bottleneck-memory-pressure", .number(\.bottleneck.memoryPressure), ScalarParsing.share),
      ThresholdKey("bottleneck-major-faults", .number(\.bottleneck.majorFaults)),
      ThresholdKey("bottleneck-swap-out", .number(\.bottleneck.swapOut)),
      ThresholdKey("bottleneck-network-errors", .number(\.bottleneck.networkErrors)),
      ThresholdKey("bottleneck-softirq", .number(\.bottleneck.softirq), ScalarParsing.share),
      ThresholdKey("minimum-duration", .duration(\.minimumDuration)),
      ThresholdKey("stale-after-intervals", .count(\.staleAfterIntervals)),
      ThresholdKey("down-after-intervals", .count(\.downAfterIntervals)),
    ]
  }

  private static func seconds(_ text: String) throws(BadValue) -> Double {
    try ScalarParsing.duration(text).inSeconds
  }
}

extension Thresholds {
  /// Takes the limits of a map on top of these.
  mutating func read(_ reader: inout MapReader) {
    for key in ThresholdKey.all {
      switch key.target {
      case .limit(let path): readLimit(key, path, &reader)
      case .number(let path):
        if let number = reader.read(key.name, key.parse) { self[keyPath: path] = number }
      case .count(let path):
        if let count = reader.read(key.name, Self.intervals) { self[keyPath: path] = count }
      case .duration(let path):
        if let duration = reader.read(key.name, Self.duration) { self[keyPath: path] = duration }
      }
    }
    checkOrder(reader)
    reader.finish()
  }

  /// A limit is one value, or a map of `raise` and `clear`; left out, `clear` keeps its usual distance.
  private mutating func readLimit(
    _ key: ThresholdKey, _ path: WritableKeyPath<Thresholds, Limit>, _ reader: inout MapReader
  ) {
    guard let value = reader.take(key.name) else { return }
    let name = reader.path(of: key.name)
    let usual = self[keyPath: path]
    let distance = usual.raise > 0 ? usual.clear / usual.raise : 1
    guard case .map = value.content else {
      guard let raise = readScalar(value, key: name, problems: reader.problems, key.parse) else { return }
      self[keyPath: path] = Limit(raise: raise, clear: raise * distance)
      return
    }
    guard var limit = MapReader(value, path: name, problems: reader.problems) else { return }
    let raise = limit.read("raise", key.parse) ?? usual.raise
    let clear = limit.read("clear", key.parse) ?? raise * distance
    limit.finish()
    guard clear <= raise else {
      reader.problems.add(
        value.place, key: name, "is cleared above where it is raised", remedy: "clear must not be above raise")
      return
    }
    self[keyPath: path] = Limit(raise: raise, clear: clear)
  }

  private func checkOrder(_ reader: MapReader) {
    let pairs: [(String, Limit, Limit)] = [
      ("load", loadWarn, loadCrit), ("cpu", cpuWarn, cpuCrit), ("memory", memoryWarn, memoryCrit),
      ("disk", diskWarn, diskCrit), ("inodes", inodesWarn, inodesCrit), ("clock", clockWarn, clockCrit),
    ]
    for (name, warn, crit) in pairs where warn.raise > crit.raise {
      reader.problems.add(
        reader.place, key: reader.path, "\(name)-warn is above \(name)-crit", remedy: "set both, the warning below")
    }
  }

  private static func intervals(_ text: String) throws(BadValue) -> Int { try ScalarParsing.whole(text, in: 1...1000) }

  private static func duration(_ text: String) throws(BadValue) -> Duration {
    try ScalarParsing.duration(text, in: .zero...Duration.seconds(86_400))
  }
}
