import OpsDomain
import OpsScreen

/// A line of the pane of requests.
struct RequestRow: Sendable {
  /// What it is about, however the list changes.
  enum ID: Hashable, Sendable {
    case heading(String)
    case request(OperationID)
  }

  let id: ID
  var heading = ""
  var sign = ""
  var reference = ""
  var state = ""
  var role = Role.text
  /// Who asks whom.
  var people = ""
  /// By when, or how long ago it was sent.
  var time = ""
  var isLate = false
  var subject = ""
  var targets = ""

  var isHeading: Bool { if case .heading = id { true } else { false } }
  var text: String { "\(heading) \(reference) \(state) \(people) \(subject) \(targets)" }

  static func heading(_ text: String) -> RequestRow {
    var row = RequestRow(.heading(text))
    row.heading = text
    return row
  }

  init(_ id: ID) { self.id = id }

  init(_ request: Request, _ team: TeamState, _ clock: PlanClock, symbols: Symbols, isForMe: Bool) {
    self.init(.request(request.id))
    let shown = request.state(at: clock.now)
    reference = team.reference(of: request.id) ?? request.reference
    state = request.assignee.map { shown == .accepted ? "with \($0)" : shown.rawValue } ?? shown.rawValue
    let isOpen = request.isOpen
    role = !isOpen ? .quiet : shown == .overdue ? .warn : isForMe && shown == .sent ? .strong : .text
    if isOpen, shown == .overdue {
      sign = Standing.warn.sign(symbols)
    } else if isForMe, request.recorded == .sent {
      sign = "*"
    }
    people = "\(request.author.display) \(Glyphs(symbols).arrow) \(request.plan.to.text)"
    if isOpen, let due = request.plan.due {
      time = "by \(clock.moment(due))"
      isLate = due <= clock.now
    } else {
      time = clock.distance(to: request.sentAt)
    }
    subject = request.plan.subject
    targets = NodeSet.fold(request.plan.targets.map(\.id))
  }
}

/// All requests in their sections: for the person, by the person, of others, finished lately.
struct RequestList: Sendable {
  private(set) var rows: [RequestRow] = []
  /// How many wait for the person, and how many of these were not answered at all.
  private(set) var forMe = 0
  private(set) var unseen = 0
  private(set) var byMe = 0

  /// How long finished ones are shown.
  static let finishedStay = Duration.seconds(7 * 86_400)
  /// The most lines of one section.
  static let sectionLimit = 500

  init() {}

  init(_ team: TeamState, _ settings: ConsoleSettings, _ clock: PlanClock, symbols: Symbols) {
    let me = settings.author.account
    let mine = team.waiting(for: me, memberships: settings.memberships)
    let asked = team.waiting(by: me)
    let shown = Set((mine + asked).map(\.id))
    let rest = team.requests.filter { !shown.contains($0.id) }
    let others = rest.filter(\.isOpen)
    let finished = rest.filter { request in
      let last = request.steps.last?.transition.at ?? request.sentAt
      return !request.isOpen && clock.now.since(last) < Self.finishedStay
    }
    (forMe, byMe) = (mine.count, asked.count)
    unseen = mine.count { $0.recorded == .sent }
    func add(_ title: String, _ requests: some Sequence<Request>, isForMe: Bool = false) {
      let lines = requests.prefix(Self.sectionLimit).map {
        RequestRow($0, team, clock, symbols: symbols, isForMe: isForMe)
      }
      if !lines.isEmpty { rows += [.heading(title)] + lines }
    }
    add("For you", mine, isForMe: true)
    add("You asked", asked.filter { request in !mine.contains { $0.id == request.id } })
    add("Others", others)
    add("Finished in the last \(Int(Self.finishedStay.inSeconds / 86_400)) days", finished.reversed())
  }
}
