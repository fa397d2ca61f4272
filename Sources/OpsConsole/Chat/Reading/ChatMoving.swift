import OpsDomain
import OpsScreen

extension ConsoleState {
  /// Moves in the lines; false when the command does not move.
  ///
  /// While one types, the lines scroll and nothing is selected.
  mutating func move(_ command: Command) -> Bool {
    let rows = max(chatWindowRows, 1)
    var isReading = false
    if case .reading = chat.mode { isReading = true }
    switch command {
    case .down: if isReading { select(by: 1) } else { scrollChat(-1) }
    case .up: if isReading { select(by: -1) } else { scrollChat(1) }
    case .pageDown: turnPage(-max(rows - 2, 1), isReading)
    case .pageUp: turnPage(max(rows - 2, 1), isReading)
    case .halfPageDown: turnPage(-max(rows / 2, 1), isReading)
    case .halfPageUp: turnPage(max(rows / 2, 1), isReading)
    case .bottom:
      showNewest()
      if isReading { readChat() }
    case .top: showOldest()
    case .left, .right: break
    default: return false
    }
    return true
  }

  /// Scrolls by rows: up, to older lines, or down with a negative number.
  mutating func scrollChat(_ rows: Int) {
    guard let place = chat.current.flatMap({ chat.index(of: $0) }) else { return }
    if rows > 0, chat.buffers[place].window.isCleared { return showNewest(in: place) }
    guard let lines = chatRows else { return }
    if rows > 0, lines.view(chat.buffers[place].scroll, rows: chatWindowRows).showsOldest {
      return makeRoomForOlder(in: place)
    }
    let scroll = lines.moved(chat.buffers[place].scroll, by: rows, window: chatWindowRows)
    chat.buffers[place].scroll = chat.buffers[place].pinned(scroll)
  }

  /// Goes to the oldest line where all that can be held is in sight, as coming and going that is folded: then the newest
  /// lines give way to older ones.
  private mutating func makeRoomForOlder(in place: Int) {
    let buffer = chat.buffers[place]
    guard buffer.window.hasOlder, !buffer.hasRoomForOlder, let first = buffer.lines.first else { return }
    chat.buffers[place].scroll = .at(first.place, hidden: 0)
  }

  /// Reads what was cleared again.
  private mutating func showNewest(in place: Int) {
    chat.buffers[place].window = ChatWindow()
    chat.isAsked.remove(chat.buffers[place].id)
  }

  private mutating func turnPage(_ rows: Int, _ isReading: Bool) {
    scrollChat(rows)
    guard isReading, let place = chat.current.flatMap({ chat.index(of: $0) }), let lines = chatRows else { return }
    let shown = lines.view(chat.buffers[place].scroll, rows: chatWindowRows).rows.compactMap(\.line)
    // The selection stays at the edge towards which one moves.
    let wanted = rows > 0 ? shown.first : shown.last
    chat.buffers[place].selected = wanted ?? chat.buffers[place].selected
  }

  /// Selects the next line that stands alone.
  private mutating func select(by step: Int) {
    guard let place = chat.current.flatMap({ chat.index(of: $0) }) else { return }
    let buffer = chat.buffers[place]
    guard let here = buffer.selectedLine.flatMap({ buffer.window.index(of: $0.id) }) else { return }
    var next = here + step
    while buffer.lines.indices.contains(next), !buffer.standsAlone(buffer.lines[next]) { next += step }
    guard buffer.lines.indices.contains(next) else {
      scrollChat(step > 0 ? -1 : 1)
      return
    }
    select(buffer.lines[next].id, in: place)
  }

  /// Selects a line and brings it into sight.
  mutating func select(_ line: Int64, in place: Int) {
    chat.buffers[place].selected = line
    guard let lines = chatRows else { return }
    let scroll = lines.revealing(line, from: chat.buffers[place].scroll, window: chatWindowRows)
    chat.buffers[place].scroll = chat.buffers[place].pinned(scroll)
  }

  private mutating func showOldest() {
    guard let place = chat.current.flatMap({ chat.index(of: $0) }) else { return }
    let buffer = chat.buffers[place]
    guard let first = buffer.lines.first(where: { buffer.standsAlone($0) }) else { return }
    select(first.id, in: place)
  }

  /// Lets keys be commands on the selected line, which is the newest at first and stays the same when others come.
  mutating func readChat() {
    chat.mode = .reading
    chat.completion = ChatCompletion()
    guard let place = chat.current.flatMap({ chat.index(of: $0) }), chat.buffers[place].selected == nil else { return }
    chat.buffers[place].selected = chat.buffers[place].selectedLine?.id
  }

  /// Lets keys type.
  ///
  /// What is asked about a text that would be several messages is not forgotten.
  mutating func typeChat() {
    if case .paste = chat.mode { return }
    chat.mode = .typing
    guard let place = chat.current.flatMap({ chat.index(of: $0) }) else { return }
    chat.buffers[place].selected = nil
  }

  // MARK: mentions and matches

  /// Goes to the next (1) or previous (-1) line here that names the person.
  mutating func goToMention(_ step: Int, in shown: ChatBuffer) {
    let found = nearest(step, in: shown) { $0.isHighlight && !$0.isOwn }
    guard let found, let place = chat.index(of: shown.id) else {
      return say("no \(step > 0 ? "later" : "earlier") line here names you; \(keyName(.mentions)) lists all")
    }
    readChat()
    select(found, in: place)
  }

  /// Goes to the next older (1) or newer (-1) line that holds the text looked for; where there are lines that are not
  /// held, all stored lines of the conversation are searched.
  mutating func findInChat(_ step: Int) -> [Effect] {
    guard let shown = chat.shown, let place = chat.index(of: shown.id) else { return [] }
    let wanted = searchText.foldedForSearch
    let isNew = chat.soughtText != searchText
    chat.soughtText = searchText
    readChat()
    let matches: (ChatLine) -> Bool = { line in
      shown.standsAlone(line) && (ChatText.plain(line.text) + "\n" + line.sender).foldedForSearch.contains(wanted)
    }
    if isNew, let here = shown.selectedLine, matches(here) {
      select(here.id, in: place)
      return []
    }
    if let found = nearest(-step, in: shown, where: matches) {
      select(found, in: place)
      return []
    }
    let window = shown.window
    guard step > 0 ? window.hasOlder || window.isCleared : window.hasNewer else {
      say("\"\(searchText)\" is not \(step > 0 ? "further up" : "further down")")
      return []
    }
    return search(for: searchText, in: shown)
  }

  private func nearest(_ step: Int, in shown: ChatBuffer, where matches: (ChatLine) -> Bool) -> Int64? {
    let here = shown.selectedLine.flatMap { shown.window.index(of: $0.id) } ?? shown.lines.count - 1
    var place = here + step
    // Before one reads nothing is selected: the newest line itself is the nearest one upwards.
    if shown.selected == nil, step < 0 { place = shown.lines.count - 1 }
    while shown.lines.indices.contains(place) {
      if matches(shown.lines[place]), shown.lines[place].id != shown.selected { return shown.lines[place].id }
      place += step
    }
    return nil
  }
}
