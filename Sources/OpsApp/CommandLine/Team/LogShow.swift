import ArgumentParser
import OpsDomain
import OpsScreen

/// `opsconsole log show`: one entry with its past and its thread.
struct LogShow: TeamCommand {
  static let writes = false
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Print one entry: as it reads, as it was written first, its corrections, its thread.",
    discussion: """
      EXAMPLES
        opsconsole log show 01K9X3
        opsconsole log show 01K9X3 --json | jq .entry.revisions

      EXIT STATUS
        0 printed · 1 the work log cannot be read · 64 there is no such entry, or several
      """)

  @Argument(help: ArgumentHelp("The entry's identity, or its beginning.", valueName: "id"))
  var id: String

  @Flag(help: "Print JSON of the schema opsconsole.log/1.")
  var json = false

  @OptionGroup var team: TeamOptions

  /// The most entries of a thread that are printed with one of its entries.
  private static let threadMax = 200

  func perform(_ desk: TeamDesk) throws {
    let state = try desk.team()
    let record = try desk.entry(id)
    var thread: [EntryRecord] = []
    var query = EntryQuery()
    query.thread = record.entry.thread ?? record.id
    try EntryStream(desk: desk, query: query).oldestFirst(limit: Self.threadMax) {
      if $0.id != record.id { thread.append($0) }
    }
    if json {
      let document = EntryDocument(team: state)
      StandardOutput.print(
        JSON.object([
          ("schema", .text(EntryDocument.schema)), ("entry", document.entry(record)),
          ("thread", .list(thread.map(document.entry))),
        ]).text)
    } else {
      for line in EntrySheet(record, thread, EntryLines(desk, state)).lines { StandardOutput.print(line) }
    }
  }
}

/// One entry on a page of its own, for people.
private struct EntrySheet {
  private(set) var lines: [String] = []
  private let printer: EntryLines

  init(_ record: EntryRecord, _ thread: [EntryRecord], _ printer: EntryLines) {
    self.printer = printer
    let entry = record.entry
    lines.append(printer.paint(record.id.description, .strong))
    field("when", when(record))
    field("who", who(record))
    field("about", printer.subjects(entry))
    field("kind", entry.kind.rawValue + (entry.result.map { ", \($0.rawValue)" } ?? ""))
    field("thread", entry.thread.map { printer.team.reference(of: $0) ?? $0.description })
    field("answers", entry.replyTo?.description)
    field("tickets", entry.tickets.isEmpty ? nil : entry.tickets.joined(separator: ", "))
    for link in record.links { field("link", link.target) }
    if let strike = record.retracted { field("retracted", words(strike)) }
    lines.append("")
    body(printer.text(record))
    corrections(record)
    if !thread.isEmpty {
      lines += ["", printer.paint("Thread", .title)]
      lines += thread.map(printer.listed)
    }
  }

  private mutating func corrections(_ record: EntryRecord) {
    for revision in record.revisions {
      let change = revision.amendment
      heading("Amended \(stamp(revision.recordedAt)) by \(printer.who(revision.author)): \(change.reason)")
      field("when", change.at.map(stamp))
      field("about", change.targets.map { NodeSet.fold($0.map(\.id)) })
      field("kind", change.kind?.rawValue)
    }
    guard let original = record.original, record.redacted == nil else { return }
    heading("As it was written first, \(stamp(original.at))")
    body(original.text)
  }

  private mutating func heading(_ text: String) { lines += ["", printer.paint(harmless(text), .title)] }

  private mutating func body(_ text: String) {
    lines += harmlessLines(text).map { "  " + $0 }
  }

  private mutating func field(_ name: String, _ value: String?) {
    guard let value, !value.isEmpty else { return }
    lines.append(printer.paint(name + String(repeating: " ", count: max(1, 11 - name.count)), .quiet) + harmless(value))
  }

  private func when(_ record: EntryRecord) -> String {
    let entry = record.entry
    let isLate = abs(record.recordedAt.milliseconds - entry.at.milliseconds) > 60_000
    return stamp(entry.at) + (isLate ? ", recorded \(stamp(record.recordedAt))" : "")
  }

  private func who(_ record: EntryRecord) -> String {
    let author = record.author
    let name = author.display == author.account ? "" : " (\(author.display))"
    return printer.who(author) + name + (author.verified == .none ? ", not verified" : "")
      + ", by \(record.via.rawValue)"
  }

  private func words(_ strike: EntryRecord.Strike) -> String {
    "\(stamp(strike.recordedAt)) by \(printer.who(strike.author)): \(strike.reason)"
  }

  private func stamp(_ moment: Timestamp) -> String {
    let civil = printer.desk.civil(moment)
    return "\(civil.date) \(civil.clock) \(printer.desk.zone.offset(at: moment).abbreviation)"
  }
}
