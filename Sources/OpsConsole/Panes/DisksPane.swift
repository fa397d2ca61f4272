import OpsDomain
import OpsScreen

/// All filesystems of all hosts, the fullest first.
struct DisksPane: ListPane {
  /// A filesystem, by its host and where it is mounted.
  struct ID: Hashable, Sendable {
    var host: HostID
    var mount: String
  }

  /// What the disks can be sorted by.
  enum Sort: String, CaseIterable, Sendable { case used, full, free, size, inodes, host }

  private struct Row: Sendable {
    var key: Double
    var tie: Int32
    var host: Int32
    var disk: Int32
  }

  let id = PaneID.disks
  var cursor = ListCursor<ID>()
  private var rows: [Row] = []
  private(set) var sort = Sort.used
  private var isTurned = false
  private var hostsRead = 0

  var count: Int { rows.count }

  /// The host and the filesystem in a row; nil when a newer reading no longer has it.
  private func entry(_ row: Int, _ world: World) -> (state: HostState, disk: Filesystem)? {
    guard rows.indices.contains(row), Int(rows[row].host) < world.fleet.hosts.count else { return nil }
    let state = world.fleet.hosts[Int(rows[row].host)]
    guard let disks = state.filesystems?.filesystems, Int(rows[row].disk) < disks.count else { return nil }
    return (state, disks[Int(rows[row].disk)])
  }

  func id(at row: Int, _ world: World) -> ID {
    guard let (state, disk) = entry(row, world) else { return ID(host: HostID(""), mount: "") }
    return ID(host: state.host.id, mount: disk.mount)
  }

  func row(of id: ID, _ world: World) -> Int? {
    guard let place = world.fleet.index(of: id.host) else { return nil }
    return rows.firstIndex { row in
      guard Int(row.host) == place, let disks = world.fleet.hosts[place].filesystems?.filesystems else { return false }
      return Int(row.disk) < disks.count && disks[Int(row.disk)].mount == id.mount
    }
  }

  func searchText(at row: Int, _ world: World) -> String {
    let id = id(at: row, world)
    return "\(id.host.name) \(id.mount)"
  }
  func selectedHost(_ world: World) -> HostID? { cursor.selected?.host }
  func visibleHosts(in rect: Rect, _ world: World) -> [HostID] {
    shownRows(in: rect, world).map { id(at: $0, world).host }
  }
  func copyText(_ world: World) -> String? { cursor.selected.map { "\($0.host.name):\($0.mount)" } }

  mutating func refresh(_ world: World) {
    rows.removeAll(keepingCapacity: true)
    hostsRead = 0
    let direction = isTurned ? -1.0 : 1.0
    let hosts = world.fleet.hosts
    let standings = world.figures.standings
    for place in hosts.indices {
      guard let disks = hosts[place].filesystems?.filesystems else { continue }
      if world.filter.isActive, !world.filter.admits(hosts[place], standings[place], at: world.now) { continue }
      hostsRead += 1
      for (number, disk) in disks.enumerated() {
        let key =
          key(disk, hosts[place], world.now, nameRank: world.index.nameRanks[place]).map { $0 * direction } ?? .infinity
        rows.append(
          Row(key: key, tie: world.index.nameRanks[place], host: Int32(clamping: place), disk: Int32(clamping: number)))
      }
    }
    rows.sort { $0.key != $1.key ? $0.key < $1.key : ($0.tie, $0.disk) < ($1.tie, $1.disk) }
    findSelection(world)
  }

  /// What is sorted by, smallest first; what hangs goes before all.
  private func key(_ disk: Filesystem, _ state: HostState, _ now: Timestamp, nameRank: Int32) -> Double? {
    if disk.failure != nil { return sort == .host ? Double(nameRank) : -.greatestFiniteMagnitude }
    switch sort {
    case .used: return disk.usedShare.map { -$0 }
    case .full: return state.forecast(at: now)?[disk.mount]?.soonest?.forecast.middle
    case .free: return Double(disk.availableBytes)
    case .size: return -Double(disk.sizeBytes)
    case .inodes: return disk.inodesUsedShare.map { -$0 }
    case .host: return Double(nameRank)
    }
  }

  var sortNames: [String] { Sort.allCases.map(\.rawValue) }
  var sortName: String { sort.rawValue }

  mutating func sort(by name: String, _ world: World) -> Bool {
    guard let wanted = Sort(rawValue: name) else { return false }
    isTurned = wanted == sort ? !isTurned : false
    sort = wanted
    refresh(world)
    return true
  }

  mutating func handle(_ command: Command, in rect: Rect, _ world: World) -> Bool {
    let all = Sort.allCases
    let place = all.firstIndex(of: sort) ?? 0
    switch command {
    case .sortNext: return sort(by: all[(place + 1) % all.count].rawValue, world)
    case .sortPrevious: return sort(by: all[(place + all.count - 1) % all.count].rawValue, world)
    case .sortInvert: return sort(by: sort.rawValue, world)
    default: return move(command, in: rect, world)
    }
  }

  mutating func click(column: Int, row: Int, in rect: Rect, _ world: World) -> ClickOutcome {
    guard let heading = ListParts(rect).heading, heading.contains(column: column, row: row) else {
      return clickRow(column: column, row: row, in: rect, world)
    }
    let sorts: [DisksColumns.Column: Sort] = [
      .host: .host, .size: .size, .used: .used, .free: .free, .full: .full, .inodes: .inodes,
    ]
    let hit = DisksColumns(width: rect.columns, world.index).column(at: column - rect.column)
    guard let sort = hit.flatMap({ sorts[$0] }) else { return .nothing }
    return self.sort(by: sort.rawValue, world) ? .sorted : .nothing
  }

  func titleWords(_ world: World) -> [TitleWord] {
    var words: [TitleWord] = []
    if let filter = world.filter.words { words.append(TitleWord(text: filter + "   ", role: .strong)) }
    let glyphs = Glyphs(world.context.symbols)
    words.append(TitleWord(text: "by \(sort.rawValue) \(isTurned ? glyphs.ascending : glyphs.descending)"))
    words.append(TitleWord(text: "   \(Words.count(count, "filesystem")) of \(Words.count(hostsRead, "host"))"))
    return words
  }

  func draw(on canvas: inout Canvas, in rect: Rect, _ world: World, isFocused: Bool) {
    guard rows.isEmpty else { return drawList(on: &canvas, in: rect, world, isFocused: isFocused) }
    let words =
      world.filter.isActive ? "No filesystem of what the filter shows.  Esc clears it." : "No filesystem read yet."
    canvas.put(words, rect.column + 3, rect.row + min(1, max(rect.rows - 1, 0)), rect.columns - 3, .text)
  }

  func drawHeading(on canvas: inout Canvas, in rect: Rect, _ world: World) {
    DisksColumns(width: rect.columns, world.index).drawHeading(on: &canvas, in: rect, sortedBy: sort)
  }

  func drawRow(_ row: Int, at line: Int, on canvas: inout Canvas, in rect: Rect, _ world: World) {
    guard let (state, disk) = entry(row, world) else { return }
    let place = Int(rows[row].host)
    let standing = place < world.standings.count ? world.standings[place] : .waiting
    DisksColumns(width: rect.columns, world.index)
      .drawRow(state, standing, disk, at: line, on: &canvas, in: rect, world.context)
  }
}
