import OpsConsole
import OpsDomain
import OpsIRC
import OpsSQLite
import Synchronization
import Testing

@testable import OpsApp

/// A link that only remembers what was asked of it.
private final class FakeLink: ChatLinking {
  private let asked = Mutex<[LinkOrder]>([])
  var orders: [LinkOrder] { asked.withLock { $0 } }

  func perform(_ order: LinkOrder) { asked.withLock { $0.append(order) } }
}

/// A desk with one network that does not exist, and what it tells.
private final class DeskScene: Sendable {
  static let ops = BufferID(network: "office", target: "#ops")

  let desk: ChatDesk
  let link = FakeLink()
  let store = MemoryChatStore()

  init(failure: StoreFailure? = nil, store other: MemoryChatStore? = nil) async {
    let store = other ?? store
    let told = SendableList<ChatNews>()
    let drafts = SendableList<OperationDraft>()
    let keeper = LineKeeper(
      LineKeeper.Means(
        open: { () async throws(StoreFailure) in
          if let failure { throw failure }
          return store
        }, tell: { _ in }))
    let fleet = KnownFleet(Inventory(hosts: [Host(id: "bm-db07")]))
    var means = ChatDesk.Means(
      keeper: keeper, tell: { told.add($0) }, networks: ["office"],
      log: ChatLog(
        record: { draft, _ in
          let isKnown = drafts.all.contains { $0.id == draft.id }
          drafts.add([draft])
          return isKnown ? .known(draft.id) : .new(draft.id)
        }, fleet: { fleet }, writer: { "mine" }, author: Author("yui"), announces: true))
    // Each look at the clock is a tenth of a second later, so that nothing is held back for its pace.
    let looks = SendableList<Int>()
    means.now = {
      looks.add([0])
      return LinkMoment(
        boot: 1_000_000 + 100 * Int64(looks.all.count), wall: Timestamp(milliseconds: 1_700_000_000_000))
    }
    desk = ChatDesk(means)
    (news, self.drafts) = (told, drafts)
    let link = link
    await withCheckedContinuation { continuation in
      desk.begin(["office": link]) { continuation.resume() }
    }
    await desk.take([.status(online), .facts(Self.ops, facts)], of: "office")
  }

  let news: SendableList<ChatNews>
  let drafts: SendableList<OperationDraft>

  private var online: NetworkStatus { NetworkStatus(.online(since: Timestamp(milliseconds: 0)), nick: "yui") }
  private var facts: BufferFacts {
    var facts = BufferFacts(.channel, title: "#ops")
    (facts.isJoined, facts.capturesLog, facts.announces) = (true, true, true)
    return facts
  }

  /// Lets a message come.
  func hear(_ text: String, id: String? = nil, at: Int64 = 1_700_000_000_000, isPlayback: Bool = false) async {
    var line = ChatLine(
      .message, at: Timestamp(milliseconds: at), sender: "ken", account: "ken", text: text, messageID: id)
    line.isPlayback = isPlayback
    var fresh = FreshLine(line)
    fresh.isCandidate = true
    fresh.source = IRCSource("ken", user: "k", host: "h")
    await desk.take([.lines(Self.ops, [fresh])], of: "office")
  }

  /// Waits until what was asked so far is done: the desk does one thing after the other.
  func settle() async { await desk.take([], of: "office") }

  var stored: [ChatLine] {
    get async { (try? await store.lines(of: Self.ops, before: nil, limit: 100)) ?? [] }
  }

  var said: [(text: String, token: Int)] {
    link.orders.compactMap { order in
      if case .request(.say(_, let text, _, let token)) = order { return (text, token) }
      return nil
    }
  }

  var announced: [OperationID] {
    news.all.flatMap { news -> [OperationID] in
      if case .announced(let ids) = news { return ids }
      return []
    }
  }

  /// Lets an own line come back from the server.
  func playBackOwn(_ text: String, id: String, at: Int64) async {
    var line = ChatLine(.message, at: Timestamp(milliseconds: at), sender: "yui", text: text, messageID: id)
    (line.isOwn, line.isPlayback, line.delivery) = (true, true, .delivered)
    await desk.take([.lines(Self.ops, [FreshLine(line)])], of: "office")
  }

