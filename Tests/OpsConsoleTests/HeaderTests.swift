import OpsDomain
import OpsScreen
import Testing

@testable import OpsConsole

@Suite struct HeaderTests {
  private func head(_ columns: Int, site: String) -> String {
    var console = FleetFixture.console(columns, 24)
    console.settings.site = site
    return console.screen[0]
  }

  @Test func theNameOfTheOfficeStandsBesideTheClock() {
    #expect(!head(160, site: "").contains("Kyoto"))
    #expect(head(160, site: "Kyoto").contains("Kyoto 12:03:41 JST"))
    #expect(head(160, site: "京都").contains("京都 12:03:41 JST"))
  }

  @Test func whereItIsNarrowTheTimeStaysAndTheNameGoes() {
    var console = FleetFixture.console(160, 24)
    var widthsWithTimeAlone = 0
    for columns in 20...160 {
      console.settings.site = ""
      _ = console.handle(.terminal(.resized(Size(columns: columns, rows: 24))))
      let hasTime = console.screen[0].contains("12:03:41")
      console.settings.site = "Kyoto"
      let head = console.screen[0]
      #expect(!hasTime || head.contains("12:03:41"), "\(head)")
      if hasTime, !head.contains("Kyoto") { widthsWithTimeAlone += 1 }
    }
    #expect(widthsWithTimeAlone > 0)
  }

  @Test func aLongOrHostileNameIsCutAndMadeHarmless() {
    let long = head(160, site: String(repeating: "京", count: 40))
    #expect(long.contains("12:03:41 JST") && !long.contains(String(repeating: "京", count: 13)))
    let hostile = head(160, site: "a\u{1B}]0;x\u{07}\nb")
    #expect(!hostile.unicodeScalars.contains { $0.value < 0x20 })
  }
}
