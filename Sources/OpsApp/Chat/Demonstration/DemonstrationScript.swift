import OpsDomain

/// What was said before the demonstration began, and the first minutes of it: what the team's log and the troubles of the
/// servers say too.
enum DemonstrationScript {
  static let ops = "#ops"
  static let deploy = "#deploy"
  /// The topics of the channels.
  static let topics = [
    ops: "障害と作業 · M-81 nginx 1.26 on {proxy 3} · duty: kyoto1",
    deploy: "bookmark-app r4127 · month's end is frozen: F-3",
  ]

  /// Everything, in no order.
  static var beats: [DemonstrationBeat] {
    greeting + yesterday + night + morning + hour + deployments + query + beginning
  }

  private static func minutes(_ minutes: Int64, _ seconds: Int64 = 0) -> Int64 { -60 * minutes + seconds }

  private static var greeting: [DemonstrationBeat] {
    [
      "irc.office.example welcomes you: this network is part of the demonstration, nothing leaves this machine",
      "what people say here was written beforehand; what you say is delivered and answered in few words",
      "channels: #ops #deploy",
    ].enumerated().map { index, text in .event(minutes(1440, Int64(index)), "", .server, nil, text) }
  }

  private static var yesterday: [DemonstrationBeat] {
    [
      .said(minutes(1302), ops, .kyoto1, "{db 24} を待機系に切り替える前にレプリケーションを確認します (OPS-1187)"),
      .said(minutes(1301, 20), ops, .tokyo1, "kyoto1: お願いします。午後は張り付けます"),
      .said(minutes(1288, 9), ops, .kyoto1, "Seconds_Behind_Source: 0、遅延なし。待機系として使えます"),
      .said(minutes(1287, 31), ops, .tokyo1, "👍"),
      .said(minutes(1180, 12), ops, .tokyo2, "{batch 2} 색인 갱신이 메모리를 많이 씁니다. 스왑이 늘어나는지 내일 다시 볼게요"),
      .said(minutes(1179, 2), ops, .kyoto2, "is that the java one? it had -Xmx14g when I last looked"),
      .said(minutes(1178, 40), ops, .tokyo2, "네, 그거예요"),
      .said(minutes(1061), ops, .tokyo1, "夜間当番へ: {db 7} のフルバックアップは 25 分くらいかかる。/data の残りに注意"),
      .said(minutes(1060, 25), ops, .tokyo1, "{lb 2} の時計が進んでいる件は明日 NTP の設定を直します"),
      .said(minutes(1058, 5), ops, .kyoto2, "引き継ぎ了解です。おつかれさまでした"),
      .event(minutes(1050), ops, .quit, .tokyo1, "Client Quit"),
      .event(minutes(1046), ops, .part, .mina, "また明日"),
    ]
  }

  /// The link between the offices was down for a while, and nobody has kept what was said then.
  private static var night: [DemonstrationBeat] {
    var gap = DemonstrationBeat(seconds: minutes(762), target: ops, kind: .gap, text: "")
    gap.until = minutes(741)
    return [
      gap,
      .event(minutes(741, 4), ops, .join, .kyoto2, ""),
      .said(minutes(739), ops, .kyoto2, "kyoto–tokyo のリンクが 20 分ほど切れていました。サーバー側は無事"),
      .said(minutes(470), ops, .watcher, "\u{02}\u{03}07WARN\u{0F} {batch 3} uptime 62 s: restarted"),
      .said(minutes(448), ops, .watcher, "\u{02}\u{03}07WARN\u{0F} {batch 3} uptime 70 s: restarted"),
      .event(minutes(430), ops, .join, .tokyo1, ""),
      .event(minutes(429), ops, .mode, nil, "+o tokyo1"),
      .said(minutes(420), ops, .kyoto1, "おはようございます。夜間の警報は 2 件、どちらも {batch 3} の再起動。サービスへの影響なし"),
      .event(minutes(418), ops, .join, .tokyo2, ""),
      .said(minutes(417), ops, .tokyo2, "안녕하세요, おはようございます"),
    ]
  }

