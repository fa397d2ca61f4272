import OpsDomain
import OpsScreen

extension ConsoleState {
  /// Takes in what the terminal reports.
  mutating func hear(_ report: TerminalEvent) -> [Effect] {
    switch report {
    case .key(let key):
      chat.lastKey = now
      return press(key)
    case .paste(let text):
      chat.lastKey = now
      return paste(text)
    case .mouse(let event):
      chat.lastKey = now
      return settings.mouse ? point(event) : []
    case .resized(let size):
      resize(to: size)
      return []
    case .terminate, .closed: return [.quit]
    }
  }

  private mutating func press(_ key: Key) -> [Effect] {
    message = nil
    let key = key.normalised
    let effects: [Effect]
    let command =
      isInChat && chat.shown != nil
      ? keyMap.chatCommand(for: key, isReading: true) : keyMap.command(for: key, inHost: isInHost)
    if menu != nil {
      effects = choose(with: key)
    } else if form != nil {
      effects = fill(key)
    } else if entry != nil {
      effects = type(key)
    } else if judging.sheet != nil {
      effects = turn(key)
    } else if composer != nil {
      effects = compose(key)
    } else if isTypingInChat {
      if command != .quit { quitIsArmed = false }
      effects = typeInChat(key)
    } else if isInChat, chat.shown != nil, let number = key.conversation {
      effects = []
      showConversation(number: number)
    } else {
      if command != .quit { quitIsArmed = false }
      effects = command.map { perform($0) } ?? []
    }
    settle(reveal: false)
    return effects
  }

  /// Whether the view of a host is shown, where some keys mean other things.
  var isInHost: Bool {
    if case .host = page { return true }
    return false
  }

  private mutating func paste(_ text: String) -> [Effect] {
    var effects: [Effect] = []
    if form != nil {
      effects = pasteIntoForm(text)
    } else if entry == nil, composer != nil {
      effects = pasteIntoComposer(text)
    } else if entry == nil, isInChat, chat.shown != nil {
      effects = pasteIntoChat(text)
    } else if entry == nil {
      say("pasted text goes into :, / or, after \(keyName(.log)), into the work log")
    } else {
      entry?.field.paste(text)
      lineHasChanged()
    }
    settle(reveal: false)
    return effects
  }

  private mutating func resize(to size: Size) {
    // What was in sight stays in sight.
    let before = world
    let seen = layout(before).frames.filter { panes[$0.id].isSelectionVisible(in: $0.body, before) }.map(\.id)
    self.size = size
    settle(reveal: false)
    let world = world
    for frame in layout(world).frames where seen.contains(frame.id) {
      panes[frame.id].settle(in: frame.body, world, reveal: true)
    }
  }

  // MARK: mouse

  private mutating func point(_ event: MouseEvent) -> [Effect] {
    guard form == nil else { return [] }
    var effects: [Effect] = []
    switch event.kind {
    case .release: return []
    case .wheelUp: wheel(-3, event)
    case .wheelDown: wheel(3, event)
    case .press, .doublePress: effects = click(event)
    }
    settle(reveal: false)
    return effects
  }

  private mutating func wheel(_ lines: Int, _ event: MouseEvent) {
    guard menu == nil else { return }
    if judging.sheet != nil { return scrollSheet(lines) }
    let world = world
    let layout = layout(world)
    if case .host(var view) = page, let rect = layout.host {
      if view.tab == .chat {
        for _ in 0..<abs(lines) { _ = performOnHostMentions(lines < 0 ? .up : .down) }
        return
      }
      if view.tab == .log, let rect = hostLogRect {
        log.hostLog?.pane.scroll(lines, in: rect, world)
        return
      }
      let state = world.fleet[view.host]
      for _ in 0..<abs(lines) {
        _ = view.handle(lines < 0 ? .up : .down, state: state, rows: rect.rows, columns: rect.columns)
      }
      pages[pages.count - 1] = .host(view)
      return
    }
    guard let frame = layout.frames.first(where: { $0.body.contains(column: event.column, row: event.row) }) else {
      return
    }
    if frame.id == .chat { return scrollChat(0 - lines) }
    panes[frame.id].scroll(lines, in: frame.body, world)
  }

  private mutating func click(_ event: MouseEvent) -> [Effect] {
    message = nil
    let isDouble = event.kind == .doublePress
    let world = world
    let layout = layout(world)
    if let menu {
      let rect = menuRect(menu, layout)
      guard rect.contains(column: event.column, row: event.row) else {
        self.menu = nil
        return []
      }
      let item = event.row - rect.row - 1 + menu.firstShown(rows: rect.rows - 1)
      return menu.items.indices.contains(item) ? act(menu.items[item].action) : []
    }
    if let effects = clickSheet(column: event.column, row: event.row, isDouble: isDouble) { return effects }
    if let bottom = layout.bottom, entry == nil, composer == nil, !isTypingInChat,
      bottom.contains(column: event.column, row: event.row)
    {
      let hit = HintBar(self).places(width: size.columns).first { $0.range.contains(event.column) }
      return hit.map { perform($0.command) } ?? []
    }
    if case .host(var view) = page, let rect = layout.host {
      if let body = hostLogRect, body.contains(column: event.column, row: event.row) {
        let hit = log.hostLog?.pane.click(column: event.column, row: event.row, in: body, world)
        return isDouble && hit == .selected ? perform(.open) : []
      }
      _ = view.click(column: event.column, row: event.row, in: rect, state: world.fleet[view.host])
      pages[pages.count - 1] = .host(view)
      return []
    }
    for frame in layout.frames {
      if let title = frame.title, title.contains(column: event.column, row: event.row) { focus(on: frame.id) }
      guard frame.body.contains(column: event.column, row: event.row) else { continue }
      if frame.id == .chat { return clickInChat(event) }
      let outcome = panes[frame.id].click(column: event.column, row: event.row, in: frame.body, world)
      focus(on: frame.id)
      return isDouble && outcome == .selected ? perform(.open) : []
    }
    return []
  }

  mutating func focus(on id: PaneID) {
    if case .home = page { focus = id }
  }
}
