import OpsDomain

extension SimulatedHost {
  private static let day = 86_400.0
  /// The kernel that is installed everywhere; a few hosts still run an older one.
  private static let installedKernel = "6.1.0-20-amd64"
  private static let oldKernel = "6.1.0-18-amd64"

  /// The kernel that runs.
  var runningKernel: String { Chance.below(9, chance(5)) == 0 ? Self.oldKernel : Self.installedKernel }

  /// Days since packages were last changed; one cache has been forgotten.
  var packageDays: Double {
    id.name.hasSuffix("cache02") ? 143 : Chance.within(2...9, chance(501))
  }

  /// What waits for others: databases listen on their own address only, caches on all.
  func listeners(_ programs: [Program]) -> [Listener] {
    programs.compactMap { program in
      program.port.map { port in
        let isInner = ["mysqld", "starman", "gearmand"].contains(program.name)
        return Listener(address: isInner ? address : "0.0.0.0", port: port, program: program.name)
      }
    }
    .sorted { $0.port < $1.port }
  }

  /// How safe it is kept at `time`.
  func posture(at time: Double, _ stamp: Timestamp) -> PostureReading {
    let day = Int((time / Self.day).rounded(.down))
    let checks =
      login + updates(at: time, day: day) + [
        kernel, openServices, firewall,
        PostureCheck(.clockSource, .word("kvm-clock"), evidence: "available: kvm-clock tsc"),
        clockSync, certificates(stamp, at: time),
      ]
    return PostureReading(takenAt: stamp, source: .simulation, checks: checks)
  }

  private var login: [PostureCheck] {
    let root = profile.role == "batch" ? "yes" : "without-password"
    let password = profile.role == "deploy" || id.name.hasSuffix("log02") ? "yes" : "no"
    return [
      PostureCheck(.rootLogin, .word(root), evidence: "sshd -T: permitrootlogin \(root)"),
      PostureCheck(.passwordLogin, .word(password), evidence: "sshd -T: passwordauthentication \(password)"),
    ]
  }

  /// Updates come out now and then, and are installed within some days.
  private func updates(at time: Double, day: Int) -> [PostureCheck] {
    let packages = ["libssl3", "openssl", "curl", "libexpat1", "linux-image-amd64", "perl-base"]
    let draw = StableHash.mix(seed &+ UInt64(truncatingIfNeeded: day) &* 31)
    let count = packageDays > 100 ? packages.count : Chance.below(4, draw) == 0 ? 1 + Chance.below(3, draw >> 8) : 0
    let listed = packageDays > 100 ? 23 * Self.day : Chance.within(1_000...80_000, chance(502))
    let needsRestart = runningKernel != Self.installedKernel
    let words = count == 0 ? "" : ": " + packages.prefix(count).joined(separator: ", ")
    return [
      PostureCheck(
        .securityUpdates, .count(count),
        evidence: "apt-get -s upgrade: \(count) of \(count + 2) updates are of security\(words)"),
      PostureCheck(.packageLists, .age(.seconds(Int64(listed)))),
      PostureCheck(
        .reboot, .flag(needsRestart),
        evidence: needsRestart
          ? "/run/reboot-required: linux-image-\(Self.installedKernel)" : "/run/reboot-required is not there"),
    ]
  }

  private var kernel: PostureCheck {
    PostureCheck(
      .kernel, .pair(runningKernel, Self.installedKernel),
      evidence: "runs \(runningKernel); in /boot: \(Self.oldKernel), \(Self.installedKernel)")
  }

  private var openServices: PostureCheck {
    let open = listeners(usualPrograms).filter(\.isOpen)
    let evidence = open.map { "\($0.description) \($0.program ?? "")" }.joined(separator: ", ")
    return PostureCheck(.openServices, .listeners(open), evidence: evidence)
  }

  private var firewall: PostureCheck {
    switch profile.role {
    case "batch": return PostureCheck(.firewall, .unknown("needs root"))
    case "mon": return PostureCheck(.firewall, .count(0), evidence: "nft: 0 rules")
    default:
      let count = 9 + Chance.below(14, chance(503))
      return PostureCheck(.firewall, .count(count), evidence: "nft: \(count) rules")
    }
  }

  private var clockSync: PostureCheck {
    let isRight = trouble.clockAhead == 0
    return PostureCheck(
      .clockSync, .flag(isRight), evidence: "chronyc: Leap status : \(isRight ? "Normal" : "Not synchronised")")
  }

  private func certificates(_ stamp: Timestamp, at time: Double) -> PostureCheck {
    guard usualPrograms.contains(where: { $0.port == 443 }) else {
      return PostureCheck(.certificates, .none("no TLS ports"))
    }
    let days = id.name.hasSuffix("1") ? 9.3 : 61.0
    let end = stamp + .seconds(Int64(days * Self.day - time))
    return PostureCheck(.certificates, .moments([PostureMoment(name: "port 443 (CN=b.example.jp)", moment: end)]))
  }
}
