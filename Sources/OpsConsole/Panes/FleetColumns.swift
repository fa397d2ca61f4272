import OpsScreen

/// The columns of the fleet at one width.
struct FleetColumns: Sendable {
  /// A column; the raw value is its place from left to right.
  enum Column: Int, CaseIterable, Sendable {
    case service, host, role, spark, load, limit, cpu, memory, disk, full, network, uptime, age, why
  }

  /// A column with where it stands.
  struct Placed: Sendable {
    let column: Column
    let left: Int
    let columns: Int
  }

  /// The columns left of the first one: selection, sign, mark.
  static let prefix = 3

  /// From this width on there are two blanks between columns.
  static let airyLeast = 120

  let placed: [Placed]

  /// The columns that have room in `width`.
  init(width: Int, _ index: FleetIndex) {
    let shown = Column.allCases.filter { column in
      switch column {
      case .service: return index.services.count > 1
      case .role: return !index.services.isEmpty
      default: return true
      }
    }
    let layout = ColumnLayout(
      shown.map { Self.wish($0, index) }, width: width - Self.prefix, gap: width >= Self.airyLeast ? 2 : 1)
    placed = layout.places.map { place in
      Placed(column: shown[place.index], left: place.column + Self.prefix, columns: place.columns)
    }
  }

  /// Where a column stands, or nil when it has no room.
  subscript(column: Column) -> Placed? { placed.first { $0.column == column } }

  private static func wish(_ column: Column, _ index: FleetIndex) -> ColumnLayout.Column {
    switch column {
    case .service: return .init(weight: 35, minimum: min(8, index.serviceColumns), ideal: index.serviceColumns)
    case .host: return .init(weight: 100, minimum: min(10, index.hostColumns), ideal: index.hostColumns)
    case .role: return .init(weight: 60, minimum: min(7, index.roleColumns), ideal: index.roleColumns)
    case .spark: return .init(weight: 55, minimum: 8, ideal: 12)
    case .load: return .init(weight: 90, minimum: 5)
    case .limit: return .init(weight: 52, minimum: 1, ideal: 3)
    case .cpu: return .init(weight: 85, minimum: 4, ideal: 12)
    case .memory: return .init(weight: 80, minimum: 4, ideal: 10)
    case .disk: return .init(weight: 88, minimum: 10, ideal: 20)
    case .full: return .init(weight: 64, minimum: 8)
    case .network: return .init(weight: 40, minimum: 5)
    case .uptime: return .init(weight: 20, minimum: 4)
    case .age: return .init(weight: 65, minimum: 4)
    case .why: return .init(weight: 45, minimum: 30, ideal: 40, stretches: true)
    }
  }

  /// The heading of a column, given what has room beside it.
  func heading(_ column: Column) -> (text: String, align: Alignment) {
    switch column {
    case .service: return ("SERVICE", .left)
    case .host: return ("HOST", .left)
    case .role: return ("ROLE", .left)
    case .spark: return (self[.spark].map { $0.columns >= 12 } == true ? "LOAD/CORE 1h" : "LOAD 1h", .left)
    case .load: return (self[.spark] == nil ? "LOAD" : "now", .right)
    case .limit: return ((self[.limit]?.columns ?? 0) >= 3 ? "LIM" : "L", .left)
    case .cpu: return ("CPU", hasBar(column) ? .left : .right)
    case .memory: return ("MEM", hasBar(column) ? .left : .right)
    case .disk: return ((self[.disk]?.columns ?? 0) >= 12 ? "FULLEST DISK" : "DISK", .left)
    case .full: return ("FULL IN", .right)
    case .network: return ("NET/s", .right)
    case .uptime: return ("UP", .right)
    case .age: return ("AGE", .right)
    case .why: return ("WHY", .left)
    }
  }

  /// Whether a column is wide enough for a bar before its number.
  func hasBar(_ column: Column) -> Bool { (self[column]?.columns ?? 0) >= 8 }

  /// What is sorted by when the heading is clicked; nil where that says nothing.
  static func sort(_ column: Column) -> FleetSort? {
    switch column {
    case .host: return .host
    case .service, .role: return .role
    case .spark, .load: return .load
    case .limit: return .limit
    case .cpu: return .cpu
    case .memory: return .memory
    case .disk: return .disk
    case .full: return .full
    case .network: return .network
    case .uptime: return .uptime
    case .age: return .age
    case .why: return .trouble
    }
  }
}
