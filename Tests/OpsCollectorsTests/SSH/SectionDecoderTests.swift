import OpsDomain
import Testing

@testable import OpsCollectors

@Suite struct SectionDecoderTests {
  private func section(_ text: String) -> SectionText {
    SectionText(number: 1, name: "tick", status: 0, bytes: Array(text.utf8), parts: [])
  }

  /// An answer of these parts; one that was stopped ends within the last of them.
  private func answer(_ parts: some Sequence<(String, String)>, isStopped: Bool = false) -> SectionText {
    var section = SectionText(number: 1, name: "x", status: isStopped ? 124 : 0, bytes: [], parts: [])
    for (name, text) in parts {
      let start = section.bytes.count
      section.bytes += Array(text.utf8)
      section.parts.append(.init(name: name, range: start..<section.bytes.count))
    }
    if isStopped { section.cut = section.parts.popLast() }
    return section
  }

  private func facts(_ parts: [(String, String)], isStopped: Bool = false) -> FactsReading {
    FactsDecoder.reading(answer(parts, isStopped: isStopped), takenAt: Timestamp(seconds: 1))
  }

  private func posture(_ parts: some Sequence<(String, String)>, isStopped: Bool = false) -> PostureReading {
    PostureDecoder.reading(answer(parts, isStopped: isStopped), takenAt: Timestamp(seconds: 1))
  }

  /// A line of a process as the probe tells it.
  private static func line(_ pid: Int, _ name: String) -> String {
    "\(pid)/stat:\(pid) (\(name)) S 0 0 0 0 -1 0 0 0 0 0 10 20 0 0 20 0 1 0 100\n"
  }

  private func tick(_ text: String, at seconds: Int64 = 1_795_221_352) -> Sample? {
    TickDecoder.sample(section(text), takenAt: Timestamp(seconds: seconds), roundTrip: .milliseconds(4))
  }

