import OpsDomain

/// Where a secret is found; never the secret itself.
enum SecretPlace: Hashable, Sendable {
  /// A regular file that only its owner can read.
  case file(String)
  /// A variable of this program's environment.
  case environment(String)
  /// A program that prints it, with its arguments.
  case command([String])

  /// The place in words.
  var words: String {
    switch self {
    case .file(let path): return "the file \(path)"
    case .environment(let name): return "the variable \(name)"
    case .command(let words): return "the program \(words.first ?? "")"
    }
  }

  /// The place as it would be written in a configuration file.
  var written: String {
    switch self {
    case .file(let path): return "{ file: \"\(path)\" }"
    case .environment(let name): return "{ environment: \(name) }"
    case .command(let words): return "{ command: [\(words.map { "\"\($0)\"" }.joined(separator: ", "))] }"
    }
  }

  /// Reads the place below a key; nil when the key is absent or wrong, which has then been told.
  static func read(
    _ key: String, _ reader: inout MapReader, _ paths: Paths, example: String = "EXPORTER_PASSWORD"
  ) -> SecretPlace? {
    guard let value = reader.take(key) else { return nil }
    let path = reader.path(of: key)
    guard case .map = value.content, var map = MapReader(value, path: path, problems: reader.problems) else {
      // What stands here may be the secret: it is not repeated.
      reader.problems.add(
        value.place, key: path, "must say where the secret is, not what it is",
        remedy: "write { file: … }, { environment: … } or { command: [ … ] }")
      return nil
    }
    let file = map.read("file", ScalarParsing.text).map { SecretPlace.file(paths.resolve($0, relativeTo: "")) }
    let variable = map.read("environment", { text throws(BadValue) in try Self.variable(text, example: example) })
      .map { SecretPlace.environment($0) }
    let command = map.readList("command", ScalarParsing.text).map { words in
      SecretPlace.command(words.enumerated().map { $0 > 0 ? $1 : paths.resolve($1, relativeTo: "") })
    }
    map.finish()
    let places = [file, variable, command].compactMap { $0 }
    guard places.count == 1 else {
      reader.problems.add(
        value.place, key: path, "must name one place of the secret", remedy: "one of file, environment, command")
      return nil
    }
    if case .file(let file) = places[0], !file.hasPrefix("/") {
      reader.problems.add(value.place, key: path, "must be a whole path", remedy: "begin it with / or ~/")
      return nil
    }
    return places[0]
  }

  private static func variable(_ text: String, example: String) throws(BadValue) -> String {
    let isName = text.utf8.allSatisfy {
      ($0 | 0x20) &- UInt8(ascii: "a") < 26 || $0 == UInt8(ascii: "_") || $0 &- UInt8(ascii: "0") < 10
    }
    guard isName, (1...256).contains(text.utf8.count) else {
      throw BadValue("must be the name of a variable", remedy: "write it as \(example)")
    }
    return text
  }
}
