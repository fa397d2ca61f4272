/// What part a database server plays in replication.
public struct Replication: Hashable, Sendable {
  /// The kind of database.
  public enum Engine: String, Hashable, Sendable { case mysql = "MySQL", postgresql = "PostgreSQL" }
  /// The part it plays.
  public enum Part: String, Hashable, Sendable {
    /// Others copy from it.
    case primary
    /// It copies from another.
    case replica
    /// It neither copies nor is copied.
    case single
  }
  /// The kind of database.
  public var engine: Engine
  /// The part it plays.
  public var part: Part
  /// Whom a replica copies; nil where that is not told.
  public var source: String?
  /// Whether copying goes on; nil where that is not told.
  public var isRunning: Bool?
  /// How far a replica is behind, in seconds; nil where that is not told.
  public var lagSeconds: Double?
  /// How many copy from it now; nil where that is not told.
  public var replicaCount: Int?

  /// A part in replication.
  public init(
    engine: Engine, part: Part, source: String? = nil, isRunning: Bool? = nil, lagSeconds: Double? = nil,
    replicaCount: Int? = nil
  ) {
    self.engine = engine
    self.part = part
    self.source = source
    self.isRunning = isRunning
    self.lagSeconds = lagSeconds
    self.replicaCount = replicaCount
  }

  /// In a few words: `replica of 10.0.0.7, 3 s behind`, `primary of 2`; may hold text from outside.
  public var words: String {
    switch part {
    case .single: return "no replication"
    case .primary: return replicaCount.map { "primary of \($0)" } ?? "primary"
    case .replica:
      var words = source.map { "replica of \($0)" } ?? "replica"
      if isRunning == false { words += ", stopped" }
      if let lagSeconds, isRunning != false { words += ", \(formatLimit(lagSeconds)) s behind" }
      if let replicaCount, replicaCount > 0 { words += ", primary of \(replicaCount)" }
      return words
    }
  }
}