  @Test func aTickIsReadByTheParsersOfThisMachinesOwnFiles() throws {
    let sample = try #require(
      tick(
        """
        date:1795221352.061845793
        loadavg:0.66 0.93 0.60 1/99 28745
        uptime:2756.44 4563.34
        stat:cpu  100 0 50 1000 5 0 1 2 0 0
        stat:cpu0 100 0 50 1000 5 0 1 2 0 0
        stat:cpu1 0 0 0 0 0 0 0 0 0 0
        stat:procs_running 3
        stat:procs_blocked 1
        meminfo:MemTotal:       24684096 kB
        meminfo:MemAvailable:   24083052 kB
        vmstat:pswpin 7
        diskstats: 254       0 vda 95916 28203 9668746 68875 22926 53378 3060072 13433 0 36156 82986 0 0 0 0 0 0
        net/dev:  eth0: 27732069     830    0    0    0     0          0         0    31942     370    0    0    0     0       0          0
        pressure/cpu:some avg10=2.98 avg60=0.59 avg300=0.69 total=61182043
        """))
    #expect(sample.hostClock == Timestamp(milliseconds: 1_795_221_352_061))
    #expect(sample.load?.one == 0.66 && sample.uptimeSeconds == 2756.44 && sample.cores == 2)
    #expect(sample.cpu?.user == 1 && sample.runnable == 3 && sample.blocked == 1)
    #expect(sample.memory?.totalBytes == 24_684_096 * 1024 && sample.paging.swapIn == 7)
    #expect(sample.disks?.map(\.name) == ["vda"] && sample.interfaces?.first?.receivedBytes == 27_732_069)
    #expect(sample.pressure?.cpuSome?.average10 == 0.0298)
    #expect(sample.source == .ssh && sample.failures == [])
  }

  @Test func oneFileThatIsNotUnderstoodCostsThatFileOnly() throws {
    let sample = try #require(tick("loadavg:0.1 0.2 0.3 1/1 1\nmeminfo:MemTotal: lots kB\nuptime:5.0 1.0\n"))
    #expect(sample.load?.one == 0.1 && sample.uptimeSeconds == 5 && sample.memory == nil)
    #expect(sample.failures.count == 1 && sample.failures.first?.hasPrefix("meminfo") == true)
  }

  @Test(arguments: ["", "nothing here", "date:5.0\nuptime:1.0 2.0\n", ":::\n:\n"])
  func whatHoldsNoReadingIsNoSample(text: String) { #expect(tick(text) == nil) }

  @Test func aClockOfWholeSecondsSpeaksOnlyWhenItIsFarOff() throws {
    #expect(try #require(tick("loadavg:1 1 1\ndate:1795221351.%N\n")).hostClock == nil)
    #expect(try #require(tick("loadavg:1 1 1\ndate:1795221352\n")).hostClock == nil)
    #expect(try #require(tick("loadavg:1 1 1\ndate:1795217752.%N\n")).hostClock == Timestamp(seconds: 1_795_217_752))
    #expect(try #require(tick("loadavg:1 1 1\ndate:99999999999999999999.5\n")).hostClock == nil)
  }

  @Test(arguments: [
    "load: 10:00  up 3 days,  2 users,  load average: 0.52, 0.58, 0.59",
    "load:10:00AM up 1 day, load averages: 0.52 0.58 0.59",
  ])
  func whereThereIsNoProcUptimeTellsTheLoad(text: String) throws {
    let sample = try #require(tick(text + "\ncores:8\n"))
    #expect(sample.load == LoadAverage(one: 0.52, five: 0.58, fifteen: 0.59) && sample.cores == 8)
  }

  @Test func dfIsReadWhateverBlanksItsNamesHold() {
    let table = DFTable(
      Array(
        """
        Filesystem           1024-blocks      Used Available Capacity Mounted on
        /dev/vda               264212084  17216292  81849320      17% /
        //srv/My Share              1000       100       900      10% /mnt/a  b 50% c
        tmpfs                          0         0         0       -  /sys/x
        /dev/over                    100       105        -5     106% /full
        short line
        a 1 2 3 4% relative
        /dev/vda 1 1 1 1% /
        """.utf8)[...])
    #expect(table.rows.map(\.mount) == ["/", "/mnt/a  b 50% c", "/sys/x", "/full"])
    #expect(table.rows[1].device == "//srv/My Share")
    #expect(table["/"]?.used == 17_216_292 && table["/full"]?.available == 0)
  }

  @Test func aMountPointMadeOfShellIsPassedAsPlainWords() {
    let path = "/a b;$(touch x)`*?'\"\\\n-é"
    let mount = Mount(mount: path, device: "s:/", type: "nfs", isReadOnly: false)
    let argument = DiskDecoder.argument(mount)
    #expect(argument.utf8.allSatisfy { $0 > 32 && $0 < 127 && !"*?[$`;'\"&|<>(){}~#!".utf8.contains($0) })
    #expect(argument.hasPrefix("/a\\0040b\\0073\\0044"))
  }

  @Test func aNewlineInANameMakesNoOtherProcess() throws {
    var decoder = ProcessDecoder()
    let text = """
      1/status:Uid:\t0\t0\t0\t0
      1/status:VmRSS:\t    1000 kB
      66/status:Uid:\t33\t33\t33\t33
      uptime:100.00 50.00
      1/stat:1 (init) S 0 1 1 0 -1 4194560 0 0 0 0 300 200 0 0 20 0 1 0 1000 0 0 0
      66/stat:66 (a) S 1
      66/stat:1 (init) R 9 9 9 0 -1 0 0 0 0 0 10 0 0 0 20 0 4 0 9000 0 0 0
      66/cmdline:evil\u{20}
      66/cmdline:1/cmdline:/sbin/init forged\u{20}
      1/cmdline:/sbin/init splash\u{20}

      """
    let bytes = Array(text.utf8)
    let answer = SectionText(
      number: 1, name: "ps", status: 0, bytes: bytes, parts: [.init(name: "processes", range: 0..<bytes.count)])
    let reading = decoder.reading(answer, takenAt: Timestamp(seconds: 1))
    #expect(reading.processes.map(\.pid) == [1, 66])
    let (first, second) = (try #require(reading.processes.first), try #require(reading.processes.last))
    #expect(first.name == "init" && first.command == "/sbin/init splash" && first.state == "S" && first.user == "0")
    #expect(first.residentBytes == 1_024_000 && first.cpuSeconds == 5)
    #expect(first.cpuShare.map { abs($0 - 5.0 / 90) < 1e-9 } == true)
    #expect(second.name == "a) S 1\n1 (init" && second.parent == 9 && second.threads == 4)
    #expect(second.command == "evil \n1/cmdline:/sbin/init forged")
  }

  /// All parts of posture of a host where nothing is wrong, with the check that needs each.
  private static let wholePosture: [(part: String, text: String, topics: [PostureTopic])] = [
    ("user", "0\n", []), ("sockets", "net/tcp:   0: 00000000:270F 00000000:0000 0A 0:0 0:0 0 0 0 1 1\n", []),
    ("holders", "", []), ("programs", Self.line(1, "init"), [.openServices]), ("sshd", "", []),
    ("sshd_config", "\n", [.rootLogin, .passwordLogin]), ("running", "6.1.0-18-amd64\n", []), ("container", "", []),
    ("kernels", "vmlinuz-6.1.0-18-amd64\n", [.kernel]), ("reboot", "", []), ("reboot_packages", "", []),
    ("clocksource", "/sys/current_clocksource:tsc\n", [.clockSource]), ("timesync", "synchronized\n", []),
    ("timedate", "NTPSynchronized=yes\n", [.clockSync]), ("ufw", "", []), ("firewall_units", "", []),
    ("firewall_modules", "nf_tables\n", []), ("nft", "7\n", [.firewall]), ("tls", "", [.certificates]),
    ("apt_lists", "1\n", [.packageLists]), ("apt_folder", "1\n", []), ("apt_count", "3\n", []),
    ("apt", "\n", [.securityUpdates]), ("end", "", []),
  ]

  @Test func whatWasNotAnsweredInTimeIsUnknownAndNeverGood() throws {
    let parts = Self.wholePosture
    for count in 1...parts.count {
      let reading = posture(parts.prefix(count).lazy.map { ($0.part, $0.text) }, isStopped: true)
      for (index, part) in parts.enumerated() {
        for topic in part.topics {
          let verdict = try #require(reading[topic]).judged(at: Timestamp(seconds: 1)).verdict
          #expect((verdict == .unknown) == (index >= count - 1), "\(topic) without \(parts[count - 1].part)")
        }
      }
    }
  }

  @Test func certificatesThatWereNotAnsweredInTimeAreNoLackOfATool() {
    #expect(posture([("tls", "")], isStopped: true)[.certificates]?.value == .unknown("not answered in time"))
    #expect(posture([("user", "0\n")])[.certificates]?.value == .unknown("no openssl on the host"))
    #expect(posture([("user", "0\n")])[.securityUpdates]?.value == .unknown("neither apt nor dnf is there to ask"))
    #expect(posture([("user", "0\n")])[.rootLogin]?.value == .unknown("neither sshd nor its files tell"))
  }

  @Test func aUsualPortTellsOfItselfWithoutPrograms() {
    let row = "net/tcp:   0: 00000000:0CEA 00000000:0000 0A 0:0 0:0 0 0 0 1 1\n"
    let reading = posture([("sockets", row), ("holders", ""), ("programs", "")], isStopped: true)
    #expect(reading[.openServices]?.value == .listeners([Listener(port: 3306)]))
  }

  @Test func factsThatWereNotAnsweredInTimeAreUnknown() {
    let line = Self.line(1, "postgres")
    let stopped = facts([("kernel", "Linux h 6.1 x86_64\n"), ("programs", line)], isStopped: true)
    #expect(stopped.programs == nil && stopped.unknowns[.programs] == "not answered in time")
    let later = facts([("programs", line), ("guests", ""), ("containers", "")], isStopped: true)
    #expect(later.programs == ["postgres": 1] && later.unknowns[.programs] == nil && later.guests == nil)
    #expect(later.replications == [] && later.unknowns[.replications] == "not answered in time")
  }

  @Test func moreProcessesThanAreReadLeaveADoubt() {
    let lines = (1..<ProcessNames.mostLines).map { Self.line($0, "perl") }.joined()
    #expect(facts([("programs", lines)]).unknowns[.programs] == nil)
    let more = facts([("programs", lines + Self.line(30_000, "perl"))])
    #expect(more.unknowns[.programs] == "more processes than are read" && more.programs?["perl"] == 20_000)
  }

  @Test func whoHoldsAnAddressIsKnownByAllAddressesOfAHost() throws {
    let words = "vrrp_instance VI_1\nvirtual_router_id 51\nvirtual_ipaddress\n10.0.0.90/32\n}\n"
    func router(_ hosts: some Sequence<Int>) throws -> VirtualRouter {
      let addresses = hosts.map { "2: eth0    inet 10.0.\($0 / 256).\($0 % 256)/24 brd x\n" }.joined()
      let told = facts([("programs", Self.line(1, "keepalived")), ("addresses", addresses), ("vrrp", words)])
      #expect(told.addresses.map { $0.count <= FactsDecoder.mostAddresses } == true)
      return try #require(told.virtualRouters?.first)
    }
    #expect(try router(1...100).evidence == "holds 10.0.0.90")
    #expect(try router(1...80).state == .backup)
    // A host that cannot tell, and one with more than are told.
    #expect(try router(0..<0).state == .unknown)
    #expect(try router(300..<1300).state == .unknown)
  }

  @Test func randomAnswersNeverTrap() {
    var generator = SeededBytes(state: 9)
    let words = [
      "1/stat:1 (a) S ", "loadavg:", "stat:cpu ", "9", "999999999999999999999", "-1", "\n", " ", "100%", "/", "(", ")",
      ":", "\\777", "é", "Uid:\t",
    ]
    for _ in 0..<1500 {
      let text = (0..<Int.random(in: 0...60, using: &generator)).map { _ in
        words[Int.random(in: 0..<words.count, using: &generator)]
      }
      .joined()
      var answer = section(text)
      let names = [
        "mounts", "blocks", "inodes", "processes", "users", "table", "kernel", "virtual", "programs", "listening",
        "addresses", "sockets", "holders", "ip_vs", "ip_vs_stats", "vrrp", "vrrp_state", "postgresql", "mysql",
        "sshd_config",
        "now", "apt", "apt_lists", "apt_count", "kernels", "running", "tls", "chrony", "ntp", "clocksource", "nft",
        "dnf",
      ]
      answer.parts = names.map { .init(name: $0, range: 0..<answer.bytes.count) }
      _ = TickDecoder.sample(answer, takenAt: Timestamp(seconds: 1), roundTrip: .zero)
      _ = DiskDecoder.local(answer)
      _ = FactsDecoder.reading(answer, takenAt: Timestamp(seconds: 1))
      _ = PostureDecoder.reading(answer, takenAt: Timestamp(seconds: 1)).judged()
      var decoder = ProcessDecoder()
      _ = decoder.reading(answer, takenAt: Timestamp(seconds: 1))
    }
  }
}
