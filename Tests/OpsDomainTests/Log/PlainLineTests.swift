import OpsDomain
import TestSupport
import Testing

@Suite("lines of logs kept elsewhere") struct PlainLineTests {
  private func read(_ line: String) throws -> PlainLine { try PlainLine(line, number: 1, zone: try zone("Asia/Tokyo")) }

  @Test func timeAuthorHostsAndText() throws {
    let moment = Timestamp(seconds: 1_787_371_511)  // 2026-08-22T13:05:11+09:00
    #expect(
      try read("2026-08-22T13:05:11+09:00 naoya bm-db07: stopped it: all of it")
        == PlainLine(at: moment, author: "naoya", hosts: ["bm-db07"], text: "stopped it: all of it"))
    #expect(try read("2026-08-22 13:05:11 naoya bm-db07,bm-db08: x").hosts == ["bm-db07", "bm-db08"])
    #expect(try read("2026-08-22 13:05:11 naoya bm-db07, bm-db08: x").hosts == ["bm-db07", "bm-db08"])
    #expect(try read("2026-08-22 13:05:11 naoya: x").hosts.isEmpty)
    #expect(try read("2026-08-22 13:05:11 naoya fe80::1: x").hosts == ["fe80::1"])
    #expect(try read("2026-08-22 13:05 naoya: x").precision == .minute)
    #expect(try read("2026-08-22 13:05:11 naoya: x").at == moment, "times without an offset are of the zone")
    #expect(try read("2026-08-22 13:05 naoya: done OPS-12 #db").entry().tickets == ["OPS-12"])
  }

  @Test(
    "a line that cannot be read is a problem and no entry",
    arguments: [
      "", "13:05 naoya: x", "yesterday 13:05 naoya: x", "naoya: x", "2026-08-22 naoya: x", "2026-02-30 13:05 naoya: x",
      "2026-08-22 13:05 naoya", "2026-08-22 13:05 : x", "2026-08-22 13:05 naoya:",
      "2026-08-22 13:05 naoya went home: late",
      "8/22 13:05 naoya: x",
    ])
  func badLineIsAProblem(line: String) {
    #expect(throws: PlainLine.Problem.self) { try read(line) }
  }

  @Test func allLinesAreReadOrNamed() throws {
    let (lines, problems) = PlainLine.all(
      in: "# a log\n\n2026-08-22 13:05 naoya: one\n  more\nrubbish\n  of rubbish\r\n2026-08-22 13:06 hatta db1: two\n",
      zone: .utc)
    #expect(lines.map(\.text) == ["one\nmore", "two"])
    #expect(problems.map(\.line) == [5, 6])
  }

  @Test func whatIsExportedComesBack() throws {
    var script = OperationScript()
    script.record(
      .entryAdd(Entry("one\ntwo: three", at: script.now, targets: [EntryTarget(.host, "a"), EntryTarget(.host, "b")])))
    let record = try #require(EntryRecord(folding: script.operations))
    let line = PlainLines.line(record, zone: try zone("Asia/Tokyo"))
    let (lines, problems) = PlainLine.all(in: line, zone: .utc)
    #expect(problems.isEmpty)
    #expect(lines == [PlainLine(at: record.entry.at, author: "naoya", hosts: ["a", "b"], text: "one\ntwo: three")])
  }
}
