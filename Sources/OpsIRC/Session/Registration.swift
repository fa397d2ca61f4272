/// How far registration is.
struct RegistrationState: Sendable {
  /// Whether the greeting has ended and channels are joined.
  var isWelcomed = false
  /// When the greeting counts as ended.
  var welcomeDeadline: Int64?
  /// Why the server will not have us, in words; nil where it has not said.
  var refusal: String?
  /// When the connection is closed after QUIT.
  var quitDeadline: Int64?
}

extension IRCSession {
  /// Sends all that can be said before the server has answered.
  mutating func beginRegistration() {
    send("CAP", ["LS", "302"], isUrgent: true)
    if let password = settings.password { send("PASS", [password], isUrgent: true) }
    send("NICK", [nicks.asked], isUrgent: true)
    let user = settings.user.filter { Self.isName(String($0)) && $0 != "@" && $0 != "!" }
    let realName = settings.realName.isEmpty ? nicks.asked : settings.realName
    send("USER", [user.isEmpty ? "opsconsole" : user, "0", "*", realName], isUrgent: true)
    liveness.heard = now
  }

  /// PING: answered in every state.
  mutating func onPing(_ message: IRCMessage) { send("PONG", [message[0]], isUrgent: true) }

  /// 001: its first parameter is the nick, whatever was asked for.
  mutating func onWelcome(_ message: IRCMessage) {
    guard !isRegistered else { return onOther(message) }
    // 900 names an account and proves nothing: a server that lies could send it at any time.
    if let login = settings.login, login.isRequired, !self.login.isDone {
      let words = negotiation.isAbsent || negotiation.isListing ? LoginFailure.noSASL : LoginFailure.unanswered
      return loginFailed(words)
    }
    isRegistered = true
    negotiation.phase = .done
    if !message[0].isEmpty, message[0] != "*" {
      nicks.learn(asked: nicks.asked, given: message[0])
      setNick(message[0])
    }
    registration.welcomeDeadline = now &+ SessionLimits.welcomePatience
    onOther(message)
    tell(.statusChanged)
  }

  /// 005: may come in many lines, and again later.
  mutating func onSupport(_ message: IRCMessage) {
    let before = support.casemapping
    let rateBefore = support.isSafeRate
    support.update(from: message)
    if support.casemapping != before { rebuildKeys() }
    if isRegistered, !registration.isWelcomed {
      registration.welcomeDeadline = now &+ SessionLimits.welcomePatience
    } else if rateBefore != support.isSafeRate || support.casemapping != before {
      tell(.statusChanged)
    }
  }

  /// 376, 422: the greeting has ended.
  mutating func onGreetingEnd(_ message: IRCMessage) {
    onOther(message)
    if isRegistered { endWelcome() }
  }

  /// Tells that registration is done and begins what waits for it.
  mutating func endWelcome() {
    guard !registration.isWelcomed else { return }
    registration.isWelcomed = true
    registration.welcomeDeadline = nil
    tell(.statusChanged)
    tell(.registered)
    joinWishes()
    beginRegain()
    beginWatching()
    liveness.begin(at: now)
  }

  /// 463–466: the server will not have us, and an attempt with nothing changed goes no better.
  mutating func onRefused(_ message: IRCMessage) {
    onOther(message)
    let text = message.parameters.last ?? ""
    if message.command == "464", isRegistered { return }
    let words: String
    switch message.command {
    case "463": words = "this machine may not connect to the server: \(text)"
    case "464": words = "the password of the server was not accepted: \(text)"
    default: words = "the server has banned us: \(text)"
    }
    close(words, mayRetry: false)
  }

  /// ERROR: the server closes; its words are shown as they are.
  mutating func onError(_ message: IRCMessage) {
    let text = message[0]
    info(.error, code: "ERROR", text)
    if registration.quitDeadline != nil { return close("left", mayRetry: false) }
    let lowered = text.lowercased()
    let isFinal =
      !isRegistered && lowered.contains("password") || lowered.contains("banned") || lowered.contains("-lined")
    close(text.isEmpty ? "the server closed the connection" : text, mayRetry: !isFinal)
  }

  /// 396: the host that others see now.
  mutating func onOwnHost(_ message: IRCMessage) {
    onOther(message)
    guard let host = message[1].split(separator: "@").last, !host.isEmpty else { return }
    ownHost = String(host)
    tell(.statusChanged)
  }

  /// QUIT by request.
  mutating func quit(_ reason: String) {
    send("QUIT", reason.isEmpty ? [] : [reason], isUrgent: true)
    registration.quitDeadline = now &+ SessionLimits.quitPatience
  }
}
