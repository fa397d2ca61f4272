import OpsDomain
import OpsScreen

/// The last line when nothing else stands there: the next keys at the left, what watching costs at the right.
struct HintBar {
  /// A hint with the columns it takes.
  struct Place {
    let command: Command
    let key: String
    let label: String
    let range: Range<Int>
  }

  private let state: ConsoleState

  init(_ state: ConsoleState) { self.state = state }

  /// The commands worth showing now, the most useful first.
  private var commands: [Command] {
    if state.isOnEntryOfHost { return [.back, .open] + entryCommands + [.nextMark, .copy, .commandLine, .help] }
    if state.isInHost {
      return [
        .back, .nextTab, .verdict, .log, .nextMark, .plan, .shell, .recheck, .copy, .toggleTree, .commandLine, .help,
      ]
    }
    if state.currentPane == .workLog { return logCommands }
    if state.currentPane == .chat, state.chat.shown != nil { return chatCommands }
    if let commands = state.planningHints { return commands }
    if state.currentPane == .help { return [.back, .filter, .commandLine] }
    if !state.marks.isEmpty {
      return [.actOnMarked, .whatIf, .verdict, .copy, .unmarkAll, .mark, .open, .commandLine, .help]
    }
    let isHome = state.pages.count == 1
    let way: [Command] = state.filter.isActive || !isHome ? [.open, .back] : [.open]
    return way + [
      .verdict, .log, .plan, .filter, .problemsOnly, .sortMenu, .nextPane, .shell, .mark, .copy, .commandLine, .help,
    ]
  }

  /// Those of the work log.
  private var logCommands: [Command] {
    let isOpen = state.workLogPane?.detail != nil
    let way: [Command] = isOpen || state.pages.count > 1 ? [.back] : []
    let finding: [Command] = isOpen ? [] : [.filter, .search]
    return (isOpen ? [] : [.open]) + way + [.log] + finding + entryCommands.dropFirst() + [.copy, .commandLine, .help]
  }

  /// Those of the chat while one reads.
  private var chatCommands: [Command] {
    switch state.chat.mode {
    case .typing, .paste, .reading:
      return [
        .say, .open, .logLine, .resend, .discard, .copy, .filter, .searchAll, .mentions, .back, .commandLine, .help,
      ]
    case .list: return [.open, .back, .copy, .help]
    }
  }

  /// What can be done with an entry.
  private var entryCommands: [Command] { [.log, .reply, .amend, .retract, .thread, .showHosts, .openTicket] }

  /// Where the hints stand that have room on a line of this width.
  ///
  /// Hints come first; on a wide line the cost takes the place of the last few.
  func places(width: Int) -> [Place] {
    guard width >= 100 else { return fitting(width) }
    return fitting(width - min(columns(of: cost(room: width)), width / 3) - 3)
  }

  /// Where the hints stand that have room in `width`; help always does.
  private func fitting(_ width: Int) -> [Place] {
    let helpWidth = 14
    var column = 1
    var places: [Place] = []
    for command in commands {
      guard let key = state.keyMap.keys(of: command).first?.name,
        let label = state.planningLabel(of: command) ?? command.info.label
      else { continue }
      let isShown = command == .help || command.obstacle(in: state) == nil
      let taken = columns(of: key) + 1 + columns(of: label)
      let reserved = command == .help || !commands.contains(.help) ? 0 : helpWidth
      guard isShown, column + taken + reserved <= width else { continue }
      places.append(Place(command: command, key: key, label: label, range: column..<(column + taken)))
      column += taken + 3
    }
    return places
  }

  /// What watching costs, as long as there is room for it.
  private func cost(room: Int) -> String {
    guard let cost = state.cost else { return "" }
    let polls = "\(formatDecimal(cost.pollsPerSecond, places: cost.pollsPerSecond < 9.95 ? 1 : 0)) polls/s"
    let dot = Glyphs(state.settings.symbols).dot
    let full = [polls, formatByteRate(cost.bytesPerSecond), Words.count(cost.openLinks, "link")]
    for parts in [full, Array(full.prefix(2)), [polls]] {
      let text = parts.joined(separator: " \(dot) ")
      if columns(of: text) <= room { return text }
    }
    return ""
  }

  func draw(on canvas: inout Canvas, in rect: Rect) {
    let places = places(width: rect.columns)
    for place in places {
      let end = canvas.write(place.key, column: rect.column + place.range.lowerBound, row: rect.row, role: .key)
      canvas.write(place.label, column: rect.column + place.range.lowerBound + end + 1, row: rect.row, role: .hint)
    }
    let used = (places.last?.range.upperBound ?? 0) + 2
    let text = cost(room: rect.columns - used - 1)
    canvas.write(
      text, column: rect.column + rect.columns - columns(of: text) - 1, row: rect.row, role: .quiet)
  }
}
