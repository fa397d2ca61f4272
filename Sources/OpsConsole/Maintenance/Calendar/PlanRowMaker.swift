import OpsDomain
import OpsScreen

/// Puts windows, work in hand, freezes and holds into lines.
struct PlanRowMaker {
  let team: TeamState
  let clock: PlanClock
  let symbols: Symbols

  private var now: Timestamp { clock.now }

  // MARK: windows

  /// A window whose work goes on.
  func running(_ window: Window) -> PlanRow {
    let interval = window.interval(at: now)
    var row = base(window, interval)
    let state = window.state(at: now)
    let end = window.plannedEnd
    let length = max(end.since(interval.lowerBound).inSeconds, 1)
    row.range = clock.range(interval.lowerBound..<max(interval.lowerBound, end))
    row.progress = min(max(now.since(interval.lowerBound).inSeconds / length, 0), 1)
    row.isComing = true
    if state == .overrun {
      row.state = "over"
      row.role = .warn
      row.sign = Standing.warn.sign(symbols)
      row.left = "\(formatSpan(now.since(end))) over"
      row.shortLeft = "\(PlanClock.compact(now.since(end))) over"
    } else {
      row.state = state == .verifying ? "verifying" : "running"
      row.role = .maintenance
      row.sign = Glyphs(symbols).play
      row.left = "\(formatSpan(end.since(now))) left"
      row.shortLeft = "\(PlanClock.compact(end.since(now))) left"
    }
    return row
  }

  /// What takes place in a range and does not run now, in the order of the beginnings.
  func occurrences(in range: Range<Timestamp>) -> [PlanRow] {
    var rows: [PlanRow] = []
    for window in team.windows {
      let isRunning = window.isRunning(at: now)
      if window.plan.recurrence == nil {
        let interval = window.interval(at: now)
        if !isRunning, interval.overlaps(range) || range.contains(interval.lowerBound) {
          rows.append(occurrence(window, interval))
        }
        continue
      }
      let active = isRunning ? window.interval(at: now) : nil
      for interval in window.plan.occurrences(in: range, zones: clock.zones) {
        if let active, active.overlaps(interval) { continue }
        rows.append(occurrence(window, interval))
      }
    }
    let sorted = rows.sorted { one, other in
      let (left, right) = (one.interval?.lowerBound, other.interval?.lowerBound)
      if left != right { return (left?.milliseconds ?? 0) < (right?.milliseconds ?? 0) }
      return one.reference < other.reference
    }
    return Array(sorted.prefix(PlanCalendar.rowLimit))
  }

  private func occurrence(_ window: Window, _ interval: Range<Timestamp>) -> PlanRow {
    var row = base(window, interval)
    let step = window.steps.last { step in
      step.refused == nil && step.transition.occurrence == interval.lowerBound
    }
    let state = window.plan.recurrence == nil ? window.state(at: now) : step?.transition.state ?? plannedState(window)
    let result =
      window.plan.recurrence == nil
      ? window.steps.last { $0.refused == nil }?.transition.result : step?.transition.result
    row.state = state.rawValue
    row.role = .quiet
    switch state {
    case .done: row.state = result.map { $0 == .ok ? "done" : "done: \($0.rawValue)" } ?? "done"
    case .cancelled, .aborted: break
    case .draft: (row.left, row.shortLeft) = begins(interval)
    default:
      row.isComing = interval.upperBound > now
      row.role = row.isComing ? .text : .warn
      if row.isComing { (row.left, row.shortLeft) = begins(interval) }
      if interval.lowerBound <= now { (row.state, row.role) = (row.isComing ? "not begun" : "missed", .warn) }
    }
    if window.plan.recurrence != nil { row.title = "\(Glyphs(symbols).again) \(row.title)" }
    return row
  }

  /// How much is left, in full and in few columns.
  private func ends(_ moment: Timestamp) -> (String, String) {
    let left = moment.since(now)
    return ("\(formatSpan(left)) left", "\(PlanClock.compact(left)) left")
  }

  /// When it begins, in full and in few columns.
  private func begins(_ interval: Range<Timestamp>) -> (String, String) {
    let full = clock.distance(to: interval.lowerBound)
    let wait = interval.lowerBound.since(now)
    return (full, wait >= .seconds(60) ? "in \(PlanClock.compact(wait))" : full)
  }

  private func plannedState(_ window: Window) -> WindowState {
    window.recorded == .cancelled ? .cancelled : window.plan.state == .draft ? .draft : .planned
  }

  private func base(_ window: Window, _ interval: Range<Timestamp>) -> PlanRow {
    var row = PlanRow(.window(window.id, interval.lowerBound))
    row.interval = interval
    row.range = clock.range(interval)
    row.reference = team.reference(of: window.id) ?? window.reference
    row.targets = window.plan.targets.text
    row.owner = window.plan.owner
    row.title = window.plan.title
    row.impact = window.plan.impact == .none ? "" : window.plan.impact.rawValue
    row.hosts = window.hosts
    row.elsewhere = clock.elsewhere(interval, zone: window.plan.zone) ?? ""
    return row
  }

