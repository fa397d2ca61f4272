/// An acknowledgement of a finding as it stands.
public struct Acknowledgement: Hashable, Sendable, Identifiable {
  /// The identity of the operation that gave it.
  public var id: OperationID
  /// Who gave it.
  public var author: Author
  /// What was acknowledged.
  public var finding: FindingAcknowledgement
  /// Set when it was taken back.
  public var released: Clearing?
  /// An acknowledgement.
  public init(id: OperationID, author: Author, finding: FindingAcknowledgement, released: Clearing? = nil) {
    self.id = id
    self.author = author
    self.finding = finding
    self.released = released
  }
}
