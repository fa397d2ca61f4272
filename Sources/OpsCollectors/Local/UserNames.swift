import Glibc

/// The names of users by their numbers, asked of the system once each.
struct UserNames {
  /// At most so many names are remembered.
  static let limit = 4_096
  private var names: [uid_t: String] = [:]

  /// Who owns the path, by name, or by number where the name is not known; `?` when it is gone.
  mutating func owner(of path: String) -> String {
    var status = stat()
    guard unsafe stat(path, &status) == 0 else { return "?" }
    return name(of: status.st_uid)
  }

  /// The name of a user, or the number where it has none.
  mutating func name(of user: uid_t) -> String {
    if let name = names[user] { return name }
    let name = Self.lookUp(user) ?? String(user)
    if names.count < Self.limit { names[user] = name }
    return name
  }

  /// Asks the name service (getpwuid_r(3)); nil when it does not know, or when its answer is longer than 16 KiB.
  private static func lookUp(_ user: uid_t) -> String? {
    var entry = unsafe passwd()
    var found: UnsafeMutablePointer<passwd>?
    return unsafe withUnsafeTemporaryAllocation(of: CChar.self, capacity: 16 << 10) { buffer in
      guard let start = buffer.baseAddress else { return nil }
      let result = unsafe getpwuid_r(user, &entry, start, buffer.count, &found)
      guard result == 0, unsafe found != nil, let name = unsafe entry.pw_name else { return nil }
      return unsafe String(cString: name)
    }
  }
}
