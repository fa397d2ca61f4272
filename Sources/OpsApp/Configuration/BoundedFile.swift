import Glibc

/// Why a file could not be read.
enum FileFailure: Error, Hashable, Sendable {
  case missing
  case system(Int32)
  case notAFile
  case tooLarge(limit: Int)
  case notUTF8
  case notPrivate

  /// What is wrong, in words.
  var message: String {
    switch self {
    case .missing: return "there is no such file"
    case .system(let code): return "cannot be read: \(errorText(code))"
    case .notAFile: return "is not a regular file"
    case .tooLarge(let limit) where limit < 1_048_576: return "is larger than \(limit) bytes"
    case .tooLarge(let limit): return "is larger than \(limit / 1_048_576) MiB"
    case .notUTF8: return "is not UTF-8 text"
    case .notPrivate: return "can be read by others"
    }
  }
}

/// The words of the system for an error number.
func errorText(_ code: Int32) -> String {
  var buffer = [CChar](repeating: 0, count: 256)
  _ = unsafe strerror_r(code, &buffer, buffer.count)
  let bytes = buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
  return bytes.isEmpty ? "error \(code)" : String(decoding: bytes, as: UTF8.self)
}

/// The bytes of a regular file of at most `limit` bytes; never blocks on a pipe or a device.
///
/// With `isPrivate` one that others than its owner, who is this user or root, can read or write is refused.
func readFile(_ path: String, limit: Int, isPrivate: Bool = false) throws(FileFailure) -> [UInt8] {
  let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
  guard descriptor >= 0 else { throw errno == ENOENT || errno == ENOTDIR ? .missing : .system(errno) }
  defer { close(descriptor) }
  var status = stat()
  guard unsafe fstat(descriptor, &status) == 0 else { throw .system(errno) }
  guard status.st_mode & S_IFMT == S_IFREG else { throw .notAFile }
  if isPrivate, status.st_mode & 0o077 != 0 || (status.st_uid != geteuid() && status.st_uid != 0) { throw .notPrivate }
  guard Int(status.st_size) <= limit else { throw .tooLarge(limit: limit) }
  return try readAll(descriptor, limit: limit)
}

/// The text of a regular file of at most `limit` bytes.
func readText(_ path: String, limit: Int) throws(FileFailure) -> String {
  guard let text = String(validating: try readFile(path, limit: limit), as: UTF8.self) else { throw .notUTF8 }
  return text
}

private func readAll(_ descriptor: Int32, limit: Int) throws(FileFailure) -> [UInt8] {
  var bytes: [UInt8] = []
  var chunk = [UInt8](repeating: 0, count: 64 * 1024)
  while true {
    let count = unsafe read(descriptor, &chunk, chunk.count)
    if count == 0 { return bytes }
    if count < 0 {
      if errno == EINTR { continue }
      throw .system(errno)
    }
    guard bytes.count + count <= limit else { throw .tooLarge(limit: limit) }
    bytes.append(contentsOf: chunk[..<count])
  }
}
