import OpsDomain

/// Small readers that the decoders of posture share.
enum PostureText {
  /// The lines of a part that are not empty; none where there is no such part.
  static func lines(_ section: SectionText, _ part: String) -> [String] {
    FactsDecoder.lines(section.part(part) ?? [])
  }

  /// What is said of a part that is missing because the request was stopped before it was told.
  static let late = "not answered in time"

  /// Whether a part is missing because the request was stopped; others are missing where there is nothing to tell.
  static func isLate(_ section: SectionText, _ part: String) -> Bool { section.isStopped && section.part(part) == nil }

  /// Whether the probe found a file that it may not read.
  static func isDenied(_ section: SectionText, _ name: String) -> Bool {
    section.parts.contains { $0.name == "denied \(name)" }
  }

  /// The first line as a number.
  static func count(_ section: SectionText, _ part: String) -> Int? { lines(section, part).first.flatMap { Int($0) } }

  /// The text without blanks around it.
  static func trimmed(_ text: String) -> String {
    text.split(separator: " ").joined(separator: " ")
  }

  /// The moment of `Nov 28 03:20:17 2026 GMT`, as openssl(1) writes it.
  static func certificateDate(_ text: Substring) -> Timestamp? {
    let words = text.split(separator: " ")
    guard words.count >= 4, let month = months.firstIndex(of: String(words[0])), let day = Int(words[1]),
      let year = Int(words[3]), (1970...9999).contains(year), (1...31).contains(day)
    else { return nil }
    let clock = words[2].split(separator: ":").compactMap { Int($0) }
    guard clock.count == 3, (0..<24).contains(clock[0]), (0..<60).contains(clock[1]), (0...60).contains(clock[2]) else {
      return nil
    }
    let seconds = days(year, month + 1, day) * 86_400 + clock[0] * 3600 + clock[1] * 60 + clock[2]
    return Timestamp(seconds: Int64(seconds))
  }

  private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

  /// Days since 1970-01-01 in the Gregorian calendar.
  private static func days(_ year: Int, _ month: Int, _ day: Int) -> Int {
    // Years begin in March, so that the day that may be missing is the last one.
    let (shifted, fromMarch) = (month > 2 ? year : year - 1, (month + 9) % 12)
    let leaps = shifted / 4 - shifted / 100 + shifted / 400
    return shifted * 365 + leaps + (fromMarch * 306 + 5) / 10 + day - 1 - 719_468
  }

  /// The common name of a subject as `C = JP, CN = www.example.org` or `/C=JP/CN=www.example.org`; else all of it.
  static func commonName(_ subject: Substring) -> String {
    let parts = subject.split { ",/".contains($0) }.map { trimmed(String($0)) }
    for part in parts {
      for prefix in ["CN = ", "CN="] where part.hasPrefix(prefix) { return "CN=\(part.dropFirst(prefix.count))" }
    }
    return trimmed(String(subject))
  }
}
