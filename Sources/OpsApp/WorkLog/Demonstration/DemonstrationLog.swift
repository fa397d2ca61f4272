import OpsCollectors
import OpsDomain

/// The work log of the demonstration: a day of a team of two offices, about the troubles that its servers have.
enum DemonstrationLog {
  /// All that was done and planned before the story's beginning.
  static func operations(world: SimulatedWorld, zone: ZoneRules, person: Author) -> [OpsDomain.Operation] {
    var story = DemonstrationStory(world: world, zone: zone, person: person)
    story.tellYesterday()
    let update = story.planProxies()
    story.tellMorning()
    story.tellRestraints()
    story.tellTroubles(update)
    story.tellRequests()
    return story.operations
  }

  /// A store of it, which is forgotten at the end.
  static func store(world: SimulatedWorld, zone: ZoneRules, person: Author) -> MemoryStore {
    MemoryStore(operations(world: world, zone: zone, person: person), clock: Moments.now)
  }
}

extension DemonstrationStory {
  fileprivate mutating func tellYesterday() {
    let start = write(
      1300, Self.kyoto1, .start, "bm-db24 を待機系に切り替える前にレプリケーションを確認する", on: [("db", 24)], tags: ["db"],
      tickets: ["OPS-1187"])
    write(
      1288, Self.kyoto1, .command, "mysql -e 'SHOW REPLICA STATUS\\G' | grep Behind\nSeconds_Behind_Source: 0",
      on: [("db", 24)], thread: start, result: .ok)
    write(1281, Self.kyoto1, .end, "遅延なし。待機系として使える", on: [("db", 24)], thread: start, result: .ok)
    write(
      1180, Self.tokyo2, .observation, "bm-batch02: 색인 갱신이 메모리를 많이 씁니다. 스왑이 늘어나는지 내일 다시 확인", on: [("batch", 2)],
      tags: ["memory"])
    write(
      1060, Self.tokyo1, .handoff,
      """
      夜間当番へ:
      - bm-db07 のフルバックアップは 25 分ほどかかる。/data の残りに注意
      - bm-lb02 の時計が進んでいる。NTP の設定は明日直す
      """, on: [("db", 7), ("lb", 2)])
    write(420, Self.kyoto1, .note, "夜間の警報は 2 件、どちらも bm-batch03 の再起動。サービスへの影響なし", on: [("batch", 3)])
  }

  /// A maintenance that runs, and two to come.
  fileprivate mutating func planProxies() -> OperationID {
    var plan = WindowPlan(
      title: "nginx 1.26 on the proxies", targets: targets("proxy", 3...3), start: ago(25), end: ago(-35),
      zone: zone.name, owner: Self.tokyo1.account)
    plan.number = 81
    plan.purpose = "security update, one proxy after the other"
    plan.crew = [Self.kyoto1.account]
    plan.procedure = "1. take it out of bm-lb01 and bm-lb02\n2. apt upgrade nginx\n3. test, then put it back"
    plan.rollback = "apt install nginx=1.24.0-2"
    plan.state = .announced
    let update = add(1000, Self.tokyo1, .windowPlan(plan))
    var copy = WindowPlan(
      title: "ディスク増設 bm-db07", targets: targets("db", 7...7), start: clock(14, inDays: 1), end: clock(16, inDays: 1),
      zone: zone.name, owner: Self.kyoto1.account)
    copy.number = 82
    copy.purpose = "/data が 93% を超えたため"
    copy.crew = [Self.tokyo2.account]
    copy.impact = .degraded
    copy.state = .announced
    add(300, Self.kyoto1, .windowPlan(copy))
    var weekly = WindowPlan(
      title: "log rotation and restart", targets: targets("log", 1...2), start: clock(10, inDays: 2),
      end: clock(11, inDays: 2), zone: zone.name, owner: Self.tokyo2.account)
    weekly.number = 83
    weekly.recurrence = "FREQ=WEEKLY"
    add(290, Self.tokyo2, .windowPlan(weekly))
    return update
  }

