/// Names of days and months as people shorten them, in English and, for days, in Japanese.
enum CalendarNames {
  static let weekdays = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
  static let months = [
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
  ]
  /// As RFC 5545 writes them.
  static let weekdayCodes = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]
  /// As a date is headed: `Mon`.
  static let shortWeekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
  private static let japanese: [Character] = ["月", "火", "水", "木", "金", "土", "日"]
  private static let lettersMin = 3

  /// The day of the week of a name, from Monday, 1; nil when it is none.
  static func weekday(_ word: String) -> Int? {
    if let first = word.first, let index = japanese.firstIndex(of: first),
      word.dropFirst().allSatisfy({ "曜日".contains($0) })
    {
      return index + 1
    }
    return place(of: word, in: weekdays)
  }

  /// The month of a name, from January, 1; nil when it is none.
  static func month(_ word: String) -> Int? { place(of: word, in: months) }

  /// The place, from 1, of the name that begins so; at least three letters say which.
  private static func place(of word: String, in names: [String]) -> Int? {
    let letters = word.hasSuffix(".") ? String(word.dropLast()) : word
    guard letters.utf8.count >= lettersMin else { return nil }
    let singular = letters.utf8.count > 5 && letters.hasSuffix("s") ? String(letters.dropLast()) : letters
    return names.firstIndex { $0.hasPrefix(letters) || $0 == singular }.map { $0 + 1 }
  }

  /// A number as a place in a row: `1st`, `22nd`, `13th`.
  static func ordinal(_ number: Int) -> String {
    switch (number % 10, number % 100) {
    case (1, let rest) where rest != 11: return "\(number)st"
    case (2, let rest) where rest != 12: return "\(number)nd"
    case (3, let rest) where rest != 13: return "\(number)rd"
    default: return "\(number)th"
    }
  }
}
