import OpsDomain
import TestSupport
import Testing

private let cases: [(Double, Double, Double, String, String)] = [
  (12.2, 13, 14.1, "12–15 d", "12–15 days"), (120, 130, 149.5, "120–150d", "120–150 days"),
  (1.9, 2, 2, "1–2 d", "1–2 days"), (3, 3, 3, "3 d", "3 days"), (0.13, 0.17, 0.2, "3–5 h", "3–5 hours"),
  (0.5, 1, 1.9, "12–46 h", "12–46 hours"), (0.01, 0.02, 0.03, "14–44min", "14–44 minutes"),
  (0, 0, 0, "0 min", "0 minutes"), (0.0001, 0.0005, 0.0006, "0–1 min", "0–1 minute"),
  (500, 900, 5000, "500–999d", "500–999 days"), (.nan, .nan, .infinity, "999 min", "999 minutes"),
]

@Suite("forecasts in words") struct ForecastWordsTests {
  @Test("a range is short, and never promises more than it knows", arguments: cases)
  func ranges(earliest: Double, middle: Double, latest: Double, short: String, long: String) {
    let fill = FillForecast(
      earliest: earliest, middle: middle, latest: latest, window: .sevenDays, lostPerDay: 1_073_741_824)
    #expect(fill.words == short && fill.longWords == long)
    #expect(fill.words.count <= 8)
    #expect(FillOutlook.fills(fill).sentence == "full in \(long)")
  }

  @Test("what there is instead of a forecast is short, too")
  func none() {
    let reasons: [NoForecast] = [
      .tooLittleData(.seconds(60)), .readOnly, .unread, .flat, .shrinking, .recovers(9), .tooNoisy, .beyond(days: 365),
      .beyond(days: .max), .beyond(days: .min),
    ]
    for reason in reasons { #expect(reason.words.count <= 8 && !reason.sentence.isEmpty) }
    #expect(FillOutlook.none(.recovers(9)).words == "recovers")
    #expect(NoForecast.recovers(9).sentence == "no forecast: it filled and recovered 9 times, and gets no worse")
    #expect(NoForecast.beyond(days: 365).words == ">365 d")
  }

  @Test("it is said where it comes from") func basis() {
    var fill = FillForecast(earliest: 1, middle: 2, latest: 3, window: .sevenDays, lostPerDay: 1_073_741_824)
    #expect(fill.basis(formatBytes) == "by 7 d, 1.0 GB a day")
    fill.recoveries = 6
    #expect(fill.basis(formatBytes) == "by 7 d, with 6 recoveries, 1.0 GB a day")
  }
}
