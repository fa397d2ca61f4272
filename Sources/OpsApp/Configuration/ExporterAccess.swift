/// How the pages of node_exporter are entered (RFC 7617, RFC 6750).
enum ExporterAccess: Hashable, Sendable {
  case basic(user: String, password: SecretPlace)
  case bearer(SecretPlace)
}

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
}

/// What `hosts.yaml` says of the way into node_exporter; user and secret may be said on different levels.
struct ExporterLogin: Hashable, Sendable {
  var user: String?
  var password: SecretPlace?
  var bearer: SecretPlace?

  /// How the page is entered; nil where it is open to all.
  var access: ExporterAccess? {
    if let bearer { return .bearer(bearer) }
    guard let user, let password else { return nil }
    return .basic(user: user, password: password)
  }

  /// Takes what a `node_exporter` map says; the nearer word replaces the whole way in, but not its own other half.
  mutating func read(_ reader: inout MapReader, _ paths: Paths) {
    let mistakes = reader.problems.problems.count
    let user = reader.read("user", Self.user)
    let password = Self.place("password", &reader, paths)
    let bearer = Self.place("bearer", &reader, paths)
    if bearer != nil, user != nil || password != nil {
      reader.problems.add(
        reader.place, key: reader.path, "has both a bearer token and a user or password", remedy: "keep one of them")
      return
    }
    if user != nil || password != nil { self.bearer = nil }
    if let bearer { self = ExporterLogin(bearer: bearer) }
    self.user = user ?? self.user
    self.password = password ?? self.password
    // What was given and is wrong has been told.
    guard reader.problems.problems.count == mistakes else { return }
    if user != nil || password != nil, access == nil {
      reader.problems.add(
        reader.place, key: reader.path, self.user == nil ? "has a password but no user" : "has a user but no password",
        remedy: self.user == nil ? "add user: …" : "add password: { file: … }")
    }
  }

  private static func place(_ key: String, _ reader: inout MapReader, _ paths: Paths) -> SecretPlace? {
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
    let variable = map.read("environment", variable).map { SecretPlace.environment($0) }
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

  private static func user(_ text: String) throws(BadValue) -> String {
    let text = try ScalarParsing.text(text)
    guard !text.contains(":") else { throw BadValue("holds a colon, which a user's name cannot (RFC 7617)") }
    return text
  }

  private static func variable(_ text: String) throws(BadValue) -> String {
    let isName = text.utf8.allSatisfy {
      ($0 | 0x20) &- UInt8(ascii: "a") < 26 || $0 == UInt8(ascii: "_") || $0 &- UInt8(ascii: "0") < 10
    }
    guard isName, (1...256).contains(text.utf8.count) else {
      throw BadValue("must be the name of a variable", remedy: "write it as EXPORTER_PASSWORD")
    }
    return text
  }
}
