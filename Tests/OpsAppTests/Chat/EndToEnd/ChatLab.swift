import Foundation
import NIOPosix
import OpsConsole
import OpsDomain
import OpsIRC
import OpsSQLite
import Synchronization
import Testing

@testable import OpsApp

/// The networks of the lab, from the environment that `scripts/lab env` gives.
struct ChatLab {
  let host: String
  let ngircd: Int
  let inspircd: Int
  let inspircdTLS: Int
  let authorities: String
  let certificateName: String
  /// Accounts with their passwords.
  let users: [(name: String, password: String)]

  /// The networks, or nil with the reason printed; with CI=true that is a failure.
  static func current() -> ChatLab? {
    let variables = ProcessInfo.processInfo.environment
    func value(_ name: String) -> String? { variables["OPS_LAB_IRC_\(name)"] }
    guard let host = value("HOST"), let ngircd = value("NGIRCD_PORT").flatMap({ Int($0) }),
      let inspircd = value("INSPIRCD_PORT").flatMap({ Int($0) }),
      let secure = value("INSPIRCD_TLS_PORT").flatMap({ Int($0) }), let authorities = value("CA"),
      let name = value("TLS_NAME"), let users = value("USERS")
    else {
      let reason = "skipped: no networks of IRC; begin them with: scripts/lab up; eval \"$(scripts/lab env)\""
      if variables["CI"] == "true" { Issue.record("\(reason)") } else { print(reason) }
      return nil
    }
    let pairs = users.split(separator: ",").map { $0.split(separator: ":").map(String.init) }.filter { $0.count == 2 }
    return ChatLab(
      host: host, ngircd: ngircd, inspircd: inspircd, inspircdTLS: secure, authorities: authorities,
      certificateName: name, users: pairs.map { ($0[0], $0[1]) })
  }

  /// The old server, in clear text.
  func oldNetwork(nick: String, channel: String) -> NetworkKeys {
    network(port: ngircd, nick: nick, channel: channel)
  }

  /// The modern one, by TLS and with the login of one of its accounts.
  func modernNetwork(nick: String, channel: String, user: Int) -> NetworkKeys {
    var network = network(port: inspircdTLS, nick: nick, channel: channel)
    var tls = ConnectionSettings.TLS()
    (tls.authorities, tls.name) = (authorities, certificateName)
    network.tls = tls
    network.login = LoginKeys(
      mechanisms: [.plain], account: users[user].name, password: .environment(users[user].name), isRequired: true)
    return network
  }

  func network(port: Int, nick: String, channel: String) -> NetworkKeys {
    var network = NetworkKeys(name: "lab", host: host, port: port, tls: nil)
    network.nicks = [nick]
    network.channels = [NetworkKeys.ChannelKeys(name: channel)]
    return network
  }
}

/// A console without a screen: a chat and a work log with files of their own.
final class LabConsole: Sendable {
  let service: ChatService
  let keeper: LogKeeper
  let folder: String
  private let told = Mutex<[ChatNews]>([])
  private let news: LabList<ChatNews>

  init(_ network: NetworkKeys, account: String, folder: String, lab: ChatLab, captures: Bool = true) async throws {
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    self.folder = folder
    let news = LabList<ChatNews>()
    self.news = news
    let door = LogNewsDoor()
    let identities = IdentitySource()
    let author = Author(account)
    let logPath = folder + "/log.sqlite"
    keeper = LogKeeper(
      LogKeeper.Means(
        open: { () async throws(StoreFailure) in try await SQLiteStore.open(path: logPath) },
        probe: { store throws(StoreFailure) in _ = try await store.merge([]) },
        drafts: { bodies in
          bodies.map {
            OperationDraft(id: identities.next(at: Moments.now()), author: author, via: .console, body: $0)
          }
        }, tell: { door.hear($0) }))
    var keys = ChatKeys()
    keys.networks = [network]
    let channel = ChannelReference(network: network.name, channel: network.channels[0].name)
    keys.logChannels = [channel]
    keys.announce = channel
    let fleet = KnownFleet(Inventory(hosts: [Host(id: "bm-db07")]))
    let chatPath = folder + "/chat.sqlite"
    let log = ChatLog(
      record: { [keeper] in await keeper.record($0, unless: $1) }, fleet: { fleet },
      writer: { [keeper] in await keeper.writer() }, author: author, captures: captures, announces: true)
    let secrets = Dictionary(lab.users.map { ($0.name, $0.password) }, uniquingKeysWith: { one, _ in one })
    service = ChatService(
      ChatService.Parts(
        keys: keys, person: author, secrets: SecretStore(environment: secrets),
        open: { () async throws(StoreFailure) in try await SQLiteChatStore.open(path: chatPath) }, log: log,
        tell: { news.add($0) }))
    door.open { [service] in service.hear($0) }
    keeper.begin()
    service.begin()
  }

