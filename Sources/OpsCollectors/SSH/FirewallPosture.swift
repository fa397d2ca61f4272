import OpsDomain

/// Whether packets are filtered.
enum FirewallPosture {
  private static let units = ["nftables", "firewalld", "iptables", "netfilter-persistent"]

  /// By the rules where root may count them, else by what is switched on.
  static func check(_ section: SectionText, isRoot: Bool) -> PostureCheck {
    let counts = ["nft", "iptables"].compactMap { name in
      PostureText.count(section, name).map { (name: name, count: $0) }
    }
    let rules = counts.map { "\($0.name): \($0.count) rules" }.joined(separator: "; ")
    if let most = counts.map(\.count).max(), isRoot {
      return PostureCheck(.firewall, .count(most), evidence: rules)
    }
    let states = PostureText.lines(section, "firewall_units")
    var active = zip(units, states).filter { $0.1 == "active" }.map(\.0)
    if PostureText.lines(section, "ufw").contains("ENABLED=yes") { active.append("ufw") }
    if !active.isEmpty {
      return PostureCheck(
        .firewall, .flag(true), evidence: "\(active.joined(separator: ", ")) is active; rules need root")
    }
    guard section.part("firewall_modules") != nil else { return PostureCheck(.firewall, .unknown("not told")) }
    if PostureText.lines(section, "firewall_modules").isEmpty {
      return PostureCheck(.firewall, .count(0), evidence: "neither nf_tables nor iptable_filter is in the kernel")
    }
    return PostureCheck(.firewall, .unknown(isRoot ? "neither nft nor iptables is there to ask" : "needs root"))
  }
}
