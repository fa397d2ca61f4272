import OpsDomain
import OpsScreen
import TestSupport
import Testing

@testable import OpsConsole

/// Anything may be said, typed and pasted, at any size.
@Suite struct ChatFuzzTests {
  private static let keys =
    Command.allCases.flatMap(\.defaultKeys).filter { $0 != "Ctrl-Z" && $0 != "Ctrl-C" } + [
      "8", "8", "8", "Esc", "i", "a", "日", "/", "!", "#", "Tab", "Enter", "Enter", "Up", "Down", "Alt-1", "Alt-0", "e",
      "l",
      "y", "Ctrl-R", "Ctrl-_", "S",
    ]
  private static let words = [
    "join #x", "query b", "me x", "close", "clear", "search a", "part", "mode +o b", "quote x",
  ]

  private func line(_ random: inout SeededRandom, _ id: inout Int64) -> ChatLine {
    id += 1
    let at = ChatFixture.now + .seconds(Int64.random(in: -5_000...5_000, using: &random))
    let kind = ChatLine.Kind.allCases.randomElement(using: &random) ?? .message
    var line = ChatLine(
      id: id, kind, at: at, sender: HostileText.random(&random, pieces: 2), text: HostileText.random(&random))
    line.isHighlight = Int.random(in: 0..<5, using: &random) == 0
    line.isOwn = Int.random(in: 0..<5, using: &random) == 0
    line.isPlayback = Bool.random(using: &random)
    let deliveries: [ChatLine.Delivery?] = [nil, .unsent, .pending, .delivered, .failed("x")]
    line.delivery = line.isOwn ? deliveries.randomElement(using: &random) ?? nil : nil
    if kind == .gap { line.until = at + .seconds(Int64.random(in: -10...1_000, using: &random)) }
    return line
  }

  private func news(_ random: inout SeededRandom, _ id: inout Int64) -> ChatNews {
    let buffers = [ChatFixture.own, ChatFixture.ops, ChatFixture.dba, ChatFixture.kyoto, ChatFixture.local]
    var buffer = buffers.randomElement(using: &random) ?? ChatFixture.ops
    if Int.random(in: 0..<20, using: &random) == 0 { buffer.target = HostileText.random(&random, pieces: 2) }
    let ticket = Int.random(in: 0..<40, using: &random)
    func lines() -> [ChatLine] {
      (0..<Int.random(in: 0..<40, using: &random)).map { _ in line(&random, &id) }
    }
    switch Int.random(in: 0..<14, using: &random) {
    case 0:
      return .opened(
        Bool.random(using: &random) ? ["libera", "office"] : ["office"],
        [StoredBuffer(id: buffer, kind: .channel, title: HostileText.random(&random))])
    case 1:
      var status = NetworkStatus(.waiting(until: ChatFixture.now, reason: HostileText.random(&random)))
      if Bool.random(using: &random) { status = NetworkStatus(.online(since: ChatFixture.now), nick: "tokyo2") }
      status.lag = .seconds(Int64.random(in: -5...500, using: &random))
      return .network("libera", status)
    case 2:
      var facts = BufferFacts(.channel, title: HostileText.random(&random, pieces: 3))
      facts.topic = HostileText.random(&random)
      facts.messageBytes = .random(in: -5...400, using: &random)
      facts.isJoined = Bool.random(using: &random)
      facts.capturesLog = true
      return .buffer(buffer, facts)
    case 3: return .closed(buffer)
    case 4: return .members(buffer, [ChatMember(nick: HostileText.random(&random, pieces: 2), prefixes: "@")])
    case 5: return .history(buffer, lines())
    case 6: return .updated(buffer, lines())
    case 7: return .older(buffer, lines(), ticket: ticket)
    case 8: return .newer(buffer, lines(), ticket: ticket)
    case 9: return .found(lines().map { ChatHit(buffer: buffer, title: "x", line: $0) }, ticket: ticket)
    case 10: return .failed(HostileText.random(&random), ticket: ticket)
    default: return .lines(buffer, lines())
    }
  }

