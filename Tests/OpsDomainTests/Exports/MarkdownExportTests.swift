import OpsDomain
import Testing
import TestSupport

struct MarkdownExportTests {
  private struct Found: Decodable {
    let headings: [String]
    let items: Int
    let code: [String]
    let links: [String]
    let harm: [String]
    let text: String
  }

  private func document(_ window: Window = ExportFixtures.done, _ entries: [EntryRecord] = ExportFixtures.entries)
    throws
    -> String
  {
    ProcedureDocument.markdown(of: window, entries: entries, zone: try zone("Asia/Tokyo"))
  }

  @Test func theProcedureReadsAsAColleagueWantsIt() throws {
    let written = try document()
    #expect(written == procedure, "\(written)")
  }

  @Test func aRealReaderSeesTheSameParts() throws {
    guard let reader = try Reader.named("read_markdown") else { return }
    let found = try #require(try reader.read(try document(), as: [Found].self).first)
    #expect(found.harm.isEmpty && found.links.isEmpty)
    #expect(
      found.headings == [
        "h1 M-81 Replace the disk of bm-db07", "h2 Purpose", "h2 Plan", "h2 Timeline", "h2 Result", "h2 Decisions",
        "h2 Follow-ups", "h2 Way back",
      ])
    #expect(found.code.contains("mdadm --manage /dev/md0 --remove /dev/sdc1\n"))
    #expect(found.code.contains("mdadm --re-add /dev/md0 /dev/sdc1"))
  }

  @Test func whereAnEntryWasSaidIsTold() throws {
    let record = ExportFixtures.record(1, "restarted", at: ExportFixtures.at(13, 30), by: Author("naoya")) { record in
      record.entry.chat = ChatOrigin(network: "libera", channel: "#ops`", messageID: "m1", sender: "naoya")
    }
    let written = try document(ExportFixtures.done, [record])
    #expect(written.contains("naoya in `` #ops` `` of libera"), "\(written)")
  }

  @Test func hostileTextChangesNothingAroundIt() throws {
    guard let reader = try Reader.named("read_markdown") else { return }
    var random = SeededRandom(seed: 7763)
    let pieces =
      ExportFixtures.hostile + ["\n", "\n\n", "`", "```\n", "<b>", "  ", "- ", "> ", "|", "\\", "*", "_", "["]
    let mixed = (0..<400).map { _ in
      (0..<Int.random(in: 1...5, using: &random)).map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
    }
    let texts = (ExportFixtures.hostile + mixed).map { $0.replacing("\u{0C}", with: " ") }
    let plain = ExportFixtures.record(0, "plain", at: ExportFixtures.at(13, 50))
    let documents = try texts.map { text in
      var window = ExportFixtures.done
      (window.plan.title, window.plan.purpose, window.plan.procedure) = (text, text, text)
      (window.plan.rollback, window.plan.owner, window.plan.crew) = (text, text, [text])
      window.plan.targets.text = text
      window.steps[0].transition.reason = text
      window.steps[1].transition.reason = text
      let record = ExportFixtures.record(1, text, kind: .command, at: ExportFixtures.at(13, 30), by: Author(text)) {
        record in
        var command = CommandRecord(text: text, host: text, exit: 1)
        (command.output, command.folder) = (text, text)
        record.entry.command = command
        record.original = record.entry
        record.entry.targets = [EntryTarget(.host, text), EntryTarget(.role, text)]
        record.entry.tickets = [text]
        record.revisions = [
          .init(
            id: record.id, author: Author(text), recordedAt: ExportFixtures.at(13, 41),
            amendment: EntryAmendment(entry: record.id, reason: text, text: text, targets: []))
        ]
        record.retracted = .init(
          id: record.id, author: Author(text), recordedAt: ExportFixtures.at(13, 41), reason: text)
      }
      var list = MarkdownList(title: text, zone: try zone("Asia/Tokyo"))
      return try document(window, [record, plain]) + "\u{0C}" + list.begin() + list.entry(record) + list.entry(plain)
    }
    let found = try reader.read(documents.joined(separator: "\u{0C}"), as: [Found].self)
    try #require(found.count == texts.count * 2)
    for (index, text) in texts.enumerated() {
      let (document, list) = (found[index * 2], found[index * 2 + 1])
      #expect(document.harm.isEmpty && list.harm.isEmpty, "\(text.debugDescription): \(document.harm) \(list.harm)")
      #expect(document.headings.filter { $0.hasPrefix("h2") }.contains("h2 Timeline"), "\(text.debugDescription)")
      #expect(
        document.headings.count <= 8 && list.headings.count == 2, "\(text.debugDescription): \(document.headings)")
      #expect(list.items == 2, "\(text.debugDescription)")
      #expect((document.links + list.links).allSatisfy { $0.hasPrefix("http") }, "\(text.debugDescription)")
      #expect(document.text.contains("plain"), "\(text.debugDescription)")
    }
  }

  @Test func goodMarkdownStaysGood() throws {
    let text = "see **this** and `a < b`, [the page](https://x/y):\n\n```sh\nls <dir> | wc\n```\n- one\n- two"
    let tokyo = try zone("Asia/Tokyo")
    var list = MarkdownList(title: "t", zone: tokyo)
    let written = list.begin() + list.entry(ExportFixtures.record(0, text, at: ExportFixtures.at(13, 7)))
    #expect(
      written == """
        # t

        ## Sat 2026-08-22

        - 13:07 Shinji T. on `bm-db07`

          see **this** and `a < b`, [the page](https://x/y):

          ```sh
          ls <dir> | wc
          ```
          - one
          - two

        """)
  }

  @Test func workThatRecursHasADocumentForEachTime() throws {
    var window = ExportFixtures.window
    window.plan.recurrence = "FREQ=DAILY"
    let day = Duration.seconds(86_400)
    window.steps = (0..<2).flatMap { index -> [Window.Step] in
      let start = ExportFixtures.at(13, 0) + day * index
      return [(WindowState.inProgress, start + .seconds(60)), (.done, start + .seconds(3600))].map { state, at in
        Window.Step(
          id: ExportFixtures.ids[index], author: ExportFixtures.shinji,
          transition: WindowTransition(window: window.id, state: state, at: at, occurrence: start))
      }
    }
    let entries = (0..<2).map { index in
      ExportFixtures.record(index, "day \(index)", at: ExportFixtures.at(13, 30) + day * index)
    }
    let tokyo = try zone("Asia/Tokyo")
    let first = ProcedureDocument.markdown(
      of: window, occurrence: ExportFixtures.at(13, 0), entries: entries, zone: tokyo)
    #expect(
      first.contains("day 0") && !first.contains("day 1") && first.contains("Real:** Sat 2026-08-22 13:01–14:00 JST"))
    let last = ProcedureDocument.markdown(of: window, entries: entries, zone: tokyo)
    #expect(last.contains("day 1") && !last.contains("day 0") && last.contains("**Recurs:** daily"))
  }

  @Test func aThreadWithoutAWindowHasADocument() throws {
    let entries = ExportFixtures.entries
    var document = ProcedureDocument(thread: entries[0], zone: try zone("Asia/Tokyo"))
    let text = document.begin() + entries.map { document.entry($0) }.joined() + document.end()
    #expect(text.hasPrefix("# stopped replication\n\n- **Begun:** Sat 2026-08-22 13:07 JST by Shinji T.\n"))
    #expect(text.contains("## Result\n\n**ok** Shinji T.: replication is level") && text.contains("`+0:24`"))
  }

  @Test func workThatNeverBeganSaysSo() throws {
    let text = try document(ExportFixtures.window, [])
    #expect(text.contains("**Real:** not begun") && text.contains("The work has not ended."))
    #expect(text.contains("from the planned start") && text.contains("*No entries were written.*"))
  }
}

