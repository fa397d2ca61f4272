/// A calendar of windows and freezes (RFC 5545), written piece by piece.
///
/// What does not recur is given in UTC; what recurs in its own zone, of which the rules are given too. The same window
/// always has the same UID, and a higher SEQUENCE after each change.
public struct ICalendar: Sendable {
  private let name: String
  private let zones: ZoneCatalogue
  private var given: Set<String> = []

  /// A calendar: the name that programs show, and where the rules of zones are found.
  public init(name: String, zones: ZoneCatalogue) {
    self.name = name
    self.zones = zones
  }

  /// What stands before the events.
  public func begin() -> String {
    ICalendarText.line("BEGIN", "VCALENDAR") + ICalendarText.line("VERSION", "2.0")
      + ICalendarText.line("PRODID", "-//opsconsole//opsconsole//EN") + ICalendarText.line("CALSCALE", "GREGORIAN")
      + ICalendarText.text("X-WR-CALNAME", name)
  }

  /// The event of a window, and before it its time zone where that is needed and was not yet given.
  public mutating func event(_ window: Window) -> String {
    let plan = window.plan
    let steps = window.steps.filter { $0.refused == nil }
    let cancelled = steps.filter { $0.transition.state == .cancelled }.compactMap(\.transition.occurrence)
    let time = ICalendarTime(
      from: plan.start, to: plan.end, recurrence: plan.recurrence, exceptions: plan.exceptions + cancelled,
      zoneName: plan.zone, until: nil, zones: zones)
    let changes = window.earlier.map(\.changedAt) + steps.map(\.transition.at)
    var text = head(window.id, created: window.plannedAt, changes: changes)
    text += time.text + ICalendarText.text("SUMMARY", "\(window.reference) \(plan.title)")
    text += ICalendarText.text("DESCRIPTION", description(window)) + ICalendarText.line("CATEGORIES", "MAINTENANCE")
    text += ICalendarText.line("STATUS", status(window.recorded)) + ICalendarText.line("TRANSP", "OPAQUE")
    text += ICalendarText.text("CONTACT", plan.owner)
    text += ICalendarText.line("X-OPSCONSOLE-STATE", window.recorded.rawValue)
    return zoneText(time.zone, from: plan.start) + wrapped(text)
  }

  /// The event of a freeze, and before it its time zone where that is needed and was not yet given.
  public mutating func event(_ freeze: Freeze) -> String {
    let plan = freeze.plan
    // One that was taken away before it began is cancelled, and keeps its time.
    let isCancelled = freeze.cleared.map { $0.at <= plan.start } ?? false
    let time = ICalendarTime(
      from: plan.start, to: plan.end, recurrence: plan.recurrence, exceptions: plan.exceptions, zoneName: plan.zone,
      until: isCancelled ? nil : freeze.cleared?.at, zones: zones)
    var text = head(freeze.id, created: freeze.id.moment, changes: freeze.cleared.map { [$0.at] } ?? [])
    let everything = plan.targets.text.isEmpty ? "everything" : plan.targets.text
    text += time.text + ICalendarText.text("SUMMARY", "\(freeze.reference) freeze: \(plan.reason)")
    text += ICalendarText.text(
      "DESCRIPTION",
      lines([
        ("Frozen", everything), ("Reason", plan.reason), ("Allowed all the same", plan.exemptions),
        ("Owner", plan.owner),
        ("Taken away", freeze.cleared.map { $0.reason.isEmpty ? "yes" : $0.reason } ?? ""),
      ]))
    text += ICalendarText.line("CATEGORIES", "FREEZE")
    text += ICalendarText.line("STATUS", isCancelled ? "CANCELLED" : "CONFIRMED")
    text += ICalendarText.line("TRANSP", "TRANSPARENT") + ICalendarText.text("CONTACT", plan.owner)
    return zoneText(time.zone, from: plan.start) + wrapped(text)
  }

  /// What stands after the events.
  public func end() -> String { ICalendarText.line("END", "VCALENDAR") }

  private func wrapped(_ text: String) -> String {
    ICalendarText.line("BEGIN", "VEVENT") + text + ICalendarText.line("END", "VEVENT")
  }

  private func head(_ id: OperationID, created: Timestamp, changes: [Timestamp]) -> String {
    let last = ICalendarText.moment(changes.reduce(created, max))
    return ICalendarText.line("UID", "\(id)@opsconsole") + ICalendarText.line("DTSTAMP", last)
      + ICalendarText.line("CREATED", ICalendarText.moment(created)) + ICalendarText.line("LAST-MODIFIED", last)
      + ICalendarText.line("SEQUENCE", "\(changes.count)")
  }

  private mutating func zoneText(_ zone: ZoneRules?, from start: Timestamp) -> String {
    guard let zone, given.insert(zone.name).inserted else { return "" }
    return ICalendarZone(zone, from: start).text
  }

  private func status(_ state: WindowState) -> String {
    switch state {
    case .draft: return "TENTATIVE"
    case .cancelled: return "CANCELLED"
    default: return "CONFIRMED"
    }
  }

  private func description(_ window: Window) -> String {
    let plan = window.plan
    let hosts = plan.targets.hosts.isEmpty ? "" : " (\(NodeSet.fold(plan.targets.hosts)))"
    return lines([
      ("", plan.purpose), ("Targets", plan.targets.text + hosts), ("Owner", plan.owner),
      ("Crew", plan.crew.joined(separator: ", ")), ("Impact", plan.impact == .none ? "" : plan.impact.rawValue),
      ("State", window.recorded.words), ("Procedure", plan.procedure), ("Way back", plan.rollback),
    ])
  }

  private func lines(_ parts: [(name: String, text: String)]) -> String {
    parts.filter { !$0.text.isEmpty }.map { $0.name.isEmpty ? $0.text : "\($0.name): \($0.text)" }
      .joined(separator: "\n")
  }
}
