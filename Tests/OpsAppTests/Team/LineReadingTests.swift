import Foundation
import OpsDomain
import Testing

@testable import OpsApp

@Suite struct LineReadingTests {
  private func lines(_ bytes: [UInt8]) throws -> [LineReading.Line] {
    let folder = try TemporaryFolder()
    let path = "\(folder.path)/lines"
    try Data(bytes).write(to: URL(fileURLWithPath: path))
    let reading = try LineReading(path)
    var lines: [LineReading.Line] = []
    while let line = try reading.next() { lines.append(line) }
    return lines
  }

  @Test func linesHaveTheirNumbersHoweverTheyEnd() throws {
    let found = try lines(Array("a\n\nb\r\nc".utf8))
    #expect(found.map(\.number) == [1, 2, 3, 4])
    #expect(found.map(\.text) == ["a", "", "b", "c"])
    #expect(try lines([]).isEmpty)
  }

  @Test func whatIsNotTextIsOneLineWithout() throws {
    let found = try lines(Array("a\n".utf8) + [0xFF, 0xFE] + Array("\nb\n".utf8))
    #expect(found.map(\.text) == ["a", nil, "b"])
  }

  @Test func aLineThatIsTooLongIsTakenForOneAndNotKept() throws {
    let long = [UInt8](repeating: 0x61, count: 3 * LineReading.lineBytesMax)
    let found = try lines(long + Array("\nb\n".utf8))
    #expect(found.map(\.text) == [nil, "b"])
    #expect(found.map(\.number) == [1, 2])
    let longest = [UInt8](repeating: 0x61, count: LineReading.lineBytesMax)
    #expect(try lines(longest + [0x0A]).first?.text?.utf8.count == LineReading.lineBytesMax)
  }

  @Test func aFileThatIsNotThereIsTold() {
    #expect(throws: CommandFailure.self) { try LineReading("/nonexistent/file") }
  }
}

@Suite struct PlainIdentityTests {
  private let line = PlainLine(
    at: Timestamp(milliseconds: 1_787_371_511_000), author: "naoya", hosts: ["bm-db07"], text: "失敗")

  @Test func theSameLineHasTheSameIdentityForEver() {
    var identities = PlainIdentities()
    let first = identities.next(for: line)
    #expect(first.moment == line.at)
    #expect(first.description == "01M0KT9Q6R9GX1H42NEC1YWNMD")
    var others = PlainIdentities()
    #expect(others.next(for: line) == first)
  }

  @Test func equalLinesOfOneFileAreApart() {
    var identities = PlainIdentities()
    let all = (0..<3).map { _ in identities.next(for: line) }
    #expect(Set(all).count == 3)
  }

  @Test func everyPartCounts() {
    var changed = [line, line, line, line, line]
    changed[0].at = Timestamp(milliseconds: line.at.milliseconds + 1)
    changed[1].author = "naoy"
    changed[2].hosts = ["bm-db0", "7"]
    changed[3].text = "失敗 "
    changed[4].precision = .minute
    var identities = PlainIdentities()
    let all = ([line] + changed).map { identities.next(for: $0) }
    #expect(Set(all).count == 6)
  }
}

@Suite struct PrivateOutputTests {
  @Test func aFileAppearsWholeOrNotAtAll() throws {
    let folder = try TemporaryFolder()
    let path = "\(folder.path)/out"
    try folder.write("before", to: "out")
    do {
      let output = try PrivateOutput(path)
      try output.write("half")
    }
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "before")
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["out"])
    let output = try PrivateOutput(path)
    try output.write(String(repeating: "x", count: 200_000))
    try output.finish()
    #expect(try String(contentsOfFile: path, encoding: .utf8).count == 200_000)
    let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    #expect(mode == 0o600)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["out"])
  }
}
