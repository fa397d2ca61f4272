/// Which nick is asked for next when one is refused, before registration is done.
///
/// Configured ones first, then made-up ones. Their number is bounded, and a suffix takes the place of the last letters
/// where the server would cut it off: otherwise the same taken nick would be asked for again and again.
struct NickChoice: Sendable {
  /// What is asked for where nothing usable is configured.
  static let fallback = "opsconsole"
  /// The nick length of the oldest servers, which all others exceed.
  static let shortest = 9

  /// The nick that was asked for last.
  private(set) var asked: String
  /// The nick wanted most.
  let wanted: String
  /// The longest nick as far as is known, in bytes; nil where nothing is.
  var longest: Int?
  private var configured: [String]
  private var refused: Set<String> = []
  private var generated = 0
  private var hasSanitised = false
  private var isWantedInvalid = false

  /// Whether the nick wanted most can be had at all.
  var canHaveWanted: Bool { !isWantedInvalid }

  init(_ nicks: [String]) {
    var usable = nicks.filter { IRCSession.isName($0) }
    if usable.isEmpty { usable = [nicks.lazy.map { Self.sanitised($0) }.first { !$0.isEmpty } ?? Self.fallback] }
    wanted = usable[0]
    asked = wanted
    configured = Array(usable.dropFirst())
  }

  /// Learns from what the server made of a nick how long one can be.
  mutating func learn(asked: String, given: String) {
    let bytes = given.utf8.count
    guard bytes > 0, bytes < asked.utf8.count, asked.utf8.starts(with: given.utf8) else { return }
    longest = min(longest ?? bytes, bytes)
  }

  /// The next one after a refusal; nil: there is none left.
  mutating func next(afterInvalid isInvalid: Bool, given: String) -> String? {
    // A nick that is not allowed may be quoted in part.
    if !isInvalid { learn(asked: asked, given: given) }
    refused.insert(fitted(asked))
    if isInvalid, asked == wanted { isWantedInvalid = true }
    if isInvalid, !hasSanitised, let better = sanitisedOnce() { return ask(better) }
    while !configured.isEmpty {
      let candidate = fitted(configured.removeFirst())
      if !refused.contains(candidate) { return ask(candidate) }
    }
    while generated < SessionLimits.generatedNicks {
      generated += 1
      let candidate = madeUp(generated)
      if !refused.contains(candidate) { return ask(candidate) }
    }
    return nil
  }

  private mutating func ask(_ nick: String) -> String {
    asked = nick
    return nick
  }

  /// An invalid nick made valid, once: without odd letters, else shorter.
  private mutating func sanitisedOnce() -> String? {
    hasSanitised = true
    let better = Self.sanitised(asked)
    if better != asked, !better.isEmpty { return better }
    guard asked.utf8.count > Self.shortest else { return nil }
    longest = min(longest ?? Self.shortest, Self.shortest)
    return fitted(asked)
  }

  /// What is left of a nick on a server with the longest one that is known.
  private func fitted(_ nick: String) -> String { longest.map { Self.prefix(nick, bytes: $0) } ?? nick }

  private func madeUp(_ number: Int) -> String {
    let suffix = number == 1 ? "_" : String(number)
    let base = Self.sanitised(wanted).isEmpty ? Self.fallback : Self.sanitised(wanted)
    // While nothing is known of a limit, a nick grows only where every server allows it; when that has not helped
    // a few times, the shortest limit is assumed.
    let limit = longest ?? (number > 4 ? Self.shortest : max(base.utf8.count, Self.shortest))
    return Self.prefix(base, bytes: max(limit - suffix.utf8.count, 0)) + suffix
  }

  private static func prefix(_ nick: String, bytes: Int) -> String {
    var result = ""
    for letter in nick.unicodeScalars {
      guard result.utf8.count + UTF8.width(letter) <= bytes else { break }
      result.unicodeScalars.append(letter)
    }
    return result
  }

  /// A nick of the letters that every server takes.
  static func sanitised(_ nick: String) -> String {
    var bytes = nick.utf8.filter { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): return true
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"): return true
      case UInt8(ascii: "[")...UInt8(ascii: "`"), UInt8(ascii: "{")...UInt8(ascii: "}"): return true
      default: return false
      }
    }
    if let first = bytes.first, first == UInt8(ascii: "-") || (48...57).contains(first) { bytes.insert(95, at: 0) }
    return String(decoding: bytes, as: UTF8.self)
  }
}
