// Numbers as people read them, without Foundation. What is not a number is written `–`.

/// What stands where a value is absent.
public let absentMark = "–"

/// A number with a fixed count of decimals, as `3.10`; `–` for NaN and infinity.
///
/// Rounds half away from zero; at most nine places. Numbers beyond 10¹⁸ come in scientific notation.
public func formatDecimal(_ value: Double, places: Int = 2) -> String {
  guard value.isFinite else { return absentMark }
  let places = min(max(places, 0), 9)
  var power: UInt64 = 1
  for _ in 0..<places { power &*= 10 }
  let scaled = (value.magnitude * Double(power)).rounded(.toNearestOrAwayFromZero)
  guard scaled < 1e18 else { return value.magnitude < 1e18 ? formatDecimal(value, places: 0) : "\(value)" }
  let whole = UInt64(scaled)
  let sign = value < 0 && whole > 0 ? "-" : ""
  guard places > 0 else { return sign + String(whole) }
  return sign + String(whole / power) + "." + padded(whole % power, to: places)
}

/// A limit with no more decimals than it needs, at most two: `1.5`, `4`; `–` for NaN and infinity.
public func formatLimit(_ value: Double) -> String {
  var text = formatDecimal(value, places: 2)[...]
  guard text.utf8.contains(UInt8(ascii: ".")) else { return String(text) }
  while text.last == "0" { text.removeLast() }
  if text.last == "." { text.removeLast() }
  return String(text)
}

/// A share 0...1 in percent, as `93 %`; `–` for NaN and infinity.
public func formatShare(_ share: Double, places: Int = 0) -> String {
  share.isFinite ? formatDecimal(share * 100, places: places) + " %" : absentMark
}

/// An amount of bytes in powers of 1024, as `540 MB`, `4.1 GB`, `512 B`: one decimal below ten.
public func formatBytes(_ bytes: UInt64) -> String { formatBytes(Double(bytes)) }

/// An amount of bytes in powers of 1024, as `540 MB`; `–` for NaN and infinity.
public func formatBytes(_ bytes: Double) -> String {
  guard bytes.isFinite else { return absentMark }
  let (number, unit) = scaled(bytes)
  return unit == 0 ? "\(number) B" : "\(number) \(unitLetters[unit])B"
}

/// An amount of bytes as narrow as a column needs it, as `540M`, `4.1G`, `0`; `–` for NaN and infinity.
public func formatBytesCompact(_ bytes: Double) -> String {
  guard bytes.isFinite else { return absentMark }
  let (number, unit) = scaled(bytes)
  return unit == 0 ? number : number + unitLetters[unit]
}

/// Bytes a second in powers of 1024, as `61 MB/s`; `–` for NaN and infinity.
public func formatByteRate(_ bytesPerSecond: Double) -> String {
  bytesPerSecond.isFinite ? formatBytes(bytesPerSecond) + "/s" : absentMark
}

/// An age in its largest fitting unit, as `75s`, `4m`, `3h`, `2d`; negative ages are `0s`.
///
/// Seconds below 100, minutes below 100, hours below 48, then days; always rounded down.
public func formatAge(_ age: Duration) -> String {
  let seconds = max(age.wholeMilliseconds / 1000, 0)
  if seconds < 100 { return "\(seconds)s" }
  if seconds < 6000 { return "\(seconds / 60)m" }
  if seconds < 172_800 { return "\(seconds / 3600)h" }
  return "\(seconds / 86_400)d"
}

/// A length of time in words with its two largest units, as `24 min`, `3 h 5 min`, `12 d 4 h`, `40 s`.
public func formatSpan(_ span: Duration) -> String {
  let seconds = max(span.wholeMilliseconds / 1000, 0)
  let (days, hours, minutes) = (seconds / 86_400, seconds / 3600 % 24, seconds / 60 % 60)
  if days > 0 { return hours > 0 ? "\(days) d \(hours) h" : "\(days) d" }
  if hours > 0 { return minutes > 0 ? "\(hours) h \(minutes) min" : "\(hours) h" }
  return minutes > 0 ? "\(minutes) min" : "\(seconds) s"
}

/// The letters of the units, powers of 1024.
private let unitLetters = ["", "K", "M", "G", "T", "P", "E"]

/// The number and the power of 1024 in which an amount is best read: `4.1`, `128`.
private func scaled(_ bytes: Double) -> (number: String, unit: Int) {
  var (value, unit) = (bytes, 0)
  // What would be rounded to 1024 is one of the next unit.
  while value.magnitude >= 1023.5, unit < unitLetters.count - 1 {
    value /= 1024
    unit += 1
  }
  let places = unit > 0 && value.magnitude < 9.95 ? 1 : 0
  return (formatDecimal(value, places: places), unit)
}

/// A number with leading zeros up to `width` digits.
func padded(_ value: UInt64, to width: Int) -> String {
  let digits = String(value)
  return String(repeating: "0", count: max(width - digits.utf8.count, 0)) + digits
}
