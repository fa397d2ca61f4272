extension VerdictSubject {
  /// What a text names: a host, a role as `bookmark:db`, a service, or a node set; `unknown` with the reason otherwise.
  ///
  /// A group that stands alone, as `@bookmark:db`, is its role or service: nobody works on all of it at once. A node set
  /// of several terms is taken as it reads, all its hosts at the same time.
  public init(parsing text: String, in inventory: Inventory, marked: Set<HostID> = []) {
    let text = String(text.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    if inventory[HostID(text)] != nil {
      self = .host(HostID(text))
    } else if let group = Self.group(text.hasPrefix("@") ? String(text.dropFirst()) : text, in: inventory) {
      self = group
    } else {
      self = Self.nodeSet(text, in: inventory, marked)
    }
  }

  /// The role or service of a name; a role's short name counts where one service only has it.
  private static func group(_ name: String, in inventory: Inventory) -> VerdictSubject? {
    if let role = inventory.roles.first(where: { $0.id.description == name }) { return .role(role.id) }
    if inventory.roles.contains(where: { $0.id.service == name }) { return .service(name) }
    let short = inventory.roles.filter { $0.id.role == name }
    return short.count == 1 ? .role(short[0].id) : nil
  }

  private static func nodeSet(_ text: String, in inventory: Inventory, _ marked: Set<HostID>) -> VerdictSubject {
    do throws(NodeSet.Problem) {
      let hosts = try NodeSet(parsing: text).resolve(in: inventory, marked: marked)
      guard !hosts.isEmpty else { return .unknown(text, "\(text) names no host") }
      return .hosts(text, hosts)
    } catch {
      return .unknown(text, error.message)
    }
  }
}
