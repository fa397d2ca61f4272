/// What a host does, by what runs on it.
public struct ObservedRole: Hashable, Sendable {
  /// One thing that it does, and by what that is known.
  public struct Service: Hashable, Sendable {
    /// What it does.
    public var kind: ServerKind
    /// The programs that say so, by name.
    public var programs: [String]
    /// The ports that it listens on for this, ascending; those that only the host itself reaches are left out.
    public var ports: [Int]
    /// Whether only the host itself can use it.
    public var isLocal: Bool
  }

  /// What it does, what others can use first.
  public var services: [Service]
  /// The parts that its databases play.
  public var replications: [Replication]
  /// Why it may do more than that: `needs root`; nil where all was read.
  public var doubt: String?

  /// The kinds, in the order of `services`.
  public var kinds: [ServerKind] { services.map(\.kind) }

  /// In a few words, as `db (mysqld :3306), replica of 10.0.0.7`; may hold text from outside.
  public var words: String {
    guard !services.isEmpty else { return doubt == nil ? "nothing that is known" : absentMark }
    return (services.map(\.words) + replications.filter { $0.part != .single }.map(\.words)).joined(separator: ", ")
  }

  /// Only the kinds, as `db + cache`; `–` where nothing is known.
  public var short: String {
    let shown = services.contains { !$0.isLocal } ? services.filter { !$0.isLocal } : services
    return shown.isEmpty ? absentMark : shown.map(\.kind.rawValue).joined(separator: " + ")
  }
}

extension ObservedRole.Service {
  /// As `db (mysqld :3306)`; may hold text from outside.
  public var words: String {
    let places = ports.prefix(3).map { ":\($0)" } + (isLocal ? ["local"] : [])
    return "\(kind.rawValue) (\((programs.prefix(2) + places).joined(separator: " ")))"
  }
}

extension ObservedRole {
  /// What the facts of a host tell of what it does; nil where neither programs nor sockets were read.
  public init?(_ facts: FactsReading) {
    guard facts.programs != nil || facts.listeners != nil || facts.listeningPorts != nil else { return nil }
    services = ServerSignature.all.compactMap { Self.service($0, facts) }
    // What others can use comes first; the order within stays.
    services = services.filter { !$0.isLocal } + services.filter(\.isLocal)
    replications = facts.replications ?? []
    doubt = facts.programs == nil ? "programs were not read" : facts.unknowns[.programs]
  }

  private static func service(_ signature: ServerSignature, _ facts: FactsReading) -> Service? {
    let programs = signature.programs.filter { facts.programs?[$0] != nil }.sorted()
    let sockets = sockets(of: signature, facts)
    let reachable = sockets.filter { !$0.isLoopback }
    let balances = signature.kind == .lvs && facts.virtualServices?.isEmpty == false
    guard !programs.isEmpty || !reachable.isEmpty || balances else { return nil }
    return Service(
      kind: signature.kind, programs: balances && programs.isEmpty ? ["ip_vs"] : programs,
      ports: Set(reachable.map(\.port)).sorted(), isLocal: reachable.isEmpty && !sockets.isEmpty && !balances)
  }

  /// The sockets of these programs, and those on these ports whose program is unknown or none that says another thing.
  private static func sockets(of signature: ServerSignature, _ facts: FactsReading) -> [Listener] {
    let all = facts.listeners ?? (facts.listeningPorts ?? []).map { Listener(port: $0) }
    return all.filter { listener in
      if let program = listener.program, allPrograms.contains(program) { return signature.programs.contains(program) }
      return signature.ports.contains(listener.port)
    }
  }

  private static let allPrograms = ServerSignature.all.reduce(into: Set<String>()) { $0.formUnion($1.programs) }
}
