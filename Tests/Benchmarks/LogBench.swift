import Foundation
import OpsDomain
import OpsSQLite

/// Measures the work log on a file of many entries.
enum LogBench {
  /// Fills a file with entries as a team would write them: many hosts, some roles, two languages, one in seven in a thread.
  static func fill(_ path: String, count: Int) async throws(StoreFailure) {
    let store = SQLiteStore(path: path)
    var made = 0
    while made < count {
      let size = min(10_000, count - made)
      _ = try await store.append((made..<made + size).map(draft))
      made += size
    }
  }

  /// The entry of a number: the same for the same number, so that other programs can be given the same.
  static func entry(_ number: Int) -> Entry {
    let host = "bm-db\(number % 1300)"
    let texts = [
      "restarted mysqld on \(host), replication lag was \(number % 97) s", "\(host) で再起動を実施、問題なし",
      "disk /var at \(number % 100)% on \(host): removed old binlogs", "deploy r\(number) finished",
      "checked backups of \(host): OK", "ｾｯｼｮﾝ切れの調査、原因はキャッシュ (\(number))", "load is back to normal",
    ]
    // One in two hundred speaks of a trouble.
    let text = number % 200 == 7 ? "\(host) で障害発生、フェイルオーバーした" : texts[number % texts.count]
    return Entry(
      text, kind: number % 5 == 0 ? .step : .note, at: Timestamp(seconds: 1_600_000_000 + Int64(number) * 900),
      zone: "Asia/Tokyo", targets: [EntryTarget(.host, host, roleThen: "bookmark:db\(number % 40)")],
      tags: number % 10 == 0 ? ["mysql"] : [])
  }

  private static func draft(_ number: Int) -> OperationDraft {
    let author = Author("user\(number % 12)")
    let id = OperationID(high: UInt64(number) << 20, low: 0)
    return OperationDraft(id: id, author: author, via: .cli, zone: "Asia/Tokyo", body: .entryAdd(entry(number)))
  }

  /// Prints the entries as lines `time author host: text`, for other programs.
  static func lines(count: Int) {
    for number in 0..<count {
      let entry = entry(number)
      print("\(entry.at.milliseconds / 1000)\t\(entry.targets.first?.id ?? "")\t\(entry.text)")
    }
  }

  /// Measures; the numbers are milliseconds of the wall clock unless their names say otherwise.
  static func measure(_ path: String) async throws -> [String: Double] {
    var numbers: [String: Double] = [:]
    let started = ContinuousClock.now
    let store = try await SQLiteStore.open(path: path)
    let newest = try await store.entries(EntryQuery(), .newest, limit: 100)
    numbers["openAndFirstPage"] = milliseconds(since: started)
    guard let last = newest.records.last else { return numbers }
    numbers["pageNewest"] = try await best { _ = try await store.entries(EntryQuery(), .newest, limit: 100) }
    let deep = EntryPlace(at: Timestamp(milliseconds: last.entry.at.milliseconds / 2 + 800_000_000_000), id: last.id)
    numbers["pageDeep"] = try await best { _ = try await store.entries(EntryQuery(), .around(deep), limit: 100) }
    for (name, query) in questions() {
      var found = 0
      numbers[name] = try await best { found = try await store.entries(query, .newest, limit: 100).records.count }
      numbers[name + "Found"] = Double(found)
    }
    try await appends(to: store, into: &numbers)
    let before = ProcessCost.own()
    let streamed = try await stream(store)
    numbers["streamEntries"] = Double(streamed)
    numbers["streamPerCPUSecond"] = Double(streamed) / max(1e-9, ProcessCost.own() - before)
    numbers["peakMegabytes"] = peakMegabytes()
    return numbers
  }

  private static func questions() -> [(String, EntryQuery)] {
    func query(_ change: (inout EntryQuery) -> Void) -> EntryQuery {
      var query = EntryQuery()
      change(&query)
      return query
    }
    return [
      ("host", query { $0.hosts = ["bm-db7"] }),
      ("fiftyHosts", query { $0.hosts = (0..<50).map { HostID("bm-db\($0)") } }),
      ("role", query { $0.roles = ["bookmark:db7"] }),
      ("author", query { $0.authors = ["user3"] }),
      ("kind", query { $0.kinds = [.step] }),
      ("search障害", query { $0.words = ["障害"] }),
      ("search障", query { $0.words = ["障"] }),
      ("search再起動", query { $0.words = ["再起動"] }),
      ("searchMysqld", query { $0.words = ["mysqld"] }),
      ("searchRare", query { $0.words = ["r199003"] }),
      ("searchTwoLetters", query { $0.words = ["ok"] }),
      ("searchTwoLettersNone", query { $0.words = ["q%"] }),
      ("searchNone", query { $0.words = ["nothing like it"] }),
      ("searchTwoWords", query { $0.words = ["mysqld", "bm-db7"] }),
      ("hostAndWord", query { ($0.hosts, $0.words) = (["bm-db7"], ["障害"]) }),
      ("commonButNever", query { ($0.kinds, $0.words) = ([.step], ["障害", "mysqld"]) }),
    ]
  }

  private static func appends(to store: SQLiteStore, into numbers: inout [String: Double]) async throws(StoreFailure) {
    let count = 500
    let started = ContinuousClock.now
    let before = ProcessCost.own()
    for number in 0..<count {
      var draft = draft(5_000_000 + number)
      draft.id = OperationID(high: .random(in: 1 << 40...1 << 60), low: 7)
      _ = try await store.append([draft])
    }
    numbers["appendsPerSecond"] = Double(count) * 1000 / milliseconds(since: started)
    numbers["appendCPUMilliseconds"] = (ProcessCost.own() - before) * 1000 / Double(count)
  }

  /// Reads all entries, a page at a time, as a list does that is piped.
  private static func stream(_ store: SQLiteStore) async throws(StoreFailure) -> Int {
    var position = EntryPosition.after(EntryPlace(at: Timestamp(milliseconds: 0), id: OperationID(high: 0, low: 0)))
    var count = 0
    while true {
      let page = try await store.entries(EntryQuery(), position, limit: 500)
      count += page.records.count
      guard page.hasNewer, let last = page.records.last else { return count }
      position = .after(last.place)
    }
  }

  /// The shortest of some attempts, so that other programs do not count.
  private static func best(_ work: () async throws -> Void) async throws -> Double {
    var best = Double.infinity
    for _ in 0..<5 {
      let started = ContinuousClock.now
      try await work()
      best = min(best, milliseconds(since: started))
    }
    return best
  }

  private static func milliseconds(since start: ContinuousClock.Instant) -> Double {
    (ContinuousClock.now - start).inSeconds * 1000
  }

  private static func peakMegabytes() -> Double {
    var usage = rusage()
    guard unsafe getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage) == 0 else { return 0 }
    return Double(usage.ru_maxrss) / 1024
  }
}
