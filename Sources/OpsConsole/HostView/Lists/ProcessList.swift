import OpsDomain

/// What processes can be sorted by, in the order of their columns.
enum ProcessKey: TableKey {
  case pid, user, cpu, memory, time, name

  var column: Int {
    switch self {
    case .pid: return 0
    case .user: return 1
    case .cpu: return 3
    case .memory: return 4
    case .time: return 6
    case .name: return 7
    }
  }
  var descendsFirst: Bool { self == .cpu || self == .memory || self == .time }
  var word: String {
    switch self {
    case .pid: return "by PID"
    case .user: return "by user"
    case .cpu: return "by CPU"
    case .memory: return "by memory"
    case .time: return "by CPU time"
    case .name: return "by name"
    }
  }
}

/// The processes of a host in the order chosen, flat or as a tree.
struct ProcessList {
  /// A row.
  struct Row {
    let process: ProcessEntry
    /// For each level of the tree above, whether younger siblings follow there; empty for a root and in a flat list.
    let lineage: [Bool]
  }

  /// The rows.
  let rows: [Row]
  /// How they are sorted.
  let order: TableOrder<ProcessKey>
  /// Whether they stand as a tree.
  let isTree: Bool

  init(_ state: HostState?, order: TableOrder<ProcessKey>, isTree: Bool, limit: Int = .max) {
    self.order = order
    self.isTree = isTree
    let sorted = (state?.processes?.processes ?? []).sorted { Self.precedes($0, $1, order) }
    let rows = isTree ? ProcessTree.rows(sorted) : sorted.map { Row(process: $0, lineage: []) }
    self.rows = Array(rows.prefix(limit))
  }

  /// What tells the rows apart.
  var ids: [Int] { rows.map(\.process.pid) }

  private static func precedes(_ left: ProcessEntry, _ right: ProcessEntry, _ order: TableOrder<ProcessKey>) -> Bool {
    let descends = order.descends
    let answer: Bool?
    switch order.key {
    case .pid: answer = OpsConsole.precedes(left.pid, right.pid, descends: descends)
    case .user: answer = OpsConsole.precedes(left.user, right.user, descends: descends)
    case .cpu: answer = OpsConsole.precedes(left.cpuShare, right.cpuShare, descends: descends)
    case .memory: answer = OpsConsole.precedes(left.residentBytes, right.residentBytes, descends: descends)
    case .time: answer = OpsConsole.precedes(left.cpuSeconds, right.cpuSeconds, descends: descends)
    case .name: answer = OpsConsole.precedes(left.name, right.name, descends: descends)
    }
    return answer ?? (left.pid < right.pid)
  }
}

/// Turns processes into a tree by their parents.
enum ProcessTree {
  /// The deepest level drawn apart; what lies deeper stands at this level.
  static let levelLimit = 16

  /// The processes with children below their parents, siblings in the order given.
  ///
  /// A process whose parent is not among them is a root. Parents in a circle, as a reading that is not of one moment can
  /// have, are cut at their first process. Every process comes exactly once.
  static func rows(_ processes: [ProcessEntry]) -> [ProcessList.Row] {
    var known: [Int: Int] = [:]
    for (index, process) in processes.enumerated() where known[process.pid] == nil { known[process.pid] = index }
    var children: [Int: [Int]] = [:]
    var roots: [Int] = []
    for (index, process) in processes.enumerated() {
      if let parent = known[process.parent], parent != index, process.parent != process.pid {
        children[parent, default: []].append(index)
      } else {
        roots.append(index)
      }
    }
    var walk = Walk(processes: processes, children: children)
    for root in roots { walk.descend(from: root) }
    // What no root leads to hangs in circles.
    for index in processes.indices { walk.descend(from: index) }
    return walk.rows
  }

  private struct Walk {
    let processes: [ProcessEntry]
    let children: [Int: [Int]]
    var rows: [ProcessList.Row] = []
    private var seen: [Bool]

    init(processes: [ProcessEntry], children: [Int: [Int]]) {
      self.processes = processes
      self.children = children
      self.seen = Array(repeating: false, count: processes.count)
      rows.reserveCapacity(processes.count)
    }

    mutating func descend(from root: Int) {
      guard !seen[root] else { return }
      var waiting: [(index: Int, lineage: [Bool])] = [(root, [])]
      while let (index, lineage) = waiting.popLast() {
        guard !seen[index] else { continue }
        seen[index] = true
        rows.append(ProcessList.Row(process: processes[index], lineage: lineage))
        let below = (children[index] ?? []).filter { !seen[$0] }
        for (place, child) in below.enumerated().reversed() {
          let isLast = place == below.count - 1
          let base = lineage.count < ProcessTree.levelLimit ? lineage : Array(lineage.dropLast())
          waiting.append((child, base + [!isLast]))
        }
      }
    }
  }
}
