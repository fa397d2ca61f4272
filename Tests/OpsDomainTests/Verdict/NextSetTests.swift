import OpsDomain
import TestSupport
import Testing

/// Who can go next of the app servers.
private func next(_ desk: VerdictDesk, of role: RoleID = .app) throws -> NextSet {
  try #require(desk.snapshot.nextSets(of: [role], actor: "tokyo1").first)
}

@Test("as many can go as keep allows, spread over the parents that have the most")
func keepLimitsTheSet() throws {
  let set = try next(VerdictDesk())
  // Two app servers stand on vmhost01 and two on vmhost02; one of each goes.
  #expect(set.hosts == ["bm-app01", "bm-app02"])
  #expect(set.total == 11 && set.leftOut.isEmpty)
  #expect(set.sentence == "bookmark:app: bm-app[01-02] can go; one more would leave 8, keep 9")
  #expect(set.verdict?.word == .ok)
}

@Test("those that count for nothing go first and cost nothing")
func ailingGoFirst() throws {
  var desk = VerdictDesk(loads: ["bm-app05": 80])
  desk.hosts.lose(down: ["bm-app09"])
  let set = try next(desk)
  #expect(set.hosts == ["bm-app09", "bm-app05"])
  #expect(
    set.sentence.hasPrefix("bookmark:app: bm-app[05,09] can go; role bookmark:app has 2 critical hosts: bm-app05"))
  let one = try next(VerdictDesk(loads: ["bm-app05": 80]))
  #expect(one.sentence == "bookmark:app: bm-app[01,05] can go; one more would leave 8, keep 9")
}

@Test("hosts that are held, in hand, not read or set aside are left out, and it is said why")
func leftOut() throws {
  var desk = VerdictDesk()
  desk.hosts.lose(stale: ["bm-app03"])
  desk.hosts.set(["bm-app04"], .maintenance)
  desk.work = [
    WorkInHand(
      id: OperationID(high: 1, low: 1), hosts: ["bm-app02"], owner: "jkondo", begun: desk.moment,
      leaseExpires: desk.moment + .seconds(600))
  ]
  desk.script.record(
    .holdSet(
      HoldPlan(
        targets: WorkTargets("bm-app01", hosts: ["bm-app01"]), reason: "mine", owner: "naoya",
        since: desk.moment - .seconds(60))))
  let set = try next(desk)
  #expect(set.hosts.isEmpty)
  #expect(set.leftOut.map(\.host) == numbered("app", 1...4))
  #expect(set.leftOut.map(\.reason).suffix(2) == ["not read now", "maintenance"])
  #expect(set.leftOut[1].reason == "jkondo works on bm-app02 since 03:07")
  #expect(set.limit == "one more would leave 7, keep 9")
}

@Test("no more than may be worked on at once, with what is in hand")
func concurrencyLimitsTheSet() throws {
  let set = try next(VerdictDesk(.role(8, keep: .count(2)) { $0.concurrency = 3 }))
  #expect(set.hosts.count == 3)
  #expect(set.limit == "at most 3 at once")
}

@Test("not so many that those left would carry too much, now or at the usual peak")
func loadLimitsTheSet() throws {
  let loads = Dictionary(uniqueKeysWithValues: numbered("app", 1...4).map { ($0, 4.0) })
  let set = try next(VerdictDesk(.role(4, keep: .count(1)), loads: loads))
  #expect(set.hosts.count == 1)
  #expect(set.limit == "one more would raise those left to 2.00/core, limit 1.5")
  var quiet = VerdictDesk(.role(4, keep: .count(1)))
  quiet.hosts.usual(numbered("app", 1...4), 1.0, at: quiet.moment)
  #expect(try next(quiet).hosts.count == 1)
  #expect(try next(quiet).limit == "one more would raise those left to 2.00/core at the usual peak, limit 1.5")
}

@Test("where nobody has said how many must stay, one at a time")
func withoutKeepOne() throws {
  let set = try next(VerdictDesk(.role(8, keep: nil)))
  #expect(set.hosts == ["bm-app01"] && set.limit == "keep is not said: one at a time")
  let last = try next(VerdictDesk(.role(1, keep: nil)))
  #expect(last.hosts.isEmpty && last.limit == "keep is not said, and one more would leave none")
}

