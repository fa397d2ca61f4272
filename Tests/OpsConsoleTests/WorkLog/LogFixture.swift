import OpsDomain
import OpsScreen

@testable import OpsConsole

/// A day of the work log of the bookmark service.
enum LogFixture {
  static let now = FleetFixture.now

  /// An identity that is the same in every run.
  static func id(_ number: UInt64) -> OperationID { OperationID(high: 0x0198_0000_0000_0000, low: number) }

  static func settings() -> ConsoleSettings {
    var settings = FleetFixture.settings()
    settings.author = Author("tokyo2")
    settings.logPath = "~/.local/share/opsconsole/log.sqlite"
    settings.ticketURL = "https://tickets.example/{ticket}"
    return settings
  }

  static func record(
    _ number: UInt64, _ author: String, minutesAgo: Int64, _ text: String, kind: EntryKind = .note,
    on targets: [EntryTarget] = [], thread: OperationID? = nil, result: WorkResult? = nil, exit: Int? = nil,
    tickets: [String] = [], tags: [String] = []
  ) -> EntryRecord {
    let at = now - .seconds(minutesAgo * 60)
    var entry = Entry(
      text, kind: kind, at: at, zone: "Asia/Tokyo", targets: targets, thread: thread, tags: tags, tickets: tickets,
      result: result)
    if let exit {
      var command = CommandRecord(text: text, exit: exit)
      (command.started, command.ended) = (at, at + .seconds(38))
      entry.command = command
    }
    return EntryRecord(id: id(number), author: Author(author), recordedAt: at + .seconds(2), entry: entry)
  }

  static func host(_ names: String...) -> [EntryTarget] {
    names.map { EntryTarget(.host, $0, roleThen: "bookmark:\($0.dropFirst(3).prefix { !$0.isNumber })") }
  }

  /// What was written since yesterday evening, in three languages.
  static func records() -> [EntryRecord] {
    let db = host("bm-db07")
    var amended = record(
      6, "kyoto1", minutesAgo: 52, "bm-app03 は朝から重い。デプロイ後のGCが原因らしい", kind: .observation, on: host("bm-app03"))
    amended.original = amended.entry
    amended.original?.text = "bm-app03 は重い"
    amended.revisions = [
      .init(
        id: id(60), author: Author("kyoto1"), recordedAt: now - .seconds(2_900),
        amendment: EntryAmendment(entry: id(6), reason: "原因を書き足す", text: amended.entry.text))
    ]
    var retracted = record(7, "tokyo1", minutesAgo: 45, "rebooted bm-lb02", kind: .command, on: host("bm-lb02"))
    retracted.retracted = .init(
      id: id(70), author: Author("tokyo1"), recordedAt: now - .seconds(2_600), reason: "wrong host, it was not done")
    return [
      record(
        1, "tokyo1", minutesAgo: 1_000, "障害: bm-db09 から応答なし。切り離し済み", kind: .start, on: host("bm-db09"),
        tickets: ["OPS-12"]),
      record(2, "kyoto1", minutesAgo: 990, "bm-db09 디스크 교체 예정, 내일 오전 👍", on: host("bm-db09")),
      record(3, "tokyo1", minutesAgo: 985, "handoff: nothing open but bm-db09", kind: .handoff),
      record(
        4, "tokyo1", minutesAgo: 83, "restarted one by one after the 11:30 deploy", kind: .decision,
        on: host("bm-app01", "bm-app02", "bm-app03"), tags: ["deploy"]),
      record(
        5, "kyoto1", minutesAgo: 60,
        "keep raised to 23 until bm-db09 is back; the usual peak is 1.60 a core and 21 hosts would not carry it",
        kind: .decision, on: [EntryTarget(.role, "bookmark:db")], tags: ["capacity"]),
      amended, retracted,
      record(8, "tokyo2", minutesAgo: 26, "backup.sh --full", kind: .command, on: db),
      record(
        9, "tokyo2", minutesAgo: 13, "move nightly backup from db07 to db24", kind: .start, on: db, thread: id(81)),
      record(
        10, "tokyo2", minutesAgo: 8, "rsync -a /data/backup bm-db24:/data/", kind: .command, on: db, thread: id(81),
        exit: 0),
      record(
        11, "tokyo2", minutesAgo: 4, "await 48 ms → 9 ms, /data still 93 %", kind: .observation, on: db, thread: id(81)),
    ]
  }

  /// Planned work of which one window runs.
  static func team() -> TeamState {
    var plan = WindowPlan(
      title: "move the backup", targets: WorkTargets("bm-db07", hosts: ["bm-db07"]), start: now - .seconds(840),
      end: now + .seconds(7_000), zone: "Asia/Tokyo", owner: "tokyo2")
    plan.number = 81
    let begun = WindowTransition(window: id(81), state: .inProgress, at: now - .seconds(810), hosts: ["bm-db07"])
    return TeamState([
      operation(81, .windowPlan(plan), at: now - .seconds(90_000)),
      operation(810, .windowState(begun), at: now - .seconds(810)),
    ])
  }

  static func operation(_ number: UInt64, _ body: OperationBody, at moment: Timestamp) -> Operation {
    Operation(
      id: id(number), writer: "test", sequence: Int64(number), hybrid: HybridTime(wall: moment.milliseconds),
      recordedAt: moment, author: Author("tokyo2"), via: .console, body: body)
  }

  /// A console that knows the fleet and the log.
  static func console(
    _ columns: Int, _ rows: Int, _ store: inout FakeLog, settings: ConsoleSettings = settings(), seen: EntryPlace? = nil
  ) -> ConsoleState {
    var console = FleetFixture.console(columns, rows, settings: settings)
    console.open(&store, team: team(), seen: seen)
    _ = console.handle(.tick(now, FleetFixture.zone))
    return console
  }
}
