extension IRCSession {
  /// Takes an answer to the fetch that is under way; false: the playback was not asked for.
  mutating func fetchAnswered(target: String, label: String?, _ tally: PlaybackTally) -> Bool {
    guard let fetch = fetches.current else { return false }
    if case .playbackTargets = fetch.kind { notePlayed(target, tally) }
    // Where answers bear labels, one without is no answer.
    guard fetch.label == nil ? support.fold(target) == fetch.key : fetch.label == label else { return false }
    switch fetch.kind {
    case .since(let anchor): pageCame(fetch, anchor, tally)
    case .playback(let anchor): endFetch(reaches(anchor, tally) ? .complete : ending(anchor, tally.first))
    case .before: endFetch(tally.count > 0 ? .complete : .gap(oldest: nil))
    case .targets, .playbackTargets: return false
    }
    return true
  }

  /// A labelled answer without a batch of history in it: there was nothing.
  mutating func fetchAnsweredEmpty(label: String) {
    guard let fetch = fetches.current, fetch.label == label, !label.isEmpty else { return }
    _ = fetchAnswered(target: fetch.target, label: label, PlaybackTally())
  }

  private func reaches(_ anchor: HistoryAnchor, _ tally: PlaybackTally) -> Bool {
    tally.hasAnchor || (tally.first.map { $0 <= anchor.milliseconds } ?? false)
  }

  /// Goes on below what has come, until under the anchor.
  private mutating func pageCame(_ fetch: Fetch, _ anchor: HistoryAnchor, _ tally: PlaybackTally) {
    var fetch = fetch
    fetch.pages += 1
    let isOlder = tally.first.map { first in fetch.oldest.map { first < $0 } ?? true } ?? false
    if isOlder {
      fetch.oldest = tally.first
      fetch.oldestID = tally.firstID
    }
    fetches.current = fetch
    if reaches(anchor, tally) { return endFetch(.complete) }
    // Nothing more, or the same again: the server keeps no more.
    guard tally.count > 0, isOlder else { return endFetch(ending(anchor, fetch.oldest)) }
    guard fetch.pages < SessionLimits.fetchPages else { return endFetch(.gap(oldest: fetch.oldest)) }
    // The first question was for all since the anchor: fewer than a full answer was all that there is.
    if fetch.pages == 1, tally.count < HistoryCommand.pageLimit(support) {
      return endFetch(ending(anchor, fetch.oldest))
    }
    askForPage()
  }

  /// The server has no more, and the anchor was not reached.
  private func ending(_ anchor: HistoryAnchor, _ oldest: Int64?) -> HistoryOutcome {
    anchor.isLine ? .gap(oldest: oldest) : .complete
  }

  /// One conversation that has history.
  mutating func countTarget(_ message: IRCMessage) {
    guard message.command == "CHATHISTORY", message[0].uppercased() == "TARGETS", !message[1].isEmpty,
      tally.targets.count < SessionLimits.historyTargets
    else { return }
    tally.targets.append(HistoryTarget(name: message[1], latest: ServerTime.milliseconds(message[2])))
  }

  /// All of them.
  mutating func targetsAnswered(_ targets: [HistoryTarget]) {
    guard let fetch = fetches.current, case .targets = fetch.kind else { return }
    tell(.historyTargets(targets))
    beginNextFetch()
  }
}

// MARK: Bouncers

extension IRCSession {
  /// A bouncer has played a conversation while it was asked for all.
  private mutating func notePlayed(_ target: String, _ tally: PlaybackTally) {
    guard tally.count > 0, let played = fetches.current?.played, played.count < SessionLimits.historyTargets,
      !target.isEmpty, !played.contains(where: { $0.name == target })
    else { return }
    fetches.current?.played.append(HistoryTarget(name: target, latest: tally.last))
  }

  /// The PONG of the PING after all conversations: no more are played.
  mutating func playedAll(_ token: String) {
    if let fence = fetches.current?.fence, fence == token { endFetch(.complete) }
  }
}

/// CHATHISTORY as it is sent (https://ircv3.net/specs/extensions/chathistory).
enum HistoryCommand {
  /// The messages that one answer may hold.
  static func pageLimit(_ support: ISupport) -> Int {
    min(support.historyLimit ?? 100, SessionLimits.fetchMessages)
  }

  /// The parameters for the next part of a fetch.
  static func parameters(for fetch: Fetch, _ support: ISupport) -> [String] {
    let page = pageLimit(support)
    switch fetch.kind {
    case .since(let anchor):
      if let oldest = fetch.oldest {
        return ["BEFORE", fetch.target, reference(oldest, fetch.oldestID, support), String(page)]
      }
      // From a little under the anchor, so that the anchor itself must be in the answer: without it something is lost.
      return ["LATEST", fetch.target, "timestamp=\(ServerTime.text(under(anchor.milliseconds)))", String(page)]
    case .before(let moment, let messageID, let limit):
      let count = min(max(limit, 1), support.historyLimit ?? SessionLimits.fetchMessages)
      return ["BEFORE", fetch.target, reference(moment, messageID, support), String(count)]
    case .targets(let since, let until):
      return [
        "TARGETS", "timestamp=\(ServerTime.text(since))", "timestamp=\(ServerTime.text(until))", String(page),
      ]
    case .playback(let anchor):
      return ["*playback", "play \(fetch.target) \(under(anchor.milliseconds) / 1_000)"]
    case .playbackTargets(let since):
      return ["*playback", "play * \(under(since) / 1_000)"]
    }
  }

  private static func under(_ moment: Int64) -> Int64 {
    max(moment, SessionLimits.historyFuzz) - SessionLimits.historyFuzz
  }

  /// A message by its identity where the server takes those, else by its moment.
  private static func reference(_ moment: Int64, _ messageID: String?, _ support: ISupport) -> String {
    if let messageID, support.messageReferenceTypes.contains("msgid"), IRCSession.isName(messageID) {
      return "msgid=\(messageID)"
    }
    return "timestamp=\(ServerTime.text(moment))"
  }
}
