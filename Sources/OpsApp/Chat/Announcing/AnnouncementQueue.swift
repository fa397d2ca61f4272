import OpsDomain

/// An act of the team that is to be told in a channel.
struct Announcement: Hashable, Sendable {
  /// The operation.
  var id: OperationID
  /// What is said.
  var text: String
}

/// What is to be announced, and what was: kept from one run to the next, so that nothing is told twice or forgotten while
/// there is no connection.
///
/// What is on its way when the program dies is not told again: once too few is better than twice.
struct AnnouncementQueue: Hashable, Sendable {
  /// The most that wait; of more, the newest are dropped and never told.
  static let waitingMax = 200
  /// The most whose identities are remembered.
  static let announcedMax = 1000
  /// The shortest time between two, in milliseconds.
  static let pace: Int64 = 2_500
  /// How often one is tried.
  static let triesMax = 3

  private(set) var waiting: [Announcement] = []
  private(set) var announced: [OperationID] = []
  private var tries: [OperationID: Int] = [:]
  private var lastAt: Int64?

  /// Nothing waits, or what `text` gave.
  init(parsing text: String = "") {
    for line in text.split(separator: "\n") {
      let words = line.split(separator: " ", maxSplits: 2).map(String.init)
      guard words.count >= 2, let id = OperationID(words[1]) else { continue }
      switch (words[0], words.count) {
      case ("done", _) where announced.count < Self.announcedMax: announced.append(id)
      case ("wait", 3) where waiting.count < Self.waitingMax: waiting.append(Announcement(id: id, text: words[2]))
      default: break
      }
    }
  }

  /// All of it, to be kept.
  var text: String {
    (announced.map { "done \($0)" } + waiting.map { "wait \($0.id) \(oneLine($0.text))" }).joined(separator: "\n")
  }

  /// Adds one unless it was told or waits already; whether it was added.
  mutating func add(_ new: Announcement) -> Bool {
    guard waiting.count < Self.waitingMax, !announced.contains(new.id), !waiting.contains(where: { $0.id == new.id })
    else { return false }
    waiting.append(new)
    return true
  }

  /// The next one, which counts as told from now on; nil when none waits or it is too early.
  mutating func takeNext(at now: Int64) -> Announcement? {
    guard let next = waiting.first, wait(at: now) == 0 else { return nil }
    waiting.removeFirst()
    lastAt = now
    note(next.id)
    return next
  }

  /// How long the next one still waits, in milliseconds.
  func wait(at now: Int64) -> Int64 { lastAt.map { max(0, $0 &+ Self.pace &- now) } ?? 0 }

  /// It was not told after all: it waits again, unless it was tried too often.
  mutating func failed(_ announcement: Announcement) {
    announced.removeAll { $0 == announcement.id }
    tries[announcement.id, default: 0] += 1
    guard tries[announcement.id, default: 0] < Self.triesMax else { return note(announcement.id) }
    waiting.insert(announcement, at: 0)
  }

  /// It was told, though it may wait again, since it was taken to have failed; whether it waited.
  mutating func arrived(_ announcement: Announcement) -> Bool {
    tries[announcement.id] = nil
    guard let place = waiting.firstIndex(of: announcement) else { return false }
    waiting.remove(at: place)
    note(announcement.id)
    return true
  }

  private mutating func note(_ id: OperationID) {
    if announced.count >= Self.announcedMax { announced.removeFirst(Self.announcedMax / 10) }
    announced.append(id)
  }
}
