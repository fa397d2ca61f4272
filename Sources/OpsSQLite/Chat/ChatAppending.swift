import GRDB
import OpsDomain

/// Stores lines of one conversation within one transaction.
struct ChatAppending {
  private let database: Database
  private let buffer: Int64
  /// What this console knows of what is stored.
  private(set) var told: ToldLines
  /// Stored lines that were met in this call.
  private var met: Set<Int64> = []
  /// The last line that was stored before.
  private let last: Int64

  /// Begins to store; the transaction is the caller's.
  init(_ database: Database, buffer: Int64, told: ToldLines) throws {
    self.database = database
    self.buffer = buffer
    self.told = told
    last = try ChatBuffers.lastLine(in: database)
  }

  /// Stores a line, or finds that it is stored; nil when this console knows of it already.
  mutating func append(_ line: ChatLine) throws -> ChatLine? {
    if let id = try sameMessage(as: line) { return try show(id) }
    if ChatMatching.isShared(line.kind), let id = try alike(line) {
      met.insert(id)
      try complete(id, with: line)
      if try arrives(id, line) { return try ChatTable.line(id, in: database) }
      return try show(id)
    }
    var stored = line
    stored.id = try ChatTable.insert(line, buffer: buffer, in: database)
    met.insert(stored.id)
    told.insert(stored.id)
    return stored
  }

  /// The line as it is stored, where another console stored it and this one does not know of it yet.
  private mutating func show(_ id: Int64) throws -> ChatLine? {
    guard !told.contains(id) else { return nil }
    told.insert(id)
    return try ChatTable.line(id, in: database)
  }

  private func sameMessage(as line: ChatLine) throws -> Int64? {
    guard let message = line.messageID else { return nil }
    let find = try database.cachedStatement(sql: "SELECT id FROM line WHERE buffer = ? AND message = ?")
    return try Int64.fetchOne(find, arguments: [buffer, message])
  }

  /// A stored line of the same words whose time is near; see `ChatMatching`.
  private func alike(_ line: ChatLine) throws -> Int64? {
    // Where nobody else writes into the file, what comes live need not be looked for.
    if !line.isPlayback, last <= told.floor { return nil }
    let find = try database.cachedStatement(
      sql: """
        SELECT id, at, message, delivery IS NOT NULL FROM line INDEXED BY line_place
        WHERE buffer = ? AND at >= ? AND at <= ? AND kind = ? AND sender = ? AND text = ?
        """)
    let at = line.at.milliseconds
    let tolerance = line.isPlayback ? ChatMatching.ownTolerance : ChatMatching.consoleTolerance
    let rows = try Row.fetchAll(
      find,
      arguments: [buffer, at &- tolerance, at &+ tolerance, line.kind.rawValue, line.sender, line.text])
    let candidates = rows.map {
      ChatMatching.Candidate(id: $0[0], at: $0[1], messageID: $0[2], hasOwnTime: $0[2] == nil && $0[3])
    }
    return ChatMatching.match(line, among: candidates) { id in
      !met.contains(id) && (line.isPlayback || !told.contains(id))
    }?.id
  }

  /// Keeps the identity that the network gave a line which had none, so that it is known by it from now on.
  private func complete(_ id: Int64, with line: ChatLine) throws {
    guard let message = line.messageID else { return }
    let change = try database.cachedStatement(sql: "UPDATE line SET message = ? WHERE id = ? AND message IS NULL")
    try change.execute(arguments: [message, id])
  }
}

extension ChatAppending {
  /// Whether a stored line is an own one that was told as failed, and is delivered from now on, since it came back.
  private func arrives(_ id: Int64, _ line: ChatLine) throws -> Bool {
    guard line.isOwn, line.isPlayback, line.delivery == .delivered else { return false }
    let change = try database.cachedStatement(
      sql: "UPDATE line SET delivery = 2, failure = NULL WHERE id = ? AND delivery = 3")
    try change.execute(arguments: [id])
    return database.changesCount > 0
  }
}

/// Changes lines that are stored.
enum ChatUpdating {
  /// Changes a line; one that another console stored as the same message goes, and leaves its entry to this one.
  static func update(_ line: ChatLine, buffer: Int64, in database: Database) throws {
    var line = ChatText.kept(line)
    guard try ChatTable.isStored(line.id, buffer: buffer, in: database) else { return }
    if let message = line.messageID {
      let find = try database.cachedStatement(
        sql: "SELECT id FROM line WHERE buffer = ? AND message = ? AND id <> ?")
      if let twin = try Int64.fetchOne(find, arguments: [buffer, message, line.id]) {
        line.entry = try line.entry ?? ChatTable.line(twin, in: database)?.entry
        try ChatTable.remove(twin, in: database)
      }
    }
    try ChatTable.update(line, buffer: buffer, in: database)
  }
}
