import ArgumentParser
import Glibc
import OpsDomain
import OpsSQLite
import OpsScreen

/// The stored chat at the hands of one command that reads it.
struct StoredChat {
  /// The most lines of one page.
  static let page = 2000

  let files: FileOptions
  /// The zone in which the person reads times.
  let zone: ZoneRules
  /// The moment at which the command began.
  let now: Timestamp
  private let store: SQLiteChatStore

  /// A conversation, how many lines of it are stored, and the last that somebody said.
  struct Summary: Sendable {
    var buffer: StoredBuffer
    var count: Int
    var last: ChatLine?
  }

  /// The history is not made where there is none.
  init(_ files: FileOptions) throws {
    self.files = files
    let settings = try files.settings()
    zone = PersonalZone(setting: settings.timeZone, environment: files.environment).rules(in: .ofThisMachine())
    now = Moments.now()
    store = SQLiteChatStore(path: files.paths.chatFile)
  }

  /// Waits for what the store does; its failures become failures of the command.
  func read<Value: Sendable>(
    else none: Value, _ body: @escaping @Sendable (SQLiteChatStore) async throws(StoreFailure) -> Value
  ) throws -> Value {
    guard unsafe access(store.path, F_OK) == 0 else { return none }
    let store = store
    switch waitForStore({ () async throws(StoreFailure) in try await body(store) }) {
    case .success(let value): return value
    case .failure(let failure): throw CommandFailure(failure)
    }
  }

  /// All conversations.
  func buffers() throws -> [StoredBuffer] {
    try read(else: []) { store throws(StoreFailure) in try await store.buffers() }.sorted { $0.name < $1.name }
  }

  /// All conversations with what is stored of them.
  func summaries() throws -> [Summary] {
    try read(else: []) { store throws(StoreFailure) in
      let counts = try await store.counts()
      var summaries: [Summary] = []
      for buffer in try await store.buffers() {
        let last = try await store.lines(of: buffer.id, before: nil, limit: Self.page).last { $0.isSaid }
        summaries.append(Summary(buffer: buffer, count: counts[buffer.id] ?? 0, last: last))
      }
      return summaries
    }.sorted { $0.buffer.name < $1.buffer.name }
  }

  /// The conversation of this name; ends the program when there is none.
  func buffer(_ name: String) throws -> StoredBuffer {
    let buffers = try buffers()
    let wanted = name.hasSuffix("/") ? String(name.dropLast()) : name
    let found = buffers.first { $0.name == wanted } ?? buffers.first { $0.name.lowercased() == wanted.lowercased() }
    guard let found else {
      let remedy = buffers.isEmpty ? "nothing is stored yet" : suggestion(for: name, among: buffers.map(\.name)) ?? ""
      throw ValidationError("there is no conversation “\(harmless(name))”; \(harmless(remedy))")
    }
    return found
  }

  /// Lines that hold a text, newest first.
  func hits(_ text: String, in buffer: BufferID?, limit: Int) throws -> [ChatHit] {
    try read(else: []) { store throws(StoreFailure) in
      try await store.search(text, in: buffer, before: nil, limit: limit)
    }
  }

  /// A moment as people write it; ends the program when it is not understood.
  func moment(_ text: String, _ option: String) throws -> Timestamp {
    do {
      return try TimePhrase.reading(text, now: now, zone: zone, leaning: .back).moment
    } catch {
      throw ValidationError("\(option): \(harmless(error.description))")
    }
  }

  /// The date and time of a moment as clocks of the person show it.
  func stamp(_ moment: Timestamp, seconds: Bool = true) -> String {
    let civil = CivilTime(moment, offsetSeconds: zone.offset(at: moment).offsetSeconds)
    return "\(civil.date) \(seconds ? civil.clock : civil.hourMinute)"
  }
}

extension StoredBuffer {
  /// The name by which commands know it: `office/#ops`, or `office` for what the network says.
  var name: String { id.target.isEmpty ? id.network : "\(id.network)/\(title)" }
}
