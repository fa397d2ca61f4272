import Glibc
import OpsCollectors
import OpsDomain
import OpsScreen

/// Finds out who writes: `OPSCONSOLE_AUTHOR`, the settings, or the user of this machine.
struct AuthorFinding {
  let team: TeamKeys
  let environment: [String: String]
  /// The user by whom the program runs.
  var user = SystemUser.current

  /// The author; verified by the system only where the name is the one that the system knows.
  func author() throws(WorkLogAccess.Problem) -> Author {
    let person = person()
    let named = try accountFromEnvironment() ?? team.account
    guard let account = named ?? person?.name else {
      throw WorkLogAccess.Problem(
        message: "who writes is not known: this user has no name; write author: { account: NAME } in config.yaml")
    }
    let isSystemName = account == person?.name
    let display = team.account == account || named == nil ? team.display : nil
    return Author(
      account, display: display ?? (isSystemName ? person?.fullName : nil), verified: isSystemName ? .os : .none)
  }

  /// Whoever became root by sudo is still himself.
  private func person() -> SystemUser? {
    guard let user, user.id == 0, let name = environment["SUDO_USER"], name != user.name else { return user }
    return SystemUser(named: name) ?? user
  }

  private func accountFromEnvironment() throws(WorkLogAccess.Problem) -> String? {
    guard let text = environment["OPSCONSOLE_AUTHOR"], !text.isEmpty else { return nil }
    do {
      return try TeamKeys.account(text)
    } catch {
      let remedy = error.remedy.map { "; \($0)" } ?? ""
      throw WorkLogAccess.Problem(message: "OPSCONSOLE_AUTHOR: \(error.message)\(remedy)")
    }
  }
}

/// A user as the system knows him (getpwuid(3)).
struct SystemUser: Hashable, Sendable {
  let id: uid_t
  let name: String
  /// The first field of the comment; nil when it is empty or not fit to be shown.
  let fullName: String?

  /// How long the system may take to know a name: it may ask a directory on the network.
  static let patience = Duration.seconds(1)

  /// The user by whom the program runs; nil when he has no name, or none in time.
  static var current: SystemUser? {
    waitForAnswer(within: patience) { unsafe SystemUser { unsafe getpwuid_r(getuid(), $0, $1, $2, $3) } } ?? nil
  }

  /// The user of this name; nil when there is none.
  init?(named name: String) {
    unsafe self.init { unsafe getpwnam_r(name, $0, $1, $2, $3) }
  }

  init(id: uid_t, name: String, fullName: String? = nil) {
    self.id = id
    self.name = name
    self.fullName = fullName
  }

  private typealias Finding = (
    UnsafeMutablePointer<passwd>, UnsafeMutablePointer<CChar>, Int, UnsafeMutablePointer<UnsafeMutablePointer<passwd>?>
  ) -> Int32

  private init?(_ find: Finding) {
    var record = unsafe passwd()
    var buffer = [CChar](repeating: 0, count: 16_384)
    var found: UnsafeMutablePointer<passwd>?
    guard unsafe find(&record, &buffer, buffer.count, &found) == 0, unsafe found != nil else { return nil }
    let name = unsafe record.pw_name.map { unsafe String(cString: $0) } ?? ""
    let comment = unsafe record.pw_gecos.map { unsafe String(cString: $0) } ?? ""
    guard let account = try? TeamKeys.account(name) else { return nil }
    let full = String(comment.prefix { $0 != "," })
    self.init(
      id: unsafe record.pw_uid, name: account,
      fullName: full.isEmpty || full.utf8.count > 128 || harmless(full) != full ? nil : full)
  }
}
