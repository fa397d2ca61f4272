import OpsDomain
import OpsScreen
import Testing

@testable import OpsConsole

/// The input line of the chat.
@Suite struct ChatTypingTests {
  @Test("the chat is typed into as soon as it is shown")
  func typesAtOnce() {
    var fake = FakeChat()
    var console = ChatFixture.console(100, 30, &fake)
    console.type(&fake, "j 5 q ? : / hello")
    #expect(console.typed == "j 5 q ? : / hello")
    console.press(&fake, "Enter")
    #expect(fake.said == ["#ops: j 5 q ? : / hello"])
    #expect(console.typed == "")
    #expect(console.currentPane == .chat)
  }

  @Test("Ctrl-U, W, K, Y, A, E, Alt-B, F, D and undo edit as in a shell and never scroll")
  func editsAsInAShell() {
    var fake = FakeChat()
    var console = ChatFixture.console(100, 30, &fake)
    console.hear(
      (0..<100).map { ChatFixture.line("a", "line \($0)", ago: 200 - Int64($0)) }, in: ChatFixture.ops, &fake)
    console.type(&fake, "one two three")
    console.press(&fake, "Ctrl-W")
    #expect(console.typed == "one two ")
    console.press(&fake, "Ctrl-U")
    #expect(console.typed == "")
    #expect(console.chat.shown?.scroll == .newest)
    console.press(&fake, "Ctrl-Y")
    #expect(console.typed == "one two three")
    console.press(&fake, "Ctrl-_")
    #expect(console.typed == "")
    console.press(&fake, "Ctrl-U", "Ctrl-U")
    #expect(console.chat.shown?.scroll == .newest)
    console.type(&fake, "a b")
    console.press(&fake, "Ctrl-A", "Alt-D")
    #expect(console.typed == " b")
  }

  @Test("every conversation has its own text and its own history")
  func ownTextAndHistory() {
    var fake = FakeChat()
    var console = ChatFixture.console(100, 30, &fake)
    console.type(&fake, "said in ops")
    console.press(&fake, "Enter")
    console.type(&fake, "half a sen")
    console.press(&fake, "Alt-Left")
    #expect(console.chat.current == ChatFixture.own)
    #expect(console.typed == "")
    console.press(&fake, "Up")
    #expect(console.typed == "")
    console.press(&fake, "Alt-Right")
    #expect(console.typed == "half a sen")
    console.press(&fake, "Up")
    #expect(console.typed == "said in ops")
    console.press(&fake, "Down")
    #expect(console.typed == "half a sen")
    console.press(&fake, "Ctrl-R")
    console.type(&fake, "in o")
    #expect(console.typed == "said in ops")
    console.press(&fake, "Esc")
    #expect(console.typed == "half a sen")
  }

  @Test("what was cut can be put back into the next line and into another conversation")
  func cutTextGoesAlong() {
    var fake = FakeChat()
    var console = ChatFixture.console(100, 30, &fake)
    console.type(&fake, "for the others")
    console.press(&fake, "Ctrl-U", "Alt-3", "Ctrl-Y")
    #expect(console.chat.current == ChatFixture.dba)
    #expect(console.typed == "for the others")
    console.press(&fake, "Enter", "Ctrl-Y")
    #expect(fake.said == ["#dba: for the others"])
    #expect(console.typed == "for the others")
    // It does not go away with a conversation that is closed either.
    console.press(&fake, "Alt-4")
    console.type(&fake, "for the office")
    console.press(&fake, "Ctrl-U")
    console.type(&fake, "/close")
    console.press(&fake, "Enter", "Ctrl-Y")
    #expect(console.chat.current == ChatFixture.local)
    #expect(console.typed == "for the office")
  }

  @Test(
    "a text that is begun is kept, comes back after a restart, and is no draft of the work log; words with / are not kept"
  )
  func draftsAreKept() {
    var fake = FakeChat()
    var console = ChatFixture.console(100, 30, &fake)
    var effects: [Effect] = []
    for character in "hal" { effects += console.handle(.terminal(.key(Key(.character(character))))) }
    let context = "chat:libera/#ops"
    #expect(effects.last == .log(.keepDraft(context: context, text: "hal")))
    #expect(console.waitingDrafts.isEmpty)
    console.press(&fake, "Ctrl-U")
    for character in "/quote PASS secret" { effects = console.handle(.terminal(.key(Key(.character(character))))) }
    #expect(console.log.drafts[context] == nil)

    var other = FakeChat()
    var later = ChatFixture.console(100, 30, &other)
    _ = later.handle(.log(.drafts([context: "half a sen", "chat:libera/gone": "x"], seen: nil)))
    #expect(later.typed == "half a sen")
    #expect(later.waitingDrafts.isEmpty)
    later.press(&other, "Enter")
    #expect(other.said == ["#ops: half a sen"])
    #expect(later.log.drafts[context] == nil)
  }

  @Test("Esc reads and keeps the text, i types on; keys are commands while one reads")
  func readsAndTypes() {
    var fake = FakeChat()
    var console = ChatFixture.console(100, 30, &fake)
    console.type(&fake, "text")
    console.press(&fake, "Esc", "1")
    #expect(console.currentPane == .fleet)
    console.press(&fake, "8")
    #expect(console.typed == "text")
    console.press(&fake, "Esc", "i")
    console.type(&fake, "!")
    #expect(console.typed == "text!")
    console.press(&fake, "Esc", ":")
    #expect(console.entry != nil)
  }

  @Test("F1 shows help, Ctrl-L draws anew, Tab on an empty line goes to the next pane")
  func keysThatDoNotType() {
    var fake = FakeChat()
    var console = ChatFixture.console(100, 30, &fake)
    #expect(ConsoleState.acts(console.press(&fake, "Ctrl-L")) == [.redraw])
    console.press(&fake, "F1")
    #expect(console.currentPane == .help)
    console.press(&fake, "Esc")
    #expect(console.currentPane == .chat)
    console.press(&fake, "Tab")
    #expect(console.currentPane == .posture)
    console.press(&fake, "Shift-Tab")
    #expect(console.currentPane == .chat)
    console.press(&fake, "Shift-Tab")
    #expect(console.currentPane == .requests)
  }

  @Test("keys of the chat can be chosen")
  func keysCanBeChosen() {
    var settings = FleetFixture.settings()
    settings.keys = ["next-conversation": ["Ctrl-N"], "noise": ["F7"], "log-line": ["w"]]
    var fake = FakeChat()
    var console = ChatFixture.console(100, 30, &fake, settings: settings)
    #expect(console.keyMap.problems.isEmpty, "\(console.keyMap.problems)")
    console.press(&fake, "Ctrl-N")
    #expect(console.chat.current == ChatFixture.dba)
    console.press(&fake, "F7")
    #expect(console.chat.shown?.showsNoise == true)
    console.press(&fake, "Alt-=")
    #expect(console.chat.shown?.showsNoise == true)
  }

  @Test("without a network the chat says what to write where")
  func explainsWhatToDo() {
    var settings = FleetFixture.settings()
    settings.configurationPath = "~/.config/opsconsole/config.yaml"
    var console = FleetFixture.console(80, 24, settings: settings)
    console.press("8")
    let screen = console.screen.joined(separator: "\n")
    #expect(screen.contains("~/.config/opsconsole/config.yaml"))
    #expect(screen.contains("networks:"))
    #expect(screen.contains("--demo"))
    console.press("1")
    #expect(console.currentPane == .fleet)
  }
}
