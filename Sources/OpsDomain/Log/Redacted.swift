extension OperationBody {
  /// The body without what a redaction removes; nil for what says nothing of an entry in words.
  public var withoutText: OperationBody? {
    switch self {
    case .entryAdd(var entry):
      entry.removeText()
      (entry.title, entry.command) = (nil, nil)
      return .entryAdd(entry)
    case .entryAmend(var amendment):
      amendment.removeText()
      return .entryAmend(amendment)
    case .entryLink(let link): return .entryLink(EntryLink(entry: link.entry, target: ""))
    default: return nil
    }
  }

  /// Whether a redaction has removed its text.
  ///
  /// A correction is told by its reason, and a link by its target, without which none can be written.
  public var isWithoutText: Bool { withoutText == self }
}

extension Entry {
  /// Empties everything that was said in words, tags and tickets included.
  public mutating func removeText() {
    text = ""
    tags = []
    tickets = []
    if title != nil { title = "" }
    if command != nil { command?.text = "" }
    if command?.output != nil { command?.output = "" }
    chat?.removeText()
  }
}

extension ChatOrigin {
  /// Empties who said it, and by what the text could be asked of the network again; where and when stays.
  mutating func removeText() {
    sender = ""
    messageID = nil
    account = nil
  }
}

extension EntryAmendment {
  /// Empties everything that was said in words, the reason included; what it changed stays known.
  public mutating func removeText() {
    reason = ""
    if text != nil { text = "" }
    if tags != nil { tags = [] }
  }
}
