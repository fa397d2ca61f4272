/// Words and blanks in text being typed, as readline knows them.
extension [Character] {
  /// The start of the word before a place: letters and digits, after skipping what is none.
  func wordStart(before place: Int) -> Int {
    var place = Swift.min(place, count)
    while place > 0, !isWord(place - 1) { place -= 1 }
    while place > 0, isWord(place - 1) { place -= 1 }
    return place
  }

  /// The end of the word after a place, after skipping what is none.
  func wordEnd(after place: Int) -> Int {
    var place = Swift.max(place, 0)
    while place < count, !isWord(place) { place += 1 }
    while place < count, isWord(place) { place += 1 }
    return place
  }

  /// The start of what stands between blanks before a place, after skipping blanks.
  func blankStart(before place: Int) -> Int {
    var place = Swift.min(place, count)
    while place > 0, self[place - 1].isBlank { place -= 1 }
    while place > 0, !self[place - 1].isBlank { place -= 1 }
    return place
  }

  private func isWord(_ place: Int) -> Bool { self[place].isLetter || self[place].isNumber }
}

extension Character {
  /// Whether it stands between words.
  fileprivate var isBlank: Bool { self == " " || self == "\n" }
}
