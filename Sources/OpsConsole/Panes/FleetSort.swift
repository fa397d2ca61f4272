import OpsDomain

/// What the fleet can be sorted by.
enum FleetSort: String, CaseIterable, Sendable {
  case trouble, host, role, load, limit, cpu, memory, disk, full, network, uptime, age

  /// Whether the largest comes first unless turned round.
  var isDescending: Bool {
    switch self {
    case .host, .role, .full, .uptime: return false
    default: return true
    }
  }

  /// The number by which a host is sorted; not a number, which goes last in either direction, where nothing is known.
  func key(_ place: Int, _ figures: FleetFigures, _ index: FleetIndex) -> Double {
    let standing = figures.standings[place]
    switch self {
    case .trouble: return standing.needsLook ? Double(standing.rawValue) : 0
    case .host: return Double(index.nameRanks[place])
    case .role: return Double(index.roleRanks[place])
    case .age: return -figures.readAt[place]
    case .disk: return figures.disks[place]
    case .full: return figures.daysLeft[place]
    case .uptime: return figures.uptimes[place]
    case .load: return standing.isCurrent ? figures.loads[place] : .nan
    case .limit: return figures.limits[place]?.rank ?? .nan
    case .cpu: return standing.isCurrent ? figures.busy[place] : .nan
    case .memory: return standing.isCurrent ? figures.memories[place] : .nan
    case .network: return standing.isCurrent ? figures.traffic[place] : .nan
    }
  }
}

/// The hosts in the order shown, with what the screen needs to know of those below its edge.
struct FleetOrder: Sendable {
  /// The hosts by their places in the fleet.
  private(set) var rows: [Int32] = []
  /// How many of the first rows need a look, when sorted by trouble; else 0.
  private(set) var troubled = 0
  /// How many rows from each one on need a look, are not read yet, or are set aside.
  private(set) var looksFrom: [Int32] = []
  private(set) var waitsFrom: [Int32] = []
  private(set) var asideFrom: [Int32] = []
  /// The row of each host by its place in the fleet; -1 when it is not shown.
  private(set) var positions: [Int32] = []

  /// No rows.
  init() {}

  /// What a row is sorted by: the key, then the tie.
  private struct Entry {
    var key: Double
    var tie: Int32
    var host: Int32
  }

  /// The hosts that the filter admits, sorted.
  init(_ world: World, by sort: FleetSort, descending: Bool) {
    let hosts = world.fleet.hosts
    let (figures, index) = (world.figures, world.index)
    let isFiltered = world.filter.isActive
    let sign = descending ? -1.0 : 1.0
    var entries: [Entry] = []
    entries.reserveCapacity(hosts.count)
    for place in hosts.indices {
      let standing = figures.standings[place]
      if isFiltered, !world.filter.admits(hosts[place], standing, at: world.now) { continue }
      let key = sort.key(place, figures, index) * sign
      // Hosts that are well keep the inventory's order; all other ties are broken by name.
      let isWell = sort == .trouble && !standing.needsLook
      let tie = isWell ? Int32(clamping: place) : index.nameRanks[place]
      entries.append(Entry(key: key.isNaN ? .infinity : key, tie: tie, host: Int32(clamping: place)))
    }
    entries.sort { $0.key != $1.key ? $0.key < $1.key : $0.tie < $1.tie }
    rows = entries.map(\.host)
    lookAhead(figures.standings, hostCount: hosts.count, countsTrouble: sort == .trouble && descending)
  }

  private mutating func lookAhead(_ standings: [Standing], hostCount: Int, countsTrouble: Bool) {
    positions = Array(repeating: -1, count: hostCount)
    looksFrom = Array(repeating: 0, count: rows.count + 1)
    waitsFrom = looksFrom
    asideFrom = looksFrom
    for row in rows.indices.reversed() {
      let place = Int(rows[row])
      let standing = standings[place]
      positions[place] = Int32(clamping: row)
      looksFrom[row] = looksFrom[row + 1] + (standing.needsLook ? 1 : 0)
      waitsFrom[row] = waitsFrom[row + 1] + (standing == .waiting ? 1 : 0)
      asideFrom[row] = asideFrom[row + 1] + (standing == .aside ? 1 : 0)
    }
    troubled = countsTrouble ? Int(looksFrom.first ?? 0) : 0
  }
}
