import Foundation
import Glibc
import Testing

/// Options of ssh in the inventory, edited while sessions stand.
@Suite(.serialized) struct SSHOptionsInTerminal {
  private let home: TemporaryFolder

  init() throws { home = try TemporaryFolder() }

  /// How ssh was called so far, a line a call.
  private var calls: [Substring] {
    let text = (try? String(contentsOfFile: "\(home.path)/calls", encoding: .utf8)) ?? ""
    return text.split(separator: "\n")
  }

  private func waits(_ terminal: PseudoTerminal, _ condition: () -> Bool) -> Bool {
    let end = ContinuousClock.now + .seconds(20)
    while !condition() {
      guard ContinuousClock.now < end, terminal.more(milliseconds: 50) else { return condition() }
    }
    return true
  }

  @Test func aNewConfigurationReachesHostsThatAreReadBySSHAndOnlyThose() throws {
    // It says how it was called, and runs the command here.
    try home.write(
      "#!/bin/sh\necho \"$*\" >>\(home.path)/calls\nfor last; do :; done\nexec sh -c \"$last\"\n", to: "ssh")
    #expect(unsafe chmod("\(home.path)/ssh", 0o755) == 0)
    try home.write("Host *\n", to: "one")
    try home.write("Host *\n", to: "two")
    let hosts = "hosts: [{ name: far, address: 127.0.0.9 }, { name: here, source: local }]\n"
    try home.write("ssh: { config: one }\n\(hosts)", to: "h.yaml")
    let terminal = try #require(
      PseudoTerminal(
        ["-i", "\(home.path)/h.yaml"], home: home.path, rows: 30, columns: 160,
        variables: ["PATH": "\(home.path):/usr/bin:/bin"]))
    #expect(waits(terminal) { calls.contains { $0.contains("-F \(home.path)/one ") } })
    // A change that does not concern ssh leaves the session alone.
    try home.write("ssh: { config: one }\n\(hosts)node_exporter: { url: \"http://{address}:9/\" }\n", to: "h.yaml")
    #expect(terminal.expect("here"))
    let before = calls.count
    try home.write("ssh: { config: two }\n\(hosts)", to: "h.yaml")
    #expect(waits(terminal) { calls.contains { $0.contains("-F \(home.path)/two ") } }, "\(calls)")
    #expect(before == 1 && calls.count == 2, "\(calls)")
  }
}
