import Foundation
import Glibc
import Testing

@Suite("a command that is run under a reservation") struct RunCommands {
  private let home: VerdictHome

  init() throws { home = try VerdictHome("web: { keep: 1, hosts: \"web[1-2]\" }") }

  private func work() throws -> Tree { try home.home.json("reservations --all")["reservations"][0] }

  @Test func itsOutputStatusAndTimesAreRecorded() throws {
    let outcome = try home.run(
      "run --reserve web1", "--", "sh", "-c", "echo \"$OPSCONSOLE_RESERVATION\"; cat; exit 7")
    #expect(outcome.status == 7 && outcome.output == "W-1\n", "\(outcome.errors)")
    let work = try work()
    #expect(work["state"].text == "done" && work["end"]["exit"].number == 7 && work["end"]["result"].text == "failed")
    let entries = try home.home.json("log list")["entries"].list
    #expect(entries.count == 2)
    let command = entries[1]["command"]
    #expect(command["text"].text == "sh -c 'echo \"$OPSCONSOLE_RESERVATION\"; cat; exit 7'")
    #expect(command["exit"].number == 7 && command["started"].text != nil && command["ended"].text != nil)
    #expect(entries[1]["text"].text?.hasPrefix("exit 7 after ") == true)
  }

  @Test func whatWouldBeRefusedIsNotRun() throws {
    try home.used(by: "naoya").must("begin web2 --reason deploy")
    let mark = "\(home.home.folder.path)/ran"
    let outcome = try home.run("run --reserve web1", "--", "touch", mark)
    #expect(outcome.status == 2 && outcome.output.isEmpty)
    #expect(outcome.errors.contains("not run: touch") && outcome.errors.contains("NO  update web1"))
    #expect(!FileManager.default.fileExists(atPath: mark))
    let forced = try home.run("run --reserve web1 --override", "it burns", "--", "touch", mark)
    #expect(forced.status == 0 && FileManager.default.fileExists(atPath: mark), "\(forced.errors)")
  }

  @Test func whatCannotBeRunIsGivenUp() throws {
    #expect(try home.run("run --reserve web1", "--", "no-such-program").status == 127)
    try home.home.folder.write("not a program", to: "text")
    let path = "\(home.home.folder.path)/text"
    let isMarked = unsafe chmod(path, 0o755) == 0
    try #require(isMarked)
    let outcome = try home.run("run --reserve web1", "--", path)
    #expect(outcome.status == 126, "\(outcome.errors)")
    #expect(try work()["state"].text == "aborted")
  }

  @Test func secretsOfACommandLineAreNotKept() throws {
    let outcome = try home.run("run --reserve web1", "--", "true", "--password=hunter22hunter")
    #expect(outcome.status == 0, "\(outcome.errors)")
    let log = try home.run("log list --json").output
    #expect(!log.contains("hunter22") && log.contains("look like a secret"))
  }

  @Test("a signal ends the command, and the log says so") func signals() async throws {
    let run = try Started(home, "trap 'exit 5' TERM; echo ready; while :; do sleep 0.05; done")
    try await run.ready()
    kill(run.pid, SIGTERM)
    #expect(run.end() == 5)
    let work = try work()
    #expect(work["state"].text == "aborted" && work["end"]["exit"].number == 5)
    #expect(work["end"]["reason"].text?.contains("signal 15 was passed on") == true)
  }

  @Test("kill -9 ends the command too and leaves a reservation that nobody has ended") func killed() async throws {
    let run = try Started(home, "echo ready; echo $$; exec sleep 600")
    try await run.ready()
    let child = try #require(run.lines.dropFirst().first.flatMap { pid_t($0) })
    kill(run.pid, SIGKILL)
    #expect(run.end() == 128 + SIGKILL)
    for _ in 0..<500 where kill(child, 0) == 0 { try await Task.sleep(for: .milliseconds(10)) }
    #expect(kill(child, 0) != 0, "the command has ended too")
    let open = try home.home.json("reservations")["reservations"].list
    #expect(open.first?["state"].text == "running", "until its lease is over")
    let later = try home.home.json("reservations --all")["reservations"][0]
    #expect(later["end"].value == nil && later["leaseExpires"].text != nil)
  }
}

/// `opsconsole run` of a shell script, begun and not waited for.
private final class Started {
  let pid: pid_t
  private let output: String

  init(_ home: VerdictHome, _ script: String) throws {
    let folder = home.home.folder.path
    output = "\(folder)/started"
    let line = "exec \"$@\" >\"\(output)\" 2>&1 </dev/null"
    let words = [
      "sh", "-c", line, "sh", Program.path, "run", "--reserve", "web1", "-i", "\(folder)/hosts.yaml", "--config",
      "\(folder)/config.yaml", "--quiet", "--", "sh", "-c", script,
    ]
    let variables = ["HOME=\(folder)", "PATH=/usr/bin:/bin", "OPSCONSOLE_AUTHOR=shinji", "TZ=UTC", "LANG=C.UTF-8"]
    var child: pid_t = 0
    let code = unsafe withCStrings(words) { argv in
      unsafe withCStrings(variables) { envp in unsafe posix_spawn(&child, "/bin/sh", nil, nil, argv, envp) }
    }
    try #require(code == 0)
    pid = child
  }

  var lines: [String] {
    ((try? String(contentsOfFile: output, encoding: .utf8)) ?? "").split(separator: "\n").map(String.init)
  }

  /// Waits until the script has said so.
  func ready() async throws {
    for _ in 0..<6000 where lines.isEmpty { try await Task.sleep(for: .milliseconds(10)) }
    try #require(lines.first == "ready", "\(lines)")
  }

  /// Waits for its end; its exit status, a signal as 128 + its number.
  func end() -> Int32 {
    var status: Int32 = 0
    while unsafe waitpid(pid, &status, 0) < 0, errno == EINTR {}
    return status & 0x7F == 0 ? (status >> 8) & 0xFF : 128 + (status & 0x7F)
  }
}
