/// Who wrote an operation.
public struct Author: Hashable, Sendable {
  /// How it is known that the author is who he says.
  public enum Verification: String, CaseIterable, Hashable, Sendable {
    /// The user of this machine.
    case os
    /// A key of ssh.
    case ssh
    /// An account of a chat network.
    case sasl
    /// A single sign-on.
    case oidc
    /// Not known.
    case none
  }

  /// The name by which the person is known to the team: what filters and requests name.
  public var account: String
  /// The name shown; equals the account where there is no other.
  public var display: String
  /// How the author was verified.
  public var verified: Verification
  /// For whom it was written, when a program or a colleague writes for somebody.
  public var onBehalfOf: String?

  /// An author.
  public init(_ account: String, display: String? = nil, verified: Verification = .os, onBehalfOf: String? = nil) {
    self.account = account
    self.display = display ?? account
    self.verified = verified
    self.onBehalfOf = onBehalfOf
  }
}

/// The way by which an operation came in.
public enum Via: String, CaseIterable, Hashable, Sendable {
  case console, cli, irc, api, cookbook
  /// Read from lines or files written elsewhere.
  case imported = "import"
}
