extension RoleRedundancy {
  /// One calm line, the most important first: `keep 8 of 11 · 3 to spare · one less 0.62/core`.
  public var sentence: String { parts.joined(separator: " · ") }

  /// The pieces of the line, the most important first, for lines that have room for some of them only.
  public var parts: [String] {
    var parts = [headWords]
    if level == .noSpare || level == .short || level == .unknown, let why = missingWords { parts.append(why) }
    if let spare, spare > 0 { parts.append("\(spare) to spare") }
    if let parentWords { parts.append(parentWords) }
    if !loadParts.isEmpty { parts.append(loadParts.joined(separator: ", ")) }
    return parts
  }

  /// The same for a line that shows `keep` and the number of hosts already: `2 to spare`, `no spare`, and why.
  public var remarks: [String] {
    var remarks: [String] = []
    switch level {
    case .short: remarks.append("\(counts[.sound]) sound, \((required ?? 0) - counts[.sound]) fewer than keep")
    case .unknown: remarks.append("\(counts[.unseen]) not read, keep cannot be told")
    case .noSpare: remarks.append(missingWords.map { "no spare: \($0)" } ?? "no spare")
    case .unsaid: remarks.append("keep not said")
    case .parent: if let parent { remarks.append("\(parent.hosts) on \(parent.name): its loss breaks keep") }
    case .spare: if let spare { remarks.append("\(spare) to spare") }
    }
    if level == .parent, let spare { remarks.append("\(spare) to spare") }
    return remarks + loadParts
  }

  /// The first of the remarks where there is little room.
  public var brief: String {
    switch level {
    case .short: "\((required ?? 0) - counts[.sound]) too few"
    case .unknown: "\(counts[.unseen]) not read"
    case .noSpare: "no spare"
    case .parent: parent.map { "rests on \($0.name)" } ?? ""
    case .unsaid, .spare: remarks.first ?? ""
    }
  }

  /// What holds of `keep`: `keep 8 of 11`, `no spare: keep 8, 8 sound`.
  private var headWords: String {
    let sound = counts[.sound]
    guard let required, let keep else { return "keep not said, \(sound) of \(counts.total) sound" }
    var floor = "\(required)"
    if case .share = keep { floor += " (\(keep.text))" }
    switch level {
    case .short: return "\(required - sound) fewer than keep \(floor): \(sound) sound"
    case .unknown: return "keep \(floor) cannot be told: \(sound) sound, \(counts[.unseen]) not read"
    case .noSpare: return "no spare: keep \(floor), \(sound) sound"
    case .parent, .spare, .unsaid: return "keep \(floor) of \(counts.total)"
    }
  }

  /// Why hosts do not count: `1 crit, 2 down, 1 aside`.
  private var missingWords: String? {
    var words: [String] = []
    if counts[.ailing] > 0 { words.append("\(counts[.ailing]) crit") }
    if counts[.down] > 0 { words.append("\(counts[.down]) down") }
    if counts[.unseen] > 0, level != .unknown { words.append("\(counts[.unseen]) not read") }
    if counts[.aside] > 0 { words.append("\(counts[.aside]) aside") }
    return words.isEmpty ? nil : words.joined(separator: ", ")
  }

  /// `3 of 11 on vmhost04: one parent lost breaks keep`; nil where no parent does.
  private var parentWords: String? {
    guard let parent, parent.breaksKeep, level != .noSpare else { return nil }
    return "\(parent.hosts) of \(counts.total) on \(parent.name): one parent lost breaks keep"
  }

  /// What one less means for the load: `one less 0.62/core`, `0.91 at this hour's peak`; empty where nothing is known.
  private var loadParts: [String] {
    guard counts[.sound] + counts[.ailing] > 1 else { return [] }
    guard let now = oneLess.now else {
      return oneLess.peak.map { ["one less \(formatDecimal($0))/core at this hour's peak"] } ?? []
    }
    return ["one less \(formatDecimal(now))/core"]
      + (oneLess.peak.map { ["\(formatDecimal($0)) at this hour's peak"] } ?? [])
  }
}
