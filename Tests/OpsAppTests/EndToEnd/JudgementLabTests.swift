import Foundation
import Glibc
import OpsScreen
import TestSupport
import Testing

/// What the real program says of roles while real hosts of the lab go, and while real servers on them begin and end.
@Suite(.serialized) struct JudgementLab {
  private let home: TeamHome
  private let size = Size(columns: 200, rows: 60)

  init() throws { home = try TeamHome() }

  @Test("a host that is killed and one in maintenance no longer count, and who can go next knows it")
  func redundancyFollows() throws {
    guard let lab = Lab.current() else { return }
    let fault = "\(try lab.files(of: "bm-app01"))/fault"
    defer { try? FileManager.default.removeItem(atPath: fault) }
    try write(
      lab, "defaults: { source: ssh, interval: 5s, expect: [sshd] }",
      """
      app:
        keep: 2
        hosts:
          - { name: bm-app01, parent: vm1 }
          - { name: bm-app02, parent: vm2 }
          - { name: bm-app03, parent: vm2 }
          - { name: bm-app04, parent: vm1 }
      db: { hosts: bm-db01 }
      """)
    let terminal = try open()
    see(terminal, "all four are there") { role($0).contains("4/4") && role($0).contains("2 to spare") }
    see(terminal, "two may go", typing: ":next bookmark:app\r") { $0.text.contains("2 hosts to update") }
    terminal.type("\u{1B}")
    // What it has is ended, and it lets nobody in again.
    try "drop\n".write(toFile: fault, atomically: true, encoding: .utf8)
    for pid in lab.sessions(on: "bm-app01") { kill(pid, SIGKILL) }
    see(terminal, "the killed one is missed, and what the other parent holds") {
      role($0).contains("3/4") && role($0).contains("on vm2") && $0.text.contains("1 down")
    }
    #expect(try home.run("window plan kernel --host bm-app02 --when", "for 1h").status == 0)
    #expect(try home.run("window start M-1").status == 0)
    see(terminal, "nothing is to spare") { role($0).contains("2/4") && $0.text(row: 0).contains("NO: ") }
    see(terminal, "who is down may go, and nobody else", typing: ":next bookmark:app\r") {
      $0.text.contains("1 host to update") && $0.text.contains("bm-app01 can go")
    }
    terminal.type("\u{1B}")
    try FileManager.default.removeItem(atPath: fault)
    #expect(try home.run("window done M-1").status == 0)
    see(terminal, "both are back", typing: "r") { role($0).contains("4/4") && role($0).contains("2 to spare") }
    terminal.type(":q\r")
    #expect(terminal.wait() == 0)
  }

  @Test("a web server that ends, and a cache that begins where a web server should be, are seen with the next facts")
  func driftIsSeen() throws {
    guard let lab = Lab.current() else { return }
    guard geteuid() == 0 else { return print("skipped: only root can give a host of the lab processes of its own") }
    try lab.box("blog-web10", "true")
    let settings =
      "pid \(home.folder.path)/pid; error_log /dev/null; events {} http { access_log off; server { listen 80; } }"
    try home.folder.write(settings + "\n", to: "nginx.conf")
    let nginx = ["nginx", "-e", "/dev/null", "-c", "\(home.folder.path)/nginx.conf"]
    try lab.box("blog-web10", nginx)
    defer { try? lab.box("blog-web10", "sh", "-c", "kill $(pidof nginx memcached) 2>/dev/null; true") }
    try write(lab, "defaults: { source: ssh, interval: 5s }", "web: { hosts: blog-web10 }")
    let terminal = try open()
    see(terminal, "it is read") { $0.text(row: 0).contains("1 ok") }
    see(terminal, "it does what it should", typing: ":host blog-web10\r") {
      $0.text.contains("observed") && $0.text.contains("nginx :80")
    }
    try lab.box("blog-web10", nginx + ["-s", "stop"])
    try lab.box("blog-web10", "memcached", "-d", "-u", "nobody", "-l", "0.0.0.0")
    see(terminal, "it does something else", typing: "r") {
      $0.text.contains("declared web, but no web server runs; observed cache (memcached :11211)")
    }
    try lab.box("blog-web10", "sh", "-c", "kill $(pidof memcached)")
    try lab.box("blog-web10", nginx)
    see(terminal, "all is well again", typing: "r") {
      $0.text.contains("nginx :80") && !$0.text.contains("declared web, but")
    }
    terminal.type(":q\r")
    #expect(terminal.wait() == 0)
  }

