import Glibc
import OpsDomain

/// Which file it is, whatever its name (stat(2)).
public struct FileIdentity: Hashable, Sendable {
  /// The number of the device that holds it.
  public let device: UInt64
  /// The number of the file there.
  public let inode: UInt64
  /// The file of these numbers.
  public init(device: UInt64, inode: UInt64) {
    self.device = device
    self.inode = inode
  }
}

/// The file of a store as the system sees it.
enum StoreFile {
  /// Makes the folders (0700) and the file (0600) when they are missing; returns whether the file was made.
  ///
  /// A file that exists is never opened here: closing it would drop the locks that SQLite holds in this process
  /// (fcntl(2), "Advisory record locking").
  static func prepare(_ path: String) throws -> Bool {
    let folder = folder(of: path)
    try makeFolder(folder, depth: 0)
    let descriptor = unsafe Glibc.open(path, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      let cause = errno
      if cause == EEXIST { return false }
      throw SystemFailure(code: cause, path: path)
    }
    close(descriptor)
    sync(folder: folder)
    return true
  }

  /// Which file lies at a path.
  static func identity(of path: String) throws -> FileIdentity {
    let status = try status(of: path)
    return FileIdentity(device: UInt64(status.st_dev), inode: UInt64(status.st_ino))
  }

  /// Takes the rights of others away from the file and from what SQLite lays beside it.
  static func protect(_ path: String) {
    for suffix in ["", "-wal", "-shm"] {
      guard let status = try? status(of: path + suffix), status.st_mode & 0o077 != 0 else { continue }
      // The file of another user stays as he wants it.
      _ = unsafe chmod(path + suffix, 0o600)
    }
  }

  /// Whether the file system has not even room for what SQLite needs at once.
  static func isFull(_ path: String) -> Bool {
    var status = statvfs()
    guard unsafe statvfs(folder(of: path), &status) == 0 else { return false }
    return UInt64(status.f_bavail) &* UInt64(status.f_frsize) < 65_536
  }

  static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  private static func makeFolder(_ folder: String, depth: Int) throws {
    guard depth < 64 else { throw SystemFailure(code: ENAMETOOLONG, path: folder) }
    if unsafe mkdir(folder, 0o700) == 0 { return }
    switch errno {
    case EEXIST: return
    case ENOENT:
      try makeFolder(self.folder(of: folder), depth: depth + 1)
      guard unsafe mkdir(folder, 0o700) != 0 else { return }
      let cause = errno
      if cause != EEXIST { throw SystemFailure(code: cause, path: folder) }
    case let cause:
      // A folder that exists may be on a file system that is read-only.
      guard (try? status(of: folder)) != nil else { throw SystemFailure(code: cause, path: folder) }
    }
  }

  /// Makes the name of a new file survive a loss of power.
  private static func sync(folder: String) {
    let descriptor = unsafe Glibc.open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    fsync(descriptor)
    close(descriptor)
  }

  private static func status(of path: String) throws -> stat {
    var status = stat()
    guard unsafe stat(path, &status) == 0 else { throw SystemFailure(code: errno, path: path) }
    return status
  }
}

/// What the system refused.
struct SystemFailure: Error {
  /// The errno.
  let code: CInt
  let path: String

  /// The system's words for it.
  var words: String { unsafe String(cString: strerror(code)) }
}
