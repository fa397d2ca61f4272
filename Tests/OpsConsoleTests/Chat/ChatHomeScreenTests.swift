import OpsDomain
import OpsScreen
import TestSupport
import Testing

@testable import OpsConsole

/// Recorded screens of the whole console with the chat on its first screen.
@Suite struct ChatHomeScreenTests {
  /// What is said while maintenance goes on.
  private static let conversation = [
    ChatFixture.line("tokyo1", "bm-app03 は朝から重い", ago: 320), ChatFixture.line("kyoto1", "見ます", ago: 260),
    ChatFixture.line("kyoto1", "bm-db07 is slow again", ago: 140),
    ChatFixture.line("tokyo1", "taking it: moving the backup off it, see M-81", ago: 80),
    ChatFixture.line("tokyo1", "bm-db07 백업을 bm-db24로 옮깁니다", ago: 40),
  ]

  private func console(_ columns: Int, _ rows: Int, _ fake: inout FakeChat) -> ConsoleState {
    var store = FakeLog(LogFixture.records())
    var console = ChatFixture.console(columns, rows, &fake, shows: false)
    console.open(&store)
    console.hear(Self.conversation, in: ChatFixture.ops, &fake)
    console.press(&fake, "8", "Esc", "1")
    console.hear([ChatFixture.call("kyoto1", "tokyo2: ok from here 🎉")], in: ChatFixture.ops, &fake)
    return console
  }

  @Test("the first screen has the chat beside the fleet, or below it", arguments: [(160, 40), (80, 24)])
  func home(columns: Int, rows: Int) {
    var fake = FakeChat()
    let console = console(columns, rows, &fake)
    expectHostScreen(console.render(), "chat-home-\(columns)x\(rows)")
  }

  @Test("while one types there the input line has the cursor", arguments: [(160, 40), (80, 24)])
  func typing(columns: Int, rows: Int) {
    var fake = FakeChat()
    var console = console(columns, rows, &fake)
    console.press(&fake, "8")
    console.type(&fake, "ok, watching bm-db2")
    console.press(&fake, "Tab")
    expectHostScreen(console.render(), "chat-home-typing-\(columns)x\(rows)")
  }
}
