import OpsDomain

/// Coming and going in few words: by name where few did, counted where many did.
struct NoiseWords: Sendable {
  /// The most names of one kind that are said.
  private static let nameLimit = 3

  private var names: [ChatLine.Kind: [String]] = [:]
  private var renames: [String] = []
  private var modes = 0

  init(_ lines: ArraySlice<ChatLine>) {
    for line in lines {
      switch line.kind {
      case .join, .part, .quit: names[line.kind, default: []].append(line.sender)
      case .nick: renames.append("\(line.sender) is now \(line.text)")
      case .mode: modes += 1
      default: break
      }
    }
  }

  /// The words, as `kyoto2 joined, 12 left`.
  var text: String {
    let gone = (names[.part] ?? []) + (names[.quit] ?? [])
    var parts = [words(names[.join] ?? [], "joined"), words(gone, "left")].compactMap { $0 }
    if renames.count <= Self.nameLimit { parts += renames } else { parts.append("\(renames.count) renamed") }
    if modes > 0 { parts.append(Words.count(modes, "mode change")) }
    return parts.joined(separator: ", ")
  }

  private func words(_ who: [String], _ what: String) -> String? {
    guard !who.isEmpty else { return nil }
    let unique = who.reduce(into: [String]()) { if $0.count <= Self.nameLimit, !$0.contains($1) { $0.append($1) } }
    guard unique.count <= Self.nameLimit else { return "\(who.count) \(what)" }
    return unique.dropLast().joined(separator: ", ") + (unique.count > 1 ? " and " : "") + (unique.last ?? "") + " "
      + what
  }
}
