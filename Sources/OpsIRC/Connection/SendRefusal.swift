/// Why a message was not taken for sending.
public enum SendRefusal: Error, Hashable, Sendable {
  /// Too many wait already.
  case full
  /// It cannot stand in a line of the protocol; in words.
  case unsendable(String)
  /// The connection is over, or not there yet.
  case closed

  /// What to tell a person.
  public var words: String {
    switch self {
    case .full: "too many messages wait to be sent; try again in a minute"
    case .unsendable(let why): why
    case .closed: "not connected"
    }
  }
}
