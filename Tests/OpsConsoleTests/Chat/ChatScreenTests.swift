import OpsDomain
import OpsScreen
import TestSupport
import Testing

@testable import OpsConsole

/// Recorded screens of the chat, as they were looked at and found good.
@Suite struct ChatScreenTests {
  static let sizes = [(200, 60), (80, 24)]

  private func expect(
    _ chat: ChatState, _ name: String, _ columns: Int, _ rows: Int, symbols: Symbols = .block,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let canvas = ChatScenes.drawn(chat, columns, rows, symbols: symbols)
    expectHostScreen(canvas, "chat-\(name)-\(columns)x\(rows)", sourceLocation: sourceLocation)
  }

  @Test(arguments: sizes + [(50, 20), (80, 6), (40, 12), (24, 12)])
  func aBusyChannelFoldsComingAndGoing(columns: Int, rows: Int) {
    var chat = ChatScenes.chat(ChatScenes.busy())
    chat.buffers[1].marker = chat.buffers[1].lines[17].place
    expect(chat, "busy", columns, rows)
  }

  @Test(arguments: sizes)
  func comingAndGoingIsShownWhenAskedFor(columns: Int, rows: Int) {
    var chat = ChatScenes.chat(ChatScenes.busy())
    chat.buffers[1].showsNoise = true
    chat.buffers[1].scroll = .at(chat.buffers[1].lines[19].place, hidden: 0)
    expect(chat, "noise", columns, rows)
  }

  @Test(arguments: sizes)
  func whatWasSentIsToldOnEachOwnLine(columns: Int, rows: Int) {
    var chat = ChatScenes.chat(ChatScenes.deliveries())
    chat.mode = .reading
    chat.buffers[1].selected = 5
    expect(chat, "delivery", columns, rows)
  }

  @Test(arguments: sizes)
  func formattingIsShownAndDoesNoHarm(columns: Int, rows: Int) {
    expect(ChatScenes.chat(ChatScenes.formatted()), "formatting", columns, rows)
  }

  @Test(arguments: sizes)
  func netsplitsAndKicksAreToldInWords(columns: Int, rows: Int) {
    expect(ChatScenes.chat(ChatScenes.happenings()), "netsplit", columns, rows)
    var chat = ChatScenes.chat(ChatScenes.happenings())
    chat.buffers[1].showsNoise = true
    expect(chat, "netsplit-unfolded", columns, rows)
  }

  @Test(arguments: sizes)
  func membersStandAtTheRight(columns: Int, rows: Int) {
    var chat = ChatScenes.chat(ChatScenes.busy())
    chat.showsMembers = true
    chat.buffers[1].members = ChatScenes.members()
    expect(chat, "members", columns, rows)
  }

  @Test(arguments: sizes)
  func severalMessagesAreShownBeforeTheyAreSent(columns: Int, rows: Int) {
    var chat = ChatScenes.chat(ChatScenes.busy())
    let text = """
      rsync -a /data/backup bm-db24:/data/
      sent 1,204,331,776 bytes  received 35 bytes
      \(ChatScenes.long)\(ChatScenes.long)\(ChatScenes.long)
      확인했습니다 👍
      """
    let messages = MessageSplitting.pieces(of: text, bytes: 350).map(\.text)
    chat.mode = .paste(PasteGuard(buffer: chat.buffers[1].id, text: text, messages: messages))
    expect(chat, "paste", columns, rows)
  }

  @Test(arguments: sizes)
  func aLongLineShowsWhereItWillBeCut(columns: Int, rows: Int) {
    var chat = ChatScenes.chat(ChatScenes.busy())
    chat.buffers[1].facts.messageBytes = 60
    chat.buffers[1].input = TextField("bm-db07 の await が下がりました。夜間バックアップを移したためです。 and more")
    expect(chat, "cuts", columns, rows)
  }

