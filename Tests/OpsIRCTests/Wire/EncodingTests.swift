import OpsIRC
import Testing

@Suite struct EncodingTests {
  private func text(_ bytes: [UInt8], _ encoding: FallbackEncoding) -> String { encoding.text(bytes.span) }

  @Test("UTF-8 is UTF-8 whatever the other encoding is", arguments: FallbackEncoding.allCases)
  func utf8(encoding: FallbackEncoding) {
    for sample in ["", "ascii", "café", "日本語", "👩‍👩‍👧‍👦"] { #expect(text(Array(sample.utf8), encoding) == sample) }
  }

  @Test("what is not UTF-8 is CP1252, with all of its letters") func cp1252() {
    #expect(text([0x63, 0x61, 0x66, 0xE9], .cp1252) == "café")
    #expect(text([0x80, 0x20, 0x93, 0x78, 0x94, 0x85], .cp1252) == "€ “x”…")
    #expect(text([0x81, 0xFF], .cp1252) == "\u{81}ÿ")
    let all = [UInt8](0x80...0xFF)
    #expect(Set(text(all, .cp1252).unicodeScalars).count == 128)
    #expect((try? FallbackEncoding.cp1252.bytes(text(all, .cp1252))) == all)
  }

  @Test("UTF-8 that was cut in its last letter stays UTF-8") func cut() {
    let bytes = Array("再起動します".utf8)
    for count in 1...2 { #expect(text(bytes.dropLast(count), .cp1252) == "再起動しま\u{FFFD}") }
    #expect(text(Array("日👩".utf8).dropLast(), .cp1252) == "日\u{FFFD}")
    #expect(text(Array("日".utf8) + [0x20, 0xE9], .cp1252) == "日 \u{FFFD}")
    #expect(text(Array("日".utf8) + [0xE9, 0x20], .cp1252) == "æ—¥é ")
    #expect(text([0xE6], .cp1252) == "æ")
  }

  @Test("each part of a line is read by itself") func parts() {
    let line = Array(":健 PRIVMSG #日本 :caf".utf8) + [0xE9]
    #expect(IRCMessage(line) == IRCMessage("PRIVMSG", ["#日本", "café"], source: IRCSource("健")))
  }

  @Test(
    "ISO-2022-JP is read where the network has it, though it is ASCII to others",
    arguments: [
      ("\u{1B}$BF|K\\8l\u{1B}(B ok", "日本語 ok"), ("\u{1B}$@F|K\\\u{1B}(J\\~x\u{1B}(B\\~", "日本¥‾x\\~"),
      ("\u{1B}(I6E\u{1B}(B.", "ｶﾅ."), ("\u{1B}$B-!", "①"), ("\u{1B}$BF|", "日"), ("\u{1B}$BF", "\u{FFFD}"),
      ("\u{1B}$B!!\u{1B}(B", "\u{3000}"), ("\u{1B}$B~~\u{1B}(B", "\u{FFFD}"), ("\u{1B}(I`\u{1B}(B", "\u{FFFD}"),
      ("\u{1B}[1mx", "\u{1B}[1mx"), ("\u{1B}", "\u{1B}"), ("\u{1B}$", "\u{1B}$"), ("\u{1B}$BF| K\\", "日 本"),
      ("\u{1B}(B日本", "日本"),
    ]) func japanese(bytes: String, meant: String)
  {
    #expect(text(Array(bytes.utf8), .iso2022JP) == meant)
    if !bytes.hasSuffix("日本") { #expect(text(Array(bytes.utf8), .cp1252) == bytes) }
  }

  @Test("bytes beyond both are repaired") func repaired() {
    #expect(text([0x1B, 0x24, 0x42, 0x46, 0x7C, 0xFF, 0x41], .iso2022JP) == "日\u{FFFD}\u{FFFD}")
    #expect(text([0xFF, 0x41], .iso2022JP) == "\u{FFFD}A")
  }

  @Test(
    "text is written and read again",
    arguments: ["", "ascii", "日本語 and ascii", "ｶﾅ漢字", "①㈱", "¥‾\\~", "〜−‖", "ギリシャΑабв"])
  func roundTrip(sample: String) throws {
    let bytes = try FallbackEncoding.iso2022JP.bytes(sample)
    #expect(bytes.allSatisfy { $0 < 0x80 })
    #expect(text(bytes, .iso2022JP) == sample)
    // It ends in ASCII, as what follows it expects.
    #expect(text(bytes + Array("|x".utf8), .iso2022JP) == sample + "|x")
  }

  @Test("letters of other systems for the same signs are written too") func forms() throws {
    #expect(text(try FallbackEncoding.iso2022JP.bytes("～－∥￠"), .iso2022JP) == "〜−‖¢")
  }

  @Test("a letter that does not exist is refused") func missing() {
    #expect(throws: WireProblem.notInEncoding("😀", .iso2022JP)) { try FallbackEncoding.iso2022JP.bytes("あ😀") }
    #expect(throws: WireProblem.notInEncoding("日", .cp1252)) { try FallbackEncoding.cp1252.bytes("é日") }
    #expect(throws: WireProblem.notInEncoding("😀", .iso2022JP)) {
      try IRCMessage("PRIVMSG", ["#ops", "😀"]).line(encoding: .iso2022JP)
    }
  }

  @Test("a line in ISO-2022-JP holds no byte that ends it") func line() throws {
    let message = IRCMessage("PRIVMSG", ["#日本", "再起動します ok"])
    let line = try message.line(encoding: .iso2022JP)
    #expect(IRCMessage(line, fallback: .iso2022JP) == message)
  }

  @Test("any bytes are read in both encodings") func random() {
    var bytes: [UInt8] = []
    var state: UInt64 = 7
    for _ in 0..<3000 {
      bytes.removeAll()
      for _ in 0..<40 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        let value = UInt8(truncatingIfNeeded: state >> 33)
        bytes += value % 8 == 0 ? [0x1B, 0x24, 0x42] : [value]
      }
      for encoding in FallbackEncoding.allCases {
        #expect(!text(bytes, encoding).isEmpty)
        _ = IRCMessage(bytes, fallback: encoding)
      }
    }
  }
}
