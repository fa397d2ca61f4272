import Testing

@testable import OpsCollectors

@Suite struct ExpositionNumberTests {
  private func parse(_ text: String) -> Double? {
    let bytes = Array(text.utf8)
    return ExpositionNumber.parse(bytes.span, 0..<bytes.count)
  }

  @Test(arguments: [
    "0", "1", "-1", "+1", "007", "1.5", ".5", "5.", "1e3", "1E3", "1e+3", "1e-3", "1.795218595e+09", "8.4559589376e+10",
    "309.90588299999996", "102.84700000000001", "1.8446744073709552e+19", "9.223372036854775807e18", "4.9e-324",
    "1e308",
    "123456789012345678901234567890", "0.000000000000000000000000000001", "1e22", "1e23", "Inf", "-Inf", "inf",
  ])
  func numbersAreThoseOfTheLibraryToTheLastPlaceButOne(text: String) throws {
    let found = try #require(parse(text))
    let expected = try #require(Double(text))
    if expected.isFinite, abs(expected) > 1e-300 {
      #expect(abs(found - expected) <= 2 * expected.ulp)
    } else if expected.isFinite {
      #expect(abs(found) < 1e-300)
    } else {
      #expect(found == expected)
    }
  }

  @Test func numbersWithFifteenDigitsAreExact() throws {
    var generator = SeededGenerator(state: 3)
    for _ in 0..<2000 {
      let digits = Int64.random(in: 0...999_999_999_999_999, using: &generator)
      let text = "\(digits)e\(Int.random(in: -22...22, using: &generator))"
      #expect(parse(text) == Double(text))
    }
  }

  @Test func whatIsTooLargeIsInfiniteAndWhatIsTooSmallZero() {
    #expect(parse("1e400") == .infinity)
    #expect(parse("-1e999") == -.infinity)
    #expect(parse("1e-400") == 0)
    #expect(parse("0e999") == 0)
  }

  @Test(arguments: ["NaN", "nan", "-nan", "+NAN"]) func notANumberIsKnown(text: String) {
    #expect(parse(text)?.isNaN == true)
  }

  @Test(arguments: [
    "", "-", "+", ".", "e5", "1e", "1e+", "1e12345", "1.2.3", "0x10", "1 ", " 1", "infinit", "na", "1,5", "१", "--1",
  ])
  func whatIsNoNumberIsNil(text: String) {
    #expect(parse(text) == nil)
  }
}
