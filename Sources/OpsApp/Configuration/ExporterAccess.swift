/// How the pages of node_exporter are entered (RFC 7617, RFC 6750).
enum ExporterAccess: Hashable, Sendable {
  case basic(user: String, password: SecretPlace)
  case bearer(SecretPlace)
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
    let password = SecretPlace.read("password", &reader, paths)
    let bearer = SecretPlace.read("bearer", &reader, paths)
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

  private static func user(_ text: String) throws(BadValue) -> String {
    let text = try ScalarParsing.text(text)
    guard !text.contains(":") else { throw BadValue("holds a colon, which a user's name cannot (RFC 7617)") }
    return text
  }
}
