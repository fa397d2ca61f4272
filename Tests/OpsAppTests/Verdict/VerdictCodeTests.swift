import Foundation
import Testing

/// Every code of a verdict, by the built program, with its exit status.
@Suite("verdicts of the built program: what people have planned") struct VerdictPlanCodes {
  private let home: VerdictHome

  init() throws { home = try VerdictHome("web: { keep: 1, hosts: \"web[1-3]\" }", "db: { hosts: db1 }") }

  @Test func nothingSpeaksAgainstIt() throws {
    let answer = try home.ask("ok web1")
    #expect(answer.status == 0 && answer.word == "OK", "\(answer.codes)")
    #expect(answer.codes == ["capacity.floor info"])
    #expect(answer.document["subject"]["hosts"].texts == ["web1"])
    #expect(answer.document["actor"].text == "shinji")
    let text = try home.run("ok web1")
    #expect(text.status == 0 && text.output.hasPrefix("OK  update web1\n"), "\(text.output)\(text.errors)")
    let quiet = try home.run("ok web1 --quiet")
    #expect(quiet.status == 0 && quiet.output.isEmpty && quiet.errors.isEmpty)
  }

  @Test func whatIsOverCannotBeAsked() throws {
    let past = try home.run("ok web1 --at", "yesterday 10:00")
    #expect(past.status == 64 && past.errors.contains("yesterday 10:00 is over"), "\(past.errors)")
    #expect(try home.run("ok web1 --at now").status == 0)
  }

  @Test func anAnswerThatReachesNobodyIsNoAnswer() throws {
    var deaf = home.home
    deaf.variables["OUT"] = "\(home.home.folder.path)/deaf"
    try FileManager.default.createDirectory(atPath: "\(home.home.folder.path)/deaf", withIntermediateDirectories: false)
    try FileManager.default.createSymbolicLink(
      atPath: "\(home.home.folder.path)/deaf/out", withDestinationPath: "/dev/full")
    for words in ["ok web1", "ok web1 --json", "next shop:web", "begin web1 --reason x"] {
      #expect(try deaf.run(words, arguments: []).status == 3, "\(words)")
    }
    #expect(try home.used(by: "naoya").run("ok web1 --quiet").status == 2, "begin has begun all the same")
    #expect(try deaf.run("reservations", arguments: []).status == 74)
  }

  @Test func aFreeze() throws {
    try home.must("freeze set --all --reason stocktaking --when", "for 2h")
    let answer = try home.ask("ok web1")
    #expect(answer.status == 2 && answer.word == "NO")
    #expect(answer.codes.first == "freeze.active block")
    #expect(answer.document["earliestOK"].text != nil, "the freeze ends by itself")
    let later = try home.ask("ok web1 --at +3h")
    #expect(later.status == 0, "\(later.codes)")
    #expect(later.codes.contains("capacity.later info"))
    let text = try home.run("ok web1")
    #expect(text.status == 2 && text.output.hasPrefix("NO  update web1") && text.output.contains("earliest OK: "))
  }

  @Test func holds() throws {
    let naoya = home.used(by: "naoya")
    try naoya.must("hold set --host web1 --reason", "rebuilding")
    try naoya.must("hold set --host web2 --variant warning --reason", "careful")
    let block = try home.ask("ok web1")
    #expect(block.status == 2 && block.codes.first == "hold.active block")
    let warning = try home.ask("ok web2")
    #expect(warning.status == 1 && warning.word == "CAUTION" && warning.codes.first == "hold.active warn")
    let own = try naoya.ask("ok web1")
    #expect(own.status == 0 && own.codes.contains("hold.active info"), "a hold never stops its owner")
    let set = try home.ask("ok web[1-2]")
    #expect(set.status == 2 && set.codes.filter { $0.hasPrefix("hold.active") }.count == 2, "all reasons are told")
  }

  @Test func windows() throws {
    let naoya = home.used(by: "naoya")
    try naoya.must("window plan kernel --host web1 --when", "for 1h")
    try naoya.must("window start M-1")
    try naoya.must("window plan disks --host web2 --start +20m --for 1h")
    let other = try home.ask("ok web1")
    #expect(other.status == 2 && other.codes.first == "window.other block")
    let mine = try naoya.ask("ok web1")
    #expect(mine.status == 0 && mine.codes.contains("window.mine info"), "\(mine.codes)")
    let soon = try home.ask("ok web2 --for 45m")
    #expect(soon.status == 1 && soon.codes.first == "window.soon warn")
    let short = try home.ask("ok web2 --for 5m")
    #expect(short.status == 0, "\(short.codes)")
  }

  @Test func openWorkInTheLog() throws {
    try home.used(by: "hatta").must("log add --kind start --host web1", "resyncing the images")
    let answer = try home.ask("ok web1")
    #expect(answer.status == 1 && answer.codes.first == "log.open warn")
    let own = try home.used(by: "hatta").ask("ok web1")
    #expect(own.status == 0 && own.codes.contains("log.open info"))
  }

