import Foundation
import Testing

/// A validator of others that reads our documents by the schemas that we ship.
enum SchemaReader {
  /// The folder of the schemas.
  static let folder = URL(fileURLWithPath: Fixtures.folder).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("docs/schemas").path

  /// The Python that has the validator; nil, with the reason printed, where there is none.
  ///
  /// With CI=true that is a failure.
  private static let python: String? = {
    let variables = ProcessInfo.processInfo.environment
    if let python = variables["OPS_PYTHON"] { return python }
    let reason = "skipped: no OPS_PYTHON with jsonschema; scripts/test makes one"
    if variables["CI"] == "true" { Issue.record("\(reason)") } else { print(reason) }
    return nil
  }()

  /// What is wrong with documents by their schemas; nothing where they are as they should be.
  static func problems(_ documents: [String]) throws -> [String] {
    guard let python else { return [] }
    let folder = try TemporaryFolder()
    let lines = try documents.map { text in
      let value = try JSONSerialization.jsonObject(with: Data(text.utf8))
      return String(decoding: try JSONSerialization.data(withJSONObject: value), as: UTF8.self)
    }
    try folder.write(lines.joined(separator: "\n") + "\n", to: "in")
    let process = Process()
    process.executableURL = URL(fileURLWithPath: python)
    process.arguments = ["\(Fixtures.folder)/validate.py", Self.folder]
    process.standardInput = try FileHandle(forReadingFrom: URL(fileURLWithPath: "\(folder.path)/in"))
    _ = FileManager.default.createFile(atPath: "\(folder.path)/out", contents: nil)
    let output = try FileHandle(forWritingTo: URL(fileURLWithPath: "\(folder.path)/out"))
    (process.standardOutput, process.standardError) = (output, output)
    try process.run()
    process.waitUntilExit()
    let said = try String(contentsOfFile: "\(folder.path)/out", encoding: .utf8)
    return said.split(separator: "\n").map(String.init)
      + (process.terminationStatus == 0 ? [] : ["status \(process.terminationStatus)"])
  }
}
