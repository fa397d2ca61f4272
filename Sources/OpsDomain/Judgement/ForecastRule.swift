/// Filesystems that will be full, or without inodes, within hours.
///
/// The forecast has looked back and says since when it has been so; here is only asked whether it still is, by the
/// filesystems as they were read last. What takes days is planning: it is listed by days left, and no alarm.
enum ForecastRule {
  /// What is to be said of a forecast, given what was said before.
  static func judge(
    _ forecast: HostForecast?, _ reading: FilesystemReading, before: [Finding], _ thresholds: Thresholds
  ) -> [Finding] {
    guard let forecast else { return [] }
    var findings: [Finding] = []
    for mount in forecast.mounts where mount.spaceIncident != nil || mount.inodesIncident != nil {
      guard let filesystem = reading.filesystems.first(where: { $0.mount == mount.mount }), !filesystem.isAlwaysFull
      else { continue }
      if let incident = mount.spaceIncident, let fill = mount.space.forecast, let used = filesystem.usedShare,
        1 - used < thresholds.forecastWarnAvailable
      {
        let what = "\(mount.mount) \(formatShare(1 - used)) left"
        findings.append(finding(.forecast, what, mount.mount, incident, fill, before, thresholds))
      }
      if let incident = mount.inodesIncident, let fill = mount.inodes?.forecast, let used = filesystem.inodesUsedShare,
        1 - used < thresholds.forecastWarnAvailable
      {
        let what = "\(mount.mount) \(formatShare(1 - used)) of inodes left"
        findings.append(finding(.inodesForecast, what, mount.mount, incident, fill, before, thresholds))
      }
    }
    return findings
  }

  private static func finding(
    _ rule: RuleID, _ what: String, _ mount: String, _ incident: FillIncident, _ fill: FillForecast,
    _ before: [Finding], _ thresholds: Thresholds
  ) -> Finding {
    let isCrit = incident.severity == .crit
    let limit = isCrit ? thresholds.forecastCritWithin : thresholds.forecastWarnWithin
    let earlier = before.first { $0.rule == rule && $0.subject == mount }
    return Finding(
      rule: rule, subject: mount, severity: incident.severity, sentence: "\(what), full in \(fill.longWords)",
      value: fill.middle * 24, threshold: limit.inSeconds / 3600,
      since: min(incident.since, earlier?.since ?? incident.since))
  }
}
