public import NIOCore

/// One connection to a network: bytes and TLS below, messages above; it knows no session.
///
/// PING of the server is answered here, at once, whatever waits above. What is to be sent waits in a bounded queue under
/// flood control, urgent messages pass it by.
public final class IRCConnection: Sendable {
  /// A connection that begins at once; `hear` is called on the connection's own thread, in order, and must not wait.
  public init(
    _ settings: ConnectionSettings, group: any EventLoopGroup, hear: @escaping @Sendable (ConnectionEvent) -> Void
  ) {}

  /// Sends a message, after those that wait; an urgent one before them.
  ///
  /// False: too many wait, it was not taken.
  @discardableResult
  public func send(_ message: IRCMessage, isUrgent: Bool) -> Bool { false }

  /// How many messages wait to be sent.
  public var waiting: Int { 0 }

  /// Says that registration is done: the deadline is met, and flood control begins; `isFree` lifts flood control.
  public func registered(isFree: Bool) {}

  /// Closes after what is urgent was sent, within a second or two; `hear` is told `.closed(.asked)`.
  public func close() {}
}
