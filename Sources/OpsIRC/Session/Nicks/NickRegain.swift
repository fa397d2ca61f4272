/// Taking back the nick that is wanted most.
struct NickRegain: Sendable {
  /// Whether it is wanted and not had.
  var isWanted = false
  /// Whether our last NICK was for it.
  var isAsking = false
  /// Whether MONITOR tells when it is free.
  var isWatched = false
  /// When it is tried next, without being told that it is free.
  var nextTry: Int64?
  /// The time between attempts.
  var delay = SessionLimits.regainDelays.lowerBound
}

extension IRCSession {
  /// Begins when the nick that was got is not the one wanted, nor what the server leaves of it.
  mutating func beginRegain() {
    guard !hasWantedNick, nicks.canHaveWanted else { return }
    regain.isWanted = true
    if support.monitorLimit != nil {
      regain.isWatched = true
      send("MONITOR", ["+", nicks.wanted])
    } else {
      regain.nextTry = now &+ regain.delay
    }
  }

  private var hasWantedNick: Bool {
    if support.fold(nick) == support.fold(nicks.wanted) { return true }
    let longest = nicks.longest ?? support.nickLength ?? .max
    return nicks.wanted.utf8.count > longest && nick.utf8.count == longest
      && support.fold(nicks.wanted).utf8.starts(with: support.fold(nick).utf8)
  }

  /// Asks for the nick, since somebody who had it is gone.
  mutating func regainIfFree(_ key: String) {
    guard regain.isWanted, key == support.fold(nicks.wanted) else { return }
    askForWanted()
  }

  private mutating func askForWanted() {
    guard !regain.isAsking else { return }
    regain.isAsking = true
    send("NICK", [nicks.wanted])
  }

  /// Tries without being told that it is free, more and more seldom.
  mutating func regainByTrying() {
    guard regain.isWanted, let next = regain.nextTry, now >= next else { return }
    // An attempt that was never answered is over, too.
    regain.isAsking = false
    regain.delay = min(regain.delay * 2, SessionLimits.regainDelays.upperBound)
    regain.nextTry = now &+ regain.delay
    askForWanted()
  }

  /// It was refused: later again, or never.
  mutating func regainRefused(isInvalid: Bool) {
    regain.isAsking = false
    if isInvalid { return endRegain() }
    regain.nextTry = now &+ regain.delay
  }

  /// Ends when the nick is had.
  mutating func endRegainIfDone() {
    regain.isAsking = false
    if regain.isWanted, hasWantedNick { endRegain() }
  }

  /// Ends: the nick is had, cannot be had, or another one was chosen by hand.
  mutating func endRegain() {
    guard regain.isWanted else { return }
    if regain.isWatched, !watch.keys.contains(support.fold(nicks.wanted)) { send("MONITOR", ["-", nicks.wanted]) }
    regain = NickRegain()
  }
}
