import OpsDomain
import OpsSQLite

/// A line of a channel that is to become an entry.
struct CapturedLine: Hashable, Sendable {
  /// Where it was said.
  var buffer: BufferID
  /// The network by the name that it gives itself, which is the same for all consoles.
  var network: String
  /// The line.
  var line: ChatLine
}

/// Makes the acts that captured lines are, the same on every console that hears the same line.
struct CaptureDrafting: Sendable {
  private var sightings = CaptureSightings()

  /// Nothing was captured yet.
  init() {}

  /// What a line may be: the identity under which it is recorded where nobody has it, and those under which another
  /// console may have recorded it.
  func sighting(of captured: CapturedLine) -> (own: CaptureIdentity, elsewhere: [CaptureIdentity]) {
    let line = captured.line
    guard let messageID = line.messageID else {
      let sighting = sightings.sighting(
        network: captured.network, channel: captured.buffer.target, sender: line.sender, text: line.text, at: line.at)
      return (sighting.own, sighting.elsewhere)
    }
    let own = CaptureIdentity(
      network: captured.network, channel: captured.buffer.target, sender: line.sender, text: line.text,
      mark: .message(messageID))
    return (own, [])
  }

  /// Remembers what a line was taken for, so that the same words said again are another entry.
  mutating func take(_ identity: CaptureIdentity) { sightings.take(identity) }

  /// The act.
  static func draft(of captured: CapturedLine, _ reading: LogLine, as identity: CaptureIdentity) -> OperationDraft {
    let line = captured.line
    let origin = ChatOrigin(
      network: captured.buffer.network, channel: captured.buffer.target, messageID: line.messageID,
      sender: line.sender, account: line.account, serverTime: line.at)
    let entry = Entry(captured: reading.text, at: line.at, targets: reading.targets, chat: origin)
    return OperationDraft(
      id: OperationID(identity), author: Author(sender: line.sender, account: line.account), via: .irc,
      body: .entryAdd(entry))
  }
}

/// What became of a captured line.
enum CaptureOutcome: Hashable, Sendable {
  /// It is an entry now.
  case new(OperationID)
  /// It was one already.
  case known(OperationID)
  /// It cannot be one; in words.
  case failed(StoreFailure)
}
