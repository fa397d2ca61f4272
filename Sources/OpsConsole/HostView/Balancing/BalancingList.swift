import OpsDomain

/// The lines of a director's table: services, each followed by its servers.
struct BalancingList {
  /// One line.
  struct Row {
    let service: VirtualService
    /// The server; nil for the line of the service itself.
    let server: RealServer?
    /// What tells it apart.
    var id: String { service.description + (server.map { " \($0.description)" } ?? "") }
  }

  /// The lines, in the kernel's order.
  let rows: [Row]
  /// What tells them apart.
  var ids: [String] { rows.map(\.id) }

  init(_ state: HostState?) {
    rows = (state?.facts?.virtualServices ?? []).flatMap { service in
      [Row(service: service, server: nil)] + service.servers.map { Row(service: service, server: $0) }
    }
  }
}

extension HostState {
  /// Whether the host spreads connections, or holds addresses for others.
  var isDirector: Bool {
    facts?.virtualServices?.isEmpty == false || facts?.virtualRouters?.isEmpty == false
      || facts?.unknowns[.virtualServices] != nil
  }
}
