/// What the name of a role promises.
struct DeclaredRole: Hashable, Sendable {
  /// What its hosts should do; empty where the name says nothing that could be checked.
  let kinds: [ServerKind]
  /// What part its databases should play; nil where the name does not say.
  let part: Replication.Part?

  /// What a name as `db-slave` or `webFront2` promises, by the words in it.
  init(_ name: String) {
    let words = Self.words(name)
    kinds = ServerSignature.all.filter { !$0.words.isDisjoint(with: words) }.map(\.kind)
    let replica = !words.isDisjoint(with: ["slave", "slaves", "replica", "replicas", "secondary", "readonly", "ro"])
    let primary = !words.isDisjoint(with: ["master", "primary", "leader", "writer"])
    part = replica == primary || !kinds.contains(.db) ? nil : replica ? .replica : .primary
  }

  /// The words of a name in small letters: runs of letters, parted where a capital follows a small letter.
  private static func words(_ name: String) -> Set<String> {
    var words: Set<String> = []
    var word = ""
    var wasSmall = false
    for letter in name {
      if !letter.isLetter || letter.isUppercase && wasSmall {
        words.insert(word)
        word = ""
      }
      if letter.isLetter { word += letter.lowercased() }
      wasSmall = letter.isLowercase
    }
    words.insert(word)
    words.remove("")
    return words
  }
}
