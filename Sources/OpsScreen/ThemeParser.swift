/// Reads the lines of a theme file.
struct ThemeParser {
  /// The most lines of a theme file.
  static let lineLimit = 500

  private var name: String?
  private var summary: String?
  private var looks: [Role: Look] = [:]
  private var families: [Role.Family: Look] = [:]
  private var selected: Look?
  private var marked: Look?
  private var line = 0

  mutating func parse(_ text: String) throws(Theme.Problem) -> Theme {
    for raw in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
      line += 1
      guard line <= Self.lineLimit else { throw problem("more than \(Self.lineLimit) lines: is this a theme?") }
      try read(raw)
    }
    return try finish()
  }

  private mutating func read(_ raw: Substring) throws(Theme.Problem) {
    let words = Self.words(raw)
    guard let key = words.first else { return }
    switch key {
    case "name": name = try only(name, key, rest(raw, after: key))
    case "summary": summary = try only(summary, key, rest(raw, after: key))
    case "selected": selected = try only(selected, key, look(words.dropFirst()))
    case "marked": marked = try only(marked, key, look(words.dropFirst()))
    default:
      if let family = Role.Family(rawValue: key) {
        families[family] = try only(families[family], key, look(words.dropFirst()))
        return
      }
      guard let role = Role.allCases.first(where: { $0.name == key }) else {
        throw problem("unknown role “\(harmless(key))”" + didYouMean(key, Self.keys))
      }
      looks[role] = try only(looks[role], key, look(words.dropFirst()))
    }
  }

  private mutating func finish() throws(Theme.Problem) -> Theme {
    guard let name, !name.isEmpty else { throw problem("no name: write “name” and one word in the first line") }
    fillFamilies()
    let missing = Role.allCases.filter { looks[$0] == nil }.map(\.name)
    guard missing.isEmpty else {
      throw problem("no look for \(missing.joined(separator: ", ")): every role needs a line")
    }
    guard let selected, let marked else {
      throw problem("no look for \(selected == nil ? "selected" : "marked"): every overlay needs a line")
    }
    return Theme(name: name, summary: summary ?? "", looks: looks, selected: selected, marked: marked)
  }

  /// Gives numbered roles without a line of their own the look of their family, or their usual one.
  private mutating func fillFamilies() {
    for family in Role.Family.allCases {
      for (role, usual) in zip(family.roles, family.usualLooks) where looks[role] == nil {
        looks[role] = families[family] ?? usual
      }
    }
  }

  /// Refuses a second line for the same thing.
  private func only<T>(_ before: T?, _ key: String, _ value: T) throws(Theme.Problem) -> T {
    guard before == nil else { throw problem("“\(key)” is given twice: remove one of the lines") }
    return value
  }

  private func rest(_ raw: Substring, after key: String) -> String {
    let text = raw.drop { $0 == " " || $0 == "\t" }.dropFirst(key.count).drop { $0 == " " || $0 == "\t" }
    return harmless(String(text.prefix(200)))
  }

  /// `colour [on colour] [attributes]`.
  private func look(_ words: ArraySlice<String>) throws(Theme.Problem) -> Look {
    guard !words.isEmpty else { throw problem("no look: write a colour, as “default”, “red”, “214” or “#ffaf00”") }
    var look = Look()
    var words = words
    var hasForeground = false
    while let word = words.popFirst() {
      if word == "on" {
        guard let colour = words.popFirst() else { throw problem("no colour after “on”") }
        look.background = try self.colour(colour)
      } else if let attribute = Self.attributes.first(where: { $0.name == word })?.attribute {
        look.attributes.insert(attribute)
      } else {
        guard !hasForeground else { throw problem("“\(harmless(word))” is no attribute" + hint(word)) }
        look.foreground = try colour(word)
        hasForeground = true
      }
    }
    return look
  }

  private func colour(_ word: String) throws(Theme.Problem) -> Look.Colour {
    if word == "default" { return .standard }
    if let number = UInt8(word) { return .palette(number) }
    if let place = Self.colourNames.firstIndex(of: word) { return .palette(UInt8(place)) }
    if word.hasPrefix("#"), word.utf8.count == 7, let rgb = UInt32(word.dropFirst(), radix: 16), rgb <= 0xFFFFFF {
      return .rgb(UInt8(rgb >> 16), UInt8(rgb >> 8 & 0xFF), UInt8(rgb & 0xFF))
    }
    throw problem("“\(harmless(word))” is no colour: write a name, 0 to 255 or #rrggbb" + hint(word))
  }

  private func hint(_ word: String) -> String {
    didYouMean(word, Self.colourNames + Self.attributes.map(\.name) + ["default", "on"])
  }

  private func problem(_ message: String) -> Theme.Problem { Theme.Problem(line: max(line, 1), message: message) }

  private static let keys = Role.allCases.map(\.name) + ["name", "summary", "selected", "marked", "nick", "chat"]

  private static let attributes: [(name: String, attribute: Look.Attributes)] = [
    ("bold", .bold), ("dim", .dim), ("underline", .underline), ("reverse", .reverse), ("italic", .italic),
  ]

  /// The names of the first 16 colours, in the order of their numbers.
  private static let colourNames =
    ["black", "red", "green", "yellow", "blue", "magenta", "cyan", "white"]
    + ["black", "red", "green", "yellow", "blue", "magenta", "cyan", "white"].map { "bright-" + $0 }

  /// The words of a line up to a comment; `#` begins one where it stands alone or begins the line.
  private static func words(_ raw: Substring) -> [String] {
    var words: [String] = []
    for word in raw.split(whereSeparator: { $0 == " " || $0 == "\t" }) {
      if word == "#" || (words.isEmpty && word.hasPrefix("#")) { break }
      words.append(String(word))
    }
    return words
  }
}
