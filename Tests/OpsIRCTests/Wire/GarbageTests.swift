import OpsIRC
import Testing

@Suite struct GarbageTests {
  /// Numbers that are the same in every run.
  private struct Dice {
    var state: UInt64
    mutating func below(_ limit: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(limit))
    }
  }

  @Test("no bytes trap, and what is read can be written or says why not") func random() {
    var dice = Dice(state: 20)
    let parts: [[UInt8]] =
      [
        "@", ":", " ", "  ", ";", "=", "\\", "\\:", "!", ",", "\r", "\n", "\0", "\t", "PING", "005", "+draft/x", "日本",
        "\u{1}", "\u{3}4",
      ].map { Array($0.utf8) } + [
        [0xFF], [0xE6], [0x80], [0x1B, 0x24, 0x42], [0x1B, 0x28, 0x42], [0xC0, 0xAF], [0xED, 0xA0, 0x80],
      ]
    var support = ISupport()
    for _ in 0..<5000 {
      let line = (0..<dice.below(24)).flatMap { _ in
        dice.below(4) == 0 ? [UInt8(dice.below(256))] : parts[dice.below(parts.count)]
      }
      for encoding in FallbackEncoding.allCases {
        guard let message = IRCMessage(line, fallback: encoding) else { continue }
        #expect(!message.command.isEmpty)
        support.update(from: message)
        _ = support.modeChanges(message.parameters)
        _ = CTCPMessage(parsing: message[1])
        if let written = try? message.line(by: .server, limit: .max) {
          #expect(!written.dropLast(2).contains { $0 == 0x0A || $0 == 0x0D || $0 == 0 })
          #expect(IRCMessage(written) == message)
        }
      }
    }
  }

  @Test("tags of 8 KB are read: one, thousands, and all the same") func tags() throws {
    let one = try #require(IRCMessage("@a=" + String(repeating: "\\s", count: 4000) + " PING x"))
    #expect(one.tags["a"] == String(repeating: " ", count: 4000))
    let many = try #require(IRCMessage("@" + (0..<2000).map { "\($0)" }.joined(separator: ";") + " PING x"))
    #expect(many.tags.count == 2000)
    let same = try #require(IRCMessage("@" + String(repeating: "a=1;", count: 2000) + " PING x"))
    #expect(same.tags == ["a": "1"])
    #expect(many[0] == "x")
  }

  @Test("a line of marks alone is read") func marks() {
    for mark in ["@", ":", " ", ";", "=", "\\", "!", "\u{1}"] { _ = IRCMessage(String(repeating: mark, count: 9000)) }
    #expect(IRCMessage(String(repeating: ": ", count: 4000))?.command == ":")
  }

  @Test("lines cut at any place are read") func truncated() {
    let line = Array("@time=2026-11-27T12:00:00.000Z;msgid=a\\:b :健!~k@h PRIVMSG #日本 :再起動 します".utf8)
    for count in 0...line.count {
      for encoding in FallbackEncoding.allCases { _ = IRCMessage(Array(line.prefix(count)), fallback: encoding) }
    }
  }
}