@Test("a freeze, a store out of reach or an incident leave nobody")
func nobodyGoes() throws {
  var desk = VerdictDesk()
  desk.freeze(WorkTargets(""), from: .seconds(-3600), to: .seconds(3600))
  #expect(
    try next(desk).sentence
      == "bookmark:app: none can go now; freeze F-3 until 04:03 (owner ops): year end")
  desk = VerdictDesk()
  desk.store.unreachedSince = desk.moment
  #expect(try next(desk).hosts.isEmpty)
  // Of an incident only the critical hosts themselves can go.
  desk = VerdictDesk(.role(11, keep: .count(5)), loads: ["bm-app03": 80, "bm-app04": 80])
  let incident = try next(desk)
  #expect(incident.hosts == ["bm-app03", "bm-app04"] && incident.leftOut.count == 9)
  #expect(incident.leftOut.first?.reason.hasPrefix("role bookmark:app has 2 critical hosts") == true)
  #expect(desk.snapshot.nextSets(of: [RoleID(service: "no", role: "body")], actor: "").isEmpty)
}

@Test("nobody goes for certain, or it is not known")
func unknownOrNobody() throws {
  var desk = VerdictDesk(.role(8, keep: .count(5)))
  desk.hosts.lose(stale: numbered("app", 1...8), after: .seconds(70))
  #expect(try next(desk).isUnknown)
  desk.freeze(WorkTargets(""), from: .seconds(-3600), to: .seconds(3600))
  #expect(try !next(desk).isUnknown && next(desk).hosts.isEmpty)
  // Were the one that is not read sound, it would still not be enough.
  desk = VerdictDesk(.role(8, keep: .count(8)))
  desk.hosts.lose(stale: ["bm-app01"], after: .seconds(70))
  #expect(try !next(desk).isUnknown)
  desk = VerdictDesk(.role(8, keep: .count(7)))
  desk.hosts.lose(stale: ["bm-app01"], after: .seconds(70))
  #expect(try next(desk).isUnknown)
}

@Test("of a role that needs approval those can go of which it was given")
func approvedGo() throws {
  var desk = VerdictDesk(.role(8, keep: .count(2)) { $0.approval = "dba" })
  #expect(try next(desk).limit == "bookmark:app needs approval by dba; nobody has asked")
  let targets = [EntryTarget(.host, "bm-app03"), EntryTarget(.host, "bm-app05")]
  desk.script.now = desk.moment
  let plan = RequestPlan(to: Addressee("@dba"), subject: "may I?", targets: targets, needs: .approval)
  desk.script.answer(desk.script.record(.requestSend(plan), by: "tokyo1"), .done, by: "naoya")
  let set = try next(desk)
  #expect(set.hosts == ["bm-app03", "bm-app05"] && set.verdict?.word == .ok)
  // The larger approval does not help where its hosts are held.
  var held = desk
  let third = RequestPlan(
    to: Addressee("@dba"), subject: "and it?", targets: [EntryTarget(.host, "bm-app07")], needs: .approval)
  held.script.answer(held.script.record(.requestSend(third), by: "tokyo1"), .done, by: "naoya")
  held.script.record(
    .holdSet(
      HoldPlan(
        targets: WorkTargets("bm-app[03,05]", hosts: ["bm-app03", "bm-app05"]), reason: "mine", owner: "naoya",
        since: held.moment - .seconds(60))))
  #expect(try next(held).hosts == ["bm-app07"])
  #expect(set.leftOut.count == 6 && set.leftOut.first?.reason.contains("needs approval by dba") == true)
}

@Test("whatever the state of the hosts, the set is allowed, and one host more is too many", arguments: 0..<60)
func setIsAllowedAndLargest(seed: UInt64) throws {
  var random = SeededRandom(seed: seed)
  let names = numbered("app", 1...12)
  let loads = Dictionary(
    uniqueKeysWithValues: names.map { ($0, Double.random(in: 0...1, using: &random) < 0.1 ? 80 : 1.6) })
  var desk = VerdictDesk(.role(12, keep: .count(Int.random(in: 0...12, using: &random))), loads: loads)
  func some(_ share: Double) -> [HostID] { names.filter { _ in Double.random(in: 0...1, using: &random) < share } }
  let stale = some(0.1)
  desk.hosts.lose(down: some(0.1).filter { !stale.contains($0) }, stale: stale)
  desk.hosts.set(some(0.1), .maintenance)
  let set = try next(desk)
  guard let verdict = set.verdict else {
    #expect(set.hosts.isEmpty)
    return
  }
  #expect(verdict.word == .ok || verdict.word == .caution, "\(verdict.lines(in: .utc))")
  let others = names.filter { host in !set.hosts.contains(host) && !set.leftOut.contains { $0.host == host } }
  for host in others {
    let more = Verdict(
      VerdictQuestion(.hosts("more", set.hosts + [host]), at: desk.moment, actor: "tokyo1"), desk.snapshot)
    #expect(more.word != .ok)
  }
}