  @Test("what is not known is never OK", arguments: ["web9", "shop:none", "nobody", "web[", "web1,web9"])
  func unknownSubjects(subject: String) throws {
    let answer = try home.ask("ok", subject)
    #expect(answer.status == 3 && answer.word == "UNKNOWN")
    #expect(answer.codes.contains("subject.unknown unknown"))
  }
}

@Suite("verdicts of the built program: what roles ask for") struct VerdictRoleCodes {
  @Test func changesWithinWindowsOnly() throws {
    let home = try VerdictHome("db: { keep: 1, windows: required, hosts: \"db[1-2]\" }")
    let answer = try home.ask("ok db1")
    #expect(answer.status == 2 && answer.codes.first == "window.required block")
    try home.must("window plan kernel --host db1 --when", "for 1h")
    try home.must("window start M-1")
    let within = try home.ask("ok db1 --for 10m")
    #expect(within.status == 0 && within.codes.contains("window.mine info"), "\(within.codes)")
  }

  @Test func approvals() throws {
    let home = try VerdictHome("db: { keep: 1, approval: dba, hosts: \"db[1-2]\" }").used(by: "jkondo")
    let nobody = try home.ask("ok db1")
    #expect(nobody.status == 2 && nobody.codes.first == "request.unapproved block")
    try home.must("request send @dba --need approval --host db1", "may I update db1?")
    let asked = try home.ask("ok db1")
    #expect(asked.status == 2 && asked.document["reasons"][0]["source"]["type"].text == "request")
    try home.used(by: "naoya").must("request done R-1")
    #expect(try home.ask("ok db1").status == 0)
  }

  @Test func dependencies() throws {
    let home = try VerdictHome(
      "web: { keep: 1, depends_on: shop:db, hosts: \"web[1-2]\" }", "db: { keep: 0, hosts: db1 }")
    #expect(try home.ask("ok web1").status == 0)
    try home.used(by: "naoya").must("host status db1 maintenance --reason disks")
    let answer = try home.ask("ok web1")
    #expect(answer.status == 1 && answer.codes.first == "dependency.busy warn")
  }

  @Test func oneAtATime() throws {
    let home = try VerdictHome("web: { keep: 1, concurrency: 1, hosts: \"web[1-3]\" }")
    try home.used(by: "naoya").must("begin web1 --reason deploy")
    let answer = try home.ask("ok web2")
    #expect(answer.status == 2 && answer.codes.first == "reservation.concurrent block")
    let same = try home.ask("ok web1")
    #expect(same.status == 2 && same.codes.contains("reservation.concurrent block"))
    try home.used(by: "naoya").must("done")
    #expect(try home.ask("ok web2").status == 0)
  }
}

@Suite("verdicts of the built program: what is measured") struct VerdictMeasuredCodes {
  @Test func theLastSpareStays() throws {
    let home = try VerdictHome(
      "web: { keep: 2, hosts: [\"web[1-2]\", { name: web3, status: standby }] }")
    let answer = try home.ask("ok web1")
    #expect(answer.status == 2 && answer.codes.first == "capacity.floor block")
    let aside = try home.ask("ok web3")
    #expect(aside.status == 0 && aside.codes.contains("capacity.exempt info"), "\(aside.codes)")
    let role = try home.ask("ok shop:web")
    #expect(role.status == 2 && role.document["subject"]["manner"].text == "one-by-one")
  }

