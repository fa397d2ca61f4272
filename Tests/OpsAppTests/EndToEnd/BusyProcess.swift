import Glibc

@testable import OpsApp

/// A process under any name that uses all the CPU it gets, so that it is on top of every list.
struct BusyProcess {
  let pid: pid_t

  /// Begins it; it ends by itself after a minute on a CPU.
  ///
  /// `comm` is what the kernel shall call it (proc(5), /proc/PID/comm), as printf(1) writes it; nil for the usual.
  init?(named name: String, comm: String? = nil) {
    let rename = comm.map { "printf '\($0)' >/proc/$$/comm; " } ?? ""
    var child: pid_t = 0
    let code = unsafe withCStrings([name, "-c", "\(rename)ulimit -t 60; while :; do :; done"]) { argv in
      unsafe withCStrings(["PATH=/usr/bin:/bin"]) { envp in
        unsafe posix_spawn(&child, "/bin/sh", nil, nil, argv, envp)
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
