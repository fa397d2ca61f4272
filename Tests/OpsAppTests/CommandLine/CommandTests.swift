import Foundation
import Testing

/// The members of a JSON document.
private func document(_ text: String) throws -> [String: Any] {
  try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
}

@Suite(.serialized) struct Commands {
  private let home: TemporaryFolder

  init() throws { home = try TemporaryFolder() }

  private func run(_ arguments: String..., environment: [String: String] = [:]) throws -> Program.Outcome {
    try Program.run(arguments, home: home.path, environment: environment)
  }

  @Test func statusOfThisMachineNeedsNoConfiguration() throws {
    let outcome = try run("status", "--json")
    #expect(outcome.status == 0, "\(outcome.errors)")
    let document = try document(outcome.output)
    #expect(document["schema"] as? String == "opsconsole.status/1")
    let hosts = try #require(document["hosts"] as? [[String: Any]])
    #expect(hosts.count == 1)
    let host = try #require(hosts.first)
    #expect(host["source"] as? String == "local")
    #expect((host["cores"] as? Int ?? 0) > 0)
    let cpu = try #require(host["cpu"] as? [String: Double])
    #expect(Set(cpu.keys) == ["busy", "user", "system", "iowait", "steal"])
    #expect(cpu.values.allSatisfy { (0...1).contains($0) })
    let memory = try #require(host["memory"] as? [String: Int])
    #expect((memory["totalBytes"] ?? 0) > (memory["availableBytes"] ?? .max))
    #expect(host["error"] == nil)
    #expect(host["service"] == nil)
  }

  @Test func statusIsATableWithoutColoursInAPipe() throws {
    let outcome = try run("status")
    #expect(outcome.status == 0)
    #expect(outcome.output.hasPrefix("HOST"))
    #expect(!outcome.output.contains("\u{1B}"))
  }

  @Test func aHostThatDoesNotAnswerIsStatusOne() throws {
    try home.write("hosts: [{ name: gone, address: 127.0.0.1, port: 1 }]\n", to: "h.yaml")
    let outcome = try run("status", "--json", "--timeout", "5s", "-i", "\(home.path)/h.yaml")
    #expect(outcome.status == 1)
    let host = try #require((try document(outcome.output)["hosts"] as? [[String: Any]])?.first)
    #expect((host["error"] as? String)?.isEmpty == false)
    #expect(host["load"] == nil)
    #expect(host["cpu"] == nil)
  }

  @Test func aSimulatedFleetCanBePrinted() throws {
    let outcome = try run("status", "--demo", "--json", "--timeout", "4s")
    #expect((try document(outcome.output)["hosts"] as? [Any])?.count == 56)
  }

  @Test func mistakesAreStatusTwoWithTheirLine() throws {
    try home.write("hosst: [a]\n", to: "h.yaml")
    for command in [["status"], ["hosts"], ["config", "check"]] {
      let outcome = try Program.run(command + ["-i", "\(home.path)/h.yaml"], home: home.path)
      #expect(outcome.status == 2)
      #expect(outcome.errors.contains("h.yaml:1:1: unknown key \"hosst\"; did you mean \"hosts\"?"))
      #expect(outcome.output.isEmpty)
    }
  }

  @Test(arguments: [
    ["--nonsense"], ["status", "--timeout", "never"], ["--hosts", "5"], ["theme", "show", "no-such"],
    ["status", "no-such-host"], ["completions", "csh"], ["--symbols", "runes"], ["--demo", "--hosts", "0"],
  ])
  func wrongArgumentsAreStatusSixtyFour(arguments: [String]) throws {
    #expect(try Program.run(arguments, home: home.path).status == 64)
  }

  @Test func hostsAreListedAndSelected() throws {
    let text = "services: { shop: { roles: { web: \"web[1-3]\", db: \"db[1-2]\" } } }\n"
    try home.write(text, to: "h.yaml")
    let file = "\(home.path)/h.yaml"
    #expect(try run("hosts", "-i", file, "--names").output == "web1\nweb2\nweb3\ndb1\ndb2\n")
    #expect(try run("hosts", "-i", file, "--names", "@shop:web!web2").output == "web1\nweb3\n")
    let document = try document(run("hosts", "-i", file, "--json").output)
    #expect(document["schema"] as? String == "opsconsole.hosts/1")
    #expect((document["hosts"] as? [Any])?.count == 5)
  }

