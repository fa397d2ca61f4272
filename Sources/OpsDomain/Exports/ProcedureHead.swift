/// What stands at the top of a procedure document.
enum ProcedureHead: Sendable {
  case window(Window)
  case thread(EntryRecord)

  func text(_ course: ProcedureCourse, _ zone: ZoneRules) -> String {
    switch self {
    case .window(let window): return Self.text(window, course, zone)
    case .thread(let first):
      let line = shown(first.plainText, keepsLines: true).split(separator: "\n").first.map(String.init) ?? "Thread"
      var text = "# \(MarkdownText.inline(first.entry.title ?? line))\n\n"
      text += item("Begun", "\(day(course.zero, zone)) by \(MarkdownText.inline(first.author.display))")
      return text + item("Targets", Self.names(first.entry.targets.map(\.id)))
    }
  }

  private static func text(_ window: Window, _ course: ProcedureCourse, _ zone: ZoneRules) -> String {
    let plan = window.plan
    var text = "# \(window.reference) \(MarkdownText.inline(plan.title))\n\n"
    let head = ProcedureHead.window(window)
    text += head.item("State", head.state(window, course))
    text += head.item("Targets", head.targets(window))
    text += head.item("Owner", MarkdownText.inline(plan.owner))
    text += head.item("Crew", plan.crew.map { MarkdownText.inline($0) }.joined(separator: ", "))
    let silence = plan.silencesAlarms ? "alarms of its hosts silenced" : "alarms not silenced"
    text += head.item("Impact", "\(plan.impact.rawValue); \(silence)")
    if let planned = course.planned { text += head.item("Planned", interval(planned, zone)) }
    text += head.item("Real", head.real(course, zone))
    if let rule = plan.recurrence, !rule.isEmpty {
      text += head.item("Recurs", MarkdownText.inline((try? Recurrence(rrule: rule).words) ?? rule))
    }
    let plans = window.earlier.dropFirst().map(\.plan) + [plan]
    for (change, next) in zip(window.earlier, plans) { text += head.item("Changed", head.change(change, next, zone)) }
    if !plan.purpose.isEmpty { text += "\n## Purpose\n\n" + MarkdownText.block(plan.purpose) + "\n" }
    if !plan.procedure.isEmpty { text += "\n## Plan\n\n" + MarkdownText.block(plan.procedure) + "\n" }
    return text
  }

  private func item(_ name: String, _ text: String) -> String { text.isEmpty ? "" : "- **\(name):** \(text)\n" }

  private func state(_ window: Window, _ course: ProcedureCourse) -> String {
    let state = course.ending?.transition.state ?? course.steps.last?.transition.state ?? window.recorded
    return state.words + (course.ending?.transition.result.map { ", \($0.rawValue)" } ?? "")
  }

  private func targets(_ window: Window) -> String {
    let hosts = window.hosts
    let text = MarkdownText.code(window.plan.targets.text)
    guard !hosts.isEmpty else { return text }
    let folded = NodeSet.fold(hosts)
    let count = hosts.count == 1 ? "1 host" : "\(hosts.count) hosts"
    if folded == window.plan.targets.text { return "\(text) (\(count))" }
    return "\(text) (\(count): \(MarkdownText.code(folded)))"
  }

  private static func names(_ names: [String]) -> String { names.map { MarkdownText.code($0) }.joined(separator: ", ") }

  /// `Sat 2026-08-22 13:05–14:20 JST, 1 h 15 min; began 5 min late, ended 40 min early`.
  private func real(_ course: ProcedureCourse, _ zone: ZoneRules) -> String {
    guard let begun = course.begun else { return "not begun" }
    guard let end = course.ending?.transition.at, end >= begun else {
      return "since \(day(begun, zone)), not ended"
    }
    var text = Self.interval(begun..<end, zone)
    guard let planned = course.planned else { return text }
    let differences = [
      Self.difference(begun.since(planned.lowerBound), "began"),
      Self.difference(end.since(planned.upperBound), "ended"),
    ].compactMap { $0 }
    if !differences.isEmpty { text += "; " + differences.joined(separator: ", ") }
    return text
  }

  private static func difference(_ distance: Duration, _ word: String) -> String? {
    guard distance >= .seconds(60) || distance <= .seconds(-60) else { return nil }
    return distance < .zero
      ? "\(word) \(formatSpan(.zero - distance)) early" : "\(word) \(formatSpan(distance)) late"
  }

  private func change(_ earlier: Window.Earlier, _ next: WindowPlan, _ zone: ZoneRules) -> String {
    var text = "\(day(earlier.changedAt, zone)) by \(MarkdownText.inline(earlier.by.display))"
    if !earlier.reason.isEmpty { text += ": \(MarkdownText.inline(earlier.reason))" }
    let before = earlier.plan
    if (before.start, before.end) != (next.start, next.end) {
      text += "; before: \(Self.interval(before.start..<max(before.start, before.end), zone))"
    }
    if before.targets.text != next.targets.text {
      text += "; targets before: \(MarkdownText.code(before.targets.text))"
    }
    return text
  }

  private func day(_ moment: Timestamp, _ zone: ZoneRules) -> String {
    let time = LocalTime(moment, in: zone)
    return "\(time.dayTitle) \(time.hourMinute) \(zone.offset(at: moment).abbreviation)"
  }

  /// `Sat 2026-08-22 13:00–15:00 JST, 2 h`.
  private static func interval(_ interval: Range<Timestamp>, _ zone: ZoneRules) -> String {
    let (start, end) = (LocalTime(interval.lowerBound, in: zone), LocalTime(interval.upperBound, in: zone))
    let (first, last) = (zone.offset(at: interval.lowerBound), zone.offset(at: interval.upperBound))
    var text = "\(start.dayTitle) \(start.hourMinute)"
    if first != last { text += " \(first.abbreviation)" }
    text += "–" + (start.dayNumber == end.dayNumber ? "" : end.dayTitle + " ") + end.hourMinute
    return "\(text) \(last.abbreviation), \(formatSpan(interval.upperBound.since(interval.lowerBound)))"
  }
}
