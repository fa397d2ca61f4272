import OpsDomain
import OpsScreen

/// The page of the working day.
struct DigestPane: Pane {
  var id: PaneID { .digest }
  func contentLines(_ world: World) -> Int { 0 }
  mutating func refresh(_ world: World) {}
  mutating func settle(in rect: Rect, _ world: World, reveal: Bool) {}
  mutating func handle(_ command: Command, in rect: Rect, _ world: World) -> Bool { false }
  mutating func scroll(_ lines: Int, in rect: Rect, _ world: World) {}
  mutating func click(column: Int, row: Int, in rect: Rect, _ world: World) -> ClickOutcome { .nothing }
  mutating func find(_ text: String, step: Int, in rect: Rect, _ world: World) -> Bool { false }
  func copyText(_ world: World) -> String? { nil }
  func titleWords(_ world: World) -> [TitleWord] { [] }
  func draw(on canvas: inout Canvas, in rect: Rect, _ world: World, isFocused: Bool) {}
}
