import Crypto

/// How far the login is.
struct LoginState: Sendable {
  /// The mechanism under way; nil for none.
  var mechanism: SessionSettings.Login.Mechanism?
  /// Those that may still be tried.
  var candidates: [SessionSettings.Login.Mechanism] = []
  /// The names that the server offers; empty where it does not say.
  var offered: [String] = []
  /// What came of a challenge that is not complete.
  var challenge = ""
  /// The state of SCRAM.
  var scram: ScramClient?
  /// Nonces made so far.
  var nonces: UInt8 = 0
  /// Why the last mechanism failed.
  var lastFailure: LoginFailure?
  /// When waiting ends.
  var deadline: Int64?
  /// Whether it succeeded.
  var isDone = false

  var isUnderWay: Bool { mechanism != nil }
}

extension IRCSession {
  /// Begins with the best mechanism that both sides have.
  mutating func beginLogin() {
    guard let settings = settings.login else { return endNegotiation() }
    let value = negotiation.available["sasl"] ?? ""
    login.offered = value.split(separator: ",").map { $0.uppercased() }
    login.lastFailure = nil
    let ours = SessionSettings.Login.Mechanism.allCases.filter { settings.mechanisms.contains($0) }
    let offered = ours.filter { login.offered.isEmpty || login.offered.contains($0.rawValue) }
    login.candidates = offered.filter { isPossible($0) }
    if login.candidates.isEmpty {
      if offered.isEmpty {
        login.lastFailure = .notOffered(ours.map(\.rawValue), login.offered)
      } else if !isSecure {
        login.lastFailure = .notOverTLS
      } else {
        login.lastFailure = .noPassword
      }
    }
    tryNextMechanism()
  }

  /// PLAIN shows the password and EXTERNAL is a part of TLS: neither without.
  private func isPossible(_ mechanism: SessionSettings.Login.Mechanism) -> Bool {
    switch mechanism {
    case .external: return isSecure
    case .scramSHA256: return settings.login?.password != nil && random.count >= 16
    case .plain: return settings.login?.password != nil && isSecure
    }
  }

  private mutating func tryNextMechanism() {
    login.mechanism = nil
    login.scram = nil
    login.challenge = ""
    guard !login.candidates.isEmpty else {
      let ours = settings.login?.mechanisms.map(\.rawValue).sorted() ?? []
      return loginFailed(login.lastFailure ?? .notOffered(ours, login.offered))
    }
    let mechanism = login.candidates.removeFirst()
    login.mechanism = mechanism
    login.deadline = now &+ SessionLimits.loginPatience
    send("AUTHENTICATE", [mechanism.rawValue], isUrgent: true)
  }

  /// AUTHENTICATE: a challenge, or a part of one.
  mutating func onAuthenticate(_ message: IRCMessage) {
    guard let mechanism = login.mechanism else { return }
    let chunk = message[0]
    if chunk != "+" {
      guard login.challenge.utf8.count + chunk.utf8.count <= SessionLimits.challengeBytes else {
        return abandonMechanism(.refused(mechanism.rawValue, "its challenge is too long"))
      }
      login.challenge += chunk
      if chunk.utf8.count == SASLChunks.bytes { return }
    }
    guard let challenge = Base64.decode(login.challenge) else {
      return abandonMechanism(.refused(mechanism.rawValue, "its challenge cannot be read"))
    }
    login.challenge = ""
    login.deadline = now &+ SessionLimits.loginPatience
    answer(challenge, by: mechanism)
  }

  private mutating func answer(_ challenge: [UInt8], by mechanism: SessionSettings.Login.Mechanism) {
    guard let settings = settings.login else { return }
    switch mechanism {
    case .external: say([])
    case .plain: say(Array("\(settings.account)\0\(settings.account)\0\(settings.password ?? "")".utf8))
    case .scramSHA256: answerScram(challenge, settings)
    }
  }

