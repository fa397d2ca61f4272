/// By what a line of a chat that becomes an entry is known on all consoles that hear it.
///
/// Every console makes the same bytes of the same message, and of their digest the same identity, so that the entry is
/// recorded once. Nothing counts that a console may know and another may not, as the account of the sender, or that they
/// may read otherwise, as the hosts that are meant: only what the message itself holds.
public struct CaptureIdentity: Hashable, Sendable {
  /// How a message is told from others of the same words.
  public enum Mark: Hashable, Sendable {
    /// By the identity that the network gave it. Networks may give one twice, so the words count too.
    case message(String)
    /// Where there is none, by the span of ten seconds in which it came, and how many of the same words came before in
    /// it.
    case span(Int64, number: Int)
  }

  /// The network, by the name that it has on all consoles.
  public var network: String
  /// The channel, folded as the network folds names.
  public var channel: String
  /// The nick of who said it, as it stands in the message.
  public var sender: String
  /// The text as it was said, with all codes.
  public var text: String
  /// What tells it from others.
  public var mark: Mark

  /// An identity.
  public init(network: String, channel: String, sender: String, text: String, mark: Mark) {
    self.network = network
    self.channel = channel
    self.sender = sender
    self.text = text
    self.mark = mark
  }

  /// The bytes to be hashed: the version of this format, then each part behind its length, so that no two differ only in
  /// where a part ends.
  public var bytes: [UInt8] {
    var bytes = Array("opsconsole capture 1\n".utf8)
    func add(_ part: some Collection<UInt8>) {
      let count = UInt32(clamping: part.count)
      for shift in stride(from: UInt32(24), through: 0, by: -8) {
        bytes.append(UInt8(truncatingIfNeeded: count >> shift))
      }
      bytes += part
    }
    for part in [network, channel, sender, text] { add(part.utf8) }
    switch mark {
    case .message(let id):
      add("message".utf8)
      add(id.utf8)
    case .span(let span, let number):
      add("span".utf8)
      add("\(span)".utf8)
      add("\(number)".utf8)
    }
    return bytes
  }
}
