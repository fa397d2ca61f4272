import OpsDomain
import OpsScreen

extension ConsoleState {
  /// Where the parts of the chat stand; nil while it is not on the screen.
  var chatLayout: ChatLayout? { layout(world)[.chat].map { ChatLayout(chat, in: $0.body) } }

  /// How many rows of lines are in sight.
  var chatWindowRows: Int { chatLayout?.lines.rows ?? 0 }

  /// The lines of the conversation that is shown as rows of the screen; nil while the chat is not on it.
  var chatRows: ChatRows? {
    let world = world
    guard let frame = layout(world)[.chat], let shown = chat.shown else { return nil }
    return ChatDrawing(chat, world).rows(of: shown, columns: ChatLayout(chat, in: frame.body).lines.columns)
  }
}
