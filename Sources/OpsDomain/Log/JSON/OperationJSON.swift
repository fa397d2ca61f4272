/// An operation as one line of JSON, without the line's end.
public func operationJSON(_ operation: Operation) -> String { "{}" }

/// Reads the line of JSON that `operationJSON` writes.
public func operation(parsingJSON json: String) throws(OperationProblem) -> Operation {
  throw OperationProblem(.invalid, "not read yet")
}

extension OperationBody {
  /// The body as JSON, always the same text for the same body: what is hashed and kept.
  public var canonicalJSON: String { "{}" }

  /// Reads a body.
  ///
  /// A type, member or word that this version does not know makes it `other`, which keeps everything.
  public init(type: String, json: String) throws(OperationProblem) { self = .other(type: type, json: json) }

  /// The body as far as this version understands it: of an `other` of a known type, the known members.
  ///
  /// Folds and stores read this; what is kept and passed on is the body itself.
  public var understood: OperationBody { self }
}
