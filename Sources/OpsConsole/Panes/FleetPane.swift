import OpsDomain
import OpsScreen

/// All hosts, a line each, the ones in trouble on top.
struct FleetPane: ListPane {
  let id = PaneID.fleet
  var cursor = ListCursor<HostID>()
  private(set) var order = FleetOrder()
  private(set) var sort = FleetSort.trouble
  private(set) var isDescending = true

  var count: Int { order.rows.count }
  var gap: Int? { order.troubled > 0 && order.troubled < count ? order.troubled : nil }

  func id(at row: Int, _ world: World) -> HostID { state(at: row, world)?.host.id ?? HostID("") }

  func row(of id: HostID, _ world: World) -> Int? {
    guard let place = world.fleet.index(of: id), place < order.positions.count else { return nil }
    let row = Int(order.positions[place])
    return row >= 0 ? row : nil
  }

  /// The state of the host in a row, or nil when the row is no longer there.
  func state(at row: Int, _ world: World) -> HostState? {
    guard let place = place(at: row), place < world.fleet.hosts.count else { return nil }
    return world.fleet.hosts[place]
  }

  /// The place in the fleet of the host in a row.
  func place(at row: Int) -> Int? { order.rows.indices.contains(row) ? Int(order.rows[row]) : nil }

  func searchText(at row: Int, _ world: World) -> String { id(at: row, world).name }

  mutating func refresh(_ world: World) {
    order = FleetOrder(world, by: sort, descending: isDescending)
    findSelection(world)
  }

  func contentLines(_ world: World) -> Int {
    // Of all hosts, so that nothing moves while a filter is typed.
    let hosts = world.fleet.hosts.count
    return hosts == 0 ? 6 : hosts + (hosts > 1 ? 2 : 1)
  }

  // MARK: sorting

  var sortNames: [String] { FleetSort.allCases.map(\.rawValue) }
  var sortName: String { sort.rawValue }

  mutating func sort(by name: String, _ world: World) -> Bool {
    guard let wanted = FleetSort(rawValue: name) else { return false }
    isDescending = wanted == sort ? !isDescending : wanted.isDescending
    sort = wanted
    refresh(world)
    return true
  }

  mutating func handle(_ command: Command, in rect: Rect, _ world: World) -> Bool {
    let all = FleetSort.allCases
    let place = all.firstIndex(of: sort) ?? 0
    switch command {
    case .sortNext: return sort(by: all[(place + 1) % all.count].rawValue, world)
    case .sortPrevious: return sort(by: all[(place + all.count - 1) % all.count].rawValue, world)
    case .sortInvert: return sort(by: sort.rawValue, world)
    default: break
    }
    return move(command, in: rect, world)
  }

  mutating func click(column: Int, row: Int, in rect: Rect, _ world: World) -> ClickOutcome {
    if let heading = ListParts(rect).heading, heading.contains(column: column, row: row) {
      let columns = FleetColumns(width: rect.columns, world.index)
      let hit = columns.placed.first {
        column - rect.column < $0.left + $0.columns + 1 && column - rect.column >= $0.left
      }
      guard let hit, let sort = FleetColumns.sort(hit.column) else { return .nothing }
      return self.sort(by: sort.rawValue, world) ? .sorted : .nothing
    }
    return clickRow(column: column, row: row, in: rect, world)
  }

  // MARK: what others ask

  func selectionRect(_ row: Int, in place: Rect, _ world: World) -> Rect {
    guard let host = FleetColumns(width: place.columns, world.index)[.host] else { return place }
    let name = min(columns(of: id(at: row, world).name), host.columns)
    return Rect(column: place.column + host.left, row: place.row, columns: name, rows: 1)
  }

  func selectedHost(_ world: World) -> HostID? { cursor.selected }

  func visibleHosts(in rect: Rect, _ world: World) -> [HostID] {
    shownRows(in: rect, world).map { id(at: $0, world) }
  }

  func copyText(_ world: World) -> String? { cursor.selected?.name }

  func titleWords(_ world: World) -> [TitleWord] {
    var words: [TitleWord] = []
    if let filter = world.filter.words {
      words.append(TitleWord(text: filter, role: .strong))
      words.append(TitleWord(text: "  \(count) of \(world.fleet.hosts.count)   "))
    }
    if !world.context.marked.isEmpty {
      words.append(TitleWord(text: "\(world.context.marked.count) marked   ", role: .strong))
    }
    let glyphs = Glyphs(world.context.symbols)
    words.append(TitleWord(text: "by \(sort.rawValue) \(isDescending ? glyphs.descending : glyphs.ascending)"))
    let looks = Int(order.looksFrom.first ?? 0)
    if looks > 0, !world.filter.isActive {
      words.append(TitleWord(text: "   \(looks) of \(count) need\(looks == 1 ? "s" : "") a look", role: .text))
    }
    return words
  }

  func moreWords(after row: Int, _ world: World) -> String {
    let next = row + 1
    guard next < order.looksFrom.count else { return "" }
    if order.looksFrom[next] > 0 { return ", \(order.looksFrom[next]) in trouble" }
    if order.waitsFrom[next] > 0 { return ", \(order.waitsFrom[next]) not read yet" }
    return order.asideFrom[next] > 0 ? ", none in trouble" : ", all well"
  }
}
