import OpsDomain
import OpsScreen

/// How many hosts stand how.
struct FleetCounts: Hashable, Sendable {
  private var counts = Array(repeating: 0, count: Standing.allCases.count)
  /// How many are set aside in which way.
  private(set) var aside: [HostStatus: Int] = [:]

  init() {}

  init(_ standings: [Standing], _ fleet: Fleet) {
    for (place, standing) in standings.enumerated() {
      counts[Int(standing.rawValue)] += 1
      if standing == .aside { aside[fleet.hosts[place].host.status, default: 0] += 1 }
    }
  }

  subscript(standing: Standing) -> Int { counts[Int(standing.rawValue)] }

  /// Counts a host that stands another way now.
  mutating func move(from old: Standing, to new: Standing) {
    counts[Int(old.rawValue)] -= 1
    counts[Int(new.rawValue)] += 1
  }
}

extension ConsoleState {
  /// Takes in news of a host.
  ///
  /// Only the sign of the host changes at once; the order waits for the tick.
  mutating func observe(_ observation: Observation) {
    fleet.apply(observation, at: now)
    fleetHasChanged = true
    guard frozen == nil, let place = fleet.index(of: observation.host), place < standings.count else { return }
    let standing = Standing(fleet.hosts[place])
    guard standing != standings[place] else { return }
    counts.move(from: standings[place], to: standing)
    standings[place] = standing
  }

  /// A second has passed: what changes with time alone is judged, and orders are computed anew if anything changed.
  mutating func tick(_ moment: Timestamp, _ zone: LocalZone) {
    now = moment
    self.zone = zone
    fleet.age(to: moment)
    if let message, message.until < moment { self.message = nil }
    guard frozen == nil else { return }
    // Conditions may ask for ages, so that a filter is applied anew each time.
    let isDue = fleetHasChanged || filter.predicate != nil
    if isDue || standings != fleet.hosts.map(Standing.init) { refreshData() }
    settle(reveal: follows)
  }

  /// Takes another inventory; what was chosen stays as far as its hosts do.
  mutating func replace(_ inventory: Inventory) {
    self.inventory = inventory
    fleet.replace(inventory, at: now)
    marks = marks.filter { fleet.index(of: $0) != nil }
    if let role = filter.role, !fleet.roles.contains(where: { $0.id == role }) { filter.role = nil }
    guard frozen == nil else { return }
    index = FleetIndex(fleet)
    refreshData()
    settle(reveal: false)
  }

  /// Computes anew what follows from the readings.
  mutating func refreshData() {
    let shown = shownFleet
    standings = shown.hosts.map(Standing.init)
    counts = FleetCounts(standings, shown)
    queuedHosts = counts[.waiting] == 0 ? 0 : zip(standings, shown.hosts).count { $0 == .waiting && $1.isQueued }
    fleetHasChanged = false
    stalePanes = Set(PaneID.allCases)
    refreshPanes()
  }

  /// Computes the rows of the panes that may be on the screen, where they are not up to date.
  mutating func refreshPanes() {
    var wanted: [PaneID]
    switch page {
    case .home: wanted = hasRoomForDisks ? [.fleet, .roles, .disks] : [.fleet, .roles]
    case .pane(let id): wanted = [id]
    case .host: wanted = []
    }
    if isZoomed, case .home = page { wanted = [focus] }
    guard wanted.contains(where: stalePanes.contains) || stalePanes.contains(focus) else { return }
    if case .home = page, !wanted.contains(focus) { wanted.append(focus) }
    let world = world
    for id in wanted where stalePanes.remove(id) != nil { panes[id].refresh(world) }
  }

  /// Makes rows, selections and scrolling fit what is shown; `reveal` scrolls to the selection.
  mutating func settle(reveal: Bool) {
    refreshPanes()
    let world = world
    for frame in layout(world).frames { panes[frame.id].settle(in: frame.body, world, reveal: reveal) }
  }

  /// The effect that tells the watcher what is looked at, when that changed.
  mutating func attention() -> [Effect] {
    var visible: Set<HostID> = []
    var drilled: HostID?
    var wantsProcesses = false
    if case .host(let view) = page {
      visible = [view.host]
      drilled = view.host
      wantsProcesses = view.wantsProcesses
    } else {
      let world = world
      for frame in layout(world).frames { visible.formUnion(panes[frame.id].visibleHosts(in: frame.body, world)) }
    }
    let effect = Effect.attend(visible: visible, drilled: drilled, wantsProcesses: wantsProcesses)
    guard effect != attended else { return [] }
    attended = effect
    return [effect]
  }
}

extension HostState {
  /// Whether it waits for its turn among the dials.
  fileprivate var isQueued: Bool { links.values.contains(.queued) }
}
