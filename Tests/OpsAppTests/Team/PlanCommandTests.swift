import Foundation
import Testing

@Suite(.serialized) struct PlanCommands {
  private let home: TeamHome

  init() throws { home = try TeamHome() }

  @Test func aMaintenanceGoesFromItsPlanToItsDocument() throws {
    let planned = try home.json(
      "window plan --host bm-db[01-02] --crew naoya --impact degraded --start 2026-01-01T10:00:00+09:00 --for 2h",
      "Fail over bm-db")["window"]
    #expect(planned["reference"].text == "M-1")
    #expect(planned["start"].text == "2026-01-01T01:00:00.000Z")
    #expect(planned["end"].text == "2026-01-01T03:00:00.000Z")
    #expect(planned["targets"]["hosts"].texts == ["bm-db01", "bm-db02"])
    #expect(planned["zone"].text == "Asia/Tokyo")
    #expect(planned["owner"].text == "shinji")

    #expect(try home.run("window start M-1").status == 0)
    #expect(try home.run("log add --host bm-db01 --kind step", "stopped replication").status == 0)
    #expect(try home.run("log add --host bm-web01", "elsewhere").status == 0)
    #expect(try home.run("log add --host bm-db01 --no-thread", "apart").status == 0)
    let thread = try home.json("log list --thread M-1")["entries"].list
    #expect(thread.compactMap { $0["text"].text } == ["Fail over bm-db", "stopped replication"])
    #expect(thread.first?["threadName"].text == "M-1")

    let done = try home.run("window done M-1 --result ok --text", "without loss")
    #expect(done.status == 0, "\(done.errors)")
    let window = try home.json("window show M-1")["window"]
    #expect(window["state"].text == "done")
    #expect(window["steps"].list.compactMap { $0["state"].text } == ["in_progress", "done"])
    let report = try home.json("log list --kind report")["entries"][0]
    for part in ["Fail over bm-db", "stopped replication", "without loss"] {
      #expect(report["text"].text?.contains(part) == true, "\(part)")
    }
    #expect(report["result"].text == "ok")
    #expect(try home.run("window start M-1").status == 1)
  }

