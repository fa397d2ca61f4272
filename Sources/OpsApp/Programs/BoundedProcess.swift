import Glibc

/// A program run for its output, with limits on time and size.
///
/// It has no terminal and no shell in between.
struct BoundedProcess: Sendable {
  /// Why there is no output to use.
  enum Failure: Error, Hashable, Sendable {
    case notFound
    case notStarted(String)
    case tooSlow(Duration)
    case tooLarge(Int)
    case failed(status: Int32, words: String)
  }
  /// What is kept of standard error, for messages.
  static let errorBytes = 8 * 1024

  /// The program, looked for in `PATH` unless it holds a slash.
  var program: String
  var arguments: [String]
  var environment: [String: String]
  var deadline = Duration.seconds(20)
  var outputBytes = 16 * 1_048_576

  /// Runs the program to its end and returns its standard output.
  ///
  /// Blocks: call it from a thread of its own.
  func output() throws(Failure) -> [UInt8] {
    guard let path = find(program, environment: environment) else { throw .notFound }
    let out = try Pipe()
    let err: Pipe
    do { err = try Pipe() } catch {
      out.closeBoth()
      throw error
    }
    let child = try spawn(path, out: out, err: err)
    close(out.write)
    close(err.write)
    defer {
      close(out.read)
      close(err.read)
    }
    let end = ContinuousClock.now + deadline
    do {
      let (output, words) = try collect(out.read, err.read, until: end)
      try reap(child, until: end, words: words)
      return output
    } catch {
      kill(-child, SIGKILL)
      var status: Int32 = 0
      while unsafe waitpid(child, &status, 0) < 0, errno == EINTR {}
      throw error
    }
  }

  /// Reads both streams until both end.
  private func collect(
    _ out: Int32, _ err: Int32, until end: ContinuousClock.Instant
  ) throws(Failure) -> ([UInt8], String) {
    var output: [UInt8] = []
    var words: [UInt8] = []
    var open = [pollfd(fd: out, events: Int16(POLLIN), revents: 0), pollfd(fd: err, events: Int16(POLLIN), revents: 0)]
    var chunk = [UInt8](repeating: 0, count: 64 * 1024)
    while open.contains(where: { $0.fd >= 0 }) {
      let left = (end - .now).wholeMillisecondsLeft
      guard left > 0 else { throw .tooSlow(deadline) }
      guard unsafe poll(&open, nfds_t(open.count), Int32(clamping: left)) >= 0 || errno == EINTR else {
        throw .notStarted(errorText(errno))
      }
      for index in open.indices where open[index].revents != 0 {
        let count = unsafe read(open[index].fd, &chunk, chunk.count)
        if count < 0, errno == EINTR || errno == EAGAIN { continue }
        if count <= 0 {
          open[index].fd = -1
        } else if index == 0 {
          guard output.count + count <= outputBytes else { throw .tooLarge(outputBytes) }
          output.append(contentsOf: chunk[..<count])
        } else {
          words.append(contentsOf: chunk[..<min(count, Self.errorBytes - words.count)])
        }
        open[index].revents = 0
      }
    }
    return (output, String(decoding: words, as: UTF8.self))
  }

  /// Waits for the end of a child whose streams have ended.
  private func reap(_ child: pid_t, until end: ContinuousClock.Instant, words: String) throws(Failure) {
    var status: Int32 = 0
    while true {
      let reaped = unsafe waitpid(child, &status, WNOHANG)
      if reaped == child { break }
      if reaped < 0, errno != EINTR { return }
      guard ContinuousClock.now < end else { throw .tooSlow(deadline) }
      usleep(2000)
    }
    let code = status & 0x7F == 0 ? (status >> 8) & 0xFF : 128 + (status & 0x7F)
    guard code == 0 else { throw .failed(status: code, words: words) }
  }

  private func spawn(_ path: String, out: Pipe, err: Pipe) throws(Failure) -> pid_t {
    var actions = unsafe posix_spawn_file_actions_t()
    unsafe posix_spawn_file_actions_init(&actions)
    defer { unsafe posix_spawn_file_actions_destroy(&actions) }
    unsafe posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
    unsafe posix_spawn_file_actions_adddup2(&actions, out.write, 1)
    unsafe posix_spawn_file_actions_adddup2(&actions, err.write, 2)
    let attributes = SpawnAttributes(ownGroup: true)
    let words = environment.map { "\($0)=\($1)" }
    let (code, child) = unsafe withCStrings([path] + arguments) { argv in
      unsafe withCStrings(words) { envp in
        unsafe attributes.spawn(path, actions: &actions, argv: argv, envp: envp)
      }
    }
    guard code == 0 else {
      out.closeBoth()
      err.closeBoth()
      throw .notStarted(errorText(code))
    }
    return child
  }
}

/// Where a program lies, or nil; a name with a slash is taken as it is.
func find(_ program: String, environment: [String: String]) -> String? {
  if program.contains("/") { return unsafe access(program, X_OK) == 0 ? program : nil }
  let folders = (environment["PATH"] ?? "/usr/local/bin:/usr/bin:/bin").split(separator: ":")
  for folder in folders where folder.hasPrefix("/") {
    let path = "\(folder)/\(program)"
    var status = stat()
    if unsafe access(path, X_OK) == 0, unsafe stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG {
      return path
    }
  }
  return nil
}

extension Duration {
  /// Whole milliseconds, rounded up, so that a wait of them never ends early.
  var wholeMillisecondsLeft: Int64 {
    let (seconds, attoseconds) = components
    return seconds &* 1000 &+ (attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000
  }
}
