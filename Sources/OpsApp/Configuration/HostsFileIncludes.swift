extension HostsFileReader {
  /// Reads the list of includes: YAML files at once, other programs' inventories noted for later.
  mutating func readIncludes(_ value: YAMLValue, in file: String, _ settings: HostSettings) {
    guard case .list(let items) = value.content else {
      problems.add(value.place, key: "include", "must be a list", remedy: "write [{ ssh_config: ~/.ssh/config }]")
      return
    }
    for (index, item) in items.enumerated() {
      readInclude(item, path: "include[\(index)]", in: file, settings)
    }
  }

  private mutating func readInclude(_ item: YAMLValue, path: String, in file: String, _ outer: HostSettings) {
    guard var reader = MapReader(item, path: path, problems: problems) else { return }
    let yaml = reader.read("file", ScalarParsing.text)
    let sshConfig = reader.read("ssh_config", ScalarParsing.text)
    let ansible = reader.read("ansible", ScalarParsing.text)
    var settings = outer
    settings.read(&reader, paths)
    let service = reader.read("service", HostNames.group)
    let role = reader.read("role", HostNames.group)
    reader.finish()
    guard [yaml, sshConfig, ansible].compactMap({ $0 }).count == 1 else {
      problems.add(item.place, key: path, "must name one inventory", remedy: "one of file, ssh_config, ansible")
      return
    }
    let base = folder(of: file)
    if let yaml { read(paths.resolve(yaml, relativeTo: base), askedAt: item.place, defaults: settings) }
    if let sshConfig { note(.sshConfig, sshConfig, base, service, role, settings, item.place) }
    if let ansible { note(.ansible, ansible, base, service, role, settings, item.place) }
  }

  private mutating func note(
    _ owner: ForeignInclude.Owner, _ path: String, _ base: String, _ service: String?, _ role: String?,
    _ settings: HostSettings, _ place: Place
  ) {
    let resolved = paths.resolve(path, relativeTo: base)
    if owner == .sshConfig, role != nil, service == nil {
      problems.add(place, key: "include", "has a role but no service", remedy: "add service: …")
    }
    draft.files.append(SeenFile(resolved))
    draft.foreign.append(
      ForeignInclude(owner: owner, path: resolved, service: service, role: role, settings: settings, place: place))
  }
}
