import OpsCollectors
import OpsDomain
import Testing

@testable import OpsApp

private let start = Timestamp(milliseconds: 1_764_000_000_000)

private func demonstration(hosts: Int = SimulatedWorld.usualHostCount, seed: UInt64 = 1) -> ChatDemonstration {
  let world = SimulatedWorld(seed: seed, hostCount: hosts, start: start)
  let person = Author("naoya")
  let log = DemonstrationLog.operations(world: world, zone: .utc, person: person)
  return ChatDemonstration(world: world, person: person, log: log)
}

private func after(_ seconds: Int64) -> Timestamp { start + .seconds(seconds) }

@Test func thePastHoldsWhatAConversationHolds() {
  let lines = demonstration().past().map(\.1)
  for kind in [ChatLine.Kind.message, .action, .join, .part, .quit, .nick, .mode, .topic, .netsplit, .netjoin, .gap] {
    #expect(lines.contains { $0.kind == kind }, "\(kind)")
  }
  #expect(lines.contains { $0.isOwn && $0.delivery == .delivered })
  #expect(lines.contains { $0.isBot } && lines.contains { $0.isHighlight && $0.text.hasPrefix("naoya:") })
  #expect(lines.allSatisfy { $0.at < start && !$0.text.contains("{") })
  #expect(lines.allSatisfy { ($0.kind == .gap) == ($0.until != nil) })
  #expect(lines.map(\.at) == lines.map(\.at).sorted())
}

@Test func aLogLineIsTheEntryOfTheDemonstrationsLog() throws {
  let demonstration = demonstration()
  let line = try #require(demonstration.past().map(\.1).first { $0.text.hasPrefix("!log ") })
  let entry = try #require(line.entry)
  #expect(demonstration.entries.contains { line.text.hasSuffix($0.key) && $0.value == entry })
  let confirmation = demonstration.past().map(\.1).first { $0.kind == .notice }
  #expect(confirmation?.text.contains(" · \(entry.description.suffix(4)) · tokyo1: ") == true)
  #expect(confirmation?.entry == nil)
}

@Test func whatIsSaidIsAboutTheHostsThatAreInTrouble() {
  let demonstration = demonstration()
  let words = (demonstration.past() + demonstration.coming(after: start - .seconds(1), until: after(3600)))
    .map(\.1.text).joined(separator: "\n")
  for host in ["bm-db07", "bm-db09", "bm-app03", "bm-cache05", "bm-lb02", "bm-batch02", "bm-batch03"] {
    #expect(words.contains(host), "\(host)")
  }
  #expect(
    demonstration.coming(after: start, until: after(120)).contains { $0.1.isBot && $0.1.text.contains("bm-batch03") })
}

@Test(arguments: [1, 7, 99] as [UInt64])
func whatComesFollowsFromTheWorldAndTheMoment(seed: UInt64) {
  let demonstration = demonstration(seed: seed)
  let whole = demonstration.coming(after: start, until: after(3000)).map(\.1)
  var parts: [ChatLine] = []
  for second in 0..<3000 {
    parts += demonstration.coming(after: after(Int64(second)), until: after(Int64(second + 1))).map(\.1)
  }
  #expect(whole == parts)
  #expect(whole.count > 25, "somebody says something now and then: \(whole.count)")
  #expect(whole.allSatisfy { $0.at > start })
}

@Test func worldsDifferInWhatIsSaid() {
  let one = demonstration(seed: 1).coming(after: after(600), until: after(3600)).map(\.1.text)
  let other = demonstration(seed: 2).coming(after: after(600), until: after(3600)).map(\.1.text)
  #expect(one != other)
}

@Test(arguments: [1, 3, 20, 2000])
func everyWorldHasAChat(hosts: Int) {
  let demonstration = demonstration(hosts: hosts)
  let lines = demonstration.past() + demonstration.coming(after: start, until: after(86_400))
  #expect(!lines.isEmpty && lines.count < 1000)
  #expect(lines.allSatisfy { !$0.1.text.contains("{") })
}

@Test func clocksThatAreSetDoNoHarm() {
  let demonstration = demonstration()
  #expect(demonstration.coming(after: after(100), until: after(50)).isEmpty)
  #expect(demonstration.coming(after: start, until: Timestamp(milliseconds: .max)).count < 1000)
  #expect(demonstration.coming(after: Timestamp(milliseconds: .min), until: start).isEmpty)
}
