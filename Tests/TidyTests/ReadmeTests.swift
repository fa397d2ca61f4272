import Foundation
import OpsConsole
import Testing

private let begin = "<!-- keys -->\n"
private let end = "<!-- end of keys -->"

/// The keys in README.md are those of the program.
///
/// `OPS_RECORD=1` writes them, and fails.
@Test func theReadmeHasTheKeysOfTheProgram() throws {
  let url = Repository.root.appendingPathComponent("README.md")
  let text = try String(contentsOf: url, encoding: .utf8)
  let from = try #require(text.range(of: begin))
  let to = try #require(text.range(of: end))
  let written = String(text[from.upperBound..<to.lowerBound])
  let table = "\n" + Command.keyTable() + "\n"
  if ProcessInfo.processInfo.environment["OPS_RECORD"] == "1" {
    let changed = text.replacingCharacters(in: from.upperBound..<to.lowerBound, with: table)
    try changed.write(to: url, atomically: true, encoding: .utf8)
    Issue.record("recorded")
  }
  #expect(written == table, "README.md: run OPS_RECORD=1 swift test --filter theReadmeHasTheKeysOfTheProgram")
}
