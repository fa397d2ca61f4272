/// What is gathered from entries for the end of a procedure document.
struct ProcedureRemainder: Sendable {
  private var decisions: [String] = []
  private var followUps: [String] = []
  private var tickets: [String] = []
  private var (amended, retracted, redacted, left) = (0, 0, 0, 0)
  /// What the last entry said that ended the work, as a paragraph.
  private(set) var ending: String?
  /// When that was.
  private(set) var endedAt: Timestamp?

  /// The most lines of each part; more are counted.
  private static let linesMax = 200
  /// The most characters of a line.
  private static let lineMax = 400

  /// Takes what an entry leaves over; `lead` is its time in the timeline.
  mutating func note(_ record: EntryRecord, lead: String) {
    if !record.revisions.isEmpty { amended += 1 }
    if record.retracted != nil { retracted += 1 }
    if record.redacted != nil { redacted += 1 }
    guard record.retracted == nil, record.redacted == nil else { return }
    let entry = record.entry
    let author = MarkdownText.inline(record.author.display)
    let line = "- \(lead) \(author): \(MarkdownText.inline(Self.firstLine(entry.text)))\n"
    if entry.kind == .decision { add(line, to: \.decisions) }
    let isLeft =
      entry.kind == .handoff || entry.tags.contains { ["follow-up", "followup", "todo"].contains($0.lowercased()) }
    if isLeft { add(line, to: \.followUps) }
    for link in record.links where link.relation.lowercased().hasPrefix("follow") {
      add("- \(lead) \(author): \(MarkdownText.inline(Self.firstLine(link.target)))\n", to: \.followUps)
    }
    for ticket in entry.tickets where !tickets.contains(ticket) { add(ticket, to: \.tickets) }
    if entry.kind == .end {
      endedAt = entry.at
      let result = entry.result.map { "**\($0.rawValue)** " } ?? ""
      ending = "\(result)\(author)\(MarkdownText.following(entry.text))\n"
    }
  }

  private mutating func add(_ line: String, to list: WritableKeyPath<ProcedureRemainder, [String]>) {
    if self[keyPath: list].count < Self.linesMax { self[keyPath: list].append(line) } else { left += 1 }
  }

  private static func firstLine(_ text: String) -> String {
    let line = shown(text, keepsLines: true).split(separator: "\n").first.map(String.init) ?? ""
    return line.count > lineMax ? line.prefix(lineMax - 1) + "…" : line
  }

  /// The parts about decisions and what is left to do.
  var text: String {
    var text = decisions.isEmpty ? "" : "\n## Decisions\n\n" + decisions.joined()
    text += "\n## Follow-ups\n\n"
    if followUps.isEmpty { text += "None were written down (entries tagged #follow-up stand here).\n" }
    text += followUps.joined()
    if !tickets.isEmpty {
      text += "\nTickets: " + tickets.map { MarkdownText.inline($0) }.joined(separator: ", ") + "\n"
    }
    if left > 0 { text += "\n\(left) more are in the timeline.\n" }
    return text
  }

  /// How far the timeline differs from what was written first; empty when it does not.
  var honesty: String {
    let counts = [(amended, "amended"), (retracted, "retracted"), (redacted, "removed")].filter { $0.0 > 0 }
      .map { "\($0.0) \($0.1)" }
    return counts.isEmpty ? "" : "\n*Entries changed after they were written: \(counts.joined(separator: ", ")).*\n"
  }
}
