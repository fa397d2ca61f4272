import OpsDomain

/// Which entries the work log shows, as it was typed and as it was understood.
struct LogFilter: Hashable, Sendable {
  /// The text as it was typed; empty when all are shown.
  var text = ""
  /// What it means.
  var query = EntryQuery()

  /// Why a text could not be understood.
  struct Problem: Error, Hashable {
    let message: String
    /// The character at which it is wrong.
    let offset: Int
  }

  /// A word that takes a value.
  struct Key: Sendable {
    let name: String
    let help: String
  }

  /// The words that take values, in the order of help.
  static let keys: [Key] = [
    Key(name: "host", help: "About these hosts, a node set: host=bm-db[01-24]; in quotes also hosts that are gone"),
    Key(name: "role", help: "About a role or its hosts: role=bookmark:db"),
    Key(name: "service", help: "About a service, its roles and hosts"),
    Key(name: "by", help: "Written by this person; by=me"),
    Key(name: "thread", help: "Of this maintenance: thread=M-81"),
    Key(name: "kind", help: "Of this kind: note, start, step, command, observation, decision, end, report, handoff"),
    Key(name: "tag", help: "With this tag; also #tag"),
    Key(name: "since", help: "At this time or later: since=14:00, since=2026-08-01, since=2h"),
    Key(name: "until", help: "Before this time"),
  ]

  /// Whether any entry may be left out.
  var isActive: Bool { !query.isEmpty }

  /// The hosts and roles that it names, as targets of a new entry.
  var targets: [EntryTarget] {
    query.hosts.map { EntryTarget(.host, $0.name) } + query.roles.map { EntryTarget(.role, $0) }
      + query.services.map { EntryTarget(.service, $0) }
  }
}

extension ConsoleState {
  /// Understands a filter of the work log: `host=bm-db07 kind=step since=14:00 words`.
  ///
  /// While it is typed, a last word that may become a key and a key without a value count for nothing.
  func logFilter(parsing text: String, isTyping: Bool = false) throws(LogFilter.Problem) -> LogFilter {
    var filter = LogFilter()
    filter.text = text.isBlank ? "" : text
    for token in LogFilterToken.all(in: text) {
      let isLast = isTyping && token.end == text.count
      let mayBecomeKey = token.key == nil && LogFilter.keys.contains { $0.name.hasPrefix(token.value) }
      if isLast, mayBecomeKey || (token.key != nil && token.value.isEmpty) { continue }
      try apply(token, to: &filter.query)
    }
    if let since = filter.query.since, let until = filter.query.until, until <= since {
      throw LogFilter.Problem(message: "until is not after since", offset: 0)
    }
    return filter
  }

  private func apply(_ token: LogFilterToken, to query: inout EntryQuery) throws(LogFilter.Problem) {
    guard let key = token.key else {
      if token.value.hasPrefix("#"), token.value.count > 1 {
        query.tags.append(String(token.value.dropFirst()))
      } else if !token.value.isEmpty {
        query.words.append(token.value)
      }
      return
    }
    func wrong(_ message: String) -> LogFilter.Problem { LogFilter.Problem(message: message, offset: token.offset) }
    guard LogFilter.keys.contains(where: { $0.name == key }) else {
      let hint = closestMatch(to: key, among: LogFilter.keys.map(\.name)).map { "; did you mean \($0)=?" } ?? ""
      throw wrong("there is no \(key)=\(hint)")
    }
    guard !token.value.isEmpty else { throw wrong("\(key)= needs a value") }
    switch key {
    case "host":
      query.hosts += try hosts(token)
      for host in query.hosts { query.presentRoles[host] = shownFleet[host]?.host.role?.description }
    case "role": query.roles.append(try role(token))
    case "service": query.services.append(try service(token))
    case "by": query.authors += token.values.map { $0 == "me" ? settings.author.account : $0 }
    case "tag": query.tags += token.values.map { String($0.drop { $0 == "#" }) }
    case "kind": query.kinds += try kinds(token)
    case "thread": query.thread = try thread(token)
    case "since": query.since = try moment(token)
    default: query.until = try moment(token)
    }
  }

