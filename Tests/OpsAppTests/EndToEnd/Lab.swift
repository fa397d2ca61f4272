import Foundation
import Testing

/// The lab of real services, from the environment that `scripts/lab env` gives.
struct Lab {
  let folder: String
  let inventory: String
  /// Addresses by host name.
  let addresses: [String: String]

  /// The lab, or nil with the reason printed; with CI=true that is a failure.
  static func current() -> Lab? {
    let variables = ProcessInfo.processInfo.environment
    guard let folder = variables["OPS_LAB_DIR"], let inventory = variables["OPS_LAB_HOSTS_YAML"],
      let table = try? String(contentsOfFile: "\(folder)/hosts.tsv", encoding: .utf8)
    else {
      let reason = "skipped: no lab; begin one with: scripts/lab up; eval \"$(scripts/lab env)\""
      if variables["CI"] == "true" { Issue.record("\(reason)") } else { print(reason) }
      return nil
    }
    let pairs = table.split(separator: "\n").map { $0.split(separator: "\t").map(String.init) }.filter { $0.count >= 2 }
    return Lab(
      folder: folder, inventory: inventory,
      addresses: Dictionary(pairs.map { ($0[0], $0[1]) }, uniquingKeysWith: { first, _ in first }))
  }

  /// The folder of a host's own files.
  func files(of host: String) throws -> String { "\(folder)/hosts/\(try #require(addresses[host]))" }

  /// The processes of the lab's sshd that hold the sessions in which probes read a host.
  func sessions(on host: String) -> [pid_t] {
    let place = "OPS_LAB_HOST=\(folder)/hosts/\(addresses[host] ?? "?")"
    let pids = (try? FileManager.default.contentsOfDirectory(atPath: "/proc"))?.filter { Int($0) != nil } ?? []
    return pids.compactMap { pid -> pid_t? in
      guard text("/proc/\(pid)/cmdline").contains("opsconsole-probe") else { return nil }
      let variables = text("/proc/\(pid)/environ").split(separator: " ")
      guard variables.contains(Substring(place)) else { return nil }
      return variables.first { $0.hasPrefix("OPS_LAB_SSHD=") }.flatMap { pid_t($0.dropFirst("OPS_LAB_SSHD=".count)) }
    }
  }

  /// Gives a host processes and a network of its own, and runs a command there to its end.
  func box(_ host: String, _ command: String...) throws { try box(host, command) }

  /// Gives a host processes and a network of its own, and runs a command there to its end.
  func box(_ host: String, _ command: [String]) throws {
    let root = URL(fileURLWithPath: Fixtures.folder).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let script = root.appendingPathComponent("scripts/lab").path
    // The servers that it begins go on, and hold what Foundation waits for.
    let status = Program.spawnAndWait(script, [script, "box", host] + command, ProcessInfo.processInfo.environment)
    #expect(status == 0, "\(command)")
  }

  /// Processes of ssh that use this lab's configuration, and probes on its hosts.
  var leftovers: [String] {
    let pids = (try? FileManager.default.contentsOfDirectory(atPath: "/proc"))?.filter { Int($0) != nil } ?? []
    return pids.compactMap { pid in
      let command = text("/proc/\(pid)/cmdline")
      if command.contains("-F \(folder)/ssh/config -T") { return "\(pid) \(command)" }
      let isProbe = command.contains("opsconsole-probe") && text("/proc/\(pid)/environ").contains("=\(folder)/hosts")
      return isProbe ? "\(pid) \(command)" : nil
    }
  }

  private func text(_ path: String) -> String {
    let data = FileManager.default.contents(atPath: path) ?? Data()
    return String(decoding: data, as: UTF8.self).replacingOccurrences(of: "\0", with: " ")
  }
}
