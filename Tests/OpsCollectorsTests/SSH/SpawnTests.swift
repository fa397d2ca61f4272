import COpsSystem
import Foundation
import Glibc
import OpsDomain
import Testing

@testable import OpsCollectors

@Suite(.timeLimit(.minutes(10))) struct SpawnTests {
  /// Runs a shell command with both outputs on a pipe; gives what it said and how it ended.
  private func run(_ command: String, path: String = "/bin/sh") throws -> (said: String, child: ops_child) {
    let pipe = ops_pipe()
    let none = unsafe open("/dev/null", O_RDONLY)
    defer {
      close(none)
      close(pipe.reading)
    }
    let pid = try spawn(path, ["sh", "-c", command], none, pipe.writing, pipe.writing)
    close(pipe.writing)
    var said: [UInt8] = []
    var bytes = [UInt8](repeating: 0, count: 4096)
    while true {
      let count = unsafe read(pipe.reading, &bytes, bytes.count)
      guard count > 0 else { break }
      said += bytes[..<count]
    }
    var child = ops_reap(pid)
    while child.state == OPS_CHILD_RUNS {
      usleep(1000)
      child = ops_reap(pid)
    }
    return (String(decoding: said, as: UTF8.self), child)
  }

  private func spawn(_ path: String, _ words: [String], _ input: CInt, _ output: CInt, _ error: CInt) throws -> pid_t {
    let (arguments, variables) = (CStrings(words), CStrings(["A=b c", "PATH=/usr/bin:/bin"]))
    return unsafe ops_spawn(
      path, arguments.bytes, arguments.bytes.count, variables.bytes, variables.bytes.count, input, output, error)
  }

  @Test func aChildGetsItsArgumentsItsEnvironmentAndItsStatusIsHeard() throws {
    let (said, child) = try run("echo \"$A\"; env | sort; exit 7")
    #expect(said.hasPrefix("b c\nA=b c\n"))
    #expect(!said.contains("HOME="))
    #expect(child.state == OPS_CHILD_EXITED && child.code == 7)
    #expect(try run("kill -9 $$").child.state == OPS_CHILD_SIGNALLED)
  }

  @Test func aChildInheritsNothingButItsThreeDescriptors() throws {
    let extra = (0..<20).map { _ in unsafe open("/dev/null", O_RDONLY) }
    defer { for descriptor in extra { close(descriptor) } }
    // The last is the folder that ls itself has opened.
    #expect(try run("ls /proc/self/fd").said == "0\n1\n2\n3\n")
  }

  @Test func aChildHasASessionOfItsOwnAndDefaultSignals() throws {
    #expect(try run("read -r a </proc/self/stat; set -- $a; echo $(($1 == $6))").said == "1\n")
    let said = try run("grep -E 'SigBlk|SigIgn' /proc/self/status").said
    let masks = said.split(separator: "\n").compactMap {
      $0.split(separator: "\t").last.flatMap { UInt64($0, radix: 16) }
    }
    // Signals from 32 on are the C library's own.
    #expect(masks.count == 2 && masks.allSatisfy { $0 & 0x7FFF_FFFF == 0 }, "\(said)")
  }

  @Test func whatCannotBeRunIsAnErrorAndLeavesNoZombie() throws {
    #expect(try spawn("/nonexistent", ["x"], 0, 1, 2) == -ENOENT)
    #expect(try spawn("/etc/passwd", ["x"], 0, 1, 2) == -EACCES)
    #expect(try spawn("/bin/true", ["x"], 9999, 1, 2) == -EBADF)
    #expect(ops_reap(-1).state == OPS_CHILD_UNKNOWN && ops_reap(0).state == OPS_CHILD_UNKNOWN)
  }

  @Test func aSignalIsNeverSentToOurOwnGroupOrToEverybody() {
    for pid in [0, 1, -1, -5, pid_t.min] as [pid_t] { #expect(ops_signal_group(pid, 0) == -EINVAL) }
  }

  @Test func whatAChildLeavesInItsGroupEndsWithIt() throws {
    // The shell ends at once, what it began would not, and its outputs are not ours to wait for.
    let (said, child) = try run("trap '' TERM HUP; sleep 4712 >/dev/null 2>&1 & echo $!; exit 3")
    #expect(child.state == OPS_CHILD_EXITED && child.code == 3)
    let left = try #require(pid_t(said.split(separator: "\n")[0]))
    let end = ContinuousClock.now + .seconds(5)
    while isAlive(left), ContinuousClock.now < end { usleep(5000) }
    #expect(!isAlive(left))
  }

  /// Whether a process runs; one that nobody has taken note of does not.
  private func isAlive(_ pid: pid_t) -> Bool {
    let stat = (try? String(contentsOfFile: "/proc/\(pid)/stat", encoding: .utf8)) ?? ""
    return !stat.isEmpty && !stat.contains(") Z ")
  }

  @Test func theKernelEndsAChildWhenTheThreadThatBeganItEnds() async throws {
    let none = unsafe open("/dev/null", O_RDWR)
    defer { close(none) }
    let pid = await withCheckedContinuation { continuation in
      Thread {
        let pid = try? self.spawn("/bin/sleep", ["sleep", "4711"], none, none, none)
        continuation.resume(returning: pid ?? -1)
      }.start()
    }
    try #require(pid > 0)
    var child = ops_child(state: OPS_CHILD_RUNS, code: 0)
    #expect(
      await holds(within: 5) {
        child = ops_reap(pid)
        return child.state != OPS_CHILD_RUNS
      })
    #expect(child.state == OPS_CHILD_SIGNALLED && child.code == SIGTERM, "\(child)")
  }

  @Test func anEventDescriptorAndAPipeAreNotInherited() {
    let (event, pipe) = (ops_eventfd(), ops_pipe())
    for descriptor in [event, pipe.reading, pipe.writing] {
      #expect(descriptor >= 0 && fcntl(descriptor, F_GETFD) & FD_CLOEXEC != 0)
      close(descriptor)
    }
  }
}
