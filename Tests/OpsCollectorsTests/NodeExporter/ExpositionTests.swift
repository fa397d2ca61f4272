import OpsDomain
import Testing

@testable import OpsCollectors

/// Takes every sample whose name begins with `a`, as text.
private struct Everything: ExpositionReader {
  var samples: [String] = []
  let names = ["a", "a_b:c", "_x", ":y"].map { (name: $0, value: $0) }

  func metric(_ name: ByteHash) -> String? { NameTable(names).value(name) }

  mutating func take(_ metric: String, _ line: borrowing Span<UInt8>, labels: Range<Int>, value: Double) {
    var texts: [String] = []
    var cursor = LabelCursor(labels)
    while let label = cursor.next(in: line) { texts.append(label.text(in: line)) }
    samples.append("\(metric)[\(texts.joined(separator: "|"))]=\(value)")
  }
}

@Suite struct ExpositionTests {
  private func read(_ text: [UInt8], chunk: Int = .max, isWhole: Bool = true) -> (Everything, Exposition) {
    var reader = Everything()
    var exposition = Exposition()
    var start = 0
    while start < text.count {
      let end = min(text.count, start + min(chunk, text.count))
      exposition.consume(text[start..<end].span, into: &reader)
      start = end
    }
    exposition.finish(isWhole: isWhole, into: &reader)
    return (reader, exposition)
  }

  @Test(arguments: [
    ("a 1\n", ["a[]=1.0"]), ("a 1", ["a[]=1.0"]), ("a 1\r\n", ["a[]=1.0"]), ("  a \t 1  \n", ["a[]=1.0"]),
    ("a 1 1395066363000\n", ["a[]=1.0"]), ("a 1 -1\n", ["a[]=1.0"]), ("a{} 1\n", ["a[]=1.0"]),
    (#"a{x="1"} 2"#, ["a[1]=2.0"]), (#"a {x="1" , y="2",} 2"#, ["a[1|2]=2.0"]), (#"a{ x = "1"}2"#, ["a[1]=2.0"]),
    (#"a{x="q\"b\\s\nn}{ ,"} 2"#, ["a[q\"b\\s\nn}{ ,]=2.0"]), (#"a{x=""} 1"#, ["a[]=1.0"]),
    ("a +Inf\na -Inf\na NaN\n", ["a[]=inf", "a[]=-inf", "a[]=nan"]),
    ("a_b:c 1\n_x 2\n:y 3\n", ["a_b:c[]=1.0", "_x[]=2.0", ":y[]=3.0"]),
    ("# HELP a words {\n# TYPE a counter\n\n#\na 1\n", ["a[]=1.0"]), ("b 1\nab 1\na1 x\na 2\n", ["a[]=2.0"]),
    ("a 1\na 2\n", ["a[]=1.0", "a[]=2.0"]), ("", []), ("\n\n\n", []),
  ])
  func linesAreReadAsTheFormatSays(text: String, samples: [String]) {
    for chunk in [1, 2, 3, 1000] {
      let (reader, exposition) = read(Array(text.utf8), chunk: chunk)
      #expect(reader.samples == samples)
      #expect(exposition.malformed == 0)
    }
  }

  @Test(arguments: [
    "a", "a ", "a x", "a 1 x", "a 1 2 3", "a{", "a{} ", "a{x} 1", "a{x=} 1", "a{x=1} 1", #"a{x="1} 1"#,
    #"a{x="1"y="2"} 1"#,
    #"a{x="1\"} 1"#, #"a{x="1"} 1 2 3"#, "a 1e", "a 1e+", "a 0x10", "a １", "a 1_000", "a --1", "a +", "a .",
  ])
  func malformedLinesAreCountedAndTheRestIsRead(line: String) {
    let (reader, exposition) = read(Array("a 1\n\(line)\na 3\n".utf8))
    #expect(reader.samples == ["a[]=1.0", "a[]=3.0"])
    #expect(exposition.malformed == 1)
    #expect(exposition.firstMalformed == line)
  }

  @Test func bytesThatAreNotUTF8AreReplaced() {
    let (reader, _) = read(Array("a{x=\"".utf8) + [0xff, 0xc0, 0x41] + Array("\"} 1\n".utf8))
    #expect(reader.samples == ["a[\u{fffd}\u{fffd}A]=1.0"])
  }

  @Test func aLineWithoutEndCountsOnlyWhenThePageIsWhole() {
    #expect(read(Array("a 1\na 1795".utf8), isWhole: true).0.samples == ["a[]=1.0", "a[]=1795.0"])
    #expect(read(Array("a 1\na 1795".utf8), isWhole: false).0.samples == ["a[]=1.0"])
  }

  @Test(arguments: [1 << 10, 1 << 14, .max])
  func aLineThatIsTooLongIsPassedOverAndNotKept(chunk: Int) {
    let long = Array("a{x=\"".utf8) + Array(repeating: UInt8(ascii: "y"), count: 1 << 20) + Array("\"} 1\na 2\n".utf8)
    let (reader, exposition) = read(Array("a 1\n".utf8) + long, chunk: chunk)
    #expect(reader.samples == ["a[]=1.0", "a[]=2.0"])
    #expect(exposition.malformed == 1)
  }

  @Test func labelsHaveALimit() {
    func line(_ count: Int) -> [UInt8] {
      Array("a{\((0..<count).map { "l\($0)=\"\"" }.joined(separator: ","))} 1\n".utf8)
    }
    #expect(read(line(Exposition.mostLabels)).1.taken == 1)
    #expect(read(line(Exposition.mostLabels + 1)).1.malformed == 1)
  }

  @Test func damagedPagesNeverTrap() throws {
    let original = try CollectorFixture.bytes("node_exporter/debian12-1.5.0/metrics.txt")
    var generator = SeededGenerator(state: 11)
    for _ in 0..<40 {
      var bytes = original
      for _ in 0..<200 {
        let place = Int.random(in: 0..<bytes.count, using: &generator)
        bytes[place] = Bool.random(using: &generator) ? UInt8.random(in: 0...255, using: &generator) : UInt8(ascii: "9")
      }
      var page = NodePage()
      var exposition = Exposition()
      exposition.consume(bytes.span, into: &page)
      exposition.finish(isWhole: true, into: &page)
      var mapping = NodeMapping()
      _ = mapping.sample(page, at: Timestamp(milliseconds: 0), roundTrip: nil)
      _ = NodeMapping.filesystems(page, at: Timestamp(milliseconds: 0))
    }
  }
}
