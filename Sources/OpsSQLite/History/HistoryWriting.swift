import struct Foundation.Data
import GRDB
import OpsDomain

/// Keeps minutes within one transaction.
struct HistoryWriting {
  private let database: Database

  /// The most minutes that are put away at once: what a console left behind that was stopped long ago.
  private static let minutesAtOnce = 240

  /// The longest time in hours for which nothing was kept and the clock is believed at once.
  private static let leapMax: Int64 = 24

  init(_ database: Database) { self.database = database }

  /// Keeps a minute, and what is kept of it already is completed; puts hours that are over away and removes old ones.
  func record(_ minute: FleetMinute) throws {
    let number = HistoryTime.minute(minute.moment)
    let day = HistoryTime.day(hour: HistoryTime.hour(minute: number))
    var names = try HistoryNames(database)
    // That names are in use is written now and then.
    if number % 10 != 0 { names.day = day }
    try names.take(minute, day: day, database)
    try keep(minute, number, names)
    try putAway(before: HistoryTime.hour(minute: number))
    if try isSettled(hour: HistoryTime.hour(minute: number)) { try trim(hour: HistoryTime.hour(minute: number)) }
  }

  private func keep(_ minute: FleetMinute, _ number: Int64, _ names: HistoryNames) throws {
    let find = try database.cachedStatement(sql: "SELECT body FROM minute WHERE minute = ?")
    var body = try Data.fetchOne(find, arguments: [number]).flatMap { MinuteBody($0) } ?? MinuteBody()
    for host in minute.hosts {
      guard let key = names.hosts[host.host.name] else { continue }
      body.hosts[key] = MinuteBody.Host(host, mounts: names.mounts)
    }
    let insert = try database.cachedStatement(sql: "INSERT OR REPLACE INTO minute (minute, body) VALUES (?, ?)")
    try insert.execute(arguments: [number, body.data])
  }

  /// Puts the minutes of hours that are over into blocks of their hosts.
  private func putAway(before hour: Int64) throws {
    let rows = try Row.fetchAll(
      database, sql: "SELECT minute, body FROM minute WHERE minute < ? ORDER BY minute LIMIT ?",
      arguments: [hour * 60, Self.minutesAtOnce])
    guard !rows.isEmpty else { return }
    var measures: [Int64: HistoryBlock] = [:]
    var mounts: [Int64: HistoryBlock] = [:]
    for row in rows {
      let minute: Int64 = row[0]
      guard let body = MinuteBody(row[1] as Data) else { continue }
      let (hour, slot) = (HistoryTime.hour(minute: minute), HistoryTime.slot(minute: minute))
      for (host, values) in body.hosts {
        let key = HistoryKey.key(hour, host)
        measures[key, default: HistoryBlock()].take(values.measures, at: slot)
        mounts[key, default: HistoryBlock()].take(values.mounts, at: slot)
      }
    }
    let last: Int64 = rows[rows.count - 1][0]
    try database.execute(sql: "DELETE FROM minute WHERE minute <= ?", arguments: [last])
    for (key, block) in measures { try putAway(block, key, .measureHour, .measureDay) { $0.takeMeasures($1, at: $2) } }
    for (key, block) in mounts { try putAway(block, key, .mountHour, .mountDay) { $0.takeMounts($1, at: $2) } }
  }

  /// Adds to the block of an hour, and what the hour comes to to the block of its day.
  private func putAway(
    _ block: HistoryBlock, _ key: Int64, _ hourTable: HistoryTable, _ dayTable: HistoryTable,
    _ sum: (inout HistoryBlock, HistoryBlock, Int) -> Void
  ) throws {
    let whole = try merge(block, key, hourTable)
    let hour = HistoryKey.time(key)
    var day = HistoryBlock()
    sum(&day, whole, HistoryTime.slot(hour: hour))
    _ = try merge(day, HistoryKey.key(HistoryTime.day(hour: hour), HistoryKey.host(key)), dayTable)
  }

  private func merge(_ block: HistoryBlock, _ key: Int64, _ table: HistoryTable) throws -> HistoryBlock {
    let find = try database.cachedStatement(sql: "SELECT body FROM \(table.rawValue) WHERE key = ?")
    var whole = try Data.fetchOne(find, arguments: [key]).flatMap { HistoryBlock($0) } ?? HistoryBlock()
    whole.merge(block)
    let insert = try database.cachedStatement(
      sql: "INSERT OR REPLACE INTO \(table.rawValue) (key, body) VALUES (?, ?)")
    try insert.execute(arguments: [key, whole.data])
    return whole
  }

