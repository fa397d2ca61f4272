import OpsDomain

/// Whether the host wants to be restarted.
enum KernelPosture {
  /// What the packages say.
  static func reboot(_ section: SectionText) -> PostureCheck {
    let files = PostureText.lines(section, "reboot")
    if files.contains("/run/reboot-required") {
      let packages = PostureText.lines(section, "reboot_packages").joined(separator: ", ")
      return PostureCheck(
        .reboot, .flag(true), evidence: "/run/reboot-required" + (packages.isEmpty ? "" : ": \(packages)"))
    }
    switch PostureText.lines(section, "needs_restarting").first {
    case "status 0": return PostureCheck(.reboot, .flag(false), evidence: "needs-restarting -r")
    case "status 1": return PostureCheck(.reboot, .flag(true), evidence: "needs-restarting -r")
    default: break
    }
    guard let hook = files.first else {
      let isLate = PostureText.isLate(section, "reboot")
      return PostureCheck(.reboot, .unknown(isLate ? PostureText.late : "nothing on the host tells: see its kernel"))
    }
    return PostureCheck(.reboot, .flag(false), evidence: "/run/reboot-required is not there, and \(hook) would make it")
  }

  /// Whether the running kernel is the newest of those installed.
  static func kernel(_ section: SectionText) -> PostureCheck {
    guard let running = PostureText.lines(section, "running").first, section.part("kernels") != nil else {
      return PostureCheck(.kernel, .unknown(section.isStopped ? PostureText.late : "not told"))
    }
    let installed = PostureText.lines(section, "kernels").compactMap { $0.split(separator: "-", maxSplits: 1).last }
      .map(String.init).filter { !$0.contains("rescue") }
    guard !installed.isEmpty else { return PostureCheck(.kernel, nothingInstalled(section), evidence: running) }
    let evidence = "runs \(running); in /boot: \(installed.joined(separator: ", "))"
    let rivals = installed.filter { flavour($0) == flavour(running) }
    guard let newest = rivals.max(by: { isOlder($0, $1) }), rivals.contains(running) || isOlder(running, newest) else {
      return PostureCheck(.kernel, .unknown("the running kernel is none of those in /boot"), evidence: evidence)
    }
    return PostureCheck(.kernel, .pair(running, newest), evidence: evidence)
  }

  /// A container runs with the kernel of its host; elsewhere /boot is shut, or the kernel is kept in another place.
  private static func nothingInstalled(_ section: SectionText) -> PostureValue {
    let isContainer = !PostureText.lines(section, "container").isEmpty
    return isContainer ? .none("a container has no kernel of its own") : .unknown("no kernel is to be seen in /boot")
  }

  /// What kernels must have in common to be compared: `amd64` of `6.1.0-18-amd64`.
  private static func flavour(_ version: String) -> Substring {
    guard let last = version.split(separator: "-").last, last.first?.isNumber == false else { return "" }
    return last
  }

  /// Whether a version is older, numbers in it taken as numbers.
  static func isOlder(_ left: String, _ right: String) -> Bool {
    let (a, b) = (runs(left), runs(right))
    for (one, two) in zip(a, b) where one != two {
      guard let first = UInt64(one), let second = UInt64(two) else { return one < two }
      return first < second
    }
    return a.count < b.count
  }

  /// Runs of digits, and what stands between them.
  private static func runs(_ version: String) -> [String] {
    var runs: [String] = []
    var wasNumber: Bool?
    for character in version.prefix(128) {
      let isNumber = "0123456789".contains(character)
      if isNumber == wasNumber, !runs.isEmpty {
        runs[runs.count - 1].append(character)
      } else {
        runs.append(String(character))
      }
      wasNumber = isNumber
    }
    return runs
  }
}
