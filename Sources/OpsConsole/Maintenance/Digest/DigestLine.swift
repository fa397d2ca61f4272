import OpsDomain
import OpsScreen

/// A line of the page of a day, with what Enter opens.
struct DigestLine: Sendable {
  /// What a line is about.
  enum Source: Hashable, Sendable {
    case entry(OperationID)
    case thread(OperationID)
    case window(OperationID)
    case request(OperationID)
    case host(HostID)
    case maintenance
    case none
  }

  /// Which line it is.
  struct ID: Hashable, Sendable {
    var section: String
    var source: Source
    var number: Int
  }

  var id: ID
  var isHeading = false
  /// What stands at the left: a time, a reference.
  var lead = ""
  var who = ""
  var words: [TitleWord] = []

  var text: String { "\(lead) \(who) \(words.map(\.text).joined())" }
}

/// Puts the page of a day into lines: what was done, by person; what is open; what comes; who waits for whom.
struct DigestPage {
  let day: TeamDay
  let entries: [EntryRecord]
  let world: World
  let clock: PlanClock

  private var team: TeamState { world.log.team }
  private var symbols: Symbols { world.context.symbols }

  /// The most entries of one person.
  private static let entryLimit = 40
  /// The most findings.
  private static let findingLimit = 30

  var lines: [DigestLine] {
    section("Done since \(clock.day(day.reported.lowerBound))", done, empty: "nothing was written")
      + section("Open", open, empty: "")
      + section("Today", windows, empty: "no work is planned")
      + section("Requests", requests, empty: "")
      + section("Holds and freezes", restraints, empty: "")
      + section("Found and not well", findings, empty: "")
  }

  private func section(_ title: String, _ lines: [DigestLine], empty: String) -> [DigestLine] {
    guard !lines.isEmpty || !empty.isEmpty else { return [] }
    var heading = DigestLine(id: .init(section: title, source: .none, number: -1), isHeading: true)
    heading.words = [TitleWord(text: title, role: .title)]
    var body = lines
    if body.isEmpty {
      body = [
        DigestLine(id: .init(section: title, source: .none, number: 0), words: [TitleWord(text: empty, role: .quiet)])
      ]
    }
    for number in body.indices { (body[number].id.section, body[number].id.number) = (title, number) }
    return [heading] + body
  }

  private func line(_ source: DigestLine.Source, _ lead: String, _ who: String, _ words: [TitleWord]) -> DigestLine {
    DigestLine(id: .init(section: "", source: source, number: 0), lead: lead, who: who, words: words)
  }

  // MARK: what was done

  /// Entries of the reported time by person, in the order of each one's first.
  private var done: [DigestLine] {
    let told = entries.filter { record in
      day.reported.contains(record.entry.at) && record.retracted == nil && record.redacted == nil
    }
    var order: [String] = []
    var byPerson: [String: [EntryRecord]] = [:]
    for record in told {
      let person = record.author.onBehalfOf ?? record.author.account
      if byPerson[person] == nil { order.append(person) }
      byPerson[person, default: []].append(record)
    }
    return order.flatMap { person -> [DigestLine] in
      let records = byPerson[person] ?? []
      var lines = records.prefix(Self.entryLimit).enumerated().map { number, record in
        entry(record, who: number == 0 ? person : "")
      }
      if records.count > Self.entryLimit {
        let more = "\(records.count - Self.entryLimit) more entries of \(person)"
        lines.append(line(.none, "", "", [TitleWord(text: more, role: .quiet)]))
      }
      return lines
    }
  }

  private func entry(_ record: EntryRecord, who: String) -> DigestLine {
    let first = record.entry.text.split(whereSeparator: \.isNewline).first.map(String.init) ?? ""
    let text = record.entry.kind == .report ? record.entry.title ?? first : first
    let hosts = NodeSet.fold(record.hosts.map(\.name))
    var words: [TitleWord] = []
    if record.entry.kind != .note {
      let role: Role = record.entry.result == .failed ? .warn : .hint
      words.append(TitleWord(text: "\(record.entry.kind.rawValue)  ", role: role))
    }
    if !hosts.isEmpty { words.append(TitleWord(text: "\(truncate(hosts, columns: 24))  ", role: .strong)) }
    words.append(TitleWord(text: text))
    return line(.entry(record.id), clock.moment(record.entry.at), who, words)
  }

