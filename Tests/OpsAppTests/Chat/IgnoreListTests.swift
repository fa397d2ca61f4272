import OpsIRC
import Testing

@testable import OpsApp

struct IgnoreListTests {
  private let ken = IRCSource("Ken", user: "ken", host: "a.example.org")

  @Test(
    "somebody is ignored by nick in either case, or by mask", arguments: ["ken", "KEN", "*!*@*.example.org", "k?n!*@*"])
  func hides(word: String) {
    var list = IgnoreList()
    let isSet = list.set(word, true)
    #expect(isSet)
    #expect(list.hides(ken))
    #expect(!list.hides(IRCSource("kenji", user: "k", host: "b.example.net")))
    #expect(!list.hides(nil))
    #expect(IgnoreList(parsing: list.text) == list)
  }

  @Test("ignoring twice changes nothing, and what is taken back is heard again")
  func set() {
    var list = IgnoreList()
    let first = list.set("ken", true)
    let second = list.set("KEN", true)
    let third = list.set("ken", false)
    #expect((first, second, third) == (true, false, true))
    #expect(!list.hides(ken))
  }

  @Test("no word breaks the list that is kept")
  func hostile() {
    var list = IgnoreList()
    _ = list.set("a\nb", true)
    #expect(IgnoreList(parsing: list.text).words.count == 1)
    let isSet = list.set(" \n", true)
    #expect(!isSet)
  }
}
