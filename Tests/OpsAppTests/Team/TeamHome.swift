import Foundation
import Testing

/// A home with an inventory, a team and an empty work log, in which the built program runs.
struct TeamHome {
  let folder: TemporaryFolder
  /// The account that writes.
  var author = "shinji"
  /// The time zone of the person.
  var zone = "Asia/Tokyo"
  /// What else stands in the environment.
  var variables: [String: String] = [:]

  init() throws {
    folder = try TemporaryFolder()
    let roles = "db: \"bm-db[01-08]\", web: \"bm-web[01-04]\""
    try folder.write(
      "services: { bookmark: { roles: { \(roles) } }, shop: { roles: { db: \"shop-db[1-2]\" } } }\n", to: "hosts.yaml")
    try folder.write(
      "team: { groups: { dba: [shinji, naoya] }, duty: { db: [naoya] } }\n", to: "config.yaml")
  }

  /// Runs a command of the work log; arguments are parted by blanks, then come those of `texts` as they are.
  @discardableResult
  func run(_ words: String, _ texts: String..., input: String? = nil) throws -> Program.Outcome {
    var arguments = words.split(separator: " ").map(String.init) + texts
    arguments += ["-i", "\(folder.path)/hosts.yaml", "--config", "\(folder.path)/config.yaml"]
    let environment = variables.merging(["OPSCONSOLE_AUTHOR": author, "TZ": zone]) { $1 }
    return try Program.run(arguments, home: folder.path, environment: environment, input: input)
  }

  /// Runs a command with `--json`, which must succeed, and reads what it prints.
  func json(_ words: String, _ texts: String..., input: String? = nil) throws -> Tree {
    var arguments = words.split(separator: " ").map(String.init) + texts
    arguments += ["--json", "-i", "\(folder.path)/hosts.yaml", "--config", "\(folder.path)/config.yaml"]
    let environment = variables.merging(["OPSCONSOLE_AUTHOR": author, "TZ": zone]) { $1 }
    let outcome = try Program.run(arguments, home: folder.path, environment: environment, input: input)
    try #require(outcome.status == 0, "\(words): \(outcome.errors)")
    return Tree(try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)))
  }

  /// The same home, used by somebody else.
  func used(by account: String) -> TeamHome {
    var home = self
    home.author = account
    return home
  }
}

/// A JSON document, looked into without ceremony: what is not there is empty.
struct Tree {
  let value: Any?
  init(_ value: Any?) { self.value = value }
  subscript(key: String) -> Tree { Tree((value as? [String: Any])?[key]) }
  subscript(index: Int) -> Tree { list.indices.contains(index) ? list[index] : Tree(nil) }
  var text: String? { value as? String }
  var number: Int? { value as? Int }
  var flag: Bool? { value as? Bool }
  var list: [Tree] { (value as? [Any])?.map { Tree($0) } ?? [] }
  var texts: [String] { value as? [String] ?? [] }
  var keys: Set<String> { Set((value as? [String: Any])?.keys.map { $0 } ?? []) }
}
