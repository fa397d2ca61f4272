import OpsDomain

/// Updates that wait, and how old the lists are that say so.
enum UpdatePosture {
  /// The most names of packages in the evidence.
  private static let mostNames = 8

  /// Security updates, and the age of the lists at the host's own time.
  static func checks(_ section: SectionText, at now: Timestamp) -> [PostureCheck] {
    if section.part("apt_lists") != nil { return [apt(section), aptLists(section, at: now)] }
    if section.part("dnf_lists") != nil { return [dnf(section), dnfLists(section, at: now)] }
    // Updates of other systems exist, too: nothing was read of them.
    let reason = section.isStopped ? PostureText.late : "neither apt nor dnf is there to ask"
    return [.securityUpdates, .packageLists].map { PostureCheck($0, .unknown(reason)) }
  }

  private static func apt(_ section: SectionText) -> PostureCheck {
    guard section.part("apt") != nil else { return PostureCheck(.securityUpdates, .unknown(PostureText.late)) }
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
    guard section.part("dnf") != nil else { return PostureCheck(.securityUpdates, .unknown(PostureText.late)) }
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

  /// The stamp of an update that succeeded and the dates that the servers gave the lists are only ever new when the lists
  /// are; the folder is touched by more than that, so it counts only where nothing else does.
  private static func aptLists(_ section: SectionText, at now: Timestamp) -> PostureCheck {
    if let newest = FactsDecoder.newest(section.part("apt_lists") ?? []) {
      return lists(newest, "the last update that succeeded, or the newest of the lists by the date of its server", now)
    }
    guard let folder = section.part("apt_folder") else { return noLists(PostureText.late) }
    guard let newest = FactsDecoder.newest(folder) else { return noLists("no lists of packages") }
    return lists(newest, "the folder of the lists, none of which has a date", now)
  }

  private static func dnfLists(_ section: SectionText, at now: Timestamp) -> PostureCheck {
    guard let newest = FactsDecoder.newest(section.part("dnf_lists") ?? []) else {
      return noLists("no lists of packages")
    }
    return lists(newest, "the newest of the files that an update touches", now)
  }

  private static func lists(_ newest: Timestamp, _ evidence: String, _ now: Timestamp) -> PostureCheck {
    PostureCheck(.packageLists, .age(max(now.since(newest), .zero)), evidence: evidence)
  }

  private static func noLists(_ reason: String) -> PostureCheck { PostureCheck(.packageLists, .unknown(reason)) }
}
