extension Operation {
  /// Why nothing may be recorded under such an envelope; nil when nothing is wrong with it.
  ///
  /// Names are never cut: one that could not be kept whole, or would stand as another's, is refused.
  public var envelopeProblem: StoreFailure? {
    nameProblem("writer", writer) ?? nameProblem("zone", zone, mayBeEmpty: true) ?? author.problem
  }
}

extension OperationDraft {
  /// Why nothing may be recorded under such an envelope; nil when nothing is wrong with it.
  public var envelopeProblem: StoreFailure? { nameProblem("zone", zone, mayBeEmpty: true) ?? author.problem }
}

extension Author {
  /// Why nothing may be recorded under such a name; nil when nothing is wrong with it.
  fileprivate var problem: StoreFailure? {
    nameProblem("account", account) ?? nameProblem("name shown", display, mayBeEmpty: true)
      ?? onBehalfOf.flatMap { nameProblem("account for whom it was written", $0) }
  }
}

private func nameProblem(_ what: String, _ name: String, mayBeEmpty: Bool = false) -> StoreFailure? {
  if name.isEmpty, !mayBeEmpty { return StoreFailure(.invalid, "the \(what) is empty") }
  if name.utf8.count > BodyLimits.nameMax {
    return StoreFailure(
      .tooLarge, "the \(what) has \(name.utf8.count) bytes, at most \(BodyLimits.nameMax) can be kept")
  }
  let hasControl = name.unicodeScalars.contains { $0.value < 0x20 || (0x7F...0x9F).contains($0.value) }
  return hasControl ? StoreFailure(.invalid, "the \(what) holds control characters, which no name has") : nil
}
