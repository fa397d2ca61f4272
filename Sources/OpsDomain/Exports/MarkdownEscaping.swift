extension MarkdownText {
  /// A line outside code, with everything made harmless that reaches beyond it.
  static func escapedLine(_ line: Substring) -> String {
    var escaper = LineEscaper(line)
    return escaper.escaped()
  }
}

/// Goes over one line of Markdown, scalar by scalar.
private struct LineEscaper {
  private let scalars: [Unicode.Scalar]
  private var index = 0
  private var result = String.UnicodeScalarView()

  init(_ line: Substring) { scalars = Array(line.unicodeScalars) }

  mutating func escaped() -> String {
    escapeBeginning()
    while index < scalars.count {
      switch scalars[index] {
      case "\\": takeBackslash()
      case "`": takeCode()
      case "<": replace("&lt;", when: at(1).map { $0.properties.isAlphabetic || "/!?".unicodeScalars.contains($0) })
      case "&": replace("&amp;", when: isEntity)
      case "!": replace("!\\", when: at(1) == "[")
      case "]": replace("]\\", when: at(1) == "(" && !isHarmlessLink || at(1) == "[")
      case "{": replace("\\{", when: at(1).map { "{%:|!#".unicodeScalars.contains($0) })
      case "|": replace("\\|", when: at(1) == "}")
      default: take()
      }
    }
    return String(result)
  }

  private func at(_ distance: Int) -> Unicode.Scalar? {
    index + distance < scalars.count ? scalars[index + distance] : nil
  }

  private mutating func take() {
    result.append(scalars[index])
    index += 1
  }

  private mutating func replace(_ text: String, when isNeeded: Bool?) {
    guard isNeeded == true else { return take() }
    result.append(contentsOf: text.unicodeScalars)
    index += 1
  }

  /// What makes a heading, a table, a line under a heading or a definition of a link where a line begins.
  private mutating func escapeBeginning() {
    while at(0) == " " || at(0) == "\t" || at(0) == ">" { take() }
    let rest = scalars[index...]
    let isRule =
      rest.allSatisfy { " \t|:=-".unicodeScalars.contains($0) } && rest.contains { $0 == "-" || $0 == "=" || $0 == "|" }
    let isDefinition = at(0) == "[" && zip(rest, rest.dropFirst()).contains { $0 == "]" && $1 == ":" }
    if at(0) == "#" || isRule || isDefinition { result.append("\\") }
    if isRule || isDefinition || at(0) == "#" { take() }
  }

  /// A backslash makes the mark after it an ordinary one; before anything else it is itself.
  private mutating func takeBackslash() {
    take()
    guard let next = at(0), next.isASCII, !next.properties.isAlphabetic, next != " ", next.value > 0x20 else { return }
    // `\<` and `\&` would be right already, but not every reader knows them.
    if next == "<" || next == "&" {
      result.removeLast()
      result.append(contentsOf: (next == "<" ? "&lt;" : "&amp;").unicodeScalars)
      index += 1
    } else if ("0"..."9").contains(next) {
      return
    } else {
      take()
    }
  }

  /// Code ends on its own line or is none: its marks are then shown.
  private mutating func takeCode() {
    let length = run(from: index)
    var end = index + length
    while end < scalars.count {
      let other = run(from: end)
      if other == length {
        result.append(contentsOf: scalars[index..<(end + length)])
        index = end + length
        return
      }
      end += max(other, 1)
    }
    for _ in 0..<length {
      result.append("\\")
      take()
    }
  }

  private func run(from place: Int) -> Int { scalars[place...].prefix { $0 == "`" }.count }

  /// `&name;` or `&#60;` begins here.
  private var isEntity: Bool {
    let name = scalars[(index + 1)...].prefix(33).prefix {
      $0 == "#" || $0.isASCII && $0.properties.isAlphabetic || ("0"..."9").contains($0)
    }
    let end = index + 1 + name.count
    return !name.isEmpty && end < scalars.count && scalars[end] == ";"
  }

  /// Whether the link that has its address here leads to the web.
  private var isHarmlessLink: Bool {
    var address = String.UnicodeScalarView()
    address.append(contentsOf: scalars[(index + 2)...].prefix(8))
    let text = String(address).lowercased()
    return text.hasPrefix("https://") || text.hasPrefix("http://")
  }
}
