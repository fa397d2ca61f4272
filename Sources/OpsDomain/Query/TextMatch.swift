/// A text to be matched without regard to case.
enum TextMatch: Hashable, Sendable {
  /// The whole text.
  case whole(String)
  /// A part of it, in ASCII: the common case, matched without making a copy.
  case asciiPart([UInt8])
  /// A part of it.
  case part([UInt8])
  /// A pattern with `*` or `?`.
  case glob(Glob)

  /// A match of the whole text, or of a pattern with stars.
  static func equal(_ text: String) -> TextMatch {
    isGlobPattern(text) ? .glob(Glob(text, ignoringCase: true)) : .whole(text.lowercased())
  }

  /// A match of a part of the text, or of a pattern with stars.
  static func like(_ text: String) -> TextMatch {
    if isGlobPattern(text) { return .glob(Glob(text, ignoringCase: true)) }
    let bytes = Array(text.lowercased().utf8)
    return bytes.allSatisfy { $0 < 0x80 } ? .asciiPart(bytes) : .part(bytes)
  }

  func matches(_ text: String) -> Bool {
    switch self {
    case .whole(let wanted): return text.lowercased() == wanted
    case .asciiPart(let wanted): return contains(text.utf8.span, wanted, folding: true)
    case .part(let wanted): return contains(text.lowercased().utf8.span, wanted, folding: false)
    case .glob(let glob): return glob.matches(text)
    }
  }
}

/// Whether `wanted` stands somewhere in `bytes`; `folding` takes ASCII capitals for small letters.
private func contains(_ bytes: Span<UInt8>, _ wanted: [UInt8], folding: Bool) -> Bool {
  guard wanted.count <= bytes.count else { return false }
  for start in 0...(bytes.count - wanted.count) {
    var length = 0
    while length < wanted.count {
      let byte = bytes[start + length]
      let isCapital = folding && byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z")
      guard (isCapital ? byte | 0x20 : byte) == wanted[length] else { break }
      length += 1
    }
    if length == wanted.count { return true }
  }
  return false
}
