import OpsDomain
import TestSupport
import Testing

@Suite struct DriftTests {
  private static func at(_ seconds: Int) -> Timestamp { .fixture + .seconds(seconds) }

  private static func role(_ name: String) -> RoleID { RoleID(service: "bookmark", role: name) }

  /// Facts of a host on which these programs run, each on its ports.
  static func facts(
    _ programs: [String: [Int]], at seconds: Int = 0, hidden: String? = nil, address: String = "0.0.0.0"
  ) -> FactsReading {
    var facts = FactsReading(takenAt: at(seconds), source: .ssh)
    facts.programs = programs.mapValues { _ in 1 }
    facts.listeners = programs.flatMap { program, ports in
      ports.map { Listener(address: address, port: $0, program: program) }
    }
    facts.replications = []
    facts.unknowns[.programs] = hidden
    return facts
  }

  /// The findings of drift of one host of this role that has these facts.
  private static func drift(_ name: String, _ facts: FactsReading, expect: [String] = []) -> [String] {
    let host = Host(id: "one", role: role(name), expect: expect)
    var fleet = Fleet(Inventory(hosts: [host]), at: .fixture)
    fleet.apply(.sampled("one", .fixture()), at: .fixture)
    fleet.apply(.facts("one", facts), at: .fixture)
    return fleet.hosts[0].findings.filter { $0.rule == .drift }.map(\.sentence)
  }

  @Test(
    arguments: [
      ("db", ["mysqld": [3306]]), ("db", ["mariadbd": []]), ("db-master", ["postgres": [5432]]),
      ("web", ["nginx": [80]]),
      ("proxy", ["haproxy": [443]]), ("webFront2", ["httpd": [80]]), ("cache", ["redis-server": [6379]]),
      ("memcached", ["memcached": [11211]]), ("dns", ["unbound": [53]]), ("lvs", ["keepalived": []]),
      ("mx", ["master": [25]]), ("cache", ["varnishd": [80]]), ("cache", ["squid": [3128]]),
      ("web", ["varnishd": [80]]), ("cache", ["traffic_server": []]),
      ("app", [:]), ("batch", ["perl": []]), ("web", ["java": [8080]]), ("db", ["docker-proxy": [3306]]),
    ] as [(String, [String: [Int]])])
  func aHostThatDoesWhatItsRolePromisesIsNoDrift(name: String, programs: [String: [Int]]) {
    #expect(Self.drift(name, Self.facts(programs.merging(["systemd": []]) { one, _ in one })) == [])
  }

  @Test func aDatabaseWithoutADatabaseIsDrift() {
    let facts = Self.facts(["sshd": [22], "memcached": [11_211]])
    #expect(Self.drift("db", facts) == ["declared db, but no database runs; observed cache (memcached :11211)"])
    #expect(Self.drift("web", facts) == ["declared web, but no web server runs; observed cache (memcached :11211)"])
    #expect(Self.drift("db", Self.facts(["sshd": [22]])) == ["declared db, but no database runs"])
  }

  @Test func whatIsNotKnownIsNoDrift() {
    #expect(Self.drift("db", FactsReading(takenAt: .fixture, source: .nodeExporter)) == [])
    #expect(Self.drift("db", Self.facts(["sshd": [22]], hidden: "needs root")) == [])
    #expect(Self.drift("bookmarks", Self.facts(["sshd": [22]])) == [])
    var facts = Self.facts(["sshd": [22]])
    facts.programs = nil
    #expect(Self.drift("db", facts, expect: ["mysqld"]) == [])
  }

  @Test func expectedProgramsAreLookedForByTheNameThatTheKernelKeeps() {
    let facts = Self.facts(["nginx": [80], "prometheus-node": []])
    #expect(Self.drift("web", facts, expect: ["nginx", "prometheus-node-exporter"]) == [])
    #expect(Self.drift("web", facts, expect: ["nginx", "td-agent"]) == ["td-agent is expected, and does not run"])
  }

  @Test func replicationThatIsAnotherThanDeclaredOrStoppedIsDrift() {
    var facts = Self.facts(["mysqld": [3306]])
    facts.replications = [Replication(engine: .mysql, part: .replica, source: "10.0.0.7", isRunning: true)]
    #expect(Self.drift("db-slave", facts) == [])
    #expect(Self.drift("db-master", facts) == ["declared db-master, but observed replica of 10.0.0.7"])
    facts.replications?[0].isRunning = false
    #expect(Self.drift("db-slave", facts) == ["MySQL: replica of 10.0.0.7, stopped"])
  }

  @Test func ofSeveralDatabasesOneThatPlaysThePartIsEnoughAndOneThatDidNotTellMayBeIt() {
    var facts = Self.facts(["mysqld": [3306], "postgres": [5432]])
    facts.replications = [
      Replication(engine: .postgresql, part: .single), Replication(engine: .mysql, part: .replica, isRunning: true),
    ]
    #expect(Self.drift("db-slave", facts) == [])
    facts.replications?.removeLast()
    #expect(Self.drift("db-slave", facts).count == 1)
    facts.unknowns[.replications] = "MySQL needs root"
    #expect(Self.drift("db-slave", facts) == [])
  }

  @Test func whatOnlyTheHostItselfCanUseIsToldLast() throws {
    var facts = Self.facts(["memcached": [11_211]], address: "127.0.0.1")
    facts.programs?["nginx"] = 4
    facts.listeners?.append(Listener(address: "::", port: 443, program: "nginx"))
    let observed = try #require(ObservedRole(facts))
    #expect(observed.words == "web (nginx :443), cache (memcached local)")
    #expect(observed.short == "web" && observed.kinds == [.web, .cache])
  }

  @Test func aFindingKeepsItsBeginningGoesWithItsReasonAndWithOldFacts() {
    var fleet = Fleet(
      Inventory(hosts: [Host(id: "one", role: Self.role("web"), interval: .seconds(3600))]), at: .fixture)
    let strange = { Self.facts(["memcached": [11_211]], at: $0) }
    for seconds in [0, 3600] {
      fleet.apply(
        .sampled("one", .fixture(at: Self.at(seconds), uptime: 86_400 + Double(seconds))), at: Self.at(seconds))
      fleet.apply(.facts("one", strange(seconds)), at: Self.at(seconds))
    }
    #expect(fleet.hosts[0].health == .warn && fleet.hosts[0].findings.first?.since == .fixture)
    for hour in 2...5 {
      fleet.apply(
        .sampled("one", .fixture(at: Self.at(3600 * hour), uptime: 86_400 + 3600 * Double(hour))),
        at: Self.at(3600 * hour))
    }
    #expect(fleet.hosts[0].findings == [] && fleet.hosts[0].health == .ok)
    fleet.apply(.facts("one", strange(18_001)), at: Self.at(18_001))
    #expect(fleet.hosts[0].findings.count == 1)
    fleet.apply(.facts("one", Self.facts(["nginx": [80]], at: 18_002)), at: Self.at(18_002))
    #expect(fleet.hosts[0].findings == [])
  }

  @Test func aNewRoleIsJudgedByTheFactsThatAreThere() {
    var fleet = Fleet(Inventory(hosts: [Host(id: "one", role: Self.role("cache"))]), at: .fixture)
    fleet.apply(.sampled("one", .fixture()), at: .fixture)
    fleet.apply(.facts("one", Self.facts(["memcached": [11_211]])), at: .fixture)
    #expect(fleet.hosts[0].findings == [])
    fleet.replace(Inventory(hosts: [Host(id: "one", role: Self.role("db"))]), at: Self.at(1))
    #expect(fleet.hosts[0].findings.map(\.rule) == [.drift])
  }
}
