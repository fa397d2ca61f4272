@testable import OpsIRC
import Testing

@Suite struct CapabilityTests {
  private func connected(_ settings: SessionSettings = Conversation.settings()) -> Conversation {
    var talk = Conversation(settings)
    talk.connect()
    talk.forget()
    return talk
  }

  @Test("lists of many lines are one list; unknown capabilities and sts are not asked for") func manyLines() {
    var talk = connected()
    talk.play(
      """
      S: :s CAP * LS * :away-notify example.org/odd=x
      S: :s CAP * LS * :batch sts=port=6697,duration=300
      S: :s CAP * LS :server-time 
      C: CAP REQ :server-time batch away-notify
      S: :s CAP ken ACK :server-time batch away-notify 
      C: CAP END
      """)
    #expect(talk.session.capabilities == ["away-notify", "batch", "server-time"])
    #expect(talk.events.contains(.sts(port: 6_697, duration: 300)))
  }

  @Test("a request that is denied is made again, one capability at a time") func denied() {
    var talk = connected()
    talk.play(
      """
      S: :s CAP * LS :batch echo-message
      C: CAP REQ :batch echo-message
      S: :s CAP * NAK :batch echo-message
      C: CAP REQ batch
      C: CAP REQ echo-message
      S: :s CAP * ACK :batch
      S: :s CAP * NAK :echo-message
      C: CAP END
      """)
    #expect(talk.session.capabilities == ["batch"])
  }

  @Test("requests are shorter than the limit and none is forgotten") func longRequest() {
    var talk = connected()
    let names = IRCSession.wantedCapabilities
    talk.server(":s CAP * LS :\(names.joined(separator: " "))")
    let requests = talk.said()
    #expect(requests.allSatisfy { $0.utf8.count < 420 })
    let asked = requests.flatMap {
      $0.dropFirst("CAP REQ ".count).drop { $0 == ":" }.split(separator: " ").map(String.init)
    }
    #expect(Set(asked) == Set(names))
  }

  @Test("what is granted may be taken back") func takenBack() {
    var talk = connected()
    talk.play(
      """
      S: :s CAP * LS :batch away-notify
      C: CAP REQ :batch away-notify
      S: :s CAP * ACK :batch away-notify
      C: CAP END
      S: :s CAP ken ACK :-batch
      """)
    #expect(talk.session.capabilities == ["away-notify"])
  }

  @Test(
    "servers without capabilities go on",
    arguments: [
      ":s 421 * CAP :Unknown command", ":s 451 * :You have not registered", ":s 451 CAP :Register first",
      ":s 421 ken CAP :Unknown command",
    ])
  func none(line: String) {
    var talk = connected()
    talk.server(line, ":s 001 ken :Welcome", ":s 376 ken :End")
    #expect(talk.session.isRegistered)
    #expect(talk.closing == nil)
    #expect(!talk.said().contains("CAP END"))
  }

  @Test("a server that knows CAP but not its list goes on") func invalid() {
    var talk = connected()
    talk.play(
      """
      S: :s 410 * LS :Invalid CAP subcommand
      C: CAP END
      S: :s 001 ken :Welcome
      """)
  }

  @Test("a request that is not answered is given up") func unanswered() {
    var talk = connected()
    talk.play(
      """
      S: :s CAP * LS :batch
      C: CAP REQ batch
      T: 20000
      C: CAP END
      """)
  }

  @Test("capabilities come and go") func newAndGone() {
    var talk = Conversation.registered("batch")
    talk.play(
      """
      S: :s CAP ken NEW :away-notify odd
      C: CAP REQ away-notify
      S: :s CAP ken ACK :away-notify
      S: :s CAP ken DEL :batch sts
      """)
    #expect(talk.session.capabilities == ["away-notify"])
  }

  @Test("policies of sts that say nothing are none; odd values are dropped") func policies() {
    var talk = connected()
    talk.server(":s CAP * LS * :sts=", ":s CAP * LS * :sts=port=70000", ":s CAP * LS * :sts=duration=0,preload")
    #expect(talk.told() == [.sts(port: nil, duration: 0)])
  }
}
