import OpsConsole
import OpsDomain

/// Lets news of the chat through to the console at a pace that people can read and the screen can follow.
///
/// A first line passes at once; those that follow come together, some times a second. When one conversation has more lines a
/// second than anybody reads, the rest is kept and counted, not shown. Times are milliseconds of a clock that never goes back.
struct NewsGate: Sendable {
  /// The time between two deliveries.
  static let pace: Int64 = 60
  /// The time between two deliveries of how it stands, where nothing but numbers changed.
  static let slowPace: Int64 = 300
  /// The most lines of one conversation a second.
  static let linesMax = 200

  private struct Flow: Sendable {
    var second: Int64
    var count: Int
    var withheld = 0
    var last: ChatLine?
  }
  private var queue = ChatQueue()
  /// What may wait longer: the last word on each network and conversation.
  private var slowStatuses: [String: NetworkStatus] = [:]
  private var slowFacts: [BufferID: BufferFacts] = [:]
  private var lastAt: Int64?
  private var lastSlowAt: Int64?
  private var phases: [String: NetworkStatus.Phase] = [:]
  private var known: Set<BufferID> = []
  private var flows: [BufferID: Flow] = [:]

  /// Nothing waits.
  init() {}

  /// Takes news in.
  mutating func put(_ news: ChatNews, at now: Int64) {
    switch news {
    case .network(let name, let status):
      slowStatuses[name] = nil
      if phases.updateValue(status.phase, forKey: name) == status.phase {
        slowStatuses[name] = status
        return
      }
    case .buffer(let buffer, let facts):
      if !known.insert(buffer).inserted {
        slowFacts[buffer] = facts
        return
      }
    case .closed(let buffer):
      known.remove(buffer)
      slowFacts[buffer] = nil
      flows[buffer] = nil
    case .lines(let buffer, let lines):
      let shown = pass(lines, of: buffer, at: now)
      if !shown.isEmpty { queue.add(.lines(buffer, shown)) }
      return
    default: break
    }
    queue.add(news)
  }

  /// What may be told now; empty while it is too early or nothing waits.
  mutating func take(at now: Int64) -> [ChatNews] {
    guard let due = dueAt, now >= due else { return [] }
    endFlows(at: now)
    var news = queue.take()
    if hasSlow, now &- (lastSlowAt ?? now &- Self.slowPace) >= Self.slowPace {
      lastSlowAt = now
      news += slowStatuses.sorted { $0.key < $1.key }.map { .network($0.key, $0.value) }
      news += slowFacts.sorted { $0.key < $1.key }.map { .buffer($0.key, $0.value) }
      (slowStatuses, slowFacts) = ([:], [:])
    }
    if !news.isEmpty { lastAt = now }
    return news
  }

  /// When something may be told; nil when nothing waits.
  var dueAt: Int64? {
    var due: Int64?
    func add(_ moment: Int64) { due = min(due ?? moment, moment) }
    if !queue.news.isEmpty { add(lastAt.map { $0 &+ Self.pace } ?? .min) }
    if hasSlow { add(lastSlowAt.map { $0 &+ Self.slowPace } ?? .min) }
    for flow in flows.values where flow.withheld > 0 { add((flow.second &+ 1) &* 1000) }
    return due
  }

  private var hasSlow: Bool { !slowStatuses.isEmpty || !slowFacts.isEmpty }

  /// The lines that are shown: what names the person, and of the rest as many as can be read.
  private mutating func pass(_ lines: [ChatLine], of buffer: BufferID, at now: Int64) -> [ChatLine] {
    let second = now / 1000
    var flow = flows[buffer] ?? Flow(second: second, count: 0)
    var shown: [ChatLine] = []
    if flow.second != second {
      shown += Self.end(&flow)
      flow.second = second
      flow.count = 0
    }
    for line in lines {
      if flow.count < Self.linesMax || line.isOwn || line.isHighlight {
        flow.count += 1
        shown.append(line)
      } else {
        flow.withheld += 1
        flow.last = line
      }
    }
    flows[buffer] = flow
    return shown
  }

  private mutating func endFlows(at now: Int64) {
    for (buffer, flow) in flows where flow.second != now / 1000 {
      var flow = flow
      let marker = Self.end(&flow)
      flows[buffer] = nil
      if !marker.isEmpty { queue.add(.lines(buffer, marker)) }
    }
  }

  private static func end(_ flow: inout Flow) -> [ChatLine] {
    guard flow.withheld > 0, let last = flow.last else { return [] }
    defer { (flow.withheld, flow.last) = (0, nil) }
    return [SkippedLines.marker(count: flow.withheld, last)]
  }
}
