/// The name of a host, unique within an inventory.
public struct HostID: Hashable, Comparable, Sendable, ExpressibleByStringLiteral, CustomStringConvertible {
  /// The name as the inventory writes it.
  public let name: String
  /// A host of this name.
  public init(_ name: String) { self.name = name }
  /// A host of this literal name.
  public init(stringLiteral value: String) { self.name = value }
  /// Orders names by their bytes.
  public static func < (left: HostID, right: HostID) -> Bool { left.name < right.name }
  /// The bare name.
  public var description: String { name }
}

/// The name of a role within a service, written `bookmark:db`.
public struct RoleID: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// The service that the role belongs to.
  public let service: String
  /// The role's own name, unique within the service.
  public let role: String
  /// The role `role` of `service`.
  public init(service: String, role: String) {
    self.service = service
    self.role = role
  }
  /// Orders by service, then by role.
  public static func < (left: RoleID, right: RoleID) -> Bool {
    (left.service, left.role) < (right.service, right.role)
  }
  /// `service:role`.
  public var description: String { "\(service):\(role)" }
}

/// What people say about a host; it decides whether it is watched and whether it alarms.
public enum HostStatus: String, CaseIterable, Hashable, Sendable {
  /// Watched, and alarms.
  case working
  /// Watched, silent.
  case standby
  /// Planned work: neither counted as trouble nor alarming.
  case maintenance
  /// Switched off on purpose: not watched.
  case poweroff

  /// Whether findings on the host are raised as trouble.
  public var alarms: Bool { self == .working }
  /// Whether the host is read at all.
  public var isWatched: Bool { self != .poweroff }
}

/// Where readings of a host come from.
public enum SourceKind: String, CaseIterable, Hashable, Sendable {
  /// This machine's own /proc.
  case local
  /// A long-lived OpenSSH session.
  case ssh
  /// The metrics page of a node_exporter.
  case nodeExporter = "node_exporter"
  /// The built-in simulation, for `--demo`.
  case simulation
}

/// One server, as the inventory describes it.
public struct Host: Hashable, Sendable, Identifiable {
  /// The name, unique in the inventory.
  public var id: HostID
  /// What to dial: a name or an address; for ssh it is given to OpenSSH, which applies the user's configuration.
  public var address: String
  /// The port for ssh, or nil to leave it to the ssh configuration.
  public var port: Int?
  /// The user for ssh, or nil to leave it to the ssh configuration.
  public var user: String?
  /// The role it plays, or nil for a host in no service.
  public var role: RoleID?
  /// The place it stands in.
  public var site: String?
  /// What people say about it.
  public var status: HostStatus
  /// The virtual machine host it runs on, where known.
  public var parent: String?
  /// Where its readings come from, the preferred one first; never empty.
  public var sources: [SourceKind]
  /// How often it is read when nobody looks at it.
  public var interval: Duration
  /// The address of its metrics page, for the source `nodeExporter`.
  public var metricsURL: String?
  /// Processes that should run on it.
  public var expect: [String]
  /// The limits by which its health is judged.
  public var thresholds: Thresholds
  /// Where it was declared, as `hosts.yaml:12`, for messages.
  public var origin: String

  /// A host; everything but its name has a usual value.
  public init(
    id: HostID, address: String? = nil, port: Int? = nil, user: String? = nil, role: RoleID? = nil,
    site: String? = nil, status: HostStatus = .working, parent: String? = nil, sources: [SourceKind] = [.ssh],
    interval: Duration = .seconds(15), metricsURL: String? = nil, expect: [String] = [],
    thresholds: Thresholds = Thresholds(), origin: String = ""
  ) {
    self.id = id
    self.address = address ?? id.name
    self.port = port
    self.user = user
    self.role = role
    self.site = site
    self.status = status
    self.parent = parent
    self.sources = sources
    self.interval = interval
    self.metricsURL = metricsURL
    self.expect = expect
    self.thresholds = thresholds
    self.origin = origin
  }
}
