import OpsDomain
import OpsScreen

/// What fills the screen between header and hint bar.
enum Page: Sendable {
  /// The first screen: the fleet, and below it what has room.
  case home
  /// One pane alone.
  case pane(PaneID)
  /// The view of one host.
  case host(HostView)
}

/// Where everything stands at one size.
struct ScreenLayout: Sendable {
  /// A pane with its title line, or without when the screen is bare.
  struct Frame: Sendable {
    let id: PaneID
    let title: Rect?
    let body: Rect
  }

  var header: Rect?
  var bottom: Rect?
  var frames: [Frame] = []
  /// Where the view of a host stands, when it is shown.
  var host: Rect?
  /// Where the lines of today stand.
  var today: Rect?
  /// Where a remark below the panes stands.
  var remark: Rect?
  /// Where the composer of the work log stands, when it is open.
  var composer: Rect?
  /// Where a wall stands between two columns of panes.
  var wall: Rect?

  /// The room between header and bottom line.
  var middle: Rect

  init(_ size: Size, isBare: Bool, composerRows: Int = 0) {
    var middle = Rect(column: 0, row: 0, columns: size.columns, rows: size.rows)
    if !isBare, size.rows >= 4 {
      (header, middle) = { ($0.top, $0.rest) }(middle.splitTop(1))
    }
    if !isBare, size.rows >= 2 {
      let split = middle.splitBottom(1)
      (middle, bottom) = (split.rest, split.bottom)
    }
    if composerRows > 0 { (middle, composer) = { ($0.rest, $0.bottom) }(middle.splitBottom(composerRows)) }
    self.middle = middle
  }

  /// Puts a pane into a rectangle.
  mutating func add(_ id: PaneID, in rect: Rect, isBare: Bool) {
    guard rect.rows > 0 else { return }
    if isBare || rect.rows < 3 {
      frames.append(Frame(id: id, title: nil, body: rect))
    } else {
      let (title, body) = rect.splitTop(1)
      frames.append(Frame(id: id, title: title, body: body))
    }
  }

  /// The frame of a pane, when it is on the screen.
  subscript(id: PaneID) -> Frame? { frames.first { $0.id == id } }
}

extension ConsoleState {
  /// Below this size there is one pane only.
  static let twoPaneLeast = Size(columns: 60, rows: 16)

  /// Where everything stands now.
  func layout(_ world: World) -> ScreenLayout {
    let composerRows = composer.map { ComposerBox.rows($0, size) } ?? 0
    var layout = ScreenLayout(size, isBare: isZoomed, composerRows: composerRows)
    switch page {
    case .host: layout.host = layout.middle
    case .pane(let id): layout.add(id, in: layout.middle, isBare: isZoomed)
    case .home:
      let isSmall = size.columns < Self.twoPaneLeast.columns || size.rows < Self.twoPaneLeast.rows
      if isZoomed || isSmall {
        layout.add(focus, in: layout.middle, isBare: isZoomed)
      } else {
        addHome(&layout, world)
      }
    }
    return layout
  }

  /// The fleet, below it the roles, and where much room is left the disks.
  private func addHome(_ layout: inout ScreenLayout, _ world: World) {
    var room = addHomeSide(&layout)
    if isAlone(world) { (room, layout.remark) = { ($0.rest, $0.bottom) }(room.splitBottom(2)) }
    let roles = world.fleet.roles.isEmpty ? 0 : panes[.roles].contentLines(world) + 1
    // The roles may take a third, more only where the fleet leaves it.
    let fleet = panes[.fleet].contentLines(world) + 2
    let rolesRows = min(roles, max(room.rows / 3, room.rows - fleet))
    let disks = hasRoomForDisks ? panes[.disks].contentLines(world) + 1 : 0
    let left = room.rows - rolesRows - fleet
    let showsDisks = disks > 2 && left >= 5
    let fleetRows = showsDisks || left > 0 ? min(fleet, room.rows - rolesRows) : room.rows - rolesRows
    var rest = room
    func take(_ id: PaneID, _ rows: Int) {
      let split = rest.splitTop(rows)
      layout.add(id, in: split.top, isBare: false)
      rest = split.rest
    }
    take(.fleet, fleetRows)
    if rolesRows >= 3 { take(.roles, rolesRows) }
    if showsDisks {
      rest = rest.splitTop(min(1, rest.rows - disks)).rest
      take(.disks, min(disks, rest.rows))
    }
  }

  /// Whether so few hosts are watched that their disks may fit below them.
  var hasRoomForDisks: Bool { shownFleet.hosts.count < size.rows && !shownFleet.hosts.isEmpty }

  /// Whether only this machine is watched, so that a word on adding servers helps.
  func isAlone(_ world: World) -> Bool {
    world.fleet.hosts.count == 1 && world.fleet.hosts[0].host.sources.first == .local && !settings.isDemo
  }

  /// The page shown.
  var page: Page { pages.last ?? .home }
}

/// The panes, one of each.
struct PaneSet: Sendable {
  private var panes: [any Pane] = [
    FleetPane(), RolesPane(), ProblemsPane(), DisksPane(), HelpPane(), WorkLogPane(), MaintenancePane(), RequestsPane(),
    DigestPane(), ChatPane(), PosturePane(),
  ]

  /// A pane; all are there from the start.
  subscript(id: PaneID) -> any Pane {
    get { panes[Self.place(id)] }
    _modify { yield &panes[Self.place(id)] }
  }

  private static func place(_ id: PaneID) -> Int {
    switch id {
    case .fleet: return 0
    case .roles: return 1
    case .problems: return 2
    case .disks: return 3
    case .help: return 4
    case .workLog: return 5
    case .maintenance: return 6
    case .requests: return 7
    case .digest: return 8
    case .chat: return 9
    case .posture: return 10
    }
  }
}
