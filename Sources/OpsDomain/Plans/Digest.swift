/// The page of a team's day: what was done, what is open, what is planned, who waits for whom.
public struct Digest: Sendable {
  /// Something that was wrong with a host in the reported time.
  public struct Alarm: Hashable, Sendable {
    /// The host.
    public var host: HostID
    /// What was found; may hold text from outside.
    public var finding: Finding
    /// When it ended; nil when it stands.
    public var until: Timestamp?
    /// An alarm.
    public init(host: HostID, finding: Finding, until: Timestamp? = nil) {
      self.host = host
      self.finding = finding
      self.until = until
    }
  }

  /// The day.
  public var day: TeamDay
  /// The entries that happened in the reported time, and all of threads that may still be open.
  public var entries: [EntryRecord]
  /// What is planned, held and asked.
  public var team: TeamState
  /// What was wrong with hosts.
  public var alarms: [Alarm]
  /// Where the rules of recurring windows' zones are looked up.
  public var zones: ZoneCatalogue

  /// A digest.
  public init(
    day: TeamDay, entries: [EntryRecord], team: TeamState, alarms: [Alarm] = [], zones: ZoneCatalogue = .utcOnly
  ) {
    self.day = day
    self.entries = entries
    self.team = team
    self.alarms = alarms
    self.zones = zones
  }
}
