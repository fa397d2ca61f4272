import OpsDomain
import OpsScreen

/// What the chat asks of texts.
enum ChatText {
  /// The text without formatting codes.
  static func plain(_ text: String) -> String { FormattedText.plain(text) }

  /// The messages that a text is sent in: a line each, those that are too long in parts.
  static func messages(of text: String, bytes: Int, _ saying: ChatSaying = .message) -> [String] {
    let sendable = String(String.UnicodeScalarView(text.unicodeScalars.filter { $0 != "\0" }))
    return MessageSplitting.pieces(of: sendable, bytes: bytes - (saying == .action ? actionBytes : 0)).map(\.text)
  }

  /// Where a line being typed would be cut, in characters; empty while it is one message.
  static func cuts(of text: String, bytes: Int) -> [Int] {
    guard text.utf8.count > bytes else { return [] }
    return MessageSplitting.pieces(of: text, bytes: bytes).dropFirst().map(\.characters.lowerBound)
  }

  /// The bytes that mark what somebody does.
  private static let actionBytes = 9
}
