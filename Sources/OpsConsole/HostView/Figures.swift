import OpsDomain
import OpsScreen

/// Optional readings as people read them; nil is `–`, never zero.
enum Figures {
  /// A number with this many decimals: `3.10`.
  static func decimal(_ value: Double?, places: Int) -> String {
    value.map { formatDecimal($0, places: places) } ?? absentMark
  }

  /// A number in few digits: `4.8`, `61`, `1024`; one decimal below ten, none for whole numbers.
  static func short(_ value: Double?) -> String {
    guard let value else { return absentMark }
    return formatDecimal(value, places: abs(value) < 9.95 && value != value.rounded() ? 1 : 0)
  }

  /// A share as per cent: `93 %`; what is over 0 and below half a per cent is `<1 %`.
  static func percent(_ share: Double?) -> String {
    guard let share else { return absentMark }
    return share > 0 && share < 0.005 ? "<1 %" : formatShare(share)
  }

  /// A share of a space in use: 100 % only when it is full.
  static func percentUsed(_ share: Double?) -> String {
    guard let share else { return absentMark }
    return share > 0.994 && share < 1 ? "99 %" : percent(share)
  }

  /// Bytes: `540 MB`, `1.8 TB`.
  static func bytes(_ count: UInt64?) -> String { count.map { formatBytes($0) } ?? absentMark }

  /// Bytes a second: `61 MB/s`.
  static func rate(_ perSecond: Double?) -> String { perSecond.map { formatByteRate($0) } ?? absentMark }

  /// A count a second: `1.2`, `840`, `12k`.
  static func frequency(_ perSecond: Double?) -> String {
    guard let perSecond else { return absentMark }
    if perSecond >= 999_500 { return formatDecimal(perSecond / 1_000_000, places: 1) + "M" }
    if perSecond >= 9_999.5 { return formatDecimal(perSecond / 1000, places: 0) + "k" }
    return short(perSecond)
  }

  /// CPU time: `0:42`, `612:03`, then hours, `1204h10`, then days.
  static func cpuTime(_ seconds: Double) -> String {
    guard seconds.isFinite, seconds >= 0 else { return absentMark }
    let whole = Int64(min(seconds, 1e13))
    if whole < 60_000 { return "\(whole / 60):\(twoDigits(whole % 60))" }
    if whole < 36_000_000 { return "\(whole / 3600)h\(twoDigits(whole / 60 % 60))" }
    return "\(whole / 86_400)d"
  }

  /// How long a machine has run: `41 d 3 h`.
  static func uptime(_ seconds: Double) -> String {
    guard seconds.isFinite, seconds >= 0 else { return absentMark }
    return formatSpan(.seconds(Int64(min(seconds, 1e12))))
  }

  /// The time of day to the minute where the person is: `11:39`.
  static func clock(_ moment: Timestamp, _ zone: LocalZone) -> String {
    CivilTime(moment, offsetSeconds: zone.offsetSeconds).hourMinute
  }

  /// When something began: `since 11:39, 24 min`; without the clock when that is a day ago or more.
  static func since(_ moment: Timestamp, _ context: DrawContext) -> String {
    let length = context.now.since(moment)
    guard length < .seconds(86_400), length >= .zero else { return "for \(formatSpan(length))" }
    return "since \(clock(moment, context.zone)), \(formatSpan(length))"
  }

  private static func twoDigits(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }
}

extension Severity {
  /// How it looks.
  var role: Role { standing.role }
}

extension HostState {
  /// Whether what is shown of it is old: it is stale or down, or missed its intervals.
  func isOld(at now: Timestamp) -> Bool {
    guard let age = age(at: now) else { return false }
    let missed = host.interval * max(host.thresholds.staleAfterIntervals, 1)
    return age > missed || health == .stale || health == .down
  }
}
