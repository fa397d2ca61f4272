/// Joins that were asked for and are not answered.
struct JoiningState: Sendable {
  /// One that was asked for.
  struct Attempt: Sendable {
    /// The name as it was asked for.
    var name: String
    /// The key; nil for none.
    var key: String?
    /// Attempts after the first.
    var retries = 0
    /// When it is tried again; nil: the server has not answered.
    var retryAt: Int64?
  }
  /// By the folded name.
  var attempts: [String: Attempt] = [:]
}

extension IRCSession {
  /// Joins what is wished for, those with keys first, many in one line.
  mutating func joinWishes() {
    let missing = wishes.filter { channels[support.fold($0.name)] == nil }
    join(missing)
  }

  /// Joins channels; the words of what cannot be joined are told.
  mutating func join(_ wanted: [SessionSettings.ChannelWish]) {
    // A key belongs to the channel at the same place, so those without stand last.
    let ordered = wanted.filter { $0.key != nil } + wanted.filter { $0.key == nil }
    let most = support.tokens["TARGMAX"] == nil ? 10 : max(support.targetsMax(of: "JOIN"), 1)
    var names: [String] = []
    var keys: [String] = []
    var bytes = 0
    for wish in ordered {
      guard channels[support.fold(wish.name)] == nil, canJoin(wish) else { continue }
      let size = wish.name.utf8.count + (wish.key?.utf8.count ?? 0) + 2
      if names.count >= most || bytes + size > SessionLimits.joinBytes {
        sendJoin(names, keys)
        (names, keys, bytes) = ([], [], 0)
      }
      names.append(wish.name)
      if let key = wish.key { keys.append(key) }
      bytes += size
      let retries = joining.attempts[support.fold(wish.name)]?.retries ?? 0
      joining.attempts[support.fold(wish.name)] = .init(name: wish.name, key: wish.key, retries: retries)
    }
    if !names.isEmpty { sendJoin(names, keys) }
  }

  private mutating func sendJoin(_ names: [String], _ keys: [String]) {
    let list = names.joined(separator: ",")
    send("JOIN", keys.isEmpty ? [list] : [list, keys.joined(separator: ",")])
  }

  private mutating func canJoin(_ wish: SessionSettings.ChannelWish) -> Bool {
    guard Self.isName(wish.name), wish.key.map(Self.isName) ?? true else {
      info(.error, code: "JOIN", "\(wish.name) cannot be joined: name or key holds blanks, commas or odd characters")
      return false
    }
    guard joining.attempts.count < SessionLimits.channels || joining.attempts[support.fold(wish.name)] != nil else {
      info(.error, code: "JOIN", "\(wish.name) was not joined: \(SessionLimits.channels) channels wait already")
      return false
    }
    return true
  }

  /// Remembers a channel for the next connection.
  mutating func wish(for name: String, key: String?) {
    let folded = support.fold(name)
    if let place = wishes.firstIndex(where: { support.fold($0.name) == folded }) {
      if let key { wishes[place].key = key }
    } else if wishes.count < SessionLimits.wishes {
      wishes.append(SessionSettings.ChannelWish(name, key: key))
    }
  }

  /// Forgets a channel that was left by hand.
  mutating func unwish(_ name: String) {
    let folded = support.fold(name)
    wishes.removeAll { support.fold($0.name) == folded }
    joining.attempts[folded] = nil
  }

  /// Why a channel could not be joined, in words and in its buffer.
  mutating func onJoinRefused(_ message: IRCMessage) {
    let key = support.fold(message[1])
    let code = message.command
    guard let attempt = joining.attempts[key] else { return onSayingRefused(message) }
    if code == "477", settings.login != nil, attempt.retries < SessionLimits.joinRetries {
      joining.attempts[key]?.retries += 1
      joining.attempts[key]?.retryAt = now &+ SessionLimits.joinRetryDelay
      let seconds = SessionLimits.joinRetryDelay / 1000
      let words = "\(attempt.name) wants a login, which may not have reached it yet; tried again in \(seconds) s"
      return info(.warning, code: code, words, target: attempt.name)
    }
    joining.attempts[key] = nil
    let text = message.parameters.count > 2 ? message.parameters.last ?? "" : ""
    if code == "470" {
      let words = "\(attempt.name) forwards to \(message[2]): \(text)"
      return info(.warning, code: code, words, target: attempt.name)
    }
    let reason = JoinRefusal.words[code].map { "\($0) (\(text))" } ?? text
    info(.error, code: code, "cannot join \(attempt.name): \(reason)", target: attempt.name)
  }

  /// Whether a refusal is one of a channel that is being joined.
  func isJoining(_ name: String) -> Bool { joining.attempts[support.fold(name)] != nil }

  /// Tries channels again that wanted a login.
  mutating func retryJoins() {
    let due = joining.attempts.values.filter { $0.retryAt.map { now >= $0 } ?? false }
    for attempt in due.sorted(by: { $0.name < $1.name }) {
      joining.attempts[support.fold(attempt.name)]?.retryAt = nil
      send("JOIN", attempt.key.map { [attempt.name, $0] } ?? [attempt.name])
    }
  }
}

/// Why channels cannot be joined, by numeric.
enum JoinRefusal {
  /// The words, to which those of the server are added.
  static let words = [
    "403": "there is no such channel, or its name is not allowed", "405": "one is in too many channels",
    "437": "it cannot be used for a while, after a netsplit", "471": "it is full", "473": "one must be invited",
    "474": "one is banned", "475": "the key is wrong or missing", "476": "its name is not allowed",
    "477": "one must be logged in to services", "479": "its name is not allowed",
    "480": "one joined too often, or TLS is wanted", "489": "TLS is wanted", "520": "it is for operators only",
  ]
}
