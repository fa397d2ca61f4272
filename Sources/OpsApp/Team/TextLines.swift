import OpsDomain
import OpsScreen

/// The lines of a text, each made harmless; only a line feed ends one.
func harmlessLines(_ text: String) -> [String] {
  text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map { line in
    harmless(String(decoding: line.last == UInt8(ascii: "\r") ? line.dropLast() : line, as: UTF8.self))
  }
}

extension TeamDesk {
  /// A moment as people write it in the person's zone, to the minute.
  func stamp(_ moment: Timestamp) -> String { minuteText(of: moment, zone) }

  /// An interval as people write it in the person's zone, to the minute.
  func text(_ interval: Range<Timestamp>) -> String {
    let start = minute(interval.lowerBound)
    return TimePhrase.text(of: start..<max(start, minute(interval.upperBound)), zone: zone)
  }
}

/// A moment as people write it in a zone, to the minute.
func minuteText(of moment: Timestamp, _ zone: ZoneRules) -> String { TimePhrase.text(of: minute(moment), zone: zone) }

/// The beginning of the minute; times are planned by minutes, but work begins whenever it does.
private func minute(_ moment: Timestamp) -> Timestamp {
  let rest = moment.milliseconds % 60_000
  return Timestamp(milliseconds: moment.milliseconds &- (rest < 0 ? rest + 60_000 : rest))
}
