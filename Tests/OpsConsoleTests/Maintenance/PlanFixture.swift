import OpsDomain
import OpsScreen

@testable import OpsConsole

/// Plans of the bookmark service around the fixture's now, 2026-08-20 12:03:41 in Tokyo, a Thursday.
enum PlanFixture {
  static let now = FleetFixture.now

  /// Japan's time, which is nine hours east of UTC at all times (RFC 8536 §3: an empty table with a footer).
  static let tokyo = zone("Asia/Tokyo", "JST-9")
  /// Germany's time, whose clocks change.
  static let berlin = zone("Europe/Berlin", "CET-1CEST,M3.5.0,M10.5.0/3")

  static let zones = ZoneCatalogue { name in
    switch name {
    case "Asia/Tokyo": tokyo
    case "Europe/Berlin": berlin
    case "UTC": .utc
    default: nil
    }
  }

  private static func zone(_ name: String, _ rule: String) -> ZoneRules {
    func header(types: UInt8, characters: UInt8) -> [UInt8] {
      Array("TZif2".utf8) + [UInt8](repeating: 0, count: 15)
        + [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, types, 0, 0, 0, characters]
    }
    let block: [UInt8] = [0, 0, 0, 0, 0, 0] + Array("UTC\0".utf8)
    let bytes = header(types: 1, characters: 4) + block + header(types: 1, characters: 4) + block
    return ZoneRules(name: name, tzif: bytes + Array("\n\(rule)\n".utf8)) ?? .utc
  }

  static func settings() -> ConsoleSettings {
    var settings = LogFixture.settings()
    settings.zoneName = "Asia/Tokyo"
    settings.zones = zones
    settings.memberships = ["dba", "@dba", "duty:db"]
    settings.groups = ["dba": ["tokyo2", "kyoto1"], "net": ["kyoto1"]]
    settings.duties = ["db": ["tokyo2"], "night": ["berlin1"]]
    return settings
  }

  /// The moment at which clocks in Japan show this time today, or so many days later.
  static func at(_ hour: Int, _ minute: Int = 0, days: Int = 0) -> Timestamp {
    tokyo.moment(of: LocalTime(year: 2026, month: 8, day: 20 + days, hour: hour, minute: minute)).usual
  }

  static func targets(_ text: String, _ hosts: String...) -> WorkTargets { WorkTargets(text, hosts: hosts) }

  static func plan(
    _ number: Int, _ title: String, _ targets: WorkTargets, _ start: Timestamp, _ end: Timestamp,
    owner: String = "tokyo2", recurrence: String? = nil, impact: Impact = .none, zone: String = "Asia/Tokyo"
  ) -> WindowPlan {
    var plan = WindowPlan(title: title, targets: targets, start: start, end: end, zone: zone, owner: owner)
    plan.number = number
    plan.recurrence = recurrence
    plan.impact = impact
    return plan
  }

  static func operation(_ number: UInt64, _ body: OperationBody, by author: String = "tokyo2", at moment: Timestamp)
    -> Operation
  {
    Operation(
      id: LogFixture.id(number), writer: "test", sequence: Int64(number), hybrid: HybridTime(wall: moment.milliseconds),
      recordedAt: moment, author: Author(author), via: .console, body: body)
  }

  /// What the team has planned: one window runs, one is past its end, some come, one was done.
  static func operations() -> [Operation] {
    let early = now - .seconds(200_000)
    var backup = plan(
      81, "move nightly backup from db07 to db24", targets("bm-db07", "bm-db07"), at(12), at(14), impact: .degraded)
    backup.crew = ["kyoto1"]
    backup.purpose = "bm-db07 is the busiest of the role.\nThe backup doubles its disk time."
    backup.procedure = "1. rsync to bm-db24\n2. move the cron line\n3. 確認する"
    backup.rollback = "move the cron line back"
    var plans = [
      (81, backup),
      (
        77,
        plan(77, "replace disk of bm-batch01", targets("bm-batch01", "bm-batch01"), at(9), at(11, 30), owner: "kyoto1")
      ),
      (
        82,
        plan(
          82, "カーネル更新 (再起動)", targets("@bookmark:proxy", "bm-proxy01", "bm-proxy02", "bm-proxy03"), at(15), at(16),
          owner: "tokyo1", impact: .down)
      ),
      (
        83,
        plan(
          83, "memory of vmhost04", targets("bm-db[11-12]", "bm-db11", "bm-db12"), at(23), at(1, days: 1),
          owner: "kyoto1", zone: "Europe/Berlin")
      ),
      (
        84,
        plan(
          84, "weekly log rotation", targets("bm-batch[01-02]", "bm-batch01", "bm-batch02"), at(4, days: -3),
          at(5, days: -3), owner: "tokyo1", recurrence: "FREQ=WEEKLY;BYDAY=MO,TH")
      ),
      (
        85,
        plan(
          85, "백업 점검", targets("bm-db[12-13]", "bm-db12", "bm-db13"), at(0, 30, days: 1), at(2, days: 1),
          owner: "kyoto1")
      ),
      (
        75,
        plan(
          75, "new switch", targets("bm-lb[01-02]", "bm-lb01", "bm-lb02"), at(10, days: -2), at(11, days: -2),
          owner: "kyoto1")
      ),
    ]
    plans.append(
      (
        86,
        plan(86, "draft of an idea", targets("bm-app01", "bm-app01"), at(10, days: 4), at(12, days: 4), owner: "tokyo2")
      ))
    plans[plans.count - 1].1.state = .draft
    var operations = plans.map { operation(UInt64($0.0), .windowPlan($0.1), by: $0.1.owner, at: early) }
    func step(
      _ number: UInt64, _ window: UInt64, _ state: WindowState, _ moment: Timestamp, _ hosts: [String],
      by author: String = "tokyo2"
    ) {
      let transition = WindowTransition(
        window: LogFixture.id(window), state: state, at: moment, result: state == .done ? .ok : nil, hosts: hosts)
      operations.append(operation(number, .windowState(transition), by: author, at: moment))
    }
    step(810, 81, .inProgress, at(12), ["bm-db07"])
    step(770, 77, .inProgress, at(9, 2), ["bm-batch01"], by: "kyoto1")
    step(750, 75, .inProgress, at(10, days: -2), ["bm-lb01", "bm-lb02"], by: "kyoto1")
    step(751, 75, .done, at(10, 50, days: -2), ["bm-lb01", "bm-lb02"], by: "kyoto1")
    return operations + restraints(early) + requests()
  }

