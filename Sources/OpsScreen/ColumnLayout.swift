/// Chooses which columns of a table are shown, and where, at a given width.
///
/// Columns of the least weight go first as the width shrinks; what width is left over goes to the weightiest first, up to
/// each one's ideal, then to the one that stretches.
public struct ColumnLayout: Hashable, Sendable {
  /// What a column asks for.
  public struct Column: Hashable, Sendable {
    /// How much it matters; the lowest is dropped first, of equals the rightmost.
    public var weight: Int
    /// The fewest columns of the screen it makes sense with.
    public var minimum: Int
    /// The width beyond which more is of no use.
    public var ideal: Int
    /// Whether it takes what no other column wants.
    public var stretches: Bool
    /// A column; its ideal is its minimum unless given.
    public init(weight: Int, minimum: Int, ideal: Int? = nil, stretches: Bool = false) {
      self.weight = weight
      self.minimum = min(max(minimum, 1), 10_000)
      self.ideal = min(max(ideal ?? minimum, self.minimum), 10_000)
      self.stretches = stretches
    }
  }

  /// Where a column stands.
  public struct Place: Hashable, Sendable {
    /// Its index among the columns asked for.
    public var index: Int
    /// Its left edge, from the left edge of the table.
    public var column: Int
    /// Its width.
    public var columns: Int
  }

  /// The columns that are shown, from left to right.
  public let places: [Place]

  /// Lays columns out over `width`, `gap` blanks between them.
  public init(_ asked: [Column], width: Int, gap: Int = 1) {
    let gap = min(max(gap, 0), 100)
    var shown = Array(asked.indices)
    func total(_ indices: [Int]) -> Int {
      indices.reduce(0) { $0 + asked[$1].minimum } + gap * max(indices.count - 1, 0)
    }
    while shown.count > 1, total(shown) > width {
      guard let least = shown.indices.min(by: { Self.goesBefore(asked, shown[$0], shown[$1]) }) else { break }
      shown.remove(at: least)
    }
    guard width > 0, !shown.isEmpty else {
      places = []
      return
    }
    let widths = Self.widths(asked, shown, spare: width - total(shown))
    var places: [Place] = []
    var left = 0
    for (place, index) in shown.enumerated() {
      places.append(Place(index: index, column: left, columns: min(widths[place], width - left)))
      left += widths[place] + gap
    }
    self.places = places
  }

  /// The place of a column by its index, or nil when it is dropped.
  public func place(of index: Int) -> Place? { places.first { $0.index == index } }

  private static func goesBefore(_ asked: [Column], _ one: Int, _ other: Int) -> Bool {
    (asked[one].weight, -one) < (asked[other].weight, -other)
  }

  private static func widths(_ asked: [Column], _ shown: [Int], spare: Int) -> [Int] {
    var widths = shown.map { asked[$0].minimum }
    var spare = max(spare, 0)
    let byWeight = shown.indices.sorted { goesBefore(asked, shown[$1], shown[$0]) }
    for place in byWeight {
      let more = min(asked[shown[place]].ideal - widths[place], spare)
      widths[place] += more
      spare -= more
    }
    if let stretching = byWeight.first(where: { asked[shown[$0]].stretches }) { widths[stretching] += spare }
    return widths
  }
}
