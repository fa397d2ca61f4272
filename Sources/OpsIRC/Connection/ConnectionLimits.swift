/// What bounds a connection, whatever the server and the reader do.
public enum ConnectionLimits {
  /// Messages of people that are taken from a server in a second, on the average.
  public static let peoplePerSecond: Int64 = 4_000
  /// Messages of people that may come at once.
  public static let peopleAtOnce: Int64 = 8_000
  /// Messages of people that wait in the mailbox at most; more are dropped.
  public static let peopleWaitingMax = 8_000
  /// Other messages that wait in the mailbox before the socket is not read any more.
  public static let othersWaitingMax = 16_000
  /// The memory that waiting messages may have, as reckoned by `Mailbox.cost`, before those of people are dropped.
  public static let peopleBytesMax = 8 << 20
  /// The memory that waiting messages may have before the socket is not read any more.
  public static let waitingBytesMax = 12 << 20
  /// Lines that could not be read that are told of at once; further ones are not told.
  public static let odditiesMax = 20
  /// The time between two reports of dropped messages, in milliseconds.
  public static let dropReportGap: Int64 = 500
  /// Seconds for which the reader may take nothing while the socket is not read.
  public static let untakenTicksMax = 60
  /// Seconds for which the socket may take nothing of what is written.
  public static let unwrittenTicksMax = 60
  /// Messages that wait to be sent.
  public static let sendingMax = 500
  /// Urgent messages that wait to be sent.
  public static let urgentMax = 100
  /// Answers to PING that wait for the socket; a server that asks more often and does not listen gets no more.
  public static let pongsMax = 50
  /// What may be read from the socket at once, in bytes.
  public static let readBytesMax = 64 * 1024
  /// The longest that `close` waits until what is urgent was sent, in milliseconds.
  public static let closingMax: Int64 = 2_000
}
