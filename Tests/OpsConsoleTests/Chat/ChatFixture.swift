import OpsDomain
import OpsScreen

@testable import OpsConsole

/// Two networks with channels and a query; all fixed.
enum ChatFixture {
  static let own = BufferID(network: "libera")
  static let ops = BufferID(network: "libera", target: "#ops")
  static let dba = BufferID(network: "libera", target: "#dba")
  static let kyoto = BufferID(network: "libera", target: "kyoto1")
  static let local = BufferID(network: "office", target: "#noc")
  static let now = FleetFixture.now

  /// What is remembered from earlier sessions.
  static let stored = [
    StoredBuffer(id: local, kind: .channel, title: "#noc"), StoredBuffer(id: kyoto, kind: .query, title: "kyoto1"),
    StoredBuffer(id: ops, kind: .channel, title: "#ops"), StoredBuffer(id: dba, kind: .channel, title: "#dba"),
    StoredBuffer(id: own, kind: .network, title: "libera"),
  ]

  /// A line that somebody said so many seconds ago.
  static func line(_ sender: String, _ text: String, ago: Int64 = 0, _ kind: ChatLine.Kind = .message) -> ChatLine {
    ChatLine(kind, at: now - .seconds(ago), sender: sender, text: text)
  }

  /// A line that names the person.
  static func call(_ sender: String, _ text: String, ago: Int64 = 0) -> ChatLine {
    var line = line(sender, text, ago: ago)
    line.isHighlight = true
    return line
  }

  /// A console that has heard of the networks and is connected, its chat in front unless said otherwise.
  static func console(
    _ columns: Int = 100, _ rows: Int = 30, _ fake: inout FakeChat, isOnline: Bool = true, shows: Bool = true,
    settings: ConsoleSettings = FleetFixture.settings()
  ) -> ConsoleState {
    var console = FleetFixture.console(columns, rows, settings: settings)
    console.hear(.opened(["libera", "office"], stored), &fake)
    if isOnline {
      for network in ["libera", "office"] {
        console.hear(.network(network, NetworkStatus(.online(since: now - .seconds(2400)), nick: "tokyo2")), &fake)
      }
    }
    for buffer in [ops, dba, local] {
      var facts = BufferFacts(.channel, title: buffer.target)
      facts.isJoined = true
      facts.memberCount = 14
      facts.capturesLog = buffer == ops
      console.hear(.buffer(buffer, facts), &fake)
    }
    if shows { console.press(&fake, "8") }
    return console
  }
}
