import OpsConsole
import OpsDomain
import Testing

@testable import OpsApp

struct NewsGateTests {
  private let ops = BufferID(network: "office", target: "#ops")

  private func lines(_ range: ClosedRange<Int>, _ change: (inout ChatLine) -> Void = { _ in }) -> [ChatLine] {
    range.map { id in
      var line = ChatLine(id: Int64(id), .message, at: Timestamp(milliseconds: Int64(id)), sender: "ken", text: "x")
      change(&line)
      return line
    }
  }

  private func ids(_ news: [ChatNews]) -> [Int64] {
    news.flatMap { news -> [Int64] in
      if case .lines(_, let lines) = news { return lines.map(\.id) }
      return []
    }
  }

  @Test("the first line passes at once, those that follow together after the pace")
  func pace() {
    var gate = NewsGate()
    gate.put(.lines(ops, lines(1...1)), at: 10_000)
    #expect(ids(gate.take(at: 10_000)) == [1])
    gate.put(.lines(ops, lines(2...2)), at: 10_010)
    gate.put(.lines(ops, lines(3...3)), at: 10_020)
    #expect(gate.take(at: 10_020).isEmpty)
    #expect(gate.dueAt == 10_000 + NewsGate.pace)
    #expect(ids(gate.take(at: 10_000 + NewsGate.pace)) == [2, 3])
    #expect(gate.dueAt == nil)
  }

  @Test("of more lines a second than anybody reads the rest is counted, and told when the second is over")
  func withholds() {
    var gate = NewsGate()
    gate.put(.lines(ops, lines(1...1000)), at: 10_000)
    #expect(ids(gate.take(at: 10_000)).count == NewsGate.linesMax)
    #expect(gate.dueAt == 11_000)
    guard case .lines(_, let told)? = gate.take(at: 11_000).first else {
      Issue.record("nothing says how many were withheld")
      return
    }
    #expect(told.map(\.kind) == [.skipped])
    #expect(told.first?.text.hasPrefix("\(1000 - NewsGate.linesMax) ") == true)
    #expect(told.first?.id == 1000)
  }

  @Test("what names the person and own lines pass in a flood")
  func importantPasses() {
    var gate = NewsGate()
    gate.put(.lines(ops, lines(1...500)), at: 10_000)
    gate.put(.lines(ops, lines(501...501) { $0.isHighlight = true }), at: 10_001)
    gate.put(.lines(ops, lines(502...502) { $0.isOwn = true }), at: 10_002)
    #expect(Array(ids(gate.take(at: 10_100)).suffix(2)) == [501, 502])
  }

  @Test("of two words on a conversation the later one is told last")
  func factsInOrder() {
    var gate = NewsGate()
    var facts = BufferFacts(.channel, title: "#ops")
    gate.put(.buffer(ops, facts), at: 0)
    facts.isJoined = true
    gate.put(.buffer(ops, facts), at: 0)
    let told = gate.take(at: 0).compactMap { news -> Bool? in
      if case .buffer(_, let facts) = news { return facts.isJoined }
      return nil
    }
    #expect(told == [false, true])
  }

  @Test("numbers of a network wait longer than its phase")
  func slowStatus() {
    var gate = NewsGate()
    var status = NetworkStatus(.connecting(since: Timestamp(milliseconds: 0)))
    gate.put(.network("office", status), at: 0)
    #expect(gate.take(at: 0).count == 1)
    status.phase = .online(since: Timestamp(milliseconds: 5))
    gate.put(.network("office", status), at: 70)
    #expect(gate.take(at: 70).count == 1)
    status.queued = 4
    gate.put(.network("office", status), at: 100)
    #expect(gate.take(at: 100).count == 1)
    status.queued = 3
    gate.put(.network("office", status), at: 180)
    #expect(gate.take(at: 180).isEmpty)
    #expect(gate.take(at: 100 + NewsGate.slowPace).count == 1)
  }
}
