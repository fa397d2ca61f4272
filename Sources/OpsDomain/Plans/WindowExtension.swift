/// The end of planned work is moved: what is recorded of it, computed once for console and commands.
public struct WindowExtension: Hashable, Sendable {
  /// The end that the work had: of the occurrence on which it goes on, when it recurs.
  public let old: Timestamp
  /// The end that it has from now on.
  public let new: Timestamp
  /// The change of the plan; of work that recurs it moves the length of every occurrence.
  public let change: WindowChange
  /// Whether all coming occurrences change their length too.
  public let concernsSeries: Bool

  /// The end of a window is moved to a moment.
  public init(of window: Window, to end: Timestamp, reason: String) {
    old = window.plannedEnd
    new = end
    concernsSeries = window.plan.recurrence != nil
    var change = WindowChange(window: window.id, reason: reason)
    // The plan may be of an occurrence long ago: what is moved is the length.
    change.end = window.plan.end + end.since(old)
    self.change = change
  }

  /// The end of a window is moved by a length, from its end or from now when that is past.
  public init(of window: Window, by length: Duration, at moment: Timestamp, reason: String) {
    self.init(of: window, to: max(window.plannedEnd, moment) + length, reason: reason)
  }

  /// Whether the work ends sooner than it would have.
  public var shortens: Bool { new < old }

  /// What the person should know of work that recurs; nil of other work.
  public var seriesNote: String? {
    guard concernsSeries, new != old else { return nil }
    return "it recurs: all coming occurrences get \(shortens ? "shorter" : "longer") too"
  }

  /// The entry that tells of it in the thread of the window.
  public func entry(at moment: Timestamp, targets: [EntryTarget], zone: ZoneRules) -> Entry {
    Entry(
      "\(shortens ? "shortened" : "extended") to \(TimePhrase.text(of: new, zone: zone))"
        + (change.reason.isEmpty ? "" : ": \(change.reason)"),
      kind: .decision, at: moment, zone: zone.name, targets: targets, thread: change.window)
  }
}

extension Window {
  /// Why its end cannot be moved so at a moment; nil when it can.
  public func problem(of extended: WindowExtension, at moment: Timestamp) -> PlanProblem? {
    if isRecurring {
      guard isRunning(at: moment) else {
        return PlanProblem(.step, "\(reference) recurs and does not run now; change its plan instead")
      }
      guard extended.new > moment else {
        return PlanProblem(.interval, "the end of \(reference) would lie in the past; finish it instead")
      }
    }
    return problem(of: extended.change, at: moment)
  }

  /// When the work is to end: of work that recurs, the occurrence on which it goes on or went on last.
  public var plannedEnd: Timestamp {
    guard isRecurring else { return plan.end }
    let last = steps.last { $0.refused == nil && $0.transition.state == .inProgress }
    guard let begun = last?.transition else { return plan.end }
    return (begun.occurrence ?? begun.at) + plan.end.since(plan.start)
  }
}
