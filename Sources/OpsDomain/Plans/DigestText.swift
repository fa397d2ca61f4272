extension Digest {
  /// The most lines of one part of the page; how many more there are is said.
  static let linesMax = 100

  /// The page in Markdown: what was done by whom, what is open, what is planned today, who waits for whom.
  public var markdown: String {
    let parts: [(String, [String])] = [
      ("Handed over", handedOver), ("Open", openThreads), ("Windows today", windowsToday), ("Requests", requests),
      ("In hand", inHand), ("Holds and freezes", restraints), ("Alarms", alarmLines),
    ]
    var text = "# Digest \(title(day.interval.lowerBound))\n\n## Done\n"
    text += people.isEmpty ? "\nNothing was written since \(title(day.reported.lowerBound)).\n" : ""
    for (person, lines) in people { text += "\n### \(MarkdownText.inline(person))\n\n" + Self.list(lines) }
    for (name, lines) in parts where !lines.isEmpty { text += "\n## \(name)\n\n" + Self.list(lines) }
    return text
  }

  /// What each person wrote in the reported time, in the order of their names; what was handed over stands apart.
  private var people: [(String, [String])] {
    var lines: [String: (name: String, lines: [String])] = [:]
    for record in reported where record.entry.kind != .handoff {
      let account = record.author.onBehalfOf ?? record.author.account
      let name = record.author.onBehalfOf == nil ? record.author.display : account
      lines[account, default: (name, [])].lines.append(line(record))
    }
    return lines.sorted { $0.key < $1.key }.map { ($0.value.name, $0.value.lines) }
  }

  /// The entries of the reported time that stand, oldest first.
  private var reported: [EntryRecord] {
    entries.filter { day.reported.contains($0.entry.at) && $0.retracted == nil && $0.redacted == nil }
      .sorted { $0.place < $1.place }
  }

  private var handedOver: [String] {
    entries.filter { $0.entry.kind == .handoff && $0.retracted == nil && $0.redacted == nil }
      .filter { day.reported.lowerBound <= $0.entry.at && $0.entry.at < day.interval.upperBound }
      .sorted { $0.place < $1.place }.map { "\(MarkdownText.inline($0.author.display)): \(line($0))" }
  }

  private var openThreads: [String] {
    entries.filter { $0.entry.at < day.interval.upperBound }.openThreads(team).map { record in
      let reference = record.entry.thread.flatMap { team.reference(of: $0) }.map { "**\($0)** " } ?? ""
      return "\(reference)\(MarkdownText.inline(record.author.display)) since \(moment(record.entry.at)): "
        + (record.entry.text.isEmpty ? "–" : said(record))
    }
  }

  private var windowsToday: [String] {
    var found: [(start: Timestamp, line: String)] = []
    for window in team.windows where !window.recorded.isFinal {
      for interval in intervals(of: window) { found.append((interval.lowerBound, line(window, interval))) }
    }
    return found.sorted { $0.start < $1.start }.map(\.line)
  }

  /// The times of a window on the day; what is being worked on is among them, whenever it was to begin.
  private func intervals(of window: Window) -> [Range<Timestamp>] {
    let planned = window.plan.occurrences(in: day.interval, zones: zones)
    guard window.hasBegun, !window.isOver else { return planned }
    guard window.isRecurring else { return [window.interval(at: day.interval.lowerBound)] }
    guard let running = window.occurrence, running < day.interval.upperBound,
      !planned.contains(where: { $0.lowerBound == running })
    else { return planned }
    let length = window.plan.end.since(window.plan.start).wholeMilliseconds
    return [running..<ending(of: running, after: length)] + planned
  }

  private func line(_ window: Window, _ interval: Range<Timestamp>) -> String {
    var line = "\(span(interval)) **\(team.reference(of: window.id) ?? window.reference)** "
    line += "\(MarkdownText.inline(window.plan.title)) on \(MarkdownText.code(window.plan.targets.text))"
    let people = ([window.plan.owner] + window.plan.crew).map { MarkdownText.inline($0) }.joined(separator: ", ")
    line += ", \(people) (\(window.recorded.words))"
    if window.plan.impact != .none { line += ", impact: \(window.plan.impact.rawValue)" }
    return line
  }

  private var requests: [String] {
    team.requests.filter(\.isOpen).sorted(by: TeamState.isMoreUrgent).map { request in
      var line =
        "**\(team.reference(of: request.id) ?? request.reference)** \(MarkdownText.inline(request.plan.subject)): "
      line += "\(MarkdownText.inline(request.author.display)) asks \(MarkdownText.inline(request.plan.to.text))"
      if let assignee = request.assignee { line += ", accepted by \(MarkdownText.inline(assignee))" }
      guard let due = request.plan.due else { return line }
      return line + (due < day.interval.lowerBound ? ", **overdue since \(moment(due))**" : ", due \(moment(due))")
    }
  }

  /// Work that nobody has ended; what was to be over before the day is overdue.
  private var inHand: [String] {
    team.reservations.filter { $0.end == nil && $0.plan.begun < day.interval.upperBound }
      .sorted { ($0.plan.begun, $0.id) < ($1.plan.begun, $1.id) }.map { work in
        let end = moment(work.leaseExpires)
        return "**\(team.reference(of: work.id) ?? work.reference)** \(work.plan.action.rawValue) of "
          + "\(MarkdownText.code(NodeSet.fold(work.hosts))) by \(MarkdownText.inline(work.plan.owner)) since "
          + moment(work.plan.begun)
          + (work.leaseExpires < day.interval.lowerBound ? ", **overdue since \(end)**: " : ", until \(end): ")
          + MarkdownText.inline(work.plan.reason)
      }
  }

  private var restraints: [String] {
    let freezes = team.freezes.compactMap { freeze -> String? in
      guard freeze.cleared == nil, let interval = freeze.plan.occurrences(in: day.interval, zones: zones).first else {
        return nil
      }
      let scope = freeze.plan.targets.text.isEmpty ? "everything" : MarkdownText.code(freeze.plan.targets.text)
      return "**\(team.reference(of: freeze.id) ?? freeze.reference)** freeze of \(scope), \(span(interval)), "
        + "\(MarkdownText.inline(freeze.plan.owner)): \(MarkdownText.inline(freeze.plan.reason))"
    }
    let holds = team.holds.compactMap { hold -> String? in
      guard hold.cleared == nil, hold.plan.since < day.interval.upperBound,
        hold.plan.expires.map({ $0 > day.interval.lowerBound }) ?? true
      else { return nil }
      let end = hold.plan.expires.map { " until \(moment($0))" } ?? ""
      return
        "**\(team.reference(of: hold.id) ?? hold.reference)** hold of \(MarkdownText.code(hold.plan.targets.text)) "
        + "by \(MarkdownText.inline(hold.plan.owner)) since \(moment(hold.plan.since))\(end): "
        + MarkdownText.inline(hold.plan.reason)
    }
    return freezes + holds
  }

  private var alarmLines: [String] {
    alarms.sorted { ($0.finding.since, $0.host) < ($1.finding.since, $1.host) }.map { alarm in
      let end = alarm.until.map { "–\(moment($0))" } ?? ", still standing"
      let written = entries.filter { record in
        record.retracted == nil && record.redacted == nil && record.entry.at >= alarm.finding.since
          && record.entry.targets.contains { $0.kind == .host && $0.id == alarm.host.name }
      }.min { $0.place < $1.place }
      var line = "\(moment(alarm.finding.since))\(end) \(MarkdownText.code(alarm.host.name)) "
      line += MarkdownText.inline(alarm.finding.sentence)
      return line + (written.map { "; \(MarkdownText.inline($0.author.display)): \(said($0))" } ?? "; **no entry**")
    }
  }
}

