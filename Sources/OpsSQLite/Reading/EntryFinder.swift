import GRDB
import OpsDomain

/// Finds the places of the entries that meet a question.
///
/// The rarest part of the question gives the candidates, and the other parts are asked of each; when every part is common,
/// the entries are gone through in their order, since the next ones are near.
struct EntryFinder {
  /// The most candidates that are collected.
  static let candidatesMax = 10_000

  /// An entry found.
  struct Found {
    let number: Int64
    let id: OperationID
    let changes: Int
    let place: EntryPlace
  }

  private let database: Database
  private let words: [String]
  private let conditions: [EntryCondition]
  private let showsRetracted: Bool
  private let from: Int64
  private let to: Int64
  private let candidates: [Int64]?
  /// The condition that the candidates meet, since they come from it.
  private let source: Int?

  /// Prepares to find what a question asks for.
  init(_ query: EntryQuery, in database: Database) throws {
    self.database = database
    words = query.words.map(SearchText.fold).filter { !$0.isEmpty }
    conditions = try EntryCondition.conditions(of: query, in: database)
    showsRetracted = query.includesRetracted
    from = query.since?.milliseconds ?? .min
    let until = query.until?.milliseconds
    to = until.map { $0 == .min ? .min : $0 - 1 } ?? .max
    if until == .min || conditions.contains(where: \.isImpossible) {
      (candidates, source) = ([], nil)
    } else {
      (candidates, source) = try Self.rarest(of: conditions, words: words, from: from, to: to, in: database)
    }
  }

  /// The entries next to a place, nearest first; nil begins at the end.
  func find(_ bound: Bound?, newestFirst: Bool, limit: Int) throws -> [Found] {
    if candidates?.isEmpty == true || limit <= 0 || from > to { return [] }
    var sql = "SELECT e.number, e.id, e.changes, e.at FROM "
    var arguments: StatementArguments = []
    if let candidates {
      sql += "json_each(?) c CROSS JOIN entry e ON e.number = c.value"
      arguments += ["[\(candidates.map { String($0) }.joined(separator: ","))]"]
    } else {
      sql += "entry e INDEXED BY entry_place"
    }
    if !words.isEmpty { sql += " CROSS JOIN entry_text w ON w.entry = e.number" }
    // The bound is told as a time, too: SQLite begins at one of the conditions, and it shall be the narrowest.
    let at = bound?.place.at.milliseconds
    sql += " WHERE e.at >= ? AND e.at <= ?"
    arguments += [newestFirst ? from : max(from, at ?? .min), newestFirst ? min(to, at ?? .max) : to]
    if let bound {
      sql += " AND (e.at, e.id) \(bound.comparison) (?, ?)"
      arguments += [bound.place.at.milliseconds, bound.place.id.bytes]
    }
    if !showsRetracted { sql += " AND NOT e.retracted" }
    for (place, condition) in conditions.enumerated() where place != source { sql += " AND " + condition.sql }
    for word in words {
      sql += " AND instr(w.folded, ?) > 0"
      arguments += [word]
    }
    let order = newestFirst ? "DESC" : "ASC"
    sql += " ORDER BY e.at \(order), e.id \(order) LIMIT ?"
    arguments += [limit]
    return try Row.fetchAll(database, sql: sql, arguments: arguments).compactMap(Self.found)
  }

  private static func found(_ row: Row) -> Found? {
    guard let id = OperationID(bytes: row[1]) else { return nil }
    let place = EntryPlace(at: Timestamp(milliseconds: row[3]), id: id)
    return Found(number: row[0], id: id, changes: row[2], place: place)
  }

  /// On which side of a place.
  struct Bound {
    let place: EntryPlace
    let comparison: String
    static func before(_ place: EntryPlace) -> Bound { Bound(place: place, comparison: "<") }
    static func after(_ place: EntryPlace) -> Bound { Bound(place: place, comparison: ">") }
    static func upTo(_ place: EntryPlace) -> Bound { Bound(place: place, comparison: "<=") }
    static func from(_ place: EntryPlace) -> Bound { Bound(place: place, comparison: ">=") }
  }
}

// MARK: - Candidates

extension EntryFinder {
  /// The entries that meet the rarest part, and which condition that is, unless it is the words; nil when every part is
  /// common, or there is none.
  private static func rarest(
    of conditions: [EntryCondition], words: [String], from: Int64, to: Int64, in database: Database
  ) throws -> ([Int64]?, Int?) {
    var rarest: [Int64]?
    var source: Int?
    func consider(_ place: Int?, _ sql: String, _ arguments: StatementArguments = []) throws {
      let most = rarest?.count ?? candidatesMax
      let limited = "SELECT * FROM (\(sql)) LIMIT \(most + 1)"
      let numbers = try Int64.fetchAll(database, sql: limited, arguments: arguments)
      if numbers.count <= most { (rarest, source) = (Array(Set(numbers)), place) }
    }
    for (place, condition) in conditions.enumerated() {
      try consider(place, condition.candidates(from: from, to: to))
    }
    if let question = SearchGrams.trigramQuestion(words) {
      try consider(nil, "SELECT rowid FROM entry_trigram WHERE entry_trigram MATCH ?", [question])
    }
    if let question = SearchGrams.bigramQuestion(words) {
      try consider(nil, "SELECT rowid FROM entry_bigram WHERE entry_bigram MATCH ?", [question])
    }
    return (rarest, source)
  }
}
