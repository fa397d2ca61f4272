extension StyledText {
  /// Where the lines of at most so many columns begin and end, broken at blanks where possible; blanks at breaks belong
  /// to no line.
  ///
  /// Text without blanks, as Japanese, breaks between any two wide characters, but no line begins with what closes
  /// (`。`, `」`) or ends with what opens. The last of `limit` lines holds all that is left, for whoever draws it to cut.
  func lines(columns: Int, limit: Int) -> [Range<Int>] {
    guard columns > 0, limit > 0, !glyphs.isEmpty else { return [] }
    var lines: [Range<Int>] = []
    var (start, width) = (0, 0)
    /// The last place of the line before which it may break.
    var chance = 0
    var place = 0
    while place < glyphs.count, lines.count < limit - 1 {
      if place > start, canBreak(before: place) { chance = place }
      let taken = glyphs[place].columns
      if width + taken > columns, place > start, !glyphs[place].isBlank {
        let end = chance > start ? chance : place
        lines.append(trimmed(start..<end))
        (start, chance) = (end, end)
        width = glyphs[start..<place].reduce(0) { $0 + $1.columns }
      } else {
        width += taken
        place += 1
      }
    }
    if start < glyphs.count { lines.append(trimmed(start..<glyphs.count)) }
    return lines
  }

  /// A part without the blanks at its end; all of it when there is nothing else.
  private func trimmed(_ range: Range<Int>) -> Range<Int> {
    var end = range.upperBound
    while end > range.lowerBound + 1, glyphs[end - 1].isBlank { end -= 1 }
    return range.lowerBound..<end
  }

  private func canBreak(before place: Int) -> Bool {
    let (last, next) = (glyphs[place - 1], glyphs[place])
    if last.isBlank { return !next.isBlank }
    guard last.columns == 2 || next.columns == 2 else { return false }
    return !Self.closing.contains(next.text) && !Self.opening.contains(last.text)
  }

  /// What no line begins with (JIS X 4051).
  private static let closing: Set<String> = [
    "。", "、", "．", "，", "」", "』", "）", "】", "〉", "》", "〕", "］", "｝", "！", "？", "：", "；", "ー", "々", "…", "‥", "・",
    "ゝ", "ゞ", "ぁ", "ぃ", "ぅ", "ぇ", "ぉ", "っ", "ゃ", "ゅ", "ょ", "ァ", "ィ", "ゥ", "ェ", "ォ", "ッ", "ャ", "ュ", "ョ",
    ".", ",", ")", "]", "}", "!", "?", ":", ";", "～", "〜",
  ]
  /// What no line ends with.
  private static let opening: Set<String> = ["「", "『", "（", "【", "〈", "《", "〔", "［", "｛", "(", "[", "{", "#", "@"]
}
