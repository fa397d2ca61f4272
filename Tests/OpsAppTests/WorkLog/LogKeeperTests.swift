import OpsConsole
import OpsDomain
import OpsSQLite
import Synchronization
import Testing

@testable import OpsApp

private let locked = StoreFailure(.locked, "locked by another program", isTemporary: true)

/// Sleeps that last until the test lets them end.
private actor Naps {
  private(set) var lengths: [Duration] = []
  private var sleeper: CheckedContinuation<Void, Never>?
  private var observer: CheckedContinuation<Void, Never>?

  func sleep(_ length: Duration) async {
    lengths.append(length)
    await withCheckedContinuation { continuation in
      sleeper = continuation
      observer?.resume()
      observer = nil
    }
  }

  /// Waits until something sleeps.
  func begin() async {
    if sleeper == nil { await withCheckedContinuation { observer = $0 } }
  }

  /// Waits until something sleeps and wakes it.
  func wake() async {
    await begin()
    sleeper?.resume()
    sleeper = nil
  }
}

/// A keeper of a store that fails on demand, and what it tells.
private final class Scene: Sendable {
  let store = FlakyStore()
  let naps = Naps()
  let keeper: LogKeeper
  private let openFailure: SharedFailure
  private let told: AsyncStream<LogNews>

  init(opening failure: StoreFailure? = nil, refusal: StoreFailure? = nil) {
    let (told, teller) = AsyncStream<LogNews>.makeStream()
    self.told = told
    let openFailure = SharedFailure(failure)
    self.openFailure = openFailure
    let identities = IdentitySource()
    keeper = LogKeeper(
      LogKeeper.Means(
        open: { [store] () async throws(StoreFailure) in
          if let failure = openFailure.current { throw failure }
          return store
        },
        probe: { store throws(StoreFailure) in _ = try await store.merge([]) },
        file: { store throws(StoreFailure) in await (store as? FlakyStore)?.file },
        drafts: { bodies in
          bodies.map {
            OperationDraft(id: identities.next(at: Moments.now()), author: Author("naoya"), via: .console, body: $0)
          }
        },
        tell: { teller.yield($0) }, refusal: refusal, sleep: { [naps] in await naps.sleep($0) }))
  }

  func failOpening(_ failure: StoreFailure?) { openFailure.current = failure }

  func begin() { keeper.begin() }

  /// What is told until the words that end it.
  func told(until end: String) async -> [String] {
    var words: [String] = []
    for await news in told {
      words.append(Self.words(news))
      if words.last == end { break }
    }
    return words
  }

  func write(_ text: String, ticket: Int) { keeper.append([.entryAdd(Entry(text, at: Moments.now()))], ticket: ticket) }

  private static func words(_ news: LogNews) -> String {
    switch news {
    case .drafts(let drafts, _): return "drafts \(drafts.count)"
    case .opened(let team, _, _): return "opened \(team.windows.count)"
    case .trouble(let failure): return "trouble \(failure?.kind.rawValue ?? "over")"
    case .team(let team): return "team \(team.windows.count)"
    case .page(let page, let ticket): return "page \(page.records.map(\.entry.text)) \(ticket)"
    case .changed(let records): return "changed \(records.map(\.entry.text))"
    case .saved(let operations, let ticket): return "saved \(operations.count) \(ticket)"
    case .failed(let failure, let ticket): return "failed \(failure.kind.rawValue) \(ticket)"
    case .edited(_, let ticket): return "edited \(ticket)"
    case .counts(let counts): return "counts \(counts.count)"
    }
  }
}

private final class SharedFailure: Sendable {
  private let failure: Mutex<StoreFailure?>
  init(_ failure: StoreFailure?) { self.failure = Mutex(failure) }
  var current: StoreFailure? {
    get { failure.withLock { $0 } }
    set { failure.withLock { $0 = newValue } }
  }
}