  @Test func textFromFilesReachesNoTerminal() throws {
    try home.write("\"a\\e]0;x\\a\": 1\nhosts: [\"\\u202Ex\"]\n", to: "h.yaml")
    let outcome = try run("config", "check", "-i", "\(home.path)/h.yaml")
    #expect(outcome.status == 2)
    #expect(!outcome.errors.unicodeScalars.contains { $0.value == 0x1B || $0.value == 0x07 || $0.value == 0x202E })
  }

  @Test func initWritesPrivateFilesOnceAndTheyAreGood() throws {
    let first = try run("config", "init")
    #expect(first.status == 0)
    let folder = "\(home.path)/.config/opsconsole"
    for name in ["hosts.yaml", "config.yaml"] {
      let attributes = try FileManager.default.attributesOfItem(atPath: "\(folder)/\(name)")
      #expect((attributes[.posixPermissions] as? Int ?? 0) & 0o077 == 0)
    }
    #expect(try run("config", "check").status == 0)
    try "hosts: [mine]\n".write(toFile: "\(folder)/hosts.yaml", atomically: true, encoding: .utf8)
    #expect(try run("config", "init").output.contains("stays as it is"))
    #expect(try run("hosts", "--names").output == "mine\n")
  }

  @Test func pathsFollowTheEnvironment() throws {
    let outcome = try run("config", "paths", environment: ["XDG_CONFIG_HOME": "/elsewhere"])
    #expect(outcome.output.contains("/elsewhere/opsconsole/hosts.yaml"))
  }

  @Test func helpHasExamplesAndStatuses() throws {
    for command in [[], ["status"], ["hosts"], ["config", "check"], ["doctor"]] {
      let outcome = try Program.run(command + ["--help"], home: home.path)
      #expect(outcome.status == 0)
      #expect(outcome.output.contains("EXIT STATUS"), "\(command)")
    }
    #expect(try run("--help").output.contains("EXAMPLES"))
  }

  @Test func theProbeIsAShellProgram() throws {
    let outcome = try run("probe")
    #expect(outcome.status == 0)
    #expect(outcome.output.contains("/proc/"))
  }

  @Test func doctorSaysEachThingWithItsRemedy() throws {
    let document = try document(run("doctor", "--json", environment: ["TERM": "no-such-terminal"]).output)
    #expect(document["schema"] as? String == "opsconsole.doctor/1")
    let checks = try #require(document["checks"] as? [[String: String]])
    let terminal = try #require(checks.first { $0["name"] == "TERM" })
    #expect(terminal["result"] == "fail")
    #expect(terminal["remedy"]?.isEmpty == false)
    #expect(checks.allSatisfy { $0["result"] == "ok" || $0["remedy"] != nil })
  }

  @Test(arguments: ["bash", "zsh", "fish"])
  func completionsAreForEachShell(shell: String) throws {
    #expect(try run("completions", shell).output.contains("opsconsole"))
  }

  @Test func themesAreListed() throws {
    let output = try run("theme", "list").output
    #expect(output.contains("dark"))
    #expect(output.contains("mono"))
    #expect(try run("theme", "show", "mono").status == 0)
  }

  @Test func aReaderThatGoesAwayEndsItQuietly() throws {
    let script = "\"$0\" hosts --names -i \"$1\" | head -1"
    try home.write("hosts: \"h[1-50000]\"\n", to: "h.yaml")
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", script, Program.path, "\(home.path)/h.yaml"]
    let errors = Foundation.Pipe()
    process.standardError = errors
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    let said = errors.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    #expect(String(decoding: said, as: UTF8.self).isEmpty)
  }

  @Test func withoutATerminalTheConsoleSaysSo() throws {
    let folder = home.path
    // A session of its own has no controlling terminal.
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/setsid")
    process.arguments = ["-w", Program.path, "--demo"]
    process.environment = ["HOME": folder, "TERM": "xterm", "PATH": "/usr/bin:/bin"]
    let errors = Foundation.Pipe()
    process.standardError = errors
    process.standardOutput = FileHandle.nullDevice
    process.standardInput = FileHandle.nullDevice
    try process.run()
    let said = errors.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    #expect(process.terminationStatus == 1)
    #expect(String(decoding: said, as: UTF8.self).contains("terminal"))
  }
}
