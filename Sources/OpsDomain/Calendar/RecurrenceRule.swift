extension Recurrence {
  /// Reads `FREQ=WEEKLY;BYDAY=MO`, with or without `RRULE:` before it (RFC 5545 §3.3.10).
  public init(rrule: String) throws(TimeProblem) {
    guard rrule.utf8.count <= Self.textMax else { throw TimeProblem("a rule longer than \(Self.textMax) bytes") }
    let capitals = rrule.uppercased()
    let text = capitals.hasPrefix("RRULE:") ? capitals.dropFirst(6) : capitals[...]
    var parts: [String: String] = [:]
    for part in text.split(separator: ";") {
      let pair = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
      guard pair.count == 2, parts[pair[0]] == nil else {
        throw TimeProblem("\(part) is no part of a rule", remedy: "NAME=VALUE, each name once")
      }
      parts[pair[0]] = pair[1]
    }
    guard let name = parts.removeValue(forKey: "FREQ") else {
      throw TimeProblem("a rule needs FREQ", remedy: "FREQ=WEEKLY;BYDAY=MO")
    }
    guard let frequency = Frequency(rawValue: name) else {
      throw TimeProblem("FREQ=\(name) is not supported", remedy: "DAILY, WEEKLY, MONTHLY or YEARLY")
    }
    self.init(frequency)
    for (name, value) in parts.sorted(by: { $0.key < $1.key }) { try set(name, value) }
    self = try checked()
  }

  private mutating func set(_ name: String, _ value: String) throws(TimeProblem) {
    switch name {
    case "INTERVAL": interval = try Self.number(value, in: name)
    case "COUNT": count = try Self.number(value, in: name)
    case "UNTIL": until = try Self.until(value)
    case "BYDAY": weekdays = try Self.list(value, in: name, Self.weekday)
    case "BYMONTHDAY": monthDays = try Self.list(value, in: name) { Int($0) }
    case "BYMONTH": months = try Self.list(value, in: name) { Int($0) }
    case "WKST":
      guard let day = CalendarNames.weekdayCodes.firstIndex(of: value) else {
        throw TimeProblem("WKST=\(value) is no day", remedy: "MO to SU")
      }
      weekStart = day + 1
    default:
      throw TimeProblem(
        "\(name) is not supported", remedy: "INTERVAL, COUNT, UNTIL, BYDAY, BYMONTHDAY, BYMONTH and WKST are")
    }
  }

  private static func number(_ value: String, in name: String) throws(TimeProblem) -> Int {
    guard let number = Int(value) else { throw TimeProblem("\(name)=\(value) is no number") }
    return number
  }

  /// The most members of a list.
  private static let listMax = 62

  private static func list<Member>(
    _ value: String, in name: String, _ read: (String) -> Member?
  ) throws(TimeProblem) -> [Member] {
    let words = value.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    guard words.count <= listMax else { throw TimeProblem("\(name) has more than \(listMax) members") }
    var members: [Member] = []
    for word in words {
      guard let member = read(word) else { throw TimeProblem("\(word) is nothing for \(name)") }
      members.append(member)
    }
    return members
  }

  /// `MO`, `2TU`, `-1FR`.
  private static func weekday(_ text: String) -> Weekday? {
    guard let day = CalendarNames.weekdayCodes.firstIndex(of: String(text.suffix(2))) else { return nil }
    let number = text.dropLast(2)
    if number.isEmpty { return Weekday(day + 1) }
    return Int(number).map { Weekday(day + 1, ordinal: $0) }
  }

  /// `20270104`, `20270104T120000` of the plan's zone, or `20270104T030000Z`.
  private static func until(_ text: String) throws(TimeProblem) -> Until {
    let digits = text.utf8.filter { $0 >= 0x30 && $0 <= 0x39 }.map { Int($0 - 0x30) }
    func number(_ range: Range<Int>) -> Int { digits[range].reduce(0) { $0 * 10 + $1 } }
    let shape = String(decoding: text.utf8.map { $0 >= 0x30 && $0 <= 0x39 ? UInt8(ascii: "0") : $0 }, as: UTF8.self)
    if ["00000000", "00000000T000000", "00000000T000000Z"].contains(shape) {
      var time = LocalTime(year: number(0..<4), month: number(4..<6), day: number(6..<8))
      if digits.count == 14 {
        time = time.at(hour: number(8..<10), minute: number(10..<12), second: min(number(12..<14), 59))
      }
      if time.isValid {
        if digits.count == 8 { return .day(time) }
        return shape.hasSuffix("Z") ? .moment(Timestamp(seconds: time.secondsSinceEpoch)) : .local(time)
      }
    }
    throw TimeProblem("UNTIL=\(text) is no date", remedy: "20270104 or 20270104T030000Z")
  }

  /// As RFC 5545 writes it, without `RRULE:`.
  public var rrule: String {
    var text = "FREQ=\(frequency.rawValue)"
    if interval != 1 { text += ";INTERVAL=\(interval)" }
    if let count { text += ";COUNT=\(count)" }
    if let until { text += ";UNTIL=\(until.rrule)" }
    if !months.isEmpty { text += ";BYMONTH=" + months.map(String.init).joined(separator: ",") }
    if !monthDays.isEmpty { text += ";BYMONTHDAY=" + monthDays.map(String.init).joined(separator: ",") }
    if !weekdays.isEmpty { text += ";BYDAY=" + weekdays.map(\.rrule).joined(separator: ",") }
    if weekStart != 1 { text += ";WKST=" + Weekday(weekStart).rrule }
    return text
  }
}

extension Recurrence.Weekday {
  /// `MO`, `2TU`, `-1FR`.
  var rrule: String {
    let codes = CalendarNames.weekdayCodes
    return (ordinal.map(String.init) ?? "") + codes[min(max(weekday, 1), codes.count) - 1]
  }
}

extension Recurrence.Until {
  /// As RFC 5545 writes it; the moment to the second.
  var rrule: String {
    switch self {
    case .day(let day): return day.basicDate
    case .local(let time): return time.basic
    case .moment(let moment): return LocalTime(moment, offsetSeconds: 0).basic + "Z"
    }
  }
}

extension LocalTime {
  /// The date as RFC 5545 writes it: `20260822`.
  var basicDate: String { dateText.filter { $0 != "-" } }
  /// The whole as RFC 5545 writes it: `20260822T130500`.
  var basic: String { basicDate + "T" + clockText.filter { $0 != ":" } }
}
