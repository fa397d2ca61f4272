import OpsDomain
import OpsScreen
import TestSupport
import Testing

@testable import OpsConsole

/// Anything may be written, told and pressed at any size.
@Suite struct LogFuzzTests {
  private static let keys =
    Command.allCases.flatMap(\.defaultKeys).filter { $0 != "Ctrl-Z" } + [
      "l", "l", "L", "5", "e", "X", "c", "t", "/", "Enter", "Enter", "Esc", "Tab", "Alt-Enter", "Ctrl-T", "Alt-k",
      "Alt-t", "Ctrl-X", "Ctrl-E", "Ctrl-W", "Ctrl-U", "Ctrl-Y", "Ctrl-_", "Up", "Down", "a", "日", "👍", "!", "#", "@",
    ]

  private func record(_ random: inout SeededRandom) -> EntryRecord {
    var record = LogFixture.record(
      .random(in: 0..<400, using: &random), HostileText.random(&random, pieces: 3),
      minutesAgo: .random(in: -100...100_000, using: &random), HostileText.random(&random, pieces: 30),
      kind: EntryKind.allCases.randomElement(using: &random) ?? .note,
      on: [
        EntryTarget(.host, "bm-db0\(Int.random(in: 1...9, using: &random))"),
        EntryTarget(.role, HostileText.random(&random, pieces: 2)),
      ],
      thread: Bool.random(using: &random) ? LogFixture.id(81) : nil, exit: Bool.random(using: &random) ? -1 : nil,
      tickets: [HostileText.random(&random, pieces: 2)], tags: [HostileText.random(&random, pieces: 2)])
    let other = Author(HostileText.random(&random, pieces: 2))
    if Int.random(in: 0..<5, using: &random) == 0 {
      record.retracted = .init(
        id: LogFixture.id(5), author: other, recordedAt: LogFixture.now, reason: HostileText.random(&random))
    }
    if Int.random(in: 0..<5, using: &random) == 0 {
      record.original = record.entry
      let amendment = EntryAmendment(
        entry: record.id, reason: HostileText.random(&random), text: HostileText.random(&random))
      record.revisions = [.init(id: LogFixture.id(6), author: other, recordedAt: LogFixture.now, amendment: amendment)]
    }
    if Int.random(in: 0..<9, using: &random) == 0 {
      record.entry.at = Timestamp(milliseconds: Bool.random(using: &random) ? .min : .max)
    }
    return record
  }

  private func news(_ random: inout SeededRandom, _ store: FakeLog) -> LogNews {
    let ticket = Int.random(in: 0..<60, using: &random)
    switch Int.random(in: 0..<9, using: &random) {
    case 0: return .opened(LogFixture.team(), drafts: ["log:bm-db07": HostileText.random(&random)], seen: nil)
    case 1: return .trouble(Bool.random(using: &random) ? nil : StoreFailure(.locked, HostileText.random(&random)))
    case 2: return .failed(StoreFailure(.diskFull, HostileText.random(&random)), ticket: ticket)
    case 3: return .page(EntryPage(records: [record(&random)], hasOlder: true, hasNewer: true), ticket: ticket)
    case 4: return .saved([], ticket: ticket)
    case 5: return .edited(Bool.random(using: &random) ? nil : HostileText.random(&random, pieces: 40), ticket: ticket)
    case 6: return .counts(["bm-db07": .random(in: -1...1_000, using: &random)])
    case 7: return .team(Bool.random(using: &random) ? LogFixture.team() : TeamState())
    default: return .changed([record(&random), record(&random)])
    }
  }

  private func event(_ random: inout SeededRandom, _ store: FakeLog, _ moment: inout Timestamp) -> Event? {
    switch Int.random(in: 0..<16, using: &random) {
    case 0:
      let size = Size(columns: .random(in: 0...180, using: &random), rows: .random(in: 0...45, using: &random))
      return .terminal(.resized(size))
    case 1: return .terminal(.paste(HostileText.random(&random, pieces: 40)))
    case 2:
      moment = moment + .seconds(Int64.random(in: -5...90, using: &random))
      return .tick(moment, FleetFixture.zone)
    case 3, 4: return .log(news(&random, store))
    case 5:
      let kind = [MouseEvent.Kind.press, .doublePress, .wheelUp, .wheelDown].randomElement(using: &random) ?? .press
      return .terminal(
        .mouse(
          MouseEvent(kind, column: .random(in: -1...180, using: &random), row: .random(in: -1...45, using: &random))))
    default: return Self.keys.randomElement(using: &random).flatMap(Key.init(named:)).map { .terminal(.key($0)) }
    }
  }

  @Test(arguments: 0..<16)
  func nothingBreaksTheLog(seed: UInt64) {
    var random = SeededRandom(seed: seed &+ 7_000)
    var store = FakeLog((0..<150).map { _ in record(&random) })
    var console = LogFixture.console(120, 30, &store)
    var moment = LogFixture.now
    for step in 0..<200 {
      guard let event = event(&random, store, &moment) else { continue }
      store.failure = Int.random(in: 0..<6, using: &random) == 0 ? StoreFailure(.diskFull, "full") : nil
      let effects = console.handle(event)
      // Some answers come late or never.
      if Int.random(in: 0..<8, using: &random) > 0 { console.settle(effects, &store) }
      for row in console.screen where HostileText.firstForbidden(in: row) != nil {
        Issue.record("seed \(seed), step \(step): \(event)")
      }
    }
  }

  @Test func everySizeCanBeDrawn() {
    var store = FakeLog(LogFixture.records())
    var console = LogFixture.console(80, 24, &store)
    for keys in [["5"], ["5"], ["Enter"], ["c"], ["Ctrl-T"], ["Esc", "Esc", "e", "Enter"], ["Esc", "Esc", "X"]] {
      for key in keys { console.press(&store, key) }
      for rows in 0...12 {
        for columns in [0, 1, 2, 3, 5, 9, 20, 33, 59, 60, 110, 150] {
          let size = Size(columns: columns, rows: rows)
          _ = console.handle(.terminal(.resized(size)))
          #expect(console.render().size == size)
        }
      }
      _ = console.handle(.terminal(.resized(Size(columns: 80, rows: 24))))
    }
  }
}
