/// Tells people by a mask in which `*` stands for any letters and `?` for one: `ken`, `*!*@*.example.org`.
///
/// `\*` and `\?` stand for the signs themselves.
public struct IRCMask: Hashable, Sendable {
  /// The mask as it was written.
  public let text: String
  private let casemapping: Casemapping
  private let patterns: [[Element]]

  private enum Element: Hashable { case byte(UInt8), one, any }

  /// A mask.
  ///
  /// Without `!` and `@` it is a nick. With `@` alone it also stands for user and host of any nick.
  public init(_ text: String, casemapping: Casemapping) {
    self.text = text
    self.casemapping = casemapping
    let hasUser = text.utf8.contains(UInt8(ascii: "!"))
    let hasHost = text.utf8.contains(UInt8(ascii: "@"))
    let forms: [String]
    switch (hasUser, hasHost) {
    case (false, false): forms = [text, text + "!*", text + "@*"]
    case (true, false): forms = [text, text + "@*"]
    case (false, true): forms = [text, "*!" + text]
    case (true, true): forms = [text]
    }
    patterns = forms.map { Self.elements($0, casemapping) }
  }

  /// Whether somebody is meant.
  public func matches(_ source: IRCSource) -> Bool {
    let bytes = source.text.utf8.map { casemapping.fold($0) }
    return patterns.contains { Self.matches($0, bytes) }
  }

  private static func elements(_ text: String, _ casemapping: Casemapping) -> [Element] {
    var elements: [Element] = []
    var isEscaped = false
    for byte in text.utf8 {
      let isWild = byte == UInt8(ascii: "*") || byte == UInt8(ascii: "?")
      if isEscaped, isWild, !elements.isEmpty { elements.removeLast() }
      if isWild, !isEscaped {
        elements.append(byte == UInt8(ascii: "*") ? .any : .one)
      } else {
        elements.append(.byte(casemapping.fold(byte)))
      }
      isEscaped = byte == UInt8(ascii: "\\") && !isEscaped
    }
    return elements
  }

  /// At most pattern × text steps.
  private static func matches(_ pattern: [Element], _ text: [UInt8]) -> Bool {
    var (p, t) = (0, 0)
    // Where the last star stood, and up to where it has eaten: the only place worth going back to.
    var star: (pattern: Int, text: Int)?
    while t < text.count {
      if p < pattern.count, pattern[p] == .any {
        star = (p, t)
        p += 1
      } else if p < pattern.count, pattern[p] == .byte(text[t]) {
        (p, t) = (p + 1, t + 1)
      } else if p < pattern.count, pattern[p] == .one {
        // One letter, of however many bytes.
        p += 1
        t += 1
        while t < text.count, text[t] & 0xC0 == 0x80 { t += 1 }
      } else if let last = star {
        star = (last.pattern, last.text + 1)
        (p, t) = (last.pattern + 1, last.text + 1)
      } else {
        return false
      }
    }
    return pattern[p...].allSatisfy { $0 == .any }
  }
}
