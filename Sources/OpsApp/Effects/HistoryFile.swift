import Dispatch
import Glibc
import OpsScreen

/// The commands typed on the command line, kept from session to session in a file only its owner may read.
final class HistoryFile: Sendable {
  /// The most lines that are kept.
  static let lineLimit = 1000
  /// The longest line.
  static let lineBytes = 4096
  /// The largest file that is read.
  static let fileBytes = 2 * 1_048_576

  private let path: String
  // A home on the network may hang: files are written by a queue of their own.
  private let queue = DispatchQueue(label: "opsconsole.history")

  init(path: String) { self.path = path }

  /// The lines of earlier sessions, oldest first; none when the file cannot be read.
  func lines() -> [String] {
    guard let text = try? readText(path, limit: Self.fileBytes) else { return [] }
    return text.split(separator: "\n").suffix(Self.lineLimit).map(String.init)
  }

  /// Adds a line, later and elsewhere.
  ///
  /// Failures are ignored: history is a comfort.
  func append(_ line: String) {
    guard !line.isEmpty, line.utf8.count <= Self.lineBytes, !line.contains("\n") else { return }
    queue.async { [path] in Self.append(line, to: path) }
  }

  /// Waits until all lines are written, at most for `seconds`.
  func finish(seconds: Double) {
    let done = DispatchSemaphore(value: 0)
    queue.async { done.signal() }
    _ = done.wait(timeout: .now() + seconds)
  }

  private static func append(_ line: String, to path: String) {
    makeFolders(folder(of: path))
    let lines = ((try? readText(path, limit: fileBytes)) ?? "").split(separator: "\n")
    // Twice the limit is the moment to write the file anew, so that most lines cost one append.
    let isLong = lines.count >= 2 * lineLimit
    if isLong {
      replace(path, with: lines.suffix(lineLimit - 1).joined(separator: "\n") + "\n\(line)\n")
    } else {
      write("\(line)\n", to: path, flags: O_APPEND)
    }
  }

  private static func replace(_ path: String, with text: String) {
    let temporary = "\(path).new"
    if write(text, to: temporary, flags: O_TRUNC) { _ = unsafe rename(temporary, path) }
  }

  @discardableResult
  private static func write(_ text: String, to path: String, flags: Int32) -> Bool {
    writeFile(path, text, flags: O_CREAT | flags)
  }
}

/// Makes a folder and those above it, for their owner only.
func makeFolders(_ path: String) {
  guard path.count > 1, unsafe access(path, F_OK) != 0 else { return }
  makeFolders(folder(of: path))
  _ = unsafe mkdir(path, 0o700)
}

/// Writes a file that only its owner may read; follows no symbolic link.
///
/// Whether all was written.
func writeFile(_ path: String, _ text: String, flags: Int32) -> Bool {
  let descriptor = unsafe open(path, O_WRONLY | O_CLOEXEC | O_NOFOLLOW | flags, 0o600)
  guard descriptor >= 0 else { return false }
  defer { close(descriptor) }
  var bytes = Array(text.utf8)[...]
  while !bytes.isEmpty {
    let count = unsafe bytes.withUnsafeBytes { unsafe Glibc.write(descriptor, $0.baseAddress, $0.count) }
    if count < 0, errno == EINTR { continue }
    guard count > 0 else { return false }
    bytes = bytes.dropFirst(count)
  }
  return true
}
