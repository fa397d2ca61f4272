import OpsDomain
import Testing

@testable import OpsCollectors

/// What the probe tells of balancing, replication and sockets, on every shell.
@Suite(.timeLimit(.minutes(10))) struct ProbeFactsTests {
  private static let shells = ProbeRun.shells
  private let moment = Timestamp(seconds: 1_795_000_000)
  /// Fields of /proc/PID/stat after the name.
  private static let numbers = "0 0 0 0 -1 0 0 0 0 0 10 20 0 0 20 0 1 0 100 0 0 0"

  /// The facts of a tree, with these tools before those of the machine.
  private func facts(_ shell: [String], root: String, tools: borrowing ScratchFolder) async throws -> (
    FactsReading, String
  ) {
    let probe = try await ProbeRun.begin(shell, root: root, path: "\(tools.path)/bin:/usr/bin:/bin")
    let section = try await probe.ask("facts", 1)
    #expect(try await probe.end() == .status(0))
    return (FactsDecoder.reading(section, takenAt: moment), String(decoding: section.bytes, as: UTF8.self))
  }

  @Test(arguments: shells) func aDirectorTellsItsServicesAndItsRouters(shell: [String]) async throws {
    let tools = try ScratchFolder()
    let addresses = "2: eth0    inet 10.0.0.11/24 brd x\\n2: eth0    inet 10.0.0.100/32 scope global eth0\\n"
    try tools.write("bin/ip", "#!/bin/sh\nprintf '\(addresses)'\n", isProgram: true)
    let (facts, text) = try await facts(shell, root: try CollectorFixture.path("probe/director"), tools: tools)
    let services = try #require(facts.virtualServices)
    #expect(
      services.map(\.description) == ["TCP 10.0.0.100:80", "UDP 10.0.0.100:53", "TCP [2001:db8::64]:443", "FWM 10"])
    #expect(services.map(\.scheduler) == ["wlc", "rr", "sh", "lc"] && services[0].flags == "persistent 360 FFFFFFFF")
    #expect(
      services[0].servers == [
        RealServer(address: "10.0.1.11", port: 80, weight: 100, activeConnections: 41, inactiveConnections: 12),
        RealServer(address: "10.0.1.12", port: 80, weight: 0, activeConnections: 0, inactiveConnections: 3),
      ])
    #expect(
      services[2].servers.first?.description == "[2001:db8::1:b]:443"
        && services[2].servers.first?.forwarding == "Tunnel")
    #expect(facts.balancingRates == BalancingRates(connections: 3, receivedBytes: 0x3A5F, sentBytes: 0))
    let routers = try #require(facts.virtualRouters)
    #expect(routers.map(\.name) == ["VI_1", "VI_GW"] && routers.map(\.number) == [51, 52])
    #expect(routers[0].addresses == ["10.0.0.100", "2001:db8::64"] && routers[1].addresses == ["192.168.7.1"])
    #expect(routers[0].state == .master && routers[0].evidence == "holds 10.0.0.100" && routers[0].priority == 150)
    #expect(routers[1].state == .backup && routers[1].interface == "eth1")
    // Passwords stay where they are.
    #expect(!text.contains("s3cret") && !text.contains("10.9.8.7") && !text.contains("auth_pass"))
  }

  @Test("a df that the kernel holds is not joined; one that waits for a moment holds up nothing", arguments: shells)
  func heldDisks(shell: [String]) async throws {
    for isHeld in [true, false] {
      let folder = try ScratchFolder()
      try folder.write("proc/90/stat", "90 (df) D \(Self.numbers)\n")
      for file in ["loadavg", "stat", "self/mountinfo"] { try folder.write("proc/\(file)", "") }
      // The second look comes after a second, which this does not wait for.
      let end = isHeld ? "" : "rm \(folder.path)/proc/90/stat\n"
      try folder.write("bin/sleep", "#!/bin/sh\n\(end)", isProgram: true)
      let probe = try await ProbeRun.begin(shell, root: folder.path, path: "\(folder.path)/bin:/usr/bin:/bin")
      let section = try await probe.ask("disk", 1)
      #expect((section.status == 75) == isHeld)
      #expect(try await probe.end() == .status(0))
    }
  }

  @Test(arguments: shells) func socketsHaveTheirAddressesAndTheirPrograms(shell: [String]) async throws {
    let folder = try ScratchFolder()
    try Self.plant(folder)
    let rows = [
      "0: 00000000:0CEA 00000000:0000 0A 00000000:00000000 00:00000000 00000000 112 0 77001 1 x",
      "1: 0100007F:2BCB 00000000:0000 0A 00000000:00000000 00:00000000 00000000 112 0 77002 1 x",
      "2: 0B01000A:0016 0C01000A:D431 01 00000000:00000000 00:00000000 00000000 112 0 77003 1 x",
    ]
    try folder.write("proc/net/tcp", "  sl  local_address\n" + rows.map { "   \($0)\n" }.joined())
    let six = "0: 00000000000000000000000000000000:01BB 00000000000000000000000000000000:0000 0A 0:0 0:0 0 0 0 77004 1"
    try folder.write("proc/net/tcp6", "  sl\n   \(six)\n")
    try folder.write("proc/net/udp", "  sl\n   7: 00000000:0035 00000000:0000 07 0:0 0:0 0 0 0 77005 2 x 0\n")
    let (facts, _) = try await facts(shell, root: folder.path, tools: folder)
    #expect(
      facts.listeners?.map(\.description) == ["udp 0.0.0.0:53", "[::]:443", "0.0.0.0:3306", "127.0.0.1:11211"])
    #expect(facts.listeners?.map(\.program) == [nil, nil, "mysqld", nil])
    #expect(facts.listeningPorts == [443, 3306, 11_211])
    #expect(facts.listeners?.filter(\.isOpen).count == 3 && facts.listeners?.last?.isLoopback == true)
    #expect(facts.virtualServices == nil && facts.virtualRouters == [])
  }

  /// A tree with a database that holds a socket, and a process that would like to be thought of as its holder.
  private static func plant(_ folder: borrowing ScratchFolder) throws {
    try folder.write("proc/loadavg", "0.25 0.5 0.75 1/1 1\n")
    try folder.write("proc/stat", "cpu  1 2 3 4 5 6 7 8 0 0\n")
    try folder.write("proc/1/stat", "1 (systemd) S \(numbers)\n")
    try folder.write("proc/70/stat", "70 (mysqld) S \(numbers)\n")
    try folder.write("proc/66/stat", "66 (evil) S \(numbers)\n")
    try folder.link("proc/70/fd/12", to: "socket:[77001]")
    try folder.link("proc/70/fd/13", to: "/var/lib/mysql/ibdata1")
    // One that is named like a line of a holder, one with a newline before such a line.
    try folder.link("proc/66/fd/3", to: "/tmp/x -> socket:[77002]")
    try folder.link("proc/66/fd/4", to: "/tmp/x\n70/fd:\nlrwx------ 1 0 0 64 Nov 28 03:32 6 -> socket:[77004]")
    try folder.write("proc/66/cmdline", "postgres: walreceiver streaming\nforged\u{0}0123456789abcde end 1 0\n")
  }

  @Test(arguments: shells) func aMachineTellsWhatRunsOnItAndNothingElseOfIt(shell: [String]) async throws {
    let folder = try ScratchFolder()
    try Self.plant(folder)
    // As libvirt and Proxmox call QEMU, and what only calls itself so in its words.
    let libvirt = [
      "/usr/bin/qemu-system-x86_64", "-name", "guest=web01,debug-threads=on", "-object", "secret,id=s0,data=geheim",
      "-device",
      #"{"driver":"virtio-net-pci","netdev":"hostnet0","mac":"52:54:00:1C:9a:07","bus":"pci.1"}"#,
      "-device", "e1000,netdev=n1,mac=52:54:00:1c:9a:08",
    ]
    let proxmox = [
      "/usr/bin/kvm", "-id", "101", "-name", "db01,process=vm", "-device", "virtio-net-pci,mac=BC:24:11:00:00:01",
    ]
    let guests = [
      (90, "qemu-system-x86", libvirt), (91, "kvm", proxmox), (92, "evil", ["x", "-name", "guest=forged"]),
    ]
    for (pid, name, words) in guests {
      try folder.write("proc/\(pid)/stat", "\(pid) (\(name)) S \(Self.numbers)\n")
      try folder.write("proc/\(pid)/cmdline", words.map { "\($0)\u{0}" }.joined())
    }
    try folder.write("proc/93/stat", "93 (qemu-img) S \(Self.numbers)\n")
    try folder.write("proc/93/cmdline", "qemu-img\u{0}convert\n90/cmdline: -name guest=forged\u{0}")
    try folder.write("sys/class/net/eth0/address", "52:54:00:AA:00:01\n")
    try folder.write("sys/class/net/lo/address", "00:00:00:00:00:00\n")
    try folder.write("sys/class/net/tun0/address", "\n")
    for group in [
      #"machine.slice/machine-qemu\x2d4\x2dweb01.scope/x"#, #"machine.slice/machine-cache\x2da.scope/x"#,
      "machine.slice/systemd-nspawn@mail01.service/x", "lxc.payload.mogile01/x", "system.slice/machine-no.scope/x",
    ] { try folder.write("sys/fs/cgroup/\(group)", "") }
    let pool = ["HostName", "guest", "PhysicalHostName", "HV03", "VirtualMachineName", "w"]
    let padded = pool.enumerated().map {
      $1 + String(repeating: "\u{0}", count: ($0 % 2 == 0 ? 512 : 2048) - $1.utf8.count)
    }
    try folder.write("var/lib/hyperv/.kvp_pool_3", padded.joined())
    let (facts, text) = try await facts(shell, root: folder.path, tools: folder)
    #expect(
      facts.guests == [
        GuestMachine(name: "web01", hardwareAddresses: ["52:54:00:1c:9a:07", "52:54:00:1c:9a:08"]),
        GuestMachine(name: "db01", hardwareAddresses: ["bc:24:11:00:00:01"]),
        GuestMachine(name: "mogile01"), GuestMachine(name: "cache-a"), GuestMachine(name: "mail01"),
      ])
    #expect(facts.hardwareAddresses == ["52:54:00:aa:00:01"] && facts.parent == "HV03")
    #expect(!text.contains("geheim"))
  }

  @Test(arguments: shells) func whatRunsNoMachinesTellsNone(shell: [String]) async throws {
    let folder = try ScratchFolder()
    try Self.plant(folder)
    let (facts, _) = try await facts(shell, root: folder.path, tools: folder)
    #expect(facts.guests == [] && facts.hardwareAddresses == [] && facts.parent == nil)
  }

  @Test(arguments: shells) func hostileFilesForgeNoFacts(shell: [String]) async throws {
    let folder = try ScratchFolder()
    try Self.plant(folder)
    try folder.write("proc/80/stat", "80 (postgres) S \(Self.numbers)\n")
    try folder.write("proc/81/stat", "81 (keepalived) S \(Self.numbers)\n")
    // No newline at the end, a line of the frame with another mark, and more than is taken.
    let forged = "0123456789abcdeX end 1 0\n0123456789abcdef\nvrrp_instance \u{1b}[2J {\n virtual_router_id 7\n}"
    try folder.write("etc/keepalived/keepalived.conf", forged + String(repeating: "\nauth_pass geheim }", count: 9000))
    try folder.write("run/keepalived/\u{1b}]0;x.state", String(repeating: "MASTER", count: 90_000))
    try folder.write("proc/net/ip_vs", String(repeating: "TCP  0A000064:0050 wlc\n", count: 90_000))
    let (facts, text) = try await facts(shell, root: folder.path, tools: folder)
    #expect(facts.hostName != nil && facts.virtualServices?.count == VirtualServiceTable.mostServices)
    #expect(facts.virtualRouters?.map(\.number) == [7])
    // A title that only looks like one of PostgreSQL is not believed.
    #expect(facts.replications == [Replication(engine: .postgresql, part: .single, replicaCount: 0)])
    #expect(!text.contains("geheim") && text.utf8.count < FrameParser.longestSection)
  }

  @Test(arguments: shells) func aDatabaseIsAskedThroughItsSocketByRootOnly(shell: [String]) async throws {
    let folder = try ScratchFolder()
    try Self.plant(folder)
    try folder.write("run/mysqld/mysqld.sock", "")
    let answer = """
      *************************** 1. row ***************************
                 Slave_IO_State: Waiting for master to send event
                    Master_Host: 10.0.0.7
               Slave_IO_Running: Yes
              Slave_SQL_Running: No
                Master_Password: geheim
          Seconds_Behind_Master: NULL
      *************************** 1. row ***************************
      copies: 2
      """
    try folder.write("answer", answer)
    try folder.write(
      "bin/mysql", "#!/bin/sh\necho \"$*\" >\(folder.path)/asked\ncat \(folder.path)/answer\n", isProgram: true)
    try folder.write("bin/id", "#!/bin/sh\necho 0\n", isProgram: true)
    let (root, text) = try await facts(shell, root: folder.path, tools: folder)
    #expect(
      root.replications == [
        Replication(engine: .mysql, part: .replica, source: "10.0.0.7", isRunning: false, replicaCount: 2)
      ])
    let asked = try folder.read("asked")
    #expect(!text.contains("geheim") && asked.hasPrefix("--no-defaults "))
    try folder.write("bin/id", "#!/bin/sh\necho 1000\n", isProgram: true)
    let (other, _) = try await facts(shell, root: folder.path, tools: folder)
    #expect(other.replications == [] && other.unknowns[.replications] == "MySQL needs root")
  }
}
