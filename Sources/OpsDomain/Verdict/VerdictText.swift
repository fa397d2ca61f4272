extension Verdict {
  /// The answer for people: the word and what it is about, reasons with the worst first, then when it will be OK.
  ///
  /// The zone is the reader's. Text from outside is in it as it came; whoever prints it makes it harmless.
  public func lines(in zone: ZoneRules) -> [String] {
    let clock = VerdictClock(now: now, zone: zone)
    let when = question.at > now + VerdictCase.laterAfter ? " at \(clock.text(question.at))" : ""
    var lines = ["\(word.rawValue)  \(question.action.rawValue) \(subjectWords)\(when)"]
    for reason in reasons { lines.append("  \(reason.severity.word.leftAligned(to: 7))  \(reason.message)") }
    if reasons.isEmpty { lines.append("  nothing speaks against it") }
    if let earliest { lines.append("earliest OK: \(clock.text(earliest))") }
    return lines
  }

  /// The subject with the number of its hosts: `bookmark:db (24 hosts, one at a time)`.
  private var subjectWords: String {
    guard hosts.count != 1 || question.subject.isOneByOne else { return question.subject.name }
    guard !hosts.isEmpty else { return question.subject.name }
    let how = question.subject.isOneByOne ? ", one at a time" : " at once"
    return "\(question.subject.name) (\(hosts.count) host\(hosts.count == 1 ? "" : "s")\(how))"
  }

  /// The answer in a few words: `OK to update`, `NO: freeze F-3 until 09:00 …`.
  public var headline: String {
    guard word != .ok, let worst = reasons.first else { return "OK to \(question.action.rawValue)" }
    return "\(word.rawValue): \(worst.message)"
  }
}

extension String {
  /// The text with blanks after it up to a width; plain ASCII words only.
  fileprivate func leftAligned(to width: Int) -> String {
    self + String(repeating: " ", count: max(width - utf8.count, 0))
  }
}
