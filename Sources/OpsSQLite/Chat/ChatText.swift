import OpsDomain

/// What is kept and searched of the texts of a conversation.
enum ChatText {
  /// The most bytes of the text of a line; lines of IRC are shorter by far.
  static let textMax = 16_384
  /// The most bytes of a nick, an account, an identity of a message and the like.
  static let nameMax = 1_024

  /// A line as it can be kept: nothing is longer than its limit, and nothing holds NUL, which SQLite ends a text at.
  static func kept(_ line: ChatLine) -> ChatLine {
    var line = line
    line.text = cut(line.text, to: textMax)
    line.sender = cut(line.sender, to: nameMax)
    line.account = line.account.map { cut($0, to: nameMax) }
    line.colourKey = cut(line.colourKey, to: nameMax)
    line.statusPrefix = cut(line.statusPrefix, to: nameMax)
    // What is cut would be the identity of another message.
    line.messageID = line.messageID.flatMap { $0.isEmpty || $0.utf8.count > nameMax ? nil : cut($0, to: nameMax) }
    if case .failed(let reason) = line.delivery { line.delivery = .failed(cut(reason, to: nameMax)) }
    return line
  }

  /// A text of at most so many bytes; where it was longer, its end says how much is missing.
  static func cut(_ text: String, to limit: Int) -> String {
    let count = text.utf8.count
    guard count > limit || text.utf8.contains(0) else { return text }
    // Room for the words at the end.
    let most = count > limit ? max(0, limit - 40) : limit
    var kept = String.UnicodeScalarView()
    var (read, size) = (0, 0)
    for scalar in text.unicodeScalars {
      let shown = scalar.value == 0 ? "\u{FFFD}" : scalar
      guard size + shown.utf8.count <= most else { break }
      kept.append(shown)
      read += scalar.utf8.count
      size += shown.utf8.count
    }
    return read == count ? String(kept) : String(kept) + "… (\(count - read) bytes cut)"
  }

  /// Whether a line is found by its text: what people said, and topics.
  static func isSearched(_ line: ChatLine) -> Bool { line.isSaid || line.kind == .topic }

  /// A text as searches see it: folded, without the codes of formatting.
  static func folded(_ text: String) -> String { SearchText.fold(FormattedText.plain(text)) }
}
