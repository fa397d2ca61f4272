import OpsDomain
import OpsScreen

extension ConsoleState {
  /// The entry that commands act on: of the work log, or of the log of the host that is open.
  var selectedEntry: EntryRecord? {
    if case .host(let view) = page { return log.hostLog.flatMap { view.selectedEntry(in: $0) } }
    return currentPane == .workLog ? workLogPane?.selectedRecord : nil
  }

  /// Does a command on the selected entry.
  mutating func performOnEntry(_ command: Command) -> [Effect] {
    guard let record = selectedEntry else {
      say("no entry is selected here; \(keyName(.workLog)) shows the work log")
      return []
    }
    switch command {
    case .amend:
      guard record.redacted == nil, record.retracted == nil else { return refuse("it was taken back: write a new one") }
      guard record.mayBeAmended(by: settings.author.account) else {
        return refuse("only \(record.author.display) may amend it; \(keyName(.reply)) answers it")
      }
      return composeAmendment(of: record)
    case .retract:
      guard record.retracted == nil, record.redacted == nil else { return refuse("it was taken back already") }
      guard record.mayBeAmended(by: settings.author.account) else {
        return refuse("only \(record.author.display) may take it back; \(keyName(.reply)) answers it")
      }
      return composeRetraction(of: record)
    case .reply: return composeAnswer(to: record)
    case .thread: showThread(of: record)
    case .openTicket: return openTicket(of: record)
    case .showHosts: showHosts(of: record)
    default: break
    }
    return []
  }

  private mutating func refuse(_ message: String) -> [Effect] {
    say(message)
    return []
  }

  // MARK: showing

  /// Shows an entry in full; Esc comes back to where one was.
  mutating func open(_ record: EntryRecord) {
    var isPushed = true
    if case .pane(.workLog) = page { isPushed = false } else { push(.pane(.workLog)) }
    _ = changeWorkLog { $0.detail = EntryDetail(record, isGuest: isPushed) }
  }

  /// Shows the thread that an entry belongs to or began.
  private mutating func showThread(of record: EntryRecord) {
    if currentPane == .workLog, !isInHost, workLogPane?.thread != nil {
      _ = changeWorkLog { $0.show(thread: nil) }
      return
    }
    show(thread: record.entry.thread ?? record.entry.replyTo ?? record.id)
  }

  /// Shows a whole thread in the work log.
  mutating func show(thread id: OperationID) {
    if case .pane(.workLog) = page {} else { push(.pane(.workLog)) }
    _ = changeWorkLog { $0.show(thread: id) }
  }

  /// Shows the work log about hosts, roles or services only.
  mutating func showLog(filteredBy text: String) {
    if case .pane(.workLog) = page {} else { push(.pane(.workLog)) }
    if let filter = try? logFilter(parsing: text) { _ = changeWorkLog { $0.show(filter) } }
  }

  private mutating func openTicket(of record: EntryRecord) -> [Effect] {
    let links = record.links.map(\.target).filter { $0.hasPrefix("https://") || $0.hasPrefix("http://") }
    guard let ticket = record.entry.tickets.first else {
      guard let link = links.first else { return refuse("the entry names no ticket") }
      return [.log(.openLink(link))]
    }
    guard let pattern = settings.ticketURL, pattern.contains("{ticket}") else {
      return refuse("\(ticket): no tickets.url in the configuration says where tickets are")
    }
    let parts = pattern.split(separator: "{ticket}", omittingEmptySubsequences: false).map { String($0) }
    return [.log(.openLink(parts.joined(separator: Self.encoded(ticket))))]
  }

  /// A ticket as a part of an address (RFC 3986 §2.3).
  private static func encoded(_ text: String) -> String {
    let digits = Array("0123456789ABCDEF")
    return text.utf8.reduce(into: "") { result, byte in
      let scalar = Unicode.Scalar(byte)
      let isPlain = scalar.isASCII && (scalar.properties.isAlphabetic || (0x30...0x39).contains(byte))
      if isPlain || "-._~".unicodeScalars.contains(scalar) {
        result.unicodeScalars.append(scalar)
      } else {
        result += "%\(digits[Int(byte >> 4)])\(digits[Int(byte & 15)])"
      }
    }
  }

  /// Marks the hosts of an entry and shows them in the fleet.
  private mutating func showHosts(of record: EntryRecord) {
    var hosts = Set(record.hosts)
    for target in record.entry.targets where target.kind != .host {
      for role in shownFleet.roles where role.id.description == target.id || role.id.service == target.id {
        hosts.formUnion(role.hosts)
      }
    }
    showHosts(hosts)
  }

  /// Marks hosts and shows them in the fleet, the first of them selected.
  mutating func showHosts(_ hosts: Set<HostID>) {
    let known = hosts.filter { shownFleet.index(of: $0) != nil }
    guard !known.isEmpty else {
      say(hosts.isEmpty ? "it is about no host" : "none of its hosts is in the inventory any more")
      return
    }
    marks = known
    change { $0 = FleetFilter() }
    show(.fleet)
    let world = world
    if let frame = layout(world)[.fleet], var pane = panes[.fleet] as? FleetPane {
      let rows = known.compactMap { pane.row(of: $0, world) }
      if let first = rows.min() { pane.select(row: first, in: frame.body, world) }
      panes[.fleet] = pane
    }
    let gone = hosts.count - known.count
    say(
      "\(Words.count(known.count, "host")) marked" + (gone > 0 ? ", \(gone) no longer in the inventory" : "")
        + "; \(keyName(.unmarkAll)) unmarks")
  }

  /// Writes an entry at once, as `:log TEXT` does.
  mutating func writeEntry(_ text: String) -> [Effect] {
    let effects = composeEntry()
    composer?.area = TextArea(text)
    return effects + acceptPart()
  }
}

extension ConsoleState {
  /// Does what a command means in the work log or on its entries; nil where it means what it does everywhere.
  mutating func performInLog(_ command: Command) -> [Effect]? {
    switch command {
    case .log: return composeEntry()
    case .drafts where !waitingDrafts.isEmpty: return openDrafts()
    case .nextMark, .previousMark:
      guard hasMarks else { return nil }
      moveMark(command == .nextMark ? 1 : -1)
      return []
    case .open where isInHost:
      if case .host(let view) = page, case .window(let id)? = view.chosenMark { return act(on: .openWindow(id)) }
      guard let record = selectedEntry else { return nil }
      open(record)
      return []
    default: break
    }
    if handOnToHostLog(command) { return [] }
    guard currentPane == .workLog, !isInHost else { return nil }
    switch command {
    case .open where workLogPane?.detail == nil:
      if let record = selectedEntry { open(record) }
      return []
    case .filter:
      entry = LineEntry(.logFilter, text: workLogPane?.filter.text ?? "")
      let vocabulary = vocabulary
      entry?.lookUp(vocabulary)
      return []
    case .clearFilter:
      _ = changeWorkLog { $0.show(LogFilter()) }
      return []
    case .follow:
      _ = changeWorkLog { $0.follow() }
      return []
    default: return nil
    }
  }

  /// Goes to the next older (1) or newer (-1) entry that holds the text looked for: first among those held, then in
  /// all of the log.
  mutating func findInLog(_ step: Int, _ rect: Rect) {
    let world = world
    let text = searchText
    let found = changeWorkLog { pane in pane.find(text, step: -step, in: rect, world) } ?? false
    if !found { _ = changeWorkLog { $0.search(-step) } }
  }
}
