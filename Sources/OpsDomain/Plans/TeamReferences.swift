/// What was found under a name that people use.
public enum Found<Item: Sendable>: Sendable {
  /// Nothing has this name.
  case none
  /// This is meant.
  case one(Item)
  /// The name is not exact enough: one of these is meant.
  case several([Item])

  /// What was found, when it is one.
  public var only: Item? { if case .one(let item) = self { item } else { nil } }
}

extension TeamState {
  /// The window of a reference: `M-81`, `81`, an identity or the beginning of one; nil when it is none or several.
  public func window(reference: String) -> Window? { find(window: reference).only }
  /// The freeze of a reference: `F-3`, `3`, an identity or the beginning of one; nil when it is none or several.
  public func freeze(reference: String) -> Freeze? { find(freeze: reference).only }
  /// The hold of a reference: `H-5`, `5`, an identity or the beginning of one; nil when it is none or several.
  public func hold(reference: String) -> Hold? { find(hold: reference).only }
  /// The request of a reference: `R-12`, `12`, an identity or the beginning of one; nil when it is none or several.
  public func request(reference: String) -> Request? { find(request: reference).only }
  /// The reservation of a reference: `W-7`, `7`, an identity or the beginning of one; nil when it is none or several.
  public func reservation(reference: String) -> Reservation? { find(reservation: reference).only }

  /// The windows of a reference.
  public func find(window reference: String) -> Found<Window> { windowLedger.find(reference) }
  /// The freezes of a reference.
  public func find(freeze reference: String) -> Found<Freeze> { freezeLedger.find(reference) }
  /// The holds of a reference.
  public func find(hold reference: String) -> Found<Hold> { holdLedger.find(reference) }
  /// The requests of a reference.
  public func find(request reference: String) -> Found<Request> { requestLedger.find(reference) }
  /// The reservations of a reference.
  public func find(reservation reference: String) -> Found<Reservation> { reservationLedger.find(reference) }

  /// The window of an identity; nil when there is none.
  public func window(_ id: OperationID) -> Window? { windowLedger[id] }
  /// The freeze of an identity; nil when there is none.
  public func freeze(_ id: OperationID) -> Freeze? { freezeLedger[id] }
  /// The hold of an identity; nil when there is none.
  public func hold(_ id: OperationID) -> Hold? { holdLedger[id] }
  /// The request of an identity; nil when there is none.
  public func request(_ id: OperationID) -> Request? { requestLedger[id] }
  /// The reservation of an identity; nil when there is none.
  public func reservation(_ id: OperationID) -> Reservation? { reservationLedger[id] }

  /// How people call a window, freeze, hold, request or reservation: `M-81`.
  ///
  /// Where two consoles gave the same number to two things before they met, the end of the identity is added:
  /// `M-81-7XK2`. Nil when there is nothing of this identity.
  public func reference(of id: OperationID) -> String? {
    windowLedger.reference(of: id) ?? freezeLedger.reference(of: id) ?? holdLedger.reference(of: id)
      ?? requestLedger.reference(of: id) ?? reservationLedger.reference(of: id)
  }
}

/// A thing that people call by a letter and a number.
private protocol Numbered: Ledgered {
  static var letter: String { get }
  var number: Int { get }
}

extension Window: Numbered {
  fileprivate static var letter: String { "M" }
  fileprivate var number: Int { plan.number }
}

extension Freeze: Numbered {
  fileprivate static var letter: String { "F" }
  fileprivate var number: Int { plan.number }
}

extension Hold: Numbered {
  fileprivate static var letter: String { "H" }
  fileprivate var number: Int { plan.number }
}

extension Request: Numbered {
  fileprivate static var letter: String { "R" }
  fileprivate var number: Int { plan.number }
}

extension Reservation: Numbered {
  fileprivate static var letter: String { "W" }
  fileprivate var number: Int { plan.number }
}

extension Ledger where Item: Numbered {
  /// The letters of an identity that are added to a number that two things have.
  private static var endLetters: Int { 4 }

  fileprivate func reference(of id: OperationID) -> String? {
    guard let item = self[id] else { return nil }
    let plain = "\(Item.letter)-\(item.number)"
    guard item.number <= 0 || items.contains(where: { $0.number == item.number && $0.id != id }) else { return plain }
    return plain + "-" + id.description.suffix(Self.endLetters)
  }

  fileprivate func find(_ reference: String) -> Found<Item> {
    var text = reference.filter { !$0.isWhitespace }.uppercased()
    if text.hasPrefix(Item.letter + "-") { text.removeFirst(2) }
    if text.hasPrefix(Item.letter), Int(text.dropFirst()) != nil { text.removeFirst() }
    guard !text.isEmpty, text.utf8.count <= 64 else { return .none }
    let parts = text.split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
    if let number = parts.first.flatMap({ Int($0) }), number >= 0 {
      let end = parts.count > 1 ? String(parts[1]) : ""
      let numbered = items.filter { $0.number == number && (end.isEmpty || $0.id.description.hasSuffix(end)) }
      if !numbered.isEmpty { return found(numbered) }
    }
    if let id = OperationID(text) { return found(self[id].map { [$0] } ?? []) }
    return found(items.filter { $0.id.description.hasPrefix(text) })
  }

  private func found(_ items: [Item]) -> Found<Item> {
    items.count > 1 ? .several(items) : items.first.map { .one($0) } ?? .none
  }
}
