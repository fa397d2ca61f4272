import Foundation
import Glibc
import NIOPosix
import OpsConsole
import OpsDomain
import OpsIRC
import OpsSQLite
import Synchronization

/// The chat of one run of the console: its networks, what was said in them and what the work log has of it.
final class ChatService: ChatServing {
  /// How long leaving waits until the networks are left and what was said is stored.
  static let leaving = Duration.milliseconds(900)

  /// What the service needs.
  struct Parts: Sendable {
    var keys: ChatKeys
    var person: Author
    var secrets: SecretStore
    /// Opens the store of conversations.
    var open: @Sendable () async throws(StoreFailure) -> any ChatStore
    /// What is done for the work log; nil for nothing.
    var log: ChatLog?
    /// Which servers have asked for TLS.
    var strict = StrictTransport()
    /// Tells the console.
    var tell: @Sendable ([ChatNews]) -> Void
  }

  private let parts: Parts
  private let desk: ChatDesk
  private let links: [String: ChatLink]
  /// Read by the loop of the main thread, about once a second.
  private let wakes = Mutex(WakeWatch())

  /// A service that has not begun.
  init(_ parts: Parts) {
    self.parts = parts
    let trouble = TroubleDoor()
    let keeper = LineKeeper(LineKeeper.Means(open: parts.open, tell: { trouble.tell($0) }))
    var means = ChatDesk.Means(
      keeper: keeper, tell: parts.tell, networks: parts.keys.networks.map(\.name), log: parts.log)
    means.keeping = ChatDesk.Keeping(days: parts.keys.keptDays, bytes: parts.keys.keptBytes)
    let desk = ChatDesk(means)
    self.desk = desk
    trouble.open { desk.hear(trouble: $0) }
    var links: [String: ChatLink] = [:]
    for network in parts.keys.networks { links[network.name] = Self.link(network, parts, desk) }
    self.links = links
  }

  func begin() {
    let (links, networks) = (links, parts.keys.networks)
    for link in links.values { link.begin() }
    desk.begin(links) { for network in networks where network.connects { links[network.name]?.perform(.want(true)) } }
  }

  func perform(_ effect: ChatEffect) { desk.perform(effect) }

  func finish() {
    for link in links.values { link.stop() }
    let end = ContinuousClock.now + Self.leaving
    while ContinuousClock.now < end, desk.isBusy || links.values.contains(where: \.isServing) { usleep(5000) }
    desk.stop()
  }

  /// Hears what was done in the work log.
  func hear(_ news: LogNews) {
    switch news {
    case .opened, .team, .saved, .changed: desk.hear(news)
    default: break
    }
  }

  /// Looks whether the machine slept; called about once a second.
  func look() {
    let (boot, monotonic) = (BootClock.milliseconds, BootClock.monotonicMilliseconds)
    guard wakes.withLock({ $0.hasWoken(boot: boot, monotonic: monotonic) }) else { return }
    for link in links.values { link.perform(.woke) }
  }

  /// Watches for these words from now on.
  func highlight(_ words: [String]) { for link in links.values { link.perform(.highlight(words)) } }

  private static func link(_ network: NetworkKeys, _ parts: Parts, _ desk: ChatDesk) -> ChatLink {
    let name = network.name
    let (person, secrets, strict) = (parts.person, parts.secrets, parts.strict)
    let means = ChatLink.Means(
      session: {
        await secrets.secrets(of: network, anew: true)
          .map { network.session(person: person, secrets: $0) }
          .mapError { ChatLink.ConnectionProblem(words: $0.message) }
      },
      connection: { strict.connection(network.connection) }, strict: strict,
      group: { MultiThreadedEventLoopGroup.singleton },
      deliver: { await desk.take($0, of: name) })
    return ChatLink(settings(network, parts), means)
  }

  /// What the link of a network goes by.
  static func settings(_ network: NetworkKeys, _ parts: Parts) -> LinkSettings {
    let nicks = network.nicks(of: parts.person)
    var settings = LinkSettings(
      name: network.name, address: "\(network.host):\(network.port)", connects: network.connects,
      nick: nicks.first ?? "opsconsole")
    let captures = parts.log?.captures ?? false
    settings.captured = captures ? parts.keys.captures.filter { $0.network == network.name }.map(\.channel) : []
    settings.announced = parts.keys.announce.flatMap { $0.network == network.name ? $0.channel : nil }
    settings.highlights = parts.keys.highlight
    settings.highlight = { Highlighting(nick: $1, words: $2).isNamed(in: $0) }
    return settings
  }
}

/// Lets what is told through to somebody who is there only later.
private final class TroubleDoor: Sendable {
  private let hear = Mutex<(@Sendable (String?) -> Void)?>(nil)

  func open(_ hear: @escaping @Sendable (String?) -> Void) { self.hear.withLock { $0 = hear } }

  func tell(_ words: String?) {
    let hear = hear.withLock { $0 }
    hear?(words)
  }
}
