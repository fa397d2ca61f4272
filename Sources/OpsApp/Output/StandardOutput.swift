import Glibc
import OpsScreen
import Synchronization

/// What commands print.
///
/// Text from outside must have passed `harmless` or the JSON writer.
enum StandardOutput {
  /// The exit status when nobody reads any more, as a shell reports SIGPIPE.
  static let brokenPipe: Int32 = 128 + SIGPIPE
  /// The exit status when it cannot be written, as sysexits.h has it.
  private static let failed: Int32 = 74
  /// The exit status of a program whose answer is its exit status; nil for all others.
  private static let unanswered = Mutex<Int32?>(nil)

  /// From now on the program ends with this when what it prints reaches nobody: its other statuses are answers.
  static func endsUnanswered(with status: Int32) { unanswered.withLock { $0 = status } }

  /// Writes the text and a newline to standard output; ends the program quietly when nobody reads it.
  static func print(_ text: String) { write(text + "\n", to: STDOUT_FILENO) }

  /// Writes a document for machines as it is; for a terminal each line is made harmless first.
  static func send(_ text: String) {
    guard isatty(STDOUT_FILENO) == 1 else { return write(text, to: STDOUT_FILENO) }
    let lines = text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map { line in
      harmless(String(decoding: line.last == UInt8(ascii: "\r") ? line.dropLast() : line, as: UTF8.self))
    }
    write(lines.joined(separator: "\n"), to: STDOUT_FILENO)
  }

  /// Writes text that was made harmless already.
  static func show(_ text: String) { write(text, to: STDOUT_FILENO) }

  /// Writes a message for the person to standard error, made harmless line by line.
  static func complain(_ text: String) {
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      write("opsconsole: \(harmless(String(line)))\n", to: STDERR_FILENO)
    }
  }

  /// Whether colours may be used on standard output.
  static func hasColours(_ environment: [String: String]) -> Bool {
    isatty(STDOUT_FILENO) == 1 && (environment["NO_COLOR"] ?? "").isEmpty && environment["TERM"] != "dumb"
  }

  /// Whether the person's terminal reads UTF-8, as locale(7) says it.
  static let readsUTF8: Bool = {
    for name in ["LC_ALL", "LC_CTYPE", "LANG"] {
      guard let value = unsafe getenv(name).map({ unsafe String(cString: $0).lowercased() }), !value.isEmpty else {
        continue
      }
      return value.contains("utf-8") || value.contains("utf8")
    }
    return false
  }()

  /// Without UTF-8 a terminal may read the bytes of a letter as control characters of 8 bits.
  private static func showable(_ text: String, on descriptor: Int32) -> String {
    guard isatty(descriptor) == 1, !readsUTF8 else { return text }
    return String(String.UnicodeScalarView(text.unicodeScalars.map { $0.isASCII ? $0 : "?" }))
  }

  private static func write(_ text: String, to descriptor: Int32) {
    var bytes = Array(showable(text, on: descriptor).utf8)[...]
    while !bytes.isEmpty {
      let count = unsafe bytes.withUnsafeBytes { buffer in
        unsafe Glibc.write(descriptor, buffer.baseAddress, buffer.count)
      }
      if count > 0 {
        bytes = bytes.dropFirst(count)
      } else if errno == EAGAIN {
        // Another program may have left the shared descriptor non-blocking.
        var ready = [pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)]
        _ = unsafe poll(&ready, 1, 1000)
      } else if errno != EINTR {
        if descriptor == STDOUT_FILENO { exit(unanswered.withLock { $0 } ?? (errno == EPIPE ? brokenPipe : failed)) }
        return
      }
    }
  }
}
