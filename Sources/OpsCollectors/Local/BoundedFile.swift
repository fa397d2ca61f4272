import Glibc

/// Reads files of the kernel whole, up to a limit: their size is not known before (stat tells 0).
enum BoundedFile {
  /// At most so much is read of any file: /proc/stat of 1,000 CPUs and /proc/net/tcp of a busy proxy fit.
  static let limit = 4 << 20

  /// The bytes of the file, cut to the limit; nil when it is not there or may not be read.
  ///
  /// Never waits for the other end of a pipe; with `isRegular` whatever is no regular file is not read at all.
  static func read(_ path: String, upTo limit: Int = limit, isRegular: Bool = false) -> [UInt8]? {
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    var status = stat()
    if isRegular, unsafe fstat(descriptor, &status) != 0 || status.st_mode & S_IFMT != S_IFREG { return nil }
    var bytes: [UInt8] = []
    var chunk = 16 << 10
    while bytes.count < limit {
      let wanted = min(chunk, limit - bytes.count)
      let part = unsafe [UInt8](unsafeUninitializedCapacity: wanted) { buffer, count in
        unsafe count = max(Glibc.read(descriptor, buffer.baseAddress, wanted), 0)
      }
      // A file of /proc may end a read early, but only its end gives nothing. Errors, as of pressure files on kernels
      // that switched it off, end the text like its end.
      guard !part.isEmpty else { break }
      bytes = bytes.isEmpty ? part : bytes + part
      chunk = min(chunk * 2, 1 << 20)
    }
    return bytes
  }

  /// The first line of the file as text without blanks around it; nil when there is none.
  static func line(_ path: String) -> String? {
    guard let bytes = read(path, upTo: 4096) else { return nil }
    var scanner = ByteScanner(bytes[...])
    guard let line = scanner.nextLine() else { return nil }
    let blank = { (byte: UInt8) in Byte.isBlank(byte) || byte == 0 }
    let text = line.drop(while: blank)
    guard let last = text.lastIndex(where: { !blank($0) }) else { return nil }
    return text[...last].text
  }
}