  @Test func movingTheEndCountsFromNowIsToldAndKeepsTheDaysOfTheSeries() throws {
    try plan("Once", "--start 2026-01-01T10:00:00Z --for 2h")
    #expect(try home.run("window start M-1").status == 0)
    let before = Date()
    let moved = try home.json("window extend M-1 30m --reason copy")["window"]
    let format = Date.ISO8601FormatStyle(includingFractionalSeconds: true)
    let end = try Date(try #require(moved["end"].text), strategy: format)
    #expect(end.timeIntervalSince(before) > 1790)
    let told = try home.json("log list --thread M-1 --kind decision")["entries"]
    #expect(told[0]["text"].text?.hasPrefix("extended to ") == true)
    #expect(told[0]["text"].text?.hasSuffix(": copy") == true)

    try plan("Often", "--start 2026-01-01T00:00:00Z --for 23h --every", "every day")
    #expect(try home.run("window extend M-2 30m").status == 1)
    let plan = try home.json("window show M-2")["window"]
    #expect(plan["end"].text == "2026-01-01T23:00:00.000Z")
  }

  @Test func anEntryAboutARoleJoinsTheWorkOnItsServers() throws {
    try plan("First", "--start 2026-01-01T10:00:00Z --for 2h")
    _ = try home.run("window start M-1")
    #expect(try home.json("log add x --role bookmark:db")["entries"][0]["threadName"].text == "M-1")
    try plan("Second", "--start 2026-01-01T10:00:00Z --for 2h")
    _ = try home.run("window start M-2")
    let apart = try home.run("log add y --role bookmark:db")
    #expect(apart.errors.contains("M-1, M-2 run on these hosts: the entry joins none"), "\(apart)")
  }

  @Test func aDocumentOfOnesOwnIsTaken() throws {
    try plan("Patches", "--start 2026-01-01T10:00:00Z --for 2h")
    _ = try home.run("window start M-1")
    let outcome = try home.run("window done M-1 --document -", input: "# Patches\n\nAll went well.\n")
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(try home.json("log list --kind report")["entries"][0]["text"].text == "# Patches\n\nAll went well.")
  }

  @Test func thePastIsPrintedAsItWasKnown() throws {
    try plan("First title", "--start 2031-05-01T10:00:00Z --for 2h")
    let then = try #require(try home.json("window show M-1")["window"]["plannedAt"].text)
    #expect(try home.run("window edit M-1 --title", "Second title", "--reason", "better").status == 0)
    #expect(try home.run("window cancel M-1 --text", "no need").status == 0)
    let past = try home.json("window list --days 3660 --at \(then)")["windows"]
    #expect(past.list.compactMap { $0["title"].text } == ["First title"])
    #expect(past[0]["state"].text == "planned")
    #expect(try home.json("window list --days 3660")["windows"].list.isEmpty)
    let all = try home.json("window list --all")["windows"]
    #expect(all[0]["state"].text == "cancelled")
    #expect(all[0]["earlier"][0]["title"].text == "First title")
    #expect(try home.json("window list --days 3660 --at 2020-01-01T00:00:00Z")["windows"].list.isEmpty)
  }

  @Test func recurringWorkKeepsItsTimeOnTheClockOverTheChangeOfIt() throws {
    // Clocks in Berlin go back on Sunday 2031-10-26.
    try plan(
      "Backup", "--zone Europe/Berlin --start 2031-10-19T10:00:00 --for 2h --every", "every sunday until 2031-11-09",
      "--except", "2031-11-02T10:00:00+01:00")
    let window = try home.json("window list --at 2031-10-18T00:00:00Z --days 60")["windows"][0]
    let starts = window["occurrences"].list.compactMap { $0["start"].text }
    #expect(
      starts == ["2031-10-19T08:00:00.000Z", "2031-10-26T09:00:00.000Z", "2031-11-09T09:00:00.000Z"])
  }

  @Test func workOverMidnightEndsOnTheDayAfter() throws {
    try plan("Night", "--when", "2031-12-31 23:00-01:00")
    let window = try home.json("window list --all")["windows"][0]
    #expect(window["start"].text == "2031-12-31T14:00:00.000Z")
    #expect(window["end"].text == "2031-12-31T16:00:00.000Z")
  }

  @Test func aTimeThatAClockSkipsIsTold() throws {
    // Clocks in Berlin go from 2:00 to 3:00 on Sunday 2031-03-30.
    let outcome = try plan("Gap", "--zone Europe/Berlin --start 2031-03-30T02:30:00 --for 1h")
    #expect(outcome.errors.contains("note:"))
    #expect(try home.json("window list --all")["windows"][0]["start"].text == "2031-03-30T01:30:00.000Z")
  }

  @Test func collisionsAreToldBeforehand() throws {
    try plan("First", "--when", "2031-05-01 10:00-12:00")
    #expect(try home.run("freeze set --all --reason sale --when", "2031-05-01 11:00-13:00").status == 0)
    let outcome = try plan("Second", "--when", "2031-05-01 11:30-12:30")
    #expect(outcome.errors.contains("M-1 “First” by shinji"))
    #expect(outcome.errors.contains("F-1"))
    let apart = try plan("Third", "--when", "2031-05-01 13:00-14:00")
    #expect(!apart.errors.contains("M-1"))
    #expect(!apart.errors.contains("F-1"))
  }

