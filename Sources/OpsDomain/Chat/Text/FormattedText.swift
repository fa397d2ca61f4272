/// A piece of a message that looks the same all through.
public struct FormattedRun: Hashable, Sendable {
  /// The text, without codes; never empty.
  public var text: String
  /// How it looks.
  public var style: FormattedStyle

  /// A piece.
  public init(_ text: String, _ style: FormattedStyle = FormattedStyle()) {
    self.text = text
    self.style = style
  }
}

/// Reads the codes within messages that say how they look.
public enum FormattedText {
  /// The most runs that are told apart; the rest of a text looks as the last of them.
  public static let runsMax = 512

  /// The text cut where its look changes.
  public static func runs(_ text: String) -> [FormattedRun] {
    guard hasCodes(text) else { return text.isEmpty ? [] : [FormattedRun(text)] }
    let bytes = Array(text.utf8)
    var runs: [FormattedRun] = []
    var style = FormattedStyle()
    each(bytes) { piece, code in
      if !piece.isEmpty { append(String(decoding: bytes[piece], as: UTF8.self), style, to: &runs) }
      if let code { style.apply(code) }
    }
    return runs
  }

  /// The text without codes.
  public static func plain(_ text: String) -> String {
    guard hasCodes(text) else { return text }
    let bytes = Array(text.utf8)
    var plain: [UInt8] = []
    plain.reserveCapacity(bytes.count)
    each(bytes) { piece, _ in plain += bytes[piece] }
    return String(decoding: plain, as: UTF8.self)
  }

  private static func hasCodes(_ text: String) -> Bool { text.utf8.contains(where: FormattingCode.begins) }

  /// Tells each piece of text, which may be empty, and the code that ends it; nil at the end.
  private static func each(_ bytes: [UInt8], _ take: (Range<Int>, FormattingCode?) -> Void) {
    var (begin, place) = (0, 0)
    while place < bytes.count {
      guard let (code, length) = FormattingCode.at(place, of: bytes) else {
        place += 1
        continue
      }
      take(begin..<place, code)
      place += length
      begin = place
    }
    take(begin..<bytes.count, nil)
  }

  private static func append(_ text: String, _ style: FormattedStyle, to runs: inout [FormattedRun]) {
    if let last = runs.last, last.style == style || runs.count >= runsMax {
      runs[runs.count - 1].text += text
    } else {
      runs.append(FormattedRun(text, style))
    }
  }
}