  /// Whether the clock is to be believed that says what is too old.
  ///
  /// One that is far ahead for a moment, as at the start of a machine, must not take everything away: an hour that was
  /// kept whole since the leap speaks for it.
  private func isSettled(hour: Int64) throws -> Bool {
    let newest = try Int64.fetchOne(
      database, sql: "SELECT max(key) FROM \(HistoryTable.measureHour.rawValue) WHERE key < ?",
      arguments: [HistoryKey.key(hour - 1, 0)])
    return newest.map { hour - HistoryKey.time($0) <= Self.leapMax } ?? false
  }

  /// Removes what is too old.
  private func trim(hour: Int64) throws {
    for table in HistoryTable.allCases {
      let time = table.isOfHours ? hour : HistoryTime.day(hour: hour)
      try database.execute(
        sql: "DELETE FROM \(table.rawValue) WHERE key < ?",
        arguments: [HistoryKey.key(time - Int64(table.kept), 0)])
    }
    try HistoryNames.trim(database, day: HistoryTime.day(hour: hour))
  }
}

extension HistoryTable {
  /// Whether its rows are hours with values by the minute; otherwise days with values by the hour.
  var isOfHours: Bool { self == .measureHour || self == .mountHour }
}

/// Minutes, hours and days since the epoch, in UTC.
enum HistoryTime {
  static func minute(_ moment: Timestamp) -> Int64 { floor(moment.milliseconds, 60_000) }
  static func hour(minute: Int64) -> Int64 { floor(minute, 60) }
  static func day(hour: Int64) -> Int64 { floor(hour, 24) }
  /// The place of a minute in its hour.
  static func slot(minute: Int64) -> Int { Int(minute - hour(minute: minute) * 60) }
  /// The place of an hour in its day.
  static func slot(hour: Int64) -> Int { Int(hour - day(hour: hour) * 24) }
  static func moment(minute: Int64) -> Timestamp { Timestamp(milliseconds: minute &* 60_000) }
  static func moment(hour: Int64) -> Timestamp { Timestamp(milliseconds: hour &* 3_600_000) }

  private static func floor(_ value: Int64, _ by: Int64) -> Int64 {
    let (quotient, rest) = value.quotientAndRemainder(dividingBy: by)
    return rest < 0 ? quotient - 1 : quotient
  }
}

extension HistoryBlock {
  /// Takes the measures of a minute.
  mutating func take(_ measures: [Int64], at slot: Int) {
    for (index, code) in measures.enumerated() where code != Self.absent { set(code, index * 2, at: slot) }
  }

  /// Takes the filesystems of a minute.
  mutating func take(_ mounts: [MinuteBody.Mount], at slot: Int) {
    for mount in mounts {
      set(mount.size, HistoryColumn.mount(mount.number, .size), at: slot)
      set(mount.available, HistoryColumn.mount(mount.number, .available), at: slot)
      if mount.inodes != Self.absent { set(mount.inodes, HistoryColumn.mount(mount.number, .inodes), at: slot) }
    }
  }

  /// Takes what the measures of an hour come to: the mean and the highest.
  mutating func takeMeasures(_ hour: HistoryBlock, at slot: Int) {
    for measure in HistoryMeasure.allCases {
      let codes = hour.present(HistoryColumn.mean(measure))
      let values = codes.compactMap { HistoryUnits.value($0, measure) }
      guard let highest = codes.max(), !values.isEmpty else { continue }
      let mean = values.reduce(0, +) / Double(values.count)
      if let code = HistoryUnits.code(mean, measure) { set(code, HistoryColumn.mean(measure), at: slot) }
      set(highest, HistoryColumn.highest(measure), at: slot)
    }
  }

  /// Takes what the filesystems of an hour come to: the last size, and the least that was left.
  mutating func takeMounts(_ hour: HistoryBlock, at slot: Int) {
    for column in hour.columns.keys {
      let codes = hour.present(column)
      let isSize = column % 4 == HistoryColumn.Part.size.rawValue
      if let code = isSize ? codes.last : codes.min() { set(code, column, at: slot) }
    }
  }

  /// The values of a column that were read.
  private func present(_ column: Int) -> [Int64] { (columns[column] ?? []).filter { $0 != Self.absent } }
}
