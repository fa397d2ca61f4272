/// What a session keeps and how long it waits, at most.
///
/// Times are milliseconds.
public enum SessionLimits {
  /// Channels one can be in.
  public static let channels = 500
  /// Members that are kept of one channel; beyond, the list is not complete.
  ///
  /// A table of so many just fits into 16 MB.
  public static let members = 98_000
  /// Members that are kept of all channels together.
  public static let membersOfAll = 150_000
  /// Channels that are joined again after a new connection.
  public static let wishes = 500
  /// Bytes of a line, whatever a server says that it takes.
  public static let lineBytes = 8_192
  /// Messages that wait for the server's word.
  public static let pending = 500
  /// Messages after which the server is asked whether it has taken them, while an answer is still awaited.
  public static let fencedMessages = 5
  /// How long the server may say nothing to a message.
  public static let deliveryPatience: Int64 = 60_000
  /// Batches that are open at once.
  public static let batches = 16
  /// Batches within batches.
  public static let batchDepth = 4
  /// Messages that are held back in a batch; beyond, they are played as they come.
  public static let batchMessages = 2_000
  /// Bytes that are held back in all batches together.
  public static let batchBytes = 4 * 1024 * 1024
  /// How long a batch may stand still before it counts as ended.
  public static let batchPatience: Int64 = 60_000
  /// Capabilities that are remembered of the server.
  public static let capabilities = 500
  /// Bytes of names in one `CAP REQ`.
  public static let requestBytes = 400
  /// How long the server may leave a request for capabilities unanswered.
  public static let capabilityPatience: Int64 = 20_000
  /// How long a login may stand still.
  public static let loginPatience: Int64 = 20_000
  /// Bytes of one challenge of SASL, in base64.
  public static let challengeBytes = 8_192
  /// How long the greeting may stand still after 001 before channels are joined all the same.
  public static let welcomePatience: Int64 = 5_000
  /// Nicks that are made up when all the configured ones are taken.
  public static let generatedNicks = 30
  /// Bytes of the names and keys in one JOIN.
  public static let joinBytes = 300
  /// Attempts to join a channel that wants a login first, and the time between them.
  public static let joinRetries = 3
  /// The time between attempts to join a channel that wants a login first.
  public static let joinRetryDelay: Int64 = 10_000
  /// Members of a channel about which WHO is asked.
  public static let whoMembers = 500
  /// How long one WHO may take.
  public static let whoPatience: Int64 = 30_000
  /// The first and the longest time between attempts to take the nick back.
  public static let regainDelays: ClosedRange<Int64> = 60_000...600_000
  /// Fetches of history that wait.
  public static let fetches = 1_000
  /// How long one answer to a fetch may take.
  public static let fetchPatience: Int64 = 30_000
  /// How long a bouncer may take to begin its playback; where it has nothing it says nothing.
  public static let playbackPatience: Int64 = 10_000
  /// Answers to one catch-up.
  public static let fetchPages = 50
  /// Messages of one answer to a fetch.
  public static let fetchMessages = 200
  /// Conversations in one answer to a question for targets.
  public static let historyTargets = 500
  /// By how much the clocks of servers may differ.
  public static let historyFuzz: Int64 = 10_000
  /// How long quits of a netsplit are gathered into one.
  public static let splitPatience: Int64 = 2_000
  /// People who left in a netsplit and are remembered, and how long.
  public static let splitPeople = 10_000
  /// How long people who left in a netsplit are remembered.
  public static let splitMemory: Int64 = 3_600_000
  /// The time between our PINGs.
  public static let pingInterval: Int64 = 60_000
  /// How long a PONG may take when nothing else comes either.
  public static let pongPatience: Int64 = 45_000
  /// How long a PONG may take when other things come.
  public static let pongPatienceWhileBusy: Int64 = 180_000
  /// After so long without `tick` the machine has slept: what was waited for is asked again.
  public static let sleep: Int64 = 90_000
  /// How long the server may take to answer after a sleep.
  public static let pongPatienceAfterSleep: Int64 = 15_000
  /// Answers to CTCP in a minute.
  public static let ctcpAnswers = 3
  /// Lines of one LIST that are told.
  public static let listLines = 1_000
  /// Nicks that are watched where the server names no limit.
  public static let watched = 100
  /// Nicks whose away message or account is remembered outside of channels.
  public static let remembered = 500
  /// How long the server may take to close after QUIT.
  public static let quitPatience: Int64 = 2_000
}
