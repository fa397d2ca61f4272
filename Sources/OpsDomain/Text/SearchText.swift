/// Text as searches see it: without regard to case and to the width of letters.
///
/// Full-width ASCII becomes ASCII, half-width katakana becomes katakana with its voice mark joined (the parts of NFKC,
/// Unicode UAX #15, that people meet when they type), letters become small.
public enum SearchText {
  /// The text folded.
  public static func fold(_ text: String) -> String {
    if text.utf8.allSatisfy({ $0 < 0x80 }) { return foldASCII(text) }
    var folded = String.UnicodeScalarView()
    folded.reserveCapacity(text.utf8.count)
    each(in: text) { scalar, _, _ in folded.append(scalar) }
    return String(folded)
  }

  /// Where the words stand in a text, from the left, those that overlap joined.
  public static func ranges(of words: [String], in text: String) -> [Range<String.Index>] {
    var folded: [Unicode.Scalar] = []
    var starts: [String.Index] = []
    var ends: [String.Index] = []
    each(in: text) { scalar, start, end in
      folded.append(scalar)
      starts.append(start)
      ends.append(end)
    }
    var isHit = Array(repeating: false, count: folded.count)
    for word in words {
      let wanted = Array(fold(word).unicodeScalars)
      guard !wanted.isEmpty, wanted.count <= folded.count else { continue }
      for start in 0...folded.count - wanted.count where folded[start] == wanted[0] {
        guard folded[start..<start + wanted.count].elementsEqual(wanted) else { continue }
        for place in start..<start + wanted.count { isHit[place] = true }
      }
    }
    var ranges: [Range<String.Index>] = []
    for place in isHit.indices where isHit[place] {
      if let last = ranges.last, last.upperBound >= starts[place] {
        ranges[ranges.count - 1] = last.lowerBound..<max(last.upperBound, ends[place])
      } else {
        ranges.append(starts[place]..<ends[place])
      }
    }
    return ranges
  }

  private static func foldASCII(_ text: String) -> String {
    var bytes = Array(text.utf8)
    for place in bytes.indices {
      let byte = bytes[place]
      if byte >= UInt8(ascii: "A") && byte <= UInt8(ascii: "Z") { bytes[place] = byte | 0x20 }
      if byte == 0 { bytes[place] = 0x20 }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Tells every letter's folded form, scalar by scalar, and where the letter stands.
  private static func each(
    in text: String, _ take: (Unicode.Scalar, _ start: String.Index, _ end: String.Index) -> Void
  ) {
    let scalars = text.unicodeScalars
    var place = scalars.startIndex
    while place < scalars.endIndex {
      let start = place
      let scalar = scalars[place]
      place = scalars.index(after: place)
      let wide = widened(scalar)
      if place < scalars.endIndex, let joined = voiced(wide, scalars[place]) {
        place = scalars.index(after: place)
        take(joined, start, place)
      } else if wide.isASCII {
        take(wide.value == 0 ? " " : small(wide), start, place)
      } else if isCaseless(wide) {
        take(wide, start, place)
      } else {
        for scalar in wide.properties.lowercaseMapping.unicodeScalars { take(scalar, start, place) }
      }
    }
  }

  private static func small(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    scalar >= "A" && scalar <= "Z" ? Unicode.Scalar(UInt8(scalar.value) | 0x20) : scalar
  }

  /// Whether the letter is of a script without case, so that the tables of Unicode need not be asked: marks and kana,
  /// ideographs, hangul.
  private static func isCaseless(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x3000...0x33FF, 0x3400...0x9FFF, 0xAC00...0xD7A3: return true
    default: return false
    }
  }

  /// The letter of usual width.
  private static func widened(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    switch scalar.value {
    case 0x3000, 0xA0: return " "
    case 0xFF01...0xFF5E: return Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar
    case 0xFF61...0xFF9F: return katakana[Int(scalar.value - 0xFF61)]
    default: return scalar
    }
  }

  /// U+FF61 to U+FF9F, as they are at full width.
  private static let katakana = Array(
    "。「」、・ヲァィゥェォャュョッーアイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワン゛゜".unicodeScalars)

  /// The letter with the voice mark that follows it, when it has such a form.
  private static func voiced(_ letter: Unicode.Scalar, _ mark: Unicode.Scalar) -> Unicode.Scalar? {
    let isVoiced: Bool
    switch mark.value {
    case 0x3099, 0x309B, 0xFF9E: isVoiced = true
    case 0x309A, 0x309C, 0xFF9F: isVoiced = false
    default: return nil
    }
    // Hiragana and katakana stand in the same order, 0x60 apart.
    let kana = letter.value >= 0x30A1 ? letter.value - 0x60 : letter.value
    switch kana {
    case 0x306F, 0x3072, 0x3075, 0x3078, 0x307B: return Unicode.Scalar(letter.value + (isVoiced ? 1 : 2))
    case 0x304B, 0x304D, 0x304F, 0x3051, 0x3053, 0x3055, 0x3057, 0x3059, 0x305B, 0x305D, 0x305F, 0x3061, 0x3064, 0x3066,
      0x3068:
      return isVoiced ? Unicode.Scalar(letter.value + 1) : nil
    case 0x3046: return isVoiced ? Unicode.Scalar(letter.value >= 0x30A1 ? 0x30F4 : 0x3094) : nil
    default: return nil
    }
  }
}
