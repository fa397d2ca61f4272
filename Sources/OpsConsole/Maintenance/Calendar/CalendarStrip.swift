import OpsDomain
import OpsScreen

/// The coming days as a strip of cells: which roles are busy when, and where work overlaps.
struct CalendarStrip: Sendable {
  /// What one role, or everything that is frozen, has planned.
  struct Lane: Sendable {
    let name: String
    /// Intervals, in no order.
    var intervals: [Range<Timestamp>] = []
    var isFreeze = false
  }

  private(set) var lanes: [Lane] = []

  /// The most lanes drawn.
  static let laneLimit = 5
  /// From this size on the strip is drawn.
  static let least = Size(columns: 64, rows: 18)

  init() {}

  init(_ rows: [PlanRow], _ world: World) {
    let isOneService = world.index.services.count == 1
    var lanes: [String: Lane] = [:]
    for row in rows where row.isComing {
      guard let interval = row.interval else { continue }
      var names = Set<String>()
      for host in row.hosts {
        guard let role = world.fleet[HostID(host)]?.host.role else { continue }
        names.insert(isOneService ? role.role : role.description)
      }
      if names.isEmpty { names = ["other"] }
      for name in names { lanes[name, default: Lane(name: name)].intervals.append(interval) }
    }
    let frozen = rows.filter { if case .freeze = $0.id { true } else { false } }
    if !frozen.isEmpty {
      lanes["\u{7F}"] = Lane(name: "frozen", intervals: frozen.compactMap(\.interval), isFreeze: true)
    }
    let order = lanes.sorted { one, other in
      if one.value.isFreeze != other.value.isFreeze { return other.value.isFreeze }
      let (left, right) = (one.value.intervals.count, other.value.intervals.count)
      return left != right ? left > right : one.key < other.key
    }
    self.lanes = order.map(\.value)
  }

  /// The rows that it takes of a pane of this size; 0 where it is not drawn.
  func rows(in size: Rect) -> Int {
    guard !lanes.isEmpty, size.columns >= Self.least.columns, size.rows >= Self.least.rows else { return 0 }
    return min(lanes.count, Self.laneLimit) + 2
  }

  /// How many days, and cells a day, have room.
  private static func grid(_ columns: Int) -> (days: Int, cells: Int) {
    let choices = [(14, 8), (14, 6), (14, 4), (14, 3), (7, 6), (7, 3)]
    return choices.first { $0.0 * ($0.1 + 1) <= columns } ?? (7, 3)
  }

  func draw(on canvas: inout Canvas, in rect: Rect, _ clock: PlanClock, symbols: Symbols) {
    let label = 13
    let (days, cells) = Self.grid(rect.columns - label - 1)
    let starts = (0...days).map { clock.day($0, after: clock.now) }
    for day in 0..<days {
      let left = rect.column + label + day * (cells + 1)
      let time = clock.local(starts[day])
      let name = PlanClock.weekdays[(time.weekday + 6) % 7]
      let text = cells >= 6 ? "\(name) \(time.day)" : cells >= 4 ? "\(name.prefix(1)) \(time.day)" : "\(time.day)"
      canvas.put(text, left, rect.row, cells + 1, day == 0 ? .strong : time.weekday >= 6 ? .hint : .heading)
    }
    for (number, lane) in lanes.prefix(min(Self.laneLimit, max(rect.rows - 2, 0))).enumerated() {
      let row = rect.row + 1 + number
      canvas.put(lane.name, rect.column + 3, row, label - 4, lane.isFreeze ? .stale : .text)
      for day in 0..<days {
        let length = starts[day + 1].since(starts[day]).inSeconds / Double(cells)
        for cell in 0..<cells {
          let begin = starts[day] + .milliseconds(Int64(Double(cell) * length * 1000))
          let end =
            cell == cells - 1 ? starts[day + 1] : starts[day] + .milliseconds(Int64(Double(cell + 1) * length * 1000))
          let count = begin < end ? lane.intervals.count { $0.overlaps(begin..<end) } : 0
          let (glyph, role) = Self.glyph(count, lane.isFreeze, symbols)
          canvas.write(glyph, column: rect.column + label + day * (cells + 1) + cell, row: row, role: role)
        }
      }
    }
  }

  private static func glyph(_ count: Int, _ isFreeze: Bool, _ symbols: Symbols) -> (String, Role) {
    if count == 0 { return (Glyphs(symbols).dot == "·" ? "·" : ".", .quiet) }
    if isFreeze { return (symbols == .ascii ? "#" : "▒", .stale) }
    if count > 1 { return (count > 9 ? "9" : "\(count)", .warn) }
    return (symbols == .ascii ? "#" : "█", .maintenance)
  }
}
