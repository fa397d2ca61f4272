import OpsDomain
import OpsScreen

/// One thing that is wrong.
struct Problem: Sendable {
  /// Which one it is, however the list changes.
  struct ID: Hashable, Sendable {
    /// The host; nil for the configuration.
    var host: HostID?
    /// The rule, the link, or the number of the message.
    var rule: String
    var subject: String
  }
  var id: ID
  var standing: Standing
  var sentence: String
  var role: RoleID?
  var since: Timestamp?
  /// Breaks ties: the host's place by name.
  var tie: Int32
  /// Who takes care of it, or why it is silent; nil when nobody has said anything.
  var answer: String?
  /// The work that it is about, for what is no host's.
  var window: OperationID?

  /// What it is about, in the column of hosts.
  var subject: String { id.host?.name ?? (window == nil ? "configuration" : id.subject) }
}

/// Everything that is wrong, the worst first, the newest first among equals.
struct ProblemsPane: ListPane {
  let id = PaneID.problems
  var cursor = ListCursor<Problem.ID>()
  private(set) var problems: [Problem] = []
  private var rows: [Problem.ID: Int] = [:]

  /// The most problems listed; the title counts the rest.
  static let limit = 5_000
  private var found = 0
  private var answered = 0

  var count: Int { problems.count }
  func id(at row: Int, _ world: World) -> Problem.ID { problems[row].id }
  func row(of id: Problem.ID, _ world: World) -> Int? { rows[id] }
  func searchText(at row: Int, _ world: World) -> String {
    "\(problems[row].subject) \(problems[row].sentence) \(problems[row].answer ?? "")"
  }
  func selectedHost(_ world: World) -> HostID? { cursor.selected?.host }
  func visibleHosts(in rect: Rect, _ world: World) -> [HostID] {
    shownRows(in: rect, world).compactMap { problems[$0].id.host }
  }
  func copyText(_ world: World) -> String? {
    guard problems.indices.contains(cursor.row) else { return nil }
    let problem = problems[cursor.row]
    return [problem.id.host?.name, problem.standing.word, problem.sentence, problem.answer.map { "(\($0))" }]
      .compactMap { $0 }.joined(separator: " ")
  }

