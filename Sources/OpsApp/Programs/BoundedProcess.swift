import COpsSystem
import Glibc
import OpsCollectors

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
  /// How long each way of ending the program may take.
  static let grace = Duration.milliseconds(500)

  /// The program, looked for in `PATH` unless it holds a slash.
  var program: String
  var arguments: [String]
  var environment: [String: String]
  var deadline = Duration.seconds(20)
  var outputBytes = 16 * 1_048_576

  /// Runs the program to its end and returns its standard output.
  ///
  /// Whatever it has begun and left in its process group ends with it, and all of it ends with this program. Blocks: call
  /// it from a thread of its own.
  func output() throws(Failure) -> [UInt8] {
    guard let path = find(program, environment: environment) else { throw .notFound }
    var out = try Pipe()
    var err = try Pipe()
    let child = try spawn(path, output: out.writing, errors: err.writing)
    out.closeWriting()
    err.closeWriting()
    let end = ContinuousClock.now + deadline
    let output: [UInt8]
    let words: String
    do {
      (output, words) = try collect(out.reading, err.reading, until: end)
    } catch {
      Self.end(child)
      throw error
    }
    guard let ended = Self.reap(child, until: end) else {
      Self.end(child)
      throw .tooSlow(deadline)
    }
    let status = ended.state == OPS_CHILD_SIGNALLED ? 128 + ended.code : ended.code
    guard ended.state == OPS_CHILD_UNKNOWN || status == 0 else { throw .failed(status: status, words: words) }
    return output
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

  private func spawn(_ path: String, output: Int32, errors: Int32) throws(Failure) -> pid_t {
    let nothing = unsafe open("/dev/null", O_RDONLY | O_CLOEXEC)
    defer { if nothing >= 0 { close(nothing) } }
    let words = CStrings([path] + arguments)
    let variables = CStrings(environment.map { "\($0)=\($1)" })
    let child = unsafe ops_spawn(
      path, words.bytes, words.bytes.count, variables.bytes, variables.bytes.count, nothing, output, errors)
    guard child > 0 else { throw .notStarted(errorText(-child)) }
    return child
  }

  /// Waits for the end of a child; nil when it has not ended in time.
  private static func reap(_ child: pid_t, until end: ContinuousClock.Instant) -> ops_child? {
    let descriptor = ops_pidfd(child)
    defer { if descriptor >= 0 { close(descriptor) } }
    while true {
      let found = ops_reap(child)
      if found.state != OPS_CHILD_RUNS { return found }
      let left = (end - .now).wholeMillisecondsLeft
      guard left > 0 else { return nil }
      var ready = [pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)]
      // On a kernel without such descriptors it is looked at again and again.
      _ = unsafe poll(&ready, 1, descriptor >= 0 ? Int32(clamping: left) : 2)
    }
  }

  /// Ends a child and all that it has begun: first by asking.
  private static func end(_ child: pid_t) {
    _ = ops_signal_group(child, SIGTERM)
    if reap(child, until: .now + grace) != nil { return }
    _ = ops_signal_group(child, SIGKILL)
    _ = reap(child, until: .now + grace)
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
