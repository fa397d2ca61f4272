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

  private func reservation(_ change: (inout ReservationPlan) -> Void = { _ in }) -> ReservationPlan {
    var plan = ReservationPlan(
      targets: WorkTargets("bm-db07", hosts: ["bm-db07"]), action: .reboot, owner: "tanaka",
      begun: Timestamp(seconds: 1_000), leaseExpires: Timestamp(seconds: 1_900), entry: id(6), reason: "kernel")
    plan.number = 7
    change(&plan)
    return plan
  }

  @Test("work that begins and ends is told once, not again by its entries")
  func reservationsAreTold() {
    let plan = reservation()
    let opening = plan.openingEntry(of: id(7), targets: [], zone: "")
    let begin = [operation(6, .entryAdd(opening)), operation(7, .reserveBegin(plan))]
    let begun = AnnouncementRule.announcements(of: begin, in: TeamState())
    #expect(begun.map(\.id) == [id(7)])
    #expect(begun.first?.text == "[W-7] begin: reboot bm-db07: kernel — tanaka")
    let team = TeamState(begin)
    var closing = entry("replica is back")
    closing.thread = id(7)
    let ending = ReservationEnding(
      reservation: id(7), outcome: .done, at: Timestamp(seconds: 1_100), reason: "replica is back", result: .ok,
      entry: id(8))
    let end = [operation(8, .entryAdd(closing)), operation(9, .reserveEnd(ending))]
    let ended = AnnouncementRule.announcements(of: end, in: team)
    #expect(ended.map(\.id) == [id(9)])
    #expect(ended.first?.text == "[W-7] done: reboot bm-db07: replica is back [ok] — tanaka")
    let again = AnnouncementRule.announcements(
      of: end, in: TeamState(begin + end + [operation(10, .reserveEnd(ending))]))
    #expect(again.count == 1)
  }

  @Test("an override is told with what it ignored, and is not what is cut")
  func overridesAreTold() {
    let plan = reservation {
      $0.ignored = ["capacity.floor", "hold.active"]
      $0.overrideReason = "the rack burns"
      $0.reason = String(repeating: "long ", count: 200)
    }
    let words = AnnouncementText.beginning(of: Reservation(id: id(7), plan: plan, author: tanaka), named: nil)
    #expect(words.utf8.count <= AnnouncementText.bytesMax)
    #expect(words.contains("override of capacity.floor, hold.active: the rack burns"))
  }

  @Test("work begun in a shell beside the console is told by the console, once, and its entry is not")
  func reservationsOfAShell() {
    let fresh = OperationID(high: UInt64(1_000_000) << 16, low: 1)
    var begin = operation(7, .reserveBegin(reservation()), via: .cli)
    begin.id = fresh
    let team = TeamState([begin])
    let now = Timestamp(seconds: 1_010)
    func told(_ author: Author, _ now: Timestamp) -> [OperationID] {
      AnnouncementRule.announcements(from: TeamState(), to: team, author: author, now: now).map(\.id)
    }
    #expect(told(tanaka, now) == [fresh])
    #expect(told(Author("suzuki"), now).isEmpty && told(tanaka, Timestamp(seconds: 5_000)).isEmpty)
    #expect(AnnouncementRule.announcements(from: team, to: team, author: tanaka, now: now).isEmpty)
    let record = EntryRecord(
      id: id(6), writer: "mine", author: tanaka, via: .cli, recordedAt: now,
      entry: reservation().openingEntry(of: fresh, targets: [], zone: ""))
    #expect(AnnouncementRule.announcement(of: record, writer: "mine", team: team, now: now) == nil)
    #expect(AnnouncementRule.announcement(of: record, writer: "mine", team: TeamState(), now: now) != nil)
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
