import OpsDomain
import Testing

private let bytesAreWrittenInPowersOf1024Cases: [(Double, String)] = [
  (0.0, "0 B"), (1, "1 B"), (1023, "1023 B"), (1023.6, "1.0 KB"), (1024, "1.0 KB"), (10_239, "10 KB"),
  (4.1 * 1_073_741_824, "4.1 GB"), (9.96 * 1_073_741_824, "10 GB"), (128.0 * 1_073_741_824, "128 GB"),
  (1023.7 * 1_073_741_824, "1.0 TB"), (1.8e12, "1.6 TB"), (18_446_744_073_709_551_616, "16 EB"),
  (-2048, "-2.0 KB"), (.nan, "–"), (.infinity, "–"),
]

@Test(arguments: bytesAreWrittenInPowersOf1024Cases)
func bytesAreWrittenInPowersOf1024(bytes: Double, text: String) {
  #expect(formatBytes(bytes) == text)
}

@Test func bytesOfEverySizeFitTheirColumn() {
  for power in 0..<64 {
    for offset in [-1, 0, 1] {
      let bytes = (1 << UInt64(power)) &+ UInt64(bitPattern: Int64(offset))
      #expect(formatBytes(bytes).count <= 7)
      #expect(formatBytesCompact(Double(bytes)).count <= 5)
    }
  }
  #expect(formatBytesCompact(0) == "0")
  #expect(formatBytesCompact(222_298_112) == "212M")
  #expect(formatByteRate(63_963_136) == "61 MB/s")
  #expect(formatByteRate(.nan) == "–")
}

private let decimalsHaveTheirPlacesCases: [(Double, Int, String)] = [
  (3.1, 2, "3.10"), (0.005, 2, "0.01"), (-0.004, 2, "0.00"), (-1.5, 1, "-1.5"), (0.95, 1, "1.0"), (99.99, 0, "100"),
  (1.0, -3, "1"), (0.5, 99, "0.500000000"), (1e17, 2, "100000000000000000"), (1e300, 2, "1e+300"), (.nan, 2, "–"),
  (-.infinity, 2, "–"), (0.09, 2, "0.09"), (1.05, 2, "1.05"),
]

@Test(arguments: decimalsHaveTheirPlacesCases)
func decimalsHaveTheirPlaces(value: Double, places: Int, text: String) {
  #expect(formatDecimal(value, places: places) == text)
}

private let sharesAreWrittenInPercentCases: [(Double, String)] = [
  (0.93, "93 %"), (0, "0 %"), (1, "100 %"), (.nan, "–"), (2.5, "250 %"),
]

@Test(arguments: sharesAreWrittenInPercentCases)
func sharesAreWrittenInPercent(share: Double, text: String) {
  #expect(formatShare(share) == text)
}

private let limitsHaveNoMoreDecimalsThanTheyNeedCases: [(Double, String)] = [
  (1.5, "1.5"), (4, "4"), (0.25, "0.25"), (100, "100"), (85.00000000000001, "85"), (.nan, "–"),
]

@Test(arguments: limitsHaveNoMoreDecimalsThanTheyNeedCases)
func limitsHaveNoMoreDecimalsThanTheyNeed(limit: Double, text: String) {
  #expect(formatLimit(limit) == text)
}

private let agesAndSpansAreWrittenInFittingUnitsCases: [(Int, String, String)] = [
  (-5, "0s", "0 s"), (0, "0s", "0 s"), (75, "75s", "1 min"), (99, "99s", "1 min"), (100, "1m", "1 min"),
  (240, "4m", "4 min"), (5999, "99m", "1 h 39 min"), (6000, "1h", "1 h 40 min"), (10_800, "3h", "3 h"),
  (172_799, "47h", "1 d 23 h"), (172_800, "2d", "2 d"), (1_051_200, "12d", "12 d 4 h"),
]

@Test(arguments: agesAndSpansAreWrittenInFittingUnitsCases)
func agesAndSpansAreWrittenInFittingUnits(seconds: Int, age: String, span: String) {
  #expect(formatAge(.seconds(seconds)) == age)
  #expect(formatSpan(.seconds(seconds)) == span)
}

