/// Why a login did not succeed.
struct LoginFailure: Hashable, Sendable {
  /// In words, without any secret.
  var words: String
  /// Whether a later attempt may go better with nothing changed.
  ///
  /// So where the services of the network are away for a while, as after a restart.
  var mayRetry = false

  static let noSASL = LoginFailure(
    words: "this server offers no login (SASL) at present; where it never does, set the login as not required",
    mayRetry: true)
  static let unanswered = LoginFailure(
    words: "the server let us in before the login was done; nothing is joined without an account", mayRetry: true)
  static let withdrawn = LoginFailure(
    words: "the server withdrew its login (SASL) while it was under way; its services may be away", mayRetry: true)
  static let timedOut = LoginFailure(
    words:
      "the login was not answered within \(SessionLimits.loginPatience / 1000) s; the services of the network may be away",
    mayRetry: true)
  static let notOverTLS = LoginFailure(
    words: "the password is not sent without TLS, and no other way of logging in is left; set tls for this network")
  static let noPassword = LoginFailure(words: "there is no password for the login")

  static func notOffered(_ ours: [String], _ theirs: [String]) -> LoginFailure {
    let offered = theirs.isEmpty ? "none that it names" : theirs.joined(separator: ", ")
    return LoginFailure(
      words: "no way of logging in is left: we may use \(ours.joined(separator: ", ")), the server offers \(offered)")
  }

  static func wrongPassword(_ account: String, _ text: String) -> LoginFailure {
    LoginFailure(words: "the server does not accept the password of the account \(account): \(text)")
  }

  static func locked(_ account: String, _ text: String) -> LoginFailure {
    LoginFailure(words: "the account \(account) cannot be used: \(text)")
  }

  static func refused(_ mechanism: String, _ text: String) -> LoginFailure {
    LoginFailure(words: "the login by \(mechanism) was refused: \(text)")
  }

  static func dishonest(_ text: String) -> LoginFailure {
    LoginFailure(words: "the server could not prove that it is the right one, \(text); nothing more is sent to it")
  }
}
