import OpsCollectors
import OpsConsole
import OpsDomain
import OpsSQLite
import Synchronization

/// Makes the chat of one run of the console: the networks of the settings, or the demonstration's.
struct ChatMaking: Sendable {
  let files: FileOptions
  let settings: ConsoleFile
  let access: WorkLogAccess
  let readOnly: Bool
  /// The fleet as it is known now.
  let fleet: KnownFleetBox
  let inbox: Inbox

  /// The chat of the networks; `keeper` is the work log's.
  func service(_ keeper: LogKeeper) -> ChatService {
    let path = files.paths.chatFile
    let inbox = inbox
    let log = ChatLog(
      record: { await keeper.record($0, unless: $1) },
      fleet: { [fleet] in fleet.current }, writer: { await keeper.writer() }, author: access.author,
      captures: !readOnly && !settings.chat.captures.isEmpty,
      announces: settings.chat.announce != nil)
    return ChatService(
      ChatService.Parts(
        keys: settings.chat, person: access.author, secrets: SecretStore(environment: files.environment),
        open: { () async throws(StoreFailure) in try await SQLiteChatStore.open(path: path) }, log: log,
        strict: strictTransport(), tell: { news in inbox.put(news.map { .chat($0) }) }))
  }

  /// The chat of the demonstration.
  func demonstration(_ world: SimulatedWorld) -> DemonstrationChat {
    let inbox = inbox
    let log = DemonstrationLog.operations(world: world, zone: access.zone, person: access.author)
    return DemonstrationChat(
      ChatDemonstration(world: world, person: access.author, log: log), store: MemoryChatStore(),
      tell: { inbox.put(.chat($0)) })
  }

  /// What servers have asked for, in a file of its own: it must hold where the store of conversations fails, too.
  private func strictTransport() -> StrictTransport {
    let path = files.paths.stateFolder + "/chat.sts"
    let bytes = (try? readFile(path, limit: 256 << 10)) ?? []
    let writer = LateWriter { _, _ in }
    return StrictTransport(parsing: String(decoding: bytes, as: UTF8.self)) { writer.write(Array($0.utf8), to: path) }
  }
}

/// The fleet as the inventory names it at present, for any thread.
final class KnownFleetBox: Sendable {
  private let fleet: Mutex<KnownFleet>

  init(_ inventory: Inventory) { fleet = Mutex(KnownFleet(inventory)) }

  /// The present one.
  var current: KnownFleet { fleet.withLock { $0 } }

  /// Takes a new inventory.
  func take(_ inventory: Inventory) { fleet.withLock { $0 = KnownFleet(inventory) } }
}
