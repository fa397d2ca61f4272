import OpsDomain

/// What hosts of one role are like in the simulation.
struct RoleProfile: Sendable {
  /// A filesystem that hosts of the role have.
  struct Volume: Sendable {
    var mount: String
    var device: String
    var type: String
    var sizeBytes: Double
    /// The share in use at the start lies in here.
    var share: ClosedRange<Double>
    var inodes: Double
    /// What the share in use grows by in a day.
    var growthPerDay = 0.0005
    /// Whether it comes over the network and does not answer.
    var hangs = false
  }

  var role: String
  /// How many there are among the 56 hosts of the usual service.
  var usualCount: Int
  /// How many must stay; nil: the team has not said.
  var keep: Int?
  var cores: Int
  var memoryBytes: Double
  /// What a host of level 1 does on average.
  var usual: Amounts
  /// The level of a host lies in here.
  var level: ClosedRange<Double>
  var memoryUsed: ClosedRange<Double>
  /// How much the hour of the day counts, and the hour of the peak.
  var dayAmplitude = 0.30
  var peakHour = 21.0
  /// Volumes besides the root and boot ones.
  var volumes: [Volume] = []

  /// The level of load that goes with this CPU time.
  private static func amounts(
    _ user: Double, _ system: Double, iowait: Double, receivedMegabytes: Double, sentMegabytes: Double, busy: Double,
    readMegabytes: Double, writtenMegabytes: Double
  ) -> Amounts {
    Amounts(
      user: user, system: system, iowait: iowait, steal: 0.003, load: 1.42 * (user + system) + 2 * iowait,
      cpuPressure: 0.08 * (user + system), memoryPressure: 0.0004, ioPressure: 0.8 * iowait,
      receivedBytes: receivedMegabytes * 1e6, sentBytes: sentMegabytes * 1e6, majorFaults: 0.05, diskBusy: busy,
      readBytes: readMegabytes * 1e6, writtenBytes: writtenMegabytes * 1e6)
  }

  private static let gibibyte = 1_073_741_824.0

  /// The volumes that every host has.
  static let rootVolumes = [
    Volume(mount: "/", device: "/dev/sda1", type: "ext4", sizeBytes: 40 * gibibyte, share: 0.2...0.58, inodes: 0.11),
    Volume(
      mount: "/boot", device: "/dev/sda15", type: "ext4", sizeBytes: gibibyte, share: 0.38...0.5, inodes: 0.01,
      growthPerDay: 0),
  ]