/// What `theProcedureReadsAsAColleagueWantsIt` expects.
private let procedure = """
  # M-81 Replace the disk of bm-db07

  - **State:** done, ok
  - **Targets:** `bm-db[07-08]` (2 hosts)
  - **Owner:** shinji
  - **Crew:** naoya
  - **Impact:** degraded; alarms of its hosts silenced
  - **Planned:** Sat 2026-08-22 13:00–15:00 JST, 2 h
  - **Real:** Sat 2026-08-22 13:05–14:20 JST, 1 h 15 min; began 5 min late, ended 40 min early

  ## Purpose

  Its third disk has reallocated sectors.

  ## Plan

  1. stop replication
  2. replace the disk
  3. rebuild

  ## Timeline

  The first column counts hours and minutes from the start, Sat 2026-08-22 13:05 JST.

  - `+0:00` 13:05 **begins** Shinji T.
  - `+0:02` 13:07 **step** Shinji T. on `bm-db07`: stopped replication
  - `+0:07` 13:12 **command** Shinji T. on `bm-db07`, exit 0 after 43 s

    ```sh
    mdadm --manage /dev/md0 --remove /dev/sdc1
    ```

    ```text
    mdadm: hot removed /dev/sdc1 from /dev/md0
    ```
  - `+0:26` 13:31 **observation** naoya on `bm-db07`: the new disk is /dev/sde, not sdc
  - `+0:28` 13:33 **decision** Shinji T. on `bm-db07`: rebuild with the limit of 100 MB/s, because users are on bm-db08
  - `+0:35` 13:40 naoya on `bm-db07`: rebuild takes 40 min

    *Amended 13:41 by naoya: a typo.* Before:

    > rebuild takes 4 min
  - `+0:45` 13:50 **retracted** Shinji T. on `bm-db07`: restarted mysqld on bm-db09

    *Retracted 13:52 by Shinji T.: wrong host.*
  - `+0:50` 13:55 Shinji T. on `bm-db07`

    *Text removed 13:56 by naoya: a password.*
  - `+1:05` 14:10 Shinji T. on `bm-db07`: order a spare disk #follow-up OPS-12
  - `+1:14` 14:19 **end** Shinji T. on `bm-db07` (ok): replication is level, load as before
  - `+1:15` 14:20 **done** Shinji T. (ok): replication caught up

  ## Result

  **done**, ok: replication caught up

  **ok** Shinji T.: replication is level, load as before

  ## Decisions

  - `+0:28` 13:33 Shinji T.: rebuild with the limit of 100 MB/s, because users are on bm-db08

  ## Follow-ups

  - `+1:05` 14:10 Shinji T.: order a spare disk #follow-up OPS-12

  Tickets: OPS-12

  ## Way back

  Put the old disk back; `mdadm --re-add /dev/md0 /dev/sdc1`.

  *Entries changed after they were written: 1 amended, 1 retracted, 1 removed.*

  """
