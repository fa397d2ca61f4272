public import NIOCore

/// One connection to a network: bytes and TLS below, messages above; it knows no session.
///
/// What comes waits in a bounded mailbox: `wake` is called when something lies in an empty one, and whoever was woken
/// calls `take` until that gives nothing. PING of the server is answered here, at once, whatever waits above. What is to
/// be sent waits in a bounded queue under flood control, urgent messages pass it by.
///
/// Memory is bounded whatever a server sends and however long nothing is taken: messages of people that come too fast or
/// find the mailbox full are dropped and counted, of all others the socket is not read while too many wait, and when
/// nothing is taken for `ConnectionLimits.untakenTicksMax` seconds, the connection ends with `tooMuch`.
public final class IRCConnection: Sendable {
  private let life: ConnectionLife

  /// A connection that begins at once.
  ///
  /// `wake` is called on the connection's own thread and must neither wait nor call `take`.
  public init(_ settings: ConnectionSettings, group: any EventLoopGroup, wake: @escaping @Sendable () -> Void) {
    life = ConnectionLife(settings, loop: group.next(), wake: wake)
    life.begin()
  }

  /// What came, in its order, with at most so many messages; empty: nothing more, `wake` is called when there is.
  ///
  /// The last event of a connection is `.closed`.
  public func take(_ messagesMax: Int = 1_000) -> [ConnectionEvent] { life.mailbox.take(messagesMax) }

  /// Sends a message, after those that wait; an urgent one before them.
  ///
  /// `lineBytes` is the longest line that the server takes (`IRCSession.lineBytes`). Nil: it was taken; otherwise why
  /// not.
  @discardableResult
  public func send(_ message: IRCMessage, isUrgent: Bool, lineBytes: Int = IRCMessage.lineBytesMax) -> SendRefusal? {
    do throws(WireProblem) {
      let encoding = life.settings.sendsFallback ? life.settings.fallback : nil
      return life.outbox.put(try message.line(encoding: encoding, limit: lineBytes), isUrgent: isUrgent)
    } catch {
      return .unsendable(error.words)
    }
  }

  /// How many messages wait for flood control and the socket.
  public var waiting: Int { life.outbox.count }

  /// Says that registration is done: the deadline is met, and flood control begins; `isFree` lifts flood control.
  ///
  /// May be called again when the server changes its mind.
  public func registered(isFree: Bool) { life.registered(isFree: isFree) }

  /// Closes after what is urgent was sent, within two seconds; the last event is then `.closed` with `asked`, as it is
  /// when the server closes after QUIT.
  public func close() { life.close() }
}
