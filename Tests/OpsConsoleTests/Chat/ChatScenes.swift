import OpsDomain
import OpsScreen

@testable import OpsConsole

/// Conversations to be drawn: the same moments and hosts as in the other fixtures.
enum ChatScenes {
  /// A moment of the fixture's day, as `11:58`, or of another one with `day` counted from it.
  static func at(_ time: String, second: Int64 = 0, day: Int64 = 0) -> Timestamp {
    let parts = time.split(separator: ":").compactMap { Int64($0) }
    let midnight = Timestamp(seconds: 1_787_195_021 - 12 * 3600 - 3 * 60 - 41 + day * 86_400)
    return midnight + .seconds((parts.first ?? 0) * 3600 + (parts.last ?? 0) * 60 + second)
  }

  /// A line, changed as wanted.
  static func line(
    _ kind: ChatLine.Kind, _ time: String, _ sender: String, _ text: String, second: Int64 = 0, day: Int64 = 0,
    _ change: (inout ChatLine) -> Void = { _ in }
  ) -> ChatLine {
    var line = ChatLine(kind, at: at(time, second: second, day: day), sender: sender, text: text)
    change(&line)
    return line
  }

  /// Lines numbered in their order.
  static func numbered(_ lines: [ChatLine]) -> [ChatLine] {
    lines.enumerated().map { number, line in
      var line = line
      line.id = Int64(number + 1)
      return line
    }
  }

  static let long =
    "bm-db07 の await が 48 ms から 9 ms に下がりました。夜間バックアップを bm-db24 に移したためです。/data は 93 % のままなので、13:00 のウィンドウで「古いスナップショット」を消します、確認お願いします。"

  /// A busy channel with all kinds of lines.
  static func busy() -> [ChatLine] {
    numbered([
      line(.message, "19:33", "kyoto1", "bm-db09 디스크 교체 예정, 내일 오전 👍", day: -1),
      line(.message, "19:38", "tokyo1", "handoff: nothing open but bm-db09", day: -1),
      line(.quit, "19:40", "tokyo1", "Quit: 帰ります", day: -1),
      line(.join, "08:58", "tokyo1", ""), line(.join, "09:02", "kyoto2", ""),
      line(.message, "09:05", "kyoto2", "おはようございます"), line(.action, "09:05", "tokyo1", "pours coffee ☕"),
      line(.topic, "09:10", "kyoto1", "今日の作業: M-81 bm-db07 12:00–14:00 · M-82 proxy 15:00"),
      line(.part, "10:15", "osaka1", ""), line(.join, "10:20", "osaka1", ""),
      line(.quit, "10:41", "sapporo1", "Ping timeout"),
      line(.mode, "10:42", "kyoto1", "+o kyoto2"), line(.nick, "10:50", "osaka1", "osaka1_away"),
      gap("11:20", "11:32"), line(.message, "11:58", "tokyo1", "bm-app03 は朝から重い"),
      line(.message, "11:59", "kyoto1", "見ます"), line(.message, "11:59", "kyoto1", "GC かな、デプロイのあとからだ", second: 30),
      line(.notice, "12:00", "opsbot", "M-81 begins: bm-db07, until 14:00") { $0.isBot = true },
      line(.message, "12:01", "kyoto1", "me: bm-db07 is slow again, can somebody look?") { $0.isHighlight = true },
      line(.message, "12:02", "me", "taking it: moving the backup off it, see M-81") {
        ($0.isOwn, $0.delivery) = (true, .delivered)
        $0.entry = OperationID(high: 1, low: 1)
      },
      line(.message, "12:02", "서울1", "bm-db07 백업을 bm-db24로 옮깁니다", second: 40),
      line(.message, "12:03", "🐙octo", long), line(.message, "12:03", "kyoto2", "ok from here", second: 10),
      line(.message, "12:03", "me", "thanks!", second: 20) { ($0.isOwn, $0.delivery) = (true, .pending) },
    ])
  }

