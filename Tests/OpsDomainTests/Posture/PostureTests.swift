import OpsDomain
import TestSupport
import Testing

@Suite struct PostureTests {
  private static let day = 86_400

  private static func at(_ seconds: Int) -> Timestamp { .fixture + .seconds(seconds) }

  private static func reading(_ checks: [PostureCheck], at seconds: Int = 0) -> PostureReading {
    PostureReading(takenAt: at(seconds), source: .ssh, checks: checks)
  }

  @Test(
    arguments: [
      (.rootLogin, .word("yes"), .bad, "yes"), (.rootLogin, .word("without-password"), .good, "without-password"),
      (.rootLogin, .word("something-new"), .bad, "something-new"), (.passwordLogin, .word("no"), .good, "no"),
      (.passwordLogin, .word("keyboard-interactive"), .bad, "keyboard-interactive"),
      (.securityUpdates, .count(0), .good, "none pending"), (.securityUpdates, .count(3), .bad, "3 pending"),
      (.securityUpdates, .unknown("no lists"), .unknown, "unknown: no lists"),
      (.packageLists, .age(.seconds(6 * 86_400)), .good, "6d old"),
      (.packageLists, .age(.seconds(8 * 86_400)), .bad, "8d old"), (.reboot, .flag(true), .bad, "required"),
      (.reboot, .flag(false), .good, "not required"), (.kernel, .pair("6.1-20", "6.1-20"), .good, "6.1-20"),
      (.kernel, .pair("6.1-18", "6.1-20"), .bad, "6.1-18 runs, 6.1-20 is installed"),
      (.openServices, .listeners([Listener(port: 22, program: "sshd")]), .good, ":22(sshd)"),
      (.openServices, .listeners([Listener(port: 22), Listener(port: 3306)]), .bad, "open to all: :3306"),
      (.openServices, .listeners([Listener(port: 9999, program: "mysqld")]), .bad, "open to all: :9999(mysqld)"),
      (.openServices, .listeners([Listener(port: 3306, program: "sshd")]), .good, ":3306(sshd)"),
      (
        .openServices, .listeners([Listener(port: 6379, program: "docker-proxy")]), .bad,
        "open to all: :6379(docker-proxy)"
      ),
      (.openServices, .listeners([Listener(port: 111, program: "systemd")]), .bad, "open to all: :111(systemd)"),
      (.openServices, .listeners([Listener(port: 22, program: "systemd")]), .good, ":22(systemd)"),
      (.firewall, .count(0), .bad, "no rules"), (.firewall, .count(9), .good, "9 rules"),
      (.firewall, .flag(true), .good, "active"), (.firewall, .unknown("needs root"), .unknown, "unknown: needs root"),
      (.clockSource, .word("tsc"), .good, "tsc"), (.clockSource, .word("acpi_pm"), .bad, "acpi_pm"),
      (.clockSync, .flag(false), .bad, "not synchronised"),
      (.certificates, .none("no TLS ports"), .none, "no TLS ports"),
      (.certificates, .moments([]), .none, "no TLS ports"),
    ] as [(PostureTopic, PostureValue, PostureVerdict, String)])
  func aValueMeansThis(topic: PostureTopic, value: PostureValue, verdict: PostureVerdict, words: String) {
    let judged = PostureCheck(topic, value).judged(at: .fixture)
    #expect(judged.verdict == verdict && judged.words == words)
  }

  @Test func theFirstCertificateToEndCounts() {
    let check = PostureCheck(
      .certificates,
      .moments([
        PostureMoment(name: "port 443", moment: Self.at(90 * Self.day)),
        PostureMoment(name: "port 993", moment: Self.at(9 * Self.day)),
      ]))
    #expect(check.judged(at: .fixture).words == "port 993 expires in 9 d")
    #expect(check.judged(at: .fixture).verdict == .bad)
    #expect(check.judged(at: Self.at(-10 * Self.day)).verdict == .good)
    #expect(check.judged(at: Self.at(11 * Self.day)).words == "port 993 expired 2 d ago")
  }

