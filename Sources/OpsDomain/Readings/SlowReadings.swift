// Readings that change slowly or cost more than a tick, each on a schedule of its own.

/// One mounted filesystem (df(1), statvfs(3)).
public struct Filesystem: Hashable, Sendable {
  /// Where it is mounted.
  public var mount: String
  /// The device or remote path.
  public var device: String
  /// The type, as `ext4`; nil where the reader could not tell.
  public var type: String?
  /// The size.
  public var sizeBytes: UInt64
  /// What is used.
  public var usedBytes: UInt64
  /// What an ordinary user may still write.
  public var availableBytes: UInt64
  /// Inodes in all; nil for filesystems that do not count them.
  public var inodesTotal: UInt64?
  /// Inodes used.
  public var inodesUsed: UInt64?
  /// Whether it is mounted read-only; nil when unknown.
  public var isReadOnly: Bool?
  /// Whether it comes over the network.
  public var isNetwork: Bool
  /// Why it could not be read, when it hangs; sizes are then zero and must not be shown.
  public var failure: String?

  /// A filesystem.
  public init(
    mount: String, device: String = "", type: String? = nil, sizeBytes: UInt64, usedBytes: UInt64,
    availableBytes: UInt64, inodesTotal: UInt64? = nil, inodesUsed: UInt64? = nil, isReadOnly: Bool? = nil,
    isNetwork: Bool = false, failure: String? = nil
  ) {
    self.mount = mount
    self.device = device
    self.type = type
    self.sizeBytes = sizeBytes
    self.usedBytes = usedBytes
    self.availableBytes = availableBytes
    self.inodesTotal = inodesTotal
    self.inodesUsed = inodesUsed
    self.isReadOnly = isReadOnly
    self.isNetwork = isNetwork
    self.failure = failure
  }

  /// The share in use as df(1) counts it, used ÷ (used + available); nil when there is nothing to divide.
  public var usedShare: Double? {
    let (whole, overflow) = usedBytes.addingReportingOverflow(availableBytes)
    guard failure == nil, !overflow, whole > 0 else { return nil }
    return Double(usedBytes) / Double(whole)
  }

  /// The share of inodes in use, 0...1; nil when they are not counted.
  public var inodesUsedShare: Double? {
    guard failure == nil, let total = inodesTotal, let used = inodesUsed, total > 0 else { return nil }
    return min(Double(used) / Double(total), 1)
  }
}

/// All filesystems of a host (`disk`).
public struct FilesystemReading: Hashable, Sendable {
  /// When it arrived, by the console's clock.
  public var takenAt: Timestamp
  /// Where it came from.
  public var source: SourceKind
  /// The filesystems, in the host's order.
  public var filesystems: [Filesystem]
  /// What could not be read, as a hung network mount.
  public var failures: [String]
  /// A reading of these filesystems.
  public init(takenAt: Timestamp, source: SourceKind, filesystems: [Filesystem], failures: [String] = []) {
    self.takenAt = takenAt
    self.source = source
    self.filesystems = filesystems
    self.failures = failures
  }
}

