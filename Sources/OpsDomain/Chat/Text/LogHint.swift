/// Tells a misspelt host at the front of a `!log` line from an ordinary word.
///
/// Only what is written as hosts are is looked at: with a digit and a hyphen or dot, or with a colon behind it, or as a
/// node set. Of that only what differs from a host of this fleet by its number, or by a letter in six, is a hint: versions,
/// addresses and times are none.
struct LogHint {
  private let inventory: Inventory

  init(_ inventory: Inventory) { self.inventory = inventory }

  /// What to tell about a word; nil for ordinary ones.
  func hint(_ word: String, endsWithColon: Bool) -> String? {
    guard word.utf8.count <= MentionIndex.nameBytesMax else { return nil }
    if word.contains("[") { return hintOfSet(word) }
    guard looksLikeHost(word, endsWithColon), let near = near(word) else { return nil }
    return "no host \(word); did you mean \(near)?"
  }

  private func hintOfSet(_ word: String) -> String? {
    guard let names = try? NodeSet.expand(word, limit: MentionIndex.setMax) else { return nil }
    let known = Set(inventory.hosts.lazy.map(\.id.name))
    guard let unknown = names.first(where: { !known.contains($0) }), let near = near(unknown) else { return nil }
    return "no host \(unknown) of \(word); did you mean \(near)?"
  }

  private func looksLikeHost(_ word: String, _ endsWithColon: Bool) -> Bool {
    guard word.utf8.count >= 3, word.utf8.allSatisfy(MentionWords.isOfName), word.contains(where: \.isLetter) else {
      return false
    }
    let hasDigit = word.contains(where: \.isNumber)
    return endsWithColon || (hasDigit && (word.contains("-") || word.contains(".")))
  }

  /// The host that was most likely meant.
  private func near(_ word: String) -> String? {
    guard let near = closestMatch(to: word, among: inventory.hosts.lazy.map(\.id.name)) else { return nil }
    if Self.shape(word) == Self.shape(near) { return near }
    let letters = { (text: String) in Array(text.lowercased().unicodeScalars) }
    return editDistance(letters(word), letters(near)) <= max(1, word.count / 6) ? near : nil
  }

  /// The name with `0` for every number.
  private static func shape(_ name: String) -> String {
    var shape = ""
    for letter in name.lowercased() where !(letter.isNumber && shape.last == "0") {
      shape.append(letter.isNumber ? "0" : letter)
    }
    return shape
  }
}
