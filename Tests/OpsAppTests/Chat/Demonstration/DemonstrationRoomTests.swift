import OpsCollectors
import OpsConsole
import OpsDomain
import OpsSQLite
import Synchronization
import Testing

@testable import OpsApp

/// A room with a clock that is moved by hand, and all that it has told.
private final class Scene: Sendable {
  static let start = Timestamp(milliseconds: 1_764_000_000_000)
  static let ops = BufferID(network: "office", target: "#ops")
  private let time = Mutex(Scene.start)
  private let told = Mutex<[ChatNews]>([])
  private let opened = Mutex<DemonstrationRoom?>(nil)

  init() {
    let world = SimulatedWorld(start: Self.start)
    let demonstration = ChatDemonstration(world: world, person: Author("naoya"))
    opened.withLock {
      $0 = DemonstrationRoom(
        demonstration, store: MemoryChatStore(), clock: { [unowned self] in time.withLock { $0 } },
        tell: { [unowned self] news in told.withLock { $0.append(news) } })
    }
  }

  var room: DemonstrationRoom {
    get throws { try #require(opened.withLock { $0 }) }
  }

  /// What was told since the last time.
  func news() -> [ChatNews] {
    told.withLock { told in
      defer { told = [] }
      return told
    }
  }

  /// Lets time go by, a second at a time.
  func wait(_ seconds: Int) async throws {
    for _ in 0..<seconds {
      time.withLock { $0 = $0 + .seconds(1) }
      try await room.tick()
    }
  }

  func perform(_ effect: ChatEffect) async throws -> [ChatNews] {
    try await room.perform(effect)
    return news()
  }
}

extension [ChatNews] {
  fileprivate var lines: [ChatLine] {
    flatMap { news -> [ChatLine] in
      if case .lines(_, let lines) = news { return lines }
      return []
    }
  }
  fileprivate var updated: [ChatLine] {
    flatMap { news -> [ChatLine] in
      if case .updated(_, let lines) = news { return lines }
      return []
    }
  }
}

@Suite struct DemonstrationRoomTests {
  private let scene = Scene()

  private func opened() async throws -> [ChatNews] {
    try await scene.room.open()
    return scene.news()
  }

  @Test func theConversationsAreThereAtOnce() async throws {
    let news = try await opened()
    guard case .opened(["office"], let buffers)? = news.first else {
      Issue.record("\(String(describing: news.first))")
      return
    }
    #expect(buffers.count == 4 && buffers.contains { $0.id == Scene.ops && $0.seen != nil })
    let history = news.compactMap { news -> [ChatLine]? in
      if case .history(Scene.ops, let lines) = news { return lines }
      return nil
    }
    #expect(history.count == 1 && (history.first?.count ?? 0) > 30)
  }

  @Test func anOwnLineIsOnItsWayAndThenDelivered() async throws {
    _ = try await opened()
    let said = try await scene.perform(.say(Scene.ops, ["一つ", "two"], .message))
    #expect(said.lines.map(\.text) == ["一つ", "two"])
    #expect(said.lines.allSatisfy { $0.delivery == .pending && $0.isOwn && $0.sender == "naoya" })
    try await scene.wait(1)
    #expect(scene.news().updated.map(\.delivery) == [.delivered, .delivered])
  }

  @Test func whoIsSpokenToAnswersThatThisIsADemonstration() async throws {
    _ = try await opened()
    _ = try await scene.perform(.say(Scene.ops, ["kyoto2: hello"], .message))
    try await scene.wait(4)
    let answer = scene.news().lines.first { $0.sender == "kyoto2" }
    #expect(answer?.text == "naoya: this is the demonstration: I only know my lines" && answer?.isHighlight == true)
    let query = BufferID(network: "office", target: "mina🌙")
    _ = try await scene.perform(.open(network: "office", target: "mina🌙"))
    _ = try await scene.perform(.say(query, ["hello"], .message))
    try await scene.wait(4)
    #expect(scene.news().lines.contains { $0.sender == "mina🌙" && $0.text.contains("demonstration") })
  }

