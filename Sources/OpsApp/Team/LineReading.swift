import Glibc
import OpsDomain

/// Reads a file or standard input line by line, so that memory does not grow with it.
final class LineReading {
  /// The longest line: the largest text with every byte escaped, and what stands around it.
  static let lineBytesMax = 1_048_576

  /// A line with its number, from 1.
  struct Line {
    var number: Int
    /// The text; nil when it is too long or not UTF-8.
    var text: String?
  }

  private let descriptor: Int32
  private let name: String
  private var buffer: [UInt8] = []
  private var start = 0
  private var number = 0
  private var isAtEnd = false

  /// A reading of a file; of standard input for `-`.
  init(_ path: String) throws {
    name = path == "-" ? "standard input" : path
    descriptor = path == "-" ? STDIN_FILENO : unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw CommandFailure("\(path) cannot be read: \(errorText(errno))") }
  }

  deinit { if descriptor != STDIN_FILENO, descriptor >= 0 { close(descriptor) } }

  /// The next line, without its end; nil after the last.
  func next() throws -> Line? {
    var isTooLong = false
    var searched = start
    while true {
      if let end = buffer[searched...].firstIndex(of: UInt8(ascii: "\n")) {
        defer { start = end + 1 }
        return line(buffer[start..<end], isTooLong)
      }
      searched = buffer.count
      guard !isAtEnd else {
        guard start < buffer.count || isTooLong else { return nil }
        defer { start = buffer.count }
        return line(buffer[start...], isTooLong)
      }
      if buffer.count - start > Self.lineBytesMax {
        isTooLong = true
        (buffer, start, searched) = ([], 0, 0)
      }
      searched -= start
      try fill()
    }
  }

  private func line(_ bytes: ArraySlice<UInt8>, _ isTooLong: Bool) -> Line {
    number += 1
    let bytes = bytes.last == UInt8(ascii: "\r") ? bytes.dropLast() : bytes
    let isTooLong = isTooLong || bytes.count > Self.lineBytesMax
    return Line(number: number, text: isTooLong ? nil : String(validating: bytes, as: UTF8.self))
  }

  private func fill() throws {
    buffer.removeFirst(start)
    start = 0
    var chunk = [UInt8](repeating: 0, count: 64 * 1024)
    while true {
      let count = unsafe read(descriptor, &chunk, chunk.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw CommandFailure("\(name) cannot be read: \(errorText(errno))") }
      if count == 0 { isAtEnd = true }
      buffer.append(contentsOf: chunk[..<count])
      return
    }
  }
}
