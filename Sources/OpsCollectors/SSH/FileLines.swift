/// The output of `grep '' FILE…`: every line with its file before it, as `123/stat:123 (sh) S …`.
///
/// Lines of one file that follow each other are put together again. So a newline in a file can forge a line of that file,
/// but never another file: a process cannot stand for another one.
struct FileLines {
  private var scanner: ByteScanner
  private var upcoming: (name: ArraySlice<UInt8>, line: ArraySlice<UInt8>)?

  /// The files of that output.
  init(_ text: ArraySlice<UInt8>) {
    scanner = ByteScanner(text)
    upcoming = nextNamed()
  }

  /// The name of the next file, or nil at the end; its lines are put into `text`, a newline after each.
  mutating func next(into text: inout [UInt8]) -> ArraySlice<UInt8>? {
    text.removeAll(keepingCapacity: true)
    guard let first = upcoming else { return nil }
    while let (name, line) = upcoming, name.elementsEqual(first.name) {
      text.append(contentsOf: line)
      text.append(Byte.newline)
      upcoming = nextNamed()
    }
    return first.name
  }

  /// The process and the kind of file of a name as `123/stat`; nil for other names.
  static func process(_ name: ArraySlice<UInt8>) -> (pid: Int, kind: ArraySlice<UInt8>)? {
    guard let (number, kind) = name.parted(at: UInt8(ascii: "/")), let pid = number.decimal else { return nil }
    return Int(exactly: pid).map { ($0, kind) }
  }

  /// The next line that names a file.
  private mutating func nextNamed() -> (name: ArraySlice<UInt8>, line: ArraySlice<UInt8>)? {
    while let line = scanner.nextLine() {
      if let (name, rest) = line.parted(at: Byte.colon) { return (name, rest) }
    }
    return nil
  }
}
