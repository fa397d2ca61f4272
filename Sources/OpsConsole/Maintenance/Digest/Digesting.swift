import OpsDomain
import OpsScreen

extension ConsoleState {
  /// Shows the page of the day and reads what was written.
  mutating func showDigest() -> [Effect] {
    show(.digest)
    return readDigest()
  }

  /// Reads the entries of the reported time, the newest page first.
  mutating func readDigest() -> [Effect] {
    let day = TeamDay(containing: now, zone: settings.zones.rules(of: settings.zoneName))
    var query = EntryQuery()
    query.since = day.reported.lowerBound
    query.until = day.interval.upperBound
    return gatherDigest(day, query, .newest, [])
  }

  private mutating func gatherDigest(
    _ day: TeamDay, _ query: EntryQuery, _ position: EntryPosition, _ known: [EntryRecord]
  ) -> [Effect] {
    read(query, position, limit: 500) { state, result in
      guard var pane = state.panes[.digest] as? DigestPane else { return [] }
      switch result {
      case .failure(let failure): pane.take(trouble: failure.message, of: day)
      case .success(let page):
        let all = page.records + known
        if page.hasOlder, let first = page.records.first, all.count < DigestPane.entryLimit {
          return state.gatherDigest(day, query, .before(first.place), all)
        }
        pane.take(all, of: day, isCut: page.hasOlder)
      }
      state.panes[.digest] = pane
      state.stalePanes.insert(.digest)
      return []
    }
  }

  /// Opens what the selected line is about.
  mutating func openDigestSource() -> [Effect] {
    guard let pane = panes[.digest] as? DigestPane else { return [] }
    switch pane.selectedSource {
    case .entry(let id): if let record = pane.entries?.first(where: { $0.id == id }) { open(record) }
    case .thread(let id): show(thread: id)
    case .window(let id): return openWindow(id)
    case .request(let id): openRequest(id)
    case .host(let id): push(.host(HostView(host: id)))
    case .maintenance: push(.pane(.maintenance))
    case .none: say("nothing stands behind this line")
    }
    return []
  }

  /// Lets the person edit the page, then asks whether it is to be published; a day has one.
  mutating func editDigest() -> [Effect] {
    guard !settings.readOnly else {
      say("read-only: nothing is recorded")
      return []
    }
    let world = world
    guard let pane = panes[.digest] as? DigestPane else { return [] }
    let day = TeamDay(containing: now, zone: settings.zones.rules(of: settings.zoneName)).date
    guard log.team.digests[day] == nil else {
      say("the digest of \(day) is published already, by \(log.team.digestPublishers[day]?.display ?? "somebody")")
      return []
    }
    let context = FormTask.publish(day: day).draftContext ?? ""
    // A page that was edited before is not made anew: its words would be lost.
    return edit(log.drafts[context] ?? pane.markdown(world)) { state, text in
      guard let text else {
        state.say("not published")
        return []
      }
      guard text.contains(where: { !$0.isWhitespace }) else {
        state.say("not published; what was edited is forgotten")
        return state.keepDraft("", context: context)
      }
      let kept = state.keepDraft(text, context: context)
      state.open(.publish(day, text: text), restoring: context)
      return kept
    }
  }
}
