import OpsDomain
import OpsScreen

/// The columns of the pane of plans at one width.
struct PlanColumns {
  private enum Column: Int, CaseIterable {
    case range, reference, state, left, targets, owner, title, impact, elsewhere

    var heading: String {
      switch self {
      case .range: return "WHEN"
      case .reference: return ""
      case .state: return "STATE"
      case .left: return ""
      case .targets: return "HOSTS"
      case .owner: return "OWNER"
      case .title: return "WORK"
      case .impact: return "IMPACT"
      case .elsewhere: return "IN ITS ZONE"
      }
    }
  }

  /// The columns left of the first one: selection, sign.
  private static let prefix = 3

  private let places: [(column: Column, left: Int, columns: Int)]

  /// How wide the texts of rows are; measured once, not for each row that is drawn.
  struct Widths: Sendable {
    fileprivate var range = 0
    fileprivate var reference = 0
    fileprivate var state = 0
    fileprivate var shortLeft = 0
    fileprivate var left = 0
    fileprivate var targets = 0
    fileprivate var owner = 0
    fileprivate var hasImpact = false
    fileprivate var hasElsewhere = false

    init(_ rows: [PlanRow]) {
      for row in rows {
        range = max(range, columns(of: row.range))
        reference = max(reference, columns(of: row.reference))
        state = max(state, columns(of: row.state))
        shortLeft = max(shortLeft, columns(of: row.shortLeft))
        left = max(left, columns(of: row.left))
        targets = max(targets, columns(of: row.targets))
        owner = max(owner, columns(of: row.owner))
        hasImpact = hasImpact || !row.impact.isEmpty
        hasElsewhere = hasElsewhere || !row.elsewhere.isEmpty
      }
    }
  }

  init(width: Int, _ widths: Widths) {
    func within(_ width: Int, least: Int, most: Int) -> Int { min(max(width, least), most) }
    let range = within(widths.range, least: 11, most: width < 60 ? 11 : 16)
    let left = within(widths.left, least: 8, most: 16)
    let wishes: [(Column, ColumnLayout.Column?)] = [
      (.range, .init(weight: 95, minimum: range)),
      (.reference, .init(weight: 90, minimum: within(widths.reference, least: 4, most: 10))),
      (.state, .init(weight: 85, minimum: within(widths.state, least: 7, most: 12))),
      (.left, .init(weight: 70, minimum: within(widths.shortLeft, least: 6, most: 11), ideal: left)),
      (
        .targets,
        .init(
          weight: 80, minimum: within(widths.targets, least: 8, most: 12),
          ideal: within(widths.targets, least: 8, most: 28))
      ),
      (.owner, .init(weight: 60, minimum: 6, ideal: within(widths.owner, least: 6, most: 12))),
      (.title, .init(weight: 100, minimum: 16, ideal: 30, stretches: true)),
      (.impact, widths.hasImpact ? .init(weight: 40, minimum: 8) : nil),
      (.elsewhere, widths.hasElsewhere ? .init(weight: 30, minimum: 16, ideal: 20) : nil),
    ]
    let asked = wishes.compactMap { wish in wish.1.map { (wish.0, $0) } }
    let layout = ColumnLayout(asked.map(\.1), width: width - Self.prefix, gap: 2)
    places = layout.places.map { (asked[$0.index].0, $0.column + Self.prefix, $0.columns) }
  }

  func drawHeadings(on canvas: inout Canvas, in rect: Rect) {
    for place in places {
      canvas.put(place.column.heading, rect.column + place.left, rect.row, place.columns, .heading)
    }
  }

  func draw(_ row: PlanRow, on canvas: inout Canvas, in rect: Rect, _ world: World) {
    if row.isHeading {
      canvas.put(row.heading, rect.column + 1, rect.row, rect.columns - 1, .title)
      return
    }
    canvas.write(
      row.sign, column: rect.column + 1, row: rect.row, limit: 1, role: row.clashes.isEmpty ? row.role : .warn)
    let isQuiet = row.role == .quiet
    for place in places {
      let left = rect.column + place.left
      switch place.column {
      case .range:
        canvas.put(row.range, left, rect.row, place.columns, isQuiet ? .quiet : .text)
      case .reference: canvas.put(row.reference, left, rect.row, place.columns, isQuiet ? .quiet : .strong)
      case .state: canvas.put(row.state, left, rect.row, place.columns, row.role)
      case .left: drawLeft(row, on: &canvas, column: left, row: rect.row, columns: place.columns, world)
      case .targets: canvas.put(row.targets, left, rect.row, place.columns, isQuiet ? .quiet : .text)
      case .owner: canvas.put(row.owner, left, rect.row, place.columns, isQuiet ? .quiet : .text)
      case .title:
        let clash = row.clashes.isEmpty ? "" : "overlaps \(row.clashes.prefix(3).joined(separator: ", "))  "
        let end = canvas.write(clash, column: left, row: rect.row, limit: place.columns, role: .warn)
        canvas.put(row.title, left + end, rect.row, place.columns - end, isQuiet ? .quiet : .text)
      case .impact: canvas.put(row.impact, left, rect.row, place.columns, row.impact == "down" ? .warn : .quiet)
      case .elsewhere: canvas.put(row.elsewhere, left, rect.row, place.columns, .quiet)
      }
    }
  }

  /// What is left of running work as words; when something begins in quiet ones.
  private func drawLeft(
    _ row: PlanRow, on canvas: inout Canvas, column: Int, row line: Int, columns: Int, _ world: World
  ) {
    let isOver = row.progress.map { $0 >= 1 } ?? false
    let text = OpsScreen.columns(of: row.left) <= columns ? row.left : row.shortLeft
    canvas.put(text, column, line, columns, isOver ? .warn : row.progress == nil ? .quiet : .text)
  }
}
