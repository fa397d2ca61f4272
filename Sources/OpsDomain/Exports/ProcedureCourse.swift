/// What became of a piece of work: when it was planned, began and ended.
struct ProcedureCourse: Sendable {
  /// The interval planned; nil where nothing was.
  let planned: Range<Timestamp>?
  /// When it began; nil when it did not.
  private(set) var begun: Timestamp?
  /// The step with which it ended; nil when it did not.
  private(set) var ending: Window.Step?
  /// The steps that count, oldest first; of a window that recurs those of one occurrence.
  private(set) var steps: [Window.Step] = []
  /// The hosts it was about.
  let hosts: [String]
  /// The times whose entries belong to it; nil for all.
  private(set) var reach: Range<Timestamp>?

  /// The moment from which offsets are counted.
  var zero: Timestamp { begun ?? planned?.lowerBound ?? Timestamp(milliseconds: 0) }

  /// The course of a thread without a window.
  init(_ first: EntryRecord) {
    planned = nil
    begun = first.entry.at
    hosts = first.hosts.map(\.name)
  }

  /// The course of a window, or of one occurrence of it: the last where none is named.
  init(_ window: Window, occurrence: Timestamp?) {
    let plan = window.plan
    hosts = window.hosts
    let counted = window.steps.filter { $0.refused == nil }
    guard window.isRecurring else {
      planned = plan.start..<max(plan.start, plan.end)
      take(counted)
      return
    }
    let beginnings = counted.filter { $0.transition.state == .inProgress }
    let meant = occurrence ?? beginnings.last?.transition.occurrence ?? plan.start
    planned = meant..<(meant + max(plan.end.since(plan.start), .zero))
    let first = beginnings.first { $0.transition.occurrence == meant } ?? beginnings.last { $0.transition.at >= meant }
    guard let first, let place = counted.firstIndex(of: first) else { return }
    let isEnd: (Window.Step) -> Bool = { [.done, .aborted].contains($0.transition.state) }
    let end = counted[place...].firstIndex(where: isEnd) ?? counted.endIndex - 1
    take(Array(counted[place...end]))
    let before = counted[..<place].last(where: isEnd)?.transition.at ?? Timestamp(milliseconds: .min)
    let after = counted[(end + 1)...].first { $0.transition.state == .inProgress }?.transition.at
    let until = after ?? Timestamp(milliseconds: .max)
    if before < until { reach = before..<until }
  }

  private mutating func take(_ steps: [Window.Step]) {
    self.steps = steps
    begun = steps.first { $0.transition.state == .inProgress }?.transition.at
    ending = steps.last { $0.transition.state.isFinal }
  }

  /// `+0:12`, `-0:05`: hours and minutes, cut to whole minutes.
  static func offset(_ distance: Duration) -> String {
    let minutes = (distance.wholeMilliseconds / 60_000).magnitude
    let sign = distance < .zero && minutes > 0 ? "-" : "+"
    return "\(sign)\(minutes / 60):\(padded(minutes % 60, to: 2))"
  }
}
