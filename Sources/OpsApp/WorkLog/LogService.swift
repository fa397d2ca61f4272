import Foundation
import Glibc
import OpsCollectors
import OpsConsole
import OpsDomain

/// The work log of one run of the console: all its parts, from the first frame to the end.
struct LogService {
  /// How long leaving waits for acts that are being recorded.
  static let leaving = Duration.seconds(2)

  /// How long the texts of earlier sessions are waited for.
  static let patience = Duration.milliseconds(100)

  let performer: LogPerformer
  private let access: WorkLogAccess
  let keeper: LogKeeper
  private let drafts: DraftFolder?
  private let watch: LogWatch?
  private let isDemonstration: Bool
  private let tell: @Sendable (Event) -> Void

  /// The parts, none of them begun; in a simulated world nothing of the person's own log is touched.
  init(
    _ access: WorkLogAccess, paths: Paths, environment: [String: String], world: SimulatedWorld?, readOnly: Bool,
    inbox: Inbox, hear: @escaping @Sendable (LogNews) -> Void = { _ in }
  ) {
    let tell: @Sendable (Event) -> Void = { inbox.put($0) }
    self.access = access
    self.tell = tell
    isDemonstration = world != nil
    drafts = world == nil ? DraftFolder(paths: paths) { tell(.message($0, isError: true)) } : nil
    let watch = world == nil ? LogWatch(path: access.path) : nil
    self.watch = watch
    keeper = LogKeeper(
      LogKeeper.Means(
        open: Self.opening(access, world), watch: { watch?.begin(tell: $0) },
        probe: { store throws(StoreFailure) in try await access.probe(store) },
        file: { store throws(StoreFailure) in try await access.file(of: store) },
        drafts: { access.drafts($0, via: .console) },
        tell: { news in
          tell(.log(news))
          hear(news)
        },
        refusal: readOnly ? Self.refusal : nil))
    performer = LogPerformer(
      keeper: keeper, drafts: drafts,
      editor: EditorSession(
        environment: environment, folder: paths.stateFolder, abbreviated: { paths.abbreviated($0) }),
      links: LinkOpener(environment: environment), tell: tell)
  }

  private static let refusal = StoreFailure(
    .notAllowed,
    "this console was opened to read only: open it without --read-only, and without read_only in the settings")

  private static func opening(
    _ access: WorkLogAccess, _ world: SimulatedWorld?
  ) -> @Sendable () async throws(StoreFailure) -> any WorkLogStore {
    guard let world else { return { () async throws(StoreFailure) in try await access.open() } }
    return { () async throws(StoreFailure) in
      DemonstrationLog.store(world: world, zone: access.zone, person: access.author)
    }
  }

  /// Opens the log and serves it from now on; called once the first frame is there.
  ///
  /// The texts of earlier sessions are there before the next key is looked at, so that none is begun over one of them,
  /// unless the home is slow.
  func begin() {
    guard let drafts else { return keeper.begin() }
    let tell = tell
    // What is written before the texts of earlier sessions are known would take their place.
    drafts.holdBack()
    let isThere = waitForAnswer(within: Self.patience) { (drafts.drafts(), drafts.seen()) }
    if let (texts, seen) = isThere {
      tell(.log(.drafts(texts, seen: seen)))
      keeper.begin(seen: seen)
    } else {
      keeper.begin()
      Thread.detachNewThread { tell(.log(.drafts(drafts.drafts(), seen: drafts.seen()))) }
    }
  }

  /// Waits for what is being recorded and writes what is to be kept, no longer than a person waits.
  func finish() {
    let end = ContinuousClock.now + Self.leaving
    while keeper.isRecording, ContinuousClock.now < end { usleep(5000) }
    keeper.stop()
    watch?.stop()
    drafts?.finish(seconds: 0.5)
  }

  /// Says in the settings of the console what it must know of the log.
  func describe(in settings: inout ConsoleSettings) {
    settings.author = access.author
    settings.memberships = access.memberships
    settings.groups = access.team.groups
    settings.ticketURL = access.team.ticketURL
    settings.zoneName = access.zoneName
    settings.zones = access.zones
    settings.logPath = isDemonstration ? "the demonstration's log, which is forgotten at its end" : access.shownPath
  }
}