  @Test func withoutAConnectionTheTextStaysAndIsSentWhenAsked() async throws {
    _ = try await opened()
    _ = try await scene.perform(.connect(network: "office", false))
    let line = try #require(try await scene.perform(.say(Scene.ops, ["later"], .message)).lines.first)
    #expect(line.delivery == .unsent)
    try await scene.wait(100)
    #expect(scene.news().isEmpty)
    let back = try await scene.perform(.connect(network: "office", true))
    #expect(!back.lines.isEmpty && back.lines.allSatisfy { $0.isPlayback })
    let sent = try await scene.perform(.resend(Scene.ops, line: line.id))
    #expect(sent.updated.map(\.delivery) == [.pending])
    try await scene.wait(1)
    #expect(scene.news().updated.map(\.delivery) == [.delivered])
  }

  @Test func oldLinesAreFoundAndPaged() async throws {
    _ = try await opened()
    let news = try await scene.perform(.search("백업", nil, before: nil, limit: 10, ticket: 7))
    guard case .found(let hits, ticket: 7)? = news.first else {
      Issue.record("\(news)")
      return
    }
    #expect(!hits.isEmpty && hits.allSatisfy { $0.line.text.contains("백업") })
    let place = try #require(hits.first).line.place
    let next = try await scene.perform(.search("백업", nil, before: place, limit: 10, ticket: 9))
    guard case .found(let earlier, ticket: 9)? = next.first else {
      Issue.record("\(next)")
      return
    }
    #expect(earlier.first == hits.dropFirst().first && earlier.allSatisfy { $0.line.place < place })
    let older = try await scene.perform(.older(Scene.ops, before: place, limit: 5, ticket: 8))
    guard case .older(Scene.ops, let lines, ticket: 8)? = older.first else {
      Issue.record("\(older)")
      return
    }
    #expect(lines.count == 5 && lines.allSatisfy { $0.place < place })
  }

  @Test func channelsAreJoinedAndLeftAndHaveMembersAndTopics() async throws {
    _ = try await opened()
    var news = try await scene.perform(.members(Scene.ops))
    guard case .members(Scene.ops, let members)? = news.first else {
      Issue.record("\(news)")
      return
    }
    #expect(members.map(\.nick).contains("kyoto1") && members.map(\.nick).contains("naoya"))
    news = try await scene.perform(.command(Scene.ops, .part("#ops", reason: "bye")))
    #expect(news.lines.map(\.kind) == [.part] && news.lines[0].text == "bye")
    try await scene.wait(60)
    #expect(scene.news().lines.isEmpty, "who has left hears nothing")
    news = try await scene.perform(.command(Scene.ops, .join("#ops", key: nil)))
    #expect(news.lines.map(\.kind) == [.join])
    news = try await scene.perform(.command(Scene.ops, .topic("#ops", "new")))
    #expect(news.lines.map(\.text) == ["new"])
    news = try await scene.perform(.command(Scene.ops, .nick("kyoto1")))
    #expect(news.lines.map(\.kind) == [.error])
    news = try await scene.perform(.command(Scene.ops, .nick("naoya2")))
    #expect(news.lines.contains { $0.kind == .nick && $0.text == "naoya2" })
  }

  @Test func aConversationIsClosedAndKept() async throws {
    _ = try await opened()
    let query = BufferID(network: "office", target: "kyoto1")
    let news = try await scene.perform(.close(query))
    guard case .closed(query)? = news.first else {
      Issue.record("\(news)")
      return
    }
    let again = try await scene.perform(.open(network: "office", target: "kyoto1"))
    let hasLines = again.contains { news in
      if case .history(query, let lines) = news { return !lines.isEmpty }
      return false
    }
    #expect(hasLines)
  }
}
