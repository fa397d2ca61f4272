/// Filesystems that fill, that run out of inodes, or that do not answer.
///
/// Space is judged by share and by size: 80 % of a large disk leaves more than anybody writes in a week. Disks are
/// read seldom and change slowly, so that one reading is enough; hysteresis comes from what stood before.
enum DiskRule {
  /// The most findings kept of one host, the worst ones.
  static let findingsMax = 64

  /// What is to be said of a reading, given what was said of the one before.
  static func judge(
    _ reading: FilesystemReading, _ forecast: HostForecast?, before: [Finding], _ thresholds: Thresholds
  ) -> [Finding] {
    var findings: [Finding] = []
    for filesystem in reading.filesystems {
      let fill = forecast?[filesystem.mount]?.space.forecast
      for verdict in [space(filesystem, fill, before, thresholds), inodes(filesystem, before, thresholds)] {
        guard var finding = verdict else { continue }
        finding.since = reading.takenAt
        if let earlier = standing(finding.rule, filesystem.mount, before) {
          finding.since = min(earlier.since, reading.takenAt)
        }
        findings.append(finding)
      }
    }
    guard findings.count > findingsMax else { return findings }
    return Array(findings.sorted { $0.severity > $1.severity }.prefix(findingsMax))
  }

  private static func space(
    _ filesystem: Filesystem, _ fill: FillForecast?, _ before: [Finding], _ thresholds: Thresholds
  ) -> Finding? {
    if let failure = filesystem.failure {
      return finding(.disk, filesystem, .warn, "\(filesystem.mount) does not answer: \(failure)", 0, 0)
    }
    guard !filesystem.isAlwaysFull, let share = filesystem.usedShare else { return nil }
    let earlier = standing(.disk, filesystem.mount, before)?.severity
    let free = Double(filesystem.availableBytes)
    let level: (severity: Severity, threshold: Double)
    let floor = Limit(raise: 1 - thresholds.diskAvailableFloor, clear: 1 - thresholds.diskAvailableFloor * 4 / 3)
    if passes(share, floor, standing: earlier == .crit) {
      level = (.crit, floor.raise)
    } else if passes(share, thresholds.diskCrit, free, below: thresholds.diskCritFreeBytes, standing: earlier == .crit)
      || fills(share, thresholds.diskCrit, fill, within: thresholds.diskCritDays, standing: earlier == .crit)
    {
      level = (.crit, thresholds.diskCrit.raise)
    } else if passes(share, thresholds.diskWarn, free, below: thresholds.diskWarnFreeBytes, standing: earlier != nil)
      || fills(share, thresholds.diskWarn, fill, within: thresholds.diskWarnDays, standing: earlier != nil)
    {
      level = (.warn, thresholds.diskWarn.raise)
    } else {
      return nil
    }
    var sentence = "\(filesystem.mount) \(formatShare(share)) used, \(formatBytes(free)) free"
    if let fill, fill.middle < thresholds.diskWarnDays { sentence += ", full in \(fill.longWords)" }
    return finding(.disk, filesystem, level.severity, sentence, share, level.threshold)
  }

  private static func inodes(_ filesystem: Filesystem, _ before: [Finding], _ thresholds: Thresholds) -> Finding? {
    guard !filesystem.isAlwaysFull, let share = filesystem.inodesUsedShare else { return nil }
    let earlier = standing(.inodes, filesystem.mount, before)?.severity
    let isCrit = passes(share, thresholds.inodesCrit, standing: earlier == .crit)
    guard isCrit || passes(share, thresholds.inodesWarn, standing: earlier != nil) else { return nil }
    let limit = isCrit ? thresholds.inodesCrit.raise : thresholds.inodesWarn.raise
    let sentence = "\(filesystem.mount) inodes \(formatShare(share)) ≥ \(formatLimit(limit * 100)) %"
    return finding(.inodes, filesystem, isCrit ? .crit : .warn, sentence, share, limit)
  }

  private static func passes(_ share: Double, _ limit: Limit, standing: Bool) -> Bool {
    share >= limit.raise || (standing && share > limit.clear)
  }

  /// Both must be: much used, and little free.
  ///
  /// What stands goes away when a tenth more is free.
  private static func passes(
    _ share: Double, _ limit: Limit, _ free: Double, below bytes: Double, standing: Bool
  ) -> Bool {
    passes(share, limit, standing: standing) && free < (standing ? bytes * 1.1 : bytes)
  }

  /// Both must be: much used, and full before long.
  private static func fills(
    _ share: Double, _ limit: Limit, _ fill: FillForecast?, within most: Double, standing: Bool
  ) -> Bool {
    guard let fill else { return false }
    return passes(share, limit, standing: standing) && fill.middle < (standing ? most * 1.1 : most)
  }

  private static func standing(_ rule: RuleID, _ mount: String, _ before: [Finding]) -> Finding? {
    before.first { $0.rule == rule && $0.subject == mount }
  }

  private static func finding(
    _ rule: RuleID, _ filesystem: Filesystem, _ severity: Severity, _ sentence: String, _ value: Double,
    _ threshold: Double
  ) -> Finding {
    Finding(
      rule: rule, subject: filesystem.mount, severity: severity, sentence: sentence, value: value,
      threshold: threshold, since: Timestamp(milliseconds: 0))
  }
}

extension Filesystem {
  /// Whether nobody can write to it, so that it is as full as it will ever be.
  public var isAlwaysFull: Bool { isReadOnly == true || type.map(imageTypes.contains) == true }
}

/// Types of filesystem that are written once, as an image.
private let imageTypes: Set<String> = ["squashfs", "iso9660", "udf", "erofs", "cramfs", "romfs"]
