import OpsDomain

/// The chat as `--json` prints it: the schema `opsconsole.chat/1`.
enum ChatDocument {
  static let schema = "opsconsole.chat/1"

  /// A conversation.
  static func buffer(_ buffer: StoredBuffer, count: Int, last: ChatLine?) -> JSON {
    .members([
      ("name", .text(buffer.name)), ("network", .text(buffer.id.network)), ("target", .text(buffer.title)),
      ("kind", .text(buffer.kind.rawValue)), ("open", .bool(buffer.isOpen)), ("lines", .whole(Int64(count))),
      ("seenAt", buffer.seen.map { time($0.at) }), ("last", last.map { line($0, of: buffer) }),
    ])
  }

  /// A line.
  static func line(_ line: ChatLine, of buffer: StoredBuffer) -> JSON {
    .members([
      ("buffer", .text(buffer.name)), ("id", .whole(line.id)), ("kind", .text(line.kind.rawValue)),
      ("at", time(line.at)), ("sender", line.sender.isEmpty ? nil : .text(line.sender)),
      ("account", line.account.map { .text($0) }), ("text", .text(line.text)),
      ("plain", .text(FormattedText.plain(line.text))), ("messageId", line.messageID.map { .text($0) }),
      ("own", flag(line.isOwn)), ("bot", flag(line.isBot)), ("highlight", flag(line.isHighlight)),
      ("playback", flag(line.isPlayback)),
      ("statusPrefix", line.statusPrefix.isEmpty ? nil : .text(line.statusPrefix)),
      ("delivery", line.delivery.map { .text(word($0)) }), ("failure", failure(line.delivery)),
      ("until", line.until.map(time)), ("entry", line.entry.map { .text($0.description) }),
    ])
  }

  private static func flag(_ isTrue: Bool) -> JSON? { isTrue ? .bool(true) : nil }

  private static func word(_ delivery: ChatLine.Delivery) -> String {
    switch delivery {
    case .unsent: return "unsent"
    case .pending: return "pending"
    case .delivered: return "delivered"
    case .failed: return "failed"
    }
  }

  private static func failure(_ delivery: ChatLine.Delivery?) -> JSON? {
    if case .failed(let reason)? = delivery { return .text(reason) }
    return nil
  }

  private static func time(_ moment: Timestamp) -> JSON { .text(Moments.rfc3339(moment)) }
}
