import GRDB
public import OpsDomain
import Synchronization

/// Conversations in a file of SQLite, readable by its owner only.
///
/// Several consoles of one person may have the same file open. What one of them stored and another one hears too is
/// stored once, and told to each of them once.
public final class SQLiteChatStore: ChatStore {
  /// The most lines of one call of `append` or `update`.
  public static let batchMax = 100_000
  /// The most lines of one page.
  public static let pageMax = 10_000
  /// The most conversations that are listed.
  public static let buffersMax = 2_000
  /// The most bytes of a fact.
  public static let factMax = 1 << 20

  /// The file.
  public var path: String { access.path }
  let access: StoreAccess
  /// Of the file that is open, which lines this console knows of.
  private let told = Mutex<(file: FileIdentity, lines: ToldLines)?>(nil)

  /// A store in this file; nothing is opened yet.
  public convenience init(path: String) { self.init(path: path, patience: StoreAccess.patience) }

  init(path: String, patience: Duration) {
    access = StoreAccess(path: path, schema: .chat, patience: patience)
  }

  /// A store in this file, which is made when it is missing, with its folders.
  public static func open(path: String) async throws(StoreFailure) -> SQLiteChatStore {
    let store = SQLiteChatStore(path: path)
    _ = try await store.access.file()
    return store
  }

  /// Closes the file; the next call opens it again.
  public func close() async { await access.close() }
}

// MARK: - Lines

extension SQLiteChatStore {
  /// Stores lines; returns those that this console did not know of, with their numbers.
  public func append(_ lines: [ChatLine], to buffer: BufferID) async throws(StoreFailure) -> [ChatLine] {
    if lines.isEmpty { return [] }
    try check(lines.count)
    let lines = lines.map(ChatText.kept)
    return try await access.write { [self] database, file in
      let number = try ChatBuffers.numberMade(of: buffer, in: database)
      var appending = try ChatAppending(database, buffer: number, told: known(file, database))
      let stored = try lines.compactMap { try appending.append($0) }
      note(stored.map(\.id), in: file)
      return stored
    }
  }

  /// Changes lines that were stored, by their numbers: delivery, identity of the message, time, entry.
  public func update(_ lines: [ChatLine], in buffer: BufferID) async throws(StoreFailure) {
    if lines.isEmpty { return }
    try check(lines.count)
    try await access.write { database, _ in
      guard let number = try ChatBuffers.number(of: buffer, in: database) else { return }
      for line in lines { try ChatUpdating.update(line, buffer: number, in: database) }
    }
  }

  /// Forgets lines by their numbers.
  public func remove(_ numbers: [Int64], from buffer: BufferID) async throws(StoreFailure) {
    try check(numbers.count)
    try await access.write { database, _ in
      guard let held = try ChatBuffers.number(of: buffer, in: database) else { return }
      for number in numbers {
        let find = try database.cachedStatement(sql: "SELECT 1 FROM line WHERE id = ? AND buffer = ?")
        if try Int.fetchOne(find, arguments: [number, held]) != nil { try ChatTable.remove(number, in: database) }
      }
    }
  }

  /// The newest lines before a place, oldest first.
  public func lines(
    of buffer: BufferID, before place: ChatPlace?, limit: Int
  ) async throws(StoreFailure) -> [ChatLine] {
    try await page(of: buffer, place, "<", "DESC", limit: limit).reversed()
  }

  /// The oldest lines after a place, oldest first.
  public func lines(
    of buffer: BufferID, after place: ChatPlace, limit: Int
  ) async throws(StoreFailure) -> [ChatLine] {
    try await page(of: buffer, place, ">", "ASC", limit: limit)
  }

  /// The newest line of a buffer that people said and that came over the network.
  public func newest(of buffer: BufferID) async throws(StoreFailure) -> ChatLine? {
    try await access.read { database, _ in
      guard let number = try ChatBuffers.number(of: buffer, in: database) else { return nil }
      let sql = """
        SELECT \(ChatTable.columns) FROM line l INDEXED BY line_place
        WHERE buffer = ? AND kind IN ('msg', 'act', 'notice') AND (delivery IS NULL OR delivery = 2)
        ORDER BY at DESC, id DESC LIMIT 1
        """
      return try Row.fetchOne(database, sql: sql, arguments: [number]).map(ChatTable.line)
    }
  }

  /// A line by its number.
  public func line(_ number: Int64, of buffer: BufferID) async throws(StoreFailure) -> ChatLine? {
    try await access.read { database, _ in
      guard let held = try ChatBuffers.number(of: buffer, in: database),
        try ChatTable.isStored(number, buffer: held, in: database)
      else { return nil }
      return try ChatTable.line(number, in: database)
    }
  }

