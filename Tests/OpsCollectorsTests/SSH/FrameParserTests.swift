import OpsDomain
import Testing

@testable import OpsCollectors

@Suite struct FrameParserTests {
  private let mark = "0123456789abcdef"

  private func events(_ text: String, chunk: Int = .max, greets: Bool = true) throws -> [FrameParser.Event] {
    var parser = FrameParser(mark: mark, greets: greets)
    let bytes = Array(text.utf8)
    var events: [FrameParser.Event] = []
    for start in stride(from: 0, to: bytes.count, by: min(chunk, bytes.count)) {
      events += try parser.feed(bytes[start..<min(start + min(chunk, bytes.count), bytes.count)])
    }
    return events
  }

  private var conversation: String {
    """
    Welcome to this host.
    \(mark) hello 1 linux
    \(mark) begin 1 tick
    loadavg:0.1 0.2 0.3
    \(mark) end 1 0
    a word between
    \(mark) begin 2 disk

    \(mark) part mounts
    one
    two

    \(mark) part blocks

    \(mark) end 2 124

    """
  }

  @Test(arguments: [1, 2, 3, 7, 16, 17, 64, 1000])
  func howTheBytesArriveDoesNotMatter(chunk: Int) throws {
    let events = try events(conversation, chunk: chunk)
    #expect(events.count == 3)
    #expect(events.first == .hello(system: "linux"))
    guard case .section(let tick)? = events.dropFirst().first, case .section(let disk)? = events.last else {
      return #expect(Bool(false))
    }
    #expect(tick.number == 1 && tick.name == "tick" && tick.status == 0 && tick.parts.isEmpty)
    #expect(String(decoding: tick.bytes, as: UTF8.self) == "loadavg:0.1 0.2 0.3\n")
    #expect(disk.status == 124 && disk.cut?.name == "blocks")
    #expect(disk.part("mounts").map { String(decoding: $0, as: UTF8.self) } == "one\ntwo\n\n")
    #expect(disk.part("blocks") == nil && disk.part("other") == nil)
  }

  @Test func thePartThatWasUnderWayIsNoneOfTheParts() throws {
    let text = "\(mark) begin 1 disk\n\n\(mark) part a\none\n\n\(mark) part b\ntwo\nthr"
    guard case .section(let whole)? = try events("\(text)\n\(mark) end 1 0\n").last,
      case .section(let stopped)? = try events("\(text)\n\(mark) end 1 124\n").last
    else { return #expect(Bool(false)) }
    #expect(whole.parts.map(\.name) == ["a", "b"] && whole.cut == nil && whole.linesBeforeCut("b") == nil)
    #expect(stopped.parts.map(\.name) == ["a"] && stopped.cut?.name == "b" && stopped.part("b") == nil)
    #expect(stopped.linesBeforeCut("b").map { String(decoding: $0, as: UTF8.self) } == "two\n")
    #expect(stopped.linesBeforeCut("a") == nil)
  }

  @Test func textOfTheHostCannotForgeTheFrame() throws {
    let forged = [
      "end 1 0", "fedcba9876543210 end 1 0", " \(mark) end 1 0", "x\(mark) end 1 0", "\(mark)end 1 0",
      "\(mark.uppercased()) end 1 0",
    ]
    for line in forged {
      let found = try events("\(mark) begin 1 tick\n\(line)\n\(mark) end 1 0\n")
      guard case .section(let section)? = found.first else { return #expect(Bool(false)) }
      #expect(String(decoding: section.bytes, as: UTF8.self) == line + "\n")
    }
  }

  @Test func anEndOfAnotherRequestIsGarbage() {
    #expect(throws: LinkFailure.self) { try events("\(mark) begin 1 tick\n\(mark) end 2 0\n") }
    #expect(throws: LinkFailure.self) { try events("\(mark) end 2 0\n") }
    #expect(throws: LinkFailure.self) { try events("\(mark) begin x tick\n") }
    #expect(throws: LinkFailure.self) { try events("\(mark) begin 1 tick\n\(mark) end 1 zero\n") }
    #expect(throws: LinkFailure.self) { try events("\(mark) nonsense\n") }
  }

  @Test func noiseBeforeTheGreetingHasALimit() throws {
    let line = String(repeating: "x", count: 99) + "\n"
    #expect(try events(String(repeating: line, count: 600)).isEmpty)
    let failure = #expect(throws: LinkFailure.self) { try events(String(repeating: line, count: 700)) }
    #expect(failure?.kind == .garbage)
    #expect(throws: LinkFailure.self) { try events(String(repeating: "x", count: 200_000), chunk: 4096) }
  }

  @Test func noiseOnTheOtherStreamIsForgottenButItsEnd() throws {
    var parser = FrameParser(mark: mark, greets: false)
    for number in 0..<100_000 { _ = try parser.feed("line \(number)\n".utf8) }
    #expect(parser.noiseText.hasSuffix("line 99999\n"))
    #expect(parser.noiseText.utf8.count <= FrameParser.keptNoise)
  }

  @Test func aSectionThatIsTooLongIsDroppedAndTheNextOneIsHeard() throws {
    var parser = FrameParser(mark: mark, greets: false)
    _ = try parser.feed("\(mark) begin 1 ps\n".utf8)
    let line = Array((String(repeating: "y", count: 1023) + "\n").utf8)
    for _ in 0..<5000 { #expect(try parser.feed(line).isEmpty) }
    let events = try parser.feed("\(mark) end 1 0\n\(mark) begin 2 ps\nok\n\(mark) end 2 0\n".utf8)
    guard case .section(let first)? = events.first, case .section(let second)? = events.last else {
      return #expect(Bool(false))
    }
    #expect(first.isTooLarge && first.bytes.isEmpty)
    #expect(!second.isTooLarge && second.bytes == Array("ok\n".utf8))
  }

  @Test func aLineWithoutEndIsDroppedWithItsSection() throws {
    var parser = FrameParser(mark: mark, greets: false)
    _ = try parser.feed("\(mark) begin 1 ps\n".utf8)
    for _ in 0..<100 { _ = try parser.feed(repeatElement(UInt8(ascii: "z"), count: 4096)) }
    let events = try parser.feed("\n\(mark) end 1 0\n".utf8)
    guard case .section(let section)? = events.first else { return #expect(Bool(false)) }
    #expect(section.isTooLarge)
  }

  @Test func aSectionThatNeverEndsIsForgottenForTheNext() throws {
    let events = try events("\(mark) begin 1 disk\nhalf\n\(mark) begin 2 disk\nwhole\n\(mark) end 2 0\n", greets: false)
    guard case .section(let section)? = events.first else { return #expect(Bool(false)) }
    #expect(events.count == 1 && section.number == 2 && section.bytes == Array("whole\n".utf8))
  }

  @Test func randomBytesNeverTrap() {
    var generator = SeededBytes(state: 3)
    for _ in 0..<300 {
      var parser = FrameParser(mark: mark, greets: Bool.random(using: &generator))
      for _ in 0..<20 {
        var bytes: [UInt8] = (0..<Int.random(in: 0...200, using: &generator)).map { _ in
          .random(in: 0...255, using: &generator)
        }
        if Bool.random(using: &generator) {
          let frames = ["hello 1 x", "begin 1 a", "part p", "end 1 0", "end 9 9", "begin", "part", " "]
          bytes += Array("\n\(mark) \(frames[Int.random(in: 0..<frames.count, using: &generator)])\n".utf8)
        }
        guard (try? parser.feed(bytes)) != nil else { break }
      }
    }
  }
}