  /// The roles of a service, in the inventory's order.
  static let all: [Shared<RoleProfile>] = [
    RoleProfile(
      role: "proxy", usualCount: 3, keep: 2, cores: 4, memoryBytes: 8 * gibibyte,
      usual: amounts(
        0.12, 0.09, iowait: 0.001, receivedMegabytes: 24, sentMegabytes: 26, busy: 0.02, readMegabytes: 0.1,
        writtenMegabytes: 0.6),
      level: 0.25...2.1, memoryUsed: 0.45...0.6),
    RoleProfile(
      role: "app", usualCount: 11, keep: 9, cores: 8, memoryBytes: 16 * gibibyte,
      usual: amounts(
        0.24, 0.06, iowait: 0.002, receivedMegabytes: 22, sentMegabytes: 26, busy: 0.02, readMegabytes: 0.1,
        writtenMegabytes: 0.9),
      level: 0.22...1.45, memoryUsed: 0.25...0.58, dayAmplitude: 0.35),
    RoleProfile(
      role: "db", usualCount: 24, keep: 22, cores: 16, memoryBytes: 64 * gibibyte,
      usual: amounts(
        0.18, 0.06, iowait: 0.04, receivedMegabytes: 18, sentMegabytes: 48, busy: 0.16, readMegabytes: 14,
        writtenMegabytes: 4),
      level: 0.3...1.6, memoryUsed: 0.62...0.8,
      volumes: [
        Volume(
          mount: "/data", device: "/dev/sdb", type: "xfs", sizeBytes: 1_800 * gibibyte, share: 0.35...0.72,
          inodes: 0.04,
          growthPerDay: 0.0011)
      ]),
    RoleProfile(
      role: "cache", usualCount: 7, keep: 5, cores: 4, memoryBytes: 32 * gibibyte,
      usual: amounts(
        0.035, 0.045, iowait: 0, receivedMegabytes: 34, sentMegabytes: 54, busy: 0.01, readMegabytes: 0.02,
        writtenMegabytes: 0.1),
      level: 0.5...1.5, memoryUsed: 0.7...0.86),
    RoleProfile(
      role: "lb", usualCount: 2, keep: 1, cores: 4, memoryBytes: 4 * gibibyte,
      usual: amounts(
        0.005, 0.03, iowait: 0, receivedMegabytes: 190, sentMegabytes: 220, busy: 0.005, readMegabytes: 0.01,
        writtenMegabytes: 0.1),
      level: 0.7...1.2, memoryUsed: 0.1...0.16),
    RoleProfile(
      role: "batch", usualCount: 3, cores: 8, memoryBytes: 16 * gibibyte,
      usual: amounts(
        0.2, 0.04, iowait: 0.03, receivedMegabytes: 6, sentMegabytes: 3, busy: 0.12, readMegabytes: 6,
        writtenMegabytes: 3),
      level: 0.4...1.2, memoryUsed: 0.4...0.7, peakHour: 4),
    RoleProfile(
      role: "log", usualCount: 2, cores: 8, memoryBytes: 32 * gibibyte,
      usual: amounts(
        0.16, 0.05, iowait: 0.05, receivedMegabytes: 42, sentMegabytes: 6, busy: 0.3, readMegabytes: 3,
        writtenMegabytes: 38),
      level: 0.7...1.2, memoryUsed: 0.4...0.6,
      volumes: [
        Volume(
          mount: "/data/ログ", device: "/dev/sdb", type: "xfs", sizeBytes: 4_000 * gibibyte, share: 0.5...0.74,
          inodes: 0.02, growthPerDay: 0.004)
      ]),
    RoleProfile(
      role: "backup", usualCount: 1, cores: 4, memoryBytes: 8 * gibibyte,
      usual: amounts(
        0.06, 0.05, iowait: 0.08, receivedMegabytes: 30, sentMegabytes: 2, busy: 0.3, readMegabytes: 2,
        writtenMegabytes: 28),
      level: 0.7...1.2, memoryUsed: 0.3...0.5, peakHour: 3,
      volumes: [
        Volume(
          mount: "/data", device: "/dev/sdb", type: "xfs", sizeBytes: 8_000 * gibibyte, share: 0.6...0.76, inodes: 0.09,
          growthPerDay: 0.002),
        Volume(
          mount: "/mnt/nas", device: "nas01:/export/backup", type: "nfs4", sizeBytes: 0, share: 0...0, inodes: 0,
          hangs: true),
      ]),
    RoleProfile(
      role: "mon", usualCount: 1, cores: 4, memoryBytes: 16 * gibibyte,
      usual: amounts(
        0.14, 0.03, iowait: 0.01, receivedMegabytes: 3, sentMegabytes: 1, busy: 0.06, readMegabytes: 1,
        writtenMegabytes: 2),
      level: 0.8...1.2, memoryUsed: 0.5...0.7, dayAmplitude: 0.08, peakHour: 14),
    RoleProfile(
      role: "deploy", usualCount: 1, cores: 2, memoryBytes: 8 * gibibyte,
      usual: amounts(
        0.07, 0.02, iowait: 0.004, receivedMegabytes: 0.4, sentMegabytes: 0.3, busy: 0.03, readMegabytes: 0.2,
        writtenMegabytes: 0.5),
      level: 0.6...1.2, memoryUsed: 0.4...0.6, peakHour: 15),
    RoleProfile(
      role: "dns", usualCount: 1, cores: 2, memoryBytes: 2 * gibibyte,
      usual: amounts(
        0.02, 0.015, iowait: 0, receivedMegabytes: 0.3, sentMegabytes: 0.5, busy: 0.003, readMegabytes: 0.01,
        writtenMegabytes: 0.05),
      level: 0.7...1.3, memoryUsed: 0.3...0.4),
  ].map(Shared.init)
}
