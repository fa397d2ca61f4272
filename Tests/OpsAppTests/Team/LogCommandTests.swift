import Foundation
import TestSupport
import Testing

@Suite(.serialized) struct LogCommands {
  private let home: TeamHome

  init() throws { home = try TeamHome() }

  @Test func anEntryGoesFromAddingToTakingBack() throws {
    let added = try home.run("log add --host bm-db07", "replication stopped #db")
    #expect(added.status == 0, "\(added.errors)")
    let lines = added.output.split(separator: "\n")
    #expect(lines.count == 2)
    let id = String(try #require(lines.first))
    #expect(id.count == 26)
    #expect(lines.last?.hasSuffix("shinji  bm-db07: replication stopped #db") == true)

    #expect(try home.run("log list").output.contains("replication stopped #db"))
    let amended = try home.run("log amend \(id) --host bm-db08 --reason", "wrong host", "stopped on bm-db08")
    #expect(amended.status == 0, "\(amended.errors)")
    let sheet = try home.run("log show \(id.prefix(20))").output
    for part in ["stopped on bm-db08", "replication stopped #db", "by shinji: wrong host", "bm-db08"] {
      #expect(sheet.contains(part), "\(part)")
    }
    #expect(try home.run("log retract \(id) --reason test").status == 0)
    let entry = try home.json("log show \(id)")["entry"]
    #expect(entry["text"].text == "stopped on bm-db08")
    #expect(entry["original"]["text"].text == "replication stopped #db")
    #expect(entry["revisions"][0]["reason"].text == "wrong host")
    #expect(entry["retracted"]["reason"].text == "test")
    #expect(try home.run("log list --no-retracted").output.isEmpty)
  }

  @Test func anEntryIsLinkedToWhatBelongsToIt() throws {
    let first = try added("first")
    let second = try added("second")
    let linked = try home.json("log link \(first) \(second) --relation follow-up")["entry"]
    #expect(linked["links"][0]["target"].text == second)
    #expect(linked["links"][0]["relation"].text == "follow-up")
    #expect(try home.run("log link \(first) https://example.jp/").output.contains("first"))
    #expect(try home.json("log show \(first)")["entry"]["links"].list.count == 2)
    #expect(try home.run("log link \(first) \(first)").status == 64)
    #expect(try home.run("log link 01ZZZZ OPS-1").status == 64)
  }

  @Test func aHostHasTheEntriesOfTheRoleThatItHas() throws {
    _ = try added("for all", "--role bookmark:db")
    #expect(try home.json("log list --host bm-db05")["entries"].list.compactMap { $0["text"].text } == ["for all"])
    #expect(try home.json("log list --host bm-web01")["entries"].list.isEmpty)
  }

  @Test func aTimeThatTheClocksSkipIsSaid() throws {
    var home = home
    home.zone = "Europe/Berlin"
    let outcome = try home.run("log add x --at", "2026-03-29 02:30")
    #expect(outcome.status == 0 && outcome.errors.contains("note: --at: "), "\(outcome)")
    #expect(try home.run("log add x --at", "2026-03-29 04:30").errors.isEmpty)
  }

  @Test func removedTextIsNowhereAnyMore() throws {
    let id = try added("the password is hunter2")
    #expect(try home.run("log redact \(id) --reason slip").status == 0)
    for command in ["log list", "log list --plain", "log show \(id)", "log show \(id) --json", "log search hunter2"] {
      #expect(try !home.run(command).output.contains("hunter2"), "\(command)")
    }
    #expect(try home.run("log list").output.contains("removed by shinji: slip"))
  }

  @Test func theDocumentHasItsSchema() throws {
    _ = try added("a", "--host bm-db[01-02] --tag x --ticket OPS-1 --kind step --result ok")
    let document = try home.json("log list")
    #expect(document["schema"].text == "opsconsole.log/1")
    let entry = document["entries"][0]
    let required: Set = [
      "id", "kind", "at", "precision", "zone", "text", "targets", "tags", "tickets", "result", "author", "via",
      "recordedAt", "writer",
    ]
    #expect(entry.keys == required)
    #expect(entry["author"]["account"].text == "shinji")
    #expect(entry["via"].text == "cli")
    #expect(entry["zone"].text == "Asia/Tokyo")
    #expect(entry["targets"].list.map { $0["id"].text } == ["bm-db01", "bm-db02"])
    #expect(entry["targets"][0]["roleThen"].text == "bookmark:db")
    #expect(entry["tickets"].texts == ["OPS-1"])
    let single = try home.json("log add", "b")
    #expect(single["entries"].list.count == 1)
    let lines = try home.run("log list --jsonl").output.split(separator: "\n")
    #expect(lines.count == 2)
  }

  @Test func textComesFromStandardInputAndKeepsItsLines() throws {
    let outcome = try home.run("log add - --role bookmark:web --exit 3", input: "make: *** [all]\n  Error 1\n\n")
    #expect(outcome.status == 0, "\(outcome.errors)")
    let entry = try home.json("log list")["entries"][0]
    #expect(entry["text"].text == "make: *** [all]\n  Error 1")
    #expect(entry["kind"].text == "command")
    #expect(entry["command"]["exit"].number == 3)
    #expect(entry["result"].text == "failed")
    #expect(entry["targets"][0]["type"].text == "role")
    #expect(try home.run("log add").status == 64)
  }

  @Test func aCommandIsRecordedBesideWhatItPrinted() throws {
    #expect(try home.run("log add --host bm-db07 --exit 0 --command", "make deploy").status == 0)
    #expect(try home.run("log add - --command", "make test", input: "12 passed\n").status == 0)
    #expect(try home.run("log add x --kind note --exit 1").status == 64)
    let entries = try home.json("log list --kind command")["entries"]
    #expect(entries[0]["text"].text == "make deploy")
    #expect(entries[0]["command"]["host"].text == "bm-db07")
    #expect(entries[0]["result"].text == "ok")
    #expect(entries[1]["text"].text == "12 passed")
    #expect(entries[1]["command"]["text"].text == "make test")
    #expect(try home.run("log list").output.contains("$ make test"))
  }

  @Test func anEditorIsGivenTheTextAndGivesItBack() throws {
    var home = home
    try home.folder.write("#!/bin/sh\nsed -i 's/stopped/begun/' \"$2\"\necho more >>\"$2\"\n", to: "editor")
    home.variables = ["EDITOR": "sh \(home.folder.path)/editor --wait"]
    let outcome = try home.run("log add --edit", "replication stopped")
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(try home.json("log list")["entries"][0]["text"].text == "replication begun\nmore")
    let id = String(outcome.output.prefix(26))
    #expect(try home.run("log amend \(id) --reason more --edit").status == 0)
    #expect(try home.json("log list")["entries"][0]["text"].text == "replication begun\nmore\nmore")
    home.variables = ["EDITOR": "false"]
    #expect(try home.run("log add --edit", "x").status == 1)
    #expect(try home.json("log list")["entries"].list.count == 1)
  }

  @Test func aTimeInFrontIsTheTimeOfTheEntry() throws {
    _ = try added("2026-08-22 13:05 failed over")
    let entry = try home.json("log list")["entries"][0]
    #expect(entry["at"].text == "2026-08-22T04:05:00.000Z")
    #expect(entry["text"].text == "failed over")
    _ = try added("b", "--at 2026-08-22T13:06:00+09:00")
    #expect(try home.json("log list")["entries"][1]["at"].text == "2026-08-22T04:06:00.000Z")
  }

  @Test func manyTimedLinesBecomeManyEntries() throws {
    let lines = "2026-08-22 13:05 stopped replication\n2026-08-22 13:09 failed over\n  to bm-db02\n"
    let outcome = try home.run("log add --many --host bm-db07", input: lines)
    #expect(outcome.status == 0, "\(outcome.errors)")
    let entries = try home.json("log list")["entries"].list
    #expect(entries.map { $0["at"].text } == ["2026-08-22T04:05:00.000Z", "2026-08-22T04:09:00.000Z"])
    #expect(entries.last?["text"].text?.contains("to bm-db02") == true)
  }

  @Test func unknownHostsAreToldUnlessTheyAreMeant() throws {
    let slip = try home.run("log add --host bm-db77 x")
    #expect(slip.status == 64)
    #expect(slip.errors.contains("did you mean bm-db07?"))
    #expect(try home.run("log add --host bm-db77 --force-host x").status == 0)
    #expect(try home.run("log list --host bm-db77").output.contains("bm-db77"))
    #expect(try home.run("log list --host bm-db78").status == 64)
    #expect(try home.run("log add --role db x").errors.contains("bookmark:db, shop:db"))
  }

  @Test func whatIsTooLongIsRefusedAndKeptWhole() throws {
    let text = String(repeating: "障", count: 1_048_576 / 3)
    let outcome = try home.run("log add -", input: text)
    #expect(outcome.status == 1)
    #expect(outcome.output.isEmpty)
    #expect(outcome.errors.contains("not saved"))
    #expect(try kept(outcome) == text)
    #expect(try home.run("log list").output.isEmpty)
  }

  @Test func aLogThatCannotBeOpenedKeepsTheText() throws {
    try home.folder.write("not a database, whatever else it is, and longer than its header", to: "broken.sqlite")
    try home.folder.write("log: { path: \(home.folder.path)/broken.sqlite }\n", to: "config.yaml")
    let outcome = try home.run("log add", "must not be lost")
    #expect(outcome.status == 1)
    #expect(outcome.errors.contains("broken.sqlite"))
    #expect(try kept(outcome) == "must not be lost")
  }

  @Test func aTextFromAnEditorIsKeptWhenAnArgumentIsWrong() throws {
    let outcome = try home.run("log add - --thread M-81", input: "typed with care")
    #expect(outcome.status == 64)
    #expect(try kept(outcome) == "typed with care")
  }

  @Test func identitiesMayBeShortenedUntilTheyAreSeveral() throws {
    let (first, second) = (try added("a"), try added("b"))
    #expect(try home.run("log show \(first.lowercased().prefix(20))").status == 0)
    let common = zip(first, second).prefix { $0 == $1 }.map { String($0.0) }.joined()
    let both = try home.run("log show \(common)")
    #expect(both.status == 64)
    #expect(both.errors.contains(first) && both.errors.contains(second))
    #expect(try home.run("log show 00000000000000000000000000").status == 64)
    #expect(try home.run("log show", "not an id").status == 64)
  }

  @Test func aListIsCutToTheNewestAndTurnedRound() throws {
    let lines = (10..<40).map { "2026-08-22 13:\($0) step \($0)" }.joined(separator: "\n")
    #expect(try home.run("log add --many", input: lines).status == 0)
    func texts(_ options: String) throws -> [String] {
      try home.json("log list \(options)")["entries"].list.compactMap { $0["text"].text }
    }
    #expect(try texts("--limit 2") == ["step 38", "step 39"])
    #expect(try texts("--limit 2 --reverse") == ["step 39", "step 38"])
    #expect(try texts("--reverse").count == 30)
    #expect(try texts("--since 2026-08-22T13:35:00+09:00") == (35..<40).map { "step \($0)" })
    #expect(try texts("--until 2026-08-22T13:12:00+09:00") == ["step 10", "step 11"])
    #expect(try home.run("log list --limit 0").status == 64)
  }

  @Test func searchFindsTwoLettersAndAllWords() throws {
    _ = try added("障害が発生")
    _ = try added("out of memory on the web")
    #expect(try home.json("log search 障害")["entries"].list.count == 1)
    #expect(try home.json("log search MEMORY web")["entries"].list.count == 1)
    #expect(try home.json("log search memory 障害")["entries"].list.isEmpty)
  }

  @Test func onlyItsAuthorCorrectsAnEntry() throws {
    let id = try added("mine")
    let outcome = try home.used(by: "hatta").run("log amend \(id) --reason no changed")
    #expect(outcome.status == 1)
    #expect(outcome.errors.contains("shinji"))
  }

  @Test func whoWritesForAnotherIsNamed() throws {
    _ = try added("a", "--on-behalf-of naoya")
    _ = try added("b", "--author cron")
    let entries = try home.json("log list")["entries"]
    #expect(entries[0]["author"]["onBehalfOf"].text == "naoya")
    #expect(entries[1]["author"]["account"].text == "cron")
    #expect(entries[1]["author"]["verified"].text == "none")
    #expect(try home.run("log list --by naoya").output.contains("a"))
  }

  @Test func withoutALogThereIsNothingAndNothingIsMade() throws {
    #expect(try home.run("log list").output.isEmpty)
    #expect(try home.json("window list")["windows"].list.isEmpty)
    let data = "\(home.folder.path)/.local/share/opsconsole"
    #expect(!FileManager.default.fileExists(atPath: data))
  }

  @Test func hostileTextIsShownHarmlessInEveryField() throws {
    var random = SeededRandom(seed: 7)
    let hostile = HostileText.pieces.filter { !$0.unicodeScalars.contains("\u{0}") }.joined(separator: "x")
    let line = HostileText.random(&random, pieces: 40).filter { $0 != "\u{0}" } + "!"
    let id = try added(hostile, "--host bm-db07")
    _ = try home.run("log add --kind step --tag", line, "--ticket", line, line)
    _ = try home.run("log amend \(id) --reason", hostile, line)
    _ = try home.run("log retract \(id) --reason", hostile)
    _ = try home.run("window plan --host bm-db07 --when", "tomorrow 14:00-16:00", "--purpose", hostile, hostile)
    _ = try home.run("freeze set --all --when", "tomorrow 14:00-16:00", "--reason", hostile)
    _ = try home.run("hold set --host bm-db07 --reason", hostile)
    _ = try home.run("request send naoya --text", hostile, line)
    let commands = [
      "log list", "log list --plain", "log list --json", "log list --jsonl", "log show \(id)", "log show \(id) --json",
      "log search x", "window list", "window list --json", "window show M-1", "freeze list", "freeze list --json",
      "hold list", "hold list --json", "request list", "request list --json", "request show R-1", "digest",
      "digest --json",
    ]
    for command in commands {
      let outcome = try home.run(command)
      #expect(outcome.status == 0, "\(command): \(outcome.errors)")
      let text = outcome.output.replacingOccurrences(of: "\n", with: "")
      #expect(HostileText.firstForbidden(in: text) == nil, "\(command)")
    }
    let wrong = try home.run("log show", hostile)
    #expect(HostileText.firstForbidden(in: wrong.errors.replacingOccurrences(of: "\n", with: "")) == nil)
    let shown = try home.json("log show \(id)")["entry"]["original"]["text"].text
    #expect(shown == hostile)
  }

  private func added(_ text: String, _ options: String = "") throws -> String {
    let outcome = try home.run("log add \(options)", text)
    try #require(outcome.status == 0, "\(outcome.errors)")
    return String(try #require(outcome.output.split(separator: "\n").first))
  }

  /// The text of the file whose name was printed.
  private func kept(_ outcome: Program.Outcome) throws -> String {
    let mark = "the text is kept in "
    let line = try #require(outcome.errors.split(separator: "\n").first { $0.contains(mark) })
    let path = String(try #require(line.range(of: mark).map { line[$0.upperBound...] }))
    let attributes = try FileManager.default.attributesOfItem(atPath: path)
    #expect((attributes[.posixPermissions] as? Int ?? 0) & 0o077 == 0)
    return try String(contentsOfFile: path, encoding: .utf8)
  }
}
