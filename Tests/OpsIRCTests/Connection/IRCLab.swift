import Foundation
import Testing

@testable import OpsIRC

/// The real servers of IRC, from the environment that `scripts/lab env` gives.
struct IRCLab {
  private let variables: [String: String]
  /// The file with the lab's authority.
  let authority: String
  /// The name in the lab's certificates.
  let name: String

  /// The lab, or nil with the reason printed; with CI=true that is a failure.
  static func current() -> IRCLab? {
    let variables = ProcessInfo.processInfo.environment
    guard let authority = variables["OPS_LAB_IRC_CA"], let name = variables["OPS_LAB_IRC_TLS_NAME"] else {
      let reason = "skipped: no servers of IRC; begin them with: scripts/lab up; eval \"$(scripts/lab env)\""
      if variables["CI"] == "true" { Issue.record("\(reason)") } else { print(reason) }
      return nil
    }
    return IRCLab(variables: variables, authority: authority, name: name)
  }

  /// The value of `OPS_LAB_IRC_…`.
  func value(_ variable: String) throws -> String { try #require(variables["OPS_LAB_IRC_\(variable)"]) }

  /// The port of a variable.
  func port(_ variable: String) throws -> Int { try #require(Int(try value(variable))) }

  /// The password of an account.
  func password(of account: String) throws -> String {
    let users = try value("USERS").split(separator: ",").map { $0.split(separator: ":").map(String.init) }
    return try #require(users.first { $0.first == account }?.last)
  }

  /// A file beside the authority.
  func file(_ name: String) -> String { authority.replacingOccurrences(of: "ca.crt", with: name) }

  /// Settings for a port with TLS by which the lab's name is verified.
  func secure(_ port: Int) -> ConnectionSettings {
    var settings = ConnectionSettings(host: "127.0.0.1", port: port)
    settings.tls?.authorities = authority
    settings.tls?.name = name
    return settings
  }

  /// A nick that nobody else has.
  static func nick() -> String { "t" + UUID().uuidString.filter { $0 != "-" }.prefix(7).lowercased() }
}
