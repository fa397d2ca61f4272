extension TeamState {
  /// The state after these operations, in whatever order they come and however often.
  public init(_ operations: some Sequence<Operation>) {
    self.init()
    apply(operations)
  }

  /// The state as it was at a moment: after those of the operations that were recorded by then.
  public init(_ operations: some Sequence<Operation>, until moment: Timestamp) {
    self.init(operations.filter { $0.recordedAt <= moment })
  }

  /// Takes in operations.
  public mutating func apply(_ operations: some Sequence<Operation>) {
    for operation in operations { apply(operation) }
  }

  /// Takes in an operation; one of an entry, or taken in before, changes nothing but `people`.
  public mutating func apply(_ operation: Operation) {}
}
