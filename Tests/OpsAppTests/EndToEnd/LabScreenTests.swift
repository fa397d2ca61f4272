import Foundation
import Glibc
import OpsScreen
import TestSupport
import Testing

/// The real program on 60 real ssh hosts and 4 real node_exporters, as a person sees it.
@Suite(.serialized) struct LabScreen {
  private let home: TemporaryFolder
  private let size = Size(columns: 200, rows: 80)

  init() throws { home = try TemporaryFolder() }

  private func open(_ arguments: [String]) throws -> PseudoTerminal {
    try #require(
      PseudoTerminal(arguments, home: home.path, rows: UInt16(size.rows), columns: UInt16(size.columns)))
  }

  /// Reads until the screen is as wanted; the last screen is shown when it never is.
  private func see(
    _ terminal: PseudoTerminal, _ claim: String, seconds: Int = 30, where wanted: (ScreenModel) -> Bool
  ) {
    let end = ContinuousClock.now + .seconds(seconds)
    var screen = screen(of: terminal)
    while !wanted(screen), ContinuousClock.now < end, terminal.more(milliseconds: 500) {
      screen = self.screen(of: terminal)
    }
    #expect(wanted(screen), "\(claim)\n\(screen.text)")
    #expect(screen.foreign.isEmpty, "the terminal was sent what it should not be: \(screen.foreign.prefix(5))")
  }

  private func screen(of terminal: PseudoTerminal) -> ScreenModel {
    var screen = ScreenModel(size)
    screen.feed(terminal.output)
    return screen
  }

  private func row(_ host: String, _ screen: ScreenModel) -> String {
    (0..<size.rows).map { screen.text(row: $0) }.first { $0.contains(" \(host) ") } ?? ""
  }

  /// Waits until nothing of the program is left; polls, since processes end in their own time.
  private func expectNothingLeft(_ lab: Lab) {
    let end = ContinuousClock.now + .seconds(5)
    while !lab.leftovers.isEmpty, ContinuousClock.now < end { usleep(50_000) }
    #expect(lab.leftovers.isEmpty)
  }

  @Test func everyHostIsReadAndNothingIsLeftBehind() throws {
    guard let lab = Lab.current() else { return }
    let terminal = try open(["--inventory", lab.inventory])
    see(terminal, "all 64 hosts answer") { $0.text(row: 0).contains("64 hosts") && $0.text(row: 0).contains("64 ok") }
    see(terminal, "every host has a load and a disk of its own") { screen in
      lab.addresses.keys.filter { $0.hasPrefix("bm-app") }.allSatisfy { host in
        let row = row(host, screen)
        return row.contains("%") && row.contains("/") && row.contains(".")
      }
    }
    terminal.type(":q\r")
    #expect(terminal.wait() == 0)
    expectNothingLeft(lab)
  }

  @Test func aChangedLoadIsSeenAndAnOverloadedHostComesToTheTop() throws {
    guard let lab = Lab.current() else { return }
    let file = "\(try lab.files(of: "bm-app05"))/loadavg"
    let before = try String(contentsOfFile: file, encoding: .utf8)
    defer { overwrite(file, before) }
    let terminal = try open(["--inventory", lab.inventory])
    see(terminal, "bm-app05 is read") { row("bm-app05", $0).contains("%") }
    overwrite(file, "88.00 88.00 88.00 1/100 4242\n")
    let perCore = Int(88.0 / Double(sysconf(Int32(_SC_NPROCESSORS_ONLN))))
    see(terminal, "the new load is shown") { row("bm-app05", $0).contains(" \(perCore).") }
  }

  @Test func aKilledConsoleLeavesNothingOnTheHosts() throws {
    guard let lab = Lab.current() else { return }
    let terminal = try open(["--inventory", lab.inventory])
    see(terminal, "all 64 hosts answer") { $0.text(row: 0).contains("64 ok") }
    #expect(lab.leftovers.count >= 60)
    kill(terminal.child, SIGKILL)
    #expect(terminal.wait() == 128 + SIGKILL)
    expectNothingLeft(lab)
  }

  @Test func aHostOpensWithItsProcessesAndFilesystems() throws {
    guard let lab = Lab.current() else { return }
    let terminal = try open(["--inventory", lab.inventory])
    see(terminal, "the first host is read") { row("bm-proxy01", $0).contains("%") }
    terminal.type(":host bm-db03\r")
    see(terminal, "its overview") { $0.text(row: 0).contains("bm-db03") && $0.text.contains("load per core") }
    terminal.type("\t\t")
    see(terminal, "its filesystems") { $0.text.contains("MOUNT") && $0.text.contains("INODES") }
    terminal.type("\t")
    see(terminal, "its processes") { $0.text.contains("COMMAND") && $0.text.contains("sshd") }
  }

  @Test func badHostsSayWhatIsWrongAndTheOthersGoOn() throws {
    guard let lab = Lab.current() else { return }
    let faults = ["bm-app01": "hang", "bm-app02": "garbage", "bm-app03": "exit 1", "bm-app04": "drop"]
    let files = try faults.map { ("\(try lab.files(of: $0))/fault", $1) }
    defer { for (file, _) in files { try? FileManager.default.removeItem(atPath: file) } }
    for (file, kind) in files { overwrite(file, "\(kind)\n") }
    let terminal = try open(["--inventory", lab.inventory])
    see(terminal, "the other sixty answer") { $0.text(row: 0).contains("60 ok") }
    see(terminal, "each bad one says what is wrong", seconds: 60) { screen in
      faults.keys.allSatisfy { host in
        let row = row(host, screen).lowercased()
        return ["silent", "garbled", "closed", "ran no probe"].contains { row.contains($0) }
      }
    }
    let mark = terminal.output.count
    terminal.type("?")
    #expect(terminal.expect("Moving", since: mark, milliseconds: 2000), "a key is answered all the same")
  }

  @Test func statusReadsEveryHostTwiceAndSaysSo() throws {
    guard let lab = Lab.current() else { return }
    let outcome = try Program.run(["status", "--json", "-i", lab.inventory, "--timeout", "50s"], home: home.path)
    #expect(outcome.status == 0, "\(outcome.errors)")
    let hosts = Tree(try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)))["hosts"].list
    #expect(hosts.count == 64 && hosts.allSatisfy { $0["health"].text != nil && $0["error"].value == nil })
    #expect(hosts.allSatisfy { $0["cpu"]["busy"].value != nil }, "rates need two readings")
    let problems = try SchemaReader.problems([outcome.output])
    #expect(problems.isEmpty, "\(problems)")
    expectNothingLeft(lab)
  }

  @Test func hostileNamesReachNoTerminal() throws {
    let hostile = "\u{1B}]0;owned\u{07}\u{1B}[2J\u{9B}31m\u{202E}evil\u{200B}\u{2028}x"
    let process = try #require(BusyProcess(named: hostile))
    defer { process.end() }
    let terminal = try open([])
    see(terminal, "this machine is read") { $0.text.contains("%") }
    terminal.type("\r\t\t\t")
    see(terminal, "the hostile process is in the list") { $0.text.contains("evil") }
    let output = String(decoding: terminal.output, as: UTF8.self)
    for banned in ["\u{202E}", "\u{200B}", "\u{2028}", "\u{9B}", "\u{07}"] as [Unicode.Scalar] {
      #expect(!output.unicodeScalars.contains(banned), "U+\(String(banned.value, radix: 16)) was sent")
    }
  }

  private func overwrite(_ path: String, _ text: String) {
    // In place: the file is bound over /proc/loadavg of running sessions.
    let file = unsafe fopen(path, "w")
    guard let file = unsafe file else {
      Issue.record("cannot write \(path)")
      return
    }
    unsafe fputs(text, file)
    unsafe fclose(file)
  }
}
