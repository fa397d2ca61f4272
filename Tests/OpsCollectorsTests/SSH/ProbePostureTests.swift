import OpsDomain
import Testing

@testable import OpsCollectors

/// What the probe tells of posture, on every shell, with tools that say what real ones say.
@Suite(.timeLimit(.minutes(10))) struct ProbePostureTests {
  private static let shells = ProbeRun.shells
  private let moment = Timestamp(seconds: 1_795_836_883)

  /// The posture of a tree with tools of its own, by the values of its topics.
  private func posture(_ shell: [String], _ folder: borrowing ScratchFolder) async throws -> PostureReading {
    let probe = try await ProbeRun.begin(shell, root: folder.path, path: "\(folder.path)/bin:/usr/bin:/bin")
    let section = try await probe.ask("posture", 1)
    #expect(try await probe.end() == .status(0))
    return PostureDecoder.reading(section, takenAt: moment)
  }

  /// A tool that prints this.
  private static func tool(_ name: String, _ text: String, status: Int = 0, _ folder: borrowing ScratchFolder) throws {
    try folder.write("texts/\(name)", text)
    try folder.write(
      "bin/\(name)", "#!/bin/sh\ncat '\(folder.path)/texts/\(name)'\nexit \(status)\n", isProgram: true)
  }

  /// A root with nothing but what every Linux has, and tools that tell nothing.
  private static func plant(_ folder: borrowing ScratchFolder, user: Int, module: String? = "nf_tables") throws {
    try folder.write("proc/loadavg", "0.25 0.5 0.75 1/1 1\n")
    try folder.write("proc/stat", "cpu  1 2 3 4 5 6 7 8 0 0\n")
    try folder.write("proc/modules", "nf_tables 352256 1 - Live 0x0\n")
    if let module { try folder.write("sys/module/\(module)/refcnt", "1\n") }
    try tool("id", "\(user)\n", folder)
    try tool("uname", "6.1.0-18-amd64\n", folder)
    for name in ["chronyc", "timedatectl", "systemctl", "apt-get", "openssl", "sshd", "nft", "iptables"] {
      try tool(name, "", status: 1, folder)
    }
  }

  @Test(arguments: shells) func rootLearnsAllOfIt(shell: [String]) async throws {
    let folder = try ScratchFolder()
    try Self.plant(folder, user: 0)
    try Self.tool(
      "sshd",
      "port 22\nusepam yes\npermitrootlogin without-password\npasswordauthentication no\nkbdinteractiveauthentication no\n",
      folder)
    try Self.tool(
      "nft",
      "table inet filter {\n\tchain input {\n\t\ttype filter hook input priority filter; policy drop;\n\t\tct state established,related accept\n\t\ttcp dport 22 accept\n\t}\n}\n",
      folder)
    try Self.tool("chronyc", "Reference ID    : A29FC801\nStratum         : 3\nLeap status     : Normal\n", folder)
    let inst = """
      NOTE: This is only a simulation!
      Inst libssl3 [3.0.11-1~deb12u1] (3.0.15-1~deb12u1 Debian-Security:12/stable-security [amd64])
      Inst tzdata [2024a-0+deb12u1] (2024b-0+deb12u1 Debian:12.9/stable [all])
      Conf libssl3 (3.0.15-1~deb12u1 Debian-Security:12/stable-security [amd64])

      """
    try Self.tool("apt-get", inst, folder)
    try folder.write("var/lib/apt/lists/deb.debian.org_main_Packages", "")
    try folder.write("boot/vmlinuz-6.1.0-18-amd64", "")
    try folder.write("boot/vmlinuz-6.1.0-9-amd64", "")
    try folder.write("boot/vmlinuz-6.1.0-21-amd64", "")
    try folder.write("run/reboot-required", "*** System restart required ***\n")
    try folder.write("run/reboot-required.pkgs", "linux-image-6.1.0-21-amd64\nlibc6\n")
    let clock = "sys/devices/system/clocksource/clocksource0"
    try folder.write("\(clock)/current_clocksource", "tsc\n")
    try folder.write("\(clock)/available_clocksource", "tsc hpet acpi_pm \n")
    try folder.write(
      "proc/net/tcp",
      "  sl\n   0: 00000000:0CEA 00000000:0000 0A 0:0 0:0 0 0 0 1 1\n   1: 0B00A8C0:01BB 00000000:0000 0A 0:0 0:0 0 0 0 2 1\n"
    )
    try folder.write(
      "bin/openssl",
      "#!/bin/sh\necho \"$*\" >>\(folder.path)/asked\n[ \"$1\" = x509 ] && printf 'notAfter=Dec 31 23:59:59 2026 GMT\\nsubject=C = JP, CN = b.example.jp\\n'\n:\n",
      isProgram: true)
    let reading = try await posture(shell, folder)
    #expect(reading.checks.map(\.topic) == PostureTopic.allCases)
    #expect(reading[.rootLogin]?.value == .word("without-password") && reading[.passwordLogin]?.value == .word("no"))
    #expect(reading[.securityUpdates]?.value == .count(1))
    #expect(reading[.securityUpdates]?.evidence == "apt-get -s upgrade: 1 of 2 updates are of security: libssl3")
    #expect(reading[.reboot]?.value == .flag(true) && reading[.reboot]?.evidence.contains("libc6") == true)
    #expect(reading[.kernel]?.value == .pair("6.1.0-18-amd64", "6.1.0-21-amd64"))
    #expect(reading[.openServices]?.value == .listeners([Listener(port: 3306)]))
    #expect(reading[.firewall]?.value == .count(2) && reading[.clockSource]?.value == .word("tsc"))
    #expect(reading[.clockSync]?.value == .flag(true))
    let end = Timestamp(seconds: 1_798_761_599)
    #expect(reading[.certificates]?.value == .moments([PostureMoment(name: "port 443 (CN=b.example.jp)", moment: end)]))
    #expect(try folder.read("asked").contains("-connect 192.168.0.11:443"))
  }

  @Test(arguments: shells) func aServerThatShowsNoCertificateIsNamedAndThenUnknown(shell: [String]) async throws {
    for showsNamed in [true, false] {
      let folder = try ScratchFolder()
      try Self.plant(folder, user: 1000)
      try folder.write("proc/net/tcp", "  sl\n   0: 00000000:01BB 00000000:0000 0A 0:0 0:0 0 0 0 1 1\n")
      let shown = "printf 'notAfter=Dec 31 23:59:59 2026 GMT\\nsubject=CN = b.example.jp\\n'"
      // What x509 reads is what s_client has shown.
      try folder.write(
        "bin/openssl",
        "#!/bin/sh\ncase $1:$* in x509:*) grep -q shown && \(shown) ;; *-servername*) \(showsNamed ? "echo shown" : ":") ;; esac\n",
        isProgram: true)
      let check = try #require(try await posture(shell, folder)[.certificates])
      if showsNamed {
        #expect(
          check.value
            == .moments([
              PostureMoment(name: "port 443 (CN=b.example.jp)", moment: Timestamp(seconds: 1_798_761_599))
            ]))
      } else {
        #expect(check.value == .unknown("no certificate was shown at port 443"))
      }
    }
  }

  @Test(arguments: shells) func aPacketFilterThatIsBuiltInIsInTheKernel(shell: [String]) async throws {
    for isBuiltIn in [true, false] {
      let folder = try ScratchFolder()
      try Self.plant(folder, user: 1000, module: nil)
      let builtIn = isBuiltIn ? "kernel/net/netfilter/nf_tables.ko\n" : "kernel/net/netfilter/x_tables.ko\n"
      try folder.write("lib/modules/6.1.0-18-amd64/modules.builtin", builtIn)
      let check = try await posture(shell, folder)[.firewall]
      #expect(check?.value == (isBuiltIn ? .unknown("needs root") : .count(0)))
    }
  }

  @Test(arguments: shells) func aListOfModulesHasNoSizeAndIsThereAllTheSame(shell: [String]) async throws {
    let folder = try ScratchFolder()
    try Self.plant(folder, user: 0, module: nil)
    try folder.write("proc/modules", "")
    try folder.write("bin/nft", "#!/bin/sh\necho asked >\(folder.path)/asked\n", isProgram: true)
    let check = try await posture(shell, folder)[.firewall]
    let asked = try? folder.read("asked")
    #expect(check?.value == .count(0) && asked == nil)
  }

  @Test(arguments: shells) func anOldToolIsAskedInItsOwnWayAndOneThatFailsIsNoLackOfRules(shell: [String]) async throws
  {
    let folder = try ScratchFolder()
    try Self.plant(folder, user: 0)
    let failed = try await posture(shell, folder)[.firewall]
    #expect(failed?.value == .unknown("nft could not be asked"))
    try folder.write("sys/module/iptable_filter/refcnt", "1\n")
    try Self.tool("iptables", "-P INPUT ACCEPT\n", folder)
    let empty = try await posture(shell, folder)[.firewall]
    #expect(empty?.value == .unknown("nft could not be asked") && empty?.evidence == "iptables: 0 rules")
    try Self.tool("iptables", "-P INPUT ACCEPT\n-A INPUT -j DROP\n", folder)
    let counted = try await posture(shell, folder)[.firewall]
    #expect(counted?.value == .count(1) && counted?.evidence == "iptables: 1 rules; nft could not be asked")
    let set =
      "\tset s {\n\t\ttype ipv4_addr\n\t\tsize 9\n\t\telements = { 10.0.0.1,\n\t\t\t     10.0.0.2 }\n\t}\n"
    let rules = "\tchain c {\n\t\ttype filter hook input priority 0;\n\t\ttcp dport 22 accept\n\t\tdrop\n\t}\n"
    let told = "cat <<'END'\ntable inet t {\n\(set)\(rules)}\nEND\n"
    try folder.write("bin/nft", "#!/bin/sh\n[ \"$1\" != -t ] || exit 1\n\(told)", isProgram: true)
    let old = try await posture(shell, folder)[.firewall]
    #expect(old?.value == .count(2) && old?.evidence == "nft: 2 rules; iptables: 1 rules")
  }

  @Test(arguments: shells) func filesOfSshdMayBeThoseOfTheDistribution(shell: [String]) async throws {
    let folder = try ScratchFolder()
    try Self.plant(folder, user: 1000)
    let config = ["/etc", "/usr/etc"].map { "Include \($0)/ssh/sshd_config.d/*.conf\n" }.joined()
    try folder.write("usr/etc/ssh/sshd_config", config + "PermitRootLogin yes\n")
    try folder.write("etc/ssh/sshd_config.d/50-own.conf", "PermitRootLogin no\n")
    try folder.write("usr/etc/ssh/sshd_config.d/40-theirs.conf", "PasswordAuthentication no\n")
    let reading = try await posture(shell, folder)
    #expect(reading[.rootLogin]?.value == .word("no") && reading[.passwordLogin]?.value == .word("no"))
    // A file of one's own that does not include theirs.
    try folder.write("etc/ssh/sshd_config", "Include /etc/ssh/sshd_config.d/*.conf\n")
    #expect(try await posture(shell, folder)[.passwordLogin]?.value == .word("yes"))
  }

  @Test(arguments: shells) func listsAreAsOldAsTheLastUpdateThatSucceeded(shell: [String]) async throws {
    let folder = try ScratchFolder()
    try Self.plant(folder, user: 1000)
    try folder.write("bin/apt-get", "#!/bin/sh\necho \"$*\" >\(folder.path)/asked\n", isProgram: true)
    try folder.write("var/lib/apt/lists/deb_Packages", "")
    let list = "var/lib/apt/lists/deb_InRelease"
    // Without a date there is only the folder, which an update that fails may touch.
    for (file, days) in [("", 0), (list, 9), ("var/lib/apt/periodic/update-success-stamp", 3)] {
      if !file.isEmpty {
        try folder.write(file, "")
        try folder.age(file, days: days)
      }
      try folder.write("var/lib/apt/lists/partial/new", "")
      guard case .age(let age)? = try await posture(shell, folder)[.packageLists]?.value else {
        return #expect(Bool(false))
      }
      #expect(age >= .seconds(days * 86_400) && age < .seconds(days * 86_400 + 3600))
    }
    #expect(try folder.read("asked").hasSuffix(" --with-new-pkgs upgrade\n"))
  }

  /// Sockets that wait on these ports.
  private static func listen(_ ports: [Int], _ folder: borrowing ScratchFolder) throws {
    let rows = ports.map { port in
      let digits = String(port, radix: 16, uppercase: true)
      let place = String(repeating: "0", count: 4 - digits.count) + digits
      return "   0: 00000000:\(place) 00000000:0000 0A 0:0 0:0 0 0 0 1 1\n"
    }
    try folder.write("proc/net/tcp", "  sl\n" + rows.joined())
  }

  @Test(arguments: shells) func certificatesAreAskedForAsLongAsThereIsTime(shell: [String]) async throws {
    let folder = try ScratchFolder()
    try Self.plant(folder, user: 1000)
    try Self.listen([443, 465, 563, 636, 853], folder)
    let shown = "[ \"$1\" != x509 ] || echo 'notAfter=Dec 31 23:59:59 2026 GMT'\n"
    try folder.write("bin/openssl", "#!/bin/sh\n\(shown)", isProgram: true)
    // A clock that goes on by six seconds whenever it is looked at.
    let clock = "\(folder.path)/clock"
    try folder.write("clock", "1000\n")
    try folder.write(
      "bin/date", "#!/bin/sh\nread -r now <\(clock)\necho $((now + 6)) >\(clock)\necho \"$now\"\n", isProgram: true)
    let shownAtSome = try #require(try await posture(shell, folder)[.certificates])
    let end = Timestamp(seconds: 1_798_761_599)
    #expect(shownAtSome.value == .moments([443, 465, 563].map { PostureMoment(name: "port \($0)", moment: end) }))
    #expect(shownAtSome.evidence == "not asked port 636, port 853")
    try folder.write("bin/openssl", "#!/bin/sh\n", isProgram: true)
    let shownAtNone = try await posture(shell, folder)[.certificates]
    #expect(
      shownAtNone?.value
        == .unknown("no certificate was shown at port 443, port 465; not asked port 563, port 636, port 853"))
  }

  @Test(arguments: shells) func ofManyPortsEightAreAskedAndTheOthersAreNamed(shell: [String]) async throws {
    let folder = try ScratchFolder()
    try Self.plant(folder, user: 1000)
    try Self.listen([443, 465, 563, 636, 853, 989, 990, 993, 995, 8443], folder)
    let shown = "[ \"$1\" != x509 ] || echo 'notAfter=Dec 31 23:59:59 2026 GMT'\n"
    try folder.write("bin/openssl", "#!/bin/sh\n\(shown)", isProgram: true)
    let check = try await posture(shell, folder)[.certificates]
    #expect(check?.evidence == "not asked port 995, port 8443")
  }

  @Test(arguments: shells) func othersLearnWhatFilesTellAndWhatNeedsRoot(shell: [String]) async throws {
    let folder = try ScratchFolder()
    try Self.plant(folder, user: 1000)
    let config =
      "Include /etc/ssh/sshd_config.d/*.conf\n#PermitRootLogin no\nPermitRootLogin yes\nUsePAM yes\nMatch User git\nPasswordAuthentication no\n"
    try folder.write("etc/ssh/sshd_config", config)
    try folder.write("etc/ssh/sshd_config.d/50-cloud.conf", "PasswordAuthentication no\n")
    try folder.write("etc/ssh/sshd_config.d/60-late.conf", "PasswordAuthentication yes\n")
    let reading = try await posture(shell, folder)
    #expect(reading[.rootLogin]?.value == .word("yes"))
    #expect(reading[.passwordLogin]?.value == .word("keyboard-interactive"))
    #expect(reading[.rootLogin]?.evidence.contains("Match block") == true)
    #expect(reading[.securityUpdates]?.value == .unknown("no lists of packages: apt-get update"))
    #expect(reading[.firewall]?.value == .unknown("needs root"))
    #expect(reading[.kernel]?.value == .unknown("no kernel is to be seen in /boot"))
    #expect(reading[.reboot]?.value == .unknown("nothing on the host tells: see its kernel"))
    #expect(reading[.certificates]?.value == .none("no TLS ports"))
    try folder.write("etc/ufw/ufw.conf", "ENABLED=yes\nLOGLEVEL=low\n")
    try folder.write("etc/kernel/postinst.d/unattended-upgrades", "")
    try folder.write("run/systemd/timesync/synchronized", "")
    try folder.write("run/systemd/container", "lxc\n")
    let later = try await posture(shell, folder)
    #expect(later[.firewall]?.value == .flag(true) && later[.reboot]?.value == .flag(false))
    #expect(later[.clockSync]?.value == .flag(true))
    #expect(later[.kernel]?.value == .none("a container has no kernel of its own"))
  }

  @Test(arguments: shells) func whatHangsCostsItsOwnLimitAndLeavesNothing(shell: [String]) async throws {
    let folder = try ScratchFolder()
    try Self.plant(folder, user: 0)
    let nap = "7\(UInt32.random(in: 10_000...99_999))"
    for name in ["chronyc", "sshd"] {
      try folder.write("bin/\(name)", "#!/bin/sh\nexec sleep \(nap)\n", isProgram: true)
    }
    let reading = try await posture(shell, folder)
    #expect(reading[.rootLogin]?.value == .unknown("neither sshd nor its files tell"))
    #expect(reading.checks.count == PostureTopic.allCases.count)
    #expect(await holds(within: 5) { processes(with: "sleep \(nap)").isEmpty })
    // Stopped in the middle.
    let probe = try await ProbeRun.begin(shell, root: folder.path, path: "\(folder.path)/bin:/usr/bin:/bin")
    probe.send("posture 1")
    #expect(await holds(within: 5) { !processes(with: "sleep \(nap)").isEmpty })
    probe.send("stop 1")
    await probe.until { !$0.sections.isEmpty }
    #expect(try await probe.value { $0.sections.first?.status } == 124)
    #expect(try await probe.end() == .status(0))
    #expect(await holds(within: 8) { processes(with: "sleep \(nap)").isEmpty })
  }

  @Test(arguments: shells) func hostileToolsForgeNothing(shell: [String]) async throws {
    let folder = try ScratchFolder()
    try Self.plant(folder, user: 0)
    let noise =
      "0123456789abcdeX end 1 0\n0123456789abcdef\n\u{1b}[2J\u{202e}permitrootlogin no\npermitrootlogin \u{1b}[2Jyes\n"
    for name in ["sshd", "nft", "chronyc", "timedatectl", "systemctl", "apt-get"] {
      try Self.tool(name, noise + String(repeating: "Inst x\u{7} security\n", count: 60_000), folder)
    }
    try folder.write("var/lib/apt/lists/x_Packages", "")
    try folder.write("boot/vmlinuz-\n0123456789abcde part now\n9999", "")
    try folder.write("run/reboot-required.pkgs", String(repeating: "x", count: 3_000_000))
    let reading = try await posture(shell, folder)
    #expect(reading.checks.map(\.topic) == PostureTopic.allCases)
    #expect(reading.checks.allSatisfy { $0.evidence.count <= PostureDecoder.longestEvidence })
    if case .count(let count)? = reading[.securityUpdates]?.value { #expect(count <= 1000) }
  }
}
