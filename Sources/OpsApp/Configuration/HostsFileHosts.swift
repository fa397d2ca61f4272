import OpsDomain

extension HostsFileReader {
  /// Reads a list of hosts: patterns, maps, or one pattern alone.
  mutating func readHosts(_ value: YAMLValue, path: String, role: RoleID?, _ settings: HostSettings) {
    switch value.content {
    case .scalar(let text): addPatterns(text, at: value.place, path: path, role: role, settings)
    case .list(let items):
      for (index, item) in items.enumerated() {
        let key = "\(path)[\(index)]"
        switch item.content {
        case .scalar(let text): addPatterns(text, at: item.place, path: key, role: role, settings)
        case .map: readHost(item, path: key, role: role, settings)
        case .null, .list:
          problems.add(
            item.place, key: key, "must be a host, not \(item.kind)", remedy: "write a pattern or { name: … }")
        }
      }
    case .map:
      problems.add(value.place, key: path, "must be a pattern or a list", remedy: "write [{ name: … }]")
    case .null: break
    }
  }

  private mutating func addPatterns(
    _ text: String, at place: Place, path: String, role: RoleID?, _ settings: HostSettings
  ) {
    let patterns = splitPatterns(text)
    if patterns.isEmpty { problems.add(place, key: path, "names no host") }
    for name in patterns.flatMap({ names(of: $0, at: place, path: path) }) {
      add(name, address: nil, parent: nil, at: place, path: path, role: role, settings)
    }
  }

  private mutating func readHost(_ value: YAMLValue, path: String, role: RoleID?, _ outer: HostSettings) {
    guard var reader = MapReader(value, path: path, problems: problems) else { return }
    var settings = outer
    settings.read(&reader, paths)
    let pattern = reader.read("name", ScalarParsing.text)
    let address = reader.read("address", ScalarParsing.text)
    let parent = reader.read("parent", HostNames.group)
    reader.finish()
    guard let pattern else {
      if !reader.named.contains(where: { isSameKey($0.key, "name") }) {
        problems.add(value.place, key: path, "has no name", remedy: "add name: …")
      }
      return
    }
    let names = splitPatterns(pattern).flatMap { self.names(of: $0, at: value.place, path: reader.path(of: "name")) }
    if names.count > 1, let address, !address.contains("{name}") {
      problems.add(
        value.place, key: reader.path(of: "address"), "is one address for \(names.count) hosts",
        remedy: "write {name} into it")
      return
    }
    for name in names {
      add(
        name, address: address?.replacing("{name}", with: name), parent: parent, at: value.place, path: path,
        role: role, settings)
    }
  }

  /// The names a pattern stands for; none when it is wrong.
  private func names(of pattern: String, at place: Place, path: String) -> [String] {
    guard !pattern.contains(where: \.isWhitespace) else {
      problems.add(place, key: path, "\"\(shortened(pattern))\" holds a blank", remedy: "part patterns by commas")
      return []
    }
    do {
      return try NodeSet.expand(pattern, limit: InventoryDraft.hostLimit)
    } catch {
      problems.add(place, key: path, error.message, remedy: "write it as web[01-12] or web[01-11/2]")
      return []
    }
  }

  private mutating func add(
    _ name: String, address: String?, parent: String?, at place: Place, path: String, role: RoleID?,
    _ settings: HostSettings
  ) {
    do {
      let name = try HostNames.name(name)
      let address = try HostNames.address(try dialled(name, address))
      draft.add(
        settings.host(name, address: address, parent: parent, role: role, origin: place.short),
        access: settings.login.access,
        at: place, key: path, problems: problems)
    } catch let error {
      problems.add(place, key: path, error.message, remedy: error.remedy)
    }
  }

  /// What is dialled for a host; a name that no resolver can know needs an address.
  private func dialled(_ name: String, _ address: String?) throws(BadValue) -> String {
    if let address { return address }
    guard name.utf8.allSatisfy({ $0 < 0x80 }) else {
      throw BadValue("host \"\(name)\" has no address", remedy: "add address: with an ASCII name or an IP address")
    }
    return name
  }
}

extension HostSettings {
  /// A host of these settings.
  func host(
    _ name: String, address: String, parent: String? = nil, role: RoleID?, origin: String
  ) -> Host {
    Host(
      id: HostID(name), address: address, port: port, user: user, role: role, site: site, status: status,
      parent: parent, sources: sources, interval: interval,
      metricsURL: sources.contains(.nodeExporter) ? metricsURL(name: name, address: address) : nil, expect: expect,
      thresholds: thresholds, origin: origin)
  }
}
