import OpsDomain

/// How many hosts stand how.
struct FleetCounts: Hashable, Sendable {
  private var counts = Array(repeating: 0, count: Standing.allCases.count)
  /// How many are set aside in which way.
  private(set) var aside: [HostStatus: Int] = [:]

  subscript(standing: Standing) -> Int { counts[Int(standing.rawValue)] }

  /// Counts a host in (1) or out (-1).
  mutating func count(_ standing: Standing, _ status: HostStatus, by step: Int) {
    counts[Int(standing.rawValue)] += step
    if standing == .aside { aside[status, default: 0] += step }
  }
}

/// What hosts are sorted and counted by, in flat arrays by their places in the fleet.
///
/// Kept up to date host by host as news comes, so that putting thousands in order looks at nothing else.
struct FleetFigures: Sendable {
  /// How each host stands.
  private(set) var standings: [Standing] = []
  /// How many stand how.
  private(set) var counts = FleetCounts()
  // Not a number where nothing is known.
  private(set) var loads: [Double] = []
  private(set) var busy: [Double] = []
  private(set) var memories: [Double] = []
  private(set) var disks: [Double] = []
  /// Days until the first filesystem is full.
  private(set) var daysLeft: [Double] = []
  private(set) var traffic: [Double] = []
  private(set) var uptimes: [Double] = []
  /// When each was last read, in milliseconds.
  private(set) var readAt: [Double] = []
  /// What holds each back; nil where that is not known.
  private(set) var limits: [Bottleneck.Letter?] = []
  private var healths: [Health] = []
  private var statuses: [HostStatus] = []

  /// The figures of a fleet.
  init(_ fleet: Fleet) {
    let count = fleet.hosts.count
    let unknown = Array(repeating: Double.nan, count: count)
    (loads, busy, memories, disks, traffic, uptimes, readAt) = (
      unknown, unknown, unknown, unknown, unknown, unknown, unknown
    )
    daysLeft = unknown
    standings = Array(repeating: .waiting, count: count)
    limits = Array(repeating: nil, count: count)
    healths = Array(repeating: .unknown, count: count)
    statuses = Array(repeating: .working, count: count)
    for place in 0..<count {
      counts.count(.waiting, .working, by: 1)
      update(place, in: fleet)
    }
  }

  /// Takes the figures of one host anew.
  mutating func update(_ place: Int, in fleet: Fleet) {
    guard place < standings.count, place < fleet.hosts.count else { return }
    let state = fleet.hosts[place]
    move(place, to: Standing(state), state.host.status)
    healths[place] = state.health
    limits[place] = state.bottleneck?.letter
    loads[place] = state.vitals?.loadPerCore ?? .nan
    busy[place] = state.vitals?.cpu?.busy ?? .nan
    memories[place] = state.vitals?.memoryUsed ?? .nan
    disks[place] = state.fullestFilesystem?.usedShare ?? .nan
    daysLeft[place] = state.isReadNow ? state.forecast?.soonest?.forecast.middle ?? .nan : .nan
    traffic[place] = state.vitals.flatMap(totalTraffic) ?? .nan
    uptimes[place] = state.sample?.uptimeSeconds ?? .nan
    readAt[place] = state.sample.map { Double($0.takenAt.milliseconds) } ?? .nan
  }

  /// Takes note of hosts whose health changed with time alone; false when there are none.
  mutating func noticeAge(of fleet: Fleet) -> Bool {
    var changed = false
    let hosts = fleet.hosts
    for place in hosts.indices where place < healths.count && hosts[place].health != healths[place] {
      update(place, in: fleet)
      changed = true
    }
    return changed
  }

  private mutating func move(_ place: Int, to standing: Standing, _ status: HostStatus) {
    guard standing != standings[place] || status != statuses[place] else { return }
    counts.count(standings[place], statuses[place], by: -1)
    counts.count(standing, status, by: 1)
    (standings[place], statuses[place]) = (standing, status)
  }
}

/// Bytes a second both ways; nil when neither is known.
func totalTraffic(_ vitals: Vitals) -> Double? {
  guard let received = vitals.receivedBytesPerSecond, let sent = vitals.sentBytesPerSecond else {
    return vitals.receivedBytesPerSecond ?? vitals.sentBytesPerSecond
  }
  return received + sent
}
