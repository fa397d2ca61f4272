import COpsSystem
import Foundation
import Glibc
import NIOCore
import NIOPosix
import OpsDomain
import Testing

@testable import OpsCollectors

/// A shell that runs the probe, without ssh between.
final class ProbeRun: ChildProcessDelegate {
  static let loop = MultiThreadedEventLoopGroup.singleton.next()
  /// The shells that the probe must run on; those that are not installed are left out.
  static let shells: [[String]] = [
    ["/usr/bin/dash"], ["/usr/bin/bash"], ["/usr/bin/bash", "--posix"], ["/usr/bin/busybox", "ash"],
  ]
  .filter { FileManager.default.isExecutableFile(atPath: $0[0]) }

  private let mark = "0123456789abcdef"
  private var output: FrameParser
  private var errors: FrameParser
  private var child: ChildProcess?
  private(set) var system: String?
  private(set) var sections: [SectionText] = []
  private(set) var exit: ChildExit?
  private var waiters: [(isMet: (ProbeRun) -> Bool, go: () -> Void)] = []

  private init() {
    output = FrameParser(mark: mark, greets: true)
    errors = FrameParser(mark: mark, greets: false)
  }

  /// Begins a shell with the command line that sshd would give it, and the probe on its stdin.
  static func begin(_ shell: [String], root: String = "", path: String = "/usr/bin:/bin") async throws -> Handle {
    let bound = try await loop.submit {
      let run = ProbeRun()
      let script = RemoteProgram.script(mark: run.mark, root: root)
      // sshd gives the command to the login shell, which becomes sh; here sh is the shell that is tried.
      let words = ["-c", "eval \"$(head -c \(script.count))\"", "opsconsole-probe"]
      let child = try ChildProcess(
        path: shell[0], arguments: CStrings([shell[0]] + shell.dropFirst() + words),
        environment: CStrings(["PATH=\(path)", "HOME=/"]), loop: loop, delegate: run)
      run.child = child
      child.send(script)
      return NIOLoopBound(run, eventLoop: loop)
    }.get()
    let handle = Handle(run: bound)
    await handle.until { $0.system != nil || $0.exit != nil }
    return handle
  }

  /// Begins a shell command without input and output; the process leads a group of its own.
  static func spawn(_ command: String) async throws -> pid_t {
    let none = unsafe open("/dev/null", O_RDWR)
    defer { close(none) }
    let pid = try await loop.submit {
      let (words, variables) = (CStrings(["sh", "-c", command]), CStrings(["PATH=/usr/bin:/bin", "HOME=/"]))
      return unsafe ops_spawn(
        "/bin/sh", words.bytes, words.bytes.count, variables.bytes, variables.bytes.count, none, none, none)
    }.get()
    try #require(pid > 0)
    return pid
  }

  func child(_ child: ChildProcess, said bytes: ByteBuffer, on stream: SSHSessionMachine.Stream) {
    let view = bytes.readableBytesView
    let events = stream == .output ? try? output.feed(view) : try? errors.feed(view)
    for event in events ?? [] {
      switch event {
      case .hello(let system): self.system = system
      case .section(let section): sections.append(section)
      }
    }
    check()
  }

  func childEndedOutput(_ child: ChildProcess) {}

  func child(_ child: ChildProcess, exited exit: ChildExit) {
    self.exit = exit
    self.child = nil
    check()
  }

  private func check() {
    let met = waiters.filter { $0.isMet(self) }
    waiters.removeAll { $0.isMet(self) }
    for waiter in met { waiter.go() }
  }

  /// What a test holds of a run.
  struct Handle: Sendable {
    fileprivate let run: NIOLoopBound<ProbeRun>

    func until(_ isMet: @escaping @Sendable (ProbeRun) -> Bool) async {
      await withCheckedContinuation { continuation in
        ProbeRun.loop.execute {
          run.value.waiters.append((isMet, { continuation.resume() }))
          run.value.check()
        }
      }
    }

    func send(_ line: String) { ProbeRun.loop.execute { run.value.child?.send(Array((line + "\n").utf8)) } }
    func closeInput() { ProbeRun.loop.execute { run.value.child?.closeInput() } }
    func kill() { ProbeRun.loop.execute { run.value.child?.kill() } }

    func value<Value: Sendable>(_ read: @escaping @Sendable (ProbeRun) -> Value) async throws -> Value {
      try await ProbeRun.loop.submit { read(run.value) }.get()
    }

    /// Sends a request and gives its section.
    func ask(_ name: String, _ number: UInt64, _ arguments: String = "") async throws -> SectionText {
      send("\(name) \(number) \(arguments)")
      await until { run in run.exit != nil || run.sections.contains { $0.number == number && $0.name == name } }
      return try #require(try await value { run in run.sections.first { $0.number == number && $0.name == name } })
    }

    /// Ends stdin and waits for the end.
    func end() async throws -> ChildExit? {
      closeInput()
      await until { $0.exit != nil }
      return try await value { $0.exit }
    }
  }
}

/// Processes whose command line holds that text, zombies left out.
func processes(with text: String) -> [Int] {
  let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
  return names.compactMap(Int.init).filter { pid in
    guard let data = FileManager.default.contents(atPath: "/proc/\(pid)/cmdline") else { return false }
    return String(decoding: data, as: UTF8.self).replacingOccurrences(of: "\0", with: " ").contains(text)
  }
}

/// Waits until the condition holds, at most so many seconds; looks often, since there is nothing to be told by.
func holds(within seconds: Double, _ condition: () throws -> Bool) async rethrows -> Bool {
  let end = ContinuousClock.now + .seconds(seconds)
  while ContinuousClock.now < end {
    if try condition() { return true }
    try? await Task.sleep(for: .milliseconds(20))
  }
  return try condition()
}

/// A folder for one test, removed with it.
struct ScratchFolder: ~Copyable {
  let path: String

  init() throws {
    path = FileManager.default.temporaryDirectory.path + "/ops-\(UUID().uuidString.prefix(8))"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// Writes a file, with the folders above it.
  func write(_ name: String, _ text: String, isProgram: Bool = false) throws {
    let file = "\(path)/\(name)"
    let folder = (file as NSString).deletingLastPathComponent
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try Data(text.utf8).write(to: URL(fileURLWithPath: file))
    if isProgram { try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: file) }
  }

  /// Makes a file so many days old.
  func age(_ name: String, days: Int) throws {
    let date = Date(timeIntervalSinceNow: -86_400 * Double(days))
    try FileManager.default.setAttributes([.modificationDate: date], ofItemAtPath: "\(path)/\(name)")
  }

  /// Writes a symbolic link to anything.
  func link(_ name: String, to target: String) throws {
    let file = "\(path)/\(name)"
    let folder = (file as NSString).deletingLastPathComponent
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try FileManager.default.createSymbolicLink(atPath: file, withDestinationPath: target)
  }

  /// The text of a file.
  func read(_ name: String) throws -> String {
    try String(decoding: Data(contentsOf: URL(fileURLWithPath: "\(path)/\(name)")), as: UTF8.self)
  }
}
