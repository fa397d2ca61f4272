/// A graph of up to four series over the same time, drawn into a rectangle; axes are the caller's.
public struct Graph: Hashable, Sendable {
  /// The most series; more are not drawn.
  public static let seriesLimit = 4

  /// How values become ink.
  public enum Style: Hashable, Sendable {
    /// Filled from the floor; several series stand on each other.
    case area
    /// A line through the values; several series lie over each other, the first on top.
    case line
  }

  /// One row of values.
  public struct Series: Hashable, Sendable {
    /// The values, oldest first; nil is a gap.
    public var values: [Double?]
    /// Its role.
    public var role: Role
    /// A series.
    public init(_ values: [Double?], role: Role = .series1) {
      self.values = values
      self.role = role
    }
  }

  /// The series, the lowest of a stack first.
  public var series: [Series]
  /// How they are drawn.
  public var style: Style
  /// The value at the upper edge; higher ones are cut.
  public var ceiling: Double

  /// A graph from 0 to `ceiling`.
  public init(_ series: [Series], style: Style = .area, ceiling: Double) {
    self.series = Array(series.prefix(Self.seriesLimit))
    self.style = style
    self.ceiling = ceiling
  }

  /// How many values a graph of this width shows: two a column with braille, else one.
  public static func valueCount(columns: Int, symbols: Symbols) -> Int {
    max(columns, 0) * (symbols == .braille ? 2 : 1)
  }

  /// A round number at or above `value` for the upper edge: 1, 2, 2.5, 4, 5 or 8 times a power of ten; at least `least`.
  public static func roundCeiling(_ value: Double, least: Double = 1) -> Double {
    let wanted = max(value, least)
    guard wanted.isFinite, wanted > 0 else { return 1 }
    var power = 1.0
    while power * 10 <= wanted, power < 1e300 { power *= 10 }
    while power > wanted, power > 1e-300 { power /= 10 }
    for step in [1, 2, 2.5, 4, 5, 8] where step * power >= wanted { return step * power }
    return power * 10
  }

  /// The values thinned or spread to `count`, each the highest of its stretch; a stretch of gaps is a gap.
  public static func resample(_ values: [Double?], to count: Int) -> [Double?] {
    guard count > 0, !values.isEmpty else { return [] }
    let count = min(count, 20_000)
    return (0..<count).map { place in
      let first = place * values.count / count
      let end = max((place + 1) * values.count / count, first + 1)
      return values[first..<end].compactMap { $0.flatMap { $0.isNaN ? nil : $0 } }.max()
    }
  }

  /// Draws into a rectangle, the newest values at its right edge; gaps stay as they are on the canvas.
  public func draw(on canvas: inout Canvas, in rect: Rect, symbols: Symbols = .block) {
    guard ceiling > 0, ceiling.isFinite, rect.rows > 0, rect.columns > 0 else { return }
    guard rect.rows <= 10_000, rect.columns <= 10_000 else { return }
    switch style {
    case .area: drawArea(on: &canvas, in: rect, symbols: symbols)
    case .line: drawLines(on: &canvas, in: rect, symbols: symbols)
    }
  }

  /// The heights of all series at one value, in steps of the graph's height, each on top of those before it.
  ///
  /// Nil where no series has a value.
  private func stack(at place: Int, of count: Int, steps: Int) -> [Int]? {
    var sum = 0.0
    var known = false
    var heights: [Int] = []
    for one in series {
      if let value = one.value(at: place, of: count) {
        known = true
        sum += max(value, 0)
      }
      heights.append(Canvas.level(sum, ceiling, of: steps) ?? 0)
    }
    return known ? heights : nil
  }

  private func drawArea(on canvas: inout Canvas, in rect: Rect, symbols: Symbols) {
    let count = Self.valueCount(columns: rect.columns, symbols: symbols)
    let perRow = symbols == .ascii ? 2 : symbols == .block ? 8 : 4
    for column in 0..<rect.columns {
      let places = symbols == .braille ? [column * 2, column * 2 + 1] : [column]
      let stacks = places.map { stack(at: $0, of: count, steps: rect.rows * perRow) }
      guard stacks.contains(where: { $0 != nil }) else { continue }
      for row in 0..<rect.rows {
        let floor = (rect.rows - 1 - row) * perRow
        let ink =
          symbols == .braille
          ? brailleInk(stacks, floor: floor) : solidInk(stacks[0] ?? [], floor: floor, perRow: perRow, symbols)
        guard let ink else { continue }
        canvas.dot(ink.glyph, column: rect.column &+ column, row: rect.row &+ row, role: ink.role)
      }
    }
  }

  /// What a cell shows of a stack: the series that has most of it, in its own fill.
  private func solidInk(_ heights: [Int], floor: Int, perRow: Int, _ symbols: Symbols) -> (glyph: UInt32, role: Role)? {
    let top = min(max((heights.last ?? 0) - floor, 0), perRow)
    if top == 0 {
      // Zero is a value: the lowest row shows a thin line.
      guard floor == 0, let role = series.first?.role else { return nil }
      return (symbols == .ascii ? 0x5F : 0x2581, role)
    }
    var below = 0
    var best = (share: 0, index: 0)
    for (index, height) in heights.enumerated() {
      let upper = min(max(height - floor, 0), perRow)
      if upper - below > best.share { best = (upper - below, index) }
      below = max(below, upper)
    }
    return (Self.fill(best.index, top: top, perRow: perRow, symbols), series[best.index].role)
  }

  /// The glyph of a series filling the lower `top` of `perRow` steps of a cell.
  private static func fill(_ index: Int, top: Int, perRow: Int, _ symbols: Symbols) -> UInt32 {
    let shades: [UInt32] = [0x2588, 0x2593, 0x2592, 0x2591]  // █▓▒░
    let signs: [UInt32] = [0x23, 0x3D, 0x3A, 0x2E]  // #=:.
    if symbols == .ascii { return top < perRow && index == 0 ? 0x5F : signs[min(index, 3)] }
    if index > 0 && top > perRow / 2 { return shades[min(index, 3)] }
    return 0x2580 + UInt32(min(max(top, 1), 8))
  }

  /// What a braille cell shows of two stacks, each series with its own pattern of dots.
  private func brailleInk(_ stacks: [[Int]?], floor: Int) -> (glyph: UInt32, role: Role)? {
    var dots: UInt32 = 0
    var shares = Array(repeating: 0, count: series.count)
    for (x, heights) in stacks.enumerated() {
      guard let heights else { continue }
      for y in 0..<4 {
        let level = floor + y
        let owner = heights.firstIndex { $0 > level } ?? (level == 0 ? 0 : nil)
        guard let owner else { continue }
        shares[owner] += 1
        if Self.inks(owner, x: x, y: level) { dots |= Braille.dot(x, y) }
      }
    }
    guard dots != 0, let most = shares.max(), let owner = shares.firstIndex(of: most) else { return nil }
    return (Braille.blank + dots, series[owner].role)
  }

  /// Whether a series' pattern has a dot there: all, a chequer, every other row, every other of those.
  private static func inks(_ index: Int, x: Int, y: Int) -> Bool {
    switch index {
    case 0: return true
    case 1: return (x + y) % 2 == 0
    case 2: return y % 2 == 0
    default: return y % 2 == 0 && x == (y / 2) % 2
    }
  }
}

extension Graph.Series {
  /// The value at a place when the newest of `count` places is the last; nil for a gap.
  func value(at place: Int, of count: Int) -> Double? {
    let index = values.count - count + place
    guard index >= 0, index < values.count, let value = values[index], !value.isNaN else { return nil }
    return value
  }
}