  private static var morning: [DemonstrationBeat] {
    let servers = "irc1.kyoto.office.example irc2.tokyo.office.example"
    return [
      .said(minutes(300), ops, .kyoto1, "M-82 ディスク増設 {db 7} を明日 14:00 で予約しました。承認は R-12 でお願いします"),
      .said(minutes(239), ops, .kyoto1, "月末は @bookmark:db を凍結します (F-3)。壊れたものの修理だけ例外"),
      .said(minutes(238), ops, .kyoto2, "good. I will move the schema change to next week then"),
      .event(minutes(204), ops, .netsplit, nil, "\(servers): tokyo1 tokyo2 watch"),
      .event(minutes(202), ops, .netjoin, nil, "\(servers): tokyo1 tokyo2 watch"),
      .said(minutes(200), ops, .tokyo1, "戻った。東京側のスイッチ交換だったそうです"),
      .event(minutes(150), ops, .join, .mina, ""),
      .said(minutes(128), ops, .tokyo2, "{batch 2} 스왑 사용 시작, 초당 30페이지"),
      .said(minutes(127, 10), ops, .kyoto1, "tokyo2: 急ぎですか？"),
      .said(minutes(126, 4), ops, .tokyo2, "급하지 않아요. 배치가 끝날 때까지 지켜보겠습니다"),
      .said(minutes(96), ops, .kyoto1, "{cache 5} のメモリは 96% のままにします。退避が増えたら 2 GB 下げる (OPS-1190)"),
    ]
  }

  /// The entry that one of them logs from the chat.
  private static let update = "nginx 1.26: {proxy 3} を外した"

  /// What a console answers to it.
  private static var confirmation: DemonstrationBeat {
    var beat = DemonstrationBeat.said(
      minutes(24, 2), ops, .kyoto1, "logged {proxy 3} · {entry} · tokyo1: \(update)", entry: update)
    beat.kind = .notice
    return beat
  }

  /// The last hour.
  private static var hour: [DemonstrationBeat] {
    [
      .said(
        minutes(53), ops, .tokyo1,
        "{app 3} takes more requests than its neighbours: weight 3 on {lb 1} since the deploy"),
      .said(minutes(52, 22), ops, .mina, "ごめんなさい、それは私の r4127 です。今日中に重みを戻します"),
      .said(minutes(51), ops, .tokyo1, "急がなくて大丈夫。load 1.4/core なのでまだ余裕はある"),
      .event(minutes(40), ops, .nick, DemonstrationPerson(nick: "anna", account: "kyoto2", user: "anna"), "kyoto2"),
      .event(minutes(30), ops, .topic, .kyoto1, topics[ops] ?? ""),
      .said(minutes(26), ops, .tokyo2, "{db 24} 는 백업을 받는 중입니다 (H-5). 재시작하지 마세요"),
      .said(minutes(25, 40), ops, .tokyo1, "[M-81] begin: nginx 1.26 on the proxies ({proxy 3}) — tokyo1"),
      .said(minutes(24), ops, .tokyo1, "!log {proxy 3} \(update)", entry: update),
      confirmation,
      .said(
        minutes(23, 2), ops, .tokyo2, "[log] {db 7} {db 24} 백업 시작: rsync -a /data/backup {db 24}:/data/ — tokyo2"),
      .own(minutes(22), ops, "了解、{db 7} はこちらでも見ておきます"),
      .said(minutes(14), ops, .kyoto1, "{db 7} の /data が 93%、書き込み待ち 48 ms。バックアップのせいなので様子を見る"),
      .said(minutes(13, 15), ops, .kyoto2, "at this rate it is full before midnight: 10 MB/s, 7% left"),
      .said(minutes(9), ops, .tokyo2, "네, 백업이 끝나면 지우겠습니다. 내일 M-82 에서 디스크를 늘립니다"),
      .said(minutes(6), ops, .tokyo1, "{proxy 3} 設定テスト OK、5 分様子を見てから戻します"),
      .event(minutes(4), ops, .action, .kyoto2, "goes to the rack with a new disk"),
      .said(minutes(2), ops, .watcher, "\u{02}\u{03}04CRIT\u{0F} {db 9} ssh: Connection timed out"),
      .said(minutes(1), ops, .kyoto1, "{me}: {db 9} が ssh に応答しません。データセンターに電源を確認してもらいます"),
    ]
  }

