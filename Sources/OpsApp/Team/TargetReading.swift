import ArgumentParser
import OpsDomain
import OpsScreen

/// Reads what people say that something is about: node sets, roles, services.
struct TargetReading {
  let inventory: Inventory
  /// Whether names are taken that the inventory does not know.
  var takesUnknown = false

  /// The hosts of node sets, each once; ends the program when one is wrong.
  func hosts(_ sets: [String]) throws -> [HostID] {
    var (all, seen): ([HostID], Set<HostID>) = ([], [])
    for set in sets {
      for host in try hosts(set) where seen.insert(host).inserted { all.append(host) }
    }
    return all
  }

  private func hosts(_ set: String) throws -> [HostID] {
    let problem: NodeSet.Problem
    do {
      return try NodeSet(parsing: set).resolve(in: inventory)
    } catch {
      problem = error
    }
    if takesUnknown, let names = try? NodeSet.expand(set) { return names.map { HostID($0) } }
    throw ValidationError("--host “\(harmless(set))”: \(harmless(problem.message))")
  }

  /// What an entry is about.
  func targets(hosts sets: [String], roles: [String], services: [String]) throws -> [EntryTarget] {
    try hosts(sets).map { EntryTarget(.host, $0.name, roleThen: inventory[$0]?.role?.description) }
      + roles.map { EntryTarget(.role, try role($0).description) }
      + services.map { EntryTarget(.service, try service($0)) }
  }

  /// What planned work, a freeze or a hold is about; none for no sets.
  func work(_ sets: [String]) throws -> WorkTargets {
    let text = sets.joined(separator: ",")
    let hosts = try hosts(sets).map(\.name)
    // Less than the whole may be left of what was named where something is taken away.
    let names = text.contains { "!&^".contains($0) } ? [] : sets.flatMap { $0.split { ", ".contains($0) } }
    let groups = names.filter { $0.hasPrefix("@") }.map { String($0.dropFirst()) }
    let roles = inventory.roles.map(\.id).filter { groups.contains($0.description) || groups.contains($0.role) }
    let services = Set(inventory.roles.map(\.id.service)).filter { groups.contains($0) }
    return WorkTargets(text, hosts: hosts, roles: roles.map(\.description), services: services.sorted())
  }

  private func role(_ text: String) throws -> RoleID {
    let wanted = text.hasPrefix("@") ? String(text.dropFirst()) : text
    let ids = inventory.roles.map(\.id)
    let found = ids.filter { $0.description == wanted || $0.role == wanted }
    guard let role = found.first else {
      throw unknown("--role", "role", wanted, among: ids.map(\.description) + ids.map(\.role))
    }
    guard found.count == 1 || role.description == wanted else {
      let all = found.map(\.description).joined(separator: ", ")
      throw ValidationError("--role \(harmless(wanted)) may be \(harmless(all)): write its service too")
    }
    return role
  }

  private func service(_ text: String) throws -> String {
    let wanted = text.hasPrefix("@") ? String(text.dropFirst()) : text
    let services = inventory.roles.map(\.id.service)
    guard services.contains(wanted) else { throw unknown("--service", "service", wanted, among: services) }
    return wanted
  }

  private func unknown(_ option: String, _ what: String, _ name: String, among names: [String]) -> ValidationError {
    let near = closestMatch(to: name, among: names).map { "; did you mean \($0)?" } ?? ""
    return ValidationError(harmless("\(option): there is no \(what) \(name)\(near)"))
  }
}
