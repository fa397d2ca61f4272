import OpsDomain
import OpsScreen
import Testing

@testable import OpsConsole

/// The list of conversations, what is new in them, and what was seen.
@Suite struct ChatConversationTests {
  @Test("the list goes network by network: its own page, channels, queries")
  func order() {
    var fake = FakeChat()
    let console = ChatFixture.console(100, 30, &fake)
    #expect(
      console.chat.buffers.map(\.id) == [
        ChatFixture.own, ChatFixture.ops, ChatFixture.dba, ChatFixture.kyoto, ChatFixture.local,
      ])
    #expect(console.chat.current == ChatFixture.ops)
  }

  @Test("Alt-1 to Alt-9 and Alt-Left and Alt-Right go to conversations")
  func numbers() {
    var fake = FakeChat()
    var console = ChatFixture.console(100, 30, &fake)
    console.press(&fake, "Alt-4")
    #expect(console.chat.current == ChatFixture.kyoto)
    console.press(&fake, "Alt-9")
    #expect(console.chat.current == ChatFixture.kyoto)
    console.press(&fake, "Alt-Right", "Alt-Right")
    #expect(console.chat.current == ChatFixture.own)
    console.press(&fake, "Alt-Left")
    #expect(console.chat.current == ChatFixture.local)
  }

  @Test(
    "Alt-A goes to calls first, then private words, then messages, then noise, of one level to the oldest; then back")
  func hotlist() {
    var fake = FakeChat()
    var console = ChatFixture.console(100, 30, &fake)
    console.hear([ChatFixture.line("x", "", .join)], in: ChatFixture.own, &fake)
    console.hear([ChatFixture.line("x", "hello")], in: ChatFixture.local, &fake)
    console.hear([ChatFixture.line("kyoto1", "psst")], in: ChatFixture.kyoto, &fake)
    console.hear([ChatFixture.call("x", "tokyo2: help")], in: ChatFixture.dba, &fake)
    var went: [BufferID?] = []
    for _ in 0..<5 {
      console.press(&fake, "Alt-A")
      went.append(console.chat.current)
    }
    #expect(went == [ChatFixture.dba, ChatFixture.kyoto, ChatFixture.local, ChatFixture.own, ChatFixture.ops])
    console.press(&fake, "Alt-A")
    #expect(console.chat.current == ChatFixture.ops)
    #expect(console.bottom.contains("nothing new anywhere else"))
  }

  @Test("of two conversations of one level the one that waits longer comes first")
  func longestFirst() {
    var fake = FakeChat()
    var console = ChatFixture.console(100, 30, &fake)
    console.hear([ChatFixture.line("x", "first")], in: ChatFixture.local, &fake)
    console.hear([ChatFixture.line("x", "second")], in: ChatFixture.dba, &fake)
    console.hear([ChatFixture.line("x", "third")], in: ChatFixture.local, &fake)
    console.press(&fake, "Alt-A")
    #expect(console.chat.current == ChatFixture.local)
  }

  @Test("lines are counted by level; own ones and those seen before are not")
  func counts() {
    var fake = FakeChat()
    var console = ChatFixture.console(100, 30, &fake)
    var own = ChatFixture.line("tokyo2", "mine")
    own.isOwn = true
    console.hear(
      [
        ChatFixture.line("a", "one"), ChatFixture.line("a", "two"), own, ChatFixture.call("a", "tokyo2!"),
        ChatFixture.line("a", "", .quit),
      ], in: ChatFixture.dba, &fake)
    let unread = console.chat[ChatFixture.dba]?.unread
    #expect(unread.map { [$0[.low], $0[.message], $0[.personal], $0[.highlight]] } == [1, 2, 0, 1])
    console.press(&fake, "Alt-3")
    #expect(console.chat[ChatFixture.dba]?.unread == ChatUnread())
  }

  @Test("what was not read in the last session is new at the start, up to where reading stopped")
  func unreadAtTheStart() {
    var fake = FakeChat()
    let lines = fake.store((0..<5).map { ChatFixture.line("a", "\($0)", ago: 100 - $0) }, in: ChatFixture.dba)
    var console = FleetFixture.console(100, 30)
    var stored = ChatFixture.stored
    for place in stored.indices where stored[place].id == ChatFixture.dba { stored[place].seen = lines[2].place }
    console.hear(.opened(["libera", "office"], stored), &fake)
    #expect(console.chat[ChatFixture.dba]?.unread[.message] == 2)
    #expect(console.chat[ChatFixture.dba]?.marker == lines[2].place)
  }

  @Test("what is looked at is seen, told at most once a second and only when it changes")
  func seen() {
    var fake = FakeChat()
    var console = ChatFixture.console(100, 30, &fake)
    for number in 0..<20 { console.hear([ChatFixture.line("a", "\(number)")], in: ChatFixture.ops, &fake) }
    console.hear([ChatFixture.line("a", "not looked at")], in: ChatFixture.dba, &fake)
    #expect(fake.seen.isEmpty)
    console.tick(&fake)
    #expect(fake.seen.map(\.0) == [ChatFixture.ops])
    #expect(fake.seen.last?.1 == fake.lines[ChatFixture.ops]?.last?.place)
    console.tick(&fake)
    #expect(fake.seen.count == 1)
  }

  @Test("the rule of what is new stays where reading stopped until one leaves and comes back")
  func marker() {
    var fake = FakeChat()
    var console = ChatFixture.console(100, 30, &fake)
    console.hear([ChatFixture.line("a", "read", ago: 60)], in: ChatFixture.ops, &fake)
    console.press(&fake, "Alt-3")
    let read = fake.lines[ChatFixture.ops]?.last?.place
    #expect(console.chat[ChatFixture.ops]?.marker == read)
    console.hear([ChatFixture.line("a", "new", ago: 30)], in: ChatFixture.ops, &fake)
    console.press(&fake, "Alt-2")
    console.hear([ChatFixture.line("a", "newer", ago: 10)], in: ChatFixture.ops, &fake)
    console.tick(&fake)
    #expect(console.chat[ChatFixture.ops]?.marker == read)
    console.press(&fake, "Alt-3", "Alt-2")
    #expect(console.chat[ChatFixture.ops]?.marker == fake.lines[ChatFixture.ops]?.last?.place)
  }

  @Test("a screen before which nobody has pressed a key for minutes reads nothing")
  func nobodyIsThere() {
    var fake = FakeChat()
    var console = ChatFixture.console(100, 30, &fake)
    console.hear([ChatFixture.line("a", "read", ago: 60)], in: ChatFixture.ops, &fake)
    console.tick(&fake, 400)
    console.hear([ChatFixture.call("a", "tokyo2: are you there?")], in: ChatFixture.ops, &fake)
    #expect(console.chat[ChatFixture.ops]?.unread[.highlight] == 1)
    #expect(fake.rings == ["a in #ops: tokyo2: are you there?"])
    console.tick(&fake)
    console.press(&fake, "Ctrl-A")
    #expect(console.chat[ChatFixture.ops]?.unread == ChatUnread())
    #expect(console.chat[ChatFixture.ops]?.marker == fake.lines[ChatFixture.ops]?.first?.place)
    #expect(fake.rings.last == "")
  }

  @Test("the bell rings for calls and private words that are not looked at, never for what is played back or seen")
  func bell() {
    var fake = FakeChat()
    var console = ChatFixture.console(100, 30, &fake)
    console.hear([ChatFixture.call("a", "tokyo2: looked at")], in: ChatFixture.ops, &fake)
    var old = ChatFixture.call("a", "tokyo2: long ago", ago: 600)
    old.isPlayback = true
    console.hear([old], in: ChatFixture.dba, &fake)
    console.hear([ChatFixture.line("a", "not for you")], in: ChatFixture.dba, &fake)
    #expect(fake.rings.isEmpty)
    console.hear([ChatFixture.line("kyoto1", "psst")], in: ChatFixture.kyoto, &fake)
    #expect(fake.rings == ["kyoto1: psst"])
    console.hear([ChatFixture.call("b", "tokyo2 again")], in: ChatFixture.dba, &fake)
    #expect(fake.rings.count == 1)
    console.tick(&fake)
    console.hear([ChatFixture.call("b", "tokyo2\u{1B}[2J once more")], in: ChatFixture.dba, &fake)
    #expect(fake.rings.count == 2)
    #expect(fake.rings.last?.contains("\u{1B}") == false)
  }

  @Test("the header counts calls while the chat is not on the screen")
  func header() {
    var fake = FakeChat()
    var console = ChatFixture.console(100, 20, &fake)
    console.press(&fake, "Esc", "1")
    #expect(!console.screen[0].contains("call"))
    console.hear([ChatFixture.call("a", "tokyo2: help")], in: ChatFixture.dba, &fake)
    #expect(console.screen[0].contains("1 call in the chat (8)") || console.screen[0].contains("1 in chat"))
    console.press(&fake, "8")
    #expect(!console.screen[0].contains("chat"))
  }

  @Test("a conversation that is closed leaves the list, and its neighbour is shown")
  func closing() {
    var fake = FakeChat()
    var console = ChatFixture.console(100, 30, &fake)
    console.press(&fake, "Alt-4")
    console.type(&fake, "/close")
    console.press(&fake, "Enter")
    #expect(console.chat[ChatFixture.kyoto] == nil)
    #expect(console.chat.current == ChatFixture.local)
  }

  @Test("members are asked for while they can be needed, once")
  func members() {
    var fake = FakeChat()
    var console = ChatFixture.console(100, 30, &fake)
    console.press(&fake, "Alt-M", "Alt-3", "Alt-4", "Esc", "1")
    let asked = fake.effects.compactMap { effect -> BufferID?? in
      if case .members(let id) = effect { return .some(id) }
      return nil
    }
    #expect(asked == [ChatFixture.ops, ChatFixture.dba, nil])
  }
}
