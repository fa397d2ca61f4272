extension OperationBody {
  /// Why this must not be recorded as it is; nil when nothing is wrong with it.
  public var problem: StoreFailure? { nil }
}
