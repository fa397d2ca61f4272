import Foundation
import Glibc

@testable import OpsApp

/// The built program, run without a terminal.
enum Program {
  /// Beside the tests' own executable.
  static let path: String = {
    let own = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
    return URL(fileURLWithPath: own).deletingLastPathComponent().appendingPathComponent("opsconsole").path
  }()

  struct Outcome {
    var status: Int32
    var output: String
    var errors: String
  }

  /// Runs it to its end in a home of its own; one that takes longer than a minute is ended, with status 124.
  ///
  /// Its standard input is `input`; nothing when that is nil.
  static func run(
    _ arguments: [String], home: String, environment: [String: String] = [:], input: String? = nil
  ) throws -> Outcome {
    let folder = try TemporaryFolder()
    if let input { try folder.write(input, to: "in") }
    let script = "exec \"$@\" >\"$OUT/out\" 2>\"$OUT/err\" <\(input == nil ? "/dev/null" : "\"$OUT/in\"")"
    var variables = ["HOME": home, "PATH": "/usr/local/bin:/usr/bin:/bin", "LANG": "C.UTF-8", "OUT": folder.path]
    variables.merge(environment) { $1 }
    let words = ["sh", "-c", script, "sh", "/usr/bin/timeout", "-k", "1", "60", path] + arguments
    let status = spawnAndWait("/bin/sh", words, variables)
    func text(_ name: String) -> String {
      (try? String(contentsOfFile: "\(folder.path)/\(name)", encoding: .utf8)) ?? ""
    }
    return Outcome(status: status, output: text("out"), errors: text("err"))
  }

  /// Runs a program and waits for its own end, whatever it leaves behind; its status, 127 where it cannot be run.
  static func spawnAndWait(_ program: String, _ words: [String], _ variables: [String: String]) -> Int32 {
    var child: pid_t = 0
    // Threads of Dispatch block signals, which a program would inherit, and all that it begins.
    var attributes = posix_spawnattr_t()
    var none = sigset_t()
    unsafe posix_spawnattr_init(&attributes)
    defer { unsafe posix_spawnattr_destroy(&attributes) }
    unsafe sigemptyset(&none)
    unsafe posix_spawnattr_setsigmask(&attributes, &none)
    unsafe posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
    let code = unsafe withCStrings(words) { argv in
      unsafe withCStrings(variables.map { "\($0)=\($1)" }) { envp in
        unsafe posix_spawn(&child, program, nil, &attributes, argv, envp)
      }
    }
    guard code == 0 else { return 127 }
    var status: Int32 = 0
    while unsafe waitpid(child, &status, 0) < 0, errno == EINTR {}
    return status & 0x7F == 0 ? (status >> 8) & 0xFF : 128 + (status & 0x7F)
  }
}
