import OpsDomain

/// A maintenance of an evening in August, for exports.
enum ExportFixtures {
  static let ids = (1...99).map { OperationID(high: 0x0198_C5F2_8A00_0000 + UInt64($0) << 16, low: UInt64($0)) }
  static let shinji = Author("shinji", display: "Shinji T.")
  static let naoya = Author("naoya")

  /// A moment of 2026-08-22 in Tokyo.
  static func at(_ hour: Int, _ minute: Int, _ second: Int = 0) -> Timestamp {
    Timestamp(seconds: 1_787_324_400 + Int64(hour * 3600 + minute * 60 + second))
  }

  static var window: Window {
    var plan = WindowPlan(
      title: "Replace the disk of bm-db07", targets: WorkTargets("bm-db[07-08]", hosts: ["bm-db07", "bm-db08"]),
      start: at(13, 0), end: at(15, 0), zone: "Asia/Tokyo", owner: "shinji")
    plan.number = 81
    plan.purpose = "Its third disk has reallocated sectors."
    plan.crew = ["naoya"]
    plan.impact = .degraded
    plan.procedure = "1. stop replication\n2. replace the disk\n3. rebuild"
    plan.rollback = "Put the old disk back; `mdadm --re-add /dev/md0 /dev/sdc1`."
    return Window(id: ids[0], plan: plan, author: shinji, plannedAt: at(9, 30))
  }

  /// The window after its work.
  static var done: Window {
    var window = window
    let steps: [(WindowState, Timestamp, String, WorkResult?)] = [
      (.inProgress, at(13, 5), "", nil), (.done, at(14, 20), "replication caught up", .ok),
    ]
    window.steps = steps.enumerated().map { index, step in
      Window.Step(
        id: ids[index + 10], author: shinji,
        transition: WindowTransition(
          window: window.id, state: step.0, at: step.1, reason: step.2, result: step.3, hosts: ["bm-db07", "bm-db08"]))
    }
    window.recorded = .done
    return window
  }

  static func record(
    _ index: Int, _ text: String, kind: EntryKind = .note, at moment: Timestamp, by author: Author = shinji,
    hosts: [String] = ["bm-db07"], _ change: (inout EntryRecord) -> Void = { _ in }
  ) -> EntryRecord {
    var entry = Entry(text, kind: kind, at: moment, zone: "Asia/Tokyo", thread: ids[0])
    entry.targets = hosts.map { EntryTarget(.host, $0) }
    var record = EntryRecord(
      id: ids[20 + index], author: author, recordedAt: moment + .seconds(3), entry: entry)
    change(&record)
    return record
  }

  /// The entries of the maintenance.
  static var entries: [EntryRecord] {
    [
      record(0, "stopped replication", kind: .step, at: at(13, 7)),
      record(1, "", kind: .command, at: at(13, 12)) { record in
        var command = CommandRecord(text: "mdadm --manage /dev/md0 --remove /dev/sdc1", host: "bm-db07", exit: 0)
        (command.started, command.ended) = (at(13, 12), at(13, 12, 43))
        command.output = "mdadm: hot removed /dev/sdc1 from /dev/md0\n"
        record.entry.command = command
      },
      record(2, "the new disk is /dev/sde, not sdc", kind: .observation, at: at(13, 31), by: naoya),
      record(3, "rebuild with the limit of 100 MB/s, because users are on bm-db08", kind: .decision, at: at(13, 33)),
      record(4, "rebuild takes 40 min", at: at(13, 40), by: naoya) { record in
        record.original = record.entry
        record.original?.text = "rebuild takes 4 min"
        record.revisions = [
          EntryRecord.Revision(
            id: ids[60], author: naoya, recordedAt: at(13, 41),
            amendment: EntryAmendment(entry: record.id, reason: "a typo", text: "rebuild takes 40 min"))
        ]
      },
      record(5, "restarted mysqld on bm-db09", at: at(13, 50)) { record in
        record.retracted = EntryRecord.Strike(id: ids[61], author: shinji, recordedAt: at(13, 52), reason: "wrong host")
      },
      record(6, "the password is hunter2", at: at(13, 55)) { record in
        record.entry.text = ""
        record.redacted = EntryRecord.Strike(id: ids[62], author: naoya, recordedAt: at(13, 56), reason: "a password")
      },
      record(7, "order a spare disk #follow-up OPS-12", at: at(14, 10)) { record in
        (record.entry.tags, record.entry.tickets) = (["follow-up"], ["OPS-12"])
      },
      record(8, "replication is level, load as before", kind: .end, at: at(14, 19)) { $0.entry.result = .ok },
    ]
  }

  /// Texts that have broken documents.
  static let hostile = [
    "<script>alert(1)</script>", "</content></entry>", "]]>", "# heading", "```\n<b>open", "~~~sh\nx", "`unclosed <i>",
    "a | b\n--|--\n`x|<u>y`", "title\n===\nb\n---", "![x](http://tracker/x.png)", "[x](javascript:alert(1))",
    "[x]: javascript:alert(1)\n[x]", "{{ secrets }} {% raw %} {| |} |{}", "- item\n  ```\n<b>\n", "> quote\n<div>",
    "`a\n- <script>x</script>`", "\\<b>bold</b> \\\\<b>", "&lt;b&gt; &#60;i&#62;", "line\r\nBEGIN:VEVENT\r\nUID:x",
    "a;b,c\\d", "\u{1B}]0;x\u{07}\u{202E}abc\u{0}", "1) ```\n<br>", "   ```x`y\n<br>", "    code\n<br>", "\t<br>",
    "<!-- ", "<?php", "<![CDATA[", "<a@b.c>", "<http://x>", "``` ` ``` <b>", "`` `<b>`` ` <b>", "| a |\n| - |\n| <b> |",
    "障害障害障害障害障害障害障害障害障害障害障害障害障害障害障害", "👨‍👩‍👧👨‍👩‍👧👨‍👩‍👧👨‍👩‍👧👨‍👩‍👧", "\u{FFFF}\u{FFFE}", "- - - <b>",
    "* * *", "a\n\n\n<b>", "\\`<b>`", "\\\\`<b>`", "[a][b]\n\n[b]: x", "[a]( javascript:x)", "<b", "x ` y\n` <b>`",
    "\u{2028}<b>",
  ]
}