  @Test func everyTopicSaysWhatItIsAndWhatToDo() {
    for topic in PostureTopic.allCases {
      #expect(!topic.title.isEmpty && !topic.remedy.isEmpty && PostureTopic(word: topic.rawValue) == topic)
    }
    #expect(PostureTopic(word: "fire") == .firewall && PostureTopic(word: "") == nil && PostureTopic(word: "x") == nil)
  }

  @Test func changesAreToldAgainstTheDayBefore() throws {
    var fleet = Fleet(Inventory(hosts: [Host(id: "one")]), at: .fixture)
    func take(_ count: Int, _ hours: Int) {
      let moment = hours * 3600
      let checks = [
        PostureCheck(.securityUpdates, .count(count)),
        PostureCheck(.packageLists, .age(.seconds(moment % Self.day))), PostureCheck(.reboot, .flag(false)),
      ]
      fleet.apply(.posture("one", Self.reading(checks, at: moment)), at: Self.at(moment))
    }
    take(0, 0)
    #expect(fleet.hosts[0].posture?.changeCount == 0)
    take(2, 1)
    // There is no day before yet: the first reading counts.
    #expect(fleet.hosts[0].posture?.change(of: .securityUpdates)?.words == "none pending")
    take(2, 24)
    #expect(fleet.hosts[0].posture?.change(of: .securityUpdates)?.words == "none pending")
    #expect(fleet.hosts[0].posture?.beforeTakenAt == .fixture)
    take(2, 48)
    #expect(fleet.hosts[0].posture?.changeCount == 0 && fleet.hosts[0].posture?.beforeTakenAt == Self.at(24 * 3600))
    take(5, 49)
    #expect(fleet.hosts[0].posture?.change(of: .securityUpdates)?.words == "2 pending")
    #expect(fleet.hosts[0].posture?.change(of: .packageLists) == nil)
  }

  @Test func rolesAreSummedUpByTopic() {
    let role = RoleID(service: "s", role: "db")
    let hosts = [
      Host(id: "a", role: role), Host(id: "b", role: role), Host(id: "c", role: role),
      Host(id: "off", role: role, status: .poweroff), Host(id: "lone"),
    ]
    var fleet = Fleet(
      Inventory(hosts: hosts, roles: [RoleSpecification(id: role, hosts: ["a", "b", "c", "off"])]), at: .fixture)
    fleet.apply(.posture("a", Self.reading([PostureCheck(.reboot, .flag(true))])), at: .fixture)
    fleet.apply(.posture("b", Self.reading([PostureCheck(.reboot, .unknown("x"))])), at: .fixture)
    let summaries = fleet.postureSummaries(at: .fixture)
    #expect(summaries.map(\.role) == [role, nil])
    #expect(summaries[0].hosts == 3 && summaries[0].read == 2 && summaries[0].bad == 1)
    #expect(summaries[0][.reboot].bad == 1 && summaries[0][.reboot].unknown == 1 && summaries[0][.kernel].bad == 0)
    #expect(summaries[1].hosts == 1 && summaries[1].read == 0)
  }

  @Test func hostsCanBeAskedForByWhatTheyDoAndByTheirPosture() throws {
    var fleet = Fleet(Inventory(hosts: [Host(id: "a"), Host(id: "b")]), at: .fixture)
    fleet.apply(.posture("a", Self.reading([PostureCheck(.reboot, .flag(true))])), at: .fixture)
    fleet.apply(.facts("b", DriftTests.facts(["nginx": [80]])), at: .fixture)
    let reboot = try HostPredicate(parsing: "posture=reboot")
    let web = try HostPredicate(parsing: "observed=web")
    #expect(fleet.indices(matching: reboot, at: .fixture) == [0] && fleet.indices(matching: web, at: .fixture) == [1])
  }
}
