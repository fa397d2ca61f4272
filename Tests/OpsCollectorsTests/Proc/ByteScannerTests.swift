import Testing

@testable import OpsCollectors

@Suite struct ByteScannerTests {
  @Test(
    arguments: [
      ("0", 0), ("7", 7), ("007", 7), ("18446744073709551615", UInt64.max), ("18446744073709551616", nil),
      ("99999999999999999999", nil), ("", nil), ("-1", nil), ("+1", nil), ("1.5", nil), ("0x10", nil), ("１２", nil),
      ("1 ", nil),
    ] as [(String, UInt64?)])
  func decimalIsExactOrNil(text: String, expected: UInt64?) {
    #expect(Array(text.utf8)[...].decimal == expected)
  }

  @Test(
    arguments: [
      ("0", 0), ("ff", 255), ("FF", 255), ("1F90", 8080), ("ffffffffffffffff", UInt64.max), ("1ffffffffffffffff", nil),
      ("", nil), ("g", nil), ("0x1", nil), ("/", nil), (":", nil), ("@", nil), ("`", nil),
    ] as [(String, UInt64?)])
  func hexadecimalIsExactOrNil(text: String, expected: UInt64?) {
    #expect(Array(text.utf8)[...].hexadecimal == expected)
  }

  @Test(
    arguments: [
      ("0.00", 0), ("0.25", 0.25), ("12.5", 12.5), ("1938.35", 1938.35), ("5", 5), (".5", 0.5), ("5.", 5), (".", nil),
      ("", nil), ("-1.0", nil), ("1.2.3", nil), ("1e3", nil), ("nan", nil), ("inf", nil),
      ("123456789012345678901234567890", nil),
    ] as [(String, Double?)])
  func fixedPointIsReadOrNil(text: String, expected: Double?) {
    #expect(Array(text.utf8)[...].fixedPoint == expected)
  }

  @Test func linesEndWithEitherNewlineAndTheLastNeedsNone() {
    var scanner = ByteScanner(Array("a b\r\n\n\tc\nlast".utf8)[...])
    var lines: [String] = []
    while let line = scanner.nextLine() { lines.append(line.text) }
    #expect(lines == ["a b", "", "\tc", "last"])
  }

  @Test func wordsArePartedByBlanksOfAnyNumber() {
    var scanner = ByteScanner(Array("  a \t bc  12 ".utf8)[...])
    #expect(scanner.nextWord()?.text == "a")
    #expect(scanner.nextWord()?.text == "bc")
    #expect(scanner.nextNumber() == 12)
    #expect(scanner.nextWord() == nil)
  }

  @Test func aSliceFromTheMiddleIsScannedWithinItsBounds() {
    let bytes = Array("xx 1 2\n3 yy".utf8)
    var scanner = ByteScanner(bytes[3..<8])
    var line = ByteScanner(scanner.nextLine() ?? [])
    #expect(line.nextNumber() == 1)
    #expect(line.nextNumber() == 2)
    #expect(scanner.nextLine()?.text == "3")
    #expect(scanner.nextLine() == nil)
  }
}