  private func hosts(_ token: LogFilterToken) throws(LogFilter.Problem) -> [HostID] {
    if token.isQuoted { return token.values.map { HostID($0) } }
    do throws(Mismatch) {
      return try hosts(matching: token.value)
    } catch { throw LogFilter.Problem(message: error.message, offset: token.offset) }
  }

  private func role(_ token: LogFilterToken) throws(LogFilter.Problem) -> String {
    let name = String(token.value.drop { $0 == "@" })
    let roles = shownFleet.roles.map(\.id)
    if token.isQuoted || roles.contains(where: { $0.description == name || $0.role == name }) { return name }
    let hint = closestMatch(to: name, among: roles.map(\.description)).map { "; did you mean \($0)?" } ?? ""
    throw LogFilter.Problem(message: "no role \"\(name)\"\(hint)", offset: token.offset)
  }

  private func service(_ token: LogFilterToken) throws(LogFilter.Problem) -> String {
    let name = String(token.value.drop { $0 == "@" })
    if token.isQuoted || index.services.contains(name) { return name }
    let hint = closestMatch(to: name, among: index.services).map { "; did you mean \($0)?" } ?? ""
    throw LogFilter.Problem(message: "no service \"\(name)\"\(hint)", offset: token.offset)
  }

  private func kinds(_ token: LogFilterToken) throws(LogFilter.Problem) -> [EntryKind] {
    var kinds: [EntryKind] = []
    for name in token.values {
      guard let kind = EntryKind(rawValue: name) else {
        let known = EntryKind.allCases.map(\.rawValue)
        let hint = closestMatch(to: name, among: known).map { "; did you mean \($0)?" } ?? ""
        throw LogFilter.Problem(message: "no kind \"\(name)\"\(hint)", offset: token.offset)
      }
      kinds.append(kind)
    }
    return kinds
  }

  private func thread(_ token: LogFilterToken) throws(LogFilter.Problem) -> OperationID {
    let name = token.value
    if let id = OperationID(name) { return id }
    if let window = log.team.window(reference: name) { return window.id }
    if let request = log.team.request(reference: name) { return request.id }
    throw LogFilter.Problem(message: "no maintenance \"\(name)\"; it is written M-81", offset: token.offset)
  }

  private func moment(_ token: LogFilterToken) throws(LogFilter.Problem) -> Timestamp {
    if let length = try? TimePhrase.duration(token.value) { return now - length }
    do throws(TimeProblem) {
      return try TimePhrase.moment(token.value, now: now, zone: composerZone, leaning: .back)
    } catch { throw LogFilter.Problem(message: error.description, offset: token.offset) }
  }
}

/// A part of a filter: `key=value`, `key="a b"`, or a word.
struct LogFilterToken: Hashable {
  /// The word before `=`; nil for a plain word.
  var key: String?
  var value: String
  var isQuoted = false
  /// The character at which it begins.
  var offset: Int
  /// The character after its last.
  var end = 0

  /// The most parts of a filter; more are left out.
  static let limit = 64

  /// The parts of a value that commas divide.
  var values: [String] { value.split(separator: ",").map { String($0) } }

  /// Cuts a text into parts; blanks within quotes do not divide.
  static func all(in text: String) -> [LogFilterToken] {
    let characters = Array(text)
    var tokens: [LogFilterToken] = []
    var place = 0
    while place < characters.count, tokens.count < limit {
      guard !characters[place].isWhitespace else {
        place += 1
        continue
      }
      tokens.append(read(characters, &place))
    }
    return tokens
  }

  private static func read(_ characters: [Character], _ place: inout Int) -> LogFilterToken {
    var token = LogFilterToken(value: "", offset: place)
    while place < characters.count, !characters[place].isWhitespace {
      let character = characters[place]
      place += 1
      if character == "\"" {
        token.isQuoted = true
        while place < characters.count, characters[place] != "\"" {
          token.value.append(characters[place])
          place += 1
        }
        place += 1
      } else if character == "=", token.key == nil, !token.value.isEmpty, !token.isQuoted,
        token.value.allSatisfy({ $0.isASCII && $0.isLetter })
      {
        token.key = token.value
        token.value = ""
      } else {
        token.value.append(character)
      }
    }
    token.end = min(place, characters.count)
    return token
  }
}
