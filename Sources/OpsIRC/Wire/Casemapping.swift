/// How the letters of nicks and channels are compared.
public enum Casemapping: Hashable, Sendable {
  /// A–Z are a–z.
  case ascii
  /// And `[]\~` are `{}|^`, as in the language of the first server.
  case rfc1459
  /// And `[]\` are `{}|`.
  case strictRFC1459

  /// The mapping of this name in `CASEMAPPING`; one that is not known compares by ASCII, which no server contradicts.
  public init(named name: String) {
    switch name.lowercased() {
    case "rfc1459": self = .rfc1459
    case "rfc1459-strict", "strict-rfc1459": self = .strictRFC1459
    default: self = .ascii
    }
  }

  /// Its name in `CASEMAPPING`.
  public var name: String {
    switch self {
    case .ascii: "ascii"
    case .rfc1459: "rfc1459"
    case .strictRFC1459: "rfc1459-strict"
    }
  }

  /// A name as keys hold it.
  public func fold(_ name: String) -> String {
    guard name.utf8.contains(where: { fold($0) != $0 }) else { return name }
    return String(decoding: name.utf8.map { fold($0) }, as: UTF8.self)
  }

  /// A byte as keys hold it; those of letters beyond ASCII stay as they are.
  @inline(__always)
  public func fold(_ byte: UInt8) -> UInt8 {
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): return byte | 0x20
    case UInt8(ascii: "[")...UInt8(ascii: "]"): return self == .ascii ? byte : byte | 0x20
    case UInt8(ascii: "~"): return self == .rfc1459 ? UInt8(ascii: "^") : byte
    default: return byte
    }
  }
}