  @Test func whoRefusesOnceMayBeDownOrNot() throws {
    let home = try VerdictHome(
      "web: { keep: 1, hosts: [web1, { name: web2, source: ssh, address: 127.0.0.1, port: 1 }] }")
    let answer = try home.ask("ok web2 --timeout 8s")
    #expect(
      answer.status == 3 && answer.codes.first == "capacity.stale unknown", "one look does not tell that it is down")
  }

  @Test func whatDoesNotAnswerIsNotOK() throws {
    let silent = try SilentPort()
    let url = "\"http://127.0.0.1:\(silent.number)/metrics\""
    let host = "{ name: web2, source: node_exporter, node_exporter: { url: \(url) } }"
    let home = try VerdictHome("web: { keep: 1, hosts: [web1, \(host)] }")
    let answer = try home.ask("ok web2 --timeout 2s")
    #expect(answer.status == 3 && answer.word == "UNKNOWN")
    #expect(answer.codes.first == "capacity.stale unknown")
    let other = try home.ask("ok web1 --timeout 2s")
    #expect(other.status == 3 && other.codes.first == "capacity.stale unknown", "the spare may be gone")
  }

  @Test func twoFloorsAreNone() throws {
    let home = try VerdictHome(
      "web: { keep: 1, hosts: \"web[1-3]\" }",
      files: ["more.yaml": "services: { shop: { roles: { web: { keep: 2 } } } }\n"],
      more: "include: [{ file: more.yaml }]")
    let answer = try home.ask("ok web1")
    #expect(answer.status == 3 && answer.codes.first == "capacity.conflict unknown")
  }

  @Test func thoseLeftWouldCarryTooMuch() throws {
    let home = try VerdictHome(
      "web: { keep: 1, thresholds: { load-warn: { raise: 0.0001, clear: 0 } }, hosts: \"web[1-2]\" }")
    let answer = try home.ask("ok web1")
    #expect(answer.status == 1 && answer.codes.first == "capacity.load warn", "\(answer.codes)")
  }

  @Test func alarmsInTheRole() throws {
    let crit = "thresholds: { memory-warn: 0.01%, memory-crit: 0.01% }"
    let home = try VerdictHome(
      "web: { keep: 1, hosts: [\"web[1-3]\", { name: web4, \(crit) }] }",
      "app: { keep: 1, hosts: [\"app[1-2]\", { name: \"app[3-4]\", \(crit) }] }")
    let one = try home.ask("ok web1")
    #expect(one.status == 1 && one.codes.first == "alert.firing warn", "\(one.codes)")
    let several = try home.ask("ok app1")
    #expect(several.status == 2 && several.codes.first == "alert.firing block", "\(several.codes)")
  }

  @Test func whoCanGoNext() throws {
    let home = try VerdictHome("web: { keep: 2, hosts: \"web[1-4]\" }")
    try home.used(by: "naoya").must("begin web2 --reason deploy")
    let outcome = try home.run("next shop:web --json")
    #expect(outcome.status == 0)
    let problems = try SchemaReader.problems([outcome.output])
    #expect(problems.isEmpty, "\(problems)")
    let role = Tree(try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)))["roles"][0]
    #expect(role["hosts"].texts == ["web1"] && role["leftOut"][0]["host"].text == "web2")
    #expect(try home.run("next shop:web --names").output == "web1\n")
    try home.used(by: "naoya").must("begin web1 --reason deploy")
    let none = try home.run("next shop:web")
    #expect(none.status == 2 && none.output.contains("none can go now"))
    #expect(try home.run("next nothing").status == 3)
  }
}

@Suite("verdicts of the built program: whatever goes wrong is UNKNOWN") struct VerdictTroubles {
  private func brokenLog(_ home: VerdictHome) throws {
    let log = "\(home.home.folder.path)/broken.sqlite"
    try Data(repeating: 0x58, count: 8192).write(to: URL(fileURLWithPath: log))
    try home.home.folder.write("log: { path: \(log) }\n", to: "config.yaml")
  }

  @Test func aStoreThatCannotBeRead() throws {
    let home = try VerdictHome("web: { keep: 1, hosts: \"web[1-3]\" }")
    try brokenLog(home)
    let answer = try home.ask("ok web1")
    #expect(answer.status == 3 && answer.codes.first == "source.unreachable unknown")
    let begin = try home.ask("begin web1 --reason x --override", "it burns")
    #expect(begin.status == 3 && begin.document["reservation"].value == nil, "what cannot be read is not written")
    #expect(try home.run("next shop:web").status == 3)
    let run = try home.run("run --reserve web1", "--", "true")
    #expect(run.status == 3 && run.errors.contains("not run"))
  }

  @Test("a log that the settings name and that is not there is no empty one, and none is made there")
  func aStoreThatIsNotThere() throws {
    let home = try VerdictHome("web: { keep: 1, hosts: \"web[1-3]\" }")
    let log = "\(home.home.folder.path)/share/log.sqlite"
    try home.home.folder.write("log: { path: \(log) }\n", to: "config.yaml")
    let answer = try home.ask("ok web1")
    #expect(answer.status == 3 && answer.codes.first == "source.unreachable unknown")
    #expect(try home.ask("begin web1 --reason", "x").status == 3)
    #expect(!FileManager.default.fileExists(atPath: "\(home.home.folder.path)/share"))
    try home.must("log add", "the first entry")
    #expect(try home.ask("ok web1").status == 0)
  }

  @Test func configurationWithMistakes() throws {
    let home = try VerdictHome("web: { keep: 1, hosts: \"web[1-3]\" }")
    try home.home.folder.write("nonsense: 1\n", to: "config.yaml")
    let settings = try home.ask("ok web1")
    #expect(settings.status == 3 && settings.codes.contains("source.unreachable unknown"))
    #expect(settings.errors.contains("nonsense"))
    try home.home.folder.write("", to: "config.yaml")
    try home.home.folder.write("servics: {}\n", to: "hosts.yaml")
    let inventory = try home.ask("ok web1")
    #expect(inventory.status == 3 && inventory.codes.contains("source.unreachable unknown"))
    #expect(try home.run("next shop:web").status == 3)
    #expect(try home.run("run --reserve web1", "--", "true").status == 3)
  }

  @Test func wrongArgumentsAreNoAnswer() throws {
    let home = try VerdictHome("web: { keep: 1, hosts: web1 }")
    for words in [
      "ok", "ok web1 --for never", "ok web1 --action repaint", "ok web1 --at nonsense", "ok web1 --nonsense",
      "begin web1", "begin web1 --reason x --for 30d", "run --reserve web1", "next", "ok web1 --timeout never",
    ] {
      #expect(try home.run(words).status == 64, "\(words)")
    }
  }
}
