import Foundation
import Testing

/// A program of others that reads what is exported here.
struct Reader: Sendable {
  private let python: String
  private let script: URL

  /// The reader, or nil with the reason printed; with CI=true that is a failure.
  static func named(_ name: String) throws -> Reader? {
    let variables = ProcessInfo.processInfo.environment
    guard let python = variables["OPS_PYTHON"] else {
      let reason = "skipped: no OPS_PYTHON with icalendar, feedparser and markdown-it-py; scripts/test makes one"
      if variables["CI"] == "true" { Issue.record("\(reason)") } else { print(reason) }
      return nil
    }
    let folder = try #require(Bundle.module.resourceURL).appendingPathComponent("Readers")
    return Reader(python: python, script: folder.appendingPathComponent(name + ".py"))
  }

  /// What the program understood of a text; fails the test when it refuses the text.
  func read<Result: Decodable>(_ text: String, as type: Result.Type) throws -> Result {
    // Files, because a pipe that is full would stop both sides.
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("ops-reader-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let (input, output) = (folder.appendingPathComponent("in"), folder.appendingPathComponent("out"))
    try Data(text.utf8).write(to: input)
    try Data().write(to: output)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: python)
    process.arguments = [script.path]
    process.standardInput = try FileHandle(forReadingFrom: input)
    process.standardOutput = try FileHandle(forWritingTo: output)
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0, "\(script.lastPathComponent) refused it")
    return try JSONDecoder().decode(type, from: Data(contentsOf: output))
  }
}
