import OpsDomain

/// Tells from ssh's own words why a session did not come about or ended.
///
/// Pure. The words are those of OpenSSH 7 to 10, which are not translated; what is not known is passed on as it is.
enum SSHFailure {
  /// The status with which ssh itself ends on an error (ssh(1)); others are of the remote command.
  static let ownStatus = 255
  /// How much of the other side's words a message keeps, in characters.
  static let longestQuote = 300

  /// How a session ended.
  struct Ending {
    /// What ssh, the server and login scripts said on stderr.
    var errors: String
    /// What was said on stdout before the probe's greeting.
    var output: String
    /// How the process ended.
    var exit: ChildExit
    /// Whether the probe had greeted.
    var wasConnected: Bool
    /// The target, for commands that a person can copy.
    var target: SSHTarget
    /// The configuration given with -F.
    var configFile: String?
  }

  /// Why it ended.
  static func classify(_ ending: Ending) -> LinkFailure {
    if !ending.wasConnected, let failure = hostKey(ending) { return failure }
    let errors = ending.errors
    for rule in rules where isPossible(rule.kind, ending) && rule.words.contains(where: errors.contains) {
      return LinkFailure(rule.kind, "\(rule.message): \(quote(errors, around: rule.words))", remedy: rule.remedy)
    }
    return ending.wasConnected ? closed(ending) : notBegun(ending)
  }

  /// Once a session stands it can only break; the rest would be text of the host.
  private static func isPossible(_ kind: LinkFailure.Kind, _ ending: Ending) -> Bool {
    !ending.wasConnected || [.silent, .closed, .garbage, .timedOut].contains(kind)
  }

  /// Whether ssh refused a key but did not say which one, as it does unless told to be verbose.
  static func lacksFingerprint(_ failure: LinkFailure) -> Bool {
    failure.kind == .unknownHostKey && !failure.message.contains("SHA256:")
  }

  private static func closed(_ ending: Ending) -> LinkFailure {
    let said = quote(ending.errors, around: [])
    let how = exitWords(ending.exit)
    return LinkFailure(.closed, said.isEmpty ? "the session ended (\(how))" : "the session ended: \(said)")
  }

  private static func notBegun(_ ending: Ending) -> LinkFailure {
    let said = [ending.errors, ending.output].map { quote($0, around: []) }.filter { !$0.isEmpty }
      .joined(separator: " – ")
    let remedy = "try it by hand: \(command(ending)) true"
    if case .status(ownStatus) = ending.exit {
      return LinkFailure(.closed, said.isEmpty ? "ssh ended without a word" : said, remedy: remedy)
    }
    let how = exitWords(ending.exit)
    let words = "logged in, but the login shell ran no probe (\(how))"
    return LinkFailure(.closed, said.isEmpty ? words : "\(words): \(said)", remedy: remedy)
  }

  private static func exitWords(_ exit: ChildExit) -> String {
    switch exit {
    case .status(let code): "status \(code)"
    case .signal(let number): "signal \(number)"
    case .lost: "status unknown"
    }
  }

  /// ssh with what is needed to reach the target by hand.
  static func command(_ ending: Ending) -> String {
    var words = ["ssh"]
    if let file = ending.configFile { words += ["-F", file.contains(" ") ? "'\(file)'" : file] }
    if let port = ending.target.port { words += ["-p", String(port)] }
    if let user = ending.target.user { words += ["-l", user] }
    return (words + ["--", ending.target.address]).joined(separator: " ")
  }
}

extension SSHFailure {
  private struct Rule {
    var kind: LinkFailure.Kind
    var words: [String]
    var message: String
    var remedy: String?
    init(_ kind: LinkFailure.Kind, _ words: [String], _ message: String, _ remedy: String? = nil) {
      (self.kind, self.words, self.message, self.remedy) = (kind, words, message, remedy)
    }
  }