  @Test(arguments: sizes)
  func candidatesStandAboveTheLine(columns: Int, rows: Int) {
    var chat = ChatScenes.chat(ChatScenes.busy())
    chat.buffers[1].input = TextField("nagoya1: ")
    chat.completion = ChatCompletion(names: ["naoya", "nagoya1", "nagoya2", "名古屋", "나고야"], start: 0, chosen: 1)
    expect(chat, "completion", columns, rows)
  }

  @Test(arguments: sizes)
  func whatWasFoundCanBeChosenFrom(columns: Int, rows: Int) {
    var chat = ChatScenes.chat(ChatScenes.busy())
    var list = ChatList(title: "\"db07\" everywhere")
    list.sought = "db07"
    list.hits = ChatScenes.busy().reversed().filter { $0.text.contains("db07") }.map {
      ChatHit(buffer: chat.buffers[1].id, title: "#ops", line: $0)
    }
    list.hits.append(
      ChatHit(
        buffer: chat.buffers[3].id, title: "#障害対応",
        line: ChatScenes.line(.message, "03:12", "서울1", "bm-db07 응답 없음, ＤＢ０７ 確認中", day: -30)))
    list.selected = 1
    chat.mode = .list(list)
    expect(chat, "found", columns, rows)
  }

  @Test(arguments: sizes)
  func aSearchMarksWhatItFindsInTheLines(columns: Int, rows: Int) {
    var chat = ChatScenes.chat(ChatScenes.busy())
    chat.mode = .reading
    chat.soughtText = "bm-db07"
    chat.buffers[1].selected = 19
    expect(chat, "sought", columns, rows)
  }

  @Test(arguments: sizes)
  func withoutConnectionTheTextStays(columns: Int, rows: Int) {
    let until = FleetFixture.now + .seconds(12)
    var chat = ChatScenes.chat(
      ChatScenes.deliveries(), phase: .waiting(until: until, reason: "connection refused by irc.example.org:6697"))
    chat.networks[0].status.queued = 3
    chat.buffers[1].input = TextField("これは消えない")
    expect(chat, "reconnecting", columns, rows)
  }

  @Test(arguments: sizes)
  func withoutNetworkThePaneSaysHowToAddOne(columns: Int, rows: Int) {
    expect(ChatState(), "none", columns, rows)
  }

  @Test(arguments: sizes)
  func aQueryHasNoMembersAndNoTopic(columns: Int, rows: Int) {
    var chat = ChatScenes.chat([])
    chat.current = chat.buffers[4].id
    chat.buffers[4].unread = ChatUnread()
    chat.buffers[4].window = ChatScenes.window(
      ChatScenes.numbered([
        ChatScenes.line(.message, "11:30", "naoya", "bm-db09 のディスク、届いた?"),
        ChatScenes.line(.message, "11:31", "me", "はい、明日の朝に交換します") { ($0.isOwn, $0.delivery) = (true, .delivered) },
        ChatScenes.line(.message, "11:31", "naoya", "👍 감사합니다"),
      ]))
    chat.networks[0].status.awayMessage = "昼休み"
    chat.networks[0].status.lag = .milliseconds(2_340)
    expect(chat, "query", columns, rows)
  }

  @Test func asciiSymbolsHaveAChatInASCII() {
    var chat = ChatScenes.chat(
      ChatScenes.deliveries().filter { $0.text.utf8.allSatisfy { $0 < 0x80 } } + ChatScenes.happenings().suffix(3))
    chat.buffers[1].facts.topic = "M-81 until 14:00"
    chat.buffers.remove(at: 3)
    expect(chat, "ascii", 100, 24, symbols: .ascii)
    for row in 0..<24 {
      let text = ChatScenes.drawn(chat, 100, 24, symbols: .ascii).text(row: row)
      #expect(text.utf8.allSatisfy { $0 < 0x80 } || text.contains("🎉"), "\(text)")
    }
  }
}