  // MARK: what is open, planned, asked

  private var open: [DigestLine] {
    let running = team.running(at: clock.now)
    var lines = running.map { window -> DigestLine in
      let isOver = window.state(at: clock.now) == .overrun
      let words =
        isOver
        ? "past its end at \(clock.moment(window.plannedEnd))  " : "runs until \(clock.moment(window.plannedEnd))  "
      return line(
        .window(window.id), team.reference(of: window.id) ?? window.reference, window.plan.owner,
        [TitleWord(text: words, role: isOver ? .warn : .maintenance), TitleWord(text: window.plan.title)])
    }
    // Threads that were begun with an entry and not ended; those of windows stand above.
    let begun = entries.filter { $0.entry.at < day.interval.upperBound }.openThreads(team)
    for record in begun where record.redacted == nil && team.window(record.entry.thread ?? record.id) == nil {
      lines.append(entry(record, who: record.author.display))
    }
    return lines
  }

  private var windows: [DigestLine] {
    let maker = PlanRowMaker(team: team, clock: clock, symbols: symbols)
    return maker.occurrences(in: day.interval).filter(\.isComing).map { row in
      var source = DigestLine.Source.maintenance
      if case .window(let id, _) = row.id { source = .window(id) }
      return line(
        source, row.range, row.owner,
        [
          TitleWord(text: "\(row.reference)  ", role: .strong),
          TitleWord(text: "\(truncate(row.targets, columns: 24))  "), TitleWord(text: row.title, role: .text),
        ])
    }
  }

  private var requests: [DigestLine] {
    let me = world.settings.author.account
    let mine = Set(team.waiting(for: me, memberships: world.settings.memberships).map(\.id))
    return team.requests.filter(\.isOpen).map { request in
      let late = request.state(at: clock.now) == .overdue
      var words = [
        TitleWord(text: "\(Glyphs(symbols).arrow) \(request.plan.to.text)  ", role: .hint),
        TitleWord(text: request.plan.subject),
      ]
      if mine.contains(request.id) { words.insert(TitleWord(text: "for you  ", role: .strong), at: 0) }
      if late { words.insert(TitleWord(text: "late  ", role: .warn), at: 0) }
      return line(
        .request(request.id), team.reference(of: request.id) ?? request.reference, request.author.display, words)
    }
  }

  private var restraints: [DigestLine] {
    let maker = PlanRowMaker(team: team, clock: clock, symbols: symbols)
    let rows =
      maker.freezes(in: clock.now..<max(day.interval.upperBound, clock.now))
      + team.activeHolds(at: clock.now).map { maker.hold($0) }
    return rows.map { row in
      line(
        .maintenance, row.reference, row.owner,
        [
          TitleWord(text: "\(row.state)  ", role: row.role), TitleWord(text: "\(truncate(row.targets, columns: 24))  "),
          TitleWord(text: row.title),
        ])
    }
  }

  /// What stands since the reported time, with how many entries were written about the host.
  private var findings: [DigestLine] {
    world.fleet.problems.filter { $0.finding.since >= day.reported.lowerBound }.prefix(Self.findingLimit).map {
      problem in
      let about = entries.filter { $0.hosts.contains(problem.host) && day.reported.contains($0.entry.at) }.count
      let said = about == 0 ? "nothing was written about it" : Words.count(about, "entry", "entries")
      return line(
        .host(problem.host), clock.moment(problem.finding.since), problem.host.name,
        [
          TitleWord(text: problem.finding.sentence, role: problem.finding.severity.standing.role),
          TitleWord(text: "   \(said)", role: .quiet),
        ])
    }
  }
}