  fileprivate mutating func tellMorning() {
    write(
      128, Self.tokyo2, .observation, "bm-batch02 스왑 사용 시작, 초당 30페이지. 급하지 않으니 배치가 끝날 때까지 지켜봅니다", on: [("batch", 2)],
      tags: ["memory"])
    write(
      96, Self.kyoto1, .decision, "bm-cache05 のメモリは 96% のままにする。退避が増えたら 2 GB 下げる", on: [("cache", 5)],
      tags: ["memory"], tickets: ["OPS-1190"])
    write(
      52, Self.tokyo1, .observation,
      "bm-app03 takes more requests than its neighbours: weight 3 on bm-lb01 since the deploy",
      on: [("app", 3), ("lb", 1)], tags: ["load"])
  }

  fileprivate mutating func tellRestraints() {
    var freeze = FreezePlan(
      targets: WorkTargets("@bookmark:db", hosts: [], roles: ["bookmark:db"]), start: clock(18, inDays: 3),
      end: clock(9, inDays: 5), zone: zone.name, reason: "month's end: the accounts are closed",
      owner: Self.kyoto1.account)
    freeze.number = 3
    freeze.exemptions = "repairs of what is down"
    add(240, Self.kyoto1, .freezeSet(freeze))
    var hold = HoldPlan(
      targets: targets("db", 24...24), reason: "receives the backup of bm-db07: do not restart",
      owner: Self.tokyo2.account, variant: .block, since: ago(26), expires: ago(-180))
    hold.number = 5
    add(26, Self.tokyo2, .holdSet(hold))
  }

  fileprivate mutating func tellTroubles(_ update: OperationID) {
    let names = targets("proxy", 3...3).hosts
    let proxy = [("proxy", 3)]
    add(24, Self.tokyo1, .windowState(WindowTransition(window: update, state: .inProgress, at: ago(24), hosts: names)))
    write(24, Self.tokyo1, .start, "nginx 1.26: bm-proxy03 を外した", on: proxy, thread: update, tickets: ["OPS-1192"])
    write(
      23, Self.tokyo2, .step, "bm-db07 백업 시작: rsync -a /data/backup bm-db24:/data/", on: [("db", 7), ("db", 24)],
      tags: ["backup"])
    write(
      19, Self.tokyo1, .command, "apt-get install --only-upgrade nginx", on: proxy, thread: update, result: .ok)
    let slow = write(
      14, Self.kyoto1, .observation, "bm-db07 の /data が 93%、書き込み待ち 48 ms。バックアップのせいなので様子を見る", on: [("db", 7)],
      tags: ["backup", "disk"])
    write(
      9, Self.tokyo2, .note, "네, 백업이 끝나면 지우겠습니다. 내일 M-82 에서 디스크를 늘립니다", on: [("db", 7)], replyTo: slow, tags: ["backup"]
    )
    write(6, Self.tokyo1, .step, "設定テスト OK、5 分様子を見てから戻す", on: proxy, thread: update)
    write(1, Self.kyoto1, .observation, "bm-db09 が ssh に応答しない。データセンターに電源を確認してもらう", on: [("db", 9)], tags: ["down"])
  }

  fileprivate mutating func tellRequests() {
    var approval = RequestPlan(
      to: .person(person.account), subject: "Approve the disk for bm-db07 (M-82)",
      text: "明日 14:00 から 2 時間、bm-db07 を外します。見てください。",
      targets: targets("db", 7...7).hosts.map { EntryTarget(.host, $0) }, due: clock(12, inDays: 1), needs: .approval)
    approval.number = 12
    add(180, Self.kyoto1, .requestSend(approval))
    var power = RequestPlan(
      to: .person(Self.kyoto1.account), subject: "Check the power of bm-db09",
      text: "ssh times out, the console is dark",
      targets: targets("db", 9...9).hosts.map { EntryTarget(.host, $0) }, needs: .work)
    power.number = 13
    let sent = add(0, person, .requestSend(power))
    add(0, Self.kyoto1, .requestState(RequestTransition(request: sent, state: .acknowledged, at: ago(0))))
  }
}
