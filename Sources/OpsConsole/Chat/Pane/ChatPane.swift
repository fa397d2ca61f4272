import OpsDomain
import OpsScreen

/// The chat: what it shows is in `ChatState`, since news and keys change it whether it is on the screen or not.
struct ChatPane: Pane {
  let id = PaneID.chat

  func contentLines(_ world: World) -> Int { world.chat.shown?.lines.count ?? 0 }

  mutating func refresh(_ world: World) {}

  mutating func settle(in rect: Rect, _ world: World, reveal: Bool) {}

  mutating func handle(_ command: Command, in rect: Rect, _ world: World) -> Bool { false }

  mutating func scroll(_ lines: Int, in rect: Rect, _ world: World) {}

  mutating func click(column: Int, row: Int, in rect: Rect, _ world: World) -> ClickOutcome { .nothing }

  mutating func find(_ text: String, step: Int, in rect: Rect, _ world: World) -> Bool { false }

  func selectedHost(_ world: World) -> HostID? {
    guard case .reading = world.chat.mode, let line = world.chat.shown?.selectedLine else { return nil }
    for mention in world.chat.names.mentions(in: line.text) {
      if case .hosts(let names) = mention.thing, let first = names.first { return HostID(first) }
    }
    return nil
  }

  func copyText(_ world: World) -> String? { world.chat.shown?.selectedLine.map { ChatText.plain($0.text) } }

  func titleWords(_ world: World) -> [TitleWord] { ChatWords(world.chat, world).titleWords }

  func draw(on canvas: inout Canvas, in rect: Rect, _ world: World, isFocused: Bool) {
    ChatDrawing(world.chat, world).draw(on: &canvas, in: rect, isFocused: isFocused)
  }
}
