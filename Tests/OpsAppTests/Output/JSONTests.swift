import Foundation
import Testing

@testable import OpsApp

@Test(arguments: [
  (JSON.null, "null"), (.bool(true), "true"), (.whole(Int64(-3)), "-3"), (.number(0.5), "0.5"), (.number(3), "3"),
  (.number(.nan), "null"), (.rounded(0.123456), "0.1235"), (.rounded(.infinity), "null"),
  (.whole(1e30), "\(Int64.max)"),
  (.whole(UInt64.max), "\(Int64.max)"), (.list([]), "[]"), (.object([]), "{}"),
])
func valuesAreWritten(value: JSON, text: String) {
  #expect(value.text == text)
}

@Test func keysStayInTheirOrderAndAbsentOnesAreLeftOut() {
  let value = JSON.members([("z", .whole(Int64(1))), ("gone", nil), ("a", .list([.text("x")]))])
  #expect(value.text == "{\n  \"z\": 1,\n  \"a\": [\n    \"x\"\n  ]\n}")
}

@Test(arguments: [
  "\u{1B}[2J", "a\u{9B}b", "\u{7F}", "a\u{202E}b", "\u{2028}", "\u{E0041}", "\"\\\n\r\t\u{0}", "\u{FEFF}x", "\u{200B}",
])
func textThatActsOnTerminalsIsEscapedAndComesBackWhole(text: String) throws {
  let written = JSON.list([.text(text)]).text.replacing("\n", with: " ")
  #expect(written.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value < 0x7F })
  #expect(try JSONDecoder().decode([String].self, from: Data(written.utf8)) == [text])
}

@Test(arguments: ["障害", "백업", "é", "naïve", "🙂"])
func textThatIsOnlyTextStaysAsItIs(text: String) {
  #expect(JSON.text(text).text == "\"\(text)\"")
}
