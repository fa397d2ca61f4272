import OpsDomain
import OpsScreen

@testable import OpsConsole

/// A work log in memory that answers what the console asks for.
struct FakeLog {
  /// All entries, oldest first.
  var records: [EntryRecord] = []
  /// The failure that every append meets; nil: all is well.
  var failure: StoreFailure?
  /// The appends that were asked for, with their tickets, failed ones included.
  var attempts: [(ticket: Int, bodies: [OperationBody])] = []
  /// The pages that were asked for.
  var reads: [(query: EntryQuery, position: EntryPosition, limit: Int)] = []
  /// Drafts as they were told.
  var drafts: [String: String] = [:]
  /// The last entry told to be seen.
  var seen: EntryPlace?
  /// What the editor makes of a text.
  var edited: @Sendable (String) -> String? = { $0 }
  /// Addresses that were opened.
  var links: [String] = []
  private var lastID: UInt64 = 1_000_000

  init(_ records: [EntryRecord] = []) { self.records = records.sorted { $0.place < $1.place } }

  /// The news that answers an effect; nil when it is not of the log or has no answer.
  mutating func answer(_ effect: LogEffect, author: Author, now: Timestamp) -> LogNews? {
    switch effect {
    case .append(let bodies, let ticket):
      attempts.append((ticket, bodies))
      if let failure { return .failed(failure, ticket: ticket) }
      return .saved(bodies.map { operation($0, author, now) }, ticket: ticket)
    case .read(let query, let position, let limit, let ticket):
      reads.append((query, position, limit))
      return .page(page(query, position, limit), ticket: ticket)
    case .count(let hosts):
      return .counts(
        Dictionary(hosts.map { host in (host, records.count { $0.hosts.contains(host) }) }, uniquingKeysWith: { $1 }))
    case .keepDraft(let context, let text):
      drafts[context] = text.isEmpty ? nil : text
      return nil
    case .edit(let text, let ticket): return .edited(edited(text), ticket: ticket)
    case .seen(let place): seen = place
    case .openLink(let link): links.append(link)
    }
    return nil
  }

  private mutating func operation(_ body: OperationBody, _ author: Author, _ now: Timestamp) -> Operation {
    lastID += 1
    let id = OperationID(high: UInt64(now.milliseconds) << 16, low: lastID)
    if case .entryAdd(let entry) = body {
      records.append(EntryRecord(id: id, author: author, recordedAt: now, entry: entry))
      records.sort { $0.place < $1.place }
    }
    return Operation(
      id: id, writer: "test", sequence: 1, hybrid: HybridTime(), recordedAt: now, author: author, via: .console,
      body: body)
  }

  private func page(_ query: EntryQuery, _ position: EntryPosition, _ limit: Int) -> EntryPage {
    let found = records.filter { query.admits($0) { _ in nil } }
    let range: Range<Int>
    switch position {
    case .newest: range = max(found.count - limit, 0)..<found.count
    case .before(let place):
      let end = found.firstIndex { $0.place >= place } ?? found.count
      range = max(end - limit, 0)..<end
    case .after(let place):
      let start = found.firstIndex { $0.place > place } ?? found.count
      range = start..<min(start + limit, found.count)
    case .around(let place):
      let middle = found.firstIndex { $0.place >= place } ?? found.count
      let start = max(min(middle - limit / 2, found.count - limit), 0)
      range = start..<min(start + limit, found.count)
    }
    return EntryPage(
      records: Array(found[range]), hasOlder: range.lowerBound > 0, hasNewer: range.upperBound < found.count)
  }
}

extension ConsoleState {
  /// Opens the log: tells the console so and answers all it asks.
  mutating func open(_ store: inout FakeLog, team: TeamState = TeamState(), seen: EntryPlace? = nil) {
    settle(handle(.log(.opened(team, drafts: store.drafts, seen: seen))), &store)
  }

  /// Answers effects until nothing more is asked; returns those that are not of the log.
  @discardableResult
  mutating func settle(_ effects: [Effect], _ store: inout FakeLog) -> [Effect] {
    var waiting = effects
    var others: [Effect] = []
    var steps = 0
    while !waiting.isEmpty, steps < 1_000 {
      steps += 1
      let effect = waiting.removeFirst()
      guard case .log(let asked) = effect else {
        others.append(effect)
        continue
      }
      if let news = store.answer(asked, author: settings.author, now: now) { waiting += handle(.log(news)) }
    }
    return others
  }

  /// Presses keys, the store answering at once.
  @discardableResult
  mutating func press(_ store: inout FakeLog, _ names: String...) -> [Effect] {
    names.flatMap { name in Key(named: name).map { settle(handle(.terminal(.key($0))), &store) } ?? [] }
  }

  /// Types a text, a key a character, the store answering at once.
  mutating func type(_ store: inout FakeLog, _ text: String) {
    for character in text { settle(handle(.terminal(.key(Key(.character(character))))), &store) }
  }
}
