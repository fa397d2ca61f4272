public import OpsDomain

extension OperationID {
  /// The identity of the entry that a line of a chat becomes: 128 bits of the SHA-256 of what tells the line from others.
  ///
  /// No part of it is a time. The same line has another time where it is played back, or where another server of the
  /// network tells it, and the consoles must not come to two identities.
  public init(_ capture: CaptureIdentity) { self.init(digest: sha256(of: capture.bytes)) }
}
