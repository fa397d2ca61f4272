import OpsDomain
import OpsScreen

/// A line of the pane of plans.
struct PlanRow: Sendable {
  /// What it is about, however the list changes.
  enum ID: Hashable, Sendable {
    case heading(String)
    case window(OperationID, Timestamp)
    case freeze(OperationID, Timestamp)
    case hold(OperationID)
    case reservation(OperationID)
  }

  let id: ID
  /// The title of a section, or the text of a line that is none of the below.
  var heading = ""
  /// When; `23:00–01:00 +1d`.
  var range = ""
  /// `M-81`.
  var reference = ""
  /// The state in a word, and its role.
  var state = ""
  var role = Role.text
  var sign = ""
  /// The hosts, as they were typed.
  var targets = ""
  var owner = ""
  /// How much is left, or when it begins.
  var left = ""
  /// The same in few columns.
  var shortLeft = ""
  var title = ""
  var impact = ""
  /// The time in the zone of the plan.
  var elsewhere = ""
  /// How far it has come, 0...1; nil when it does not run.
  var progress: Double?
  /// When it takes place.
  var interval: Range<Timestamp>?
  /// The hosts by their names.
  var hosts: [String] = []
  /// Whether it takes place still: neither over nor cancelled.
  var isComing = false
  /// What else takes place on the same hosts at the same time.
  var clashes: [String] = []

  var isHeading: Bool { if case .heading = id { true } else { false } }

  init(_ id: ID) { self.id = id }

  static func heading(_ text: String) -> PlanRow {
    var row = PlanRow(.heading(text))
    row.heading = text
    return row
  }

  /// Everything in it, for searching.
  var text: String { "\(heading) \(range) \(reference) \(state) \(targets) \(owner) \(title) \(impact)" }
}

/// The plans of some weeks, put into lines.
struct PlanCalendar: Sendable {
  /// The days shown from today on.
  static let daysAhead = 14
  /// The days shown before today.
  static let daysBack = 7
  /// The most lines.
  static let rowLimit = 2_000

  private(set) var rows: [PlanRow] = []
  /// How many windows run, and are past their end; come; are in force.
  private(set) var running = 0
  private(set) var overrun = 0
  private(set) var coming = 0
  private(set) var freezes = 0
  private(set) var holds = 0
  /// How much work is reserved outside of windows and within them, and how much of it is past its lease.
  private(set) var inHand = 0
  private(set) var overdue = 0
  /// How many are in the past days, shown or not.
  private(set) var past = 0

  init() {}

  init(_ team: TeamState, _ clock: PlanClock, symbols: Symbols, showsPast: Bool) {
    let maker = PlanRowMaker(team: team, clock: clock, symbols: symbols)
    let today = clock.startOfDay(clock.now)
    let horizon = clock.day(-Self.daysBack, after: today)..<clock.day(Self.daysAhead, after: today)
    let active = team.running(at: clock.now).map { maker.running($0) }
    var days = maker.occurrences(in: horizon)
    maker.markClashes(&days, with: active)
    running = active.count
    overrun = active.count { $0.state.hasPrefix("over") }
    let before = days.filter { ($0.interval?.upperBound ?? today) <= today }
    let ahead = days.filter { ($0.interval?.upperBound ?? today) > today }
    past = before.count
    coming = ahead.count { $0.isComing }
    if showsPast { add(before, clock) }
    if !active.isEmpty { rows += [.heading("Now")] + active }
    let work = team.openReservations(at: clock.now).map { maker.work($0) }
    inHand = work.count
    overdue = work.count { $0.role == .warn }
    if !work.isEmpty { rows += [.heading("In hand")] + work }
    add(ahead, clock)
    let frozen = maker.freezes(in: today..<horizon.upperBound)
    freezes = frozen.count
    if !frozen.isEmpty { rows += [.heading("Freezes")] + frozen }
    let held = team.activeHolds(at: clock.now).map { maker.hold($0) }
    holds = held.count
    if !held.isEmpty { rows += [.heading("Holds")] + held }
    rows = Array(rows.prefix(Self.rowLimit))
  }

  /// Adds lines under the days on which they begin.
  private mutating func add(_ lines: [PlanRow], _ clock: PlanClock) {
    var day: Timestamp?
    for line in lines {
      guard let interval = line.interval else { continue }
      let start = clock.startOfDay(interval.lowerBound)
      if start != day {
        rows.append(.heading(clock.dayTitle(interval.lowerBound)))
        day = start
      }
      rows.append(line)
    }
  }
}
