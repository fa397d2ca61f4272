import Foundation
import OpsDomain
import Testing
import TestSupport

struct FeedExportTests {
  private struct Found: Decodable {
    struct Entry: Decodable {
      let id: String
      let title: String
      let author: String
      let published: Int64
      let updated: Int64
      let content: String
      let type: String
      let terms: [String]
    }
    let isBroken: Bool
    let problem: String
    let version: String
    let title: String
    let id: String
    let updated: Int64
    let entries: [Entry]
  }

  private func feed(_ records: [EntryRecord]) throws -> String {
    var feed = AtomFeed(title: "log <&> 障害", id: "urn:x-opsconsole:log", zone: try zone("Asia/Tokyo"))
    return feed.begin() + records.map { feed.entry($0) }.joined() + feed.end(fallback: .fixture)
  }

  @Test func aRealReaderReadsWhatWasWritten() throws {
    guard let reader = try Reader.named("read_feed") else { return }
    let found = try reader.read(try feed(ExportFixtures.entries), as: Found.self)
    #expect(!found.isBroken, "\(found.problem)")
    #expect(found.version == "atom10" && found.title == "log <&> 障害" && found.id == "urn:x-opsconsole:log")
    #expect(found.entries.map(\.id) == ExportFixtures.entries.map { "urn:ulid:\($0.id)" })
    #expect(found.updated == (ExportFixtures.at(14, 19, 3).milliseconds))
    let first = found.entries[0]
    #expect(first.title == "bm-db07: stopped replication" && first.author == "Shinji T.")
    #expect(first.published == ExportFixtures.at(13, 7).milliseconds && first.type == "text/plain")
    #expect(first.terms.contains("bm-db07") && first.terms.contains("step"))
    let amended = found.entries[4]
    #expect(amended.updated == ExportFixtures.at(13, 41).milliseconds)
    #expect(amended.content.contains("rebuild takes 40 min") && amended.content.contains("rebuild takes 4 min"))
    #expect(found.entries[5].content.hasPrefix("(retracted by Shinji T.: wrong host) restarted mysqld"))
    #expect(found.entries[6].content == "(removed by naoya: a password)")
    #expect(found.entries[1].content.contains("mdadm: hot removed"))
  }

  @Test func hostileTextStaysInItsElement() throws {
    guard let reader = try Reader.named("read_feed") else { return }
    var random = SeededRandom(seed: 4287)
    let texts = ExportFixtures.hostile + (0..<40).map { _ in HostileText.random(&random, pieces: 20) }
    let records = texts.enumerated().map { index, text in
      ExportFixtures.record(index % 70, text, at: ExportFixtures.at(13, 0), by: Author(text), hosts: [text]) { record in
        (record.entry.tags, record.entry.tickets) = ([text], [text])
        record.links = [
          EntryLink(entry: record.id, target: "https://x/\(text)"), EntryLink(entry: record.id, target: text),
        ]
      }
    }
    let found = try reader.read(try feed(records), as: Found.self)
    #expect(!found.isBroken, "\(found.problem)")
    #expect(found.entries.count == texts.count)
    for (entry, text) in zip(found.entries, texts)
    where text.unicodeScalars.allSatisfy({ $0.isASCII && $0.value >= 0x20 }) {
      #expect(entry.content == text.trimmingCharacters(in: .whitespaces))
    }
  }

  @Test func anEmptyFeedIsAFeed() throws {
    guard let reader = try Reader.named("read_feed") else { return }
    let found = try reader.read(try feed([]), as: Found.self)
    #expect(!found.isBroken && found.entries.isEmpty && found.updated == Timestamp.fixture.milliseconds)
  }

  @Test func plainLinesStandAloneAndReadAgain() throws {
    let tokyo = try zone("Asia/Tokyo")
    let lines = ExportFixtures.entries.map { PlainLines.line($0, zone: tokyo) }
    #expect(lines[0] == "2026-08-22T13:07:00+09:00 shinji bm-db07: stopped replication\n")
    #expect(lines[1].hasSuffix("shinji bm-db07: $ mdadm --manage /dev/md0 --remove /dev/sdc1 (exit 0)\n"))
    #expect(lines[5].contains(": (retracted by Shinji T.: wrong host) restarted"))
    #expect(lines[6].hasSuffix(": (removed by naoya: a password)\n"))
    let several = ExportFixtures.record(0, "one\n\ntwo\r\nthree", at: ExportFixtures.at(13, 0), hosts: [])
    #expect(PlainLines.line(several, zone: tokyo) == "2026-08-22T13:00:00+09:00 shinji: one\n  two\n  three\n")
    for text in ExportFixtures.hostile {
      let line = PlainLines.line(
        ExportFixtures.record(0, text, at: ExportFixtures.at(13, 0), by: Author(text), hosts: [text]), zone: tokyo)
      #expect(line.hasPrefix("2026-08-22T13:00:00+09:00 ") && line.hasSuffix("\n"))
      #expect(line.split(separator: "\n").dropFirst().allSatisfy { $0.hasPrefix("  ") })
      #expect(!line.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" && $0 != "\t" || $0.value == 0x202E })
    }
  }
}
