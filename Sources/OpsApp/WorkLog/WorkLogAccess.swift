import Dispatch
import Glibc
import OpsDomain
import OpsSQLite

/// The way to the work log, for commands and the console: where it lies, who writes, and in which zone.
struct WorkLogAccess: Sendable {
  /// The file.
  let path: String
  /// Whether the settings name the file: then it is somewhere where others write, too.
  let isConfigured: Bool
  /// The file for messages, the home folder written `~`.
  let shownPath: String
  /// Who writes.
  let author: Author
  /// The zone in which the person writes.
  let zone: ZoneRules
  /// The rules of all zones of this machine.
  let zones: ZoneCatalogue
  /// Groups, duties and tickets.
  let team: TeamKeys
  /// The groups and duties that the author belongs to: `@dba`, `duty:db`.
  let memberships: Set<String>
  /// Makes the identities of new acts.
  let identities = IdentitySource()

  /// The name of the person's zone, as `Asia/Tokyo`.
  var zoneName: String { zone.name }

  /// The way that the settings and the environment name; what is wrong with either is told in words.
  init(settings: ConsoleFile, paths: Paths, environment: [String: String]) throws(Problem) {
    team = settings.team
    path = settings.team.logPath ?? paths.logFile
    isConfigured = settings.team.logPath != nil
    shownPath = paths.abbreviated(path)
    author = try AuthorFinding(team: team, environment: environment).author()
    zones = .ofThisMachine()
    zone = PersonalZone(setting: settings.timeZone, environment: environment).rules(in: zones)
    memberships = team.memberships(of: author.account)
  }

  /// Why there is no way.
  struct Problem: Error, Hashable, Sendable {
    var message: String
  }

  /// Opens the store; makes the file and its folder when they are not there.
  ///
  /// Never called on the main thread of a console: opening may wait for another process.
  func open() async throws(StoreFailure) -> any WorkLogStore {
    try await SQLiteStore.open(path: path)
  }

  /// Says why nothing could be recorded now; a full disk is found by writing a file beside the log.
  func probe(_ store: any WorkLogStore) async throws(StoreFailure) {
    _ = try await store.merge([])
    let code = await withCheckedContinuation { done in
      Self.probing.async { [path] in done.resume(returning: Self.trialFailure(beside: path)) }
    }
    if code == ENOSPC || code == EDQUOT {
      throw StoreFailure(.diskFull, "no space left for \(shownPath): make room on its file system", isTemporary: true)
    }
  }

  /// Which file the store reads; nil when it has none.
  func file(of store: any WorkLogStore) async throws(StoreFailure) -> FileIdentity? {
    try await (store as? SQLiteStore)?.file()
  }

  /// A disk may hang: it is tried on a queue of its own.
  private static let probing = DispatchQueue(label: "opsconsole.log.probing")

  /// Writes a file beside the log and removes it; nil, or the error.
  private static func trialFailure(beside path: String) -> Int32? {
    let trial = "\(path).\(getpid()).trial"
    let code = replaceFile(trial, Array(repeating: 0x20, count: trialBytes))
    _ = unsafe unlink(trial)
    return code
  }

  /// The room that an act may need in the log and beside it.
  private static let trialBytes = 131_072

  /// Acts of the author, ready to be appended; a second attempt must use the same drafts.
  func drafts(_ bodies: [OperationBody], via: Via, now: Timestamp = Moments.now()) -> [OperationDraft] {
    bodies.map { OperationDraft(id: identities.next(at: now), author: author, via: via, zone: zoneName, body: $0) }
  }
}

extension FileOptions {
  /// The way to the work log; ends the program with what is wrong in the settings.
  func workLog() throws -> WorkLogAccess { try workLog(try settings()) }

  /// The way to the work log by settings that were read already.
  func workLog(_ settings: ConsoleFile) throws -> WorkLogAccess {
    do {
      return try WorkLogAccess(settings: settings, paths: paths, environment: environment)
    } catch {
      StandardOutput.complain(error.message)
      throw ExitStatus.configuration
    }
  }
}
