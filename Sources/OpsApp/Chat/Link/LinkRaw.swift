import OpsDomain
import OpsIRC

/// The protocol as it goes, on the network's own page: for when a server does what nobody understands.
extension LinkCore {
  /// Shows messages from now on, or no longer.
  mutating func switchRaw(typedIn buffer: BufferID) {
    isRaw.toggle()
    let words = "the protocol is shown on the page of \(settings.name), without secrets; /raw ends it"
    say(isRaw ? words : "the protocol is no longer shown", in: buffer)
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
