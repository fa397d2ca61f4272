/// Says when filesystems will be full, from what was left of them.
///
/// Three windows are asked, each as far ahead as it can see: six hours for a day, seven days for weeks, ninety days for
/// a year. What a longer window knows to recover each time is no news to a shorter one.
public struct Forecaster: Sendable {
  private let thresholds: Thresholds

  /// A forecaster by the limits of a host.
  public init(_ thresholds: Thresholds = Thresholds()) { self.thresholds = thresholds }

  /// The forecast of a host: of the filesystems that it has now, by what is known of them.
  ///
  /// Costs a fraction of a millisecond for each filesystem that moves, and next to nothing for the others.
  public func forecast(
    of reading: FilesystemReading, _ histories: [MountHistory], at now: Timestamp
  ) -> HostForecast {
    let known = Dictionary(histories.map { ($0.mount, $0) }, uniquingKeysWith: { first, _ in first })
    let filesystems = reading.filesystems.prefix(HostMinute.mountsMax)
    return HostForecast(
      takenAt: now,
      mounts: filesystems.map { filesystem in
        var history = known[filesystem.mount] ?? MountHistory(mount: filesystem.mount)
        if filesystem.failure == nil {
          history.space.bridge(Double(filesystem.availableBytes), at: reading.takenAt)
          if let free = filesystem.inodesFree { history.inodes.bridge(Double(free), at: reading.takenAt) }
        }
        return forecast(of: filesystem, history, at: now)
      })
  }

  private func forecast(of filesystem: Filesystem, _ history: MountHistory, at now: Timestamp) -> FilesystemForecast {
    if filesystem.failure != nil { return FilesystemForecast(mount: filesystem.mount, space: .none(.unread)) }
    if filesystem.isAlwaysFull { return FilesystemForecast(mount: filesystem.mount, space: .none(.readOnly)) }
    let whole = Double(filesystem.usedBytes) + Double(filesystem.availableBytes)
    var forecast = FilesystemForecast(mount: filesystem.mount, space: outlook(history.space, at: now))
    forecast.spaceIncident = incident(history.space, forecast.space, whole: whole, at: now)
    guard filesystem.inodesFree != nil, let total = filesystem.inodesTotal else { return forecast }
    let inodes = outlook(history.inodes, at: now)
    forecast.inodes = inodes
    forecast.inodesIncident = incident(history.inodes, inodes, whole: Double(total), at: now)
    return forecast
  }

  /// When one thing will be full, by what was left of it.
  public func outlook(_ history: FillHistory, at now: Timestamp) -> FillOutlook {
    let week = WindowOutlook(history.hours, .sevenDays, at: now)
    let quarter = WindowOutlook(history.hours, .ninetyDays, at: now)
    let now6 = WindowOutlook(history.minutes, .sixHours, at: now)
    if let fill = now6.outlook?.forecast, fill.middle <= Self.dayAhead {
      let left = history.minutes.last { $0.moment <= now }?.value ?? 0
      if !week.cycles.knows(left, pace: fill.lostPerDay), !quarter.cycles.knows(left, pace: fill.lostPerDay) {
        return .fills(fill)
      }
    }
    let left = history.hours.last { $0.moment <= now }?.value ?? 0
    return Self.planning(week, quarter, known: Self.known(history, at: now), left: left)
  }

  /// How far ahead six hours see, in days.
  private static let dayAhead = 1.0
  /// How many times its span a window sees ahead, and how many times when there is nothing longer.
  private static let ahead = 4.0
  private static let aheadAlone = 10.0
  /// Nobody plans for longer, in days.
  private static let longest = 365.0

  private static func planning(
    _ week: WindowOutlook, _ quarter: WindowOutlook, known: Duration, left: Double
  ) -> FillOutlook {
    let ahead = quarter.outlook == nil ? aheadAlone : ahead
    if let fill = week.outlook?.forecast, fill.middle <= week.span * ahead,
      fill.recoveries >= 3 || !quarter.cycles.knows(left, pace: fill.lostPerDay)
    {
      return .fills(fill)
    }
    if let fill = quarter.outlook?.forecast, fill.middle <= min(quarter.span * Self.ahead, longest) {
      return .fills(fill)
    }
    let outlooks = [quarter.outlook, week.outlook].compactMap { $0 }
    for case .none(.recovers(let times)) in outlooks { return .none(.recovers(times)) }
    guard let first = outlooks.first else { return .none(.tooLittleData(known)) }
    guard let fill = first.forecast else { return first }
    return .none(.beyond(days: Int(min(quarter.outlook == nil ? week.span * ahead : longest, fill.middle))))
  }

  private static func known(_ history: FillHistory, at now: Timestamp) -> Duration {
    let first = [history.minutes.first, history.hours.first].compactMap { $0?.moment }.min()
    return first.map { max(now.since($0), .zero) } ?? .zero
  }
}

// MARK: - Alarm

extension Forecaster {
  /// How often within the time that it must hold is asked whether it did.
  private static let looks = 4

  /// The alarm: so little is left that it will be full within hours, and so it was whenever one had looked within the
  /// last hour.
  private func incident(
    _ history: FillHistory, _ outlook: FillOutlook, whole: Double, at now: Timestamp
  ) -> FillIncident? {
    guard whole > 0, var severity = severity(history, outlook, whole: whole, at: now) else { return nil }
    for look in 1...Self.looks {
      let back = Duration.milliseconds(thresholds.forecastHolding.wholeMilliseconds / Int64(Self.looks) * Int64(look))
      let moment = now - back
      guard let then = self.severity(history, self.outlook(history, at: moment), whole: whole, at: moment) else {
        return nil
      }
      severity = min(severity, then)
    }
    return FillIncident(severity: severity, since: now - thresholds.forecastHolding)
  }

  private func severity(
    _ history: FillHistory, _ outlook: FillOutlook, whole: Double, at moment: Timestamp
  ) -> Severity? {
    guard let fill = outlook.forecast, let left = history.minutes.last(where: { $0.moment <= moment })?.value else {
      return nil
    }
    let (share, hours) = (left / whole, fill.middle * 24)
    if share < thresholds.forecastCritAvailable, hours <= thresholds.forecastCritWithin.inSeconds / 3600 {
      return .crit
    }
    if share < thresholds.forecastWarnAvailable, hours <= thresholds.forecastWarnWithin.inSeconds / 3600 {
      return .warn
    }
    return nil
  }
}
