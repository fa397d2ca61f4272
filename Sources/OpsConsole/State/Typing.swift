import OpsDomain
import OpsScreen

extension ConsoleState {
  /// The names that a typed line can hold.
  var vocabulary: Vocabulary {
    Vocabulary(
      hosts: shownFleet.hosts.map(\.host.id), roles: shownFleet.roles.map(\.id), themes: settings.themeNames,
      columns: panes[currentPane].sortNames,
      people: Set(log.team.people.keys).union([settings.author.account]).sorted(),
      tags: log.tags, windows: log.team.windows.map(\.reference))
  }

  /// Gives a key to the line being typed.
  mutating func type(_ key: Key) -> [Effect] {
    guard let kind = entry?.kind else { return [] }
    let isSearching = entry?.field.searchText != nil
    if !isSearching {
      switch (key.code, key.modifiers) {
      case (.escape, []), (.character("c"), .control), (.character("g"), .control):
        leave(kind)
        return []
      case (.backspace, []) where entry?.field.isEmpty == true:
        leave(kind)
        return []
      case (.enter, []): return submit(kind)
      case (.tab, []):
        entry?.complete(step: 1)
        lineHasChanged(keepsCandidates: true)
        return []
      case (.backTab, _):
        entry?.complete(step: -1)
        lineHasChanged(keepsCandidates: true)
        return []
      default: break
      }
    }
    if entry?.field.handle(key) == .edited { lineHasChanged() }
    return []
  }

  /// Leaves the line without doing what it says; a filter goes away with its line.
  private mutating func leave(_ kind: LineEntry.Kind) {
    entry = nil
    switch kind {
    case .filter:
      change {
        $0.text = ""
        $0.predicate = nil
      }
    case .helpSearch: searchHelp("")
    case .logFilter: _ = changeWorkLog { $0.show(LogFilter()) }
    case .command, .search, .searchAll, .marks: break
    }
  }

  /// Follows the line while it is typed: candidates, and filters at once.
  mutating func lineHasChanged(keepsCandidates: Bool = false) {
    guard let current = entry else { return }
    entry?.problem = nil
    if !keepsCandidates {
      let vocabulary = vocabulary
      entry?.lookUp(vocabulary)
    }
    let text = current.field.text
    switch current.kind {
    case .filter: if let problem = useFilter(text) { entry?.problem = (problem.message, problem.offset) }
    case .helpSearch: searchHelp(text)
    case .logFilter:
      if let problem = useLogFilter(text, isTyping: true) { entry?.problem = (problem.message, problem.offset) }
    case .command, .search, .searchAll, .marks: break
    }
  }

  /// Shows hosts that fulfil a condition; the one before stays when it cannot be understood.
  mutating func useFilter(_ text: String) -> HostPredicate.Problem? {
    guard text.contains(where: { $0 != " " }) else {
      change {
        $0.text = ""
        $0.predicate = nil
      }
      return nil
    }
    do throws(HostPredicate.Problem) {
      let predicate = try HostPredicate(parsing: text)
      change {
        $0.text = text
        $0.predicate = predicate
      }
      return nil
    } catch { return error }
  }

  /// Shows entries that fulfil a filter; those shown before stay when it cannot be understood.
  ///
  /// While it is typed, what is not whole yet counts for nothing.
  mutating func useLogFilter(_ text: String, isTyping: Bool = false) -> LogFilter.Problem? {
    do throws(LogFilter.Problem) {
      let filter = try logFilter(parsing: text, isTyping: isTyping)
      _ = changeWorkLog { $0.show(filter) }
      return nil
    } catch { return error }
  }

  /// The text that help is searched for.
  var helpSearch: String { (panes[.help] as? HelpPane)?.search ?? "" }

  mutating func searchHelp(_ text: String) {
    guard var help = panes[.help] as? HelpPane else { return }
    help.search = text
    help.refresh(world)
    panes[.help] = help
  }

  private mutating func submit(_ kind: LineEntry.Kind) -> [Effect] {
    guard let text = entry?.field.text else { return [] }
    switch kind {
    case .filter:
      if let problem = useFilter(text) {
        entry?.problem = (problem.message, problem.offset)
        return []
      }
      entry = nil
    case .helpSearch: entry = nil
    case .logFilter:
      if let problem = useLogFilter(text) {
        entry?.problem = (problem.message, problem.offset)
        return []
      }
      entry = nil
    case .search:
      entry = nil
      if !text.isEmpty { searchText = text }
      if isInChat, chat.shown != nil, !searchText.isEmpty { return findInChat(1) }
      findMatch(1)
    case .searchAll:
      entry = nil
      // A click may have led out of the chat meanwhile, where nothing found would be seen.
      guard isInChat, chat.shown != nil, !text.isBlank else { return [] }
      return searchAll(for: ChatArguments(text).rest)
    case .marks: submitMarks(text)
    case .command: return submitCommand(text)
    }
    return []
  }

  private mutating func submitMarks(_ text: String) {
    guard text.contains(where: { $0 != " " }) else {
      entry = nil
      return
    }
    do throws(Mismatch) {
      let found = try hosts(matching: text)
      marks.formUnion(found)
      say(
        found.isEmpty ? "no host fulfils \(text)" : "\(Words.count(found.count, "host")) marked, \(marks.count) in all")
      entry = nil
    } catch { entry?.problem = (error.message, error.offset) }
  }

  /// Goes to the next or previous row that holds the text looked for.
  mutating func findMatch(_ step: Int) {
    let world = world
    guard !searchText.isEmpty, let frame = layout(world)[currentPane] else { return }
    if frame.id == .workLog { return findInLog(step, frame.body) }
    if !panes[frame.id].find(searchText, step: step, in: frame.body, world) { say("\"\(searchText)\" is not here") }
  }

  // MARK: command line

  private mutating func submitCommand(_ line: String) -> [Effect] {
    let (word, _) = TypedCommand.split(line)
    guard !word.isEmpty else {
      entry = nil
      return []
    }
    do throws(TypedCommand.Problem) {
      let command = try TypedCommand(parsing: line, vocabulary: vocabulary)
      entry = nil
      let effects = run(command)
      return remember(line) + effects
    } catch {
      entry?.problem = (error.message, nil)
      entry?.candidates = []
      return remember(line)
    }
  }

  /// Keeps a line for the history, here and in the file.
  private mutating func remember(_ line: String) -> [Effect] {
    guard commandHistory.last != line else { return [] }
    commandHistory.append(line)
    if commandHistory.count > TextField.historyLimit { commandHistory.removeFirst() }
    return [.rememberCommand(line)]
  }

  private mutating func run(_ command: TypedCommand) -> [Effect] {
    switch command {
    case .run(let command): return perform(command)
    case .theme(let name):
      settings.themeName = name
      return [.useTheme(name)]
    case .filter(let text):
      if let problem = useFilter(text) { say("\(problem.message) (at character \(problem.offset + 1))", isError: true) }
    case .sort(let name): if !panes[currentPane].sort(by: name, world) { say("this pane cannot be sorted by \(name)") }
    case .host(let host): push(.host(HostView(host: host)))
    case .role(let role): showRole(role)
    case .log(let text): return writeEntry(text)
    case .planning(let word, let argument): return perform(word, argument)
    case .judging(let word, let argument): return perform(word, argument)
    case .mouse(let isOn):
      settings.mouse = isOn
      return [.useMouse(isOn)]
    case .symbols(let symbols): settings.symbols = symbols
    case .reload:
      say("reading configuration and inventory again")
      return [.reload]
    case .quit: return [.quit]
    }
    return []
  }
}
