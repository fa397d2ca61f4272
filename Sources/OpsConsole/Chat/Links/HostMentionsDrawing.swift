import OpsDomain
import OpsScreen

extension HostMentions {
  /// Draws the lines, or why there are none.
  func draw(on canvas: inout Canvas, in rect: Rect, _ world: World) {
    ChatListDrawing(list, ChatDrawing(world.chat, world)).draw(on: &canvas, in: rect)
  }
}
