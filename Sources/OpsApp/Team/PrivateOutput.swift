import Glibc
import OpsDomain

/// Where an export goes: standard output, or a file that appears whole and only its owner may read.
final class PrivateOutput {
  /// Bytes that are gathered before they are written.
  private static let gathered = 64 * 1024

  private let path: String?
  private let temporary: String
  private var descriptor: Int32
  private let isHarmless: Bool
  private var pending = ""

  /// An output to a file, or to standard output for nil and `-`.
  ///
  /// What is not harmless of itself is made so where standard output is a terminal.
  init(_ path: String? = nil, isHarmless: Bool = false) throws {
    self.isHarmless = isHarmless
    let isFile = path != nil && path != "-"
    self.path = isFile ? path : nil
    temporary = isFile ? "\(path ?? "").\(getpid()).new" : ""
    descriptor = STDOUT_FILENO
    guard isFile else { return }
    descriptor = unsafe open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { throw CommandFailure("\(temporary) cannot be written: \(errorText(errno))") }
  }

  deinit {
    guard path != nil, descriptor >= 0 else { return }
    close(descriptor)
    _ = unsafe unlink(temporary)
  }

  /// Adds text.
  func write(_ text: String) throws {
    pending += text
    if pending.utf8.count >= Self.gathered { try flush() }
  }

  /// Puts the file in its place, synced; what was there before is replaced whole.
  func finish() throws {
    try flush()
    guard let path else { return }
    guard fsync(descriptor) == 0, close(descriptor) == 0, unsafe rename(temporary, path) == 0 else {
      throw CommandFailure("\(path) cannot be written: \(errorText(errno))")
    }
    descriptor = -1
  }

  private func flush() throws {
    defer { pending = "" }
    guard path != nil else { return isHarmless ? StandardOutput.show(pending) : StandardOutput.send(pending) }
    var rest = Array(pending.utf8)[...]
    while !rest.isEmpty {
      let count = unsafe rest.withUnsafeBytes { unsafe Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw CommandFailure("\(path ?? "") cannot be written: \(errorText(errno))") }
      rest = rest.dropFirst(count)
    }
  }
}
