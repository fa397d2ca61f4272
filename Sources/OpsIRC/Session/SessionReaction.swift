/// What a session wants done, in this order.
public enum SessionReaction: Hashable, Sendable {
  /// Send a message. Urgent ones (PONG, QUIT, registration) pass by the flood control.
  case send(IRCMessage, isUrgent: Bool)
  /// Tell what happened.
  case tell(SessionEvent)
  /// Close the connection, and why.
  case close(ClosingReason)
}

/// Why a session ends a connection.
public struct ClosingReason: Hashable, Sendable {
  /// Whether a later attempt may go better with nothing changed; otherwise a person must act first.
  public var mayRetry: Bool
  /// What happened, in words; may hold text of the server.
  public var words: String

  /// A reason.
  public init(_ words: String, mayRetry: Bool) {
    self.words = words
    self.mayRetry = mayRetry
  }
}
