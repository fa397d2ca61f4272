import OpsDomain

extension EntryQuery {
  /// Whether an entry is wanted.
  func finds(_ record: EntryRecord) -> Bool {
    let entry = record.entry
    if !includesRetracted, record.retracted != nil { return false }
    if let since, entry.at < since { return false }
    if let until, entry.at >= until { return false }
    if let thread, entry.thread != thread, record.id != thread { return false }
    if !kinds.isEmpty, !kinds.contains(entry.kind) { return false }
    if !authors.isEmpty, !authors.contains(where: { $0 == record.author.account || $0 == record.author.onBehalfOf }) {
      return false
    }
    if !tags.isEmpty,
      !tags.contains(where: { wanted in entry.tags.contains { $0.lowercased() == wanted.lowercased() } })
    {
      return false
    }
    return findsTargets(entry) && findsWords(entry)
  }

  private func findsTargets(_ entry: Entry) -> Bool {
    if !hosts.isEmpty {
      let names = Set(hosts.map(\.name))
      guard entry.targets.contains(where: { $0.kind == .host && names.contains($0.id) }) else { return false }
    }
    if !roles.isEmpty {
      guard entry.targets.contains(where: { target in roles.contains { Self.isRole($0, of: target) } }) else {
        return false
      }
    }
    guard !services.isEmpty else { return true }
    return entry.targets.contains { target in
      let role = target.roleThen ?? target.id
      return services.contains { role == $0 || role.hasPrefix("\($0):") }
    }
  }

  /// Whether a target is a role, or a host that had it; a bare word is the role of any service.
  private static func isRole(_ role: String, of target: EntryTarget) -> Bool {
    guard let has = target.kind == .role ? target.id : target.roleThen else { return false }
    return has == role || (!role.contains(":") && has.hasSuffix(":\(role)"))
  }

  private func findsWords(_ entry: Entry) -> Bool {
    guard !words.isEmpty else { return true }
    let text = Self.folded(entry.text)
    return words.allSatisfy { text.contains(Self.folded($0)) }
  }

  /// Small letters, and those of full width as usual ones.
  private static func folded(_ text: String) -> String {
    var folded = String.UnicodeScalarView()
    for scalar in text.lowercased().unicodeScalars {
      let isWide = (0xFF01...0xFF5E).contains(scalar.value)
      folded.append(isWide ? Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar : scalar)
    }
    return String(folded)
  }
}