  private static func restraints(_ early: Timestamp) -> [Operation] {
    var freeze = FreezePlan(
      targets: targets("@bookmark:cache", "bm-cache01", "bm-cache02"), start: at(18, days: 1), end: at(9, days: 4),
      zone: "Asia/Tokyo", reason: "週末のイベント", owner: "tokyo1")
    freeze.number = 3
    var hold = HoldPlan(
      targets: targets("bm-db03", "bm-db03"), reason: "replication is rebuilt", owner: "kyoto1", since: at(9, 40),
      expires: at(16))
    hold.number = 5
    return [operation(30, .freezeSet(freeze), at: early), operation(50, .holdSet(hold), by: "kyoto1", at: at(9, 40))]
  }

  private static func requests() -> [Operation] {
    func request(
      _ number: Int, _ to: String, _ subject: String, by author: String, _ moment: Timestamp, due: Timestamp? = nil
    )
      -> Operation
    {
      var plan = RequestPlan(
        to: Addressee(to), subject: subject, text: "本文\nwith two lines", targets: [EntryTarget(.host, "bm-db09")],
        due: due)
      plan.number = number
      return operation(UInt64(9_000 + number), .requestSend(plan), by: author, at: moment)
    }
    let seen = RequestTransition(request: LogFixture.id(9_014), state: .acknowledged, at: at(11), reason: "tomorrow")
    return [
      request(12, "@dba", "raise keep of db to 23?", by: "tokyo1", at(10), due: at(17)),
      request(13, "tokyo2", "障害報告を書いてください", by: "kyoto1", at(9), due: at(11)),
      request(14, "kyoto1", "look at the fan of bm-app07", by: "tokyo2", at(9, 30)),
      operation(9_140, .requestState(seen), by: "kyoto1", at: at(11)),
      request(15, "tokyo1", "renew the certificate of the proxies", by: "kyoto1", at(8)),
    ]
  }
}

/// A console whose acts are folded at once, as by a store.
struct PlanDesk {
  var console: ConsoleState
  var store: FakeLog
  private(set) var operations: [Operation]
  /// Effects that were not of the log.
  private(set) var others: [Effect] = []
  private var number: UInt64 = 500_000

  init(
    _ columns: Int = 160, _ rows: Int = 40, _ operations: [Operation] = PlanFixture.operations(),
    settings: ConsoleSettings = PlanFixture.settings()
  ) {
    console = FleetFixture.console(columns, rows, settings: settings)
    store = FakeLog(LogFixture.records())
    self.operations = operations
    take([], from: console.handle(.log(.opened(TeamState(operations), drafts: [:], seen: nil))))
    tick()
  }

  mutating func tick(_ seconds: Int64 = 0) {
    take([], from: console.handle(.tick(console.now + .seconds(seconds), FleetFixture.zone)))
  }

  mutating func press(_ names: String...) {
    for name in names { Key(named: name).map { take([], from: console.handle(.terminal(.key($0)))) } }
  }

  mutating func type(_ text: String) {
    for character in text { take([], from: console.handle(.terminal(.key(Key(.character(character)))))) }
  }

  /// Tells the console what others recorded.
  mutating func hear(_ body: OperationBody, by author: String) {
    number += 1
    operations.append(PlanFixture.operation(number, body, by: author, at: console.now))
    take([], from: console.handle(.log(.team(TeamState(operations)))))
  }

  private mutating func take(_ before: [Effect], from effects: [Effect]) {
    var waiting = before + effects
    var steps = 0
    while !waiting.isEmpty, steps < 200 {
      steps += 1
      let effect = waiting.removeFirst()
      guard case .log(let asked) = effect else {
        others.append(effect)
        continue
      }
      if case .append(let bodies, let ticket) = asked, store.failure == nil {
        store.attempts.append((ticket, bodies))
        waiting += console.handle(.log(.saved(record(bodies), ticket: ticket)))
        waiting += console.handle(.log(.team(TeamState(operations))))
      } else if let news = store.answer(asked, author: console.settings.author, now: console.now) {
        waiting += console.handle(.log(news))
      }
    }
  }

  private mutating func record(_ bodies: [OperationBody]) -> [Operation] {
    let new = bodies.map { body -> Operation in
      number += 1
      var body = body
      if case .windowPlan(var plan) = body {
        plan.number = 90
        body = .windowPlan(plan)
      }
      let operation = PlanFixture.operation(number, body, by: console.settings.author.account, at: console.now)
      if case .entryAdd(let entry) = body {
        store.records.append(
          EntryRecord(id: operation.id, author: operation.author, recordedAt: console.now, entry: entry))
        store.records.sort { $0.place < $1.place }
      }
      return operation
    }
    operations += new.filter { !$0.body.concernsEntry }
    return new
  }

  var team: TeamState { console.log.team }
  var screen: [String] { console.screen }
  func shows(_ text: String) -> Bool { screen.contains { $0.contains(text) } }
  var lastBodies: [OperationBody] { store.attempts.last?.bodies ?? [] }
}
