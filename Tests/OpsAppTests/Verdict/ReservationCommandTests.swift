import Foundation
import Testing

@Suite("work is begun and ended by the built program") struct ReservationCommands {
  private let home: VerdictHome

  init() throws {
    home = try VerdictHome("web: { keep: 2, hosts: \"web[1-3]\" }", "db: { keep: 0, hosts: \"db[1-2]\" }")
  }

  private func reservations(_ words: String = "") throws -> [Tree] {
    let outcome = try home.run("reservations --json \(words)")
    #expect(outcome.status == 0, "\(outcome.errors)")
    let problems = try SchemaReader.problems([outcome.output])
    #expect(problems.isEmpty, "\(problems)")
    return Tree(try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)))["reservations"].list
  }

  private func entries() throws -> [Tree] { try home.home.json("log list")["entries"].list }

  @Test func begunAndDone() throws {
    let begun = try home.ask("begin web1 --action reboot --for 20m --reason", "new kernel")
    #expect(begun.status == 0 && begun.word == "OK", "\(begun.codes) \(begun.errors)")
    #expect(begun.document["reservation"]["reference"].text == "W-1")
    let work = try #require(try reservations().first)
    #expect(work["state"].text == "running" && work["owner"].text == "shinji" && work["action"].text == "reboot")
    let status = try home.run("status web1 --json")
    let problems = try SchemaReader.problems([status.output])
    #expect(problems.isEmpty, "\(problems)")
    let host = Tree(try JSONSerialization.jsonObject(with: Data(status.output.utf8)))["hosts"][0]
    #expect(host["status"].text == "maintenance")
    #expect(host["statusFrom"]["words"].text?.hasPrefix("W-1 reboot since") == true)
    let second = try home.used(by: "naoya").ask("begin web2 --reason deploy")
    #expect(second.status == 2 && second.codes.first == "capacity.floor block")
    let done = try home.run("done --text", "up again")
    #expect(done.status == 0 && done.output.contains("done"), "\(done.errors)")
    #expect(try reservations().isEmpty)
    let all = try reservations("--all")
    #expect(all.first?["end"]["result"].text == "ok" && all.first?["end"]["reason"].text == "up again")
    let log = try entries()
    #expect(log.map { $0["kind"].text } == ["start", "end"])
    #expect(log.map { $0["text"].text } == ["reboot: new kernel", "up again"])
    #expect(log.allSatisfy { $0["threadName"].text == "W-1" && $0["targets"][0]["roleThen"].text == "shop:web" })
    #expect(try home.run("done").status == 64, "there is none left")
    #expect(try home.run("done W-1").status == 1, "it is over already")
  }

  @Test func givenUp() throws {
    try home.must("begin web1 --reason deploy")
    #expect(try home.run("abort").status == 64)
    try home.used(by: "naoya").must("abort W-1 --reason", "his console has died")
    let work = try #require(try reservations("--all").first)
    #expect(work["state"].text == "aborted" && work["end"]["author"]["account"].text == "naoya")
    #expect(try entries().last?["result"].text == "aborted")
  }

  @Test func whichOneIsSaid() throws {
    try home.must("begin db1 --reason one")
    try home.must("begin db2 --reason two")
    let unclear = try home.run("done")
    #expect(unclear.status == 64 && unclear.errors.contains("W-1 (db1), W-2 (db2)"))
    try home.must("extend W-2 --for 3h")
    #expect(try home.run("extend W-2 --for 1m").status == 1)
    try home.must("done W-2")
    try home.must("done")
    #expect(try home.run("extend W-2 --for 9h").status == 1)
  }

  @Test func nothingBeginsOnACautionUnlessItIsAccepted() throws {
    try home.used(by: "naoya").must("hold set --host db1 --variant warning --reason", "careful")
    let refused = try home.ask("begin db1 --reason deploy")
    #expect(refused.status == 1 && refused.document["reservation"].value == nil)
    let text = try home.run("begin db1 --reason deploy")
    #expect(text.status == 1 && text.output.hasPrefix("CAUTION"))
    let begun = try home.ask("begin db1 --accept-caution --reason deploy")
    #expect(begun.status == 0 && begun.word == "CAUTION")
    let entry = try #require(try entries().first)
    #expect(entry["text"].text?.contains("with care:\n- hold.active: held by naoya") == true)
  }

  @Test func anOverrideIsAnEntryThatListsWhatItIgnored() throws {
    try home.used(by: "naoya").must("hold set --host web1 --reason rebuilding")
    try home.must("freeze set --all --reason stocktaking --when", "for 2h")
    #expect(try home.run("begin web1 --reason deploy --override", " ").status == 64, "it needs a reason")
    let begun = try home.ask("begin web1 --reason deploy --override", "the rack burns")
    #expect(begun.status == 0 && begun.word == "NO", "\(begun.codes) \(begun.errors)")
    #expect(begun.document["reservation"]["ignored"].texts == ["freeze.active", "hold.active"])
    let override = try #require(try home.home.json("log list --tag override")["entries"].list.first)
    let said = override["text"].text ?? ""
    #expect(said.hasPrefix("override: the rack burns\nignored: freeze.active, hold.active\n- "))
    #expect(override["kind"].text == "decision" && override["threadName"].text == "W-1")
    #expect(
      try home.run("begin web9 --reason x --override", "it burns").status == 3, "nobody works on what is not there")
  }

  @Test func workOnARoleKeepsItsServersInService() throws {
    let begun = try home.ask("begin shop:web --for 1h --reason rolling")
    #expect(begun.status == 0, "\(begun.codes)")
    #expect(begun.document["reservation"]["oneByOne"].flag == true)
    let status = try home.home.json("status web1")
    #expect(status["hosts"][0]["status"].text == "working")
    let own = try home.ask("ok web1")
    #expect(own.status == 0, "\(own.codes)")
    let other = try home.used(by: "naoya").ask("ok web1")
    #expect(other.status == 2 && other.codes.contains("reservation.concurrent block"))
  }

  @Test func workWithinOnesWindowIsAStepOfIt() throws {
    try home.must("window plan kernel --host web1 --when", "for 1h")
    try home.must("window start M-1")
    let begun = try home.ask("begin web1 --for 10m --reason reboot")
    #expect(begun.status == 0 && begun.codes.contains("window.mine info"), "\(begun.codes)")
    try home.must("done")
    let log = try entries()
    #expect(log.map { $0["kind"].text } == ["start", "step", "step"])
    #expect(log.allSatisfy { $0["threadName"].text == "M-1" })
  }

  @Test func printedForPeopleAndForScripts() throws {
    let begun = try home.run("begin db1 --reason deploy --quiet")
    #expect(begun.status == 0 && begun.output == "W-1\n")
    let table = try home.run("reservations")
    #expect(table.output.hasPrefix("NAME") && table.output.contains("running"))
    #expect(try home.run("done W-1").status == 0)
    #expect(try home.run("reservations").output == "nobody has reserved anything\n")
  }
}
