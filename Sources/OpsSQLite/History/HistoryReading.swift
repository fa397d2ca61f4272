import struct Foundation.Data
import GRDB
import OpsDomain

/// Answers questions about the past within one view of the file.
struct HistoryReading {
  private let database: Database
  private let names: HistoryNames

  init(_ database: Database) throws {
    self.database = database
    names = try HistoryNames(database)
  }

  func series(
    of host: HostID, _ measure: HistoryMeasure, from start: Timestamp, to end: Timestamp,
    by resolution: HistoryResolution
  ) throws -> [HistoryValue] {
    guard let number = names.hosts[host.name] else { return [] }
    let mean = HistoryColumn.mean(measure)
    switch resolution {
    case .minute:
      var values: [HistoryValue] = []
      try eachMinute([number], from: start, to: end, .measureHour, only: { $0 == mean }) { stretch in
        stretch.each(of: mean) { slot, code in
          guard let value = HistoryUnits.value(code, measure) else { return }
          values.append(HistoryValue(moment: stretch.moment(slot), mean: value, highest: value))
        }
      }
      return values
    case .hour:
      let highest = HistoryColumn.highest(measure)
      var values: [HistoryValue] = []
      try eachHour([number], from: start, to: end, .measureDay, only: { $0 == mean || $0 == highest }) { stretch in
        stretch.each(of: mean) { slot, code in
          guard let value = HistoryUnits.value(code, measure) else { return }
          let top = stretch.block.value(highest, at: slot).flatMap { HistoryUnits.value($0, measure) }
          values.append(HistoryValue(moment: stretch.moment(slot), mean: value, highest: top ?? value))
        }
      }
      return values
    }
  }

  func mounts(
    of hosts: [HostID], minutesSince: Timestamp, hoursSince: Timestamp, to end: Timestamp
  ) throws -> [HostID: [MountHistory]] {
    let numbers = numbers(of: hosts)
    var found: [Int64: [Int64: MountHistory]] = [:]
    let mountNames = names.mountsByNumber
    func take(_ stretch: Stretch, _ resolution: HistoryResolution) {
      // The least of an hour is known at its end.
      let lag: Duration = resolution == .hour ? .seconds(3600) : .zero
      for column in stretch.block.columns.keys where column % 4 == HistoryColumn.Part.available.rawValue {
        let mount = HistoryColumn.mount(of: column)
        guard let name = mountNames[mount] else { continue }
        let space = stretch.points(of: column, lag: lag, until: end) { Double(HistoryUnits.bytes($0)) }
        guard !space.isEmpty else { continue }
        let inodes = stretch.points(of: HistoryColumn.mount(mount, .inodes), lag: lag, until: end) { Double($0) }
        found[stretch.host, default: [:]][mount, default: MountHistory(mount: name)]
          .append(space, inodes, by: resolution)
      }
    }
    let isWanted = { (column: Int) in column % 4 != HistoryColumn.Part.size.rawValue }
    try eachMinute(numbers, from: minutesSince, to: end, .mountHour, only: isWanted) { take($0, .minute) }
    try eachHour(numbers, from: hoursSince, to: end, .mountDay, only: isWanted) { take($0, .hour) }
    let byNumber = names.hostsByNumber
    var all: [HostID: [MountHistory]] = [:]
    for (host, mounts) in found {
      if let id = byNumber[host] { all[id] = mounts.values.sorted { $0.mount < $1.mount } }
    }
    return all
  }

  func loadPeaks(of hosts: [HostID], from start: Timestamp, to end: Timestamp) throws -> [HostID: [LoadPeak]] {
    let (load, perCore) = (HistoryColumn.highest(.load), HistoryColumn.highest(.loadPerCore))
    var found: [Int64: [LoadPeak]] = [:]
    let isWanted = { (column: Int) in column == load || column == perCore }
    try eachHour(numbers(of: hosts), from: start, to: end, .measureDay, only: isWanted) { stretch in
      found[stretch.host, default: []] += stretch.slots.compactMap { slot in
        let block = stretch.block
        let peak = LoadPeak(
          hour: stretch.moment(slot), load: block.value(load, at: slot).flatMap { HistoryUnits.value($0, .load) },
          perCore: block.value(perCore, at: slot).flatMap { HistoryUnits.value($0, .loadPerCore) })
        return peak.load != nil || peak.perCore != nil ? peak : nil
      }
    }
    let byNumber = names.hostsByNumber
    return Dictionary(
      found.compactMap { host, peaks in byNumber[host].map { ($0, peaks) } }, uniquingKeysWith: { first, _ in first })
  }

