import OpsConsole
import OpsDomain

/// News of the chat that wait, as few as say the same: a busy channel goes on while nobody takes them.
///
/// Of one conversation there is at most one list of lines and one of changes between two answers that a person asked for.
struct ChatQueue: Sendable {
  /// The most lines of one conversation that wait; of more, the oldest give way to a line that says how many.
  static let linesMax = 1000
  /// The most changed lines of one conversation that wait; the newest count.
  static let updatesMax = 1000

  private(set) var news: [ChatNews] = []
  private var statuses: [String: Int] = [:]
  private var facts: [BufferID: Int] = [:]
  private var members: [BufferID: Int] = [:]
  private var lines: [BufferID: Int] = [:]
  private var updates: [BufferID: Int] = [:]
  private var announced: Int?
  private var trouble: Int?

  /// Nothing waits.
  init() {}

  /// Adds news at the end, or to those of the same kind that wait.
  mutating func add(_ new: ChatNews) {
    switch new {
    case .network(let name, _): replace(at: statuses[name], new) { $0.statuses[name] = $1 }
    case .buffer(let buffer, _): replace(at: facts[buffer], new) { $0.facts[buffer] = $1 }
    case .members(let buffer, _): replace(at: members[buffer], new) { $0.members[buffer] = $1 }
    case .trouble: replace(at: trouble, new) { $0.trouble = $1 }
    case .lines(let buffer, let more): add(more, to: buffer)
    case .updated(let buffer, let more): update(more, in: buffer)
    case .announced(let identities): announce(identities)
    case .history(let buffer, _), .older(let buffer, _, _), .newer(let buffer, _, _):
      news.append(new)
      lines[buffer] = nil
      updates[buffer] = nil
    case .closed(let buffer):
      news.append(new)
      (lines[buffer], updates[buffer], facts[buffer], members[buffer]) = (nil, nil, nil, nil)
    case .opened, .found, .failed: news.append(new)
    }
  }

  /// All that waits; nothing afterwards.
  mutating func take() -> [ChatNews] {
    defer { self = ChatQueue() }
    return news
  }

  private mutating func replace(at place: Int?, _ new: ChatNews, _ note: (inout ChatQueue, Int) -> Void) {
    if let place, news.indices.contains(place) {
      news[place] = new
    } else {
      note(&self, news.count)
      news.append(new)
    }
  }

  private mutating func add(_ more: [ChatLine], to buffer: BufferID) {
    guard let place = lines[buffer], case .lines(_, var all) = news[place] else {
      lines[buffer] = news.count
      // What changes from now on may be about these.
      updates[buffer] = nil
      return news.append(.lines(buffer, Self.bounded(more)))
    }
    news[place] = .lines(buffer, [])
    all += more
    news[place] = .lines(buffer, Self.bounded(all))
  }

  private mutating func update(_ more: [ChatLine], in buffer: BufferID) {
    guard let place = updates[buffer], case .updated(_, let all) = news[place] else {
      updates[buffer] = news.count
      return news.append(.updated(buffer, more))
    }
    news[place] = .updated(buffer, Array((all + more).suffix(Self.updatesMax)))
  }

  private mutating func announce(_ identities: [OperationID]) {
    guard let place = announced, case .announced(let all) = news[place] else {
      announced = news.count
      return news.append(.announced(identities))
    }
    news[place] = .announced(Array((all + identities).suffix(Self.updatesMax)))
  }

  /// The newest lines, after one that says how many are not among them.
  private static func bounded(_ lines: [ChatLine]) -> [ChatLine] {
    guard lines.count > linesMax else { return lines }
    let cut = lines.count - linesMax / 2
    let last = lines[cut - 1]
    return [SkippedLines.marker(count: SkippedLines.count(lines[..<cut]), last)] + lines[cut...]
  }
}

/// The line in whose place there are others that were kept and not shown.
enum SkippedLines {
  /// It stands where the last of them stands, until the conversation is read again from the store.
  static func marker(count: Int, _ last: ChatLine) -> ChatLine {
    ChatLine(id: last.id, .skipped, at: last.at, text: "\(count)\(words)")
  }

  /// How many lines these are, with those that markers among them stand for.
  static func count(_ lines: ArraySlice<ChatLine>) -> Int {
    lines.reduce(0) { sum, line in
      guard line.kind == .skipped, line.text.hasSuffix(words) else { return sum &+ 1 }
      return sum &+ (Int(line.text.dropLast(words.count)) ?? 1)
    }
  }

  private static let words = " lines came too fast to be shown; they are kept"
}
