import OpsDomain
import OpsIRC

extension LinkCore {
  /// A channel was joined: a playback may come from now on.
  mutating func joining(_ channel: String) {
    let key = fold(channel)
    changed.insert(key)
    closed.remove(key)
    guard let anchor = anchors.anchor(of: key) else { return }
    catchUps[key] = CatchUp(anchor: anchor, heardUntil: anchors.heardUntil(key), joinedAt: now.wall)
  }

  /// The members of a channel are known: what was missed is asked for.
  mutating func joined(_ channel: String) {
    let key = fold(channel)
    changed.insert(key)
    if key == shownMembers { membersDue = now.boot }
    guard let catchUp = catchUps[key] else { return }
    catchUps[key]?.isAsked = true
    catchUps[key]?.deadline = nil
    perform(.catchUp(target: channel, since: catchUp.anchor), at: now)
  }

  /// The server has answered, or has no history to give.
  mutating func historyEnded(_ target: String, _ fetch: HistoryFetch, _ outcome: HistoryOutcome) {
    let key = fold(target)
    guard fetch == .catchUp else { return fetchEnded(key, outcome) }
    guard let catchUp = catchUps[key], catchUp.isAsked else { return }
    switch outcome {
    case .complete: finish(key, .filled(from: Timestamp(milliseconds: catchUp.anchor.milliseconds), until: now.wall))
    case .gap(let oldest): finish(key, catchUp.result(oldest: oldest ?? catchUp.oldest))
    case .failed(let words):
      say("older lines could not be fetched: \(words)", .error, in: buffer(target))
      finish(key, catchUp.result(oldest: catchUp.oldest))
    case .unsupported:
      // A playback may have come already, or is on its way.
      catchUps[key]?.deadline = now.boot &+ (catchUp.oldest == nil ? CatchUp.patience : 0)
    }
  }

  private mutating func fetchEnded(_ key: String, _ outcome: HistoryOutcome) {
    var problem: String?
    if case .failed(let words) = outcome { problem = words }
    put(.fetched(BufferID(network: settings.name, target: key), problem: problem))
  }

  /// The server or a bouncer has played back what was said.
  mutating func playbackEnded(_ target: String, _ first: Int64?) {
    let key = fold(target)
    guard var catchUp = catchUps[key], let first else { return }
    catchUp.oldest = min(catchUp.oldest ?? first, first)
    if catchUp.deadline != nil { catchUp.deadline = now.boot }
    catchUps[key] = catchUp
    endCatchUps()
  }

  /// Ends those that have waited long enough.
  mutating func endCatchUps() {
    for (key, catchUp) in catchUps {
      guard let deadline = catchUp.deadline, now.boot >= deadline else { continue }
      finish(key, catchUp.result(oldest: catchUp.oldest))
    }
  }

  /// The connection is over: what was not found out is missing, until the next one knows better.
  mutating func leaveCatchUps() {
    for (key, catchUp) in catchUps {
      unfinished.insert(key)
      guard case .gap(let from, let until) = catchUp.result(oldest: catchUp.oldest), from < until else { continue }
      put(.gap(BufferID(network: settings.name, target: key), from: from, until: until))
    }
    catchUps = [:]
  }

  private mutating func finish(_ key: String, _ result: CatchUp.Result) {
    catchUps[key] = nil
    unfinished.remove(key)
    let buffer = BufferID(network: settings.name, target: key)
    switch result {
    case .filled(let from, let until): put(.filled(buffer, from: from, until: until))
    case .gap(let from, let until): put(.gap(buffer, from: from, until: until))
    }
  }
}