  /// Says of lines what else takes place on their hosts at the same time.
  func markClashes(_ rows: inout [PlanRow], with active: [PlanRow]) {
    let candidates = rows.indices.filter { rows[$0].isComing }
    let sets = Dictionary(uniqueKeysWithValues: candidates.map { ($0, Set(rows[$0].hosts)) })
    func clash(_ index: Int, _ other: PlanRow) -> Bool {
      guard let mine = rows[index].interval, let theirs = other.interval, mine.overlaps(theirs) else { return false }
      return other.hosts.contains { sets[index]?.contains($0) == true }
    }
    for (place, index) in candidates.enumerated() {
      for other in active where clash(index, other) { rows[index].clashes.append(other.reference) }
      for next in candidates[(place + 1)...] {
        // They stand in the order of their beginnings.
        guard let end = rows[index].interval?.upperBound, let start = rows[next].interval?.lowerBound, start < end
        else {
          break
        }
        guard clash(index, rows[next]) else { continue }
        rows[index].clashes.append(rows[next].reference)
        rows[next].clashes.append(rows[index].reference)
      }
      if !rows[index].clashes.isEmpty { rows[index].sign = Standing.warn.sign(symbols) }
    }
  }

  // MARK: work in hand

  /// Work that somebody has reserved hosts for; what is past its lease is overdue.
  func work(_ work: Reservation) -> PlanRow {
    var row = PlanRow(.reservation(work.id))
    let (begun, lease) = (work.plan.begun, work.leaseExpires)
    row.range = clock.range(begun..<max(begun, lease))
    row.reference = team.reference(of: work.id) ?? work.reference
    row.progress = min(max(now.since(begun).inSeconds / max(lease.since(begun).inSeconds, 1), 0), 1)
    if work.isOverdue(at: now) {
      (row.state, row.role, row.sign) = ("overdue", .warn, Standing.warn.sign(symbols))
      row.left = "\(formatSpan(now.since(lease))) over"
      row.shortLeft = "\(PlanClock.compact(now.since(lease))) over"
    } else {
      (row.state, row.role, row.sign) = (work.plan.action.rawValue, .maintenance, Glyphs(symbols).play)
      (row.left, row.shortLeft) = ends(lease)
    }
    row.targets = work.plan.targets.text
    row.owner = work.plan.owner
    row.title = work.plan.reason
    if !work.plan.ignored.isEmpty { row.title += " (override of \(work.plan.ignored.joined(separator: ", ")))" }
    row.hosts = work.hosts
    return row
  }

  // MARK: freezes and holds

  func freezes(in range: Range<Timestamp>) -> [PlanRow] {
    var rows: [PlanRow] = []
    for freeze in team.freezes where freeze.cleared == nil {
      for interval in freeze.occurrences(in: range, zones: clock.zones) {
        var row = PlanRow(.freeze(freeze.id, interval.lowerBound))
        row.interval = interval
        row.range = clock.moment(interval.lowerBound)
        row.reference = team.reference(of: freeze.id) ?? freeze.reference
        let isActive = interval.contains(now)
        row.state = isActive ? "frozen" : "to come"
        row.role = isActive ? .stale : .quiet
        row.sign = isActive ? "*" : ""
        (row.left, row.shortLeft) = isActive ? ends(interval.upperBound) : begins(interval)
        row.targets = freeze.plan.targets.text.isEmpty ? "everything" : freeze.plan.targets.text
        row.owner = freeze.plan.owner
        row.title =
          "until \(clock.moment(interval.upperBound)): \(freeze.plan.reason)"
          + (freeze.plan.exemptions.isEmpty ? "" : "; except \(freeze.plan.exemptions)")
        row.hosts = freeze.plan.targets.hosts
        rows.append(row)
      }
    }
    return rows.sorted { ($0.interval?.lowerBound.milliseconds ?? 0) < ($1.interval?.lowerBound.milliseconds ?? 0) }
  }

  func hold(_ hold: Hold) -> PlanRow {
    var row = PlanRow(.hold(hold.id))
    row.range = "since \(clock.moment(hold.plan.since))"
    row.reference = team.reference(of: hold.id) ?? hold.reference
    row.state = hold.plan.variant == .block ? "held" : "warning"
    row.role = .stale
    row.sign = "*"
    if let expires = hold.plan.expires { (row.left, row.shortLeft) = ends(expires) }
    row.targets = hold.plan.targets.text
    row.owner = hold.plan.owner
    row.title = hold.plan.reason
    row.hosts = hold.plan.targets.hosts
    return row
  }
}
