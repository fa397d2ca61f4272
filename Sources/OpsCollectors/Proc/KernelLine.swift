/// A line of a kernel file, read field by field; a field that is not understood throws, naming the line.
struct KernelLine {
  private let file: ProcFile
  private let whole: ArraySlice<UInt8>
  private var scanner: ByteScanner

  /// A line of that file, to be read from its start or from a place within it.
  init(_ line: ArraySlice<UInt8>, of file: ProcFile, from place: Int? = nil) {
    self.file = file
    whole = line
    scanner = ByteScanner(line[(place ?? line.startIndex)...])
  }

  /// What is thrown when the line is not understood.
  var malformed: MalformedText { MalformedText(file, line: whole) }

  /// The next word, or nil at the end of the line.
  mutating func optionalWord() -> ArraySlice<UInt8>? { scanner.nextWord() }

  /// The next word.
  mutating func word() throws(MalformedText) -> ArraySlice<UInt8> {
    guard let word = scanner.nextWord() else { throw malformed }
    return word
  }

  /// The next word, which must be a whole number that fits 64 bits.
  mutating func number() throws(MalformedText) -> UInt64 {
    guard let number = try word().decimal else { throw malformed }
    return number
  }

  /// The next word as a whole number; nil at the end of the line.
  mutating func optionalNumber() throws(MalformedText) -> UInt64? {
    guard let word = scanner.nextWord() else { return nil }
    guard let number = word.decimal else { throw malformed }
    return number
  }

  /// The next word, which must be a whole number, times `factor`; what does not fit 64 bits is not understood.
  mutating func number(times factor: UInt64) throws(MalformedText) -> UInt64 {
    let (product, overflow) = try number().multipliedReportingOverflow(by: factor)
    guard !overflow else { throw malformed }
    return product
  }

  /// The next word, which must be a number as `0.25`.
  mutating func fixedPoint() throws(MalformedText) -> Double {
    guard let number = try word().fixedPoint else { throw malformed }
    return number
  }

  /// Leaves out so many words.
  mutating func skip(_ count: Int) {
    for _ in 0..<count { _ = scanner.nextWord() }
  }

  /// Whether at least so many words are left.
  func hasFields(_ count: Int) -> Bool {
    var ahead = scanner
    for _ in 0..<count where ahead.nextWord() == nil { return false }
    return true
  }
}
