import OpsDomain

/// Reads `hosts.yaml` and the YAML files it includes into a draft.
struct HostsFileReader {
  /// The most files that include each other.
  static let fileLimit = 256
  /// The longest chain of includes.
  static let includeDepth = 8

  let paths: Paths
  let problems: ProblemList
  var draft = InventoryDraft()
  /// The files being read, the outermost first, to see an include that comes back to itself.
  private var chain: [String] = []

  init(paths: Paths, problems: ProblemList) {
    self.paths = paths
    self.problems = problems
  }

  /// Reads one file; `place` is where it was asked for, nil when by the person.
  mutating func read(_ file: String, askedAt place: Place? = nil, defaults: HostSettings = HostSettings()) {
    let shown = paths.abbreviated(file)
    let asked = place ?? Place(file: shown)
    guard !chain.contains(file) else {
      problems.add(asked, key: "include", "\(shown) includes itself", remedy: "remove one of the includes")
      return
    }
    guard chain.count < Self.includeDepth, draft.files.count < Self.fileLimit else {
      problems.add(asked, key: "include", "includes are nested deeper than \(Self.includeDepth) or too many")
      return
    }
    draft.files.append(SeenFile(file))
    chain.append(file)
    defer { chain.removeLast() }
    do {
      readTop(try parseYAML(try readText(file, limit: YAMLLimits.fileBytes), file: shown), in: file, defaults)
    } catch let failure as FileFailure {
      problems.add(
        asked, key: place == nil ? "" : "include", place == nil ? failure.message : "\(shown): \(failure.message)",
        remedy: failure == .missing ? "check the path" : nil)
    } catch let problem as ConfigurationProblem {
      problems.add(problem)
    } catch {
      problems.add(asked, "cannot be read")
    }
  }

  private mutating func readTop(_ value: YAMLValue, in file: String, _ outer: HostSettings) {
    guard var top = MapReader(value, path: "", problems: problems) else { return }
    var settings = outer
    if var defaults = top.map("defaults") {
      settings.read(&defaults, paths)
      defaults.finish()
    }
    if var ssh = top.map("ssh") { readSSH(&ssh, in: file) }
    if var exporter = top.map("node_exporter") { settings.readExporter(&exporter, paths) }
    if let services = top.map("services") {
      for entry in services.named { readService(entry, path: services.path(of: entry.key), settings) }
    }
    if let hosts = top.take("hosts") { readHosts(hosts, path: "hosts", role: nil, settings) }
    if let include = top.take("include") { readIncludes(include, in: file, settings) }
    top.finish()
  }

  private mutating func readSSH(_ reader: inout MapReader, in file: String) {
    if let path = reader.read("config", ScalarParsing.text) {
      draft.ssh.configurationFile = path == "none" ? path : paths.resolve(path, relativeTo: folder(of: file))
    }
    draft.ssh.keyExchange = reader.read("kex", Self.keyExchange) ?? draft.ssh.keyExchange
    reader.finish()
  }

  private mutating func readService(_ entry: YAMLEntry, path: String, _ outer: HostSettings) {
    guard let service = groupName(entry, path: path, what: "service") else { return }
    guard var reader = MapReader(entry.value, path: path, problems: problems) else { return }
    var settings = outer
    settings.read(&reader, paths)
    if let roles = reader.map("roles") {
      for role in roles.named { readRole(role, of: service, path: roles.path(of: role.key), settings) }
    }
    reader.finish()
  }

  private mutating func readRole(_ entry: YAMLEntry, of service: String, path: String, _ outer: HostSettings) {
    guard let name = groupName(entry, path: path, what: "role") else { return }
    let role = RoleID(service: service, role: name)
    draft.mention(role)
    // `web: "web[01-04]"` is short for `web: { hosts: … }`.
    switch entry.value.content {
    case .scalar, .list:
      readHosts(entry.value, path: path, role: role, outer)
      return
    case .null, .map: break
    }
    guard var reader = MapReader(entry.value, path: path, problems: problems) else { return }
    var settings = outer
    settings.read(&reader, paths)
    var asked = RoleKeys()
    asked.read(&reader)
    draft.mention(role, asked)
    if let hosts = reader.take("hosts") { readHosts(hosts, path: reader.path(of: "hosts"), role: role, settings) }
    reader.finish()
  }

  private func groupName(_ entry: YAMLEntry, path: String, what: String) -> String? {
    do {
      return try HostNames.group(entry.key)
    } catch {
      problems.add(
        entry.place, key: path, error.message.replacing("host name", with: "the name of a \(what)"),
        remedy: error.remedy)
      return nil
    }
  }

  private static func keyExchange(_ text: String) throws(BadValue) -> String {
    guard !text.isEmpty, text.utf8.count <= 1024,
      text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "'") })
    else {
      throw BadValue(
        "must be a list of key exchange methods", remedy: "as in ssh_config(5), KexAlgorithms: ^curve25519-sha256")
    }
    return text
  }
}
