import OpsDomain

/// Turns the answer to `posture` into a reading.
enum PostureDecoder {
  /// The most sockets that are kept.
  static let mostListeners = 64
  /// Ports of UDP from here on are those of clients.
  static let firstClientPort = 10_000
  /// The longest evidence that is kept, in characters.
  static let longestEvidence = 300

  /// How safe the host is kept, as far as it was answered.
  static func reading(_ section: SectionText, takenAt: Timestamp, source: SourceKind = .ssh) -> PostureReading {
    let isRoot = PostureText.lines(section, "user").first == "0"
    let now = PostureText.lines(section, "now").first.flatMap { Int64($0) }.map(Timestamp.init(seconds:)) ?? takenAt
    var checks = SSHDPosture.checks(section)
    checks += UpdatePosture.checks(section, at: now)
    checks += [KernelPosture.reboot(section), KernelPosture.kernel(section), openServices(section)]
    checks += [FirewallPosture.check(section, isRoot: isRoot), clockSource(section), clockSync(section)]
    checks.append(CertificatePosture.check(section))
    for index in checks.indices { checks[index].evidence = String(checks[index].evidence.prefix(longestEvidence)) }
    var reading = PostureReading(takenAt: takenAt, source: source, checks: checks)
    if section.isStopped { reading.failures.append("not all was answered in time") }
    return reading
  }

  private static func openServices(_ section: SectionText) -> PostureCheck {
    let processes = section.part("programs").map(ProcessNames.init)
    guard let listeners = FactsDecoder.listeners(section, processes) else {
      return PostureCheck(.openServices, .unknown(section.isStopped ? PostureText.late : "sockets were not told"))
    }
    let open = listeners.filter { $0.isOpen && ($0.transport == .tcp || $0.port < firstClientPort) }
    // One service often has a socket for each kind of address.
    var seen: Set<String> = []
    let services = open.filter { seen.insert("\($0.transport) \($0.port) \($0.program ?? "")").inserted }
    let evidence = services.map { $0.description + ($0.program.map { " \($0)" } ?? "") }.joined(separator: ", ")
    // Without programs only the usual ports tell of services that are meant for few.
    if PostureText.isLate(section, "programs"), !services.contains(where: \.isInward) {
      return PostureCheck(.openServices, .unknown("programs: \(PostureText.late)"), evidence: evidence)
    }
    return PostureCheck(.openServices, .listeners(Array(services.prefix(mostListeners))), evidence: evidence)
  }

  private static func clockSource(_ section: SectionText) -> PostureCheck {
    let lines = PostureText.lines(section, "clocksource")
    let value = { (file: String) in
      lines.first { $0.contains("/\(file):") }.flatMap { $0.split(separator: ":", maxSplits: 1).last }
        .map { PostureText.trimmed(String($0)) }
    }
    guard let current = value("current_clocksource"), !current.isEmpty else {
      let isLate = PostureText.isLate(section, "clocksource")
      return PostureCheck(.clockSource, .unknown(isLate ? PostureText.late : "the kernel does not tell"))
    }
    return PostureCheck(
      .clockSource, .word(current), evidence: value("available_clocksource").map { "available: \($0)" } ?? "")
  }

  private static func clockSync(_ section: SectionText) -> PostureCheck {
    if let line = PostureText.lines(section, "chrony").first(where: { $0.hasPrefix("Leap status") }) {
      return PostureCheck(.clockSync, .flag(!line.contains("Not")), evidence: "chronyc: \(line)")
    }
    let words = PostureText.lines(section, "ntp").joined(separator: " ")
    if let word = words.split(whereSeparator: { " ,".contains($0) }).first(where: { $0.hasPrefix("leap=") }) {
      let leap = word.dropFirst("leap=".count)
      return PostureCheck(.clockSync, .flag(leap != "11" && leap != "3"), evidence: "ntpq: \(words)")
    }
    // One of those above may be what keeps the clock.
    if PostureText.isLate(section, "timedate") { return PostureCheck(.clockSync, .unknown(PostureText.late)) }
    if PostureText.lines(section, "timesync").first == "synchronized" {
      return PostureCheck(.clockSync, .flag(true), evidence: "systemd-timesyncd has synchronised")
    }
    if let line = PostureText.lines(section, "timedate").first(where: { $0.hasPrefix("NTPSynchronized=") }) {
      return PostureCheck(.clockSync, .flag(line.hasSuffix("=yes")), evidence: "timedatectl: \(line)")
    }
    return PostureCheck(.clockSync, .unknown("nothing on the host tells: no chrony, ntpd or systemd-timesyncd"))
  }
}
