import OpsDomain
import Testing

@testable import OpsApp

struct AnnouncementTests {
  private let tanaka = Author("tanaka")
  private func id(_ number: UInt64) -> OperationID { OperationID(high: number, low: number) }
  private func entry(_ text: String) -> Entry {
    Entry(text, at: Timestamp(seconds: 1_000), targets: [EntryTarget(.host, "bm-db07")])
  }
  private func operation(_ number: UInt64, _ body: OperationBody, via: Via = .console) -> OpsDomain.Operation {
    OpsDomain.Operation(
      id: id(number), writer: "w", sequence: Int64(number), hybrid: HybridTime(wall: Int64(number)),
      recordedAt: Timestamp(seconds: 1_000), author: tanaka, via: via, body: body)
  }

  @Test("an entry is told with its hosts, its words and its author")
  func words() {
    #expect(
      AnnouncementText.words(of: entry("await 48 ms → 9 ms"), by: tanaka)
        == "[log] bm-db07 await 48 ms → 9 ms — tanaka")
  }

  @Test("a long text is cut to one message, and no line end gets into it")
  func hostile() {
    let words = AnnouncementText.words(
      of: entry("a\r\nPRIVMSG #dev :b\0" + String(repeating: "長い", count: 500)), by: tanaka)
    #expect(words.utf8.count <= AnnouncementText.bytesMax)
    #expect(words.hasSuffix("… — tanaka"))
    #expect(!words.unicodeScalars.contains { $0.value < 0x20 })
  }

  @Test("what came from the chat, or was imported, is not announced", arguments: [Via.irc, .imported, .api])
  func silent(via: Via) {
    let operations = [operation(1, .entryAdd(entry("x")), via: via)]
    #expect(AnnouncementRule.announcements(of: operations, in: TeamState()).isEmpty)
  }

  @Test("the start of planned work is told once, not again by the entry that tells of it")
  func window() {
    var plan = WindowPlan(
      title: "kernel update", targets: WorkTargets("bm-db07"), start: Timestamp(seconds: 900),
      end: Timestamp(seconds: 9_000), owner: "tanaka")
    plan.number = 81
    var team = TeamState()
    team.apply([operation(5, .windowPlan(plan))])
    let step = WindowTransition(window: id(5), state: .inProgress, at: Timestamp(seconds: 1_000))
    var told = entry("kernel update")
    told.thread = id(5)
    let operations = [operation(6, .windowState(step)), operation(7, .entryAdd(told))]
    let words = AnnouncementRule.announcements(of: operations, in: team)
    #expect(words.map(\.id) == [id(6)])
    #expect(words.first?.text.hasPrefix("[M-81] begin: kernel update") == true)
  }

  @Test("an entry of a shell beside the console is announced when it is new and of this machine")
  func shell() {
    var record = EntryRecord(
      id: id(9), writer: "mine", author: tanaka, via: .cli, recordedAt: Timestamp(seconds: 1_000), entry: entry("x"))
    let now = Timestamp(seconds: 1_010)
    func announced(_ record: EntryRecord, at now: Timestamp) -> Bool {
      AnnouncementRule.announcement(of: record, writer: "mine", team: TeamState(), now: now) != nil
    }
    #expect(announced(record, at: now))
    #expect(!announced(record, at: Timestamp(seconds: 5_000)))
    record.writer = "another"
    #expect(!announced(record, at: now))
  }

  @Test("nothing is told twice, also not after a restart")
  func once() throws {
    var queue = AnnouncementQueue()
    let added = [1, 2, 1].map { queue.add(Announcement(id: id($0), text: $0 == 1 ? "one" : "two")) }
    #expect(added == [true, true, false])
    let taken = [queue.takeNext(at: 0)?.id, queue.takeNext(at: 100)?.id]
    #expect(taken == [id(1), nil])
    var restarted = AnnouncementQueue(parsing: queue.text)
    #expect(restarted.waiting == [Announcement(id: id(2), text: "two")])
    let isAddedAgain = restarted.add(Announcement(id: id(1), text: "one"))
    #expect(!isAddedAgain)
    #expect(restarted.announced == [id(1)])
  }

  @Test("one that was not taken waits again, but not for ever")
  func retries() throws {
    var queue = AnnouncementQueue()
    _ = queue.add(Announcement(id: id(1), text: "one"))
    var now: Int64 = 0
    var said = 0
    while let next = queue.takeNext(at: now) {
      said += 1
      queue.failed(next)
      now += AnnouncementQueue.pace
    }
    #expect(said == AnnouncementQueue.triesMax)
  }

  @Test("any text is a queue")
  func garbage() {
    for text in ["", "x", "wait", "wait x y", "done \(id(1)) more", "\n\n", "wait \(id(2))"] {
      #expect(AnnouncementQueue(parsing: text).waiting.isEmpty)
    }
  }
}
