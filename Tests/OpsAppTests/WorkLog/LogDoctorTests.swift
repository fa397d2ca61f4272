import Foundation
import Testing

@testable import OpsApp

/// `opsconsole doctor` in a home with a log of its own.
private struct Surgery {
  let home: TemporaryFolder
  var log: String { "\(home.path)/.local/share/opsconsole/log.sqlite" }

  init() throws { home = try TemporaryFolder() }

  /// What the doctor says of one thing, with the remedy.
  func words(_ name: String, _ variables: [String: String] = [:]) throws -> String {
    let lines = try Program.run(["doctor"], home: home.path, environment: variables).output.split(separator: "\n")
    let said = lines.drop { !$0.contains("  \(name): ") }
    let remedy = said.dropFirst().first.flatMap {
      $0.contains("→") ? " \($0.trimmingCharacters(in: .whitespaces))" : nil
    }
    return (said.first.map(String.init) ?? "") + (remedy ?? "")
  }

  func write() throws { _ = try Program.run(["log", "add", "an entry"], home: home.path) }
}

@Test func aNewcomerHasNoLogYet() throws {
  let surgery = try Surgery()
  #expect(try surgery.words("work log").contains("which the first entry makes"))
  #expect(!FileManager.default.fileExists(atPath: surgery.log), "looking makes nothing")
}

@Test func aGoodLogIsSound() throws {
  let surgery = try Surgery()
  try surgery.write()
  #expect(try surgery.words("work log") == "ok    work log: ~/.local/share/opsconsole/log.sqlite")
  #expect(try surgery.words("work log contents").contains("sound, 1 entry"))
  #expect(try surgery.words("work log schema").contains("written as "))
  #expect(try surgery.words("SQLite").contains("full text"))
}

@Test func aLogThatOthersMayReadIsToldWithItsRemedy() throws {
  let surgery = try Surgery()
  try surgery.write()
  try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: surgery.log)
  let words = try surgery.words("work log")
  #expect(words.hasPrefix("warn") && words.contains("→ chmod 600 ~/.local/share/opsconsole/log.sqlite"))
}

@Test func aDamagedLogIsAFailure() throws {
  let surgery = try Surgery()
  try surgery.write()
  for end in ["-wal", "-shm"] { try? FileManager.default.removeItem(atPath: surgery.log + end) }
  try String(repeating: "no database ", count: 1000).write(toFile: surgery.log, atomically: false, encoding: .utf8)
  #expect(try surgery.words("work log contents").hasPrefix("fail"))
}

@Test func theAuthorTheZoneAndTheEditorAreNamed() throws {
  let surgery = try Surgery()
  let variables = ["OPSCONSOLE_AUTHOR": "naoya", "TZ": "Asia/Tokyo", "EDITOR": "/nonexistent/editor -x"]
  #expect(try surgery.words("author", variables).contains("naoya, as the settings say"))
  #expect(try surgery.words("time zone", variables) == "ok    time zone: Asia/Tokyo")
  #expect(try surgery.words("editor", variables).hasPrefix("warn  editor: there is no program /nonexistent/editor"))
  #expect(try surgery.words("time zone", ["TZ": "Mars/Phobos"]).hasPrefix("warn"))
  #expect(try surgery.words("author", ["OPSCONSOLE_AUTHOR": "a b"]).hasPrefix("fail"))
}

@Test func thePlacesAreNamed() throws {
  let surgery = try Surgery()
  let paths = try Program.run(["config", "paths"], home: surgery.home.path).output
  #expect(paths.contains(surgery.log) && paths.contains(".local/state/opsconsole/drafts"))
  let moved = try Program.run(
    ["config", "paths"], home: surgery.home.path, environment: ["XDG_DATA_HOME": "/srv/data"]
  ).output
  #expect(moved.contains("/srv/data/opsconsole/log.sqlite"))
}
