/// The pieces by which words are found in folded text.
///
/// A table of trigrams (FTS5) knows all rows of three letters, and one of bigrams the pairs made here. Both tell where
/// words may stand; the text itself is asked afterwards.
enum SearchGrams {
  /// The pairs of letters of which one at least is not ASCII, and the last letter of every row of such letters.
  ///
  /// Trigrams find nothing shorter than three letters, and Japanese words mostly have two.
  static func bigrams(_ folded: String) -> String {
    if folded.utf8.allSatisfy({ $0 < 0x80 }) { return "" }
    var grams = ""
    var previous: Unicode.Scalar?
    for scalar in folded.unicodeScalars {
      let current = isLetter(scalar) ? scalar : nil
      if let previous {
        if let current {
          if !previous.isASCII || !current.isASCII { append([previous, current], to: &grams) }
        } else if !previous.isASCII {
          append([previous], to: &grams)
        }
      }
      previous = current
    }
    if let previous, !previous.isASCII { append([previous], to: &grams) }
    return grams
  }

  /// The most pieces asked for at once; what they find too much is sorted out by the text itself.
  static let gramsMax = 24

  /// A question to a table of trigrams for texts in which all words may stand; nil when the words are too short.
  static func trigramQuestion(_ words: [String]) -> String? {
    var grams: [String] = []
    for word in words {
      let scalars = Array(word.unicodeScalars)
      guard scalars.count >= 3 else { continue }
      for start in 0...scalars.count - 3 where grams.count < gramsMax {
        grams.append(quoted(scalars[start..<start + 3]))
      }
    }
    return grams.isEmpty ? nil : grams.joined(separator: " ")
  }

  /// A question to a table of such pairs; nil when no word has a piece that it knows.
  static func bigramQuestion(_ words: [String]) -> String? {
    var grams: [String] = []
    for word in words {
      let scalars = Array(word.unicodeScalars)
      if scalars.count == 1, let only = scalars.first, !only.isASCII, isLetter(only) {
        grams.append(quoted([only]) + "*")
      }
      for place in scalars.indices.dropFirst() where grams.count < gramsMax {
        let pair = scalars[place - 1...place]
        guard pair.allSatisfy(isLetter), pair.contains(where: { !$0.isASCII }) else { continue }
        grams.append(quoted(pair))
      }
    }
    return grams.isEmpty ? nil : grams.joined(separator: " ")
  }

  private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x30...0x39, 0x61...0x7A, 0x80...: return true
    default: return false
    }
  }

  private static func append(_ scalars: [Unicode.Scalar], to grams: inout String) {
    if !grams.isEmpty { grams.append(" ") }
    grams.unicodeScalars.append(contentsOf: scalars)
  }

  private static func quoted(_ scalars: some Sequence<Unicode.Scalar>) -> String {
    var text = "\""
    for scalar in scalars {
      if scalar == "\"" { text.unicodeScalars.append(scalar) }
      text.unicodeScalars.append(scalar)
    }
    return text + "\""
  }
}
