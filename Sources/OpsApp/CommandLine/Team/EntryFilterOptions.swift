import ArgumentParser
import OpsDomain
import OpsScreen

/// Which entries are wanted.
struct EntryFilterOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Entries about these servers, as a node set.", valueName: "set"), completion: .servers)
  var host: [String] = []

  @Option(help: ArgumentHelp("Entries about this role or its servers, as bookmark:db.", valueName: "role"))
  var role: [String] = []

  @Option(help: ArgumentHelp("Entries about this service, its roles and servers.", valueName: "service"))
  var service: [String] = []

  @Option(help: ArgumentHelp("Entries by this person.", valueName: "account"))
  var by: [String] = []

  @Option(help: ArgumentHelp("Entries of this kind.", valueName: "kind"))
  var kind: [EntryKind] = []

  @Option(help: ArgumentHelp("Entries of this maintenance, request or thread.", valueName: "M-81"))
  var thread: String?

  @Option(help: ArgumentHelp("Entries with this word.", valueName: "word"))
  var tag: [String] = []

  @Option(help: ArgumentHelp("Entries from this time on, as yesterday or 2026-08-22 13:05.", valueName: "time"))
  var since: String?

  @Option(help: ArgumentHelp("Entries before this time.", valueName: "time"))
  var until: String?

  @Flag(help: "Leave out entries that were taken back.")
  var noRetracted = false

  /// The query; ends the program when something named is not there.
  func query(_ desk: TeamDesk, _ team: TeamState, words: [String] = []) throws -> EntryQuery {
    var query = EntryQuery()
    if !host.isEmpty {
      let inventory = try desk.inventory()
      query.hosts = try hosts(desk, inventory)
      for id in query.hosts { query.presentRoles[id] = inventory[id]?.role?.description }
    }
    query.roles = role.map { $0.hasPrefix("@") ? String($0.dropFirst()) : $0 }
    query.services = service.map { $0.hasPrefix("@") ? String($0.dropFirst()) : $0 }
    query.authors = by
    query.kinds = kind
    query.thread = try thread.map { try desk.identity($0, team) }
    query.tags = tag.map { $0.hasPrefix("#") ? String($0.dropFirst()) : $0 }
    query.since = try since.map { try desk.moment($0, "--since") }
    query.until = try until.map { try desk.moment($0, "--until") }
    query.words = words
    query.includesRetracted = !noRetracted
    return query
  }

  /// Servers that left the inventory keep their entries; a name that is in neither is a slip.
  private func hosts(_ desk: TeamDesk, _ inventory: Inventory) throws -> [HostID] {
    do {
      return try TargetReading(inventory: inventory).hosts(host)
    } catch {
      guard let names = try? TargetReading(inventory: inventory, takesUnknown: true).hosts(host) else { throw error }
      let unknown = names.filter { inventory[$0] == nil }
      let counts = try desk.read(else: [:]) { store throws(StoreFailure) in try await store.entryCounts(of: unknown) }
      guard unknown.allSatisfy({ counts[$0, default: 0] > 0 }) else { throw error }
      return names
    }
  }
}
