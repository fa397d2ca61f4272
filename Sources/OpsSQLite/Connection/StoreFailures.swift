import GRDB
import Glibc
import OpsDomain

/// Says what went wrong with the place, the thing and the remedy.
func storeFailure(_ error: any Error, path: String) -> StoreFailure {
  switch error {
  case let failure as StoreFailure: return failure
  case let failure as SystemFailure: return failure.storeFailure
  case let failure as DatabaseError: return databaseFailure(failure, path: path)
  case is CancellationError: return StoreFailure(.other, "reading \(path) was stopped", isTemporary: true)
  default: return StoreFailure(.other, "\(path): \(error)")
  }
}

/// Whether the connection may be the cause, so that a new one could do it.
func needsNewConnection(_ error: any Error) -> Bool {
  guard let failure = error as? DatabaseError else { return false }
  switch failure.resultCode.primaryResultCode {
  case .SQLITE_IOERR, .SQLITE_CANTOPEN, .SQLITE_READONLY, .SQLITE_NOTADB, .SQLITE_CORRUPT, .SQLITE_PROTOCOL,
    .SQLITE_MISUSE:
    return true
  default: return false
  }
}

private func databaseFailure(_ error: DatabaseError, path: String) -> StoreFailure {
  let code = error.resultCode.primaryResultCode
  let said = error.message ?? code.description
  switch code {
  case .SQLITE_FULL:
    return StoreFailure(.diskFull, "no space left for \(path): make room on its file system", isTemporary: true)
  case .SQLITE_IOERR:
    // What SQLite lays beside the file has no error of its own for a full disk.
    if StoreFile.isFull(path) { return SystemFailure(code: ENOSPC, path: path).storeFailure }
    return StoreFailure(
      .unreachable, "reading or writing \(path) failed (\(said)): check its disk and the space left", isTemporary: true)
  case .SQLITE_READONLY:
    return refused(path)
      ?? StoreFailure(.readOnly, "\(path) can only be read: check its rights and how its file system is mounted")
  case .SQLITE_PERM, .SQLITE_AUTH: return StoreFailure(.notAllowed, "no right to use \(path): check its owner and mode")
  case .SQLITE_BUSY, .SQLITE_LOCKED:
    return StoreFailure(
      .locked, "\(path) is locked by another program for more than \(StoreAccess.patience.components.seconds) s",
      isTemporary: true)
  case .SQLITE_CORRUPT: return StoreFailure(.damaged, "\(path) is damaged (\(said)): \(repair)")
  case .SQLITE_NOTADB: return StoreFailure(.damaged, "\(path) is not a file of SQLite: \(repair)")
  case .SQLITE_CANTOPEN: return cannotOpen(path, said)
  case .SQLITE_TOOBIG: return StoreFailure(.tooLarge, "\(path): too large for SQLite")
  case .SQLITE_INTERRUPT, .SQLITE_ABORT:
    return StoreFailure(.other, "reading \(path) was stopped", isTemporary: true)
  default: return StoreFailure(.other, "\(path): SQLite says \(said) (\(error.extendedResultCode.rawValue))")
  }
}

private let repair = "move it away, run `sqlite3 FILE .recover` on it, or restore a copy"

private func cannotOpen(_ path: String, _ said: String) -> StoreFailure {
  refused(path)
    ?? StoreFailure(.unreachable, "\(path) cannot be opened (\(said)): check its folder and the space left")
}

/// What the system refuses of a file or its folder (access(2)); nil when it refuses nothing.
private func refused(_ path: String) -> StoreFailure? {
  for place in [StoreFile.folder(of: path), path] {
    guard unsafe access(place, R_OK | W_OK) != 0 else { continue }
    return SystemFailure(code: errno, path: place).storeFailure
  }
  return nil
}

extension SystemFailure {
  fileprivate var storeFailure: StoreFailure {
    switch code {
    case EROFS: return StoreFailure(.readOnly, "\(path) is on a file system that is mounted read-only")
    case EACCES, EPERM: return StoreFailure(.notAllowed, "no right to use \(path): check its owner and mode")
    case ENOSPC, EDQUOT:
      return StoreFailure(.diskFull, "no space left for \(path): make room on its file system", isTemporary: true)
    case EMFILE, ENFILE:
      return StoreFailure(.unreachable, "\(path): no file descriptor left (ulimit -n)", isTemporary: true)
    case ENOTDIR, EISDIR, ENOENT, ELOOP, ENAMETOOLONG:
      return StoreFailure(.unreachable, "\(path) cannot be used: \(words)")
    default: return StoreFailure(.unreachable, "\(path): \(words)", isTemporary: true)
    }
  }
}
