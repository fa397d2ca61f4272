import OpsDomain
import OpsScreen

/// Everything panes show: the fleet, the moment, and what was chosen for all of them.
struct World: Sendable {
  /// The hosts as they are shown, live or frozen.
  var fleet: Fleet
  /// What changes with the inventory only.
  var index: FleetIndex
  /// What hosts are sorted and counted by.
  var figures: FleetFigures
  /// Which hosts are shown.
  var filter: FleetFilter
  /// The moment shown, the zone, the symbols, the marks.
  var context: DrawContext
  /// What is wrong with the configuration, a message each.
  var configurationProblems: [String]
  /// The keys in force.
  var keyMap: KeyMap
  /// Where the inventory lies; empty when that is not known.
  var inventoryPath: String
  /// The work log, and what the team has planned.
  var log: LogState
  /// The conversations.
  var chat: ChatState
  /// What the person has chosen for good.
  var settings: ConsoleSettings
  /// The draft that is being written at the moment; nil when none is.
  var openDraft: String?

  /// How each host stands, by its place in the fleet.
  var standings: [Standing] { figures.standings }
  /// The moment shown.
  var now: Timestamp { context.now }

  /// What to do when there are no hosts.
  var emptyAdvice: [String] {
    let path = inventoryPath.isEmpty ? "the inventory" : inventoryPath
    return [
      "opsconsole config init   writes \(path) to start from.",
      "Add a line for each server and save: it appears here at once.",
      "opsconsole --demo        shows a whole service.",
    ]
  }
}

/// Which hosts are shown.
struct FleetFilter: Sendable {
  /// The condition as it was typed; empty when there is none.
  var text = ""
  /// The condition understood.
  var predicate: HostPredicate?
  /// Only hosts of this role.
  var role: RoleID?
  /// Only hosts that need a look.
  var problemsOnly = false

  /// Whether any host may be left out.
  var isActive: Bool { predicate != nil || role != nil || problemsOnly }

  /// Whether the host is shown.
  func admits(_ state: HostState, _ standing: Standing, at now: Timestamp) -> Bool {
    if problemsOnly && !standing.needsLook { return false }
    if let role, state.host.role != role { return false }
    return predicate?.matches(state, at: now) ?? true
  }

  /// The filter in words, for titles; nil when all hosts are shown.
  var words: String? {
    var parts: [String] = []
    if let role { parts.append(role.description) }
    if problemsOnly { parts.append("problems only") }
    if predicate != nil { parts.append("/\(text)") }
    return parts.isEmpty ? nil : parts.joined(separator: "  ")
  }
}

/// What follows from the inventory alone, computed once when it changes.
struct FleetIndex: Sendable {
  /// The place of each host when all are ordered by name: breaks ties without comparing texts.
  private(set) var nameRanks: [Int32] = []
  /// The place of each host's role in the fleet; after all others without one.
  private(set) var roleRanks: [Int32] = []
  /// The hosts of each role, by their places in the fleet.
  private(set) var members: [[Int32]] = []
  /// The services, in the order of first mention.
  private(set) var services: [String] = []
  /// The columns that names take, at most the limits below.
  private(set) var hostColumns = 4
  private(set) var roleColumns = 4
  private(set) var serviceColumns = 7
  private(set) var fullRoleColumns = 4

  /// The widest that names are given room for.
  static let hostLimit = 24
  static let roleLimit = 14

  init(_ fleet: Fleet) {
    let hosts = fleet.hosts
    nameRanks = Array(repeating: 0, count: hosts.count)
    let byName = hosts.indices.sorted { hosts[$0].host.id < hosts[$1].host.id }
    for (rank, place) in byName.enumerated() { nameRanks[place] = Int32(clamping: rank) }
    let ranks = Dictionary(fleet.roles.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
    members = fleet.roles.map { role in role.hosts.compactMap { fleet.index(of: $0) }.map { Int32(clamping: $0) } }
    roleRanks = hosts.map { Int32(clamping: $0.host.role.flatMap { ranks[$0] } ?? ranks.count) }
    measure(hosts, fleet.roles)
  }

  private mutating func measure(_ hosts: [HostState], _ roles: [RoleSpecification]) {
    var seen: Set<String> = []
    for state in hosts {
      hostColumns = max(hostColumns, columns(of: state.host.id.name))
      if let role = state.host.role, seen.insert(role.service).inserted { services.append(role.service) }
    }
    for role in roles {
      roleColumns = max(roleColumns, columns(of: role.id.role))
      fullRoleColumns = max(fullRoleColumns, columns(of: role.id.description))
    }
    hostColumns = min(hostColumns, Self.hostLimit)
    roleColumns = min(roleColumns, Self.roleLimit)
    fullRoleColumns = min(fullRoleColumns, Self.hostLimit)
    serviceColumns = min(max(services.map { columns(of: $0) }.max() ?? 0, 7), Self.roleLimit)
  }
}
