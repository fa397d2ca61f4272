/// Why a message cannot be written as a line.
///
/// Nothing is stripped or cut instead: what would be sent is no longer what was meant.
public enum WireProblem: Error, Hashable, Sendable {
  /// The verb is neither letters nor three digits.
  case badCommand
  /// A parameter holds a line end or NUL; its place.
  case lineBreak(parameter: Int)
  /// A parameter before the last is empty, has a blank or begins with a colon; its place.
  case notLast(parameter: Int)
  /// Clients name no source.
  case source
  /// The line is longer than the limit, without tags; both in bytes with the line end.
  case tooLong(Int, limit: Int)
  /// The tags are longer than the limit, in bytes.
  case tagsTooLong(Int, limit: Int)
  /// The key of a tag, or NUL in its value, cannot be written.
  case badTag(String)
  /// The letter does not exist in the encoding of the network.
  case notInEncoding(Character, FallbackEncoding)

  /// What is wrong and what to do, in words.
  public var words: String {
    switch self {
    case .badCommand: return "the command must be letters or three digits"
    case .lineBreak: return "a message cannot hold line breaks: send each line by itself"
    case .notLast: return "only the last parameter may be empty, hold blanks or begin with a colon"
    case .source: return "a client names no source in what it sends"
    case .tooLong(let bytes, let limit): return "the message has \(bytes) bytes, \(limit) fit: make it shorter"
    case .tagsTooLong(let bytes, let limit): return "the tags have \(bytes) bytes, \(limit) fit"
    case .badTag: return "a tag has a key or value that cannot be sent"
    case .notInEncoding(let letter, let encoding): return "\(letter) cannot be written in \(encoding.rawValue)"
    }
  }
}
