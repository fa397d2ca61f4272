import Glibc

/// A file as it looked from outside just before it was read: it looks otherwise once it was written, replaced or removed.
struct SeenFile: Hashable, Sendable {
  private struct Mark: Hashable {
    var inode: UInt64
    var size: Int64
    var seconds: Int
    var nanoseconds: Int
  }
  /// Where it lies, there or not.
  let path: String
  private let mark: Mark?

  /// Takes note of how the file looks now.
  init(_ path: String) {
    self.path = path
    mark = Self.look(at: path)
  }

  /// Whether the file looks otherwise now.
  var hasChanged: Bool { Self.look(at: path) != mark }

  private static func look(at path: String) -> Mark? {
    var status = stat()
    guard unsafe stat(path, &status) == 0 else { return nil }
    return Mark(
      inode: UInt64(status.st_ino), size: Int64(status.st_size), seconds: status.st_mtim.tv_sec,
      nanoseconds: status.st_mtim.tv_nsec)
  }
}
