extension EntryRecord {
  /// The entry that these operations make, in whatever order they come; nil when none of them adds it.
  public init?(folding operations: some Sequence<Operation>) {
    let sorted = operations.sorted { $0.order < $1.order }
    for operation in sorted {
      guard case .entryAdd(let entry) = operation.body.understood else { continue }
      self.init(
        id: operation.id, writer: operation.writer, author: operation.author, via: operation.via,
        recordedAt: operation.recordedAt, entry: entry)
      for operation in sorted { apply(operation) }
      return
    }
    return nil
  }

  /// Takes in an operation; one of another entry, or taken in before, changes nothing.
  ///
  /// The result does not depend on the order in which operations come: corrections count in the order of all writers,
  /// the first strike counts, and what is redacted stays empty whatever is corrected later.
  public mutating func apply(_ operation: Operation) {
    switch operation.body.understood {
    case .entryAmend(let amendment) where amendment.entry == id: amend(amendment, by: operation)
    case .entryRetract(let strike) where strike.entry == id:
      retracted = Self.first(retracted, Strike(operation, reason: strike.reason))
    case .entryRedact(let strike) where strike.entry == id:
      redacted = Self.first(redacted, Strike(operation, reason: strike.reason))
      removeText()
    case .entryLink(let link) where link.entry == id && redacted == nil && !link.target.isEmpty:
      links.insertSorted(link) { LinkOrder(target: Array($0.target.utf8), relation: Array($0.relation.utf8)) }
    default: break
    }
  }

  /// Whether a person may correct the entry: its author, for whom it was written, and the editors of the team.
  public func mayBeAmended(by account: String, editors: Set<String> = []) -> Bool {
    author.account == account || author.onBehalfOf == account || editors.contains(account)
  }

  private mutating func amend(_ amendment: EntryAmendment, by operation: Operation) {
    let revision = Revision(
      id: operation.id, author: operation.author, recordedAt: operation.recordedAt, hybrid: operation.hybrid,
      amendment: amendment)
    guard revisions.insertSorted(revision, by: \.order) else { return }
    let first = original ?? entry
    original = first
    if revisions.last?.id == revision.id {
      entry.amend(amendment)
    } else {
      entry = first
      for revision in revisions { entry.amend(revision.amendment) }
    }
    if redacted != nil { removeText() }
  }

  /// Empties whatever was said, in the entry, as it was first, in its corrections and links; who and when stay.
  private mutating func removeText() {
    entry.removeText()
    original?.removeText()
    for place in revisions.indices { revisions[place].amendment.removeText() }
    links = []
  }

  private static func first(_ known: Strike?, _ new: Strike) -> Strike {
    guard let known, known.order <= new.order else { return new }
    return known
  }
}

extension EntryRecord.Strike {
  fileprivate init(_ operation: Operation, reason: String) {
    self.init(
      id: operation.id, author: operation.author, recordedAt: operation.recordedAt, hybrid: operation.hybrid,
      reason: reason)
  }
  fileprivate var order: OperationOrder { OperationOrder(hybrid: hybrid, id: id) }
}

extension EntryRecord.Revision {
  fileprivate var order: OperationOrder { OperationOrder(hybrid: hybrid, id: id) }
}

extension Entry {
  /// Changes what a correction names.
  fileprivate mutating func amend(_ amendment: EntryAmendment) {
    text = amendment.text ?? text
    at = amendment.at ?? at
    targets = amendment.targets ?? targets
    kind = amendment.kind ?? kind
    tags = amendment.tags ?? tags
    thread = amendment.thread ?? thread
    result = amendment.result ?? result
  }
}

/// The order of links: by their bytes, which no two different ones share.
private struct LinkOrder: Comparable {
  let target: [UInt8]
  let relation: [UInt8]

  static func < (left: LinkOrder, right: LinkOrder) -> Bool {
    left.target == right.target
      ? left.relation.lexicographicallyPrecedes(right.relation) : left.target.lexicographicallyPrecedes(right.target)
  }
}
