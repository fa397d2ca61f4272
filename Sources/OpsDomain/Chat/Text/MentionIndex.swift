/// Finds the names of hosts and roles in messages.
///
/// Made once for an inventory; then a line costs as many look-ups as it has words, however many hosts there are. Names
/// that hold other signs than letters, digits, `.`, `-` and `_` are not found.
public struct MentionIndex: Hashable, Sendable {
  /// The most mentions that are told of one message.
  public static let mentionsMax = 64
  /// The most hosts that one node set in a message may stand for.
  public static let setMax = 1000
  /// The longest name that is looked up, in bytes.
  public static let nameBytesMax = 255

  /// Hosts by their names in small letters, and by the first part of it where only one has that.
  private var hosts: [String: String] = [:]
  /// Roles by `service:role` in small letters.
  private var roles: [String: [String]] = [:]
  /// Roles by what may stand after `@`: also the role alone and the service alone.
  private var groups: [String: [String]] = [:]

  /// An index of the names of hosts and of roles, written `service:role`.
  public init(hosts: [String], roles: [String]) {
    var short: [String: String?] = [:]
    for host in hosts where Self.isName(host) {
      let name = host.lowercased()
      if self.hosts[name] == nil { self.hosts[name] = host }
      guard let dot = name.firstIndex(of: "."), case let first = String(name[..<dot]), Self.hasLetter(first) else {
        continue
      }
      short[first] = short[first] == nil ? .some(host) : .some(nil)
    }
    for (name, host) in short where self.hosts[name] == nil { self.hosts[name] = host }
    for role in roles {
      let name = role.lowercased()
      self.roles[name] = [role]
      groups[name] = [role]
      for part in Set(name.split(separator: ":").map(String.init)) where part != name {
        groups[part, default: []].append(role)
      }
    }
  }

  /// An index of an inventory.
  public init(_ inventory: Inventory) {
    self.init(hosts: inventory.hosts.map(\.id.name), roles: inventory.roles.map(\.id.description))
  }

  /// The mentions in a text, from the left; codes of formatting may stand in it.
  public func mentions(in text: String) -> [Mention] {
    guard !hosts.isEmpty || !roles.isEmpty else { return [] }
    var words = MentionWords(text)
    var mentions: [Mention] = []
    while mentions.count < Self.mentionsMax, let word = words.next() {
      let known = word.whole.lazy.compactMap { mention($0, words) }.first
      mentions += known.map { [$0] } ?? word.parts.compactMap { mention($0, words) }
    }
    return Array(mentions.prefix(Self.mentionsMax))
  }

  private func mention(_ range: Range<Int>, _ words: MentionWords) -> Mention? {
    guard range.count <= Self.nameBytesMax else { return nil }
    return thing(words.text(range)).map { Mention(bytes: range, $0) }
  }

  /// What a word names: a host, `service:role`, `@role`, `@service` or `name[01-03]`; nil for nothing that is known.
  public func thing(_ word: String) -> Mention.Thing? {
    guard word.utf8.count <= Self.nameBytesMax else { return nil }
    if word.utf8.first == UInt8(ascii: "@") { return groups[word.dropFirst().lowercased()].map { .roles($0) } }
    if word.utf8.contains(UInt8(ascii: "[")) { return set(word) }
    let name = word.lowercased()
    if let host = hosts[name] ?? withoutDomain(name) { return .hosts([host]) }
    return roles[name].map { .roles($0) }
  }

  /// The known hosts of a node set.
  private func set(_ word: String) -> Mention.Thing? {
    guard let names = try? NodeSet.expand(word, limit: Self.setMax) else { return nil }
    let known = names.compactMap { hosts[$0.lowercased()] }
    return known.isEmpty ? nil : .hosts(known)
  }

  /// The host `bm-db01` of `bm-db01.example.org`; plain words as `www` would be found in addresses of others.
  private func withoutDomain(_ name: String) -> String? {
    let parts = name.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count >= 3, let first = parts.first, parts.dropFirst().allSatisfy({ Self.hasLetter($0) }) else {
      return nil
    }
    guard first.contains(where: \.isNumber), Self.hasLetter(first) else { return nil }
    return hosts[String(first)]
  }

  private static func hasLetter(_ text: some StringProtocol) -> Bool {
    text.utf8.contains { $0 | 0x20 >= UInt8(ascii: "a") && $0 | 0x20 <= UInt8(ascii: "z") }
  }

  /// Whether a word of a message can be this name; numbers alone would be found everywhere.
  private static func isName(_ name: String) -> Bool {
    !name.isEmpty && name.utf8.count <= nameBytesMax && name.utf8.allSatisfy(MentionWords.isOfName)
      && (hasLetter(name) || name.utf8.contains(UInt8(ascii: ".")))
  }
}
