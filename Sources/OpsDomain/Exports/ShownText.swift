/// Text from outside as a document may carry it: what is invisible or steers a screen is named, as `⟨U+202E⟩`.
///
/// Every way of ending a line becomes a line feed; without `keepsLines` that and tabs become blanks.
func shown(_ text: String, keepsLines: Bool) -> String {
  if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return text }
  var result = String.UnicodeScalarView()
  var isAfterReturn = false
  for scalar in text.unicodeScalars {
    defer { isAfterReturn = scalar.value == 0x0D }
    switch scalar.value {
    case 0x0A where isAfterReturn: continue
    case 0x0A...0x0D, 0x85, 0x2028, 0x2029: result.append(keepsLines ? "\n" : " ")
    case 0x09: result.append(keepsLines ? "\t" : " ")
    case 0..<0x20, 0x7F..<0xA0, 0xAD, 0x61C, 0x180E, 0x200B, 0x200E, 0x200F, 0x202A...0x202E, 0x2060...0x206F, 0xFEFF,
      0xFFF9...0xFFFB, 0xE0000...0xE007F, 0xFDD0...0xFDEF:
      result.append(contentsOf: named(scalar))
    default:
      if scalar.value & 0xFFFE == 0xFFFE { result.append(contentsOf: named(scalar)) } else { result.append(scalar) }
    }
  }
  return String(result)
}

private func named(_ scalar: Unicode.Scalar) -> String.UnicodeScalarView {
  let digits = String(scalar.value, radix: 16, uppercase: true)
  return "⟨U+\(String(repeating: "0", count: max(4 - digits.utf8.count, 0)))\(digits)⟩".unicodeScalars
}

extension EntryRecord {
  /// What the entry says in plain text: its text, or the command where it has none; why it is gone where it is.
  var plainText: String {
    if let redacted { return "(removed by \(redacted.author.display): \(redacted.reason))" }
    var text = entry.text
    if let command = entry.command {
      if text.allSatisfy(\.isWhitespace) { text = "$ " + command.text }
      if let exit = command.exit { text += " (exit \(exit))" }
    }
    guard let retracted else { return text }
    return "(retracted by \(retracted.author.display): \(retracted.reason)) " + text
  }

  /// When it was last changed: added, amended, retracted or redacted.
  var changedAt: Timestamp {
    let moments = revisions.map(\.recordedAt) + [retracted?.recordedAt, redacted?.recordedAt].compactMap { $0 }
    return moments.max().map { max($0, recordedAt) } ?? recordedAt
  }
}
