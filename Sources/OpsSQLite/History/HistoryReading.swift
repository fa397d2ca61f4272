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
      try eachMinute([number], from: start, to: end, .measureHour, [mean]) { moment, _, block, slot in
        guard let value = block.value(mean, at: slot).flatMap({ HistoryUnits.value($0, measure) }) else { return }
        values.append(HistoryValue(moment: moment, mean: value, highest: value))
      }
      return values
    case .hour:
      let highest = HistoryColumn.highest(measure)
      var values: [HistoryValue] = []
      try eachHour([number], from: start, to: end, .measureDay, [mean, highest]) { moment, _, block, slot in
        guard let value = block.value(mean, at: slot).flatMap({ HistoryUnits.value($0, measure) }) else { return }
        let top = block.value(highest, at: slot).flatMap { HistoryUnits.value($0, measure) }
        values.append(HistoryValue(moment: moment, mean: value, highest: top ?? value))
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
    func take(
      _ moment: Timestamp, _ host: Int64, _ block: HistoryBlock, _ slot: Int,
      _ part: WritableKeyPath<FillHistory, [HistoryPoint]>
    ) {
      for column in block.columns.keys where column % 4 == HistoryColumn.Part.available.rawValue {
        let mount = HistoryColumn.mount(of: column)
        guard let name = mountNames[mount], let available = block.value(column, at: slot) else { continue }
        var history = found[host]?[mount] ?? MountHistory(mount: name)
        history.space[keyPath: part].append(HistoryPoint(moment, Double(HistoryUnits.bytes(available))))
        if let free = block.value(HistoryColumn.mount(mount, .inodes), at: slot) {
          history.inodes[keyPath: part].append(HistoryPoint(moment, Double(free)))
        }
        found[host, default: [:]][mount] = history
      }
    }
    try eachMinute(numbers, from: minutesSince, to: end, .mountHour, nil) { take($0, $1, $2, $3, \.minutes) }
    try eachHour(numbers, from: hoursSince, to: end, .mountDay, nil) {
      // The least of an hour is known at its end.
      let moment = $0 + .seconds(3600)
      if moment <= end { take(moment, $1, $2, $3, \.hours) }
    }
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
    try eachHour(numbers(of: hosts), from: start, to: end, .measureDay, [load, perCore]) { moment, host, block, slot in
      let peak = LoadPeak(
        hour: moment, load: block.value(load, at: slot).flatMap { HistoryUnits.value($0, .load) },
        perCore: block.value(perCore, at: slot).flatMap { HistoryUnits.value($0, .loadPerCore) })
      if peak.load != nil || peak.perCore != nil { found[host, default: []].append(peak) }
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
  /// What is told of each value: its moment, its host, and the place in a block where it stands.
  private typealias Take = (_ moment: Timestamp, _ host: Int64, _ block: HistoryBlock, _ slot: Int) -> Void

  private func numbers(of hosts: [HostID]) -> [Int64] { hosts.compactMap { names.hosts[$0.name] } }

  /// The minutes of some hosts, oldest first: those of hours that are over, then those that wait.
  private func eachMinute(
    _ hosts: [Int64], from start: Timestamp, to end: Timestamp, _ table: HistoryTable, _ columns: Set<Int>?,
    _ take: Take
  ) throws {
    let (first, last) = (HistoryTime.minute(start), HistoryTime.minute(end))
    try eachBlock(
      hosts, HistoryTime.hour(minute: first)...max(HistoryTime.hour(minute: first), HistoryTime.hour(minute: last)),
      table, columns
    ) {
      hour, host, block in
      for slot in 0..<60 where (first...max(first, last)).contains(hour * 60 + Int64(slot)) {
        take(HistoryTime.moment(minute: hour * 60 + Int64(slot)), host, block, slot)
      }
    }
    let rows = try Row.fetchCursor(
      database, sql: "SELECT minute, body FROM minute WHERE minute >= ? AND minute <= ? ORDER BY minute",
      arguments: [first, last])
    let wanted = Set(hosts)
    while let row = try rows.next() {
      let minute: Int64 = row[0]
      guard let body = MinuteBody(row[1] as Data, only: wanted) else { continue }
      for (host, values) in body.hosts {
        var block = HistoryBlock()
        if table == .measureHour { block.take(values.measures, at: 0) } else { block.take(values.mounts, at: 0) }
        take(HistoryTime.moment(minute: minute), host, block, 0)
      }
    }
  }

  /// The hours of some hosts that are over, oldest first, by their beginnings.
  private func eachHour(
    _ hosts: [Int64], from start: Timestamp, to end: Timestamp, _ table: HistoryTable, _ columns: Set<Int>?,
    _ take: Take
  ) throws {
    let first = HistoryTime.hour(minute: HistoryTime.minute(start))
    let last = max(first, HistoryTime.hour(minute: HistoryTime.minute(end)))
    try eachBlock(hosts, HistoryTime.day(hour: first)...HistoryTime.day(hour: last), table, columns) {
      day, host, block in
      for slot in 0..<24 where (first...last).contains(day * 24 + Int64(slot)) {
        take(HistoryTime.moment(hour: day * 24 + Int64(slot)), host, block, slot)
      }
    }
  }

  private func eachBlock(
    _ hosts: [Int64], _ times: ClosedRange<Int64>, _ table: HistoryTable, _ columns: Set<Int>?,
    _ take: (_ time: Int64, _ host: Int64, HistoryBlock) -> Void
  ) throws {
    let find = try database.cachedStatement(sql: "SELECT body FROM \(table.rawValue) WHERE key = ?")
    // No more than is kept, whatever was asked.
    let oldest = max(times.lowerBound, times.upperBound - Int64(table.kept))
    for time in oldest...times.upperBound {
      for host in hosts {
        let data = try Data.fetchOne(find, arguments: [HistoryKey.key(time, host)])
        if let block = data.flatMap({ HistoryBlock($0, only: columns) }) { take(time, host, block) }
      }
    }
  }
}
