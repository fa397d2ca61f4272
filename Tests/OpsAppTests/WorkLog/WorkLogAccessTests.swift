import Foundation
import OpsDomain
import Testing

@testable import OpsApp

private let paths = Paths(environment: ["HOME": "/home/ops"])

private func settings(_ text: String) throws -> (ConsoleFile?, [String]) {
  let folder = try TemporaryFolder()
  try folder.write(text, to: "config.yaml")
  switch ConsoleFile.load("\(folder.path)/config.yaml", isExplicit: true, paths: paths) {
  case .success(let file): return (file, [])
  case .failure(let problems): return (nil, problems.all.map { $0.description.replacing("\(folder.path)/", with: "") })
  }
}

private func author(
  _ variables: [String: String] = [:], _ team: TeamKeys = TeamKeys(),
  user: SystemUser? = SystemUser(id: 1000, name: "ops")
) throws -> Author {
  try AuthorFinding(team: team, environment: variables, user: user).author()
}

@Test func theTeamIsReadFromTheSettings() throws {
  let text = """
    log: { path: ~/work/log.sqlite }
    author: { account: naoya, display: "伊藤 直也" }
    team:
      groups: { dba: [naoya, hatta], web: onozaki }
      duty: { db: naoya, web: ["@web", hatta] }
    tickets: { url: "https://t.example.jp/browse/{ticket}" }
    """
  let (file, problems) = try settings(text)
  #expect(problems.isEmpty)
  let team = try #require(file?.team)
  #expect(team.logPath == "/home/ops/work/log.sqlite")
  #expect(team.account == "naoya" && team.display == "伊藤 直也")
  #expect(team.groups == ["dba": ["naoya", "hatta"], "web": ["onozaki"]])
  #expect(team.duties == ["db": ["naoya"], "web": ["onozaki", "hatta"]])
  #expect(team.ticketURL == "https://t.example.jp/browse/{ticket}")
  #expect(team.memberships(of: "naoya") == ["@dba", "duty:db"])
  #expect(team.memberships(of: "nobody").isEmpty)
  #expect(try settings(team.lines.joined(separator: "\n")).0?.team == team, "what is shown can be written")
}

@Test(arguments: [
  ("log: { pth: x }", "config.yaml:1:8: log: unknown key \"pth\"; did you mean \"path\"?"),
  (
    "author: { account: two words }",
    "config.yaml:1:20: author.account: \"two words\" cannot be a name; use one word of letters, digits, dots, hyphens and underscores"
  ),
  (
    "team: { groups: { dba: [a] }, duty: { db: \"@dbaa\" } }",
    "config.yaml:1:43: team.duty.db: there is no group \"dbaa\"; did you mean \"dba\"?"
  ),
  (
    "tickets: { url: \"https://t.example.jp/\" }",
    "config.yaml:1:17: tickets.url: does not say where the ticket stands; write it as https://tickets.example.jp/browse/{ticket}"
  ),
  (
    "tickets: { url: \"javascript:{ticket}\" }",
    "config.yaml:1:17: tickets.url: must be an address of http or https, not \"javascript:{ticket}\"; write it as https://tickets.example.jp/browse/{ticket}"
  ),
])
func mistakesOfTheTeamAreTold(text: String, message: String) throws {
  #expect(try settings(text).1 == [message])
}

@Test func theAuthorIsTheUserOfThisMachine() throws {
  #expect(try author() == Author("ops", verified: .os))
  let named = SystemUser(id: 1000, name: "ops", fullName: "Ops Person")
  #expect(try author(user: named) == Author("ops", display: "Ops Person", verified: .os))
}

@Test func anotherNameIsTakenOnTrust() throws {
  var team = TeamKeys()
  team.account = "naoya"
  team.display = "Naoya"
  #expect(try author([:], team) == Author("naoya", display: "Naoya", verified: .none))
  #expect(try author(["OPSCONSOLE_AUTHOR": "hatta"], team) == Author("hatta", verified: .none))
  team.account = "ops"
  #expect(try author([:], team) == Author("ops", display: "Naoya", verified: .os))
}

@Test func aNameThatIsNoneIsAMistake() {
  #expect(throws: WorkLogAccess.Problem.self) { try author(["OPSCONSOLE_AUTHOR": "a b"]) }
  #expect(throws: WorkLogAccess.Problem.self) { try author(user: nil) }
}