  /// Ends it, as leaving the console does.
  func end() {
    service.finish()
    keeper.stop()
  }

  /// Whether the channel is joined.
  func hasJoined(_ channel: String) -> Bool {
    let facts = news.all.compactMap { news -> BufferFacts? in
      if case .buffer(let buffer, let facts) = news, buffer.target == channel { return facts }
      return nil
    }
    return facts.last?.isJoined ?? false
  }

  /// The last word on the network.
  var status: NetworkStatus? {
    news.all.compactMap { news -> NetworkStatus? in
      if case .network(_, let status) = news { return status }
      return nil
    }.last
  }

  /// How it stands, for a test that fails.
  func words() async throws -> String {
    let status = status.map { "\($0)" } ?? "no status"
    return status + (try await lines("")).map { "\n  \($0.kind) \($0.text)" }.joined()
  }

  /// The entries of its work log.
  func entries() async throws -> [EntryRecord] {
    let store = try await SQLiteStore.open(path: folder + "/log.sqlite")
    return try await store.entries(EntryQuery(), .newest, limit: 100).records
  }

  /// The stored lines of a channel.
  func lines(_ channel: String) async throws -> [ChatLine] {
    let store = try await SQLiteChatStore.open(path: folder + "/chat.sqlite")
    return try await store.lines(of: BufferID(network: "lab", target: channel), before: nil, limit: 500)
  }
}

/// Somebody with another client: says lines as they are, and keeps what comes.
final class PlainClient: Sendable {
  private let connection: IRCConnection
  private let received: LabList<IRCMessage>
  private let pump: Task<Void, Never>

  init(host: String, port: Int, nick: String, channel: String) {
    let received = LabList<IRCMessage>()
    let (bell, ring) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
    let connection = IRCConnection(
      ConnectionSettings(host: host, port: port, tls: nil), group: MultiThreadedEventLoopGroup.singleton,
      wake: { ring.yield() })
    (self.connection, self.received) = (connection, received)
    pump = Task {
      for await _ in bell {
        while case let events = connection.take(), !events.isEmpty {
          for event in events { Self.hear(event, connection, received, nick: nick, channel: channel) }
        }
      }
    }
  }

  private static func hear(
    _ event: ConnectionEvent, _ connection: IRCConnection, _ received: LabList<IRCMessage>, nick: String,
    channel: String
  ) {
    switch event {
    case .connected:
      connection.send(IRCMessage("NICK", [nick]), isUrgent: true)
      connection.send(IRCMessage("USER", [nick, "0", "*", nick]), isUrgent: true)
    case .messages(let messages):
      received.add(messages)
      if messages.contains(where: { $0.command == "001" }) {
        connection.registered(isFree: true)
        connection.send(IRCMessage("JOIN", [channel]), isUrgent: true)
      }
    default: break
    }
  }

  func send(_ verb: String, _ parameters: String...) { connection.send(IRCMessage(verb, parameters), isUrgent: false) }

  /// What came of a verb whose last parameter begins so.
  func heard(_ verb: String, beginning text: String) -> [String] {
    received.all.filter { $0.command == verb }.compactMap(\.parameters.last).filter { $0.hasPrefix(text) }
  }

  /// Whether so many people are in the channel.
  func has(_ verb: String) -> Bool { received.all.contains { $0.command == verb } }

  func end() {
    connection.close()
    pump.cancel()
  }
}

/// A list for any thread.
final class LabList<Element: Sendable>: Sendable {
  private let elements = Mutex<[Element]>([])
  var all: [Element] { elements.withLock { $0 } }
  func add(_ more: [Element]) { elements.withLock { $0 += more } }
}

/// Looks again and again until something holds; fails after half a minute.
func untilItHolds(
  _ what: String, _ console: LabConsole? = nil, _ holds: @Sendable () async throws -> Bool
) async throws {
  let end = ContinuousClock.now + .seconds(40)
  while ContinuousClock.now < end {
    if try await holds() { return }
    try await Task.sleep(for: .milliseconds(50))
  }
  let words = try await console?.words() ?? ""
  Issue.record("it never came to hold: \(what) \(words)")
}