  var confirmations: [LogConfirmation] {
    link.orders.compactMap { order in
      if case .confirm(let confirmation) = order { return confirmation }
      return nil
    }
  }
}

/// A list for any thread.
private final class SendableList<Element: Sendable>: Sendable {
  private let elements = Mutex<[Element]>([])
  var all: [Element] { elements.withLock { $0 } }
  func add(_ more: [Element]) { elements.withLock { $0 += more } }
}

struct ChatDeskTests {
  @Test("what is said stands as pending, and is delivered when the network has taken it, with its identity and time")
  func delivery() async throws {
    let scene = await DeskScene()
    scene.desk.perform(.say(DeskScene.ops, ["hello"], .message))
    await scene.settle()
    let line = try #require(await scene.stored.last)
    #expect(line.delivery == .pending)
    #expect(scene.said.map(\.token) == [Int(line.id)])
    await scene.desk.take(
      [.delivery(line: line.id, .delivered(messageID: "m1", serverTime: 1_700_000_005_000))], of: "office")
    let delivered = try #require(await scene.stored.last)
    #expect(delivered.delivery == .delivered)
    #expect(delivered.messageID == "m1")
    #expect(delivered.at == Timestamp(milliseconds: 1_700_000_005_000))
  }

  @Test("what is said while nothing is connected is kept, and sent when the person asks for it")
  func offline() async throws {
    let scene = await DeskScene()
    await scene.desk.take([.status(NetworkStatus(.offline, nick: "yui"))], of: "office")
    scene.desk.perform(.say(DeskScene.ops, ["later"], .message))
    await scene.settle()
    let line = try #require(await scene.stored.last)
    #expect(line.delivery == .unsent)
    #expect(scene.said.isEmpty)
    await scene.desk.take(
      [.status(NetworkStatus(.online(since: Timestamp(milliseconds: 0)), nick: "yui"))], of: "office")
    #expect(scene.said.isEmpty)
    scene.desk.perform(.resend(DeskScene.ops, line: line.id))
    await scene.settle()
    #expect(scene.said.map(\.text) == ["later"])
    #expect(await scene.stored.last?.delivery == .pending)
  }

  @Test("no text becomes two messages or a command")
  func injection() async {
    let scene = await DeskScene()
    scene.desk.perform(.say(DeskScene.ops, ["a\r\nQUIT :x\0"], .message))
    await scene.settle()
    #expect(scene.said.allSatisfy { !$0.text.contains { "\r\n\0".contains($0) } })
    #expect(scene.said.count == 1)
  }

  @Test("a !log line becomes an entry once, however often it comes, and is confirmed once")
  func captured() async throws {
    let scene = await DeskScene()
    await scene.hear("!log bm-db07 restarted mysqld", id: "m1")
    await scene.hear("!log bm-db07 restarted mysqld", id: "m1", isPlayback: true)
    try await eventually { scene.drafts.all.count >= 1 && scene.confirmations.count == 1 }
    await scene.settle()
    let ids = Set(scene.drafts.all.map(\.id))
    #expect(ids.count == 1)
    #expect(scene.confirmations.count == 1)
    guard case .entryAdd(let entry)? = scene.drafts.all.first?.body else { return }
    #expect(entry.text == "restarted mysqld")
    #expect(entry.targets.map(\.id) == ["bm-db07"])
    #expect(scene.drafts.all.first?.author.verified == .sasl)
    #expect(scene.drafts.all.first?.via == .irc)
  }

  @Test("what was missed is recorded from the playback, without a word in the channel")
  func backfilled() async throws {
    let scene = await DeskScene()
    await scene.hear("!log old news", id: "m7", at: 1_700_000_000_000 - 600_000, isPlayback: true)
    await scene.hear("!log news of a moment ago", id: "m8", at: 1_700_000_000_000 - 5_000, isPlayback: true)
    try await eventually { scene.drafts.all.count == 2 }
    await scene.settle()
    #expect(scene.confirmations.isEmpty)
  }