  private func event(_ random: inout SeededRandom, _ id: inout Int64, _ moment: inout Timestamp) -> Event? {
    switch Int.random(in: 0..<24, using: &random) {
    case 0:
      return .terminal(
        .resized(Size(columns: .random(in: 0...200, using: &random), rows: .random(in: 0...60, using: &random))))
    case 1, 2:
      let kinds: [MouseEvent.Kind] = [.press, .release, .doublePress, .wheelUp, .wheelDown]
      let kind = kinds.randomElement(using: &random) ?? .press
      return .terminal(
        .mouse(
          MouseEvent(kind, column: .random(in: -3...200, using: &random), row: .random(in: -3...60, using: &random))))
    case 3: return .terminal(.paste(HostileText.random(&random) + (Bool.random(using: &random) ? "\nb\nc" : "")))
    case 4: return .terminal(.paste("/" + (Self.words.randomElement(using: &random) ?? "")))
    case 5:
      moment = moment + .seconds(Int64.random(in: 0...200, using: &random))
      return .tick(moment, FleetFixture.zone)
    case 6...12: return .chat(news(&random, &id))
    default:
      let name = Self.keys.randomElement(using: &random) ?? "8"
      return Key(named: name).map { .terminal(.key($0)) }
    }
  }

  @Test("no keys, news, pastes, clicks or sizes break the chat", arguments: 0..<24)
  func nothingBreaksTheChat(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    var fake = FakeChat()
    var console = ChatFixture.console(100, 30, &fake)
    var size = Size(columns: 100, rows: 30)
    var moment = ChatFixture.now
    var id: Int64 = 50_000
    for step in 0..<300 {
      guard let event = event(&random, &id, &moment) else { continue }
      if case .terminal(.resized(let new)) = event { size = new }
      let effects = console.handle(event)
      #expect(console.render().size == size, "seed \(seed), step \(step)")
      for buffer in console.chat.buffers {
        #expect(buffer.lines.count <= ChatWindow.limit + ChatWindow.slack)
        let isInOrder = zip(buffer.lines, buffer.lines.dropFirst()).allSatisfy { $0.place <= $1.place }
        #expect(isInOrder, "seed \(seed), step \(step): \(event)")
      }
      #expect(console.chat.current == nil || console.chat.shown != nil, "seed \(seed), step \(step)")
      for effect in effects {
        guard case .chat(.say(_, let texts, _)) = effect else { continue }
        for text in texts { #expect(!text.unicodeScalars.contains { $0 == "\r" || $0 == "\n" || $0 == "\0" }) }
      }
    }
  }

  @Test("the chat can be drawn at every size from nothing, whatever it does")
  func everySize() {
    var fake = FakeChat()
    var console = ChatFixture.console(100, 30, &fake)
    console.hear(
      (0..<30).map { ChatFixture.call("日本", "障害 \($0) 🎉", ago: Int64($0)) }.reversed(), in: ChatFixture.ops, &fake)
    for keys in [["8"], ["Esc"], ["Alt-L"], ["Esc", "i", "Alt-M"], ["/", "Tab"]] {
      for key in keys { console.press(&fake, key) }
      for rows in 0...14 {
        for columns in [0, 1, 2, 3, 5, 9, 20, 33, 59, 60, 61, 80, 120, 160] {
          let size = Size(columns: columns, rows: rows)
          _ = console.handle(.terminal(.resized(size)))
          #expect(console.render().size == size)
        }
      }
      _ = console.handle(.terminal(.resized(Size(columns: 100, rows: 30))))
    }
  }

  @Test("no foreign scalar reaches the canvas")
  func harmlessScreens() {
    var random = SeededRandom(seed: 3)
    var fake = FakeChat()
    var console = ChatFixture.console(120, 40, &fake)
    var id: Int64 = 50_000
    for _ in 0..<20 {
      _ = console.handle(.chat(news(&random, &id)))
      for line in console.screen { #expect(HostileText.firstForbidden(in: line) == nil) }
    }
  }
}
