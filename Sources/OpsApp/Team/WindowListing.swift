import OpsDomain
import OpsScreen

/// Planned work as commands print it for people.
struct WindowListing {
  static let schema = "opsconsole.windows/1"

  let desk: TeamDesk
  let team: TeamState
  /// The moment at which states are told.
  let moment: Timestamp
  /// The time that is looked at.
  let range: Range<Timestamp>

  private var zones: ZoneCatalogue { desk.access.zones }

  /// What runs, was missed, or begins in the range.
  var current: [OpsDomain.Window] {
    team.windows.filter { window in
      if window.isRunning(at: moment) { return true }
      guard !window.recorded.isFinal else { return false }
      return window.isMissed(at: moment) || !window.plan.occurrences(in: range, zones: zones).isEmpty
    }
  }

  /// A line for each time at which something is done.
  func calendar(of windows: [OpsDomain.Window]) -> [String] {
    var rows: [(interval: Range<Timestamp>, window: OpsDomain.Window, state: String)] = []
    for window in windows {
      if window.isRunning(at: moment) {
        rows.append((window.interval(at: moment), window, window.state(at: moment).rawValue))
      } else if window.isMissed(at: moment) {
        rows.append((window.interval(at: moment), window, "missed"))
      }
      let isUnderWay = window.isRunning(at: moment)
      for interval in window.plan.occurrences(in: range, zones: zones) {
        if isUnderWay, window.plan.recurrence == nil || interval.lowerBound == window.occurrence { continue }
        rows.append((interval, window, isUnderWay ? WindowState.planned.rawValue : window.recorded.rawValue))
      }
    }
    rows.sort { ($0.interval.lowerBound, $0.window.id) < ($1.interval.lowerBound, $1.window.id) }
    return table(rows, empty: "nothing is planned")
  }

  /// A line for each window.
  func table(of windows: [OpsDomain.Window]) -> [String] {
    table(
      windows.map { ($0.interval(at: moment), $0, $0.state(at: moment).rawValue) }, empty: "nothing was ever planned")
  }

  private func table(
    _ rows: [(interval: Range<Timestamp>, window: OpsDomain.Window, state: String)], empty: String
  ) -> [String] {
    guard !rows.isEmpty else { return [empty] }
    var table = PlainTable([
      ("NAME", .left), ("STATE", .left), ("WHEN", .left), ("SERVERS", .left), ("OWNER", .left), ("TITLE", .left),
    ])
    for (interval, window, state) in rows {
      table.add([
        .init(team.reference(of: window.id) ?? window.reference, look: Theme.fallback.look(.strong)),
        .init(state, look: look(state)), .init(desk.text(interval)),
        .init(NodeSet.fold(window.hosts)), .init(window.plan.owner), .init(window.plan.title),
      ])
    }
    return table.lines(colours: StandardOutput.hasColours(desk.files.environment))
  }

  private func look(_ state: String) -> Look? {
    switch state {
    case WindowState.inProgress.rawValue, WindowState.verifying.rawValue: return Theme.fallback.look(.maintenance)
    case WindowState.overrun.rawValue, "missed": return Theme.fallback.look(.warn)
    default: return nil
    }
  }
}

extension TeamDesk {
  /// Prints a window.
  func show(_ window: OpsDomain.Window, _ team: TeamState, json: Bool) throws {
    if json {
      let document = PlanDocument(moment: now, team: team, zones: access.zones)
      StandardOutput.print(
        JSON.object([("schema", .text(WindowListing.schema)), ("window", document.window(window))]).text)
    } else {
      for line in WindowSheet(window, self, team).lines { StandardOutput.print(line) }
    }
  }
}

/// One window on a page of its own.
private struct WindowSheet {
  private(set) var lines: [String] = []
  private let desk: TeamDesk

  init(_ window: OpsDomain.Window, _ desk: TeamDesk, _ team: TeamState) {
    self.desk = desk
    let plan = window.plan
    let name = team.reference(of: window.id) ?? window.reference
    lines.append(harmless("\(name)  \(window.state(at: desk.now).rawValue)  \(plan.title)"))
    field("when", when(plan))
    field("recurs", recurrence(plan))
    field("servers", NodeSet.fold(window.hosts) + (plan.targets.text.isEmpty ? "" : "  (\(plan.targets.text))"))
    field("owner", ([plan.owner] + plan.crew).joined(separator: ", "))
    field("impact", plan.impact.rawValue)
    field("alarms", plan.silencesAlarms ? "" : "not silenced")
    field("purpose", plan.purpose)
    field("procedure", plan.procedure)
    field("rollback", plan.rollback)
    field("planned", "\(stamp(window.plannedAt)) by \(window.author.account)")
    for earlier in window.earlier {
      field("changed", "\(stamp(earlier.changedAt)) by \(earlier.by.account)" + reason(earlier.reason))
      if earlier.plan.start != plan.start || earlier.plan.end != plan.end {
        field("", "before: \(desk.text(earlier.plan.start..<max(earlier.plan.start, earlier.plan.end)))")
      }
    }
    for step in window.steps {
      let refused = step.refused.map { ", does not count: \($0)" } ?? ""
      let result = step.transition.result.map { ", \($0.rawValue)" } ?? ""
      field(
        step.transition.state.rawValue,
        "\(stamp(step.transition.at)) by \(step.author.account)\(result)" + reason(step.transition.reason) + refused)
    }
    for refusal in window.refused { field("refused", "\(refusal.author.account): \(refusal.reason)") }
  }

  private func when(_ plan: WindowPlan) -> String {
    let interval = plan.start..<max(plan.start, plan.end)
    let own = desk.text(interval) + " " + desk.zone.offset(at: plan.start).abbreviation
    guard plan.zone != desk.zone.name, let zone = desk.access.zones.find(plan.zone) else { return own }
    return "\(own), \(TimePhrase.text(of: interval, zone: zone)) \(plan.zone)"
  }

  private func recurrence(_ plan: WindowPlan) -> String {
    guard let rule = plan.recurrence else { return "" }
    let words = (try? Recurrence(rrule: rule).words) ?? rule
    let without = plan.exceptions.map(desk.stamp)
    return without.isEmpty ? words : "\(words), not \(without.joined(separator: ", "))"
  }

  private func reason(_ text: String) -> String { text.isEmpty ? "" : ": \(text)" }

  private func stamp(_ moment: Timestamp) -> String { desk.stamp(moment) }

  private mutating func field(_ name: String, _ value: String) {
    guard !value.isEmpty else { return }
    let parts = harmlessLines(value)
    lines.append(harmless(name) + String(repeating: " ", count: max(1, 13 - columns(of: name))) + (parts.first ?? ""))
    lines += parts.dropFirst().map { String(repeating: " ", count: 13) + $0 }
  }
}
