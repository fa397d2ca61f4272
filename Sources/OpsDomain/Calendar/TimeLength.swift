/// A length of time as people write it: whole days, which the calendar counts, and the rest.
struct TimeLength: Hashable {
  var days = 0
  var milliseconds: Int64 = 0

  /// The longest that can be written: ten years.
  static let daysMax = 3660

  private static let units: [(names: [String], days: Int, milliseconds: Int64)] = [
    (["s", "sec", "secs", "second", "seconds", "秒"], 0, 1000),
    (["m", "min", "mins", "minute", "minutes", "分", "分間"], 0, 60_000),
    (["h", "hr", "hrs", "hour", "hours", "時間"], 0, 3_600_000),
    (["d", "day", "days", "日", "日間"], 1, 0), (["w", "week", "weeks", "週間"], 7, 0), (["ms"], 0, 1),
  ]

  /// Reads `1h30m`, `2 days`, `1.5 h`, `90 min`.
  init(_ words: [String], text: String) throws(TimeProblem) {
    let letters = Array(words.joined().unicodeScalars)
    func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) || scalar == "." }
    var index = 0
    while index < letters.count {
      let number = letters[index...].prefix(while: isDigit)
      let unit = letters[(index + number.count)...].prefix { !isDigit($0) }
      index += number.count + unit.count
      try add(Self.text(number), Self.text(unit), text)
    }
    let total = days.magnitude > Self.daysMax ? Int64.max : Int64(days) * 86_400_000 + milliseconds
    guard !letters.isEmpty, total <= Int64(Self.daysMax) * 86_400_000 else {
      throw TimeProblem("\(TimePhrase.quoted(text)) is longer than ten years")
    }
  }

  private static func text(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
    String(String.UnicodeScalarView(scalars))
  }

  private mutating func add(_ number: String, _ unit: String, _ text: String) throws(TimeProblem) {
    guard !unit.isEmpty else {
      throw TimeProblem("\(TimePhrase.quoted(text)) has no unit", remedy: "as \(number.isEmpty ? "2" : number)h or 45m")
    }
    guard let meaning = Self.units.first(where: { $0.names.contains(unit) }) else {
      let near = closestMatch(to: unit, among: Self.units.flatMap(\.names).filter { $0.utf8.count > 3 })
      throw TimeProblem(
        "\(TimePhrase.quoted(unit)) is no unit of time",
        remedy: near.map { "did you mean \($0)?" } ?? "s, min, h, d or w, as 1h30m")
    }
    let parts = number.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count <= 2, let whole = smallNumber(parts.first ?? "", digits: 1...6),
      let thousandths = parts.count == 2 ? smallNumber((parts[1] + "00").prefix(3), digits: 3...3) : 0
    else { throw TimeProblem("\(TimePhrase.quoted(text)) is no length of time", remedy: "as 45m, 1h30m or 2 days") }
    days += whole * meaning.days
    milliseconds += Int64(whole) * meaning.milliseconds + Int64(thousandths) * meaning.milliseconds / 1000
    milliseconds += Int64(thousandths) * Int64(meaning.days) * 86_400
  }

  /// The moment so much later, or earlier: days keep the time of day, the rest is exact.
  func added(to moment: Timestamp, _ zone: ZoneRules, isBackward: Bool = false) -> Timestamp {
    let sign = isBackward ? -1 : 1
    var begin = moment
    if days != 0 {
      let local = LocalTime(moment, in: zone).adding(days: sign * days)
      begin = zone.moment(of: local).usual
      begin.milliseconds += Int64(LocalTime.floor(Int(moment.milliseconds), by: 1000).rest)
    }
    return Timestamp(milliseconds: begin.milliseconds &+ Int64(sign) * milliseconds)
  }
}
