import GRDB
public import OpsDomain

extension SQLiteChatStore {
  /// Removes what is older than a moment, and the oldest until all takes at most so many bytes; returns how many lines.
  ///
  /// The newest lines of each buffer stay, however old, unless the size allows no other way. It goes in steps, between
  /// which others may write.
  public func trim(olderThan moment: Timestamp, bytes: Int64) async throws(StoreFailure) -> Int {
    var removed = 0
    removed += try await removeOldest(before: moment, atMost: .max, keeping: ChatTrimming.keptOfBuffer)
    for kept in [ChatTrimming.keptOfBuffer, ChatTrimming.keptWhenFull, 0] {
      // Several rounds, since what a line takes is guessed.
      for _ in 0..<ChatTrimming.roundsMax {
        guard let count = try await excess(over: bytes) else { break }
        let gone = try await removeOldest(before: nil, atMost: count, keeping: kept)
        if gone == 0 { break }
        removed += gone
      }
    }
    if removed > 0 { try await access.write { database, _ in try ChatBuffers.forgetEmpty(in: database) } }
    try await giveSpaceBack(bytes)
    return removed
  }

  /// How many of the lines are too much for so many bytes; nil when none are.
  private func excess(over bytes: Int64) async throws(StoreFailure) -> Int? {
    try await access.read { database, _ in
      let used = try ChatTrimming.size(database).used
      guard used > bytes else { return nil }
      let count = try Int.fetchOne(database, sql: "SELECT count(*) FROM line") ?? 0
      // A tenth more, so that the next line is not one too many again.
      let share = 1 - Double(bytes) * 0.9 / Double(max(1, used))
      return max(1, Int(Double(count) * min(1, max(0, share))))
    }
  }

  private func removeOldest(
    before moment: Timestamp?, atMost most: Int, keeping kept: Int
  ) async throws(StoreFailure) -> Int {
    let newest = try await access.read { database, _ in try ChatTrimming.newest(kept, in: database) }
    var removed = 0
    var place: ChatPlace? = ChatPlace(at: Timestamp(milliseconds: .min), id: 0)
    while let start = place, removed < most {
      let limit = min(ChatTrimming.stepMax, most - removed)
      let (gone, next) = try await access.write { database, _ in
        try ChatTrimming.step(from: start, before: moment, limit: limit, keeping: newest, in: database)
      }
      removed += gone
      place = next
      await pause()
    }
    return removed
  }

  /// Gives pages that are free back to the file system, except for some that the next lines will take.
  private func giveSpaceBack(_ bytes: Int64) async throws(StoreFailure) {
    for _ in 0..<ChatTrimming.returnsMax {
      let isDone = try await access.write { database, _ in
        let size = try ChatTrimming.size(database)
        guard size.free > (size.all > bytes ? 0 : ChatTrimming.freeMax) else { return true }
        try database.execute(sql: "PRAGMA incremental_vacuum(\(ChatTrimming.pagesMax))")
        return false
      }
      if isDone { break }
      await pause()
    }
    try await access.outsideTransaction { database in _ = try database.checkpoint(.passive) }
  }

  /// Lets others write who wait for the file.
  private func pause() async { try? await Task.sleep(for: ChatTrimming.pause) }
}

/// The steps of removing lines.
enum ChatTrimming {
  /// The newest lines of a buffer that stay though they are old.
  static let keptOfBuffer = 100
  /// The newest lines of a buffer that stay though all takes too much room.
  static let keptWhenFull = 10
  /// The most lines looked at in one transaction.
  static let stepMax = 500
  /// The most pages given back in one transaction.
  static let pagesMax = 200
  /// The most steps of giving back.
  static let returnsMax = 20_000
  /// The most times that is looked whether enough was removed.
  static let roundsMax = 6
  /// The bytes of free pages that stay in the file for what comes next.
  static let freeMax: Int64 = 4 << 20
  /// Between two steps.
  static let pause = Duration.milliseconds(10)

  /// The bytes of a file: all, those of free pages, those in use.
  struct Size {
    var all: Int64
    var free: Int64
    var used: Int64 { all - free }
  }

  static func size(_ database: Database) throws -> Size {
    let page = try Int64.fetchOne(database, sql: "PRAGMA page_size") ?? 4096
    let all = try Int64.fetchOne(database, sql: "PRAGMA page_count") ?? 0
    let free = try Int64.fetchOne(database, sql: "PRAGMA freelist_count") ?? 0
    return Size(all: all &* page, free: free &* page)
  }

  /// The oldest of the newest lines of each buffer; lines from there on stay.
  static func newest(_ count: Int, in database: Database) throws -> [Int64: ChatPlace] {
    guard count > 0 else { return [:] }
    let find = try database.cachedStatement(
      sql: """
        SELECT at, id FROM (SELECT at, id FROM line WHERE buffer = ? ORDER BY at DESC, id DESC LIMIT ?)
        ORDER BY at, id LIMIT 1
        """)
    var places: [Int64: ChatPlace] = [:]
    for buffer in try Int64.fetchAll(database, sql: "SELECT id FROM buffer") {
      guard let row = try Row.fetchOne(find, arguments: [buffer, count]) else { continue }
      places[buffer] = ChatPlace(at: Timestamp(milliseconds: row[0]), id: row[1])
    }
    return places
  }

  /// Removes the oldest lines after a place; returns how many, and where to go on; nil when there are no more.
  static func step(
    from start: ChatPlace, before moment: Timestamp?, limit: Int, keeping newest: [Int64: ChatPlace],
    in database: Database
  ) throws -> (Int, ChatPlace?) {
    let find = try database.cachedStatement(
      sql: """
        SELECT at, id, buffer FROM line INDEXED BY line_time
        WHERE at >= ? AND (at, id) > (?, ?) AND at < ? ORDER BY at, id LIMIT ?
        """)
    let at = start.at.milliseconds
    let rows = try Row.fetchAll(
      find, arguments: [at, at, start.id, moment?.milliseconds ?? .max, limit])
    var removed = 0
    var last: ChatPlace?
    for row in rows {
      let place = ChatPlace(at: Timestamp(milliseconds: row[0]), id: row[1])
      last = place
      if let kept = newest[row[2] as Int64], place >= kept { continue }
      try ChatTable.remove(place.id, in: database)
      removed += 1
    }
    return (removed, rows.count < limit ? nil : last)
  }
}
