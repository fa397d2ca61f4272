import OpsDomain
import OpsIRC

/// The protocol as it goes, on the network's own page: for when a server does what nobody understands.
extension LinkCore {
  /// Shows messages from now on, or no longer.
  mutating func switchRaw(at now: LinkMoment) {
    self.now = now
    isRaw.toggle()
    say(isRaw ? "messages are shown here as they go, without secrets; /raw ends it" : "messages are no longer shown")
  }

  /// Shows a message, with stars where a secret stands.
  mutating func showRaw(_ direction: RawDirection, _ message: IRCMessage) {
    guard isRaw else { return }
    say("\(direction.rawValue) \(IRCSession.maskedLine(message))")
  }
}

/// Which way a message goes.
enum RawDirection: String {
  case out = "→"
  case back = "←"
}
