import OpsDomain

/// What can be said of hosts on every level: for all, a service, a role, one host.
///
/// The nearer word counts.
struct HostSettings: Sendable {
  /// How often a host may be asked to be read.
  static let intervals = Duration.seconds(1)...Duration.seconds(3600)
  /// The most processes a role may expect.
  static let expectedProcesses = 64

  var sources: [SourceKind] = [.ssh]
  var interval = Duration.seconds(15)
  var site: String?
  var status = HostStatus.working
  var user: String?
  var port: Int?
  var expect: [String] = []
  var metricsURL = "http://{address}:9100/metrics"
  var login = ExporterLogin()
  var thresholds = Thresholds()

  /// Takes what this map says on top of what was said farther out.
  mutating func read(_ reader: inout MapReader, _ paths: Paths) {
    if let sources = reader.readList("source", Self.source), !sources.isEmpty { self.sources = sources.uniqued }
    interval = reader.read("interval", Self.interval) ?? interval
    site = reader.read("site", HostNames.group) ?? site
    status = reader.read("status", Self.status) ?? status
    user = reader.read("user", HostNames.user) ?? user
    port = reader.read("port", ScalarParsing.port) ?? port
    if let names = reader.readList("expect", ScalarParsing.text) {
      if names.count > Self.expectedProcesses {
        reader.problems.add(
          reader.place, key: reader.path(of: "expect"), "names more than \(Self.expectedProcesses) processes")
      }
      expect = Array(names.prefix(Self.expectedProcesses))
    }
    if var exporter = reader.map("node_exporter") { readExporter(&exporter, paths) }
    if var limits = reader.map("thresholds") { thresholds.read(&limits) }
  }

  /// Takes a `node_exporter` map.
  mutating func readExporter(_ reader: inout MapReader, _ paths: Paths) {
    metricsURL = reader.read("url", Self.url) ?? metricsURL
    login.read(&reader, paths)
    reader.finish()
  }

  private static func source(_ text: String) throws(BadValue) -> SourceKind {
    let kind = try ScalarParsing.choice(text, SourceKind.self)
    guard kind != .simulation else {
      throw BadValue("the source simulation is for the demonstration only", remedy: "start opsconsole with --demo")
    }
    return kind
  }

  private static func status(_ text: String) throws(BadValue) -> HostStatus {
    try ScalarParsing.choice(text, HostStatus.self)
  }

  private static func interval(_ text: String) throws(BadValue) -> Duration {
    try ScalarParsing.duration(text, in: intervals)
  }

  private static func url(_ text: String) throws(BadValue) -> String {
    let text = try ScalarParsing.text(text)
    guard text.hasPrefix("http://") || text.hasPrefix("https://") else {
      throw BadValue("must begin with http:// or https://", remedy: "write it as http://{address}:9100/metrics")
    }
    let authority = text.drop { $0 != ":" }.dropFirst(3).prefix { $0 != "/" && $0 != "?" && $0 != "#" }
    guard !authority.contains("@") else {
      // What stands there may be a secret: it is not repeated.
      throw BadValue("holds a user or a password", remedy: "write user: and password: beside it")
    }
    var rest = text[...]
    while let open = rest.firstIndex(of: "{") {
      guard let close = rest[open...].firstIndex(of: "}") else { throw BadValue("holds \"{\" without \"}\"") }
      let word = rest[rest.index(after: open)..<close]
      guard word == "address" || word == "name" else {
        throw BadValue("holds {\(shortened(String(word)))}", remedy: "only {address} and {name} are replaced")
      }
      rest = rest[rest.index(after: close)...]
    }
    return text
  }

  /// The address of the metrics page of one host; an IPv6 address is put in brackets.
  func metricsURL(name: String, address: String) -> String {
    let shown = address.contains(":") && !address.hasPrefix("[") ? "[\(address)]" : address
    return metricsURL.replacing("{address}", with: shown).replacing("{name}", with: name)
  }
}

extension Array where Element: Hashable {
  /// The elements without later repetitions.
  var uniqued: [Element] {
    var seen: Set<Element> = []
    return filter { seen.insert($0).inserted }
  }
}