  @Test func whatIsNotAllowedIsRefused() throws {
    try plan("A", "--when", "2031-05-01 10:00-12:00")
    for command in ["window done M-1", "window abort M-1", "window verify M-1"] {
      #expect(try home.run(command).status == 1, "\(command)")
    }
    _ = try home.run("window start M-1")
    #expect(try home.run("window edit M-1 --host bm-web01").status == 1)
    #expect(try home.run("window extend M-1 30m").status == 0)
    #expect(try home.json("window show M-1")["window"]["end"].text == "2031-05-01T03:30:00.000Z")
    #expect(try home.run("window show M-2").status == 64)
    #expect(try home.run("window plan B --host bm-db01").status == 64)
    #expect(try home.run("window plan B --host bm-db01 --when nonsense").status == 64)
  }

  @Test func freezesAndHoldsAreSetListedAndCleared() throws {
    #expect(try home.run("freeze set --host @bookmark --reason sale --when", "2031-05-01 11:00-13:00").status == 0)
    let freezes = try home.json("freeze list")
    #expect(freezes["schema"].text == "opsconsole.freezes/1")
    #expect(freezes["freezes"][0]["reference"].text == "F-1")
    #expect(freezes["freezes"][0]["targets"]["services"].texts == ["bookmark"])
    #expect(try home.run("freeze clear F-1").status == 0)
    #expect(try home.json("freeze list")["freezes"].list.isEmpty)
    #expect(try home.json("freeze list --all")["freezes"].list.count == 1)
    #expect(try home.run("freeze clear F-1").status == 1)
    #expect(try home.run("freeze set --reason sale --when", "2031-05-01 11:00-13:00").status == 64)

    #expect(try home.run("hold set --host bm-db07 --reason rebuild --variant warning").status == 0)
    let holds = try home.json("hold list")
    #expect(holds["schema"].text == "opsconsole.holds/1")
    #expect(holds["holds"][0]["variant"].text == "warning")
    #expect(holds["holds"][0]["active"].flag == true)
    #expect(try home.run("hold clear H-1 --reason over").status == 0)
    #expect(try home.json("hold list")["holds"].list.isEmpty)
  }

  @Test func aRequestIsAcceptedByOneOnly() throws {
    let sent = try home.used(by: "hatta").json("request send @dba --host bm-db07", "Look at bm-db07")["request"]
    #expect(sent["reference"].text == "R-1")
    #expect(sent["state"].text == "sent")
    #expect(try home.json("request list --mine")["requests"].list.count == 1)
    #expect(try home.used(by: "stranger").run("request accept R-1").status == 1)
    #expect(try home.run("request ack R-1").status == 0)
    #expect(try home.run("request accept R-1").status == 0)
    #expect(try home.used(by: "naoya").run("request accept R-1").status == 1)
    #expect(try home.used(by: "naoya").json("request list --mine")["requests"].list.isEmpty)
    #expect(try home.run("request decline R-1").status == 64)
    #expect(try home.run("request comment R-1", "half way").status == 0)
    #expect(try home.run("request done R-1").status == 0)
    let request = try home.json("request show R-1")["request"]
    #expect(request["assignee"].text == "shinji")
    #expect(request["state"].text == "done")
    #expect(request["steps"].list.compactMap { $0["state"].text } == ["acknowledged", "accepted", "done"])
    #expect(try home.json("request list")["requests"].list.isEmpty)
    #expect(try home.run("request send @dbs x").errors.contains("did you mean dba?"))
  }

  @Test func aDigestIsPublishedOnce() throws {
    _ = try home.run("log add", "2026-08-21 13:05 failed over")
    let page = try home.json("digest --date 2026-08-22")
    #expect(page["schema"].text == "opsconsole.digest/1")
    #expect(page["day"].text == "2026-08-22")
    #expect(page["published"].flag == false)
    #expect(page["text"].text?.contains("failed over") == true)
    #expect(try home.run("digest --date 2026-08-22 --publish").status == 0)
    #expect(try home.run("digest --date 2026-08-22 --publish").status == 1)
    _ = try home.run("log add", "2026-08-21 14:00 later")
    let again = try home.json("digest --date 2026-08-22")
    #expect(again["published"].flag == true)
    #expect(again["text"].text == page["text"].text)
  }

