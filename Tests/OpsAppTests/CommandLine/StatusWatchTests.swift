import Foundation
import Glibc
import Testing

/// `status --watch`, where one host never answers.
@Suite(.serialized) struct StatusWatch {
  private let home: TemporaryFolder

  init() throws {
    home = try TemporaryFolder()
    try home.write("#!/bin/sh\nexec sleep 4714\n", to: "ssh")
    guard unsafe chmod("\(home.path)/ssh", 0o755) == 0 else { throw POSIXError(.EPERM) }
    try home.write("hosts: [{ name: here, source: local }, { name: hung, address: 127.0.0.9 }]\n", to: "h.yaml")
  }

  /// The first lines that it prints.
  private func lines(_ count: Int, _ options: String) throws -> [String] {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = [
      "-c", "timeout 60 \"$0\" status \(options) -i \"$1\" | head -n \(count)", Program.path, "\(home.path)/h.yaml",
    ]
    process.environment = ["HOME": home.path, "LANG": "C.UTF-8", "PATH": "\(home.path):/usr/bin:/bin"]
    let output = Foundation.Pipe()
    process.standardOutput = output
    try process.run()
    let said = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return String(decoding: said, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false).map(
      String.init)
  }

  @Test func whatIsKnownIsPrintedInTimeAndWhoIsSilentSaysSo() throws {
    // Two rounds. Were each to wait for the silent host as long as it may, they would take ten minutes, and not come.
    let lines = try lines(12, "--watch --every 2s --timeout 300s")
    let here = lines.filter { $0.hasPrefix("here") }
    let hung = lines.filter { $0.hasPrefix("hung") }
    #expect(here.count == 2 && here.allSatisfy { $0.contains("%") }, "\(lines)")
    #expect(hung.count == 2 && hung.allSatisfy { $0.contains("no answer yet") }, "\(lines)")
  }

  @Test func jsonSaysItToo() throws {
    // So many lines hold the first document whole, whatever this machine's filesystems are.
    let lines = try lines(400, "--watch --json --every 1s --timeout 300s")
    #expect(lines.contains { $0.contains("\"error\": \"no answer yet\"") }, "\(lines)")
  }

  @Test func whoHadHisTimeIsSaidToHaveHadIt() throws {
    let outcome = try Program.run(
      ["status", "--timeout", "2s", "-i", "\(home.path)/h.yaml"], home: home.path,
      environment: ["PATH": "\(home.path):/usr/bin:/bin"])
    #expect(outcome.status == 1)
    #expect(outcome.output.contains("no answer within 2s"), "\(outcome.output)")
  }
}
