import OpsDomain
import OpsScreen

@testable import OpsConsole

/// The usual fleet with facts and posture of yesterday and today, a pair of directors, and some things to mend.
enum PostureFixture {
  static let now = FleetFixture.now

  static func console(_ columns: Int, _ rows: Int) -> ConsoleState {
    let inventory = FleetFixture.inventory()
    var console = FleetFixture.console(columns, rows)
    for (number, host) in inventory.hosts.enumerated() where number % 13 != 12 {
      for days in [1, 0] {
        let moment = now - .seconds(Int64(days * 90_000 + 600))
        _ = console.handle(.observed(.posture(host.id, posture(of: host, number, isToday: days == 0, moment))))
      }
      _ = console.handle(.observed(.facts(host.id, facts(of: host, number))))
    }
    _ = console.handle(.tick(now, FleetFixture.zone))
    return console
  }

  /// What a host of this number tells.
  static func posture(of host: Host, _ number: Int, isToday: Bool, _ moment: Timestamp) -> PostureReading {
    let role = host.role?.role ?? ""
    let updates = number % 5 == 0 ? (isToday ? 3 : 0) : number % 7 == 0 ? 2 : 0
    let kernel = number % 9 == 4 ? "6.1.0-18-amd64" : "6.1.0-21-amd64"
    let open =
      role == "cache" ? [Listener(port: 22, program: "sshd"), Listener(port: 11_211, program: "memcached")] : []
    let names = ["libssl3", "openssl", "curl"].prefix(updates).joined(separator: ", ")
    return PostureReading(
      takenAt: moment, source: .ssh,
      checks: [
        PostureCheck(
          .rootLogin, .word(role == "batch" ? "yes" : "without-password"), evidence: "sshd -T: permitrootlogin"),
        PostureCheck(.passwordLogin, .word("no"), evidence: "sshd -T: passwordauthentication no"),
        PostureCheck(
          .securityUpdates, .count(updates),
          evidence: "apt-get -s upgrade: \(updates) of 4 updates are of security: \(names)"),
        PostureCheck(.packageLists, .age(.seconds(number == 20 ? 1_900_000 : 40_000))),
        PostureCheck(
          .reboot, .flag(kernel.contains("18")), evidence: "/run/reboot-required: linux-image-6.1.0-21-amd64"),
        PostureCheck(.kernel, .pair(kernel, "6.1.0-21-amd64"), evidence: "runs \(kernel); in /boot: 6.1.0-21-amd64"),
        PostureCheck(.openServices, .listeners(open), evidence: open.map(\.description).joined(separator: ", ")),
        PostureCheck(
          .firewall, role == "db" ? .unknown("needs root") : .count(12), evidence: role == "db" ? "" : "nft: 12 rules"),
        PostureCheck(.clockSource, .word("tsc"), evidence: "available: tsc hpet"),
        PostureCheck(.clockSync, .flag(isToday || number != 3), evidence: "chronyc: Leap status : Normal"),
        PostureCheck(
          .certificates,
          role == "proxy"
            ? .moments([PostureMoment(name: "port 443 (CN=b.example.jp)", moment: now + .seconds(9 * 86_400 + 7200))])
            : .none("no TLS ports")),
      ])
  }

  static func facts(of host: Host, _ number: Int) -> FactsReading {
    var facts = FactsReading(takenAt: now - .seconds(300), source: .ssh)
    facts.kernel = number % 9 == 4 ? "Linux 6.1.0-18-amd64" : "Linux 6.1.0-21-amd64"
    facts.distribution = "Debian GNU/Linux 12 (bookworm)"
    facts.addresses = ["eth0 10.0.\(number / 200).\(number + 1)/16"]
    let name = host.id.name == "bm-proxy03" ? "cache" : host.role?.role ?? ""
    let programs = [
      "proxy": ("nginx", 443), "db": ("mysqld", 3306), "cache": ("memcached", 11_211), "lb": ("keepalived", 0),
    ]
    facts.programs = ["systemd": 1, "sshd": 1]
    facts.listeners = [Listener(port: 22, program: "sshd")]
    if let (program, port) = programs[name] {
      facts.programs?[program] = 1
      if port > 0 { facts.listeners?.append(Listener(port: port, program: program)) }
    }
    facts.replications = []
    if name == "db", host.id.name != "bm-db01" {
      facts.replications = [
        Replication(engine: .mysql, part: .replica, source: "10.0.0.15", isRunning: true, lagSeconds: 0)
      ]
    }
    if name == "lb" { balance(&facts, isMaster: host.id.name == "bm-lb01") }
    return facts
  }

  private static func balance(_ facts: inout FactsReading, isMaster: Bool) {
    facts.virtualRouters = [
      VirtualRouter(
        name: "VI_1", number: 51, interface: "eth0", addresses: ["10.0.255.10"], priority: isMaster ? 150 : 100,
        state: isMaster ? .master : .backup, evidence: isMaster ? "holds 10.0.255.10" : "holds none of its addresses")
    ]
    let servers = [(1, 100, 148), (2, 100, 131), (3, 0, 0), (99, 100, 12)].map { number, weight, active in
      RealServer(
        address: "10.0.0.\(number)", port: 443, weight: weight, activeConnections: isMaster ? active : 0,
        inactiveConnections: active / 2)
    }
    facts.virtualServices = [
      VirtualService(
        transport: "TCP", address: "10.0.255.10", port: 443, scheduler: "wlc", flags: "persistent 360", servers: servers
      )
    ]
    facts.balancingRates = BalancingRates(connections: 842, receivedBytes: 41_000_000, sentBytes: 0)
  }
}
