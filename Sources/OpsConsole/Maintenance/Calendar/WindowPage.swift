import OpsDomain
import OpsScreen

/// All that is known of a window, as the lines of a page.
struct WindowPage {
  let window: Window
  let world: World
  let clock: PlanClock
  /// The last entries of its thread; nil while they are not read.
  let thread: EntryPage?
  let columns: Int

  private var team: TeamState { world.log.team }
  private var plan: WindowPlan { window.plan }
  private var now: Timestamp { clock.now }

  var lines: [PageLine] {
    head + [PageLine()] + facts + texts + steps + earlier + entries + [PageLine()] + [keys]
  }

  private var head: [PageLine] {
    let state = window.state(at: now)
    let end = window.plannedEnd
    var words = [
      TitleWord(text: team.reference(of: window.id) ?? window.reference, role: .strong),
      TitleWord(text: "  \(plan.title)   ", role: .title),
    ]
    switch state {
    case .overrun:
      words.append(TitleWord(text: "over since \(clock.moment(end)): finish or extend it", role: .warn))
    case .inProgress, .verifying:
      let left = formatSpan(end.since(now))
      words.append(
        TitleWord(text: "\(state == .verifying ? "verifying" : "running"), \(left) left", role: .maintenance))
    default: words.append(TitleWord(text: state.words, role: state.isFinal ? .quiet : .text))
    }
    return [PageLine(words)]
  }

  private var facts: [PageLine] {
    let interval = window.interval(at: now)
    var lines = [PageLine(clock.full(interval), .text, label: "when")]
    if let there = clock.elsewhere(interval, zone: plan.zone) {
      lines.append(PageLine(there, .quiet, isContinued: true))
    }
    if let rule = plan.recurrence {
      let words = (try? Recurrence(rrule: rule).words) ?? rule
      let ahead = plan.occurrences(in: now..<clock.day(60, after: now), zones: clock.zones).prefix(4)
      let next = ahead.isEmpty ? "" : "; next \(ahead.map { clock.day($0.lowerBound) }.joined(separator: ", "))"
      lines.append(PageLine(words + next, .text, label: "recurs"))
    }
    lines += TextPage.wrapped(FormDesk.words(window.hosts), label: "hosts", columns: columns)
    if plan.targets.text != NodeSet.fold(window.hosts) {
      lines.append(PageLine("as planned: \(plan.targets.text)", .quiet, isContinued: true))
    }
    let crew = plan.crew.isEmpty ? "" : ", with \(plan.crew.joined(separator: ", "))"
    lines.append(PageLine(plan.owner + crew, .text, label: "owner"))
    let silence = plan.silencesAlarms ? "alarms are silent while it runs" : "alarms are raised while it runs"
    lines.append(PageLine("\(plan.impact.rawValue); \(silence)", .text, label: "impact"))
    return lines
  }

  private var texts: [PageLine] {
    [("purpose", plan.purpose), ("procedure", plan.procedure), ("rollback", plan.rollback)].flatMap { label, text in
      text.isEmpty ? [] : TextPage.wrapped(text, label: label, columns: columns)
    }
  }

  private var steps: [PageLine] {
    let planned = line(window.plannedAt, window.author.display, plan.state.rawValue, "")
    return [PageLine(), PageLine("Steps", .title), planned]
      + window.steps.map { step in
        let transition = step.transition
        let result = transition.result.map { " \($0.rawValue)" } ?? ""
        let hosts = transition.hosts.isEmpty ? "" : "  \(Words.count(transition.hosts.count, "host"))"
        let refused = step.refused.map { "  counts for nothing: \($0)" } ?? ""
        return line(
          transition.at, step.author.display, transition.state.words + result, transition.reason + hosts + refused,
          isRefused: step.refused != nil)
      }
  }

  private var earlier: [PageLine] {
    guard !window.earlier.isEmpty else { return [] }
    return [PageLine(), PageLine("Before it was changed", .title)]
      + window.earlier.map { old in
        let why = old.reason.isEmpty ? "" : ": \(old.reason)"
        let interval = old.plan.start..<max(old.plan.start, old.plan.end)
        return line(
          old.changedAt, old.by.display, "changed", "was \(clock.full(interval)) on \(old.plan.targets.text)\(why)")
      }
  }

  private var entries: [PageLine] {
    guard let thread else {
      return [
        PageLine(), PageLine("Work log", .title), PageLine("   reading\(Glyphs(world.context.symbols).more)", .quiet),
      ]
    }
    let count = thread.records.count
    let title =
      count == 0
      ? "Work log: no entries yet"
      : "Work log: \(thread.hasOlder ? "the last " : "")\(Words.count(count, "entry", "entries"))"
    return [PageLine(), PageLine(title, .title)]
      + thread.records.map { record in
        let isStruck = record.retracted != nil || record.redacted != nil
        let first = record.entry.text.split(whereSeparator: \.isNewline).first.map(String.init) ?? ""
        let text = record.entry.kind == .report ? record.entry.title ?? "report" : first
        return line(record.entry.at, record.author.display, record.entry.kind.rawValue, text, isRefused: isStruck)
      }
  }

  private func line(
    _ moment: Timestamp, _ who: String, _ what: String, _ words: String, isRefused: Bool = false
  ) -> PageLine {
    PageLine([
      TitleWord(text: "   " + fit(clock.moment(moment), columns: 17), role: .quiet),
      TitleWord(text: fit(who, columns: 10) + " ", role: .text),
      TitleWord(text: fit(what, columns: 12) + " ", role: isRefused ? .quiet : .strong),
      TitleWord(text: words, role: isRefused ? .quiet : .text),
    ])
  }

  private var keys: PageLine {
    func key(_ command: Command) -> String { world.keyMap.keys(of: command).first?.name ?? ":\(command.rawValue)" }
    let next = window.nextStates
    var words: [TitleWord] = []
    func add(_ key: String, _ text: String) {
      words += [TitleWord(text: "  \(key) ", role: .key), TitleWord(text: text + " ", role: .hint)]
    }
    let verbs = [
      next.contains(.inProgress) ? "begin" : nil, next.contains(.done) ? "finish" : nil,
      window.isRunning(at: now) ? "extend" : nil, next.contains(.cancelled) ? "cancel" : nil,
    ].compactMap { $0 }
    add(key(.plan), verbs.isEmpty ? "plan the like" : verbs.joined(separator: ", "))
    if !window.recorded.isFinal { add(key(.amend), "change") }
    add(key(.showHosts), "its hosts")
    add(key(.log), "log")
    add(key(.back), "back")
    return PageLine(words)
  }
}
