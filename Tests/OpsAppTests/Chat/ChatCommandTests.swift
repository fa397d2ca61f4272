import Foundation
import OpsDomain
import OpsSQLite
import Testing

@testable import OpsApp

/// A home with a stored chat, in which the built program runs.
private struct ChatHome {
  static let ops = BufferID(network: "office", target: "#ops")
  static let noon = Timestamp(milliseconds: 1_764_212_400_000)  // 2025-11-27 12:00 in Tokyo
  let folder: TemporaryFolder
  var file: String { "\(folder.path)/.local/share/opsconsole/chat.sqlite" }

  init() throws { folder = try TemporaryFolder() }

  /// Stores a conversation with what a hostile network may say.
  func fill() async throws {
    let store = try await SQLiteChatStore.open(path: file)
    var own = ChatLine(.message, at: Self.noon + .seconds(120), sender: "naoya", text: "looking at bm-db07")
    (own.isOwn, own.delivery) = (true, .failed("cannot send"))
    var gap = ChatLine(.gap, at: Self.noon + .seconds(180), text: "")
    gap.until = Self.noon + .seconds(240)
    let lines = [
      ChatLine(.join, at: Self.noon, sender: "kyoto1", text: ""),
      ChatLine(
        .message, at: Self.noon + .seconds(60), sender: "kyoto1", text: "\u{02}障害\u{02}: bm-db07 \u{1B}[31mis down"),
      own, gap, ChatLine(.action, at: Self.noon + .seconds(300), sender: "tokyo2", text: "는 확인 중"),
    ]
    _ = try await store.append(lines, to: Self.ops)
    try await store.remember(StoredBuffer(id: Self.ops, kind: .channel, title: "#Ops"))
    let hello = ChatLine(.message, at: Self.noon - .seconds(86_400), sender: "mina", text: "bm-db07?")
    let query = BufferID(network: "office", target: "mina")
    _ = try await store.append([hello], to: query)
    try await store.remember(StoredBuffer(id: query, kind: .query, title: "mina", isOpen: false))
    await store.close()
  }

  func run(_ words: String, _ texts: String...) throws -> Program.Outcome {
    let arguments = ["chat"] + words.split(separator: " ").map(String.init) + texts
    return try Program.run(arguments, home: folder.path, environment: ["TZ": "Asia/Tokyo"])
  }

  func json(_ words: String, _ texts: String...) throws -> Tree {
    let arguments = ["chat"] + words.split(separator: " ").map(String.init) + texts + ["--json"]
    let outcome = try Program.run(arguments, home: folder.path, environment: ["TZ": "Asia/Tokyo"])
    try #require(outcome.status == 0, "\(outcome.errors)")
    return Tree(try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)))
  }
}

@Suite(.serialized) struct ChatCommands {
  private let home: ChatHome

  init() async throws { home = try ChatHome() }

  @Test func withoutAHistoryNothingIsPrintedAndNoneIsMade() throws {
    let listed = try home.run("list")
    #expect(listed.status == 0 && listed.output.isEmpty, "\(listed)")
    #expect(try home.json("list")["buffers"].list.isEmpty)
    #expect(try home.run("search x").status == 0)
    let shown = try home.run("show office/#ops")
    #expect(shown.status == 64 && shown.errors.contains("nothing is stored yet"))
    #expect(!FileManager.default.fileExists(atPath: home.file))
  }

  @Test func theConversationsAreListedWithTheirLastWords() async throws {
    try await home.fill()
    let lines = try home.run("list").output.split(separator: "\n")
    #expect(lines.count == 3)
    #expect(lines.contains { $0.hasPrefix("office/#Ops") && $0.contains("open") && $0.hasSuffix("* tokyo2 는 확인 중") })
    #expect(lines.contains { $0.hasPrefix("office/mina") && $0.contains("closed") })
    let buffers = try home.json("list")
    #expect(buffers["schema"].text == "opsconsole.chat/1")
    #expect(buffers["buffers"][0]["lines"].number == 5 && buffers["buffers"][0]["open"].flag == true)
    #expect(buffers["buffers"][1]["last"]["plain"].text == "bm-db07?")
  }

