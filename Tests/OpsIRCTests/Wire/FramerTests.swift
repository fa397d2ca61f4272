import OpsIRC
import Testing

@Suite struct FramerTests {
  /// The lines of bytes that come in pieces of a size.
  private func lines(_ bytes: [UInt8], size: Int, _ framer: inout LineFramer) -> [String] {
    var lines: [String] = []
    for start in stride(from: 0, to: bytes.count, by: size) {
      framer.feed(bytes[start..<min(start + size, bytes.count)].span) { line in
        lines.append(String(decoding: line.indices.map { line[$0] }, as: UTF8.self))
      }
    }
    return lines
  }

  @Test("lines end with LF or CR LF, empty ones are none, in whatever pieces they come", arguments: [1, 2, 3, 7, 1000])
  func lines(size: Int) {
    var framer = LineFramer()
    let bytes = Array("one\r\ntwo\n\n\r\n\r\r\nthree\r\r\nfour \rx\r\n日本\nrest".utf8)
    #expect(lines(bytes, size: size, &framer) == ["one", "two", "three", "four \rx", "日本"])
    #expect(lines(Array("\n".utf8), size: size, &framer) == ["rest"])
    #expect(framer.droppedLines == 0)
  }

  @Test("a line of the longest length is taken, one byte more is dropped up to its end", arguments: [1, 1000, 100_000])
  func longest(size: Int) {
    let longest = String(repeating: "x", count: LineFramer.lineBytesMax)
    for end in ["\n", "\r\n"] {
      var framer = LineFramer()
      #expect(lines(Array((longest + end + "a\n").utf8), size: size, &framer) == [longest, "a"])
      #expect(lines(Array((longest + "x" + end + "b\n").utf8), size: size, &framer) == ["b"])
      #expect(framer.droppedLines == 1)
    }
  }

  @Test("100 MB without a line end are one dropped line, told once") func endless() {
    var framer = LineFramer()
    let piece = [UInt8](repeating: UInt8(ascii: "x"), count: 1 << 20)
    var told = 0
    for _ in 0..<100 {
      told += framer.feed(piece) { _ in Issue.record("a line came") }
      #expect(framer.heldBytes <= LineFramer.lineBytesMax + 1)
    }
    #expect(told == 1 && framer.droppedLines == 1)
    #expect(lines(Array("\nok\n".utf8), size: 1, &framer) == ["ok"])
  }

  @Test("each of several lines that are too long is told") func several() {
    var framer = LineFramer()
    let long = [UInt8](repeating: UInt8(ascii: "x"), count: LineFramer.lineBytesMax + 2) + [0x0A]
    #expect(framer.feed(long + long + Array("a\n".utf8)) { _ in } == 2)
  }
}