  @Test("who is ignored is neither shown nor captured, and heard again when that is taken back")
  func ignored() async throws {
    let scene = await DeskScene()
    scene.desk.perform(.command(DeskScene.ops, .ignore("ken", true)))
    await scene.settle()
    await scene.hear("!log nothing", id: "m1")
    #expect(await scene.stored.map(\.text) == ["ken is ignored from now on"])
    #expect(scene.drafts.all.isEmpty)
    scene.desk.perform(.command(DeskScene.ops, .ignore("ken", false)))
    await scene.settle()
    await scene.hear("hello", id: "m2")
    #expect(await scene.stored.map(\.text) == ["ken is ignored from now on", "ken is heard again", "hello"])
  }

  @Test("a hole is told by a line, which goes when it is filled")
  func gap() async throws {
    let scene = await DeskScene()
    let (from, until) = (Timestamp(milliseconds: 1_000), Timestamp(milliseconds: 9_000))
    await scene.desk.take([.gap(DeskScene.ops, from: from, until: until)], of: "office")
    #expect(await scene.stored.map(\.kind) == [.gap])
    await scene.desk.take([.filled(DeskScene.ops, from: from, until: until)], of: "office")
    #expect(await scene.stored.allSatisfy(\.isClosedGap))
  }

  @Test("two holes after the same line are one")
  func gapsTogether() async throws {
    let scene = await DeskScene()
    let from = Timestamp(milliseconds: 1_000)
    for end in [5_000, 9_000] as [Int64] {
      await scene.desk.take([.gap(DeskScene.ops, from: from, until: Timestamp(milliseconds: end))], of: "office")
    }
    #expect(await scene.stored.map(\.until) == [Timestamp(milliseconds: 9_000)])
  }

  @Test("what this console records is announced once, and told as announced when the network has taken it")
  func announces() async throws {
    let scene = await DeskScene()
    let entry = Entry("await 48 ms", at: Timestamp(seconds: 1), targets: [EntryTarget(.host, "bm-db07")])
    let operation = OpsDomain.Operation(
      id: OperationID(high: 1, low: 1), writer: "mine", sequence: 1, hybrid: HybridTime(),
      recordedAt: Timestamp(seconds: 1),
      author: Author("yui"), via: .console, body: .entryAdd(entry))
    scene.desk.hear(.saved([operation], ticket: 1))
    scene.desk.hear(.saved([operation], ticket: 2))
    await scene.settle()
    #expect(scene.said.map(\.text) == ["[log] bm-db07 await 48 ms — yui"])
    let token = try #require(scene.said.first?.token)
    await scene.desk.take([.delivery(line: Int64(token), .sent)], of: "office")
    #expect(scene.announced.isEmpty, "it may still be refused")
    await scene.desk.take(
      [.delivery(line: Int64(token), .delivered(messageID: nil, serverTime: nil))], of: "office")
    #expect(scene.announced == [operation.id])
    let again = await DeskScene(store: scene.store)
    again.desk.hear(.saved([operation], ticket: 1))
    await again.settle()
    #expect(again.said.isEmpty)
  }

  @Test("an own line that was told as failed and comes back has arrived, once")
  func arrives() async throws {
    let scene = await DeskScene()
    scene.desk.perform(.say(DeskScene.ops, ["hello"], .message))
    await scene.settle()
    let line = try #require(await scene.stored.last)
    await scene.desk.take([.delivery(line: line.id, .failed("the connection broke"))], of: "office")
    await scene.playBackOwn("hello", id: "m5", at: line.at.milliseconds + 900)
    #expect(await scene.stored.map(\.delivery) == [.delivered])
    #expect(await scene.stored.map(\.messageID) == ["m5"])
    let told = scene.news.all.compactMap { news -> [ChatLine]? in
      if case .updated(_, let lines) = news { return lines }
      return nil
    }
    #expect(told.last?.map(\.delivery) == [.delivered])
  }

