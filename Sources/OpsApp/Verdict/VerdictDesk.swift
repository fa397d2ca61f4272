import Glibc
import OpsCollectors
import OpsDomain
import OpsScreen

/// What a command judges from: the part of the fleet that matters, read once, and the team's store.
struct VerdictDesk {
  let desk: TeamDesk
  /// All hosts of the team.
  let inventory: Inventory
  let subject: VerdictSubject
  /// What was read.
  let ground: VerdictGround
  /// The team's state before the servers were read; it is empty when the store cannot be read.
  private let team: TeamState

  /// Reads the store and the servers, or those of a simulated world and its demonstration's store.
  init(of text: String, _ options: VerdictOptions, world: SimulatedWorld? = nil, toWrite: Bool = false) throws {
    let loaded = try Self.loaded(options, world)
    desk = try Self.desk(options, world, toWrite: toWrite)
    inventory = loaded.inventory
    subject = VerdictSubject(parsing: text, in: inventory)
    var (known, openWork, trouble): (TeamState, [OpenWork], String?) = (TeamState(), [], nil)
    do {
      // A share that is not mounted is no empty log, and judging makes none there.
      if world == nil, desk.access.isConfigured, unsafe access(desk.access.path, F_OK) != 0 {
        throw CommandFailure(
          "the work log \(desk.access.shownPath) is not there: mount it, or begin it with “opsconsole log add”")
      }
      known = try desk.team()
      openWork = try Self.openWork(desk, known)
    } catch let failure as CommandFailure {
      (known, openWork, trouble) = (TeamState(), [], failure.message)
    }
    team = known
    let factory = SourceFactory(loaded, variables: options.files.environment, world: world)
    let reading = FleetReading(inventory.part(for: subject), make: factory.make)
    defer { reading.stop() }
    _ = raiseDescriptorLimit()
    reading.lay(StatusWords(team, at: desk.now, zone: desk.zone).withoutReleasing)
    reading.round(until: .now + (try options.patience()))
    reading.recall(world == nil ? PastRecall(path: options.files.paths.pastFile) : nil)
    ground = VerdictGround(
      fleet: reading.fleet, openWork: openWork, trouble: trouble, zones: desk.access.zones, zone: desk.zone,
      now: Moments.now())
  }

  /// When the servers were read.
  var now: Timestamp { ground.now }

  /// The snapshot of commands that only look.
  func snapshot() throws -> VerdictSnapshot {
    guard ground.trouble == nil else { return ground.snapshot(team, at: nil) }
    do {
      // Reading takes a second: what the team said meanwhile counts.
      let (operations, cursor) = try desk.read(else: ([], StoreCursor())) { store throws(StoreFailure) in
        try await store.planOperations(after: StoreCursor())
      }
      return ground.snapshot(TeamState(operations), at: cursor)
    } catch let failure as CommandFailure {
      var lost = ground
      lost.trouble = failure.message
      return lost.snapshot(team, at: nil)
    }
  }

  // MARK: reading

  private static func loaded(_ options: VerdictOptions, _ world: SimulatedWorld?) throws -> LoadedInventory {
    if let world { return LoadedInventory(inventory: world.inventory, files: []) }
    switch options.files.loader.load(foreign: true) {
    case .success(let loaded): return loaded
    case .failure(let problems): throw VerdictTrouble(problems)
    }
  }

  private static func desk(_ options: VerdictOptions, _ world: SimulatedWorld?, toWrite: Bool) throws -> TeamDesk {
    let files = options.files
    let settings: ConsoleFile
    switch ConsoleFile.load(files.configurationFile, isExplicit: files.config != nil, paths: files.paths) {
    case .success(let read): settings = read
    case .failure(let problems): throw VerdictTrouble(problems)
    }
    let access: WorkLogAccess
    do {
      access = try WorkLogAccess(settings: settings, paths: files.paths, environment: files.environment)
    } catch {
      throw VerdictTrouble(error.message)
    }
    let author = options.author(access.author)
    let store = world.map { DemonstrationLog.store(world: $0, zone: access.zone, person: author) }
    return TeamDesk(files, access, author: author, makes: toWrite, store: store)
  }

  /// Work that was begun and not ended, as the entries of the last weeks tell; reservations tell of themselves.
  private static func openWork(_ desk: TeamDesk, _ team: TeamState) throws -> [OpenWork] {
    func read(_ query: EntryQuery, _ limit: Int) throws -> [EntryRecord] {
      var records: [EntryRecord] = []
      try EntryStream(desk: desk, query: query).newestFirst(limit: limit) { records.append($0) }
      return records
    }
    let marks = try read(OpenWork.marks(at: desk.now), OpenWork.marksMax)
    let latest = marks.isEmpty ? [] : try read(OpenWork.latest(at: desk.now), OpenWork.latestMax)
    return OpenWork.all(in: marks, latest: latest, team: team)
  }
}
