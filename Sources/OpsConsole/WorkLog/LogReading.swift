import OpsDomain
import OpsScreen

extension ConsoleState {
  /// The pane of the work log.
  var workLogPane: WorkLogPane? { panes[.workLog] as? WorkLogPane }

  /// Changes the pane of the work log.
  mutating func changeWorkLog<Answer>(_ body: (inout WorkLogPane) -> Answer) -> Answer? {
    guard var pane = workLogPane else { return nil }
    let answer = body(&pane)
    panes[.workLog] = pane
    return answer
  }

  /// The rows that the work log has on the screen; none when it is not there.
  var workLogRows: Int { layout(world)[.workLog]?.body.rows ?? 0 }

  /// Asks for what the work log needs to show next, and tells what was seen.
  mutating func followLog() -> [Effect] {
    guard log.isOpen else { return [] }
    return readForPane(.main) + readForHost() + noteSeen()
  }

  /// One of the lists of entries.
  enum LogList: Hashable, Sendable {
    /// The pane of the work log.
    case main
    /// The tab of the host that is open.
    case host
  }

  private func pane(_ list: LogList) -> WorkLogPane? { list == .main ? workLogPane : log.hostLog?.pane }

  private mutating func change<Answer>(_ list: LogList, _ body: (inout WorkLogPane) -> Answer) -> Answer? {
    guard list == .host else { return changeWorkLog(body) }
    guard var pane = log.hostLog?.pane else { return nil }
    let answer = body(&pane)
    log.hostLog?.pane = pane
    return answer
  }

  mutating func readForPane(_ list: LogList) -> [Effect] {
    let rows = list == .main ? workLogRows : hostLogRect?.rows ?? 0
    // Until it is shown, the pane needs its first page only.
    guard let pane = pane(list), rows > 0 || (list == .main && !pane.window.isLoaded) else { return [] }
    let moment = now
    guard let wish = change(list, { $0.nextWish(rows: rows, at: moment) }) ?? nil else { return [] }
    let generation = self.pane(list)?.generation ?? 0
    let held = pane.window
    let position: EntryPosition
    var query = held.query
    let selected = pane.selectedRecord?.place
    switch wish {
    case .newest: position = .newest
    case .oldest: position = .after(EntryPlace(at: Timestamp(milliseconds: .min), id: OperationID(high: 0, low: 0)))
    case .older: position = held.records.first.map { .before($0.place) } ?? .newest
    case .newer: position = held.records.last.map { .after($0.place) } ?? .newest
    case .around(let place), .again(let place): position = .around(place)
    case .match(let step):
      query.words.append(pane.soughtText)
      position = selected.map { step < 0 ? .before($0) : .after($0) } ?? .newest
    }
    var limit = EntryWindow.pageSize
    if case .match = wish { limit = 1 }
    return read(query, position, limit: limit) { state, result in
      state.paneRead(list, result, for: wish, generation)
      return []
    }
  }

  private mutating func paneRead(
    _ list: LogList, _ result: Result<EntryPage, StoreFailure>, for wish: WorkLogPane.Wish, _ generation: Int
  ) {
    let moment = now
    if case .success(let page) = result { log.noticeTags(of: page.records) }
    if case .match = wish, case .success(let page) = result, pane(list)?.generation == generation {
      // However it ended, what is scrolled to next is read again.
      _ = change(list) { $0.reading = nil }
      guard let record = page.records.first else { return say("\"\(searchText)\" is not further on") }
      _ = change(list) { $0.goTo(record.place) }
      return
    }
    _ = change(list) { pane in
      // A page of another filter than the one that is shown now.
      guard pane.generation == generation else { return }
      switch result {
      case .success(let page): pane.take(page, for: wish)
      case .failure(let failure): pane.failed(failure.message, at: moment)
      }
    }
  }

  /// Tells which entry was seen last, when that is another one than before.
  private mutating func noteSeen() -> [Effect] {
    let rows = workLogRows
    guard rows > 0, let place = workLogPane?.newestSeen(rows: rows), place != log.toldSeen else { return [] }
    if let told = log.toldSeen, place < told { return [] }
    log.toldSeen = place
    return [.log(.seen(place))]
  }

  /// Takes entries that were added or changed into everything that shows some.
  mutating func takeIn(_ records: [EntryRecord]) {
    log.noticeTags(of: records)
    let fleet = shownFleet
    func roleOf(_ host: HostID) -> RoleID? { fleet[host]?.host.role }
    _ = changeWorkLog { $0.merge(records, roleOf: roleOf) }
    log.hostLog?.merge(records, roleOf: roleOf)
  }

  /// Reads all that is shown again: so much has changed that it was not told one by one.
  mutating func readAllAgain() {
    _ = changeWorkLog { $0.readAgain() }
    log.hostLog?.pane.readAgain()
    log.hostLog?.isAsked = false
  }
}

extension ConsoleState {
  /// From this width on the work log stands beside the fleet on the first screen.
  static let besideLeast = 150
  /// From this height on it stands below where there is no room beside.
  static let belowLeast = 24

  /// Puts the work log onto the first screen, beside or below, and returns the room that is left.
  func addHomeLog(_ layout: inout ScreenLayout) -> Rect {
    let room = layout.middle
    guard hasWorkLog else { return room }
    if size.columns >= Self.besideLeast {
      let width = min(max(room.columns * 34 / 100, 52), 80)
      let (left, rest) = room.splitLeft(room.columns - width - 1)
      let (wall, right) = rest.splitLeft(1)
      layout.wall = wall
      let (log, below) = right.splitBottom(min(today.rows, right.rows / 3))
      layout.add(.workLog, in: log, isBare: false)
      if below.rows > 1 { layout.today = below }
      return left
    }
    guard size.rows >= Self.belowLeast else { return room }
    let rows = size.rows >= 36 ? 8 : size.rows >= 30 ? 5 : 3
    let (rest, bottom) = room.splitBottom(rows)
    layout.add(.workLog, in: bottom, isBare: false)
    return rest
  }

  /// Whether there is a work log to show.
  var hasWorkLog: Bool { log.isOpen || log.trouble != nil || !settings.logPath.isEmpty }
}