  @Test("what failed in an earlier run is told as delivered when it comes back, and not as a new line")
  func arrivesLater() async throws {
    let scene = await DeskScene()
    let at: Int64 = 1_700_000_000_000 - 5_000
    var old = ChatLine(.message, at: Timestamp(milliseconds: at), sender: "yui", text: "hello")
    (old.isOwn, old.delivery) = (true, .failed("the connection broke"))
    _ = try await scene.store.append([old], to: DeskScene.ops)
    scene.desk.perform(.show(DeskScene.ops))
    await scene.settle()
    await scene.playBackOwn("hello", id: "m5", at: at + 900)
    #expect(await scene.stored.map(\.delivery) == [.delivered])
    #expect(!scene.news.all.contains { if case .lines(DeskScene.ops, _) = $0 { true } else { false } })
    #expect(scene.news.all.contains { if case .updated(DeskScene.ops, _) = $0 { true } else { false } })
  }

  @Test("that the same was said again and arrived does not deliver what failed before")
  func sameAgain() async throws {
    let scene = await DeskScene()
    scene.desk.perform(.say(DeskScene.ops, ["ok", "ok"], .message))
    await scene.settle()
    let lines = await scene.stored
    await scene.desk.take([.delivery(line: lines[0].id, .failed("it is moderated"))], of: "office")
    await scene.desk.take(
      [.delivery(line: lines[1].id, .delivered(messageID: "m6", serverTime: nil))], of: "office")
    await scene.playBackOwn("ok", id: "m6", at: lines[1].at.milliseconds)
    #expect(await scene.stored.map(\.delivery) == [.failed("it is moderated"), .delivered])
  }

  @Test("of several holes each closes when what was said in it comes")
  func severalGaps() async throws {
    let scene = await DeskScene()
    func moment(_ seconds: Int64) -> Timestamp { Timestamp(milliseconds: seconds * 1_000) }
    await scene.desk.take([.gap(DeskScene.ops, from: moment(10), until: moment(20))], of: "office")
    await scene.desk.take([.gap(DeskScene.ops, from: moment(30), until: moment(40))], of: "office")
    await scene.desk.take([.filled(DeskScene.ops, from: moment(15), until: moment(50))], of: "office")
    #expect(await scene.stored.map(\.until) == [moment(15), moment(30)])
  }

  @Test("a channel that was closed is not opened again by one's leaving it")
  func staysClosed() async throws {
    let scene = await DeskScene()
    await scene.hear("hello", id: "m1")
    scene.desk.perform(.close(DeskScene.ops))
    await scene.settle()
    var part = ChatLine(.part, at: Timestamp(milliseconds: 1_700_000_000_000), sender: "yui", text: "")
    part.isOwn = true
    var facts = BufferFacts(.channel, title: "#ops")
    facts.isJoined = false
    await scene.desk.take([.lines(DeskScene.ops, [FreshLine(part)]), .facts(DeskScene.ops, facts)], of: "office")
    #expect(try await scene.store.buffers().first { $0.id == DeskScene.ops }?.isOpen == false)
  }

  @Test("what the work log cannot take for now is told, and taken when it can")
  func recordsLater() async throws {
    let scene = await DeskScene()
    var line = ChatLine(.message, at: Timestamp(milliseconds: 1_700_000_000_000), sender: "ken", text: "!log disk full")
    let captured = CapturedLine(buffer: DeskScene.ops, network: "office", line: line)
    let work = CaptureWork(captured: captured, number: nil, reading: LogLine(targets: [], text: "disk full"))
    scene.desk.hear(work, .failed(StoreFailure(.diskFull, "the disk is full", isTemporary: true)))
    await scene.settle()
    #expect(await scene.stored.last?.text.contains("the disk is full") == true)
    #expect(scene.drafts.all.isEmpty)
    // What is played back long after it was said is not told, and taken all the same.
    (line.at, line.isPlayback) = (Timestamp(milliseconds: 1_699_000_000_000), true)
    let old = CapturedLine(buffer: DeskScene.ops, network: "office", line: line)
    scene.desk.hear(
      CaptureWork(captured: old, number: nil, reading: LogLine(targets: [], text: "disk full")),
      .failed(StoreFailure(.diskFull, "the disk is full", isTemporary: true)))
    await scene.settle()
    #expect(await scene.stored.count == 1)
    scene.desk.hear(.trouble(nil))
    try await eventually { scene.drafts.all.count == 2 }
  }

