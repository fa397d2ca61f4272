import OpsDomain
import OpsScreen

/// A word about verdicts that is typed after `:`.
enum JudgingWord: String, CaseIterable, Hashable, Sendable {
  case verdict
  case whatIf = "what-if"
  case next

  /// What can follow, as help shows it.
  var argument: String {
    switch self {
    case .verdict, .whatIf: return "[HOSTS]"
    case .next: return "[ROLE]"
    }
  }

  /// What it does: one line, imperative, no full stop.
  var help: String {
    switch self {
    case .verdict: return "Say whether the selection, or these hosts, may be touched now, and why"
    case .whatIf: return "Say what becomes of the roles when the marked hosts, or these, go"
    case .next: return "Say which hosts of a role can be taken out next"
    }
  }
}

extension ConsoleState {
  /// Does what was typed about verdicts.
  mutating func perform(_ word: JudgingWord, _ argument: String) -> [Effect] {
    switch word {
    case .verdict:
      let subject = argument.isEmpty ? judgedSubject : VerdictSubject(parsing: argument, in: inventory, marked: marks)
      open(.verdict(subject, .update))
    case .whatIf:
      guard let hosts = argument.isEmpty ? actedOn : hostsNamed(argument) else { return [] }
      guard !hosts.isEmpty else {
        say("no host is marked or selected; \(keyName(.mark)) marks")
        return []
      }
      open(.whatIf(hosts))
    case .next:
      let roles = argument.isEmpty ? judgedRoles : rolesNamed(argument)
      guard !roles.isEmpty else {
        say(
          argument.isEmpty ? "no role is selected; :next bookmark:db names one" : "there is no role \(argument)",
          isError: !argument.isEmpty)
        return []
      }
      open(.next(roles, .update))
    }
    return []
  }

  /// What a verdict is asked of when nothing is named: the marked hosts, the selected one, the selected role, else what
  /// is shown.
  private var judgedSubject: VerdictSubject {
    if case .host(let view) = page { return .host(view.host) }
    let isList = [.fleet, .roles, .problems, .disks].contains(currentPane)
    if !marks.isEmpty, isList { return .hosts(NodeSet.fold(markedInOrder.map(\.name)), markedInOrder) }
    let world = world
    if let role = panes[currentPane].selectedRole(world) { return .role(role) }
    if isList, let host = selectedHost { return .host(host) }
    return verdictScope
  }

  /// The roles meant when none is named: the selected one, that of the selected host, that of the filter.
  private var judgedRoles: [RoleID] {
    let world = world
    if !isInHost, let role = panes[currentPane].selectedRole(world) { return [role] }
    if let role = selectedHost.flatMap({ fleet[$0]?.host.role }) { return [role] }
    return filter.role.map { [$0] } ?? []
  }

  private func rolesNamed(_ text: String) -> [RoleID] {
    switch VerdictSubject(parsing: text, in: inventory) {
    case .role(let role): return [role]
    case .service(let service): return inventory.roles.map(\.id).filter { $0.service == service }
    case .host(let host): return inventory[host]?.role.map { [$0] } ?? []
    case .hosts, .everything, .unknown: return []
    }
  }

  /// The hosts of a text; nil when it could not be understood, which is said.
  private mutating func hostsNamed(_ text: String) -> [HostID]? {
    do throws(Mismatch) { return try hosts(matching: text) } catch {
      say(error.message, isError: true)
      return nil
    }
  }

  // MARK: the sheet

  /// Shows an answer.
  mutating func open(_ matter: Sheet.Matter) {
    let sheet = sheetMaker.make(matter)
    judging.sheet = sheet
  }

  /// Keeps the answer that is shown up to date.
  mutating func refreshSheet() {
    guard let sheet = judging.sheet else { return }
    let new = sheetMaker.make(sheet.matter)
    judging.sheet?.take(new)
    let rows = sheetRows
    judging.sheet?.reveal(rows: rows)
  }

  private var sheetMaker: SheetMaker {
    let zone = settings.zones.rules(of: settings.zoneName)
    return SheetMaker(
      snapshot: verdictSnapshot, actor: settings.author.account, symbols: settings.symbols,
      columns: min(size.columns, Sheet.columnsMax) - 2,
      clock: PlanClock(now: now, zone: zone, zones: settings.zones, symbols: settings.symbols))
  }

  /// Where the sheet stands.
  var sheetRect: Rect? { judging.sheet.map { $0.rect(in: ScreenLayout(size, isBare: isZoomed).middle) } }

  private var sheetRows: Int { sheetRect?.rows ?? 0 }

  /// Gives a key to the sheet.
  mutating func turn(_ key: Key) -> [Effect] {
    let command = keyMap.command(for: key, inHost: false)
    switch (key.code, command) {
    case (.character("a"), _) where key.modifiers.isEmpty: nextAction()
    case (_, .back), (_, .verdict), (_, .whatIf), (_, .nextHosts): judging.sheet = nil
    case (_, .open): return follow()
    case (_, .copy):
      let text = judging.sheet?.text ?? ""
      say("copied the answer")
      return [.copy(text)]
    case (_, .quit?), (_, .redraw?), (_, .suspend?), (_, .help?):
      judging.sheet = nil
      return command.map { perform($0) } ?? []
    case (_, let command?):
      let rows = sheetRows
      _ = judging.sheet?.move(command, rows: rows)
    case (_, nil): break
    }
    return []
  }

  /// Asks the same of the next action: update, reboot, remove.
  private mutating func nextAction() {
    guard let sheet = judging.sheet else { return }
    func next(_ action: VerdictAction) -> VerdictAction {
      let all = VerdictAction.allCases
      return all[((all.firstIndex(of: action) ?? 0) + 1) % all.count]
    }
    switch sheet.matter {
    case .verdict(let subject, let action): open(.verdict(subject, next(action)))
    case .next(let roles, let action): open(.next(roles, next(action)))
    case .whatIf: break
    }
  }

  /// What can be done with the sheet, for the last line.
  var sheetHints: [(key: String, label: String)] {
    var hints: [(key: String, label: String)] = []
    switch judging.sheet?.lead {
    case .mark: hints.append((keyName(.open), "mark them"))
    case .source(.store), .source(.inventory), nil: break
    case .source: hints.append((keyName(.open), "go to it"))
    }
    if case .whatIf? = judging.sheet?.matter {} else { hints.append(("a", "another action")) }
    return hints + [(keyName(.down), "next line"), (keyName(.copy), "copy"), (keyName(.back), "close")]
  }

  /// Moves the selection of the sheet, as the wheel does.
  mutating func scrollSheet(_ lines: Int) {
    let rows = sheetRows
    for _ in 0..<abs(lines) { _ = judging.sheet?.move(lines < 0 ? .up : .down, rows: rows) }
  }

  /// Clicks into the sheet: selects, leads on a second click, and closes beside it; nil without a sheet.
  mutating func clickSheet(column: Int, row: Int, isDouble: Bool) -> [Effect]? {
    guard let sheet = judging.sheet, let rect = sheetRect else { return nil }
    guard rect.contains(column: column, row: row) else {
      judging.sheet = nil
      return []
    }
    judging.sheet?.select(sheet.top + row - rect.row - 1, rows: rect.rows)
    return isDouble ? follow() : []
  }
}
