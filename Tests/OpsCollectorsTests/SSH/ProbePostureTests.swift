import OpsDomain
import Testing

@testable import OpsCollectors

/// What the probe tells of posture, on every shell, with tools that say what real ones say.
@Suite(.timeLimit(.minutes(1))) struct ProbePostureTests {
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
    #expect(reading[.kernel]?.value == .none("no kernel is installed"))
    #expect(reading[.reboot]?.value == .unknown("nothing on the host tells: see its kernel"))
    #expect(reading[.certificates]?.value == .none("no TLS ports"))
    try folder.write("etc/ufw/ufw.conf", "ENABLED=yes\nLOGLEVEL=low\n")
    try folder.write("etc/kernel/postinst.d/unattended-upgrades", "")
    try folder.write("run/systemd/timesync/synchronized", "")
    let later = try await posture(shell, folder)
    #expect(later[.firewall]?.value == .flag(true) && later[.reboot]?.value == .flag(false))
    #expect(later[.clockSync]?.value == .flag(true))
  }

  @Test(arguments: shells) func whatHangsCostsItsOwnLimitAndLeavesNothing(shell: [String]) async throws {
    let folder = try ScratchFolder()
    try Self.plant(folder, user: 0)
    let nap = "7\(UInt32.random(in: 10_000...99_999))"
    for name in ["chronyc", "sshd"] {
      try folder.write("bin/\(name)", "#!/bin/sh\nexec sleep \(nap)\n", isProgram: true)
    }
    let reading = try await posture(shell, folder)
    #expect(reading[.rootLogin]?.value == .none("no sshd") && reading.checks.count == PostureTopic.allCases.count)
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