@Test func underSudoThePersonCounts() throws {
  let root = SystemUser(id: 0, name: "root")
  #expect(try author(["SUDO_USER": "daemon"], user: root).account == "daemon")
  #expect(try author(["SUDO_USER": "no-such-user-here"], user: root).account == "root")
  #expect(try author(["SUDO_USER": "daemon"]).account == "ops", "only root could have come by sudo")
}

@Test(
  arguments: [
    (nil, ["TZ": "Asia/Tokyo"], "Asia/Tokyo"), (nil, ["TZ": ":Asia/Seoul"], "Asia/Seoul"),
    (nil, ["TZ": ":/usr/share/zoneinfo/Europe/Paris"], "Europe/Paris"), (nil, ["TZ": ""], "UTC"),
    ("Asia/Tokyo", ["TZ": "UTC"], "Asia/Tokyo"), (nil, [:], "UTC"),
  ] as [(String?, [String: String], String)])
func theZoneIsFound(setting: String?, variables: [String: String], name: String) {
  let zone = PersonalZone(setting: setting, environment: variables, localTime: "/nonexistent")
  #expect(zone.name == name)
  #expect(zone.rules(in: .ofThisMachine()).name == name)
}

@Test(arguments: [":", ""], ["Asia/Tokyo", "America/New_York", nil])
func aFileOfAZoneCountsWithoutItsName(colon: String, written: String?) throws {
  let folder = try TemporaryFolder()
  let database = "/usr/share/zoneinfo"
  try FileManager.default.copyItem(atPath: "\(database)/Asia/Tokyo", toPath: "\(folder.path)/localtime")
  if let written { try folder.write("\(written)\n", to: "timezone") }
  let variables = ["TZ": "\(colon)\(folder.path)/localtime"]
  for environment in [[:], variables] {
    let zone = PersonalZone(
      setting: nil, environment: environment, localTime: "\(folder.path)/localtime",
      timeZone: "\(folder.path)/timezone", database: database)
    let rules = zone.rules(in: .ofThisMachine())
    #expect(rules.name == (written == "Asia/Tokyo" ? "Asia/Tokyo" : "JST-9"), "a name that is another zone's is none")
    #expect(rules.offset(at: Timestamp(milliseconds: 1_755_841_511_000)).offsetSeconds == 32_400)
    #expect(ZoneCatalogue.ofThisMachine().find(zone.name) != nil)
  }
}

@Test func aZoneThatIsNotKnownIsUTC() {
  let zone = PersonalZone(setting: nil, environment: ["TZ": "Mars/Phobos"])
  #expect(zone.rules(in: .ofThisMachine()) == .utc)
}

@Test(arguments: ["../../../etc/passwd", "/etc/passwd", "", "Asia/\nTokyo", "posixrules/../../../../etc/passwd"])
func noZoneLiesOutsideTheDatabase(name: String) {
  #expect(ZoneCatalogue.ofThisMachine().find(name) == nil)
}

@Test func zonesOfThisMachineHaveTheirRules() throws {
  let tokyo = try #require(ZoneCatalogue.ofThisMachine().find("Asia/Tokyo"))
  #expect(tokyo.offset(at: Timestamp(milliseconds: 1_755_841_511_000)).offsetSeconds == 32_400)
}

@Test func identitiesGrow() {
  let source = IdentitySource()
  let moment = Timestamp(milliseconds: 1_755_841_511_000)
  let made = (0..<1000).map { _ in source.next(at: moment) }
  #expect(zip(made, made.dropFirst()).allSatisfy { $0 < $1 })
}

@Test func aRuleIsAZoneToo() throws {
  let zones = ZoneCatalogue.ofThisMachine()
  let summer = Timestamp(milliseconds: 1_755_841_511_000)
  #expect(zones.find("JST-9")?.offset(at: summer) == LocalZone(offsetSeconds: 32_400, abbreviation: "JST"))
  let rule = "CET-1CEST,M3.5.0,M10.5.0/3"
  #expect(zones.find(rule)?.offset(at: summer) == LocalZone(offsetSeconds: 7200, abbreviation: "CEST"))
}
