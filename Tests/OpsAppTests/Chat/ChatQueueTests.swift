import OpsConsole
import OpsDomain
import Testing

@testable import OpsApp

struct ChatQueueTests {
  private let ops = BufferID(network: "office", target: "#ops")
  private let dev = BufferID(network: "office", target: "#dev")

  private func line(_ id: Int64, _ text: String = "x") -> ChatLine {
    ChatLine(id: id, .message, at: Timestamp(milliseconds: id), sender: "ken", text: text)
  }

  private func words(_ news: [ChatNews]) -> [String] {
    news.map { news in
      switch news {
      case .lines(let buffer, let lines): return "\(buffer.target) \(lines.map(\.id))"
      case .updated(let buffer, let lines): return "\(buffer.target) updated \(lines.map(\.id))"
      case .network(_, let status): return "network \(status.queued)"
      case .history(let buffer, let lines): return "\(buffer.target) history \(lines.map(\.id))"
      case .trouble(let words): return "trouble \(words ?? "-")"
      default: return "other"
      }
    }
  }

  @Test("lines of one conversation come together, in their order, beside those of others")
  func merges() {
    var queue = ChatQueue()
    queue.add(.lines(ops, [line(1)]))
    queue.add(.lines(dev, [line(2)]))
    queue.add(.lines(ops, [line(3)]))
    #expect(words(queue.take()) == ["#ops [1, 3]", "#dev [2]"])
    #expect(queue.take().isEmpty)
  }

  @Test("of how it stands with a network the last word waits")
  func lastStatus() {
    var queue = ChatQueue()
    for count in 1...1000 {
      var status = NetworkStatus()
      status.queued = count
      queue.add(.network("office", status))
    }
    #expect(words(queue.news) == ["network 1000"])
  }

  @Test("lines that come after a history are not put before it")
  func history() {
    var queue = ChatQueue()
    queue.add(.lines(ops, [line(1)]))
    queue.add(.history(ops, [line(1)]))
    queue.add(.lines(ops, [line(2)]))
    #expect(words(queue.news) == ["#ops [1]", "#ops history [1]", "#ops [2]"])
  }

  @Test("a change is told after the line that it changes")
  func changeAfterLine() {
    var queue = ChatQueue()
    queue.add(.updated(ops, [line(1)]))
    queue.add(.lines(ops, [line(2)]))
    queue.add(.updated(ops, [line(2)]))
    queue.add(.updated(ops, [line(1)]))
    #expect(words(queue.news) == ["#ops updated [1]", "#ops [2]", "#ops updated [2, 1]"])
  }

  @Test("a flood that nobody takes stays small, and a line says how many are not among those that wait")
  func bounded() throws {
    var queue = ChatQueue()
    for id in 1...50_000 { queue.add(.lines(ops, [line(Int64(id))])) }
    #expect(queue.news.count == 1)
    guard case .lines(_, let lines)? = queue.news.first else { return }
    #expect(lines.count <= ChatQueue.linesMax)
    let marker = try #require(lines.first)
    #expect(marker.kind == .skipped)
    let skipped = try #require(Int(marker.text.prefix { $0.isNumber }))
    #expect(skipped + lines.count - 1 == 50_000)
    #expect(lines.last?.id == 50_000)
  }

  @Test("the inbox holds little of a flood of chat, and other events come first")
  func inbox() {
    let inbox = Inbox(wakeup: Wakeup())
    for id in 1...20_000 { inbox.put(.chat(.lines(ops, [line(Int64(id))]))) }
    inbox.put(.message("hello", isError: false))
    let events = inbox.drain().events
    #expect(events.count == 2)
    guard case .message? = events.first else {
      Issue.record("chat came before what was asked for")
      return
    }
  }
}
