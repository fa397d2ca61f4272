import OpsDomain
import OpsIRC
import Testing

@testable import OpsApp

/// Answers that must reach who asked.
struct LinkAnswerTests {
  @Test("an answer for older lines is not taken for that of the catching up, and hides no gap")
  func olderWhileCatchingUp() {
    var network = FakeNetwork()
    let old = ChatLine(.message, at: Timestamp(milliseconds: network.wall - 600_000), text: "old")
    network.core.perform(.remember(["#ops": old]), at: network.now)
    _ = network.join(capabilities: "batch server-time message-tags draft/chathistory")
    _ = network.server(
      ":s BATCH +t draft/chathistory-targets", ":s BATCH -t", ":s BATCH +1 chathistory #ops",
      "@batch=1;time=2023-11-14T22:03:20.000Z :ken!k@h PRIVMSG #ops :old", ":s BATCH -1")
    network.core.perform(
      .older("#ops", before: network.wall - 700_000, messageID: nil, limit: 50), at: network.now)
    _ = network.server(
      ":yui!yui@h PART #ops", ":yui!yui@h JOIN #ops", ":s 353 yui = #ops :yui", ":s 366 yui #ops :End")
    let older = network.server(
      ":s BATCH +2 chathistory #ops", "@batch=2;time=2023-11-14T20:00:00.000Z :ken!k@h PRIVMSG #ops :older",
      ":s BATCH -2")
    #expect(older.contains { if case .fetched = $0 { true } else { false } })
    #expect(!older.contains { if case .filled = $0 { true } else { false } })
    let missed = network.server(":s BATCH +3 chathistory #ops", ":s BATCH -3")
    #expect(missed.contains { if case .gap = $0 { true } else { false } })
    #expect(!missed.contains { if case .fetched = $0 { true } else { false } })
  }

  @Test("a line that the connection does not take has failed where it was said")
  func refused() throws {
    var network = FakeNetwork()
    _ = network.join()
    network.core.perform(.say(to: "#ops", text: "hello", kind: .message, token: 42), at: network.now)
    let message = try #require(network.outputs().sent("PRIVMSG").first)
    network.core.refused(message, .full, at: network.now)
    let outputs = network.outputs()
    #expect(outputs.contains(.delivery(line: 42, .failed(SendRefusal.full.words))))
    #expect(outputs.lines(in: "").isEmpty)
    network.core.refused(IRCMessage("WHO", ["#ops"]), .full, at: network.now)
    #expect(network.outputs().lines(in: "").count == 1)
  }

  @Test("what a person said to us while we were away is fetched from a bouncer, too")
  func bouncer() {
    var network = FakeNetwork()
    let old = ChatLine(.message, at: Timestamp(milliseconds: network.wall - 600_000), text: "old")
    network.core.perform(.remember(["ken": old]), at: network.now)
    let joined = network.join(capabilities: "batch server-time message-tags znc.in/playback")
    let asked = joined.sent("PRIVMSG").map(\.parameters)
    #expect(asked == [["*playback", "play * \((network.wall - 610_000) / 1_000)"]])
    let ping = joined.sent("PING").first?[0] ?? ""
    let played = network.server(
      ":s BATCH +1 znc.in/playback ken", "@batch=1;time=2023-11-14T22:05:00.000Z :ken!k@h PRIVMSG yui :are you there?",
      ":s BATCH -1", ":irc.znc.in PONG irc.znc.in \(ping)")
    #expect(played.lines(in: "ken").map(\.text) == ["are you there?"])
    #expect(played.sent("PRIVMSG").map { $0[1].hasPrefix("play ken ") } == [true])
  }
}
