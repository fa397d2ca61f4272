/// Text from outside in a Markdown document (CommonMark, GFM), where it can change nothing around it.
///
/// Emphasis, lists, quotes, links to the web and code stay what they are. HTML, images, headings, tables, definitions
/// of links and the marks of templates are shown as they were typed.
enum MarkdownText {
  /// A text on one line, as a title or a reason.
  static func inline(_ text: String) -> String {
    escapedLine(Substring(shown(text, keepsLines: false)))
  }

  /// A text of several lines; those after the first are indented, so that they stay in the item of a list.
  static func block(_ text: String, indent: String = "") -> String {
    var result: [String] = []
    var code: [Substring] = []
    var fence: Fence?
    for line in shown(text, keepsLines: true).split(separator: "\n", omittingEmptySubsequences: false) {
      if let open = fence {
        if open.isClosed(by: line) {
          result.append(fenced(code.joined(separator: "\n"), info: open.info))
          (fence, code) = (nil, [])
        } else {
          code.append(line)
        }
      } else if let open = Fence(line) {
        fence = open
      } else {
        result.append(escapedLine(line))
      }
    }
    if let fence { result.append(fenced(code.joined(separator: "\n"), info: fence.info)) }
    while result.last?.allSatisfy(\.isWhitespace) == true { result.removeLast() }
    return indented(result.joined(separator: "\n"), by: indent)
  }

  /// A text as it is, in the type of code: on one line.
  static func code(_ text: String) -> String {
    let text = shown(text, keepsLines: false)
    guard !text.allSatisfy({ $0 == " " }) else { return text.isEmpty ? "" : "` `" }
    let marks = String(repeating: "`", count: longestRun(of: "`", in: text) + 1)
    let needsBlank = text.hasPrefix("`") || text.hasSuffix("`") || text.hasPrefix(" ") && text.hasSuffix(" ")
    return marks + (needsBlank ? " \(text) " : text) + marks
  }

  /// A text as it is, as a block of code; its fence is longer than any in it.
  static func fenced(_ text: String, info: String = "", indent: String = "") -> String {
    let text = shown(text, keepsLines: true)
    let marks = String(repeating: "`", count: max(3, longestRun(of: "`", in: text) + 1))
    return indented("\(marks)\(info)\n\(text)\n\(marks)", by: indent)
  }

  /// A text after what it belongs to: on the same line after a colon where it is one line, or as blocks below.
  static func following(_ text: String, indent: String = "") -> String {
    let body = block(text, indent: indent)
    guard !body.isEmpty else { return "" }
    let needsLine = body.contains("\n") || blockMarks.contains { body.hasPrefix($0) }
    return needsLine ? "\n\n\(indent)\(body)" : ": \(body)"
  }

  /// What begins a block, and would be text only after a colon.
  private static let blockMarks = ["- ", "* ", "+ ", "> ", "1. ", "1) ", "```", " ", "\t"]

  /// Every line but the first moved to the right; empty ones stay empty, except in quotes, which they would end.
  static func indented(_ text: String, by indent: String) -> String {
    guard !indent.isEmpty else { return text }
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let isQuote = indent.contains(">")
    return lines.enumerated().map { $0 == 0 || $1.isEmpty && !isQuote ? String($1) : indent + $1 }.joined(
      separator: "\n")
  }

  private static func longestRun(of mark: Unicode.Scalar, in text: String) -> Int {
    var (longest, run) = (0, 0)
    for scalar in text.unicodeScalars {
      run = scalar == mark ? run + 1 : 0
      longest = max(longest, run)
    }
    return longest
  }

  /// The beginning of a block of code.
  private struct Fence {
    let mark: Character
    let length: Int
    let info: String

    /// Reads ` ```sh `; nil when the line is no fence.
    init?(_ line: Substring) {
      let text = line.drop { $0 == " " }
      guard line.count - text.count <= 3, let mark = text.first, mark == "`" || mark == "~" else { return nil }
      let rest = text.drop { $0 == mark }
      let info = rest.prefix { $0 != " " || $0 == rest.first }
      guard text.count - rest.count >= 3, !rest.contains("`") else { return nil }
      (self.mark, length) = (mark, text.count - rest.count)
      self.info = String(info.filter { $0.isASCII && ($0.isLetter || $0.isNumber) }.prefix(20))
    }

    func isClosed(by line: Substring) -> Bool {
      let text = line.drop { $0 == " " }
      let rest = text.drop { $0 == mark }
      return line.count - text.count <= 3 && text.count - rest.count >= length && rest.allSatisfy { $0 == " " }
    }
  }
}