  @Test("the machine that a host runs on is told by both, and followed when the host moves")
  func parentsAreDetected() throws {
    guard let lab = Lab.current() else { return }
    guard geteuid() == 0 else { return print("skipped: only root can give a host of the lab processes of its own") }
    let card = "52:54:00:1c:9a:07"
    try lab.box("blog-web07", "sh", "-c", "ip link show eth7 || ip link add eth7 address \(card) type veth")
    try lab.box("blog-web07", "mount", "-t", "sysfs", "sysfs", "/sys")
    // What the kernel calls QEMU, and how libvirt calls it; both its processes end with the test.
    let machine = "\(home.folder.path)/qemu-system-x86"
    try home.folder.write("#!/bin/sh\nsleep 600 &\necho $$ $! >$2\nwait\n", to: "qemu-system-x86")
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: machine)
    func begin(on host: String) throws {
      let words = "\(machine) -D \(home.folder.path)/\(host) -name guest=v7 -device virtio-net-pci,mac=\(card)"
      try lab.box(host, "sh", "-c", "\(words) >/dev/null 2>&1 & until [ -s \(home.folder.path)/\(host) ]; do :; done")
    }
    func end(on host: String) { try? lab.box(host, "sh", "-c", "kill $(cat \(home.folder.path)/\(host)) || :") }
    defer { for host in ["blog-web08", "blog-web09"] { end(on: host) } }
    try begin(on: "blog-web08")
    try write(
      lab, "defaults: { source: ssh, interval: 5s }",
      "app: { keep: 1, hosts: [{ name: blog-web07, parent: blog-web08 }, blog-web08, blog-web09] }")
    let terminal = try open()
    see(terminal, "all are read") { $0.text(row: 0).contains("3 ok") }
    see(terminal, "it runs where it is declared", typing: ":host blog-web07\r") { $0.text.contains("on blog-web08") }
    end(on: "blog-web08")
    try begin(on: "blog-web09")
    // The facts of each are read when somebody looks at it.
    for host in ["blog-web08", "blog-web09"] {
      see(terminal, "\(host) is read again", typing: ":host \(host)\r") { $0.text(row: 0).contains(host) }
      terminal.type("r")
    }
    see(terminal, "it has moved", typing: ":host blog-web07\r") {
      $0.text.contains("declared on blog-web08, but runs on blog-web09 (network card \(card))")
    }
    terminal.type(":q\r")
    #expect(terminal.wait() == 0)
  }

  private func write(_ lab: Lab, _ defaults: String, _ role: String) throws {
    let text = """
      \(defaults)
      ssh: { config: \(lab.folder)/ssh/config }
      services:
        bookmark:
          roles:
            \(role.replacingOccurrences(of: "\n", with: "\n      "))
      """
    try home.folder.write(text + "\n", to: "hosts.yaml")
  }

  private func open() throws -> PseudoTerminal {
    let arguments = ["-i", "\(home.folder.path)/hosts.yaml", "--config", "\(home.folder.path)/config.yaml"]
    return try #require(
      PseudoTerminal(arguments, home: home.folder.path, rows: UInt16(size.rows), columns: UInt16(size.columns)))
  }

  /// The line of the role on a screen.
  private func role(_ screen: ScreenModel) -> String {
    (0..<size.rows).map { screen.text(row: $0) }.first { $0.contains(" app ") && $0.contains("/4 ") } ?? ""
  }

  /// Types, then reads until the screen is as wanted; the last screen is shown when it never is.
  private func see(
    _ terminal: PseudoTerminal, _ claim: String, typing keys: String = "", seconds: Int = 60,
    where wanted: (ScreenModel) -> Bool
  ) {
    if !keys.isEmpty { terminal.type(keys) }
    let end = ContinuousClock.now + .seconds(seconds)
    var screen = screen(of: terminal)
    while !wanted(screen), ContinuousClock.now < end, terminal.more(milliseconds: 500) {
      screen = self.screen(of: terminal)
    }
    #expect(wanted(screen), "\(claim)\n\(screen.text)")
  }

  private func screen(of terminal: PseudoTerminal) -> ScreenModel {
    var screen = ScreenModel(size)
    screen.feed(terminal.output)
    return screen
  }
}
