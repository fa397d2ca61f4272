import OpsDomain
import OpsScreen
import Testing

@testable import OpsConsole

/// What Tab completes in the chat.
@Suite struct ChatCompletionTests {
  private func console(_ fake: inout FakeChat) -> ConsoleState {
    var console = ChatFixture.console(100, 30, &fake)
    console.hear(
      [
        ChatFixture.line("tokyo1", "a", ago: 300), ChatFixture.line("taro", "b", ago: 200),
        ChatFixture.line("kyoto1", "c", ago: 100), ChatFixture.line("Tomoko", "d", ago: 50),
      ], in: ChatFixture.ops, &fake)
    console.hear(
      .members(ChatFixture.ops, ["tokyo2", "tama", "taro", "tokyo1", "Tomoko", "kyoto1"].map { ChatMember(nick: $0) }),
      &fake)
    return console
  }

  @Test("nicks come in the order in which they spoke last, then by name, with a colon at the beginning of a line")
  func nicksByRecency() {
    var fake = FakeChat()
    var console = console(&fake)
    console.type(&fake, "t")
    var seen: [String] = []
    for _ in 0..<5 {
      console.press(&fake, "Tab")
      seen.append(console.typed)
    }
    #expect(seen == ["Tomoko: ", "taro: ", "tokyo1: ", "tama: ", "Tomoko: "])
    console.press(&fake, "Shift-Tab")
    #expect(console.typed == "tama: ")
    #expect(console.chat.completion.names == ["Tomoko", "taro", "tokyo1", "tama"])
  }

  @Test("within a line a blank follows a nick, and who has gone is not offered")
  func nicksWithinALine() {
    var fake = FakeChat()
    var console = console(&fake)
    console.hear([ChatFixture.line("takeshi", "gone now")], in: ChatFixture.ops, &fake)
    console.type(&fake, "ask ta")
    console.press(&fake, "Tab")
    #expect(console.typed == "ask taro ")
    console.press(&fake, "Tab")
    #expect(console.typed == "ask tama ")
    console.press(&fake, "Tab")
    #expect(console.typed == "ask taro ")
  }

  @Test(
    "words, channels, hosts, roles and networks are completed",
    arguments: [
      ("/jo", "/join "), ("/topi", "/topic "), ("see #d", "see #dba "), ("see bm-lb02", "see bm-lb02 "),
      ("see bm-l", "see bm-lb0"), ("see bookmark:d", "see bookmark:db "), ("/reconnect of", "/reconnect office"),
      ("/msg kyo", "/msg kyoto1 "), ("!log bm-db01,bm-lb", "!log bm-db01,bm-lb0"),
      ("!log @bookmark:d", "!log @bookmark:db "), ("/help sea", "/help search"),
    ])
  func completes(typed: String, completed: String) {
    var fake = FakeChat()
    var console = console(&fake)
    console.type(&fake, typed)
    console.press(&fake, "Tab")
    #expect(console.typed == completed)
  }

  @Test("what cannot be completed says so and changes nothing")
  func nothingBeginsLikeThat() {
    var fake = FakeChat()
    var console = console(&fake)
    console.type(&fake, "xyzzy")
    console.press(&fake, "Tab")
    #expect(console.typed == "xyzzy")
    #expect(console.chat.notice == "nothing begins like that")
  }
}