  mutating func refresh(_ world: World) {
    var all: [Problem] = world.configurationProblems.enumerated().map { number, message in
      Problem(
        id: .init(host: nil, rule: "configuration", subject: message), standing: .crit, sentence: message,
        tie: Int32(number - 100_000))
    }
    all += Self.overrunWork(world)
    let answers = ProblemAnswers(world)
    let hosts = world.fleet.hosts
    for place in hosts.indices {
      let standing = world.figures.standings[place]
      let isSilenced = standing == .aside && answers.isSilenced(place)
      guard standing.needsLook || isSilenced else { continue }
      let state = hosts[place]
      guard !world.filter.isActive || world.filter.admits(state, standing, at: world.now) else { continue }
      let found = Self.problems(of: state, standing, tie: world.index.nameRanks[place], at: world.now)
      all += found.map { answers.answered($0, by: state, isSilenced: isSilenced) }
    }
    found = all.count { $0.answer == nil }
    answered = all.count - found
    all.sort { one, other in
      // What somebody takes care of comes after what nobody does.
      if (one.answer == nil) != (other.answer == nil) { return one.answer == nil }
      if one.standing != other.standing { return one.standing.rawValue > other.standing.rawValue }
      if one.since != other.since { return (one.since?.milliseconds ?? .max) > (other.since?.milliseconds ?? .max) }
      return (one.tie, one.id.rule, one.id.subject) < (other.tie, other.id.rule, other.id.subject)
    }
    problems = Array(all.prefix(Self.limit))
    rows = Dictionary(problems.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
    findSelection(world)
  }

  private static func problems(of state: HostState, _ standing: Standing, tie: Int32, at now: Timestamp) -> [Problem] {
    func problem(_ rule: String, _ subject: String, _ standing: Standing, _ sentence: String, _ since: Timestamp?)
      -> Problem
    {
      Problem(
        id: .init(host: state.host.id, rule: rule, subject: subject), standing: standing, sentence: sentence,
        role: state.host.role, since: since, tie: tie)
    }
    var problems: [Problem] = state.findings.map { finding in
      let isLink = finding.rule == .down || finding.rule == .stale
      let words = isLink ? state.failure.map { "\($0.failure.kind.words): \($0.failure.message)" } : nil
      let level: Standing = finding.rule == .down ? .down : finding.rule == .stale ? .stale : finding.severity.standing
      return problem(finding.rule.rawValue, finding.subject, level, words ?? finding.sentence, finding.since)
    }
    if let failure = state.failure, !state.findings.contains(where: { $0.rule == .down || $0.rule == .stale }) {
      let level: Standing = state.sample == nil ? .failing : .stale
      problems.append(
        problem("link", "", level, "\(failure.failure.kind.words): \(failure.failure.message)", failure.since))
    }
    return problems
  }

  func titleWords(_ world: World) -> [TitleWord] {
    var words: [TitleWord] = []
    if let filter = world.filter.words { words.append(TitleWord(text: filter + "   ", role: .strong)) }
    words.append(TitleWord(text: found == 0 ? "nothing is wrong" : Words.count(found, "problem")))
    if answered > 0 { words.append(TitleWord(text: "   \(answered) answered")) }
    if found > count { words.append(TitleWord(text: ", the worst \(count) listed")) }
    return words
  }

  // MARK: drawing

  private enum Column: Int, CaseIterable { case since, length, host, role, what }

  private func layout(_ width: Int, _ index: FleetIndex) -> ColumnLayout {
    let wishes: [ColumnLayout.Column] = [
      .init(weight: 70, minimum: 5), .init(weight: 60, minimum: 4),
      .init(weight: 90, minimum: min(8, index.hostColumns), ideal: index.hostColumns),
      .init(weight: 50, minimum: 4, ideal: index.roleColumns),
      .init(weight: 100, minimum: 16, ideal: 40, stretches: true),
    ]
    return ColumnLayout(wishes, width: width - FleetColumns.prefix, gap: 2)
  }

  func drawHeading(on canvas: inout Canvas, in rect: Rect, _ world: World) {
    guard count > 0 else { return }
    let headings = ["SINCE", "FOR", "HOST", "ROLE", "WHAT"]
    for place in layout(rect.columns, world.index).places {
      let left = rect.column + FleetColumns.prefix + place.column
      canvas.put(
        headings[place.index], left, rect.row, place.columns, .heading, align: place.index < 2 ? .right : .left)
    }
  }

  func draw(on canvas: inout Canvas, in rect: Rect, _ world: World, isFocused: Bool) {
    guard problems.isEmpty else { return drawList(on: &canvas, in: rect, world, isFocused: isFocused) }
    let waiting = world.standings.count { $0 == .waiting }
    let words: String
    if world.fleet.hosts.isEmpty {
      words = "No hosts yet."
    } else if world.filter.isActive {
      words = "Nothing is wrong with what the filter shows.  Esc clears it."
    } else if waiting > 0 {
      words = "Nothing is known to be wrong; \(Words.count(waiting, "host is", "hosts are")) not read yet."
    } else {
      words = "Nothing is wrong."
    }
    canvas.put(words, rect.column + 3, rect.row + min(1, max(rect.rows - 1, 0)), rect.columns - 3, .text)
  }

  func drawRow(_ row: Int, at line: Int, on canvas: inout Canvas, in rect: Rect, _ world: World) {
    let problem = problems[row]
    canvas.write(
      problem.standing.sign(world.context.symbols), column: rect.column + 1, row: line,
      role: problem.answer == nil ? problem.standing.role : .quiet)
    let calm: Role = problem.answer == nil ? .text : .quiet
    if let host = problem.id.host, world.context.marked.contains(host) {
      canvas.write("*", column: rect.column + 2, row: line, role: .strong)
    }
    for place in layout(rect.columns, world.index).places {
      let left = rect.column + FleetColumns.prefix + place.column
      switch Column(rawValue: place.index) {
      case .since:
        let text = problem.since.map { Words.since($0, now: world.now, world.context.zone) } ?? ""
        canvas.put(text, left, line, place.columns, .quiet, align: .right)
      case .length:
        let text = problem.since.map { formatAge(world.now.since($0)) } ?? ""
        canvas.put(text, left, line, place.columns, calm, align: .right)
      case .host: canvas.put(problem.subject, left, line, place.columns, problem.answer == nil ? .strong : .quiet)
      case .role: canvas.put(problem.role?.role ?? "", left, line, place.columns, .quiet)
      case .what, nil:
        var end = left
        if let answer = problem.answer {
          end += canvas.write(
            "\(truncate(answer, columns: place.columns)): ", column: end, row: line, limit: place.columns,
            role: .maintenance)
        }
        canvas.put(problem.sentence, end, line, place.columns - (end - left), calm)
      }
    }
  }
}
