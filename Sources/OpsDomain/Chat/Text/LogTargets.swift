/// Reads the targets at the front of a `!log` line.
struct LogTargets {
  /// What is left of the line.
  private(set) var rest: Substring
  /// The targets, each once.
  private(set) var found: [EntryTarget] = []
  /// What seems misspelt.
  private(set) var hint: String?

  private let inventory: Inventory
  private let index: MentionIndex

  init(_ text: Substring, in inventory: Inventory, _ index: MentionIndex) {
    rest = text
    self.inventory = inventory
    self.index = index
  }

  /// Takes words from the front while they are targets.
  mutating func read() {
    for _ in 0..<LogLine.targetWordsMax {
      let line = rest.drop(while: \.isWhitespace)
      let written = Self.word(line)
      let word = Self.bare(written)
      guard !word.isEmpty, let targets = targets(String(word)) else {
        hint = LogHint(inventory).hint(String(word), endsWithColon: Self.hasColon(written))
        return
      }
      for target in targets where found.count < LogLine.targetsMax && !found.contains(target) { found.append(target) }
      rest = line[written.endIndex...]
      // What follows a colon is said of the targets: `bm-db01: bm-db02 took over`.
      if Self.hasColon(written) { return }
    }
  }

  /// The word in front; the marks of Japanese part words without a blank behind them.
  private static func word(_ line: Substring) -> Substring {
    let word = line.prefix { !$0.isWhitespace }
    guard let mark = word.firstIndex(where: { $0 == "：" || $0 == "、" || $0 == "，" }) else { return word }
    return word[...mark]
  }

  /// The word without the marks that people put behind names.
  private static func bare(_ word: Substring) -> Substring {
    var word = word
    while let last = word.last, ",:、，：".contains(last) { word = word.dropLast() }
    return word
  }

  private static func hasColon(_ word: Substring) -> Bool { word.last == ":" || word.last == "：" }

  private func targets(_ word: String) -> [EntryTarget]? {
    if word.hasPrefix("@") { return group(String(word.dropFirst())) ?? set(word) }
    switch index.thing(word) {
    case .roles(let roles)?: return roles.map { EntryTarget(.role, $0) }
    // A set of which some are not known is read again below, where that is an error.
    case .hosts(let names)? where !word.contains("["): return names.map { host(HostID($0)) }
    default: return set(word)
    }
  }

  /// `bookmark:db`, `bookmark`, `site:kyoto`, or a role that one or more services have.
  private func group(_ name: String) -> [EntryTarget]? {
    let roles = inventory.roles.map(\.id)
    if roles.contains(where: { $0.description == name }) { return [EntryTarget(.role, name)] }
    if roles.contains(where: { $0.service == name }) { return [EntryTarget(.service, name)] }
    if name.hasPrefix("site:"), case let site = String(name.dropFirst(5)),
      inventory.hosts.contains(where: { $0.site == site })
    {
      return [EntryTarget(.site, site)]
    }
    let named = roles.filter { $0.role == name }
    return named.isEmpty ? nil : named.map { EntryTarget(.role, $0.description) }
  }

  /// The hosts of a node set; words of a sentence are none, whatever marks they end with.
  private func set(_ word: String) -> [EntryTarget]? {
    let isSet = word.contains { "[,*".contains($0) } || word.hasPrefix("@")
    guard isSet, word.contains(where: \.isLetter), let set = try? NodeSet(parsing: word) else { return nil }
    guard let hosts = try? set.resolve(in: inventory), !hosts.isEmpty else { return nil }
    return hosts.map(host)
  }

  private func host(_ id: HostID) -> EntryTarget {
    EntryTarget(.host, id.name, roleThen: inventory[id]?.role?.description)
  }
}
