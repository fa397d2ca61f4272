import OpsDomain
import OpsScreen

/// What is needed to say what follows from a form: the team's plans, the inventory, the clock, the person.
struct FormDesk: Sendable {
  let inventory: Inventory
  let marked: Set<HostID>
  let team: TeamState
  let settings: ConsoleSettings
  let clock: PlanClock

  init(_ state: ConsoleState) {
    let world = state.world
    inventory = state.inventory
    marked = state.marks
    team = world.log.team
    settings = world.settings
    // A form is about what is done now, whatever moment the screen is held at.
    clock = PlanClock(
      now: state.now, zone: settings.zones.rules(of: settings.zoneName), zones: settings.zones,
      symbols: settings.symbols)
  }

  var now: Timestamp { clock.now }
  var me: String { settings.author.account }

  /// The hosts of a node set as it was typed, and what is recorded of it.
  func targets(_ text: String) throws(NodeSet.Problem) -> WorkTargets {
    let hosts = try NodeSet(parsing: text).resolve(in: inventory, marked: marked)
    let names = hosts.map(\.name)
    // What was marked is gone tomorrow; the names stay.
    guard !text.contains("@marked") else { return WorkTargets(NodeSet.fold(names), hosts: names) }
    guard text.contains("@") else { return WorkTargets(text, hosts: names) }
    let members = Set(hosts)
    let whole = inventory.roles.filter { !$0.hosts.isEmpty && $0.hosts.allSatisfy(members.contains) }
    let roles = whole.map(\.id.description).filter { text.contains("@\($0)") || text.contains(bareRole($0)) }
    var services: [String] = []
    for role in whole where text.contains("@\(role.id.service)") && !text.contains("@\(role.id.service):") {
      if !services.contains(role.id.service) { services.append(role.id.service) }
    }
    return WorkTargets(text, hosts: names, roles: roles, services: services)
  }

  private func bareRole(_ role: String) -> String { "@" + (role.split(separator: ":").last.map(String.init) ?? role) }

  /// Hosts in a few words: `3 hosts: bm-db[01-03]`.
  static func words(_ hosts: [String]) -> String {
    hosts.isEmpty ? "no hosts" : "\(Words.count(hosts.count, "host")): \(NodeSet.fold(hosts))"
  }

  /// What could stand at the end of a field that names hosts, people or groups.
  func candidates(_ id: FormFieldID, before text: String) -> (start: Int, names: [String]) {
    let known: [String]
    let breaks: String
    switch id {
    case .targets:
      known = inventory.roles.map { "@\($0.id)" } + inventory.hosts.map(\.id.name)
      breaks = " ,!&^"
    case .owner, .to: (known, breaks) = (id == .to ? addressees : accounts, " ")
    case .crew: (known, breaks) = (accounts, " ,")
    default: return (0, [])
    }
    let characters = Array(text)
    let start = (characters.lastIndex { breaks.contains($0) } ?? -1) + 1
    let typed = String(characters[start...])
    guard !typed.isEmpty else { return (start, []) }
    let matches = known.lazy.filter { $0.hasPrefix(typed) && $0 != typed }.prefix(Self.candidateLimit)
    return (start, Array(matches))
  }

  /// The most candidates offered.
  private static let candidateLimit = 40

  /// Everybody who is known to the team.
  var accounts: [String] {
    var names = Set(team.people.keys)
    for members in settings.groups.values { names.formUnion(members) }
    for members in settings.duties.values { names.formUnion(members) }
    names.insert(me)
    return names.filter { !$0.isEmpty }.sorted()
  }

  private var addressees: [String] {
    accounts + settings.groups.keys.sorted().map { "@" + $0 } + settings.duties.keys.sorted().map { "duty:" + $0 }
  }

  /// Why a step of a request is not this person's to take; nil when it may be.
  ///
  /// Who asks for a group means its members: others comment.
  func problem(of state: RequestState?, for request: Request) -> String? {
    let answers: Set<RequestState?> = [.acknowledged, .accepted, .declined, .done]
    guard answers.contains(state), request.assignee != me, !settings.memberships.contains(request.plan.to.text) else {
      return nil
    }
    if case .person = request.plan.to { return nil }
    return "\(reference(request.id)) is for \(request.plan.to.text), to which you do not belong; a comment is yours"
  }

  /// Planned work that touches these hosts in an interval, what is frozen then, and what others hold.
  func conflicts(_ hosts: [String], _ interval: Range<Timestamp>, besides own: OperationID? = nil) -> [String] {
    guard !hosts.isEmpty else { return [] }
    let wanted = Set(hosts)
    var words: [String] = []
    for window in team.windows where window.id != own && !window.recorded.isFinal && window.recorded != .draft {
      let shared = window.hosts.filter(wanted.contains)
      guard !shared.isEmpty, let hit = overlap(of: window, with: interval) else { continue }
      words.append(
        "overlaps \(reference(window.id)) by \(window.plan.owner) \(clock.full(hit)) on \(NodeSet.fold(shared)): "
          + window.plan.title)
    }
    for freeze in team.freezes where freeze.cleared == nil && concerns(freeze.plan.targets, wanted) {
      guard let hit = freeze.occurrences(in: interval, zones: settings.zones).first else { continue }
      words.append(
        "frozen by \(reference(freeze.id)) until \(clock.moment(hit.upperBound)) (\(freeze.plan.owner)): "
          + freeze.plan.reason)
    }
    for hold in team.activeHolds(at: now) where hold.plan.owner != me && concerns(hold.plan.targets, wanted) {
      let until = hold.plan.expires.map { " until \(clock.moment($0))" } ?? ""
      words.append("held by \(hold.plan.owner)\(until), \(reference(hold.id)): \(hold.plan.reason)")
    }
    return words
  }

  private func overlap(of window: Window, with interval: Range<Timestamp>) -> Range<Timestamp>? {
    if window.isRunning(at: now) {
      let running = window.interval(at: now)
      if running.overlaps(interval) { return running }
    }
    return window.plan.occurrences(in: interval, zones: settings.zones).first
  }

  /// Whether targets concern any of these hosts; an empty node set is everything.
  private func concerns(_ targets: WorkTargets, _ hosts: Set<String>) -> Bool {
    targets.text.isEmpty || targets.hosts.contains(where: hosts.contains)
  }

  /// How people call something.
  func reference(_ id: OperationID) -> String { team.reference(of: id) ?? "?" }
}
