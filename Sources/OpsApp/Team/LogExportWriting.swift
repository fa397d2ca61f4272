import ArgumentParser
import OpsDomain
import OpsScreen

/// Writes the work log in the formats of others, a piece at a time.
struct LogExportWriting {
  /// The operations that are read at once.
  private static let batch = 500

  let desk: TeamDesk
  let team: TeamState
  let query: EntryQuery
  let output: PrivateOutput

  private var stream: EntryStream { EntryStream(desk: desk, query: query) }

  /// All operations, a line of JSON each.
  func operations() throws {
    var cursor = StoreCursor()
    while true {
      let from = cursor
      let (operations, next) = try desk.read(else: ([], from)) { store throws(StoreFailure) in
        try await store.operations(after: from, limit: Self.batch)
      }
      for operation in operations { try output.write(operationJSON(operation) + "\n") }
      guard !operations.isEmpty else { return }
      cursor = next
    }
  }

  /// A line an entry.
  func plain() throws {
    try stream.oldestFirst { try output.write(PlainLines.line($0, zone: desk.zone)) }
  }

  /// A feed.
  func atom() throws {
    var feed = AtomFeed(title: title, id: feedIdentity, zone: desk.zone)
    try output.write(feed.begin())
    try stream.newestFirst { try output.write(feed.entry($0)) }
    try output.write(feed.end(fallback: desk.now))
  }

  /// Windows and freezes; all of them, or the window that is asked for.
  func calendar() throws {
    var calendar = ICalendar(name: "opsconsole", zones: desk.access.zones)
    try output.write(calendar.begin())
    for window in team.windows where isWanted(window) { try output.write(calendar.event(window)) }
    if query.thread == nil {
      for freeze in team.freezes { try output.write(calendar.event(freeze)) }
    }
    try output.write(calendar.end())
  }

  private func isWanted(_ window: OpsDomain.Window) -> Bool {
    if let thread = query.thread { return window.id == thread }
    return window.recorded != .draft
  }

  /// The entries under their days.
  func list() throws {
    var list = MarkdownList(title: title, zone: desk.zone)
    try output.write(list.begin())
    try stream.oldestFirst { try output.write(list.entry($0)) }
    try output.write(list.end())
  }

  /// The document of a maintenance or of another thread.
  func document() throws {
    guard var document = try documentOfThread() else { return }
    try output.write(document.begin())
    // Reports are documents of the thread, not events in it.
    try stream.oldestFirst { if $0.entry.kind != .report { try output.write(document.entry($0)) } }
    try output.write(document.end())
  }

  private func documentOfThread() throws -> ProcedureDocument? {
    guard let id = query.thread else { return nil }
    if let window = team.window(id) { return ProcedureDocument(window, zone: desk.zone) }
    let found = try desk.read(else: nil) { store throws(StoreFailure) in try await store.entry(id) }
    guard let first = found else { throw ValidationError("\(id) is neither a maintenance nor an entry") }
    return ProcedureDocument(thread: first, zone: desk.zone)
  }

  private var title: String { subject.isEmpty ? "Work log" : "Work log: \(subject)" }

  /// What the entries have in common, in words.
  private var subject: String {
    let names = query.roles + query.services + (query.hosts.isEmpty ? [] : [NodeSet.fold(query.hosts.map(\.name))])
    let thread = query.thread.map { [team.reference(of: $0) ?? $0.description] } ?? []
    return (names + query.authors + query.kinds.map(\.rawValue) + query.tags.map { "#\($0)" } + thread)
      .joined(separator: ", ")
  }

  /// The same for the same question, so that readers know the feed again.
  private var feedIdentity: String {
    let allowed = subject.utf8.map { byte in
      let isPlain = (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
      return isPlain || byte == 0x2D || byte == 0x2E ? String(UnicodeScalar(byte)) : "%\(hexadecimal(byte))"
    }
    return (["urn:x-opsconsole:log"] + (allowed.isEmpty ? [] : [allowed.joined()])).joined(separator: ":")
  }

  private func hexadecimal(_ byte: UInt8) -> String {
    (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
  }
}