  func fleet(at moment: Timestamp) throws -> FleetMinute? {
    let minute = HistoryTime.minute(moment)
    if let hosts = try minuteHosts(minute) ?? blockHosts(minute), !hosts.isEmpty {
      return FleetMinute(moment: HistoryTime.moment(minute: minute), hosts: hosts)
    }
    let hour = HistoryTime.hour(minute: minute)
    let hosts = try blockHosts(
      HistoryTime.day(hour: hour), HistoryTime.slot(hour: hour), .measureDay, .mountDay)
    return hosts.isEmpty ? nil : FleetMinute(moment: HistoryTime.moment(hour: hour), hosts: hosts)
  }
}

// MARK: - The whole fleet

extension HistoryReading {
  private func minuteHosts(_ minute: Int64) throws -> [HostMinute]? {
    let find = try database.cachedStatement(sql: "SELECT body FROM minute WHERE minute = ?")
    guard let body = try Data.fetchOne(find, arguments: [minute]).flatMap({ MinuteBody($0) }) else { return nil }
    return hosts(body.hosts)
  }

  private func blockHosts(_ minute: Int64) throws -> [HostMinute]? {
    let hour = HistoryTime.hour(minute: minute)
    return try blockHosts(hour, HistoryTime.slot(minute: minute), .measureHour, .mountHour)
  }

  private func blockHosts(
    _ time: Int64, _ slot: Int, _ measures: HistoryTable, _ mounts: HistoryTable
  ) throws -> [HostMinute] {
    var bodies: [Int64: MinuteBody.Host] = [:]
    try eachBlock(of: time, measures) { host, block in
      var body = MinuteBody.Host()
      for measure in HistoryMeasure.allCases {
        guard let code = block.value(HistoryColumn.mean(measure), at: slot) else { continue }
        body.measures[Int(measure.rawValue)] = code
        bodies[host] = body
      }
    }
    try eachBlock(of: time, mounts) { host, block in
      for column in block.columns.keys.sorted() where column % 4 == HistoryColumn.Part.available.rawValue {
        let mount = HistoryColumn.mount(of: column)
        guard let available = block.value(column, at: slot) else { continue }
        bodies[host, default: MinuteBody.Host()].mounts.append(
          MinuteBody.Mount(
            number: mount, size: block.value(HistoryColumn.mount(mount, .size), at: slot) ?? available,
            available: available,
            inodes: block.value(HistoryColumn.mount(mount, .inodes), at: slot) ?? HistoryBlock.absent))
      }
    }
    return hosts(bodies)
  }

  private func hosts(_ bodies: [Int64: MinuteBody.Host]) -> [HostMinute] {
    let (hostNames, mountNames) = (names.hostsByNumber, names.mountsByNumber)
    return bodies.compactMap { number, body in hostNames[number].map { body.minute($0, mounts: mountNames) } }
      .sorted { $0.host < $1.host }
  }

  private func eachBlock(of time: Int64, _ table: HistoryTable, _ take: (Int64, HistoryBlock) -> Void) throws {
    let rows = try Row.fetchCursor(
      database, sql: "SELECT key, body FROM \(table.rawValue) WHERE key >= ? AND key < ?",
      arguments: [HistoryKey.key(time, 0), HistoryKey.key(time + 1, 0)])
    while let row = try rows.next() {
      if let block = HistoryBlock(row[1] as Data) { take(HistoryKey.host(row[0]), block) }
    }
  }
}

// MARK: - Some hosts over time

extension HistoryReading {
  /// What a block holds of one host in the time that was asked for.
  private struct Stretch {
    let host: Int64
    let block: HistoryBlock
    /// The places of the block that were asked for.
    let slots: Range<Int>
    /// The moment of the first place of the block, and the time from one to the next, in milliseconds.
    let start: Timestamp
    let step: Int64

    func moment(_ slot: Int) -> Timestamp { start + .milliseconds(step * Int64(slot)) }

    /// The values of a column that were read.
    func each(of column: Int, _ take: (_ slot: Int, _ code: Int64) -> Void) {
      guard let values = block.columns[column] else { return }
      for slot in slots.clamped(to: values.indices) where values[slot] != HistoryBlock.absent {
        take(slot, values[slot])
      }
    }

