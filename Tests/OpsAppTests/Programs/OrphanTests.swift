import Glibc
import Testing

@testable import OpsApp

/// Whatever the console has begun ends with it, on `kill -9` too, though it refuses and has begun others itself.
@Suite(.serialized) struct Orphans {
  private let home: TemporaryFolder

  init() throws { home = try TemporaryFolder() }

  /// A console on that inventory, where programs of `stubborn`'s folder are found first.
  private func open(_ inventory: String, _ stubborn: Stubborn) throws -> PseudoTerminal {
    try home.write(inventory, to: "h.yaml")
    return try #require(
      PseudoTerminal(
        ["-i", "\(home.path)/h.yaml"], home: home.path, variables: ["PATH": "\(stubborn.path):/usr/bin:/bin"]))
  }

  private func expectKilledWithAll(_ terminal: PseudoTerminal, _ stubborn: Stubborn) {
    #expect(stubborn.runs(), "\(stubborn.begun)")
    kill(terminal.child, SIGKILL)
    #expect(terminal.wait() == 128 + SIGKILL)
    #expect(stubborn.isGone(within: 5), "\(stubborn.begun): \(stubborn.alive)")
  }

  @Test func anInventoryProgramThatHangs() throws {
    let stubborn = try Stubborn(named: "ansible-inventory")
    try home.write("", to: "inventory.ini")
    let terminal = try open("include: [{ ansible: inventory.ini }]\nhosts: [{ name: a, source: local }]\n", stubborn)
    expectKilledWithAll(terminal, stubborn)
  }

  /// The grandchild is of the real ssh, asked for the way to a host and then told to dial it.
  @Test func aMatchExecThatHangs() throws {
    let stubborn = try Stubborn()
    try home.write("Match exec \(stubborn.program)\n  ProxyJump gate\n", to: "ssh_config")
    let terminal = try open("ssh: { config: ssh_config }\nhosts: [{ name: a, address: 127.0.0.9 }]\n", stubborn)
    expectKilledWithAll(terminal, stubborn)
  }

  @Test func anInteractiveSession() throws {
    let stubborn = try Stubborn(named: "ssh")
    let terminal = try open("hosts: [{ name: here, address: 127.0.0.9, source: node_exporter }]\n", stubborn)
    #expect(terminal.expect("here"))
    terminal.type("x")
    #expect(terminal.expect("said: -- 127.0.0.9"))
    expectKilledWithAll(terminal, stubborn)
  }

  @Test func anInteractiveSessionWhenAskedToEnd() throws {
    let stubborn = try Stubborn(named: "ssh")
    let terminal = try open("hosts: [{ name: here, address: 127.0.0.9, source: node_exporter }]\n", stubborn)
    #expect(terminal.expect("here"))
    terminal.type("x")
    #expect(terminal.expect("said: -- 127.0.0.9"))
    #expect(stubborn.runs())
    kill(terminal.child, SIGTERM)
    #expect(terminal.wait(milliseconds: 3000) == 143)
    #expect(stubborn.isGone(within: 5))
  }
}
