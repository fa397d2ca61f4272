import Testing

@Suite struct TeamHelp {
  static let commands = [
    "log", "log add", "log list", "log search", "log show", "log amend", "log retract", "log redact", "log export",
    "log import", "window", "window plan", "window list", "window show", "window start", "window extend",
    "window verify", "window done", "window cancel", "window abort", "window edit", "freeze", "freeze set",
    "freeze list", "freeze clear", "hold", "hold set", "hold list", "hold clear", "request", "request send",
    "request list", "request show", "request ack", "request accept", "request decline", "request done",
    "request withdraw", "request comment", "digest", "host status",
  ]

  @Test(arguments: commands)
  func everyCommandTellsItsExitStatuses(command: String) throws {
    let home = try TemporaryFolder()
    let outcome = try Program.run(command.split(separator: " ").map(String.init) + ["--help"], home: home.path)
    #expect(outcome.status == 0)
    #expect(outcome.output.contains("EXIT STATUS"))
    #expect(outcome.output.contains("USAGE: opsconsole \(command)"))
  }

  @Test(arguments: ["bash", "zsh", "fish"])
  func completionsKnowKindsStatesAndServers(shell: String) throws {
    let home = try TemporaryFolder()
    let script = try Program.run(["completions", shell], home: home.path).output
    for word in ["handoff", "markdown", "poweroff", "degraded", "approval", "aborted", "hosts --names"] {
      #expect(script.contains(word), "\(word)")
    }
  }
}
