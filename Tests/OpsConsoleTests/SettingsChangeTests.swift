import OpsDomain
import OpsScreen
import Testing

@testable import OpsConsole

@Suite struct SettingsChangeTests {
  @Test func aChangeOfTheSettingsHoldsAtOnce() {
    var console = FleetFixture.console(160, 24)
    var change = SettingsChange()
    (change.site, change.mouse, change.theme, change.readOnly) = ("Kyoto", false, "mono", true)
    change.keys = ["help": ["F7"]]
    (change.chatBell, change.chatHighlights) = (false, ["障害"])
    let effects = ConsoleState.acts(console.handle(.settings(change)))
    #expect(!console.settings.chatBell && console.settings.chatHighlights == ["障害"])
    #expect(effects == [.useTheme("mono"), .useMouse(false)])
    #expect(console.screen[0].contains("read-only  Kyoto 12:03:41 JST"))
    console.press("F7")
    #expect(console.screen[1].contains("Help"))
  }
}
