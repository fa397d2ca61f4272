import GRDB
import OpsDomain

/// One part of a question: entries with one of several terms, everywhere or within a time.
struct EntryCondition {
  /// Terms that count within a time only.
  struct Span {
    var terms: [Int64]
    var from: Int64
    var to: Int64
  }

  /// Terms that count at all times.
  private(set) var terms: [Int64] = []
  /// Terms that count within a time.
  private(set) var spans: [Span] = []
  /// An entry that is meant itself.
  private(set) var entry: Int64?

  /// Whether no entry can meet it.
  var isImpossible: Bool { terms.isEmpty && spans.isEmpty && entry == nil }

  /// What is asked of the entry `e`, in SQL; it holds numbers of ours only.
  var sql: String {
    var parts: [String] = []
    if !terms.isEmpty { parts.append(Self.has(terms)) }
    for span in spans { parts.append("(e.at >= \(span.from) AND e.at <= \(span.to) AND \(Self.has(span.terms)))") }
    if let entry { parts.append("e.number = \(entry)") }
    return "(\(parts.joined(separator: " OR ")))"
  }

  /// The numbers of the entries that meet it, in SQL.
  func candidates(from: Int64, to: Int64) -> String {
    var parts: [String] = []
    for span in [Span(terms: terms, from: from, to: to)] + spans where !span.terms.isEmpty {
      parts.append(
        """
        SELECT entry FROM entry_term WHERE term IN (\(Self.list(span.terms)))
        AND at >= \(max(from, span.from)) AND at <= \(min(to, span.to))
        """)
    }
    if let entry { parts.append("SELECT \(entry)") }
    return parts.joined(separator: " UNION ALL ")
  }

  private static func has(_ terms: [Int64]) -> String {
    "EXISTS (SELECT 1 FROM entry_term x WHERE x.term IN (\(list(terms))) AND x.at = e.at AND x.entry = e.number)"
  }

  private static func list(_ numbers: [Int64]) -> String { numbers.map { String($0) }.joined(separator: ",") }
}

// MARK: - From a question

extension EntryCondition {
  /// The parts of a question, without its words and times.
  static func conditions(of query: EntryQuery, in database: Database) throws -> [EntryCondition] {
    var conditions: [EntryCondition] = []
    func add(_ texts: [String]) throws {
      if !texts.isEmpty { conditions.append(EntryCondition(terms: try numbers(of: texts, in: database))) }
    }
    try add(query.roles.map(EntryTerms.role))
    try add(query.services.map(EntryTerms.service))
    try add(query.authors.map(EntryTerms.author))
    try add(query.kinds.map(EntryTerms.kind))
    try add(query.tags.map(EntryTerms.tag))
    if !query.hosts.isEmpty { conditions.append(try hosts(query, in: database)) }
    if let thread = query.thread {
      var condition = EntryCondition(terms: try numbers(of: [EntryTerms.thread(thread)], in: database))
      condition.entry = try Int64.fetchOne(
        database, sql: "SELECT number FROM op WHERE id = ? AND type = 'entry.add'", arguments: [thread.bytes])
      conditions.append(condition)
    }
    return conditions
  }

  private init(terms: [Int64]) { self.terms = terms }

  /// Entries about hosts, or about a role or service that one of them had at that time.
  private static func hosts(_ query: EntryQuery, in database: Database) throws -> EntryCondition {
    var condition = EntryCondition(terms: try numbers(of: query.hosts.map { EntryTerms.host($0.name) }, in: database))
    for host in query.hosts {
      for had in try roles(of: host.name, now: query.presentRoles[host], in: database) {
        var wholes = [EntryTerms.wholeRole(had.role)]
        if let parts = EntryTerms.parts(ofRole: had.role) { wholes.append(EntryTerms.wholeService(parts.service)) }
        let terms = try numbers(of: wholes, in: database)
        if !terms.isEmpty { condition.spans.append(Span(terms: terms, from: had.from, to: had.to)) }
      }
    }
    return condition
  }

  /// The roles that a host had as far as its entries tell, and when; the first and the last one reach beyond them.
  ///
  /// The role that it has now is the last one, where it is known; for a host without entries it is the only one.
  private static func roles(
    of host: String, now present: String?, in database: Database
  ) throws -> [(role: String, from: Int64, to: Int64)] {
    let beginning = EntryTerms.pair(host, "")
    let find = try database.cachedStatement(
      sql: """
        SELECT text, (SELECT min(at) FROM entry_term WHERE term = term.id),
          (SELECT max(at) FROM entry_term WHERE term = term.id)
        FROM term WHERE text >= ? AND text < ?
        """)
    // The character after the line's end bounds all texts with this beginning.
    let end = "p:\(host)\u{B}"
    let rows = try Row.fetchAll(find, arguments: [beginning, end])
    var roles = rows.compactMap { row -> (role: String, from: Int64, to: Int64)? in
      guard let from: Int64 = row[1], let to: Int64 = row[2] else { return nil }
      return (String(decoding: (row[0] as String).utf8.dropFirst(beginning.utf8.count), as: UTF8.self), from, to)
    }
    if let first = roles.indices.min(by: { roles[$0].from < roles[$1].from }) { roles[first].from = .min }
    guard let last = roles.indices.max(by: { roles[$0].to < roles[$1].to }) else {
      return present.map { [($0, .min, .max)] } ?? []
    }
    if let present, roles[last].role != present, roles[last].to < .max {
      roles.append((present, roles[last].to + 1, .max))
    } else {
      roles[last].to = .max
    }
    return roles
  }

  /// The numbers of those terms that any entry has.
  private static func numbers(of texts: [String], in database: Database) throws -> [Int64] {
    let find = try database.cachedStatement(sql: "SELECT id FROM term WHERE text = ?")
    return try Set(texts).sorted().compactMap { try Int64.fetchOne(find, arguments: [$0]) }
  }
}
