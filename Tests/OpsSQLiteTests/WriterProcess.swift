import Foundation
import Glibc

/// A `logwriter` that runs: its own lines go into a file, so that nothing is lost when it is killed.
final class WriterProcess {
  let output: String
  private let process = Process()

  /// The program that was built beside the tests.
  static var program: String {
    let folder = Bundle.main.executableURL?.deletingLastPathComponent().path ?? "."
    return folder + "/logwriter"
  }

  /// Begins `logwriter ARGUMENTS`, through other programs when `through` names them.
  init(_ arguments: [String], through: [String] = [], output: String) throws {
    self.output = output
    let line = through + [Self.program] + arguments
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = line
    _ = FileManager.default.createFile(atPath: output, contents: nil)
    process.standardOutput = try FileHandle(forWritingTo: URL(fileURLWithPath: output))
    process.standardError = FileHandle.nullDevice
    process.standardInput = FileHandle.nullDevice
    try process.run()
  }

  /// Ends it as a power cut would, at whatever it does.
  func kill() async {
    Glibc.kill(process.processIdentifier, SIGKILL)
    await end()
  }

  /// Waits until it has ended; returns its exit status.
  @discardableResult
  func end() async -> Int32 {
    // Asked for now and then, since Foundation tells the end to the main loop only.
    while process.isRunning { try? await Task.sleep(for: .milliseconds(2)) }
    return process.terminationStatus
  }

  /// The lines that it has printed whole.
  var lines: [String] {
    let text = String(decoding: FileManager.default.contents(atPath: output) ?? Data(), as: UTF8.self)
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    lines.removeLast()
    return lines.map(String.init)
  }

  /// The acts that it has acknowledged, by identity, with their numbers.
  var acknowledged: [String: String] {
    var found: [String: String] = [:]
    for line in lines where !line.hasPrefix("failed") {
      let words = line.split(separator: " ")
      if words.count == 2 { found[String(words[0])] = String(words[1]) }
    }
    return found
  }
}