@Test func theLongestDurationIsNoTrap() {
  #expect(formatAge(Duration(secondsComponent: .max, attosecondsComponent: 0)).hasSuffix("d"))
  #expect(formatSpan(Duration(secondsComponent: .min, attosecondsComponent: 0)) == "0 s")
}

private let momentsAreWrittenAsRFC3339Cases: [(Int64, Int, String, Int)] = [
  (0, 0, "1970-01-01T00:00:00Z", 4), (1_787_195_021, 32_400, "2026-08-20T12:03:41+09:00", 4),
  (951_782_400, 0, "2000-02-29T00:00:00Z", 2), (951_868_799, 3600, "2000-03-01T00:59:59+01:00", 3),
  (4_107_542_400, 0, "2100-03-01T00:00:00Z", 1), (-1, 0, "1969-12-31T23:59:59Z", 3),
  (1_767_225_599, 0, "2025-12-31T23:59:59Z", 3), (1_767_225_600, -12_600, "2025-12-31T20:30:00-03:30", 3),
  (-62_167_219_200, 0, "0000-01-01T00:00:00Z", 6),
]

@Test(arguments: momentsAreWrittenAsRFC3339Cases)
func momentsAreWrittenAsRFC3339(seconds: Int64, offset: Int, text: String, weekday: Int) {
  let civil = CivilTime(Timestamp(seconds: seconds), offsetSeconds: offset)
  #expect(civil.rfc3339 == text)
  #expect(civil.weekday == weekday)
}

@Test func millisecondsAreKept() {
  let civil = CivilTime(Timestamp(milliseconds: -1))
  #expect(civil.rfc3339Milliseconds == "1969-12-31T23:59:59.999Z")
  #expect(CivilTime(Timestamp(milliseconds: 1_787_195_021_250)).rfc3339Milliseconds == "2026-08-20T03:03:41.250Z")
  #expect((civil.clock, civil.hourMinute, civil.date) == ("23:59:59", "23:59", "1969-12-31"))
}

@Test func everyDayFollowsTheOneBefore() {
  var before = CivilTime(Timestamp(seconds: -86_400 * 800))
  for day in -799...150_000 {
    let now = CivilTime(Timestamp(seconds: Int64(day) * 86_400))
    let isNext =
      (now.year == before.year && now.month == before.month && now.day == before.day + 1)
      || (now.year == before.year && now.month == before.month + 1 && now.day == 1 && before.day >= 28)
      || (now.year == before.year + 1 && now.month == 1 && now.day == 1 && before.month == 12 && before.day == 31)
    guard isNext, now.weekday == before.weekday % 7 + 1 else {
      Issue.record("\(before.date) is followed by \(now.date)")
      return
    }
    before = now
  }
}

@Test(arguments: [Int64.min, .max, 0], [Int.min, .max, 0])
func noMomentIsATrap(milliseconds: Int64, offset: Int) {
  #expect(CivilTime(Timestamp(milliseconds: milliseconds), offsetSeconds: offset).rfc3339.count >= 20)
}

private let theNearestWordIsSuggestedCases: [(String, [String], String?)] = [
  ("warnning", ["warning", "waning", "title"], "warning"), ("bm-db99", ["bm-db09", "bm-app01"], "bm-db09"),
  ("hsot", ["host", "hot"], "host"), ("LOAD", ["load"], "load"), ("x", ["load", "cpu"], nil), ("", ["a"], nil),
  ("laod", ["load", "loam"], "load"), ("サーバ", ["サーバー"], "サーバー"),
]

@Test(arguments: theNearestWordIsSuggestedCases)
func theNearestWordIsSuggested(word: String, candidates: [String], expected: String?) {
  #expect(closestMatch(to: word, among: candidates) == expected)
}

@Test func wordsWithoutEndAreNotCompared() {
  #expect(closestMatch(to: String(repeating: "a", count: 10_000), among: ["a"]) == nil)
}
