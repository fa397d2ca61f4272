/// An instance of VRRP that keepalived runs on a host.
public struct VirtualRouter: Hashable, Sendable {
  /// What the instance is at present.
  public enum State: String, Hashable, Sendable {
    /// It holds the addresses.
    case master
    /// It would take them.
    case backup
    /// It cannot take them.
    case fault
    /// It could not be read.
    case unknown
  }
  /// The name of the instance.
  public var name: String
  /// The number of the virtual router, 1...255; nil where it could not be read.
  public var number: Int?
  /// The interface that it speaks on.
  public var interface: String?
  /// The addresses that move with it.
  public var addresses: [String]
  /// The priority that the configuration gives.
  public var priority: Int?
  /// What it is at present.
  public var state: State
  /// By what the state is known: `holds 10.0.0.5`, `state file`.
  public var evidence: String

  /// An instance.
  public init(
    name: String, number: Int? = nil, interface: String? = nil, addresses: [String] = [], priority: Int? = nil,
    state: State = .unknown, evidence: String = ""
  ) {
    self.name = name
    self.number = number
    self.interface = interface
    self.addresses = addresses
    self.priority = priority
    self.state = state
    self.evidence = evidence
  }
}
