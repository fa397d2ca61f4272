import ArgumentParser
import OpsDomain
import OpsScreen

/// `opsconsole window extend`: another end.
struct WindowExtendCommand: TeamCommand {
  static let configuration = CommandConfiguration(
    commandName: "extend", abstract: "Give a maintenance another end.",
    discussion: """
      A length counts from the end that was planned, or from now when that is past. Of work that recurs and runs, the \
      coming occurrences change their length too.

      EXAMPLES
        opsconsole window extend M-81 30m
        opsconsole window extend M-81 14:30 --reason 'the copy takes longer'

      EXIT STATUS
        0 saved for good · 1 not saved or not allowed · 64 there is no such maintenance
      """)

  @OptionGroup var window: WindowOptions

  @Argument(help: ArgumentHelp("How much longer, as 30m; or the new end, as 14:30.", valueName: "time"))
  var to: String

  @Option(help: ArgumentHelp("Why.", valueName: "text"))
  var reason = ""

  @OptionGroup var team: TeamOptions

  func perform(_ desk: TeamDesk) throws {
    let state = try desk.team()
    let window = try desk.window(window.reference, state)
    let moved = try end(of: window, desk)
    if let problem = window.problem(of: moved, at: desk.now) { throw CommandFailure(problem.message) }
    if let note = moved.seriesNote { StandardOutput.complain("note: \(note)") }
    let entry = moved.entry(at: desk.now, targets: desk.targets(of: window), zone: desk.zone)
    try desk.change(window, moved.change, [.entryAdd(entry)], json: self.window.json)
  }

  private func end(of window: OpsDomain.Window, _ desk: TeamDesk) throws -> WindowExtension {
    if let length = try? TimePhrase.duration(to.hasPrefix("+") ? String(to.dropFirst()) : to) {
      return WindowExtension(of: window, by: length, at: desk.now, reason: reason)
    }
    return WindowExtension(
      of: window, to: try desk.moment(to, "the new end", leaning: .ahead), reason: reason)
  }
}

/// `opsconsole window edit`: another plan.
struct WindowEditCommand: TeamCommand {
  static let configuration = CommandConfiguration(
    commandName: "edit", abstract: "Change a planned maintenance; what it was before stays readable.",
    discussion: """
      Once it has begun, its servers and its beginning stay as they are.

      EXAMPLES
        opsconsole window edit M-81 --when 'thu 23:00-01:00' --reason 'the vendor comes a day later'
        opsconsole window edit M-81 --crew naoya --crew shinji --rollback @rollback.md
        opsconsole window edit M-81 --announced

      EXIT STATUS
        0 saved for good · 1 not saved or not allowed · 64 there is no such maintenance
      """)

  @OptionGroup var window: WindowOptions

  @Option(help: ArgumentHelp("What it is, in a few words.", valueName: "title"))
  var title: String?

  @Option(help: ArgumentHelp("The servers that it is about, as node sets.", valueName: "set"), completion: .servers)
  var host: [String] = []

  @Flag(inversion: .prefixedNo, help: "Whether alarms of the servers are silent while it runs.")
  var silence: Bool?

  @Flag(help: "Planned from now on, no longer a draft.")
  var planned = false

  @Flag(help: "Announced from now on.")
  var announced = false

  @Option(help: ArgumentHelp("Why.", valueName: "text"))
  var reason = ""

  @OptionGroup var interval: IntervalOptions
  @OptionGroup var options: WindowPlanOptions
  @OptionGroup var team: TeamOptions

  func perform(_ desk: TeamDesk) throws {
    let state = try desk.team()
    let window = try desk.window(window.reference, state)
    let change = try change(of: window, desk)
    let step = planned || announced ? announced ? WindowState.announced : .planned : nil
    let isChange = change != WindowChange(window: window.id, reason: reason)
    guard isChange || step != nil else { throw ValidationError("nothing is changed") }
    if let step {
      var said = WindowStepOptions()
      said.text = reason
      let transition = try desk.transition(of: window, to: step, said)
      let bodies = (isChange ? [OperationBody.windowChange(change)] : []) + [.windowState(transition)]
      let (after, _) = try desk.recordPlan(bodies)
      if let window = after.window(window.id) { try desk.show(window, after, json: self.window.json) }
    } else {
      if let problem = window.problem(of: change, at: desk.now) { throw CommandFailure(problem.message) }
      try desk.change(window, change, json: self.window.json)
    }
  }

  private func change(of window: OpsDomain.Window, _ desk: TeamDesk) throws -> WindowChange {
    var change = WindowChange(window: window.id, reason: reason)
    change.title = title
    if !interval.isEmpty {
      let time = try desk.interval(interval)
      for note in time.notes { StandardOutput.complain("note: \(note)") }
      (change.start, change.end) = (time.start, time.end)
      change.zone = try interval.zone(desk).name
    }
    if !host.isEmpty { change.targets = try TargetReading(inventory: try desk.inventory()).work(host) }
    if let every = options.every { change.recurrence = every == "never" ? "" : try desk.recurrence(every) }
    if !options.except.isEmpty { change.exceptions = window.plan.exceptions + (try options.exceptions(desk)) }
    change.owner = options.owner
    if !options.crew.isEmpty { change.crew = options.crew }
    change.impact = options.impact
    change.purpose = options.purpose
    change.procedure = try WindowPlanOptions.text(options.procedure, "--procedure")
    change.rollback = try WindowPlanOptions.text(options.rollback, "--rollback")
    change.silencesAlarms = silence
    return change
  }
}

extension TeamDesk {
  /// Records a change of a window, with what tells of it, and says what collides with it now.
  fileprivate func change(
    _ window: OpsDomain.Window, _ change: WindowChange, _ others: [OperationBody] = [], json: Bool
  ) throws {
    let (after, _) = try recordPlan([.windowChange(change)] + others)
    guard let window = after.window(window.id) else { return }
    for note in PlanCollisions(desk: self, team: after).notes(of: window.plan, except: window.id) {
      StandardOutput.complain("note: \(note)")
    }
    try show(window, after, json: json)
  }
}
