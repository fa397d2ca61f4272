import Glibc

/// Calls `body` with the texts as a C array that ends with nil.
///
/// A zero byte within a text ends it.
func withCStrings<Result>(
  _ texts: [String], _ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>) -> Result
) -> Result {
  var pointers = unsafe texts.map { unsafe strdup($0) }
  unsafe pointers.append(nil)
  defer { unsafe pointers.forEach { unsafe free($0) } }
  return unsafe pointers.withUnsafeBufferPointer { buffer in
    // The buffer holds at least the nil, so that it has a base.
    guard let base = buffer.baseAddress else { preconditionFailure("an array with an element has a base") }
    return unsafe body(base)
  }
}
