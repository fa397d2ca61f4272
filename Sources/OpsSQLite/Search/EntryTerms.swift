import OpsDomain

/// The terms by which entries are found without reading them.
///
/// `h:` a host · `R:` a role as a whole · `S:` a service as a whole · `r:` a role, or a host that had it, with and without
/// its service · `s:` a service, its roles and hosts · `a:` an account · `k:` a kind · `t:` a tag · `T:` a thread ·
/// `x:` a site · `p:` a host with the role that it had then.
enum EntryTerms {
  /// All terms of an entry, each once.
  static func terms(of record: EntryRecord) -> [String] {
    let entry = record.entry
    var terms: Set<String> = [author(record.author.account), kind(entry.kind)]
    if let other = record.author.onBehalfOf { terms.insert(author(other)) }
    for name in entry.tags { terms.insert(tag(name)) }
    if let id = entry.thread { terms.insert(thread(id)) }
    for target in entry.targets {
      switch target.kind {
      case .host:
        terms.insert(host(target.id))
        if let then = target.roleThen {
          insert(role: then, into: &terms)
          terms.insert(pair(target.id, then))
        }
      case .role:
        terms.insert(wholeRole(target.id))
        insert(role: target.id, into: &terms)
      case .service:
        terms.insert(wholeService(target.id))
        terms.insert(service(target.id))
      case .site: terms.insert("x:" + target.id)
      }
    }
    return terms.sorted()
  }

  private static func insert(role name: String, into terms: inout Set<String>) {
    terms.insert(role(name))
    guard let (service, bare) = parts(ofRole: name) else { return }
    terms.insert(role(bare))
    terms.insert(self.service(service))
  }

  /// The service and the bare name of a role; nil when it names no service.
  static func parts(ofRole name: String) -> (service: String, role: String)? {
    guard let colon = name.firstIndex(of: ":") else { return nil }
    return (String(name[..<colon]), String(name[name.index(after: colon)...]))
  }

  static func host(_ name: String) -> String { "h:" + name }
  /// The host comes first, so that all roles of a host stand together.
  static func pair(_ host: String, _ role: String) -> String { "p:" + host + "\n" + role }
  static func wholeRole(_ name: String) -> String { "R:" + name }
  static func wholeService(_ name: String) -> String { "S:" + name }
  static func role(_ name: String) -> String { "r:" + name }
  static func service(_ name: String) -> String { "s:" + name }
  static func author(_ account: String) -> String { "a:" + account }
  static func kind(_ kind: EntryKind) -> String { "k:" + kind.rawValue }
  static func tag(_ tag: String) -> String { "t:" + SearchText.fold(tag) }
  static func thread(_ id: OperationID) -> String { "T:" + id.description }
}
