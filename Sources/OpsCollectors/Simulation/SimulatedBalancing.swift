import Glibc
import OpsDomain

extension SimulatedWorld {
  /// The number of the virtual router that the directors of a service share.
  private static let routerNumber = 51

  /// Adds what one host knows of others: the tables of directors, and whom databases copy.
  func relate(_ facts: inout FactsReading, of host: SimulatedHost, at time: Double) {
    guard let role = inventory[host.id]?.role else { return }
    switch role.role {
    case "lb": balance(&facts, role, host, at: time)
    case "db": replicate(&facts, role, host)
    default: break
    }
  }

  private func peers(_ service: String, _ role: String) -> [Host] {
    let id = RoleID(service: service, role: role)
    return inventory[id]?.hosts.compactMap { inventory[$0] } ?? []
  }

  private func replicate(_ facts: inout FactsReading, _ role: RoleID, _ host: SimulatedHost) {
    let all = peers(role.service, role.role)
    guard let primary = all.first else { return }
    if primary.id == host.id {
      facts.replications = [Replication(engine: .mysql, part: .primary, replicaCount: max(all.count - 1, 0))]
    } else {
      facts.replications = [
        Replication(
          engine: .mysql, part: .replica, source: primary.address, isRunning: true, lagSeconds: 0, replicaCount: 0)
      ]
    }
  }

  private func balance(_ facts: inout FactsReading, _ role: RoleID, _ host: SimulatedHost, at time: Double) {
    let isMaster = peers(role.service, role.role).first?.id == host.id
    // The last address of the network that the host stands in.
    let virtual = host.address.split(separator: ".").prefix(2).joined(separator: ".") + ".255.10"
    facts.virtualRouters = [
      VirtualRouter(
        name: "VI_\(Self.routerNumber)", number: Self.routerNumber, interface: "eth0", addresses: [virtual],
        priority: isMaster ? 150 : 100, state: isMaster ? .master : .backup,
        evidence: isMaster ? "holds \(virtual)" : "holds none of its addresses")
    ]
    if isMaster { facts.addresses?.append("eth0 \(virtual)/32") }
    facts.virtualServices = [("proxy", 443, 130.0), ("app", 5000, 46.0)].map { behind, port, connections in
      VirtualService(
        transport: "TCP", address: virtual, port: port, scheduler: "wlc",
        servers: peers(role.service, behind).enumerated().map { place, server in
          Self.server(server, place, port: port, connections: isMaster ? connections : 0, at: time)
        })
    }
    if isMaster { facts.balancingRates = BalancingRates(connections: 842, receivedBytes: 41_000_000, sentBytes: 0) }
  }

  /// A server behind a director; one application server was taken out by hand and forgotten.
  private static func server(
    _ host: Host, _ place: Int, port: Int, connections: Double, at time: Double
  ) -> RealServer {
    let isForgotten = host.id.name.hasSuffix("app09")
    let swing = 1 + 0.18 * sin(time / 97 + Double(place) * 2.1)
    let active = isForgotten ? 0 : Int(connections * swing)
    return RealServer(
      address: host.address, port: port, forwarding: "Route", weight: isForgotten ? 0 : 100, activeConnections: active,
      inactiveConnections: active * 2 / 3)
  }
}
