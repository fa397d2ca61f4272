/// What looks like a secret in a text, in words for a warning: `an AWS access key`; empty when nothing does.
///
/// It knows the forms of common tokens and the ways in which people write passwords down. It warns; it decides nothing.
public func secrets(in text: String) -> [String] {
  var found: [String] = []
  func note(_ what: String, _ holds: Bool) { if holds, !found.contains(what) { found.append(what) } }
  note("a private key", text.contains("-----BEGIN ") && text.contains("PRIVATE KEY-----"))
  var before: Substring = ""
  for word in text.split(whereSeparator: { $0.isWhitespace || $0 == "`" }) {
    for piece in word.split(whereSeparator: { "\"'()[]{}<>,;|".contains($0) }) {
      for token in piece.split(whereSeparator: { "=:".contains($0) }) {
        for form in SecretForm.all where form.matches(token) { note(form.name, true) }
      }
      note("a password in an address", SecretWords.isAddressWithPassword(piece))
    }
    note("a bearer token", SecretWords.isBearer(before) && SecretWords.isToken(word))
    note("a password", SecretWords.isPassword(word, after: before))
    before = word
  }
  return found
}

/// The form of a kind of token: what it begins with, and how much follows.
private struct SecretForm {
  let name: String
  let prefixes: [String]
  let length: ClosedRange<Int>
  var capitalsOnly = false

  static let all: [SecretForm] = [
    SecretForm(
      name: "an AWS access key", prefixes: ["AKIA", "ASIA", "AROA", "AIDA"], length: 16...16, capitalsOnly: true),
    SecretForm(name: "a GitHub token", prefixes: ["ghp_", "gho_", "ghu_", "ghs_", "ghr_"], length: 30...255),
    SecretForm(name: "a GitHub token", prefixes: ["github_pat_"], length: 20...255),
    SecretForm(name: "a GitLab token", prefixes: ["glpat-"], length: 16...255),
    SecretForm(name: "a Slack token", prefixes: ["xoxb-", "xoxp-", "xoxa-", "xoxr-", "xoxs-"], length: 10...255),
    SecretForm(name: "a Stripe key", prefixes: ["sk_live_", "rk_live_"], length: 16...255),
    SecretForm(name: "a Google key", prefixes: ["AIza"], length: 35...35),
    SecretForm(name: "an npm token", prefixes: ["npm_"], length: 36...36),
    SecretForm(name: "an API key", prefixes: ["sk-"], length: 32...255),
    SecretForm(name: "a JSON web token", prefixes: ["eyJ"], length: 40...8192),
  ]

  func matches(_ token: Substring) -> Bool {
    guard let prefix = prefixes.first(where: { token.hasPrefix($0) }) else { return false }
    let rest = token.dropFirst(prefix.count)
    guard length.contains(rest.utf8.count) else { return false }
    return rest.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"): return true
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "_"), UInt8(ascii: "-"): return !capitalsOnly
      case UInt8(ascii: "."): return prefix == "eyJ"
      default: return false
      }
    }
  }
}

/// The ways in which people write passwords down.
private enum SecretWords {
  /// The words that a password follows.
  static let names: Set<String> = [
    "password", "passwd", "pass", "pwd", "passphrase", "secret", "token", "apikey", "api_key", "api-key", "access_key",
    "secret_key", "client_secret", "パスワード", "暗証番号", "비밀번호",
  ]

  static func isBearer(_ word: Substring) -> Bool { word.lowercased() == "bearer" }

  /// Whether a word is long and mixed enough for a token.
  static func isToken(_ quoted: Substring) -> Bool {
    let word = quoted.filter { !"\"',;".contains($0) }
    return word.utf8.count >= 16
      && word.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "-._~+/=".contains($0)) }
      && word.contains(where: \.isNumber)
  }

  /// `password=hunter2`, `password: hunter2`, `mysql -phunter2`, `IDENTIFIED BY 'x'`, `IDENTIFY x`.
  static func isPassword(_ word: Substring, after before: Substring) -> Bool {
    if let (name, value) = assignment(word), names.contains(name), isValue(value, isAssigned: true) { return true }
    if before.hasSuffix(":") || before.hasSuffix("：") || before.hasSuffix("=") {
      return names.contains(bare(before.dropLast())) && isValue(word, isAssigned: before.hasSuffix("="))
    }
    if word.hasPrefix("-p"),
      before.hasSuffix("mysql") || before.hasSuffix("mysqldump") || before.hasSuffix("mysqladmin")
    {
      return isValue(word.dropFirst(2), isAssigned: true)
    }
    return before.lowercased() == "identify" && isValue(word, isAssigned: false)
  }

  /// `https://user:password@host/`.
  static func isAddressWithPassword(_ word: Substring) -> Bool {
    guard let scheme = word.firstRange(of: "://") else { return false }
    let authority = word[scheme.upperBound...].prefix { $0 != "/" }
    guard let at = authority.lastIndex(of: "@"), let colon = authority[..<at].firstIndex(of: ":") else { return false }
    return isValue(authority[authority.index(after: colon)..<at], isAssigned: true)
  }

  private static func assignment(_ word: Substring) -> (name: String, value: Substring)? {
    guard let sign = word.firstIndex(where: { "=：".contains($0) }) ?? word.firstIndex(of: ":") else { return nil }
    return (bare(word[..<sign]), word[word.index(after: sign)...])
  }

  /// A name without dashes, quotes and what stands before it: `--db-password` is a password.
  private static func bare(_ name: Substring) -> String {
    let lower = name.lowercased().filter { !"\"'{(".contains($0) }
    if names.contains(lower) { return lower }
    let last = lower.split(whereSeparator: { "-_.&?".contains($0) }).last.map { String($0) } ?? lower
    return names.contains(last) ? last : lower
  }

  /// Whether a word may be a real value, and no placeholder, variable or word of prose.
  private static func isValue(_ value: Substring, isAssigned: Bool) -> Bool {
    let value = value.filter { !"\"'`,;".contains($0) }
    guard value.count >= 4, let first = value.first, !"$<{%*[".contains(first) else { return false }
    guard Set(value.lowercased()).count > 1 else { return false }
    let placeholders: Set<String> = [
      "none", "null", "changed", "redacted", "hidden", "secret", "true", "false", "unset",
    ]
    guard !placeholders.contains(value.lowercased()) else { return false }
    return isAssigned || value.contains { $0.isNumber || $0.isSymbol || $0.isPunctuation && $0 != "." }
  }
}
