/// What was found under a name that people use.
public enum Found<Item: Sendable>: Sendable {
  case none
  case one(Item)
  /// The name is not exact enough: these are meant, perhaps.
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

  /// The windows of a reference.
  public func find(window reference: String) -> Found<Window> { .none }
  /// The freezes of a reference.
  public func find(freeze reference: String) -> Found<Freeze> { .none }
  /// The holds of a reference.
  public func find(hold reference: String) -> Found<Hold> { .none }
  /// The requests of a reference.
  public func find(request reference: String) -> Found<Request> { .none }

  /// The window of an identity; nil when there is none.
  public func window(_ id: OperationID) -> Window? { nil }
  /// The freeze of an identity; nil when there is none.
  public func freeze(_ id: OperationID) -> Freeze? { nil }
  /// The hold of an identity; nil when there is none.
  public func hold(_ id: OperationID) -> Hold? { nil }
  /// The request of an identity; nil when there is none.
  public func request(_ id: OperationID) -> Request? { nil }

  /// How people call a window, freeze, hold or request: `M-81`.
  ///
  /// Where two consoles gave the same number to two things before they met, the end of the identity is added:
  /// `M-81-7XK2`. Nil when there is nothing of this identity.
  public func reference(of id: OperationID) -> String? { nil }
}