/// What a host is (`facts`): read seldom.
public struct FactsReading: Hashable, Sendable {
  /// When it arrived, by the console's clock.
  public var takenAt: Timestamp
  /// Where it came from.
  public var source: SourceKind
  /// What the host calls itself.
  public var hostName: String?
  /// The running kernel, as `Linux 6.1.0-18-amd64`.
  public var kernel: String?
  /// The distribution, as `Debian GNU/Linux 12 (bookworm)`.
  public var distribution: String?
  /// The machine architecture, as `x86_64`.
  public var architecture: String?
  /// The CPU model.
  public var cpuModel: String?
  /// The hypervisor or container it runs in, as `kvm`; nil when none was seen.
  public var virtualization: String?
  /// TCP ports listened on, ascending.
  public var listeningPorts: [Int]?
  /// Names of running programs with their count.
  public var programs: [String: Int]?
  /// Network interface addresses, as `eth0 10.0.0.7/24`.
  public var addresses: [String]?
  /// Sockets that wait for others, by port; nil when not read.
  public var listeners: [Listener]?
  /// Instances of VRRP; empty where keepalived runs none, nil when not read.
  public var virtualRouters: [VirtualRouter]?
  /// Services of LVS; nil on kernels without, empty when nothing is balanced.
  public var virtualServices: [VirtualService]?
  /// What LVS does a second; nil without it.
  public var balancingRates: BalancingRates?
  /// The parts that its databases play in replication; nil when not read.
  public var replications: [Replication]?
  /// The machine that this one runs on, as its hypervisor told it; nil where none tells.
  public var parent: String?
  /// The addresses of its network cards, as `52:54:00:1c:9a:07`; nil when not read.
  public var hardwareAddresses: [String]?
  /// The virtual machines and containers that run on it; nil when not read.
  public var guests: [GuestMachine]?
  /// When packages were last installed, updated or removed; nil when not read.
  public var packagesChanged: Timestamp?
  /// Parts that cannot be told in full, and why: `needs root`.
  public var unknowns: [Part: String] = [:]
  /// What could not be read.
  public var failures: [String] = []

  /// A part of the facts that may be withheld from an ordinary user.
  public enum Part: String, CaseIterable, Hashable, Sendable {
    /// All programs that run.
    case programs
    /// The programs behind sockets.
    case listeners
    /// VRRP.
    case virtualRouters = "vrrp"
    /// LVS.
    case virtualServices = "ip_vs"
    /// Replication.
    case replications = "replication"
  }

  /// Facts with nothing in them yet.
  public init(takenAt: Timestamp, source: SourceKind) {
    self.takenAt = takenAt
    self.source = source
  }
}

/// One process, as read at one moment.
public struct ProcessEntry: Hashable, Sendable {
  /// The process number.
  public var pid: Int
  /// The parent's number.
  public var parent: Int
  /// The user's name, or number where the name is not known.
  public var user: String
  /// The state letter of proc(5): R, S, D, Z, T, I.
  public var state: String
  /// CPU seconds used since it began.
  public var cpuSeconds: Double
  /// Share of one core used: between two readings where there are two, else over its life; nil when unknown.
  public var cpuShare: Double?
  /// Memory resident.
  public var residentBytes: UInt64?
  /// Threads.
  public var threads: Int?
  /// The short name.
  public var name: String
  /// The command line; the short name in brackets for kernel threads.
  public var command: String
  /// A process.
  public init(
    pid: Int, parent: Int, user: String, state: String, cpuSeconds: Double, cpuShare: Double? = nil,
    residentBytes: UInt64? = nil, threads: Int? = nil, name: String, command: String
  ) {
    self.pid = pid
    self.parent = parent
    self.user = user
    self.state = state
    self.cpuSeconds = cpuSeconds
    self.cpuShare = cpuShare
    self.residentBytes = residentBytes
    self.threads = threads
    self.name = name
    self.command = command
  }
}

/// The processes of a host (`ps`): read only while somebody looks.
public struct ProcessReading: Hashable, Sendable {
  /// When it arrived, by the console's clock.
  public var takenAt: Timestamp
  /// Where it came from.
  public var source: SourceKind
  /// Seconds since boot in the same reading, to turn CPU seconds into shares.
  public var uptimeSeconds: Double?
  /// The processes, in the host's order.
  public var processes: [ProcessEntry]
  /// How many there were when the list had to be cut; nil when it is whole.
  public var totalCount: Int?
  /// A reading of these processes.
  public init(
    takenAt: Timestamp, source: SourceKind, uptimeSeconds: Double? = nil, processes: [ProcessEntry],
    totalCount: Int? = nil
  ) {
    self.takenAt = takenAt
    self.source = source
    self.uptimeSeconds = uptimeSeconds
    self.processes = processes
    self.totalCount = totalCount
  }
}
