/// How the team's store stands.
public struct StoreStanding: Hashable, Sendable {
  /// The place up to which its operations are known; nil where none were read.
  public var cursor: StoreCursor?
  /// Since when it is not reached, so that the answer comes from a local copy; nil while it is.
  public var unreachedSince: Timestamp?
  /// Why it is not reached, empty while it is; may hold text from outside.
  public var trouble: String

  /// A store that was read up to a place.
  public init(cursor: StoreCursor? = nil, unreachedSince: Timestamp? = nil, trouble: String = "") {
    self.cursor = cursor
    self.unreachedSince = unreachedSince
    self.trouble = trouble
  }
}

/// Work that somebody began in the log and nobody ended.
public struct OpenWork: Hashable, Sendable {
  /// The entry that began it.
  public var entry: OperationID
  /// Who wrote it.
  public var author: String
  /// Its targets.
  public var targets: [EntryTarget]
  /// When it began.
  public var begun: Timestamp
  /// When something was last written about it, as far back as that is looked for; else when it began.
  public var lastEntry: Timestamp
  /// What it says, in a line; may hold text from outside.
  public var text: String

  /// Open work.
  public init(
    entry: OperationID, author: String, targets: [EntryTarget], begun: Timestamp, lastEntry: Timestamp, text: String
  ) {
    self.entry = entry
    self.author = author
    self.targets = targets
    self.begun = begun
    self.lastEntry = lastEntry
    self.text = text
  }

  /// The most entries of `marks` that are looked through, and of `latest`.
  public static let (marksMax, latestMax) = (10_000, 1_000)
  /// How far back it is looked for.
  private static let reach = Duration.seconds(30 * 86_400)

  /// The entries that begin and end work; what is written in between may be a hundred times as much, and is asked apart.
  public static func marks(at now: Timestamp) -> EntryQuery {
    var query = latest(at: now)
    query.kinds = [.start, .end]
    return query
  }

  /// The entries that tell when something was last written about work.
  public static func latest(at now: Timestamp) -> EntryQuery {
    var query = EntryQuery()
    query.since = now - reach
    query.includesRetracted = false
    return query
  }

  /// The open work among such entries, oldest first; that of planned windows and of reservations is left out, since these tell
  /// it themselves.
  public static func all(
    in marks: some Sequence<EntryRecord>, latest: some Sequence<EntryRecord> = EmptyCollection(), team: TeamState
  ) -> [OpenWork] {
    var last: [OperationID: Timestamp] = [:]
    for record in latest where record.retracted == nil {
      let thread = record.entry.thread ?? record.id
      last[thread] = max(last[thread] ?? record.entry.at, record.entry.at)
    }
    return marks.filter { $0.retracted == nil }.openThreads(team).filter { record in
      record.entry.thread.map { team.window($0) == nil && team.reservation($0) == nil } ?? true
    }.map { record in
      OpenWork(
        entry: record.id, author: record.author.account, targets: record.entry.targets, begun: record.entry.at,
        lastEntry: last[record.entry.thread ?? record.id] ?? record.entry.at,
        text: String(record.entry.text.prefix { !$0.isNewline }))
    }
  }
}

/// Work that was begun and announced to all: its hosts are out of service, or will be in a moment.
public struct WorkInHand: Hashable, Sendable {
  /// The reservation.
  public var id: OperationID
  /// How people call it; empty where it has no name.
  public var reference: String
  /// Its hosts.
  public var hosts: [HostID]
  /// Who works.
  public var owner: String
  /// Since when.
  public var begun: Timestamp
  /// When the lease ends unless it is renewed.
  public var leaseExpires: Timestamp
  /// Whether its hosts are worked on one after the other, so that most of them serve.
  public var isOneByOne: Bool

  /// Work in hand.
  public init(
    id: OperationID, reference: String = "", hosts: [HostID], owner: String, begun: Timestamp, leaseExpires: Timestamp,
    isOneByOne: Bool = false
  ) {
    self.id = id
    self.reference = reference
    self.hosts = hosts
    self.owner = owner
    self.begun = begun
    self.leaseExpires = leaseExpires
    self.isOneByOne = isOneByOne
  }

  /// Whether nobody has renewed the lease in time.
  public func isOverdue(at moment: Timestamp) -> Bool { leaseExpires <= moment }
}

/// All that a verdict is told from, as it was at one moment.
public struct VerdictSnapshot: Sendable {
  /// The hosts and roles.
  public let fleet: Fleet
  /// What the team has planned, held and asked.
  public var team: TeamState
  /// Work that is in hand.
  public let work: [WorkInHand]
  /// Work that was begun in the log and not ended.
  public var openWork: [OpenWork]
  /// How the team's store stands.
  public var store: StoreStanding
  /// Where the rules of recurring plans' zones are found.
  public var zones: ZoneCatalogue
  /// The zone in which sentences tell times.
  public var zone: ZoneRules
  /// The moment at which all this was so.
  public let now: Timestamp
  /// The hosts of each work in hand, by their places in the fleet; found once, since a snapshot is asked of many roles.
  let workPlaces: [Set<Int>]
  /// Hosts of others' and of the person's own work in hand, by their places in the fleet; overdue work is left out.
  let inHand: [Int: WorkInHand]

  /// A snapshot.
  public init(
    fleet: Fleet, team: TeamState = TeamState(), work: [WorkInHand] = [], openWork: [OpenWork] = [],
    store: StoreStanding = StoreStanding(), zones: ZoneCatalogue = .utcOnly, zone: ZoneRules = .utc, now: Timestamp
  ) {
    self.fleet = fleet
    self.team = team
    self.work = work
    self.openWork = openWork
    self.store = store
    self.zones = zones
    self.zone = zone
    self.now = now
    workPlaces = work.map { Set($0.hosts.compactMap { fleet.index(of: $0) }) }
    var inHand: [Int: WorkInHand] = [:]
    for (one, places) in zip(work, workPlaces) where !one.isOverdue(at: now) && !one.isOneByOne {
      for place in places { inHand[place] = one }
    }
    self.inHand = inHand
  }
}
