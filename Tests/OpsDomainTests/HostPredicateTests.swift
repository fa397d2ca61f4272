import OpsDomain
import TestSupport
import Testing

/// Hosts of every kind, read at the moment of the fixture.
private let fleet: Fleet = {
  var fleet = Fleet(
    Inventory(hosts: [
      Host(id: "bm-db07", role: RoleID(service: "bookmark", role: "db"), site: "Kyoto", parent: "vmhost04"),
      Host(id: "bm-app03", role: RoleID(service: "bookmark", role: "app"), sources: [.nodeExporter]),
      Host(id: "Gateway", status: .standby, interval: .seconds(15)),
      Host(id: "障害01"),
    ]), at: .fixture - .seconds(100))
  var busy = Sample.fixture(load: 12.4, cores: 4, memoryUsed: 0.71)
  busy.uptimeSeconds = 86_400 * 30
  var before = busy
  before.takenAt = .fixture - .seconds(10)
  before.uptimeSeconds = busy.uptimeSeconds.map { $0 - 10 }
  busy.cpu?.user += 18
  busy.cpu?.iowait += 16
  busy.cpu?.idle += 6
  busy.interfaces?[0].receivedBytes += 212 * 10_485_760
  fleet.apply(.sampled("bm-db07", before), at: .fixture - .seconds(10))
  fleet.apply(.sampled("bm-db07", busy), at: .fixture)
  let disks = [
    Filesystem.fixture("/", used: 0.22), .fixture("/data", gigabytes: 40, used: 0.93, inodesUsed: 0.04),
    .fixture("/mnt/nas", used: 0.99, isNetwork: true),
  ]
  fleet.apply(
    .filesystems("bm-db07", FilesystemReading(takenAt: .fixture, source: .ssh, filesystems: disks)), at: .fixture)
  var facts = FactsReading(takenAt: .fixture, source: .ssh)
  facts.kernel = "Linux 6.1.0-18-amd64"
  fleet.apply(.facts("bm-db07", facts), at: .fixture)
  fleet.apply(.sampled("bm-app03", .fixture(source: .nodeExporter, load: 0.4)), at: .fixture)
  fleet.apply(.sampled("Gateway", .fixture(at: .fixture - .seconds(90), load: 40)), at: .fixture - .seconds(90))
  fleet.age(to: .fixture)
  return fleet
}()

private func matching(_ text: String) throws -> String {
  let predicate = try HostPredicate(parsing: text)
  return fleet.hosts.filter { predicate.matches($0, at: .fixture) }.map(\.host.id.name).joined(separator: " ")
}

private let all = "bm-db07 bm-app03 Gateway 障害01"

private let conditions: [(String, String)] = [
  ("", all), ("  ", all), ("bm", "bm-db07 bm-app03"), ("DB", "bm-db07"), ("gate", "Gateway"), ("障害", "障害01"),
  ("障", "障害01"), ("bm 07", "bm-db07"), ("bm-*3", "bm-app03"), ("\"bm-db\"", "bm-db07"), ("zzz", ""),
  ("load>1.5", "bm-db07"), ("load > 1.5", "bm-db07"), ("load>=3.1", "bm-db07"), ("load<1", "bm-app03"),
  ("load1>12", "bm-db07"), ("load5=12.4", "bm-db07"), ("load15<=0.4", "bm-app03"), ("load!=3.1", "bm-app03"),
  ("role=db", "bm-db07"), ("role=bookmark:db", "bm-db07"), ("role!=db", "bm-app03 Gateway 障害01"),
  ("role=''", "Gateway 障害01"), ("service=bookmark", "bm-db07 bm-app03"), ("service~book", "bm-db07 bm-app03"),
  ("service=b*", "bm-db07 bm-app03"), ("site=kyoto", "bm-db07"), ("parent~04", "bm-db07"), ("name~^", ""),
  ("status=standby", "Gateway"), ("status!=working", "Gateway"), ("STATUS=Standby", "Gateway"),
  ("source=node_exporter", "bm-app03"), ("kernel~6.1", "bm-db07"), ("kernel!=x", "bm-db07"), ("mount=/data", "bm-db07"),
  ("mount~nas", "bm-db07"), ("cores=4", "bm-db07 bm-app03"),
  ("health=crit", "bm-db07"), ("health>=stale", "bm-db07 Gateway"), ("health=ok", "bm-app03"),
  ("health<stale", "bm-app03 障害01"),
  ("cpu>40", "bm-db07"), ("cpu>46", ""), ("cpu>40%", "bm-db07"), ("iowait>=40", "bm-db07"), ("steal>0", ""),
  ("mem>70", "bm-db07"), ("swap=0", "bm-db07 bm-app03"), ("disk>92", "bm-db07"), ("disk>94", ""),
  ("disk>92 and mount=/data", "bm-db07"), ("inodes>=10", "bm-db07"), ("net>200M", "bm-db07"), ("net>1g", ""),
  ("net<=217088K", "bm-db07"), ("age>60", "Gateway"), ("age>1m", "Gateway"), ("age<=1.5m", "bm-db07 bm-app03 Gateway"),
  ("age<1s", "bm-db07 bm-app03"), ("uptime>29d", "bm-db07"), ("uptime<=24h", "bm-app03"), ("uptime<1w", "bm-app03"),
  // A load of old is no load; what is not known fulfils no comparison.
  ("load>5", ""), ("not load>1.5", "bm-app03 Gateway 障害01"),
  ("load>1.5 and role=db", "bm-db07"), ("load>1.5 role=app", ""), ("load>1.5 or role=app", "bm-db07 bm-app03"),
  ("role=app or role=db and load>1.5", "bm-db07 bm-app03"), ("(role=app or role=db) and load>1.5", "bm-db07"),
  ("not (role=app or role=db)", "Gateway 障害01"), ("not not bm", "bm-db07 bm-app03"), ("bm AND NOT role=db", "bm-app03"),
  ("load==3.1", "bm-db07"),
]