  /// Lines that hold a text, newest first.
  public func search(
    _ text: String, in buffer: BufferID?, before place: ChatPlace?, limit: Int
  ) async throws(StoreFailure) -> [ChatHit] {
    let folded = ChatText.folded(text)
    let limit = max(0, min(limit, Self.pageMax))
    guard folded.contains(where: { !$0.isWhitespace }) else { return [] }
    return try await access.read { database, _ in
      var number: Int64?
      if let buffer {
        number = try ChatBuffers.number(of: buffer, in: database)
        if number == nil { return [] }
      }
      return try ChatFinder(folded, buffer: number, in: database).find(before: place, limit: limit)
    }
  }

  private func page(
    of buffer: BufferID, _ place: ChatPlace?, _ comparison: String, _ order: String, limit: Int
  ) async throws(StoreFailure) -> [ChatLine] {
    let limit = max(0, min(limit, Self.pageMax))
    return try await access.read { [self] database, file in
      _ = try known(file, database)
      guard let number = try ChatBuffers.number(of: buffer, in: database) else { return [] }
      var sql = "SELECT \(ChatTable.columns) FROM line l INDEXED BY line_place WHERE l.buffer = ?"
      var arguments: StatementArguments = [number]
      if let place {
        // The bound is told as a time, too, where SQLite begins to read.
        sql += " AND l.at \(comparison)= ? AND (l.at, l.id) \(comparison) (?, ?)"
        arguments += [place.at.milliseconds, place.at.milliseconds, place.id]
      }
      sql += " ORDER BY l.at \(order), l.id \(order) LIMIT ?"
      arguments += [limit]
      let statement = try database.cachedStatement(sql: sql)
      let lines = try Row.fetchAll(statement, arguments: arguments).map(ChatTable.line)
      note(lines.map(\.id), in: file)
      return lines
    }
  }

  private func check(_ count: Int) throws(StoreFailure) {
    guard count <= Self.batchMax else { throw StoreFailure(.tooLarge, "at most \(Self.batchMax) lines at once") }
  }
}

// MARK: - What this console knows of

extension SQLiteChatStore {
  /// The lines that are known; at first all that are stored, since they are read as the past.
  private func known(_ file: FileIdentity, _ database: Database) throws -> ToldLines {
    if let state = told.withLock({ $0 }), state.file == file { return state.lines }
    let lines = ToldLines(upTo: try ChatBuffers.lastLine(in: database))
    return told.withLock { state in
      if let state, state.file == file { return state.lines }
      state = (file, lines)
      return lines
    }
  }

  private func note(_ ids: [Int64], in file: FileIdentity) {
    told.withLock { state in
      guard state?.file == file else { return }
      for id in ids { state?.lines.insert(id) }
    }
  }
}

// MARK: - Conversations and facts

extension SQLiteChatStore {
  /// The buffers there are, those that are open first.
  public func buffers() async throws(StoreFailure) -> [StoredBuffer] {
    try await access.read { [self] database, file in
      _ = try known(file, database)
      return try ChatBuffers.all(limit: Self.buffersMax, in: database)
    }
  }

  /// Remembers a buffer: its title and kind, up to where it was read, whether it is open.
  ///
  /// What was read stays read: of two places the later one counts.
  public func remember(_ buffer: StoredBuffer) async throws(StoreFailure) {
    try await access.write { database, _ in try ChatBuffers.remember(buffer, in: database) }
  }

  /// Keeps a fact by name; nil forgets it.
  public func set(_ value: String?, for key: String) async throws(StoreFailure) {
    guard (value ?? "").utf8.count <= Self.factMax else {
      throw StoreFailure(.tooLarge, "\(key) has more than \(Self.factMax) bytes")
    }
    let (key, value) = (ChatText.cut(key, to: ChatText.nameMax), value.map { ChatText.cut($0, to: Self.factMax) })
    try await access.write { database, _ in
      if let value {
        try database.execute(
          sql: "INSERT OR REPLACE INTO fact (key, value) VALUES (?, ?)", arguments: [key, value])
      } else {
        try database.execute(sql: "DELETE FROM fact WHERE key = ?", arguments: [key])
      }
    }
  }

  /// A fact by name; nil where it is not known.
  public func value(for key: String) async throws(StoreFailure) -> String? {
    let key = ChatText.cut(key, to: ChatText.nameMax)
    return try await access.read { database, _ in
      try String.fetchOne(database, sql: "SELECT value FROM fact WHERE key = ?", arguments: [key])
    }
  }

  /// What is wrong with the file; nil when nothing is.
  public func integrityProblem() async throws(StoreFailure) -> String? {
    try await access.read { database, _ in
      let words = try String.fetchAll(database, sql: "PRAGMA quick_check(5)")
      return words == ["ok"] ? nil : words.joined(separator: "; ")
    }
  }
}
