import OpsDomain

/// Whether packets are filtered.
enum FirewallPosture {
  private static let units = ["nftables", "firewalld", "iptables", "netfilter-persistent"]

  /// By the rules where root may count them, else by what is switched on.
  static func check(_ section: SectionText, isRoot: Bool) -> PostureCheck {
    if isRoot, let said = byRules(section) { return said }
    if let active = active(section) {
      let rules = isRoot ? "no tool was there to ask for rules" : "rules need root"
      return PostureCheck(.firewall, .flag(true), evidence: "\(active); \(rules)")
    }
    guard section.part("firewall_modules") != nil else {
      return PostureCheck(.firewall, .unknown(section.isStopped ? PostureText.late : "not told"))
    }
    if PostureText.lines(section, "firewall_modules").isEmpty {
      return PostureCheck(.firewall, .count(0), evidence: "neither nf_tables nor iptable_filter is in the kernel")
    }
    return PostureCheck(.firewall, .unknown(isRoot ? "neither nft nor iptables is there to ask" : "needs root"))
  }

  /// What the tools counted, as far as they were asked; nil where none was.
  ///
  /// One that failed may hold all the rules.
  private static func byRules(_ section: SectionText) -> PostureCheck? {
    let asked = ["nft", "iptables"].filter { section.part($0) != nil || section.cut?.name == $0 }
    let counts = asked.map { (name: $0, count: PostureText.count(section, $0)) }
    let failed = counts.filter { $0.count == nil }.map {
      section.cut?.name == $0.name ? "\($0.name): \(PostureText.late)" : "\($0.name) could not be asked"
    }
    let counted = counts.compactMap { tool in tool.count.map { "\(tool.name): \($0) rules" } }
    if let most = counts.compactMap(\.count).max(), most > 0 || failed.isEmpty {
      return PostureCheck(.firewall, .count(most), evidence: (counted + failed).joined(separator: "; "))
    }
    guard !failed.isEmpty else { return nil }
    let evidence = (counted + [active(section)].compactMap { $0 }).joined(separator: "; ")
    return PostureCheck(.firewall, .unknown(failed.joined(separator: ", ")), evidence: evidence)
  }

  /// What is switched on, as `ufw is active`; nil where nothing is.
  private static func active(_ section: SectionText) -> String? {
    let states = PostureText.lines(section, "firewall_units")
    var active = zip(units, states).filter { $0.1 == "active" }.map(\.0)
    if PostureText.lines(section, "ufw").contains("ENABLED=yes") { active.append("ufw") }
    return active.isEmpty ? nil : "\(active.joined(separator: ", ")) is active"
  }
}
