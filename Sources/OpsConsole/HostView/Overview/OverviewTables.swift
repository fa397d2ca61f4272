import OpsDomain
import OpsScreen

/// Below the graphs: the processes that use most CPU, and the fullest filesystems.
struct OverviewTables {
  private static let processCount = 5
  private static let filesystemCount = 5
  /// From this width on they stand side by side.
  private static let sideBySide = 140

  private let state: HostState
  private let context: DrawContext

  init(_ state: HostState, _ context: DrawContext) {
    self.state = state
    self.context = context
  }

  /// The rows both would fill.
  static func wantedRows(_ state: HostState, columns: Int) -> Int {
    let filesystems = 2 + min(max(state.filesystems?.filesystems.count ?? 1, 1), filesystemCount)
    let processes = 2 + processCount
    return columns >= sideBySide ? max(filesystems, processes) : filesystems + 1 + processes
  }

  /// Draws them side by side or below each other, as there is room.
  func draw(on canvas: inout Canvas, in rect: Rect) {
    if rect.columns >= Self.sideBySide {
      let (left, right) = rect.splitLeft(rect.columns / 2)
      drawProcesses(on: &canvas, in: left.splitLeft(left.columns - 1).left)
      drawFilesystems(on: &canvas, in: right)
      return
    }
    let both = Self.wantedRows(state, columns: rect.columns)
    let processRows: Int
    if rect.rows >= both {
      // What is left over shows more processes.
      processRows = rect.rows - (both - 2 - Self.processCount)
    } else {
      processRows = rect.rows >= 10 ? rect.rows / 2 : rect.rows
    }
    let (top, rest) = rect.splitTop(processRows)
    drawProcesses(on: &canvas, in: top)
    if rest.rows > 3 { drawFilesystems(on: &canvas, in: rest.splitTop(1).rest) }
  }

  private func drawProcesses(on canvas: inout Canvas, in rect: Rect) {
    let list = ProcessList(state, order: TableOrder(.cpu), isTree: false, limit: max(rect.rows - 2, 0))
    ProcessTab(state, list, context).draw(on: &canvas, in: rect, choice: nil)
  }

  private func drawFilesystems(on canvas: inout Canvas, in rect: Rect) {
    let list = FilesystemList(state, order: TableOrder(.used))
    FilesystemTab(state, list, context).draw(on: &canvas, in: rect, choice: nil)
  }
}