@Test(arguments: conditions)
func conditionsChooseHosts(text: String, expected: String) throws {
  #expect(try matching(text) == expected)
}

private let slips: [(String, Int, String)] = [
  ("laod>1", 0, "did you mean load?"), ("load>", 5, "value is missing"), ("load>x", 5, "a number"),
  ("disk>80G", 5, "a percentage"), ("net>5x", 4, "20M"), ("age>5y", 4, "30d"), (">5", 0, "field is missing"),
  ("load>1 and", 10, "condition is missing"), ("and load>1", 0, "before and"), ("(load>1", 0, "( without )"),
  ("load>1)", 6, ") without ("), ("()", 1, "missing"), ("name=\"x", 5, "not closed"), ("role>db", 5, "use ="),
  ("load~1", 0, "~ needs a text"), ("status=stanby", 7, "did you mean standby?"), ("health=bad", 7, "there are ok"),
  ("load>nan", 5, "a number"), ("load>inf", 5, "a number"), ("load>0x10", 5, "a number"), ("load>1e400", 5, "a number"),
  ("!bm", 0, "write not"), ("load>>1", 5, "value is missing"), ("or=1 or bm", 0, "no field or"), ("not", 3, "missing"),
  ("障害 laod>1", 3, "did you mean"), ("load>(1)", 5, "value is missing"),
]

@Test(arguments: slips)
func slipsAreToldWithTheirPlace(text: String, offset: Int, hint: String) throws {
  let problem = try #require(throws: HostPredicate.Problem.self) { try HostPredicate(parsing: text) }
  #expect(problem.message.contains(hint), "\(problem)")
  #expect(problem.offset == offset, "\(problem)")
}

@Test(arguments: ["(", "not "])
func nestingWithoutEndIsRefused(text: String) {
  #expect(throws: HostPredicate.Problem.self) { try HostPredicate(parsing: String(repeating: text, count: 900)) }
  #expect(throws: HostPredicate.Problem.self) { try HostPredicate(parsing: String(repeating: "x ", count: 90_000)) }
}

@Test func everyFieldHasHelpAndCanBeAsked() throws {
  #expect(HostPredicate.fields.count > 20)
  for field in HostPredicate.fields {
    #expect(!field.help.isEmpty)
    let words = [
      "status": "working", "health": "ok", "source": "ssh", "bottleneck": "c", "observed": "db", "posture": "reboot",
    ]
    let value = words[field.name] ?? "1"
    #expect(throws: Never.self) { try HostPredicate(parsing: "\(field.name)=\(value)") }
  }
}

@Test(arguments: conditions)
func theFleetFindsTheSameHosts(text: String, expected: String) throws {
  let places = fleet.indices(matching: try HostPredicate(parsing: text), at: .fixture)
  #expect(places.map { fleet.hosts[$0].host.id.name }.joined(separator: " ") == expected)
}

@Test func whatWasReadHoursAgoFulfilsNoConditionOfNow() throws {
  var state = Fleet(Inventory(hosts: [Host(id: "bm-db07")]), at: .fixture)
  var facts = FactsReading(takenAt: .fixture, source: .ssh)
  facts.programs = ["mysqld": 1]
  facts.listeners = [Listener(port: 3306)]
  state.apply(.facts("bm-db07", facts), at: .fixture)
  let checks = [PostureCheck(.reboot, .flag(true))]
  state.apply(.posture("bm-db07", PostureReading(takenAt: .fixture, source: .ssh, checks: checks)), at: .fixture)
  for text in ["observed=db", "posture=reboot"] {
    let predicate = try HostPredicate(parsing: text)
    #expect(state.indices(matching: predicate, at: .fixture) == [0], "\(text)")
    #expect(state.indices(matching: predicate, at: .fixture + .seconds(3 * 3600)) == [], "\(text)")
  }
}
