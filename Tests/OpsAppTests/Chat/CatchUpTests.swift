import OpsDomain
import OpsIRC
import Testing

@testable import OpsApp

struct CatchUpTests {
  private let catchUp = CatchUp(
    anchor: HistoryAnchor(milliseconds: 60_000), joinedAt: Timestamp(milliseconds: 600_000))

  @Test("nothing came: all from the newest known line to the joining is missing")
  func nothing() {
    #expect(
      catchUp.result(oldest: nil)
        == .gap(from: Timestamp(milliseconds: 60_000), until: Timestamp(milliseconds: 600_000)))
  }

  @Test("what came reaches back to the newest known line, as exactly as servers tell time")
  func whole() {
    #expect(
      catchUp.result(oldest: 60_999)
        == .filled(from: Timestamp(milliseconds: 60_000), until: Timestamp(milliseconds: 600_000)))
  }

  @Test("what came begins later: the hole ends there")
  func part() {
    #expect(
      catchUp.result(oldest: 300_000)
        == .gap(from: Timestamp(milliseconds: 60_000), until: Timestamp(milliseconds: 300_000)))
  }

  @Test("a live line that comes first after a reconnection does not hide the hole before it")
  func anchor() {
    var book = AnchorBook()
    book.remember(ChatLine(.message, at: Timestamp(milliseconds: 1_000), text: "old"), in: "#ops")
    book.freeze()
    book.note(ChatLine(.message, at: Timestamp(milliseconds: 90_000), text: "live"), in: "#ops")
    #expect(book.anchor(of: "#ops")?.milliseconds == 1_000)
    book.freeze()
    #expect(book.anchor(of: "#ops")?.milliseconds == 90_000)
    #expect(book.anchor(of: "#dev") == nil)
  }

  @Test("an old line that is fetched later does not move the anchor back")
  func monotonic() {
    var book = AnchorBook()
    book.note(ChatLine(.message, at: Timestamp(milliseconds: 5_000), text: "new"), in: "#ops")
    book.note(ChatLine(.message, at: Timestamp(milliseconds: 1_000), text: "old"), in: "#ops")
    book.freeze()
    #expect(book.anchor(of: "#ops")?.milliseconds == 5_000)
  }
}