  @Test("what is said to somebody new stands in the conversation of the folded name; a password is sent and not kept")
  func services() async throws {
    let scene = await DeskScene()
    scene.desk.perform(.say(BufferID(network: "office", target: "NickServ"), ["IDENTIFY hunter2"], .message))
    await scene.settle()
    let folded = BufferID(network: "office", target: "nickserv")
    #expect(try await scene.store.lines(of: folded, before: nil, limit: 9).map(\.text) == ["IDENTIFY ***"])
    #expect(scene.said.map(\.text) == ["IDENTIFY hunter2"])
    let line = try #require(try await scene.store.lines(of: folded, before: nil, limit: 9).last)
    await scene.desk.take([.delivery(line: line.id, .failed("no such nick"))], of: "office")
    scene.desk.perform(.resend(folded, line: line.id))
    await scene.settle()
    #expect(scene.said.count == 1)
  }

  @Test("who is ignored can be listed")
  func listsIgnored() async {
    let scene = await DeskScene()
    scene.desk.perform(.command(DeskScene.ops, .ignore("ken", true)))
    scene.desk.perform(.command(DeskScene.ops, .ignore("", true)))
    await scene.settle()
    #expect(await scene.stored.last?.text == "ignored: ken")
  }

  @Test("a line that is not among the newest can still be linked and sent again")
  func oldLines() async throws {
    let scene = await DeskScene()
    var old = ChatLine(.message, at: Timestamp(milliseconds: 1_000), sender: "yui", text: "old")
    (old.isOwn, old.delivery) = (true, .unsent)
    let stored = try #require(try await scene.store.append([old], to: DeskScene.ops).first)
    let more = (0..<1_100).map { number in
      ChatLine(.message, at: Timestamp(milliseconds: 2_000 + number), sender: "a", text: "\(number)")
    }
    _ = try await scene.store.append(more, to: DeskScene.ops)
    scene.desk.perform(.resend(DeskScene.ops, line: stored.id))
    await scene.settle()
    #expect(scene.said.map(\.text) == ["old"])
    scene.desk.perform(.resend(DeskScene.ops, line: 99_999))
    await scene.settle()
    #expect(await scene.stored.last?.text == "the line cannot be found")
  }

  @Test("strangers open so many conversations, and what more of them say stands with the network")
  func strangers() async throws {
    let scene = await DeskScene()
    for number in 0..<200 {
      let line = ChatLine(
        .message, at: Timestamp(milliseconds: 1_700_000_000_000), sender: "s\(number)", text: "buy \(number)")
      let buffer = BufferID(network: "office", target: "s\(number)")
      await scene.desk.take(
        [.lines(buffer, [FreshLine(line)]), .facts(buffer, BufferFacts(.query, title: "s\(number)"))], of: "office")
    }
    let buffers = try await scene.store.buffers().filter(\.isOpen).count
    #expect(buffers <= 181)
    #expect(try await scene.store.lines(of: BufferID(network: "office"), before: nil, limit: 99).count >= 19)
  }

  @Test("a conversation that cannot be read is not told as one in which nothing was said")
  func unreadable() async {
    let scene = await DeskScene(failure: StoreFailure(.damaged, "the file is damaged"))
    scene.desk.perform(.show(DeskScene.ops))
    await scene.settle()
    #expect(!scene.news.all.contains { if case .history = $0 { true } else { false } })
  }

  @Test("chat goes on when the store fails")
  func withoutStore() async throws {
    let scene = await DeskScene(failure: StoreFailure(.damaged, "the file is damaged"))
    await scene.hear("hello", id: "m1")
    scene.desk.perform(.say(DeskScene.ops, ["and back"], .message))
    await scene.settle()
    #expect(scene.said.map(\.text) == ["and back"])
    scene.desk.perform(.show(DeskScene.ops))
    await scene.settle()
    let histories = scene.news.all.compactMap { news -> [String]? in
      if case .history(_, let lines) = news { return lines.map(\.text) }
      return nil
    }
    #expect(histories.last == ["hello", "and back"])
  }
}

/// Looks again and again until something holds; fails after a long time.
private func eventually(_ holds: @Sendable () -> Bool) async throws {
  for _ in 0..<2_000 {
    if holds() { return }
    try await Task.sleep(for: .milliseconds(5))
  }
  Issue.record("it never came to hold")
}