extension Digest {
  /// A list, cut at `linesMax` lines, which it says.
  private static func list(_ lines: [String]) -> String {
    let shown = lines.prefix(linesMax).map { "- \($0)\n" }.joined()
    return lines.count > linesMax ? shown + "- … and \(lines.count - linesMax) more\n" : shown
  }

  /// `13:05 **end** bm-db07: back in service (ok)`.
  private func line(_ record: EntryRecord) -> String {
    var line = moment(record.entry.at, isShort: true) + " "
    if record.entry.kind != .note, record.entry.kind != .handoff { line += "**\(record.entry.kind.rawValue)** " }
    let hosts = record.entry.targets.filter { $0.kind == .host }.map(\.id)
    if !hosts.isEmpty { line += MarkdownText.code(NodeSet.fold(hosts)) + ": " }
    line += said(record)
    return record.entry.result.map { "\(line) (\($0.rawValue))" } ?? line
  }

  /// The first line of what an entry says, or its title or command.
  private func said(_ record: EntryRecord) -> String {
    let entry = record.entry
    if let title = entry.title, !title.isEmpty { return MarkdownText.inline(title) }
    let lines = entry.text.split(whereSeparator: \.isNewline)
    guard let first = lines.first else { return entry.command.map { MarkdownText.code($0.text) } ?? "–" }
    return MarkdownText.inline(String(first)) + (lines.count > 1 ? " …" : "")
  }

  /// `Sat 2026-08-22`.
  private func title(_ moment: Timestamp) -> String { LocalTime(moment, in: day.zone).dayTitle }

  /// `14:00–16:00`, with dates where they are not of the day.
  private func span(_ interval: Range<Timestamp>) -> String {
    "\(moment(interval.lowerBound))–\(moment(interval.upperBound))"
  }

  /// The time of day, with the day where it is another than the page's; `isShort` names one of the reported days shortly.
  private func moment(_ moment: Timestamp, isShort: Bool = false) -> String {
    let time = LocalTime(moment, in: day.zone)
    if day.interval.contains(moment) || moment == day.interval.upperBound && time.secondOfDay != 0 {
      return time.hourMinute
    }
    if isShort, day.reported.contains(moment) { return "\(time.dayTitle.prefix { $0 != " " }) \(time.hourMinute)" }
    return "\(time.dayTitle) \(time.hourMinute)"
  }
}