  static func gap(_ from: String, _ to: String?) -> ChatLine {
    line(.gap, from, "", "") { $0.until = to.map { at($0) } }
  }

  /// Own lines in every state.
  static func deliveries() -> [ChatLine] {
    func own(_ time: String, _ text: String, _ delivery: ChatLine.Delivery?, entry: Bool = false) -> ChatLine {
      line(.message, time, "me", text) {
        ($0.isOwn, $0.delivery) = (true, delivery)
        if entry { $0.entry = OperationID(high: 1, low: 2) }
      }
    }
    return numbered([
      line(.message, "11:50", "kyoto1", "だれか bm-db07 を見てください"), own("11:51", "on it", .delivered),
      own("11:52", "rsync 완료, 待ち時間は 48 ms から 9 ms に下がった", .delivered, entry: true),
      own("11:53", "said in another client", nil),
      own(
        "11:54", "does anybody have the runbook of the proxy at hand?",
        .failed("cannot send to channel: it is moderated (404)")),
      line(.error, "11:55", "", "naoya: no such nick (401)"),
      own("11:56", "still there? 回線が切れた", .unsent), own("11:57", "one more while we are cut off", .unsent),
      own("12:03", "and we are back", .pending),
    ])
  }

  /// What people write in bold, in colours and so on.
  static func formatted() -> [ChatLine] {
    numbered([
      line(
        .message, "12:00", "kyoto1",
        "\u{02}bold\u{02} \u{1D}italic\u{1D} \u{1F}underlined\u{1F} \u{1E}struck\u{1E} \u{16}reversed\u{16} plain"),
      line(
        .message, "12:01", "kyoto1",
        "\u{03}04red\u{03} \u{03}12,08blue on yellow\u{03} \u{03}01,01a spoiler\u{03} \u{04}00aa55true colour\u{04} \u{03}42dark green"
      ),
      line(.message, "12:02", "nagios", "\u{02}\u{03}04CRIT\u{0F} bm-db07 load 3.10 \u{02}(障害)\u{02}") {
        $0.isBot = true
      },
      line(
        .message, "12:03", "mallory",
        "\u{1B}[2J\u{202E}evil\u{07} e\u{301}\u{301}\u{301}\u{301}\u{301}\u{301} 👨‍👩‍👧 ☁️ 1️⃣ \u{E0041}"),
      line(.action, "12:03", "kyoto1", "is \u{02}very\u{02} sure", second: 5),
      line(.message, "12:03", "kyoto2", "only for you", second: 7) { $0.statusPrefix = "@" },
    ])
  }

  /// A netsplit, and what else happens.
  static func happenings() -> [ChatLine] {
    let nicks = "naoya shinji kyoto2 osaka1 sapporo1 서울1 fukuoka1 nagoya1 nagoya2 sendai1 🐙octo tokyo3"
    return numbered([
      line(.message, "11:40", "naoya", "deploying bookmark to bm-app[01-11]"),
      line(.netsplit, "11:42", "", "hub.example.org leaf.example.org: \(nicks)"),
      line(.message, "11:43", "tokyo1", "またスプリット"),
      line(.netjoin, "11:47", "", "hub.example.org leaf.example.org: \(nicks)"),
      line(.join, "11:48", "guest1", ""), line(.join, "11:48", "guest2", ""), line(.join, "11:49", "guest3", ""),
      line(.join, "11:49", "guest4", ""), line(.part, "11:50", "guest1", "bye"),
      line(.kick, "11:51", "kyoto1", "guest2 flooding"), line(.mode, "11:51", "kyoto1", "+b *!*@203.0.113.9"),
      line(.invite, "11:52", "kyoto1", "shinji"), line(.topic, "11:53", "kyoto1", ""),
      line(.skipped, "11:55", "", "4,812 lines were left out: too many at once"),
      line(.server, "11:56", "", "This server will be restarted at 13:00 UTC"),
      line(.notice, "11:57", "", "*** Looking up your hostname"),
      line(.kick, "12:00", "kyoto1", "me wrong channel"), line(.invite, "12:01", "kyoto1", "me"),
      line(.message, "12:02", "naoya", "all well again 🎉"),
    ])
  }

