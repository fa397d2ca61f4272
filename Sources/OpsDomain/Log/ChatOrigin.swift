/// Where in a chat an entry was said.
public struct ChatOrigin: Hashable, Sendable {
  /// The network, by its name in the configuration.
  public var network: String
  /// The channel, folded as the network folds names.
  public var channel: String
  /// The identity that the network gave the message; nil for none.
  public var messageID: String?
  /// The nick of who said it; empty when a redaction has removed it.
  public var sender: String
  /// The account of who said it, as the network told it; nil where it is not known.
  public var account: String?
  /// When it was said by the server's clock; nil where the server does not tell.
  public var serverTime: Timestamp?

  /// A place in a chat.
  public init(
    network: String, channel: String, messageID: String? = nil, sender: String, account: String? = nil,
    serverTime: Timestamp? = nil
  ) {
    self.network = network
    self.channel = channel
    self.messageID = messageID
    self.sender = sender
    self.account = account
    self.serverTime = serverTime
  }
}