  private mutating func answerScram(_ challenge: [UInt8], _ settings: SessionSettings.Login) {
    guard login.scram != nil else {
      let scram = ScramClient(account: settings.account, password: settings.password ?? "", nonce: newNonce())
      login.scram = scram
      return say(scram.first)
    }
    do throws(ScramClient.Problem) {
      if login.scram?.hasProved == true {
        try login.scram?.verify(challenge)
        say([])
      } else if let answer = try login.scram?.answer(challenge) {
        say(answer)
      }
    } catch {
      switch error {
      case .dishonest(let words): refuseServer(words)
      case .refused(let word):
        let isProved = login.scram?.hasProved == true
        abandonMechanism(
          isProved ? .wrongPassword(settings.account, word) : .refused("SCRAM-SHA-256", word), isFinal: isProved)
      }
    }
  }

  /// A nonce that is new each time.
  private mutating func newNonce() -> String {
    login.nonces &+= 1
    return Base64.encode(Array(SHA256.hash(data: random + [login.nonces])))
  }

  private mutating func say(_ bytes: [UInt8]) {
    for chunk in SASLChunks.split(Base64.encode(bytes)) { send("AUTHENTICATE", [chunk], isUrgent: true) }
  }

  /// The server lied: it gets no second chance.
  private mutating func refuseServer(_ words: String) {
    send("AUTHENTICATE", ["*"], isUrgent: true)
    endLogin()
    close(LoginFailure.dishonest(words).words, mayRetry: false)
  }

  private mutating func abandonMechanism(_ failure: LoginFailure, isFinal: Bool = false) {
    send("AUTHENTICATE", ["*"], isUrgent: true)
    login.lastFailure = failure
    if isFinal { loginFailed(failure) } else { tryNextMechanism() }
  }

  private mutating func endLogin() {
    login.mechanism = nil
    login.scram = nil
    login.challenge = ""
    login.candidates = []
    login.deadline = nil
  }

  /// 900: the account.
  mutating func onLoggedIn(_ message: IRCMessage) {
    onOther(message)
    account = message[2].isEmpty ? settings.login?.account : message[2]
    tell(.statusChanged)
  }

  /// 901: no account any more.
  mutating func onLoggedOut(_ message: IRCMessage) {
    onOther(message)
    account = nil
    tell(.statusChanged)
  }

  /// 903, 907: done, if the server has proved what it had to.
  mutating func onLoginDone(_ message: IRCMessage) {
    guard login.mechanism != nil else { return onOther(message) }
    if login.mechanism == .scramSHA256, login.scram?.isVerified != true {
      return refuseServer("it accepted the login without showing that it knows the password")
    }
    endLogin()
    login.isDone = true
    if account == nil { account = settings.login?.account }
    tell(.statusChanged)
    endNegotiation()
  }

  /// 902, 904–906: refused.
  mutating func onLoginRefused(_ message: IRCMessage) {
    guard let mechanism = login.mechanism else {
      // The end of what we have ended ourselves.
      return message.command == "906" ? () : onOther(message)
    }
    let text = message.parameters.dropFirst().last ?? message.command
    let account = settings.login?.account ?? ""
    if message.command == "902" { return loginFailed(.locked(account, text)) }
    if mechanism == .plain || login.scram?.hasProved == true { return loginFailed(.wrongPassword(account, text)) }
    // Before our proof a refusal is one of the mechanism. After it, the password in the clear would go no better, and
    // would be what a false server wants.
    login.lastFailure = .refused(mechanism.rawValue, text)
    tryNextMechanism()
  }

  /// 908: the mechanisms that there are.
  mutating func onMechanisms(_ message: IRCMessage) {
    guard login.isUnderWay else { return onOther(message) }
    login.offered = message[1].split(separator: ",").map { $0.uppercased() }
    login.candidates.removeAll { !login.offered.contains($0.rawValue) }
  }

  /// The login has failed for good: without an account that is required nothing goes on.
  mutating func loginFailed(_ failure: LoginFailure) {
    endLogin()
    if settings.login?.isRequired == true, !isRegistered {
      info(.error, code: "SASL", failure.words)
      return close(failure.words, mayRetry: failure.mayRetry)
    }
    info(.warning, code: "SASL", "not logged in: \(failure.words)")
    endNegotiation()
  }

  /// Ends a login that stands still.
  mutating func endLateLogin() {
    guard let deadline = login.deadline, now >= deadline else { return }
    send("AUTHENTICATE", ["*"], isUrgent: true)
    loginFailed(.timedOut)
  }
}