  /// The state of a chat with these lines in `#ops`, and other conversations beside it.
  static func chat(_ lines: [ChatLine], phase: NetworkStatus.Phase? = nil) -> ChatState {
    var chat = ChatState()
    var status = NetworkStatus(phase ?? .online(since: at("08:00")), nick: "me")
    status.lag = .milliseconds(40)
    chat.networks = [ChatNetwork(name: "office", status: status), ChatNetwork(name: "libera")]
    chat.networks[1].status = NetworkStatus(.online(since: at("08:00")), nick: "me_")
    chat.buffers = [
      buffer("office", "", .network), buffer("office", "#ops", .channel), buffer("office", "#dev", .channel),
      buffer("office", "#障害対応", .channel), buffer("office", "naoya", .query), buffer("libera", "", .network),
      buffer("libera", "#swift-server", .channel),
    ]
    chat.buffers[1].window = window(lines)
    chat.buffers[1].facts.topic =
      "今日の作業: M-81 bm-db07 12:00–14:00 · M-82 bookmark:proxy 15:00–16:00 · runbook: https://wiki.example.org/ops"
    chat.buffers[1].facts.memberCount = 12
    chat.buffers[2].unread[.message] = 12
    chat.buffers[3].unread[.low] = 3
    chat.buffers[4].unread[.personal] = 1
    chat.buffers[6].unread[.highlight] = 2
    chat.buffers[6].input = TextField("half a thought")
    chat.current = BufferID(network: "office", target: "#ops")
    chat.names = MentionIndex(FleetFixture.inventory())
    return chat
  }

  /// A window that holds these lines.
  static func window(_ lines: [ChatLine]) -> ChatWindow {
    var window = ChatWindow()
    window.replace(with: lines, hasOlder: false)
    return window
  }

  static func buffer(_ network: String, _ title: String, _ kind: BufferFacts.Kind) -> ChatBuffer {
    var facts = BufferFacts(kind, title: title.isEmpty ? network : title)
    facts.isJoined = true
    var buffer = ChatBuffer(BufferID(network: network, target: title), facts)
    buffer.window = window([])
    return buffer
  }

  static func members() -> [ChatMember] {
    let nicks = [
      "kyoto1", "naoya", "서울1", "🐙octo", "fukuoka1", "kyoto2", "me", "nagoya1", "osaka1", "tokyo1", "とても長い名前の人です",
      "opsbot",
    ]
    return nicks.enumerated().map { place, nick in
      ChatMember(
        nick: nick, prefixes: place < 2 ? "@" : place == 2 ? "+" : "", isAway: nick == "osaka1" || nick == "naoya",
        isBot: nick == "opsbot")
    }
  }

  /// Draws the pane as it stands on its page: a title line above it.
  static func drawn(
    _ chat: ChatState, _ columns: Int, _ rows: Int, symbols: Symbols = .block, now: Timestamp = FleetFixture.now
  ) -> Canvas {
    var canvas = Canvas(Size(columns: columns, rows: rows))
    let world = world(symbols, now)
    let words = ChatWords(chat, world)
    let (title, body) = canvas.bounds.splitTop(1)
    canvas.drawTitle(words.title, words.titleWords, in: title, isFocused: false, Glyphs(symbols))
    ChatDrawing(chat, world).draw(on: &canvas, in: body, isFocused: true)
    return canvas
  }

  /// A world with the fleet of the other fixtures.
  static func world(_ symbols: Symbols = .block, _ now: Timestamp = FleetFixture.now) -> World {
    var settings = FleetFixture.settings()
    settings.symbols = symbols
    settings.configurationPath = "~/.config/opsconsole/config.yaml"
    let console = ConsoleState(
      inventory: FleetFixture.inventory(), settings: settings, size: Size(columns: 80, rows: 24), now: now,
      zone: FleetFixture.zone)
    return console.world
  }
}
