/// The text of an ssh configuration, as lines of keyword and arguments (ssh_config(5)).
///
/// Pure. Only what names hosts is understood here; what the configuration means for a host is asked of ssh itself (`ssh -G`).
public enum SSHConfigText {
  /// The most lines that are read of one file.
  static let mostLines = 100_000

  /// A line that says something.
  struct Line: Hashable {
    /// The keyword in small letters.
    var keyword: String
    /// What follows, without quotes.
    var arguments: [String]
  }

  /// The lines that say something: `Keyword argument …` or `Keyword=argument`.
  static func lines(_ text: String) -> [Line] {
    text.split(whereSeparator: \.isNewline).prefix(mostLines).compactMap { line in
      let words = words(line)
      guard let keyword = words.first, !keyword.hasPrefix("#") else { return nil }
      return Line(keyword: keyword.lowercased(), arguments: Array(words.dropFirst()))
    }
  }

  /// The words of a line; a blank in double quotes does not part them, and after the keyword may stand one `=`.
  private static func words(_ line: Substring) -> [String] {
    var words: [String] = []
    var word = ""
    var isQuoted = false
    var hasWord = false
    for character in line {
      let isEquals = character == "=" && words.count + (hasWord ? 1 : 0) == 1
      if character == "\"" {
        isQuoted.toggle()
        hasWord = true
      } else if !isQuoted, character == " " || character == "\t" || isEquals {
        if hasWord { words.append(word) }
        (word, hasWord) = ("", false)
      } else {
        word.append(character)
        hasWord = true
      }
    }
    if hasWord { words.append(word) }
    return words
  }

  /// The hosts that a line names one by one: `Host` patterns without wildcards and exclusions.
  static func hosts(_ line: Line) -> [String] {
    guard line.keyword == "host" else { return [] }
    return line.arguments.filter { name in !name.isEmpty && !name.contains { "*?!".contains($0) } }
  }
}
