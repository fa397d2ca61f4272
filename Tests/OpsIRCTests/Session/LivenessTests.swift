@testable import OpsIRC
import Testing

@Suite struct LivenessTests {
  @Test("the lag is measured soon and then every minute") func lag() {
    var talk = Conversation.registered()
    talk.pass(5_000)
    #expect(talk.said() == ["PING opsconsole-l1"])
    talk.now += 42
    talk.server(":s PONG s :opsconsole-l1")
    #expect(talk.told() == [.lag(42)])
    talk.pass(59_000)
    #expect(talk.said() == [])
    talk.pass(1_000)
    #expect(talk.said() == ["PING opsconsole-l2"])
    // Some servers give their name instead of the token.
    talk.now += 7
    talk.server(":s PONG s :s")
    #expect(talk.told() == [.lag(7)])
  }

  @Test("a server that does not answer is left, and the wait is told") func silence() {
    var talk = Conversation.registered()
    talk.pass(5_000)
    talk.pass(10_000)
    #expect(talk.told() == [.lag(nil)])
    talk.pass(34_999)
    #expect(talk.closing == nil)
    talk.pass(1)
    #expect(talk.closing?.mayRetry == true)
    #expect(talk.closing?.words.contains("45 s") == true)
  }

  @Test("a busy server gets more time, but not for ever") func busy() {
    var talk = Conversation.registered()
    talk.pass(5_000)
    for _ in 0..<17 {
      talk.pass(10_000)
      talk.server(":yui!y@h PRIVMSG ken :busy")
    }
    #expect(talk.closing == nil)
    talk.pass(10_000)
    #expect(talk.closing?.mayRetry == true)
  }

  @Test("after the machine has slept the server is asked anew, and must answer soon") func sleep() {
    var talk = Conversation.registered()
    talk.pass(5_000)
    talk.forget()
    talk.pass(300_000)
    #expect(talk.closing == nil)
    #expect(talk.said() == ["PING opsconsole-l2"])
    talk.server(":s PONG s :opsconsole-l2")
    talk.pass(1_000)
    #expect(talk.closing == nil)
    talk.pass(300_000)
    talk.pass(14_999)
    #expect(talk.closing == nil)
    talk.pass(1)
    #expect(talk.closing?.mayRetry == true)
  }

  @Test("deadlines are known in advance") func deadlines() {
    var talk = Conversation.registered()
    #expect(talk.session.nextDeadline == talk.now + 5_000)
    talk.pass(5_000)
    #expect(talk.session.nextDeadline == talk.now + SessionLimits.pongPatience)
    talk.server(":s PONG s :opsconsole-l1")
    #expect(talk.session.nextDeadline == talk.now + SessionLimits.pingInterval)
  }

  @Test("after the end nothing is said any more") func closed() {
    var talk = Conversation.registered()
    talk.server("ERROR :bye")
    talk.forget()
    talk.server("PING :x", ":s 001 ken :Welcome")
    talk.pass(600_000)
    #expect(talk.said() == [])
    #expect(talk.told() == [])
  }
}