  @Test func aConversationIsPrintedALineEachAndHarmless() async throws {
    try await home.fill()
    let outcome = try home.run("show office/#ops")
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(!outcome.output.contains("\u{1B}") && !outcome.output.contains("\u{02}"))
    let lines = outcome.output.split(separator: "\n").map(String.init)
    #expect(lines.count == 5)
    #expect(lines[0] == "2025-11-27 12:00:00 -- kyoto1 joined")
    #expect(lines[1].hasPrefix("2025-11-27 12:01:00 <kyoto1> 障害: bm-db07 "))
    #expect(lines[2] == "2025-11-27 12:02:00 <naoya> looking at bm-db07 [failed: cannot send]")
    #expect(lines[3] == "2025-11-27 12:03:00 -- not loaded [until 2025-11-27 12:04:00]")
    #expect(lines[4] == "2025-11-27 12:05:00 * tokyo2 는 확인 중")
  }

  @Test func timesAndLimitsChooseWhatIsPrinted() async throws {
    try await home.fill()
    func count(_ words: String, _ texts: String...) throws -> Int {
      let arguments = ["chat", "show", "office/#ops"] + words.split(separator: " ").map(String.init) + texts
      let outcome = try Program.run(arguments, home: home.folder.path, environment: ["TZ": "Asia/Tokyo"])
      return outcome.output.split(separator: "\n").count
    }
    #expect(try count("--limit 2") == 2)
    #expect(try count("--said") == 4)
    #expect(try count("--since", "2025-11-27 12:02") == 3)
    #expect(try count("--limit 1 --since", "2025-11-27 12:02") == 1)
    #expect(try count("--until", "2025-11-27 12:02") == 2)
    #expect(try count("--since", "2025-11-28 12:02") == 0)
    #expect(try home.run("show office/#ops --limit 0").status == 64)
    #expect(try home.run("show office/#ops --since", "never").status == 64)
  }

  @Test func whatWasSaidIsFoundInAllConversations() async throws {
    try await home.fill()
    let lines = try home.run("search", "BM-DB07").output.split(separator: "\n").map(String.init)
    #expect(lines.count == 3)
    #expect(lines.first == "2025-11-26 12:00:00 office/mina <mina> bm-db07?")
    #expect(try home.run("search --in office/#ops", "db07").output.split(separator: "\n").count == 2)
    #expect(try home.run("search", "障").output.contains("office/#Ops <kyoto1> 障害"))
    #expect(try home.run("search --limit 1", "db07").output.contains("looking at"))
    let found = try home.json("search", "障害")["lines"]
    #expect(found[0]["buffer"].text == "office/#Ops" && found[0]["text"].text?.hasPrefix("\u{02}障害") == true)
    #expect(found[0]["plain"].text?.hasPrefix("障害: bm-db07") == true)
    #expect(try home.run("search", "nowhere").status == 0)
    #expect(try home.run("search", " ").status == 64)
  }

  @Test func aMistypedNameIsToldWithTheNearest() async throws {
    try await home.fill()
    let outcome = try home.run("show office/#osp")
    #expect(outcome.status == 64 && outcome.errors.contains("did you mean \"office/#Ops\"?"), "\(outcome.errors)")
    #expect(try home.run("search --in office/#osp", "x").status == 64)
  }

  @Test func theDocumentHasItsMembers() async throws {
    try await home.fill()
    let lines = try home.json("show office/#ops")["lines"]
    #expect(lines[0].keys == ["buffer", "id", "kind", "at", "sender", "text", "plain"])
    #expect(lines[1]["at"].text == "2025-11-27T03:01:00.000Z")
    #expect(lines[2]["own"].flag == true && lines[2]["delivery"].text == "failed")
    #expect(lines[2]["failure"].text == "cannot send")
    #expect(lines[3]["kind"].text == "gap" && lines[3]["until"].text == "2025-11-27T03:04:00.000Z")
  }

  @Test func aHistoryThatIsNoneIsAFailure() async throws {
    try await home.fill()
    for end in ["-wal", "-shm"] { try? FileManager.default.removeItem(atPath: home.file + end) }
    try String(repeating: "no database ", count: 1000).write(toFile: home.file, atomically: false, encoding: .utf8)
    let outcome = try home.run("list")
    #expect(outcome.status == 1 && outcome.output.isEmpty && !outcome.errors.isEmpty, "\(outcome)")
  }
}
