import OpsDomain

extension EntryQuery {
  /// Whether an entry is among those wanted: for entries that come in while a list is shown.
  func admits(_ record: EntryRecord, roleOf: (HostID) -> RoleID?) -> Bool {
    let entry = record.entry
    if !includesRetracted, record.retracted != nil { return false }
    if let since, entry.at < since { return false }
    if let until, entry.at >= until { return false }
    if !kinds.isEmpty, !kinds.contains(entry.kind) { return false }
    if !tags.isEmpty, !tags.contains(where: entry.tags.contains) { return false }
    if !authors.isEmpty, !authors.contains(where: { $0 == record.author.account || $0 == record.author.onBehalfOf }) {
      return false
    }
    if let thread, entry.thread != thread, record.id != thread { return false }
    if !hosts.isEmpty, !hosts.contains(where: { entry.isAbout($0, of: roleOf($0)) }) { return false }
    if !roles.isEmpty, !roles.contains(where: { entry.isAbout(role: $0) }) { return false }
    if !services.isEmpty, !services.contains(where: { entry.isAbout(service: $0) }) { return false }
    guard !words.isEmpty else { return true }
    let text = record.wordText
    return words.allSatisfy { text.contains(SearchText.fold($0)) }
  }
}

extension EntryRecord {
  /// All in which the words of a question may stand, folded as the store does it: its parts are lines of their own.
  var wordText: String {
    let command = [entry.command?.text, entry.command?.output]
    let parts = [entry.text, entry.title] + command + entry.tags + entry.tickets
    return SearchText.fold(parts.compactMap { $0 }.joined(separator: "\n"))
  }
}

extension Entry {
  /// Whether it is about a host, or about the role or service that the host has.
  func isAbout(_ host: HostID, of role: RoleID?) -> Bool {
    targets.contains { target in
      switch target.kind {
      case .host: return target.id == host.name
      case .role: return role.map { $0.description == target.id } ?? false
      case .service: return role?.service == target.id
      case .site: return false
      }
    }
  }

  /// Whether it is about a role, as `bookmark:db` or a bare `db`, or about a host that had it.
  func isAbout(role: String) -> Bool {
    targets.contains { target in
      guard let name = target.kind == .role ? target.id : target.roleThen else { return false }
      return name == role || name.hasSuffix(":" + role)
    }
  }

  /// Whether it is about a service, one of its roles, or a host that belonged to it.
  func isAbout(service: String) -> Bool {
    targets.contains { target in
      switch target.kind {
      case .service: return target.id == service
      case .role: return target.id.hasPrefix(service + ":")
      case .host, .site: return target.roleThen?.hasPrefix(service + ":") ?? false
      }
    }
  }
}

extension String {
  /// The text without regard to case and to the width of Latin letters, as searches compare it.
  var foldedForSearch: String {
    var folded = String.UnicodeScalarView()
    for scalar in unicodeScalars {
      // Full-width forms of ASCII (U+FF01 to U+FF5E) mean the same.
      let isWide = scalar.value >= 0xFF01 && scalar.value <= 0xFF5E
      folded.append(isWide ? Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar : scalar)
    }
    return String(folded).lowercased()
  }
}
