/// Whether a text has `*` or `?`.
func isGlobPattern(_ text: String) -> Bool { text.utf8.contains { $0 == UInt8(ascii: "*") || $0 == UInt8(ascii: "?") } }

/// A pattern in which `*` stands for any letters and `?` for one.
struct Glob: Hashable, Sendable {
  private let pattern: [Unicode.Scalar]
  private let ignoresCase: Bool

  init(_ pattern: String, ignoringCase: Bool = false) {
    self.pattern = Array((ignoringCase ? pattern.lowercased() : pattern).unicodeScalars)
    ignoresCase = ignoringCase
  }

  /// Whether the whole of `text` matches; at most pattern × text steps.
  func matches(_ text: String) -> Bool {
    let text = Array((ignoresCase ? text.lowercased() : text).unicodeScalars)
    var (p, t) = (0, 0)
    // Where the last star stood, and up to where it has eaten: the only place worth going back to.
    var star: (pattern: Int, text: Int)?
    while t < text.count {
      if p < pattern.count, pattern[p] == "*" {
        star = (p, t)
        p += 1
      } else if p < pattern.count, pattern[p] == "?" || pattern[p] == text[t] {
        (p, t) = (p + 1, t + 1)
      } else if let last = star {
        star = (last.pattern, last.text + 1)
        (p, t) = (last.pattern + 1, last.text + 1)
      } else {
        return false
      }
    }
    return pattern[p...].allSatisfy { $0 == "*" }
  }
}
