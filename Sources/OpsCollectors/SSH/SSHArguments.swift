public import OpsDomain

/// How ssh is called, the same for all hosts.
public struct SSHSettings: Hashable, Sendable {
  /// The longest value of `keyExchange`.
  static let longestKeyExchange = 500

  /// The configuration given with -F; nil for the user's own.
  public var configFile: String?
  /// How long connecting may take, key exchange included; login has ten seconds more.
  public var connectTimeout: Duration
  /// What to put for KexAlgorithms, as `^curve25519-sha256`; nil leaves it to the ssh configuration.
  ///
  /// OpenSSH 9's default spends most of a connection's CPU on a post-quantum exchange. To give that up is the
  /// team's choice, so nothing is put here by itself.
  public var keyExchange: String?

  /// The user's own ssh configuration, ten seconds to connect.
  public init(configFile: String? = nil, connectTimeout: Duration = .seconds(10), keyExchange: String? = nil) {
    self.configFile = configFile
    self.connectTimeout = connectTimeout
    self.keyExchange = keyExchange
  }
}

/// The command lines of ssh (ssh(1), ssh_config(5)).
///
/// Pure. The host always follows `--`, every value before it is a constant or checked, and no shell of ours is between.
/// The user's policy on host keys is left as it is: with BatchMode, what ssh would ask is refused.
public enum SSHArguments {
  /// The first argument, which ps(1) shows.
  static let program = "ssh"

  /// A session without terminal that runs `command`.
  ///
  /// `verbose` makes ssh say which key a host showed; it is used once, after a host's key was not accepted.
  static func session(
    _ target: SSHTarget, settings: SSHSettings, verbose: Bool = false, command: String
  ) throws(LinkFailure) -> [String] {
    let seconds = min(max(Int(settings.connectTimeout.inSeconds.rounded(.up)), 1), 600)
    var options = [
      "BatchMode=yes", "ConnectTimeout=\(seconds)", "ConnectionAttempts=1",
      // A dead link is noticed within 15 seconds: five, and two answers that do not come.
      "ServerAliveInterval=5", "ServerAliveCountMax=2",
      // We may go through a connection that the user keeps open, but never become it.
      "ControlMaster=no",
      "ForwardAgent=no", "ClearAllForwardings=yes", "PermitLocalCommand=no", "RemoteCommand=none", "RequestTTY=no",
      // Below INFO ssh does not say that a server no longer answers, or that no algorithm is in common.
      "LogLevel=\(verbose ? "DEBUG1" : "INFO")",
    ]
    if let keyExchange = settings.keyExchange {
      guard isAlgorithmList(keyExchange) else {
        throw LinkFailure(
          .here, "the key exchange “\(keyExchange.prefix(80))” is not passed to ssh", remedy: "see ssh -Q kex")
      }
      options.append("KexAlgorithms=\(keyExchange)")
    }
    return try [program] + configuration(settings) + ["-T", "-x", "-a", "-e", "none"] + options.flatMap { ["-o", $0] }
      + destination(target) + [command]
  }

  /// A person's own session, which inherits the terminal; may ask for what it needs.
  public static func interactive(_ target: SSHTarget, settings: SSHSettings) throws(LinkFailure) -> [String] {
    try [program] + configuration(settings) + destination(target)
  }

  /// Asks ssh what its configuration says of a host (`ssh -G`); opens no connection.
  static func query(_ target: SSHTarget, settings: SSHSettings) throws(LinkFailure) -> [String] {
    try [program, "-G"] + configuration(settings) + destination(target)
  }

  private static func configuration(_ settings: SSHSettings) throws(LinkFailure) -> [String] {
    guard let file = settings.configFile else { return [] }
    guard !file.isEmpty, !file.utf8.contains(0) else {
      throw LinkFailure(.here, "the ssh configuration has no usable path", remedy: "set ssh: config: in hosts.yaml")
    }
    return ["-F", file]
  }

  private static func destination(_ target: SSHTarget) -> [String] {
    var words: [String] = []
    if let port = target.port { words += ["-p", String(port)] }
    if let user = target.user { words += ["-l", user] }
    return words + ["--", target.address]
  }

  private static func isAlgorithmList(_ text: String) -> Bool {
    (1...SSHSettings.longestKeyExchange).contains(text.utf8.count)
      && text.utf8.allSatisfy { byte in
        Byte.isDigit(byte) || (byte | 0x20) &- UInt8(ascii: "a") < 26 || "-@.,^+*_".utf8.contains(byte)
      }
  }
}
