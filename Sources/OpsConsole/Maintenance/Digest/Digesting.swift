import OpsDomain
import OpsScreen

extension ConsoleState {
  /// Shows the page of the day and reads what was written.
  mutating func showDigest() -> [Effect] {
    show(.digest)
    return readDigest()
  }

  /// How long before the day a thread may have begun that is told as open.
  private static let openThreads = Duration.seconds(30 * 86_400)

  /// Reads the entries of the reported time, the newest page first, then those of threads that may still be open.
  mutating func readDigest() -> [Effect] {
    let day = TeamDay(containing: now, zone: settings.zones.rules(of: settings.zoneName))
    var query = EntryQuery()
    query.since = day.reported.lowerBound
    query.until = day.interval.upperBound
    return gather(day, query, .newest, []) { state, reported, isCut in
      var marks = EntryQuery()
      marks.kinds = [.start, .end, .handoff]
      marks.since = day.interval.lowerBound - Self.openThreads
      marks.until = day.reported.lowerBound
      return state.gather(day, marks, .newest, []) { state, older, _ in
        state.changeDigest { $0.take(older + reported, of: day, isCut: isCut) }
        return []
      }
    }
  }

  private mutating func changeDigest(_ change: (inout DigestPane) -> Void) {
    guard var pane = panes[.digest] as? DigestPane else { return }
    change(&pane)
    panes[.digest] = pane
    stalePanes.insert(.digest)
  }

  /// Reads entries to the first that a query admits, or to the limit of a page.
  private mutating func gather(
    _ day: TeamDay, _ query: EntryQuery, _ position: EntryPosition, _ known: [EntryRecord],
    then: @escaping @Sendable (inout ConsoleState, [EntryRecord], Bool) -> [Effect]
  ) -> [Effect] {
    read(query, position, limit: 500) { state, result in
      switch result {
      case .failure(let failure):
        state.changeDigest { $0.take(trouble: failure.message, of: day) }
        return []
      case .success(let page):
        let all = page.records + known
        if page.hasOlder, let first = page.records.first, all.count < DigestPane.entryLimit {
          return state.gather(day, query, .before(first.place), all, then: then)
        }
        return then(&state, all, page.hasOlder)
      }
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
