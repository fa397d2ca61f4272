/// Something that is fetched of the history of a conversation.
struct Fetch: Sendable {
  /// What is fetched.
  enum Kind: Sendable, Equatable {
    /// All since an anchor.
    case since(HistoryAnchor)
    /// Some before a moment.
    case before(Int64, messageID: String?, limit: Int)
    /// Conversations that have history between two moments.
    case targets(since: Int64, until: Int64)
    /// All since an anchor, of a bouncer that plays it back.
    case playback(HistoryAnchor)
    /// All conversations since a moment, of a bouncer that plays them back: what it plays is what has history.
    case playbackTargets(since: Int64)
  }
  /// The conversation; empty for those of many.
  var target: String
  /// It, folded.
  var key: String
  /// What is fetched.
  var kind: Kind
  /// Answers so far.
  var pages = 0
  /// The oldest moment that came, and the identity of its message.
  var oldest: Int64?
  var oldestID: String?
  /// The label of the question; nil for none.
  var label: String?
  /// The PING after the question whose answer is the end; nil for none.
  var fence: String?
  /// The conversations that were played so far.
  var played: [HistoryTarget] = []
  /// When waiting for an answer ends.
  var deadline: Int64 = 0

  /// Whether a bouncer is asked to play, and no server for its history.
  var isPlayback: Bool {
    switch kind {
    case .playback, .playbackTargets: return true
    case .since, .before, .targets: return false
    }
  }

  /// The identity at which the fetch ends.
  var anchorID: String? {
    switch kind {
    case .since(let anchor), .playback(let anchor): return anchor.messageID
    default: return nil
    }
  }
}

/// What is fetched and what waits, one after the other so that answers cannot be confused.
struct FetchState: Sendable {
  /// The one that is under way.
  var current: Fetch?
  /// Those that wait.
  var queue: [Fetch] = []
  /// PINGs sent after questions so far.
  var fences = 0

  /// What the tokens of these PINGs begin with.
  static let fencePrefix = "opsconsole-h"

  /// An answer has begun to come.
  mutating func markAnswering(label: String?, key: String, at now: Int64) {
    guard let current, current.label == label || current.key == key else { return }
    self.current?.deadline = now &+ SessionLimits.fetchPatience
  }
}

extension IRCSession {
  /// Whether the server keeps history that can be asked for.
  var hasHistory: Bool { capabilities.contains("draft/chathistory") && capabilities.contains("batch") }

  /// Whether a bouncer plays back what it is asked for.
  private var hasPlayback: Bool { capabilities.contains("znc.in/playback") && capabilities.contains("batch") }

  /// Fetches what was said since an anchor.
  mutating func catchUp(_ target: String, since anchor: HistoryAnchor) {
    if hasHistory {
      enqueue(target, .since(anchor))
    } else if hasPlayback {
      enqueue(target, .playback(anchor))
    } else {
      tell(.history(target: target, .catchUp, .unsupported))
    }
  }

  /// Fetches what was said before a moment.
  mutating func fetch(_ target: String, before milliseconds: Int64, messageID: String?, limit: Int) {
    guard hasHistory else { return tell(.history(target: target, .before, .unsupported)) }
    enqueue(target, .before(milliseconds, messageID: messageID, limit: limit))
  }

  /// Asks which conversations have history between two moments.
  mutating func fetchTargets(since: Int64, until: Int64) {
    if hasHistory {
      enqueue("", .targets(since: since, until: until))
    } else if hasPlayback {
      enqueue("", .playbackTargets(since: since))
    } else {
      tell(.historyTargets([]))
    }
  }

  private mutating func enqueue(_ target: String, _ kind: Fetch.Kind) {
    let fetch = Fetch(target: target, key: support.fold(target), kind: kind)
    guard isRegistered, !isClosed else { return tellEnd(of: fetch, .failed("not connected")) }
    guard fetches.queue.count < SessionLimits.fetches, target.isEmpty || Self.isName(target) else {
      return tellEnd(of: fetch, .failed("it cannot be asked for now"))
    }
    fetches.queue.append(fetch)
    if fetches.current == nil { beginNextFetch() }
  }

  /// Begins the next fetch that waits.
  mutating func beginNextFetch() {
    fetches.current = nil
    guard !fetches.queue.isEmpty else { return }
    fetches.current = fetches.queue.removeFirst()
    askForPage()
  }

  /// Asks for the next part of the fetch that is under way.
  mutating func askForPage() {
    guard var fetch = fetches.current else { return }
    let command = HistoryCommand.parameters(for: fetch, support)
    fetch.deadline = now &+ (fetch.isPlayback ? SessionLimits.playbackPatience : SessionLimits.fetchPatience)
    var tags: [String: String] = [:]
    if deliveries.hasLabels, !fetch.isPlayback {
      deliveries.labels &+= 1
      fetch.label = "h\(deliveries.labels)"
      tags["label"] = fetch.label
    }
    if case .playbackTargets = fetch.kind {
      fetches.fences &+= 1
      fetch.fence = "\(FetchState.fencePrefix)\(fetches.fences)"
    }
    fetches.current = fetch
    send(fetch.isPlayback ? "PRIVMSG" : "CHATHISTORY", command, tags: tags)
    // A bouncer does one after the other, and answers this itself.
    if let fence = fetch.fence { send("PING", [fence]) }
  }

  /// Ends the fetch that is under way and begins the next one.
  mutating func endFetch(_ outcome: HistoryOutcome) {
    guard let fetch = fetches.current else { return }
    tellEnd(of: fetch, outcome)
    beginNextFetch()
  }

  /// Tells who asked how a fetch has ended.
  private mutating func tellEnd(of fetch: Fetch, _ outcome: HistoryOutcome) {
    let target = channels[fetch.key]?.name ?? fetch.target
    switch fetch.kind {
    case .since, .playback: tell(.history(target: target, .catchUp, outcome))
    case .before: tell(.history(target: target, .before, outcome))
    case .targets, .playbackTargets: tell(.historyTargets(fetch.played))
    }
  }

  /// Ends a fetch that is not answered.
  mutating func endLateFetch() {
    guard let fetch = fetches.current, now >= fetch.deadline else { return }
    // A bouncer that has nothing to play says nothing.
    if fetch.isPlayback { return endFetch(.gap(oldest: nil)) }
    endFetch(.failed("the server did not answer within \(SessionLimits.fetchPatience / 1000) s"))
  }

  /// FAIL CHATHISTORY: what was asked for is refused; false: nothing was.
  mutating func fetchRefused(code: String, _ text: String, subjects: some Sequence<String>) -> Bool {
    guard let fetch = fetches.current else { return false }
    if let label = context.label, let own = fetch.label, label != own { return false }
    // Servers may keep nothing of a conversation without that being a failure of ours.
    endFetch(.failed(text.isEmpty ? code : text))
    return true
  }
}
