public import OpsDomain

extension Inventory {
  /// The bookmark service: 3 proxies, 11 application servers, 24 databases, 7 caches, and a host of no role.
  public static let bookmark: Inventory = {
    var hosts: [Host] = []
    var roles: [RoleSpecification] = []
    for (role, count, keep) in [("proxy", 3, 2), ("app", 11, 9), ("db", 24, 22), ("cache", 7, 5)] {
      let id = RoleID(service: "bookmark", role: role)
      let names = (1...count).map { HostID("bm-\(role)\($0 < 10 ? "0" : "")\($0)") }
      for (index, name) in names.enumerated() {
        let parent = "vmhost0\(index % 9 + 1)"
        hosts.append(Host(id: name, role: id, site: index % 2 == 0 ? "kyoto" : "tokyo", parent: parent))
      }
      roles.append(RoleSpecification(id: id, keep: .count(keep), hosts: names))
    }
    hosts.append(Host(id: "gateway"))
    return Inventory(hosts: hosts, roles: roles)
  }()

  /// An inventory of these hosts, without roles.
  public static func of(_ hosts: Host...) -> Inventory { Inventory(hosts: hosts) }
}
