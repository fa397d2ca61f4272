import OpsDomain
import OpsScreen

extension ConsoleState {
  /// From this height on the chat stands below the fleet where there is no room beside it.
  static let chatBelowLeast = 24

  /// Puts chat and work log onto the first screen, beside or below the fleet, and returns the room that is left.
  func addHomeSide(_ layout: inout ScreenLayout) -> Rect {
    guard !chat.networks.isEmpty else { return addHomeLog(&layout) }
    let room = layout.middle
    guard size.columns >= Self.besideLeast else { return addChatBelow(&layout) }
    let width = min(max(room.columns * 34 / 100, 52), 80)
    let (left, rest) = room.splitLeft(room.columns - width - 1)
    let (wall, right) = rest.splitLeft(1)
    layout.wall = wall
    var column = right
    if hasWorkLog {
      let (above, below) = right.splitBottom(min(today.rows, right.rows / 3))
      if below.rows > 1 { layout.today = below }
      // The chat is read, the log is looked at: the chat has the larger half.
      let split = above.splitTop((above.rows * 11 + 19) / 20)
      layout.add(.chat, in: split.top, isBare: false)
      layout.add(.workLog, in: split.rest, isBare: false)
    } else {
      layout.add(.chat, in: column, isBare: false)
      column.rows = 0
    }
    return left
  }

  /// The chat at the bottom, above the log's last lines where there is room for both.
  private func addChatBelow(_ layout: inout ScreenLayout) -> Rect {
    let room = layout.middle
    guard size.rows >= Self.chatBelowLeast else { return room }
    let chatRows = size.rows >= 36 ? 12 : size.rows >= 30 ? 9 : 7
    let logRows = hasWorkLog && size.rows >= 36 ? 6 : 0
    let (above, chat) = room.splitBottom(chatRows)
    let (rest, log) = above.splitBottom(logRows)
    if logRows > 0 { layout.add(.workLog, in: log, isBare: false) }
    layout.add(.chat, in: chat, isBare: false)
    return rest
  }
}
