import OpsDomain
import OpsScreen

/// Entries as commands print them for people: one a line, in columns that stand wherever the list is cut.
struct EntryLines {
  /// The characters of an identity that are shown; they tell entries apart wherever people write them.
  static let identityLength = 14
  private static let authorColumns = 10
  private static let hostColumns = 20

  let desk: TeamDesk
  let team: TeamState
  let theme: Theme
  let colours: Bool
  /// Words that were searched for, lower case.
  var words: [String] = []

  init(_ desk: TeamDesk, _ team: TeamState, words: [String] = []) {
    self.desk = desk
    self.team = team
    self.words = words.map { $0.lowercased() }
    colours = StandardOutput.hasColours(desk.files.environment)
    theme = .fallback
  }

  /// The entry as a line of a list, its further lines below it.
  func listed(_ record: EntryRecord) -> String {
    let identity = String(record.id.description.prefix(Self.identityLength))
    var lines = harmlessLines(text(record))
    // A report is a document: its title stands for it in a list.
    if record.entry.kind == .report, record.redacted == nil, let title = record.entry.title {
      lines = [harmless("\(title) (\(lines.count) lines)")]
    }
    let head = [
      paint(identity, .quiet), time(record), padded(harmless(who(record.author)), Self.authorColumns),
      padded(harmless(subjects(record.entry)), Self.hostColumns),
    ].joined(separator: "  ")
    let rest = lines.dropFirst().map { "    " + marked($0) }
    lines = [head + "  " + notes(record) + marked(lines.first ?? "")] + rest
    return lines.map(Self.withoutLastBlanks).joined(separator: "\n")
  }

  /// The entry with its identity whole, as it is shown once it is saved.
  func saved(_ record: EntryRecord) -> String {
    record.id.description + "\n" + sentence(record)
  }

  /// The entry as a line that speaks for itself.
  func sentence(_ record: EntryRecord) -> String {
    let head = "\(time(record))  \(who(record.author))  \(subjects(record.entry))"
    return Self.withoutLastBlanks(harmless(head) + ": " + harmlessNotes(record) + harmless(text(record)))
  }

  /// What is said, or why it is not shown.
  func text(_ record: EntryRecord) -> String {
    if let strike = record.redacted { return "(removed by \(strike.author.account): \(strike.reason))" }
    var text = record.entry.text
    if let command = record.entry.command, command.text != text { text = "$ \(command.text)\n\(text)" }
    let missing = record.entry.tags.filter { !text.contains("#\($0)") }
    if !missing.isEmpty { text += missing.map { " #\($0)" }.joined() }
    return text
  }

  /// The date and time in the reader's zone.
  func time(_ record: EntryRecord) -> String {
    let civil = desk.civil(record.entry.at)
    switch record.entry.precision {
    case .day: return civil.date + "      "
    case .minute: return "\(civil.date) \(civil.hourMinute)"
    case .second, .millisecond: return "\(civil.date) \(civil.hourMinute)"
    }
  }

  func who(_ author: Author) -> String {
    author.onBehalfOf.map { "\(author.account) for \($0)" } ?? author.account
  }

  /// The hosts, folded, and what else the entry is about.
  func subjects(_ entry: Entry) -> String {
    let hosts = NodeSet.fold(entry.targets.filter { $0.kind == .host }.map(\.id))
    let others = entry.targets.filter { $0.kind != .host }.map { "@\($0.id)" }
    let all = (hosts.isEmpty ? [] : [hosts]) + others
    return all.isEmpty ? absentMark : all.joined(separator: ",")
  }

  private func notes(_ record: EntryRecord) -> String {
    let words = harmlessNotes(record)
    return words.isEmpty ? "" : paint(words, .quiet)
  }

  private func harmlessNotes(_ record: EntryRecord) -> String {
    let entry = record.entry
    var notes: [String] = []
    if let thread = entry.thread {
      notes.append(team.reference(of: thread) ?? String(thread.description.prefix(Self.identityLength)))
    }
    if entry.kind != .note { notes.append(entry.kind.rawValue) }
    if let exit = entry.command?.exit { notes.append("exit \(exit)") }
    if let result = entry.result, entry.command?.exit == nil { notes.append(result.rawValue) }
    if record.retracted != nil { notes.append("retracted") }
    if !record.revisions.isEmpty { notes.append("amended") }
    return notes.isEmpty ? "" : harmless("[\(notes.joined(separator: " · "))] ")
  }

  func paint(_ text: String, _ role: Role) -> String { colours ? styled(text, theme.look(role)) : text }

  /// The text with the words searched for made visible.
  private func marked(_ text: String) -> String {
    guard colours, !words.isEmpty else { return text }
    let lower = text.lowercased()
    // Letters whose lower case has another length would put the marks elsewhere.
    guard lower.count == text.count else { return text }
    let (letters, wanted) = (Array(text), Array(lower))
    var hits = [Bool](repeating: false, count: letters.count)
    for word in words.map(Array.init) where !word.isEmpty && word.count <= wanted.count {
      for start in 0...(wanted.count - word.count) where wanted[start..<(start + word.count)].elementsEqual(word) {
        for place in start..<(start + word.count) { hits[place] = true }
      }
    }
    var (marked, place) = ("", 0)
    while place < letters.count {
      let end = hits[place...].firstIndex { $0 != hits[place] } ?? letters.count
      let part = String(letters[place..<end])
      marked += hits[place] ? styled(part, theme.look(.match)) : part
      place = end
    }
    return marked
  }

  private func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - columns(of: text)))
  }

  private static func withoutLastBlanks(_ line: String) -> String {
    var line = line[...]
    while line.last == " " { line = line.dropLast() }
    return String(line)
  }
}