  private static var deployments: [DemonstrationBeat] {
    [
      .event(minutes(160), deploy, .topic, .mina, topics[deploy] ?? ""),
      .said(minutes(66), deploy, .mina, "r4127 を出します: ブックマーク検索のキャッシュを 2 段に"),
      .said(minutes(64), deploy, .deployer, "bookmark-app \u{02}r4127\u{02} → @bookmark:app began"),
      .said(minutes(60), deploy, .deployer, "bookmark-app \u{02}r4127\u{02} \u{03}03done\u{0F} in 4m12s, 0 errors"),
      .said(minutes(59), deploy, .kyoto2, "nice 🎉 hit rate is up already"),
      .event(minutes(58), deploy, .action, .mina, "はお茶をいれる"),
    ]
  }

  private static var query: [DemonstrationBeat] {
    [
      .said(minutes(180), "kyoto1", .kyoto1, "M-82 の承認 (R-12)、明日の昼までにお願いできますか？"),
      .own(minutes(178), "kyoto1", "はい、見ておきます"),
    ]
  }

  /// What comes in the first minutes.
  private static var beginning: [DemonstrationBeat] {
    [
      .said(22, ops, .kyoto1, "R-13 受けました。当番の人がラックに向かっています"),
      .said(70, ops, .tokyo1, "{proxy 3} エラー 0 件。{lb 1} と {lb 2} に戻します"),
      .said(95, ops, .mina, "{app 3} の重みを 1 に戻す変更を書いています。レビューは kyoto2 に頼みます"),
      .said(140, "kyoto1", .kyoto1, "{db 9} の電源 LED は点いているけど画面は真っ暗だそうです"),
      .said(185, ops, .tokyo2, "{db 7} rsync 절반 정도 끝났어요"),
      .event(215, ops, .quit, .mina, "Ping timeout: 240 seconds"),
      .event(232, ops, .join, .mina, ""),
      .said(280, ops, .kyoto2, "tokyo1: before you take the next proxy: 3 of 4 carry 40% each, that is fine"),
      .said(330, deploy, .deployer, "bookmark-app \u{02}r4128\u{02} waits for review (kyoto2)"),
      .said(390, ops, .kyoto1, "{me}: {db 9} は電源を入れ直してもらうことにしました。復帰したらレプリケーションを確認します"),
    ]
  }

  /// What is said now and then, later on: each an exchange.
  static let exchanges: [[(DemonstrationPerson, String)]] = [
    [(.tokyo2, "{batch 2} 스왑은 그대로입니다. 배치가 끝나면 줄어들 거예요"), (.kyoto1, "了解")],
    [(.kyoto2, "{cache 5} evictions still 0, 96% it is"), (.tokyo1, "いいですね")],
    [(.tokyo1, "{app 3} の load まだ高め。mina のレビュー待ち"), (.mina, "もう少しです 🙏")],
    [(.kyoto1, "{db 7} の /data、じわじわ増えています。バックアップの残りを確認します"), (.tokyo2, "네, 보고 있습니다")],
    [(.tokyo1, "{lb 2} の時計が 0.72 s 進んでいる。chrony を入れる手順を M-81 のあとに書きます")],
    [(.kyoto2, "{db 9} is still dark. the replacement board comes at three"), (.kyoto1, "ありがとうございます")],
    [(.tokyo2, "점심 먹고 오겠습니다"), (.tokyo1, "いってらっしゃい")],
    [(.mina, "ランキング集計 on {batch 1}: 3 min 20 s, as usual")],
  ]
}
