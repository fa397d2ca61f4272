import Glibc

@testable import OpsApp

/// A process that does nothing, under any name.
struct Sleeper {
  let pid: pid_t

  /// Begins it; it ends by itself after two minutes.
  init?(named name: String) {
    var child: pid_t = 0
    let code = unsafe withCStrings([name, "120"]) { argv in
      unsafe withCStrings(["PATH=/usr/bin:/bin"]) { envp in
        unsafe posix_spawn(&child, "/bin/sleep", nil, nil, argv, envp)
      }
    }
    guard code == 0 else { return nil }
    pid = child
  }

  func end() {
    kill(pid, SIGKILL)
    var status: Int32 = 0
    _ = unsafe waitpid(pid, &status, 0)
  }
}
