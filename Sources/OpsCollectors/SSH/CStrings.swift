/// Strings for C, one after the other, each with its NUL.
public struct CStrings: Sendable {
  /// The bytes.
  public private(set) var bytes: [CChar] = []

  /// The strings; one that holds a NUL itself ends there.
  public init(_ strings: [String]) {
    for string in strings {
      bytes += string.utf8.prefix { $0 != 0 }.map { CChar(bitPattern: $0) }
      bytes.append(0)
    }
  }
}
