import OpsDomain

/// Why a command did not do what was asked, in words for the person; the program ends with status 1.
struct CommandFailure: Error {
  /// What is wrong and the remedy; may hold text from outside.
  var message: String
  /// The text that the person wrote and that was not saved; nil where there is none.
  var unsaved: String?

  /// What the store said; nil when it was not the store.
  var kind: StoreFailure.Kind?

  /// A failure of the store.
  init(_ failure: StoreFailure) {
    message = failure.message
    kind = failure.kind
  }

  /// A failure.
  init(_ message: String, unsaved: String? = nil) {
    self.message = message
    self.unsaved = unsaved
  }
}
