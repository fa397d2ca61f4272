/// A service that a director of LVS spreads over real servers (/proc/net/ip_vs).
public struct VirtualService: Hashable, Sendable {
  /// `TCP`, `UDP`, `SCTP`, or `FWM` for a mark of the firewall.
  public var transport: String
  /// The address that clients speak to; of a mark of the firewall its number.
  public var address: String
  /// The port; 0 for all ports, and for marks of the firewall.
  public var port: Int
  /// How connections are spread, as `wlc`.
  public var scheduler: String
  /// What else is set, as `persistent 360`; empty where nothing is.
  public var flags: String
  /// Where connections go, in the kernel's order.
  public var servers: [RealServer]

  /// A service.
  public init(
    transport: String, address: String, port: Int, scheduler: String, flags: String = "", servers: [RealServer] = []
  ) {
    self.transport = transport
    self.address = address
    self.port = port
    self.scheduler = scheduler
    self.flags = flags
    self.servers = servers
  }

  /// As people write it: `TCP 10.0.0.5:80`, `FWM 1`.
  public var description: String {
    transport == "FWM" ? "FWM \(address)" : "\(transport) \(endpoint(address, port))"
  }

  /// Connections open now over all servers.
  public var activeConnections: Int { servers.reduce(0) { $0 &+ $1.activeConnections } }

  /// The share of the open connections that a server has; nil while there are none.
  public func share(of server: RealServer) -> Double? {
    let sum = activeConnections
    return sum > 0 ? Double(server.activeConnections) / Double(sum) : nil
  }

  /// The share that a server should have by its weight; nil where all weights are zero.
  public func fairShare(of server: RealServer) -> Double? {
    let sum = servers.reduce(0) { $0 &+ $1.weight }
    return sum > 0 ? Double(server.weight) / Double(sum) : nil
  }
}

/// A server behind a virtual service.
public struct RealServer: Hashable, Sendable {
  /// Its address in numbers.
  public var address: String
  /// Its port.
  public var port: Int
  /// How packets get there: `Masq`, `Route`, `Tunnel`, `Local`.
  public var forwarding: String
  /// Its weight; at 0 it gets no new connections.
  public var weight: Int
  /// Connections open now.
  public var activeConnections: Int
  /// Connections that are ending or hardly begun.
  public var inactiveConnections: Int

  /// A server.
  public init(
    address: String, port: Int, forwarding: String = "Route", weight: Int = 1, activeConnections: Int = 0,
    inactiveConnections: Int = 0
  ) {
    self.address = address
    self.port = port
    self.forwarding = forwarding
    self.weight = weight
    self.activeConnections = activeConnections
    self.inactiveConnections = inactiveConnections
  }

  /// As people write it: `10.0.0.7:80`.
  public var description: String { endpoint(address, port) }
}

/// What a director has counted over all services (/proc/net/ip_vs_stats), a second.
public struct BalancingRates: Hashable, Sendable {
  /// New connections a second.
  public var connections: UInt64
  /// Bytes received a second.
  public var receivedBytes: UInt64
  /// Bytes sent a second; zero where answers do not pass the director.
  public var sentBytes: UInt64
  /// Rates as the kernel estimates them.
  public init(connections: UInt64, receivedBytes: UInt64, sentBytes: UInt64) {
    self.connections = connections
    self.receivedBytes = receivedBytes
    self.sentBytes = sentBytes
  }
}

/// An address with its port, in brackets where the address has colons.
private func endpoint(_ address: String, _ port: Int) -> String {
  address.utf8.contains(UInt8(ascii: ":")) ? "[\(address)]:\(port)" : "\(address):\(port)"
}
