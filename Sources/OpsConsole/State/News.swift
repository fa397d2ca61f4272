public import OpsDomain
import OpsScreen

extension ConsoleState {
  /// Takes in news of a host.
  ///
  /// Only the sign of the host changes at once; the order waits for the tick.
  mutating func observe(_ observation: Observation) {
    fleet.apply(observation, at: now)
    fleetHasChanged = true
    judging.isStale = true
    if frozen == nil, let place = fleet.index(of: observation.host) { figures.update(place, in: fleet) }
  }

  /// Takes note of the moment between two seconds, before news are heard.
  ///
  /// After an editor or ssh had the screen, readings taken meanwhile would else seem to come from the future.
  public mutating func noteTime(_ moment: Timestamp) { now = moment }

  /// A second has passed: what changes with time alone is judged, and orders are computed anew if anything changed.
  mutating func tick(_ moment: Timestamp, _ zone: LocalZone) {
    now = moment
    self.zone = zone
    fleet.age(to: moment)
    layStatuses()
    notePlanTime()
    if let message, message.until < moment { (self.message, quitIsArmed) = (nil, false) }
    followVerdict(isTick: true)
    refreshSheet()
    guard frozen == nil else { return }
    // Conditions may ask for ages, so that a filter is applied anew each time.
    let hasAged = figures.noticeAge(of: fleet)
    if hasAged || fleetHasChanged || filter.predicate != nil { refreshOrders() }
    settle(reveal: follows)
  }

  /// Takes another inventory; what was chosen stays as far as its hosts do.
  mutating func replace(_ inventory: Inventory) {
    self.inventory = inventory
    chat.names = MentionIndex(inventory)
    fleet.replace(inventory, at: now)
    (judging.isStale, judging.plansAreStale) = (true, true)
    marks = marks.filter { fleet.index(of: $0) != nil }
    if let role = filter.role, !fleet.roles.contains(where: { $0.id == role }) { filter.role = nil }
    guard frozen == nil else { return }
    refreshAll()
    settle(reveal: false)
  }

  /// Computes anew what follows from the inventory and the readings, after either was exchanged.
  mutating func refreshAll() {
    index = FleetIndex(shownFleet)
    figures = FleetFigures(shownFleet)
    refreshOrders()
  }

  /// Computes the rows of all panes anew, of those that are not on the screen when they are shown.
  mutating func refreshOrders() {
    let hosts = shownFleet.hosts
    queuedHosts = 0
    if figures.counts[.waiting] > 0 {
      queuedHosts = hosts.indices.count { figures.standings[$0] == .waiting && hosts[$0].isQueued }
    }
    fleetHasChanged = false
    stalePanes = Set(PaneID.allCases)
    refreshPanes()
  }

  /// Computes the rows of the panes that may be on the screen, where they are not up to date.
  mutating func refreshPanes() {
    var wanted: [PaneID]
    switch page {
    case .home: wanted = [.fleet, .roles] + (hasRoomForDisks ? [.disks] : []) + (hasWorkLog ? [.workLog] : [])
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
    settleHostLog(reveal: reveal)
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
    let effect = Effect.attend(
      visible: visible, drilled: drilled, wantsProcesses: wantsProcesses, doubtful: Set(fleet.doubtful))
    guard effect != attended else { return [] }
    attended = effect
    return [effect]
  }
}

extension HostState {
  /// Whether it waits for its turn among the dials.
  fileprivate var isQueued: Bool { links.values.contains(.queued) }
}