  /// In the order in which they are tried: the particular before the general.
  private static let rules: [Rule] = [
    Rule(
      .here,
      ["Bad configuration option", "Bad owner or permissions on", "Can't open user config file", "bad configuration"],
      "ssh does not accept its configuration", "correct the file that it names"),
    Rule(
      .here, ["hostname contains invalid characters", "remote username contains invalid characters"],
      "ssh does not accept the name", "correct the host in the inventory or in the ssh configuration"),
    Rule(
      .unresolved, ["Could not resolve hostname", "Name or service not known", "nodename nor servname"],
      "the name does not resolve", "give the host an address: in hosts.yaml, or a HostName in the ssh configuration"),
    Rule(
      .authentication,
      [
        "Permission denied (", "Too many authentication failures", "Authentication failed", "Permission denied, please",
      ],
      "not let in", "is the key loaded (ssh-add -l), is the user right, is the key in authorized_keys?"),
    Rule(
      .closed,
      ["no matching key exchange method", "no matching host key type", "no matching cipher", "no matching MAC"],
      "no algorithm in common", "allow one of theirs for this host in the ssh configuration"),
    Rule(
      .garbage,
      [
        "banner line contains invalid characters", "Bad protocol version", "invalid format", "Bad packet length",
        "ssh_dispatch_run_fatal", "Corrupted MAC",
      ],
      "what answers does not speak ssh", "is the port right?"),
    Rule(
      .timedOut, ["timed out during banner exchange"], "connected, but no ssh server answered in time",
      "is the port right; is the host overloaded?"),
    Rule(
      .timedOut, ["Connection timed out", "Operation timed out", "connect to host .* timed out"], "no answer in time",
      "is the host up; does a firewall drop the packets?"),
    Rule(.refused, ["Connection refused"], "nothing listens there", "is sshd running; is the port right?"),
    Rule(
      .unreachable,
      ["No route to host", "Network is unreachable", "Network is down", "Host is down", "Host is unreachable"],
      "no way there", "is the address right; is the network or the VPN up?"),
    Rule(.silent, ["Timeout, server"], "the link died", nil),
    Rule(
      .closed,
      [
        "kex_exchange_identification", "Connection closed by", "Connection reset by", "closed by remote host",
        "Broken pipe", "Received disconnect", "Disconnected from",
      ],
      "the connection was closed", nil),
  ]

  /// The lines that hold one of the words, else the last ones; bounded.
  private static func quote(_ text: String, around words: [String]) -> String {
    let lines = text.split(whereSeparator: \.isNewline).map { $0.trimmingBlanks() }
      .filter { !$0.isEmpty && !$0.hasPrefix("debug1:") && !$0.hasPrefix("@@@") }
    let telling = lines.filter { line in words.contains { line.contains($0) } }
    let chosen = telling.isEmpty ? lines.suffix(3) : telling.suffix(1)
    return String(chosen.joined(separator: " / ").prefix(longestQuote))
  }
}

extension SSHFailure {
  /// What is wrong with the host's key, if that is what is wrong.
  private static func hostKey(_ ending: Ending) -> LinkFailure? {
    let errors = ending.errors
    let fingerprint = fingerprint(errors)
    let shown = fingerprint.map { "; it showed \($0)" } ?? ""
    if errors.contains("REMOTE HOST IDENTIFICATION HAS CHANGED") || errors.contains("REVOKED HOST KEY DETECTED") {
      let remove = errors.split(whereSeparator: \.isNewline).map { $0.trimmingBlanks() }
        .first { $0.hasPrefix("ssh-keygen -f ") }
      return LinkFailure(
        .changedHostKey, "the host's key is not the known one\(shown)",
        remedy: "if the host was set up anew and its administrator confirms the key: "
          + (remove ?? "ssh-keygen -R \(ending.target.address)") + " and then \(command(ending)) true")
    }
    guard errors.contains("Host key verification failed") || errors.contains("host key is known for") else {
      return nil
    }
    return LinkFailure(
      .unknownHostKey, "the host's key is not known\(shown)",
      remedy: "compare it with the host's own, then accept it by hand: \(command(ending)) true")
  }

  /// The kind and fingerprint of the key that the host showed.
  private static func fingerprint(_ errors: String) -> String? {
    for line in errors.split(whereSeparator: \.isNewline) {
      guard let start = line.range(of: "SHA256:") else { continue }
      let value = line[start].prefix { !$0.isWhitespace }
      let print = value.hasSuffix(".") ? value.dropLast() : value
      let words = line[..<start.lowerBound].split(separator: " ")
      let kind = words.last.map(String.init) ?? ""
      return kind.hasPrefix("ssh-") || kind.hasPrefix("ecdsa-") || kind.hasPrefix("sk-")
        ? "\(kind) \(print)" : String(print)
    }
    return nil
  }
}

extension Substring {
  /// Without blanks and carriage returns at either end.
  fileprivate func trimmingBlanks() -> Substring {
    var text = self.drop { $0 == " " || $0 == "\t" || $0 == "\r" }
    while let last = text.last, last == " " || last == "\t" || last == "\r" { text = text.dropLast() }
    return text
  }

  /// From where the word first stands to the end, or nil.
  fileprivate func range(of word: String) -> Range<Index>? {
    var start = startIndex
    while start < endIndex {
      if self[start...].hasPrefix(word) { return start..<endIndex }
      start = index(after: start)
    }
    return nil
  }
}