    /// The same as points that are known so long after their moments, as far as that is not after `end`.
    func points(of column: Int, lag: Duration, until end: Timestamp, _ value: (Int64) -> Double) -> [HistoryPoint] {
      var points: [HistoryPoint] = []
      points.reserveCapacity(slots.count)
      each(of: column) { slot, code in
        let known = moment(slot) + lag
        if known <= end { points.append(HistoryPoint(known, value(code))) }
      }
      return points
    }
  }

  private func numbers(of hosts: [HostID]) -> [Int64] { hosts.compactMap { names.hosts[$0.name] } }

  /// The minutes of some hosts, oldest first: those of hours that are over, then those that wait.
  private func eachMinute(
    _ hosts: [Int64], from start: Timestamp, to end: Timestamp, _ table: HistoryTable,
    only isWanted: (Int) -> Bool, _ take: (Stretch) -> Void
  ) throws {
    let first = HistoryTime.minute(start)
    let last = max(first, HistoryTime.minute(end))
    try eachBlock(hosts, HistoryTime.hour(minute: first)...HistoryTime.hour(minute: last), table, only: isWanted) {
      hour, host, block in
      let slots = Self.slots(60, from: hour * 60, within: first...last)
      take(
        Stretch(host: host, block: block, slots: slots, start: HistoryTime.moment(minute: hour * 60), step: 60_000))
    }
    let rows = try Row.fetchCursor(
      database, sql: "SELECT minute, body FROM minute WHERE minute >= ? AND minute <= ? ORDER BY minute",
      arguments: [first, last])
    let wanted = Set(hosts)
    while let row = try rows.next() {
      let start = HistoryTime.moment(minute: row[0])
      guard let body = MinuteBody(row[1] as Data, only: wanted) else { continue }
      for (host, values) in body.hosts {
        var block = HistoryBlock()
        if table == .measureHour { block.take(values.measures, at: 0) } else { block.take(values.mounts, at: 0) }
        take(Stretch(host: host, block: block, slots: 0..<1, start: start, step: 60_000))
      }
    }
  }

  /// The hours of some hosts that are over, oldest first, by their beginnings.
  private func eachHour(
    _ hosts: [Int64], from start: Timestamp, to end: Timestamp, _ table: HistoryTable, only isWanted: (Int) -> Bool,
    _ take: (Stretch) -> Void
  ) throws {
    let first = HistoryTime.hour(minute: HistoryTime.minute(start))
    let last = max(first, HistoryTime.hour(minute: HistoryTime.minute(end)))
    try eachBlock(hosts, HistoryTime.day(hour: first)...HistoryTime.day(hour: last), table, only: isWanted) {
      day, host, block in
      let slots = Self.slots(24, from: day * 24, within: first...last)
      take(Stretch(host: host, block: block, slots: slots, start: HistoryTime.moment(hour: day * 24), step: 3_600_000))
    }
  }

  /// The places of a block of so many that lie within a stretch of time.
  private static func slots(_ count: Int64, from start: Int64, within times: ClosedRange<Int64>) -> Range<Int> {
    let first = min(max(times.lowerBound - start, 0), count)
    return Int(first)..<Int(min(max(times.upperBound - start + 1, first), count))
  }

  private func eachBlock(
    _ hosts: [Int64], _ times: ClosedRange<Int64>, _ table: HistoryTable, only isWanted: (Int) -> Bool,
    _ take: (_ time: Int64, _ host: Int64, HistoryBlock) -> Void
  ) throws {
    let find = try database.cachedStatement(sql: "SELECT body FROM \(table.rawValue) WHERE key = ?")
    // No more than is kept, whatever was asked.
    let oldest = max(times.lowerBound, times.upperBound - Int64(table.kept))
    for time in oldest...times.upperBound {
      for host in hosts {
        let data = try Data.fetchOne(find, arguments: [HistoryKey.key(time, host)])
        if let block = data.flatMap({ HistoryBlock($0, only: isWanted) }) { take(time, host, block) }
      }
    }
  }
}

extension MountHistory {
  /// Adds points in place: a copy of all that is there for each block would make reading the past many times as dear.
  fileprivate mutating func append(
    _ newSpace: [HistoryPoint], _ newInodes: [HistoryPoint], by resolution: HistoryResolution
  ) {
    switch resolution {
    case .minute:
      space.minutes += newSpace
      inodes.minutes += newInodes
    case .hour:
      space.hours += newSpace
      inodes.hours += newInodes
    }
  }
}
