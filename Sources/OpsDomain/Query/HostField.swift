/// A field that a condition can ask for.
struct HostField: Sendable {
  let name: String
  let help: String
  let kind: Kind

  /// What the field holds.
  enum Kind: Sendable {
    case text(TextField)
    case number(NumberField, Unit)
    case health
  }

  /// In what a number is written.
  enum Unit: Sendable { case plain, percent, bytes, time }

  /// All fields, in the order in which help shows them.
  static let all: [HostField] = [
    HostField(name: "name", help: "the host's name", kind: .text(.name)),
    HostField(name: "role", help: "its role, as db or bookmark:db", kind: .text(.role)),
    HostField(name: "service", help: "its service", kind: .text(.service)),
    HostField(name: "site", help: "the place it stands in", kind: .text(.site)),
    HostField(name: "parent", help: "the virtual machine host it runs on", kind: .text(.parent)),
    HostField(name: "status", help: "working, standby, maintenance, poweroff", kind: .text(.status)),
    HostField(name: "health", help: "ok, unknown, stale, warn, crit, down; > means worse", kind: .health),
    HostField(name: "bottleneck", help: "what holds it back: C, I, M, N, ?, idle", kind: .text(.bottleneck)),
    HostField(name: "source", help: "local, ssh, node_exporter, simulation", kind: .text(.source)),
    HostField(name: "kernel", help: "its running kernel", kind: .text(.kernel)),
    HostField(name: "observed", help: "what it does, by what runs on it: web, db, cache", kind: .text(.observed)),
    HostField(name: "posture", help: "what is bad of its posture: reboot, updates", kind: .text(.posture)),
    HostField(name: "mount", help: "the mount point of one of its filesystems", kind: .text(.mount)),
    HostField(name: "load", help: "load of one minute per core", kind: .number(.loadPerCore, .plain)),
    HostField(name: "load1", help: "load of one minute", kind: .number(.load1, .plain)),
    HostField(name: "load5", help: "load of five minutes", kind: .number(.load5, .plain)),
    HostField(name: "load15", help: "load of fifteen minutes", kind: .number(.load15, .plain)),
    HostField(name: "cpu", help: "CPU busy, percent", kind: .number(.cpu, .percent)),
    HostField(name: "iowait", help: "CPU waiting for I/O, percent", kind: .number(.iowait, .percent)),
    HostField(name: "steal", help: "CPU stolen by the hypervisor, percent", kind: .number(.steal, .percent)),
    HostField(name: "mem", help: "memory used, percent", kind: .number(.memory, .percent)),
    HostField(name: "swap", help: "swap used, percent", kind: .number(.swap, .percent)),
    HostField(name: "disk", help: "its fullest local filesystem, percent", kind: .number(.disk, .percent)),
    HostField(name: "inodes", help: "its most used inode table, percent", kind: .number(.inodes, .percent)),
    HostField(
      name: "days", help: "days until its first filesystem or inode table is full", kind: .number(.days, .plain)),
    HostField(name: "net", help: "bytes received and sent a second: 20M", kind: .number(.net, .bytes)),
    HostField(name: "age", help: "age of its last reading: 90, 5m", kind: .number(.age, .time)),
    HostField(name: "uptime", help: "time since it booted: 12h, 30d", kind: .number(.uptime, .time)),
    HostField(name: "cores", help: "CPUs online", kind: .number(.cores, .plain)),
  ]
}

/// The fields that hold texts.
enum TextField: Hashable, Sendable {
  case name, role, service, site, parent, status, bottleneck, source, kernel, observed, posture, mount

  /// The words that the field can hold, where they are few; others are a slip.
  var words: [String]? {
    switch self {
    case .status: return HostStatus.allCases.map(\.rawValue)
    case .bottleneck: return Bottleneck.Letter.allCases.map { $0.rawValue.lowercased() }
    case .source: return SourceKind.allCases.map(\.rawValue)
    case .observed: return ServerKind.allCases.map(\.rawValue)
    case .posture: return PostureTopic.allCases.map(\.rawValue)
    default: return nil
    }
  }

  /// The texts of a host, one of which must match; nil for a reading that is absent.
  ///
  /// What the inventory does not say is the empty text, so that `role=""` finds hosts without a role.
  func values(_ state: HostState, at now: Timestamp) -> [String]? {
    let host = state.host
    switch self {
    case .name: return [host.id.name]
    case .role: return host.role.map { [$0.role, $0.description] } ?? [""]
    case .service: return [host.role?.service ?? ""]
    case .site: return [host.site ?? ""]
    case .parent: return [host.parent ?? ""]
    case .status: return [host.status.rawValue]
    case .bottleneck: return state.bottleneck.map { [$0.letter.rawValue] }
    case .source: return host.sources.map(\.rawValue)
    case .kernel: return state.currentFacts(at: now)?.kernel.map { [$0] }
    case .observed: return state.currentObserved(at: now)?.kinds.map(\.rawValue)
    case .posture: return state.currentPosture(at: now)?.topics(.bad).map(\.rawValue)
    case .mount: return state.filesystems?.filesystems.map(\.mount)
    }
  }
}

/// The fields that hold numbers.
enum NumberField: Hashable, Sendable {
  case loadPerCore, load1, load5, load15, cpu, iowait, steal, memory, swap, disk, inodes, days, net, age, uptime, cores

  /// The number of a host, in the field's own unit; nil when it is not known at present.
  func value(_ state: HostState, at now: Timestamp) -> Double? {
    if case .age = self { return state.age(at: now)?.inSeconds }
    guard state.isReadNow else { return nil }
    switch self {
    case .loadPerCore: return state.vitals?.loadPerCore
    case .load1: return state.sample?.load?.one
    case .load5: return state.sample?.load?.five
    case .load15: return state.sample?.load?.fifteen
    case .cpu: return state.vitals?.cpu?.busy
    case .iowait: return state.vitals?.cpu?.iowait
    case .steal: return state.vitals?.cpu?.steal
    case .memory: return state.vitals?.memoryUsed
    case .swap: return state.vitals?.swapUsed
    case .disk: return state.fullestFilesystem?.usedShare
    case .inodes: return state.filesystems?.filesystems.lazy.compactMap(\.inodesUsedShare).max()
    case .days: return state.daysLeft(at: now)
    case .net: return state.vitals.flatMap(\.bytesPerSecond)
    case .uptime: return state.sample?.uptimeSeconds
    case .cores: return state.sample?.cores.map(Double.init)
    case .age: return nil
    }
  }
}

extension Vitals {
  /// Bytes received and sent a second; nil when neither is known.
  public var bytesPerSecond: Double? {
    guard receivedBytesPerSecond != nil || sentBytesPerSecond != nil else { return nil }
    return (receivedBytesPerSecond ?? 0) + (sentBytesPerSecond ?? 0)
  }
}