  @Test func aWordOnServersIsKept() throws {
    let word = try home.json("host status bm-db[07-08] standby --reason disk")
    #expect(word["schema"].text == "opsconsole.host-status/1")
    #expect(word["hosts"].texts == ["bm-db07", "bm-db08"])
    #expect(try home.run("host status bm-db07 inventory").output == "bm-db07: as the inventory says\n")
    #expect(try home.run("host status bm-db77 standby").status == 64)
    #expect(try home.run("host status bm-db07 asleep").status == 64)
  }

  @discardableResult
  private func plan(_ title: String, _ options: String, _ texts: String...) throws -> Program.Outcome {
    var arguments =
      "window plan --host bm-db[01-02] \(options)".split(separator: " ").map(String.init) + texts + [title]
    arguments += ["-i", "\(home.folder.path)/hosts.yaml", "--config", "\(home.folder.path)/config.yaml"]
    let environment = ["OPSCONSOLE_AUTHOR": home.author, "TZ": home.zone]
    let outcome = try Program.run(arguments, home: home.folder.path, environment: environment)
    try #require(outcome.status == 0, "\(outcome.errors)")
    return outcome
  }
}

/// What `hosts` and `status` show of the team's words.
@Suite(.serialized) struct TeamWordsInLists {
  private let home: TeamHome

  init() throws { home = try TeamHome() }

  @Test func hostsHaveTheStatusThatTheTeamGives() throws {
    #expect(try home.json("hosts")["hosts"].list.allSatisfy { $0["statusFrom"].value == nil })
    _ = try home.run("host status bm-db07 standby --reason disk")
    _ = try home.run("window plan Backup --host bm-db01 --start 2026-01-01T10:00:00Z --for 1h")
    _ = try home.run("window start M-1")
    let hosts = try home.json("hosts bm-db[01-02],bm-db07")["hosts"]
    #expect(hosts.list.compactMap { $0["status"].text } == ["maintenance", "working", "standby"])
    #expect(hosts[0]["statusFrom"]["words"].text?.hasPrefix("in M-1") == true)
    #expect(hosts[2]["statusFrom"]["words"].text == "standby, says shinji: disk")
    #expect(try home.run("hosts --names @status:maintenance").output == "bm-db01\n")
    _ = try home.run("host status bm-db07 inventory")
    #expect(try home.json("hosts bm-db07")["hosts"][0]["status"].text == "working")
  }

  @Test func workThatIsOverHidesNothingFromWhoLooksOnce() throws {
    _ = try home.run("window plan Backup --host bm-db01 --start 2026-01-01T10:00:00Z --for 1h")
    _ = try home.run("window start M-1")
    _ = try home.run("window done M-1")
    let host = try home.json("hosts bm-db01")["hosts"][0]
    #expect(host["status"].text == "working")
    #expect(host["statusFrom"]["releasing"].flag == true)
    try home.folder.write("hosts: [{ name: bm-db01, source: local }]\n", to: "hosts.yaml")
    let table = try home.run("status bm-db01")
    let row = table.output.split(separator: "\n").first { $0.hasPrefix("bm-db01") }
    #expect(row?.contains("maintenance") == false, "\(table)")
    let document = try home.json("status bm-db01")["hosts"][0]
    #expect(document["status"].text == "working")
    #expect(document["statusFrom"]["releasing"].flag == true)
  }

  @Test func aLogThatCannotBeReadLeavesTheInventory() throws {
    try home.folder.write("not a database, whatever else it is, and longer than its header", to: "broken.sqlite")
    try home.folder.write("log: { path: \(home.folder.path)/broken.sqlite }\n", to: "config.yaml")
    let outcome = try home.run("hosts --names bm-db07")
    #expect(outcome.status == 0)
    #expect(outcome.output == "bm-db07\n")
    #expect(outcome.errors.contains("statuses are those of the inventory"))
  }
}
