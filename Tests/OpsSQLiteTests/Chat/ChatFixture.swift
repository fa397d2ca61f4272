import Foundation
import OpsDomain
import TestSupport

@testable import OpsSQLite

/// A file for conversations in a folder of its own, which is removed with it.
final class ChatFixture: Sendable {
  let folder: String
  let path: String
  let store: SQLiteChatStore

  init() {
    folder = "\(FileManager.default.temporaryDirectory.path)/opschat-\(UUID().uuidString)"
    path = "\(folder)/data/chat.sqlite"
    store = SQLiteChatStore(path: path)
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  /// Another store for the same file, as another console has.
  func other() -> SQLiteChatStore { SQLiteChatStore(path: path) }
}

/// The stores that must keep what `ChatStore` promises.
enum StoreKind: CaseIterable, Sendable { case file, memory }

/// One of them, and what must live as long as it.
struct AnyChat: Sendable {
  let store: any ChatStore
  private let fixture: ChatFixture?

  init(_ kind: StoreKind) {
    switch kind {
    case .file:
      let fixture = ChatFixture()
      (self.fixture, store) = (fixture, fixture.store)
    case .memory: (fixture, store) = (nil, MemoryChatStore())
    }
  }

  /// The texts of a buffer, oldest first.
  func texts(_ buffer: BufferID = .ops) async throws -> [String] {
    try await store.lines(of: buffer, before: nil, limit: 1000).map(\.text)
  }
}

extension BufferID {
  static let ops = BufferID(network: "libera", target: "#ops")
  static let sales = BufferID(network: "libera", target: "#sales")
}

/// A line that was said so many milliseconds after the fixtures begin.
func said(
  _ text: String, at milliseconds: Int64 = 0, by sender: String = "naoya", id: String? = nil,
  _ change: (inout ChatLine) -> Void = { _ in }
) -> ChatLine {
  var line = ChatLine(
    .message, at: Timestamp(milliseconds: Timestamp.fixture.milliseconds + milliseconds), sender: sender, text: text,
    messageID: id)
  change(&line)
  return line
}

/// The same as it is played back.
func played(_ text: String, at milliseconds: Int64 = 0, by sender: String = "naoya", id: String? = nil) -> ChatLine {
  said(text, at: milliseconds, by: sender, id: id) { $0.isPlayback = true }
}
