import Glibc

/// A pipe whose ends are not inherited.
struct Pipe {
  let read: Int32
  let write: Int32

  init() throws(BoundedProcess.Failure) {
    var ends: [Int32] = [-1, -1]
    guard unsafe pipe(&ends) == 0 else { throw .notStarted(errorText(errno)) }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    read = ends[0]
    write = ends[1]
  }

  func closeBoth() {
    close(read)
    close(write)
  }
}

/// How a child begins: all signals as usual and none blocked, whatever this program does with its own.
final class SpawnAttributes {
  private var attributes = posix_spawnattr_t()

  init(ownGroup: Bool) {
    unsafe posix_spawnattr_init(&attributes)
    var every = sigset_t()
    unsafe sigfillset(&every)
    unsafe sigdelset(&every, SIGKILL)
    unsafe sigdelset(&every, SIGSTOP)
    unsafe posix_spawnattr_setsigdefault(&attributes, &every)
    var none = sigset_t()
    unsafe sigemptyset(&none)
    unsafe posix_spawnattr_setsigmask(&attributes, &none)
    var flags = POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK
    if ownGroup {
      unsafe posix_spawnattr_setpgroup(&attributes, 0)
      flags |= POSIX_SPAWN_SETPGROUP
    }
    unsafe posix_spawnattr_setflags(&attributes, Int16(flags))
  }

  deinit { unsafe posix_spawnattr_destroy(&attributes) }

  /// Begins the program; an error number, 0 for success, and the child.
  func spawn(
    _ path: String, actions: UnsafePointer<posix_spawn_file_actions_t>?,
    argv: UnsafePointer<UnsafeMutablePointer<CChar>?>, envp: UnsafePointer<UnsafeMutablePointer<CChar>?>
  ) -> (Int32, pid_t) {
    var child: pid_t = -1
    let code = unsafe posix_spawn(&child, path, actions, &attributes, argv, envp)
    return (code, child)
  }
}

/// Calls `body` with the texts as a C array that ends with nil.
///
/// A zero byte within a text ends it.
func withCStrings<Result>(
  _ texts: [String], _ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>) -> Result
) -> Result {
  var pointers = unsafe texts.map { unsafe strdup($0) }
  unsafe pointers.append(nil)
  defer { unsafe pointers.forEach { unsafe free($0) } }
  return unsafe pointers.withUnsafeBufferPointer { buffer in
    // The buffer holds at least the nil, so that it has a base.
    guard let base = buffer.baseAddress else { preconditionFailure("an array with an element has a base") }
    return unsafe body(base)
  }
}
