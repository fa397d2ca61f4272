import OpsScreen
import Testing

@testable import OpsApp

@Test func wideGlyphsStayAligned() {
  var table = PlainTable([("NAME", .left), ("N", .right)])
  table.add([.init("障害"), .init("5")])
  table.add([.init("abcdef"), .init("10")])
  #expect(table.lines(colours: false) == ["NAME     N", "障害     5", "abcdef  10"])
}

@Test func nothingFromOutsideReachesTheTerminal() {
  var table = PlainTable([("NAME", .left)])
  table.add([.init("a\u{1B}[31mb\nc")])
  let text = table.lines(colours: true).joined()
  #expect(!text.unicodeScalars.contains { $0.value < 0x20 })
}

@Test func coloursAreUsedOnlyWhereAllowed() {
  var table = PlainTable([("A", .left), ("B", .left)])
  table.add([.init("x", look: Look(foreground: .palette(9), attributes: .bold)), .init("y")])
  #expect(table.lines(colours: false).last == "x  y")
  #expect(table.lines(colours: true).last == "\u{1B}[1;38;5;9mx\u{1B}[0m  y")
}
