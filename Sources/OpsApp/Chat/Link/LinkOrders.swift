import OpsDomain
import OpsIRC

extension LinkCore {
  /// Does what is asked.
  mutating func perform(_ order: LinkOrder, at now: LinkMoment) {
    self.now = now
    switch order {
    case .request(let request): perform(request, at: now)
    case .command(let request, let buffer):
      typed = (buffer, now.boot &+ Self.answerPatience)
      perform(request, at: now)
    case .switchRaw(let buffer): switchRaw(typedIn: buffer)
    case .want(let isWanted): want(isWanted, at: now)
    case .open(let target): open(target)
    case .close(let target): close(target)
    case .members(let key): showMembers(key, at: now)
    case .confirm(let confirmation): confirm(confirmation, at: now)
    case .older(let target, let moment, let messageID, let limit):
      guard session?.isRegistered == true else { return put(.fetched(buffer(target), problem: nil)) }
      perform(.historyBefore(target: target, milliseconds: moment, messageID: messageID, limit: limit), at: now)
    case .remember(let lines): for (key, line) in lines { anchors.remember(line, in: key) }
    case .folds(let casemapping): foldsBy = foldsBy ?? casemapping
    case .highlight(let words): settings.highlights = words
    case .woke: woke(at: now)
    }
  }

  private mutating func open(_ target: String) {
    opened(target)
    closed.remove(fold(target))
    put(.opened(buffer(target), title: target))
    changed.insert(fold(target))
    toldFacts[buffer(target)] = nil
    watchQueries()
  }

  private mutating func close(_ target: String) {
    let key = fold(target)
    toldFacts[buffer(target)] = nil
    guard isChannel(target) else {
      queries[key] = nil
      return watchQueries()
    }
    closed.insert(key)
    // What is wished for is joined again after the next connection, also what one is not in just now.
    let folds = casemapping
    carried?.channels.removeAll { folds.fold($0.name) == key }
    if session != nil { perform(.part(target, reason: ""), at: now) }
  }

  /// Lets the server tell when the people of one's conversations come and go, as far as it can.
  mutating func watchQueries() {
    guard session?.isRegistered == true else { return }
    perform(.watch(queries.values.sorted()), at: now)
  }
}
