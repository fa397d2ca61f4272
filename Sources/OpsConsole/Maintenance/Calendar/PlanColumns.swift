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

  init(width: Int, _ rows: [PlanRow]) {
    func widest(_ value: (PlanRow) -> String, least: Int, most: Int) -> Int {
      min(max(rows.map { OpsScreen.columns(of: value($0)) }.max() ?? 0, least), most)
    }
    let range = widest(\.range, least: 11, most: width < 60 ? 11 : 16)
    let wishes: [(Column, ColumnLayout.Column?)] = [
      (.range, .init(weight: 95, minimum: range)),
      (.reference, .init(weight: 90, minimum: widest(\.reference, least: 4, most: 10))),
      (.state, .init(weight: 85, minimum: widest(\.state, least: 7, most: 12))),
      (
        .left,
        .init(weight: 70, minimum: widest(\.shortLeft, least: 6, most: 11), ideal: widest(\.left, least: 8, most: 16))
      ),
      (
        .targets,
        .init(weight: 80, minimum: widest(\.targets, least: 8, most: 12), ideal: widest(\.targets, least: 8, most: 28))
      ),
      (.owner, .init(weight: 60, minimum: 6, ideal: widest(\.owner, least: 6, most: 12))),
      (.title, .init(weight: 100, minimum: 16, ideal: 30, stretches: true)),
      (.impact, rows.contains { !$0.impact.isEmpty } ? .init(weight: 40, minimum: 8) : nil),
      (.elsewhere, rows.contains { !$0.elsewhere.isEmpty } ? .init(weight: 30, minimum: 16, ideal: 20) : nil),
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
