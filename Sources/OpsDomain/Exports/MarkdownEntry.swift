/// One entry as an item of a Markdown list, with its command, its corrections and what it was before them.
struct MarkdownEntry {
  private let record: EntryRecord
  private let zone: ZoneRules
  private static let indent = "  "

  init(_ record: EntryRecord, zone: ZoneRules) {
    self.record = record
    self.zone = zone
  }

  /// The item, with its line feed; `lead` is its time, `hidingHosts` are the hosts that need not be named.
  func item(lead: String, hidingHosts: [String]) -> String {
    var text = "- \(lead) \(heading(hidingHosts: hidingHosts))"
    // What is said may be the command itself, which stands below.
    if record.redacted == nil, record.entry.text != record.entry.command?.text {
      text += MarkdownText.following(record.entry.text, indent: Self.indent)
    }
    text += commandBlock
    for note in corrections { text += "\n\n\(Self.indent)\(note)" }
    return text + "\n"
  }

  /// `**step** shinji on bm-db07`.
  private func heading(hidingHosts: [String]) -> String {
    let entry = record.entry
    var text = entry.kind == .note ? "" : "**\(entry.kind.rawValue)** "
    if record.retracted != nil { text += "**retracted** " }
    text += MarkdownText.inline(record.author.display)
    if let other = record.author.onBehalfOf { text += " for \(MarkdownText.inline(other))" }
    if let chat = entry.chat {
      text += " in \(MarkdownText.code(chat.channel)) of \(MarkdownText.inline(chat.network))"
    }
    let names = entry.targets.filter { $0.kind == .host }.map(\.id)
    let others = entry.targets.filter { $0.kind != .host && $0.origin != .window }.map(\.id)
    let hosts = Set(names) == Set(hidingHosts) || names.isEmpty ? [] : [NodeSet.fold(names)]
    let places = (hosts + others).map { MarkdownText.code($0) }
    if !places.isEmpty { text += " on " + places.joined(separator: ", ") }
    if let title = entry.title { text += ", “\(MarkdownText.inline(title))”" }
    if let result = entry.result, entry.kind != .command { text += " (\(result.rawValue))" }
    return text + outcome
  }

  /// `, exit 0 after 43 s`.
  private var outcome: String {
    guard record.redacted == nil, let command = record.entry.command else { return "" }
    var parts: [String] = []
    if let exit = command.exit { parts.append("exit \(exit)") }
    if let started = command.started, let ended = command.ended, started <= ended {
      parts.append("after \(formatSpan(ended.since(started)))")
    }
    if let host = command.host, record.entry.targets.allSatisfy({ $0.id != host }) {
      parts.append("on \(MarkdownText.code(host))")
    }
    return parts.isEmpty ? "" : ", " + parts.joined(separator: " ")
  }

  private var commandBlock: String {
    guard record.redacted == nil, let command = record.entry.command else { return "" }
    var text = ""
    func add(_ code: String, info: String) {
      text += "\n\n\(Self.indent)" + MarkdownText.fenced(code, info: info, indent: Self.indent)
    }
    let folder = command.folder.map { "cd \($0)\n" } ?? ""
    add(folder + command.text, info: "sh")
    if let output = command.output, !output.isEmpty { add(trimmed(output), info: "text") }
    if let cut = command.outputCut, cut > 0 {
      let all = command.outputBytes.map { " of \($0)" } ?? ""
      text += "\n\n\(Self.indent)*\(cut)\(all) bytes of the output were not kept.*"
    }
    return text
  }

  /// What was done to the entry after it was written, and what it said before.
  private var corrections: [String] {
    var notes: [String] = []
    var before = record.original
    for revision in record.revisions {
      let amendment = revision.amendment
      var note = "*Amended \(moment(revision.recordedAt)) by \(MarkdownText.inline(revision.author.display))"
      note += ": \(MarkdownText.inline(amendment.reason)).*"
      if amendment.at != nil, let earlier = before?.at { note += " The time was \(moment(earlier))." }
      if amendment.kind != nil, let earlier = before?.kind { note += " It was a \(earlier.rawValue)." }
      if amendment.targets != nil, let earlier = before?.targets {
        let names = earlier.isEmpty ? "nothing" : MarkdownText.code(earlier.map(\.id).joined(separator: ","))
        note += " It was about \(names)."
      }
      if amendment.text != nil, let earlier = before?.text, record.redacted == nil {
        note += " Before:\n\n\(Self.indent)> " + MarkdownText.block(earlier, indent: "\(Self.indent)> ")
      }
      if let text = amendment.text { before?.text = text }
      if let at = amendment.at { before?.at = at }
      if let kind = amendment.kind { before?.kind = kind }
      if let targets = amendment.targets { before?.targets = targets }
      notes.append(note)
    }
    if let strike = record.retracted { notes.append(struck("Retracted", strike)) }
    if let strike = record.redacted { notes.append(struck("Text removed", strike)) }
    return notes
  }

  private func struck(_ word: String, _ strike: EntryRecord.Strike) -> String {
    let author = MarkdownText.inline(strike.author.display)
    return "*\(word) \(moment(strike.recordedAt)) by \(author): \(MarkdownText.inline(strike.reason)).*"
  }

  /// The time, with its day where that is another than the entry's.
  private func moment(_ moment: Timestamp) -> String {
    let (time, at) = (LocalTime(moment, in: zone), LocalTime(record.entry.at, in: zone))
    return time.dayNumber == at.dayNumber ? time.hourMinute : "\(time.dateText) \(time.hourMinute)"
  }

  private func trimmed(_ text: String) -> String {
    var text = text[...]
    while let last = text.last, last.isWhitespace { text.removeLast() }
    return String(text)
  }
}