@Suite(.timeLimit(.minutes(10))) struct KeepingTheLog {
  @Test func whatIsAskedForBeforeTheStoreIsOpenIsDoneAfterwards() async {
    let scene = Scene()
    scene.write("first", ticket: 1)
    scene.begin()
    #expect(
      await scene.told(until: "changed [\"first\"]") == ["opened 0", "saved 1 1", "changed [\"first\"]"])
  }

  @Test func actsAreRecordedInTheOrderInWhichTheyWereAskedFor() async throws {
    let scene = Scene()
    for number in 1...50 { scene.write("entry \(number)", ticket: number) }
    scene.begin()
    let saved = await scene.told(until: "saved 1 50").filter { $0.hasPrefix("saved") }
    #expect(saved == (1...50).map { "saved 1 \($0)" })
    let page = try await scene.store.entries(EntryQuery(), .newest, limit: 100)
    #expect(Set(page.records.map(\.entry.text)) == Set((1...50).map { "entry \($0)" }))
  }

  @Test func aLockedStoreSavesNothingAndTheSecondAttemptHasTheSameIdentity() async {
    let scene = Scene()
    scene.begin()
    _ = await scene.told(until: "opened 0")
    await scene.store.fail(writing: locked)
    let body = OperationBody.entryAdd(Entry("text", at: Moments.now()))
    scene.keeper.append([body], ticket: 7)
    #expect(await scene.told(until: "trouble locked") == ["failed locked 7", "trouble locked"])
    await scene.store.fail(writing: nil)
    scene.keeper.append([body], ticket: 7)
    let words = await scene.told(until: "changed [\"text\"]")
    #expect(words == ["saved 1 7", "trouble over", "changed [\"text\"]"])
    let attempts = await scene.store.appended
    #expect(attempts.count == 2 && attempts[0] == attempts[1])
  }

  @Test func anAnswerThatWasLostDoublesNothing() async throws {
    let scene = Scene()
    scene.begin()
    _ = await scene.told(until: "opened 0")
    await scene.store.fail(writing: locked, losingAnswers: true)
    let body = OperationBody.entryAdd(Entry("once", at: Moments.now()))
    scene.keeper.append([body], ticket: 3)
    _ = await scene.told(until: "failed locked 3")
    await scene.store.fail(writing: nil)
    scene.keeper.append([body], ticket: 3)
    #expect(await scene.told(until: "saved 1 3").last == "saved 1 3")
    #expect(try await scene.store.entries(EntryQuery(), .newest, limit: 10).records.count == 1)
  }

  @Test func troubleIsMendedEverMoreSlowlyAndItsEndIsTold() async {
    let scene = Scene()
    scene.begin()
    _ = await scene.told(until: "opened 0")
    await scene.store.fail(writing: locked)
    scene.write("text", ticket: 1)
    _ = await scene.told(until: "trouble locked")
    for _ in 1...5 { await scene.naps.wake() }
    await scene.naps.begin()
    await scene.store.fail(writing: nil)
    await scene.naps.wake()
    #expect(await scene.told(until: "trouble over") == ["trouble over"])
    let lengths = await scene.naps.lengths
    #expect(lengths.prefix(5) == [.milliseconds(500), .seconds(1), .seconds(2), .seconds(4), .seconds(4)])
    #expect(lengths.allSatisfy { $0 <= .seconds(5) })
  }

  @Test func aStoreThatCannotBeOpenedIsOpenedLater() async {
    let scene = Scene(opening: locked)
    scene.begin()
    #expect(await scene.told(until: "trouble locked") == ["trouble locked"])
    scene.keeper.read(EntryQuery(), .newest, limit: 10, ticket: 1)
    #expect(await scene.told(until: "failed locked 1") == ["failed locked 1"])
    scene.failOpening(nil)
    await scene.naps.wake()
    #expect(await scene.told(until: "trouble over") == ["opened 0", "trouble over"])
  }

  @Test func whatOthersAddIsTold() async throws {
    let scene = Scene()
    scene.begin()
    _ = await scene.told(until: "opened 0")
    let now = Moments.now()
    let plan = WindowPlan(title: "t", targets: WorkTargets("a"), start: now, end: now + .seconds(60), owner: "hatta")
    _ = try await scene.store.append([
      OperationDraft(
        id: OperationID(high: 1, low: 1), author: Author("hatta"), via: .cli, body: .entryAdd(Entry("theirs", at: now))),
      OperationDraft(id: OperationID(high: 1, low: 2), author: Author("hatta"), via: .cli, body: .windowPlan(plan)),
    ])
    scene.keeper.lookForNews()
    #expect(await scene.told(until: "changed [\"theirs\"]") == ["team 1", "changed [\"theirs\"]"])
  }

  @Test(arguments: [nil, FileIdentity(device: 1, inode: 2)])
  func aLogThatWasReplacedIsReadAnew(file: FileIdentity?) async throws {
    let scene = Scene()
    scene.begin()
    _ = await scene.told(until: "opened 0")
    scene.write("lost", ticket: 1)
    _ = await scene.told(until: "changed [\"lost\"]")
    // Without a file of its own it is told by its numbers, which are smaller; with one, they may be larger.
    let older = MemoryStore(clock: Moments.now)
    if file != nil {
      let now = Moments.now()
      let plan = WindowPlan(title: "t", targets: WorkTargets("a"), start: now, end: now + .seconds(60), owner: "hatta")
      let bodies: [OperationBody] = [.windowPlan(plan), .entryAdd(Entry("theirs", at: now))]
      let drafts = bodies.enumerated().map {
        OperationDraft(
          id: OperationID(high: 2, low: UInt64($0.offset)), author: Author("hatta"), via: .cli, body: $0.element)
      }
      _ = try await older.append(drafts)
    }
    await scene.store.replace(by: older, file: file)
    scene.keeper.lookForNews()
    #expect(await scene.told(until: "changed []") == ["team \(file == nil ? 0 : 1)", "changed []"])
    scene.write("next", ticket: 2)
    #expect(await scene.told(until: "changed [\"next\"]") == ["saved 1 2", "changed [\"next\"]"])
  }

  @Test func aShortAnswerIsNotTheEndOfTheNews() async throws {
    let scene = Scene()
    scene.begin()
    _ = await scene.told(until: "opened 0")
    await scene.store.answerFewChanges(1)
    let drafts = (1...3).map {
      OperationDraft(
        id: OperationID(high: 1, low: UInt64($0)), author: Author("hatta"), via: .cli,
        body: .entryAdd(Entry("\($0)", at: Moments.now())))
    }
    _ = try await scene.store.append(drafts)
    scene.keeper.lookForNews()
    #expect(
      await scene.told(until: "changed [\"3\"]") == ["changed [\"1\"]", "changed [\"2\"]", "changed [\"3\"]"])
  }

  @Test func aTextThatIsTooLongIsRefusedAndIsNoTrouble() async {
    let scene = Scene()
    scene.begin()
    _ = await scene.told(until: "opened 0")
    scene.write(String(repeating: "x", count: Entry.textMax + 1), ticket: 1)
    scene.write("short", ticket: 2)
    #expect(await scene.told(until: "saved 1 2") == ["failed tooLarge 1", "saved 1 2"])
  }

  @Test func aConsoleThatOnlyReadsRecordsNothing() async throws {
    let scene = Scene(refusal: StoreFailure(.notAllowed, "read only"))
    scene.begin()
    scene.write("text", ticket: 1)
    scene.keeper.read(EntryQuery(), .newest, limit: 10, ticket: 2)
    let words = await scene.told(until: "page [] 2")
    #expect(words.contains("failed notAllowed 1") || !words.contains { $0.hasPrefix("saved") })
    #expect(!words.contains { $0.hasPrefix("trouble") })
    #expect(await scene.store.appended.isEmpty)
  }
}
