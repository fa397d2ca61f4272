/// One message of the protocol, in either direction, without its line end.
///
/// Source: https://modern.ircdocs.horse/#message-format, and the message-tags specification of IRCv3.
public struct IRCMessage: Hashable, Sendable {
  /// Tags by key; a key without a value has an empty one.
  ///
  /// Keys are opaque and their case counts.
  public var tags: [String: String]
  /// Who sent it; nil where the line does not say.
  public var source: IRCSource?
  /// The verb in capitals, or three digits.
  public var command: String
  /// The parameters; the trailing one is an ordinary one.
  public var parameters: [String]

  /// A message.
  public init(_ command: String, _ parameters: [String] = [], tags: [String: String] = [:], source: IRCSource? = nil) {
    self.command = command
    self.parameters = parameters
    self.tags = tags
    self.source = source
  }

  /// The parameter at a place; empty where there is none, so that nothing traps on short messages.
  public subscript(place: Int) -> String { parameters.indices.contains(place) ? parameters[place] : "" }
}
