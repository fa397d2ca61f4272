import Foundation
import Testing

@Suite(.serialized) struct Transfers {
  private let home: TeamHome

  init() throws { home = try TeamHome() }

  /// A log with all that there can be in it.
  private func fill() throws {
    let id = String(try home.run("log add --host bm-db07 #tag", "障害").output.prefix(26))
    _ = try home.run("log amend \(id) --reason typo", "障害が発生")
    let second = String(try home.run("log add --kind step", "second").output.prefix(26))
    _ = try home.run("log retract \(second) --reason twice")
    let third = String(try home.run("log add", "secret").output.prefix(26))
    _ = try home.run("log redact \(third) --reason slip")
    _ = try home.run("window plan Backup --host bm-db01 --when", "2031-05-01 10:00-12:00", "--every", "every monday")
    _ = try home.run("window edit M-1 --crew naoya")
    _ = try home.run("freeze set --all --reason sale --when", "2031-05-01 11:00-13:00")
    _ = try home.run("hold set --host bm-db07 --reason rebuild")
    _ = try home.run("hold clear H-1")
    _ = try home.run("request send @dba Look --text why")
    _ = try home.run("request accept R-1")
    _ = try home.run("host status bm-db07 standby --reason disk")
  }

  private static let folds = [
    "log list --json", "window list --all --json --at 2031-01-01T00:00:00Z",
    "freeze list --all --json --at 2031-01-01T00:00:00Z", "hold list --all --json --at 2031-01-01T00:00:00Z",
    "request list --all --json --at 2031-01-01T00:00:00Z",
  ]

  @Test func aCalendarIsNotFilteredByWhatItCannotBe() throws {
    let refused = try home.run("log export --format ics --host bm-db01")
    #expect(refused.status == 64 && refused.errors.contains("--thread alone"), "\(refused)")
    #expect(try home.run("log export --format ics").status == 0)
  }

  @Test func anExportImportedElsewhereGivesTheSameFolds() throws {
    try fill()
    let file = "\(home.folder.path)/export.jsonl"
    #expect(try home.run("log export --format jsonl -o \(file)").status == 0)
    let attributes = try FileManager.default.attributesOfItem(atPath: file)
    #expect((attributes[.posixPermissions] as? Int ?? 0) & 0o077 == 0)
    let other = try TeamHome()
    let first = try other.json("log import \(file)")
    #expect(first["schema"].text == "opsconsole.import/1")
    #expect(first["new"].number == 14)
    for command in Self.folds {
      let (here, there) = (try home.run(command).output, try other.run(command).output)
      #expect(here == there, "\(command)")
      #expect(here.count > 100, "\(command)")
    }
    let second = try other.json("log import \(file)")
    #expect(second["new"].number == 0)
    #expect(second["known"].number == 14)
    #expect(try other.run("log export --format jsonl").output == home.run("log export --format jsonl").output)
  }

  @Test func aTrialRecordsNothing() throws {
    try fill()
    let export = try home.run("log export --format jsonl").output
    let other = try TeamHome()
    #expect(try other.json("log import - --dry-run", input: export)["new"].number == 14)
    #expect(try other.run("log list").output.isEmpty)
  }

  @Test func linesWithMistakesAreToldAndTheOthersTaken() throws {
    _ = try home.run("log add", "a")
    let line = try home.run("log export --format jsonl").output
    let other = try TeamHome()
    let outcome = try other.run("log import -", input: "{\"id\": 1}\n\n\(line)not json\n")
    #expect(outcome.status == 1)
    #expect(outcome.errors.contains("standard input:1: "))
    #expect(outcome.errors.contains("standard input:4: "))
    #expect(try other.json("log list")["entries"].list.count == 1)
  }

  @Test func plainLinesAreImportedOnceHoweverOften() throws {
    let lines = """
      2026-08-22T13:05:11+09:00 naoya bm-db07: replication stopped
      # a comment
      2026-08-22T13:06:00+09:00 naoya bm-db07,bm-db08: failed over
        and looked at it
      2026-08-22T13:07:00+09:00 cron: backup
      2026-08-22T13:07:00+09:00 cron: backup

      """
    let first = try home.json("log import -", input: lines)
    #expect(first["new"].number == 4)
    let again = try home.json("log import --format plain -", input: lines)
    #expect(again["new"].number == 0)
    #expect(again["known"].number == 4)
    let entries = try home.json("log list")["entries"]
    #expect(entries.list.count == 4)
    #expect(entries[0]["at"].text == "2026-08-22T04:05:11.000Z")
    #expect(entries[0]["author"]["account"].text == "naoya")
    #expect(entries[0]["via"].text == "import")
    #expect(entries[1]["targets"].list.map { $0["id"].text } == ["bm-db07", "bm-db08"])
    #expect(entries[1]["text"].text?.contains("looked at it") == true)
  }

  @Test func plainLinesGoOutAndComeBack() throws {
    _ = try home.run("log add --host bm-db[07-08]", "2026-08-22 13:05 failed over")
    let plain = try home.run("log export --format plain").output
    #expect(plain.hasPrefix("2026-08-22T13:05"))
    let other = try TeamHome()
    let outcome = try other.run("log import --format plain -", input: plain)
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(try other.json("log list")["entries"][0]["text"].text == "failed over")
  }

  @Test func wrongPlainLinesHaveTheirNumbers() throws {
    let outcome = try home.run(
      "log import --format plain -", input: "2026-08-22T13:05:11+09:00 naoya: a\n\nno time at all\n")
    #expect(outcome.status == 1)
    #expect(outcome.errors.contains("standard input:3: "))
    #expect(try home.json("log list")["entries"].list.count == 1)
  }

  @Test func exportsHaveTheirForms() throws {
    try fill()
    func exported(_ options: String) throws -> String {
      let outcome = try home.run("log export --format \(options)")
      #expect(outcome.status == 0, "\(outcome.errors)")
      return outcome.output
    }
    #expect(try exported("atom").contains("<feed"))
    #expect(try exported("ics").hasPrefix("BEGIN:VCALENDAR\r\n"))
    #expect(try exported("markdown").contains("障害が発生"))
    #expect(try exported("markdown --thread M-1").contains("Backup"))
    #expect(try home.run("log export --format jsonl --by naoya").status == 64)
    #expect(try home.run("log export --format plain -o /nonexistent/x").status == 1)
  }
}
