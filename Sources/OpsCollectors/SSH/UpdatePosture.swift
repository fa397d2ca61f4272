import OpsDomain

/// Updates that wait, and how old the lists are that say so.
enum UpdatePosture {
  /// The most names of packages in the evidence.
  private static let mostNames = 8

  /// Security updates, and the age of the lists at the host's own time.
  static func checks(_ section: SectionText, at now: Timestamp) -> [PostureCheck] {
    if section.part("apt") != nil { return [apt(section), lists(section, "apt_lists", at: now)] }
    if section.part("dnf") != nil { return [dnf(section), lists(section, "dnf_lists", at: now)] }
    // Ended before it came to them.
    let value: PostureValue = section.status == 124 ? .unknown("no answer in time") : .none("neither apt nor dnf")
    return [PostureCheck(.securityUpdates, value), PostureCheck(.packageLists, value)]
  }

  private static func apt(_ section: SectionText) -> PostureCheck {
    guard PostureText.count(section, "apt_count") ?? 0 > 0 else {
      return PostureCheck(.securityUpdates, .unknown("no lists of packages: apt-get update"))
    }
    let lines = PostureText.lines(section, "apt")
    if lines.contains("failed") { return PostureCheck(.securityUpdates, .unknown("apt-get -s upgrade failed")) }
    // `Inst openssl [3.0.11-1] (3.0.15-1 Debian-Security:12/stable-security [amd64])`
    let updates = lines.filter { $0.hasPrefix("Inst ") }
    // The name of a package may hold the word, as mod-security does; where it comes from stands in brackets.
    let security = updates.filter { $0.drop { $0 != "(" }.contains("ecurity") }
    let names = security.compactMap { $0.split(separator: " ").dropFirst().first.map(String.init) }
    return check(names, "apt-get -s upgrade: \(security.count) of \(updates.count) updates are of security")
  }

  private static func dnf(_ section: SectionText) -> PostureCheck {
    let lines = PostureText.lines(section, "dnf")
    if lines.contains("failed") {
      return PostureCheck(.securityUpdates, .unknown("dnf -C updateinfo failed: no lists, or they need root"))
    }
    // `ALSA-2026:1234 Important/Sec. openssl-libs-3.0.7-29.el9.x86_64`; dnf5 says `security` in a column of its own.
    let security = lines.filter { line in
      line.split(separator: " ").contains { $0.hasSuffix("/Sec.") || $0 == "security" }
    }
    let names = security.compactMap { line in
      line.split(separator: " ").first { $0.contains(".el") || $0.contains(".fc") || $0.contains(".amzn") }
        .map(String.init)
    }
    return check(names.isEmpty ? security : names, "dnf -C updateinfo: \(security.count) of security")
  }

  private static func check(_ names: [String], _ source: String) -> PostureCheck {
    let shown = names.prefix(mostNames).joined(separator: ", ") + (names.count > mostNames ? " …" : "")
    return PostureCheck(
      .securityUpdates, .count(names.count), evidence: names.isEmpty ? source : "\(source): \(shown)")
  }

  private static func lists(_ section: SectionText, _ part: String, at now: Timestamp) -> PostureCheck {
    guard let newest = FactsDecoder.newest(section.part(part) ?? []) else {
      return PostureCheck(.packageLists, .unknown("no lists of packages"))
    }
    return PostureCheck(
      .packageLists, .age(max(now.since(newest), .zero)), evidence: "the newest of the files that an update touches")
  }
}
