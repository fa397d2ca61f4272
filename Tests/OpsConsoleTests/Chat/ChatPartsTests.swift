import OpsDomain
import OpsScreen
import TestSupport
import Testing

@testable import OpsConsole

/// Where the parts of the chat stand, and what they say.
@Suite struct ChatPartsTests {
  // MARK: layout

  private func parts(_ layout: ChatLayout) -> [Rect] {
    [
      layout.list, layout.listWall, layout.bar, layout.topic, layout.lines, layout.membersWall, layout.members,
      layout.paste, layout.note, layout.input,
    ].compactMap { $0 }.filter { $0.rows > 0 && $0.columns > 0 }
  }

  private func states() -> [ChatState] {
    var chat = ChatScenes.chat(ChatScenes.busy())
    chat.showsMembers = true
    var states = [ChatState(), chat]
    chat.completion.names = ["a", "b"]
    states.append(chat)
    chat.mode = .paste(PasteGuard(buffer: chat.buffers[1].id, text: "", messages: Array(repeating: "a", count: 90)))
    states.append(chat)
    return states
  }

  @Test func partsNeverOverlapAndFillTheRectangle() {
    for chat in states() {
      for rows in 0...40 {
        for columns in stride(from: 0, through: 200, by: 7) {
          let rect = Rect(column: 3, row: 2, columns: columns, rows: rows)
          let parts = parts(ChatLayout(chat, in: rect))
          #expect(parts.reduce(0) { $0 + $1.columns * $1.rows } == columns * rows, "\(columns)x\(rows)")
          for (number, part) in parts.enumerated() {
            #expect(part.column >= 3 && part.column + part.columns <= 3 + columns)
            #expect(part.row >= 2 && part.row + part.rows <= 2 + rows)
            for other in parts.dropFirst(number + 1) { #expect(!overlap(part, other), "\(columns)x\(rows)") }
          }
        }
      }
    }
  }

  private func overlap(_ one: Rect, _ other: Rect) -> Bool {
    one.column < other.column + other.columns && other.column < one.column + one.columns
      && one.row < other.row + other.rows && other.row < one.row + one.rows
  }

  @Test func aNarrowChatHasLinesAndInputOnly() {
    var chat = ChatScenes.chat(ChatScenes.busy())
    chat.showsMembers = true
    for (columns, rows) in [(50, 20), (80, 5)] {
      let layout = ChatLayout(chat, in: Rect(column: 0, row: 0, columns: columns, rows: rows))
      #expect(layout.bar == nil && layout.list == nil && layout.topic == nil && layout.members == nil)
      #expect(layout.lines.rows == rows - 1 && layout.input?.rows == 1)
    }
  }

  // MARK: conversations

  @Test func theCurrentConversationIsAlwaysInTheBar() {
    var chat = ChatState()
    chat.buffers = (0..<60).map { ChatScenes.buffer("office", "#channel\($0)", .channel) }
    let world = ChatScenes.world()
    for place in [0, 1, 30, 58, 59] {
      chat.current = chat.buffers[place].id
      let bar = ConversationBar(ChatDrawing(chat, world))
      for room in 0...200 {
        let shown = bar.shown(room)
        #expect(shown.contains(place))
        #expect(shown.lowerBound >= 0 && shown.upperBound <= 60)
      }
      for rows in 1...80 {
        let top = ConversationList(ChatDrawing(chat, world)).top(rows: rows)
        #expect(top >= 0 && (top..<(top + rows)).contains(place))
      }
    }
  }

  @Test func newsSayHowMuchTheyConcern() {
    let chat = ChatScenes.chat([])
    let signs = ChatSigns(.block)
    let marks = chat.buffers.indices.map { ConversationMark(chat, at: $0, signs: signs, draftSign: "›") }
    #expect(marks.map(\.news) == ["", "", "12", "·", "!", "", "!2"])
    #expect(marks.map(\.number) == ["1", "2", "3", "4", "5", "6", "7"])
    #expect(marks[6].name == "#swift-server›", "an unsent text is told")
    #expect(marks[1].isCurrent)
  }

  @Test func aChannelThatWasLeftStandsInBrackets() {
    var chat = ChatScenes.chat([])
    chat.buffers[2].facts.isJoined = false
    #expect(ConversationMark(chat, at: 2, signs: ChatSigns(.block), draftSign: "").name == "(#dev)")
  }

  // MARK: status

  private func words(_ status: NetworkStatus) -> [String] {
    ChatWords.words(of: status, at: FleetFixture.now).map(\.text)
  }

  @Test func theStatusOfANetworkIsSaidInWords() {
    let now = FleetFixture.now
    #expect(words(NetworkStatus(.offline)) == ["not connected"])
    #expect(words(NetworkStatus(.connecting(since: now - .seconds(3)))) == ["connecting, 3 s"])
    #expect(words(NetworkStatus(.waiting(until: now + .seconds(12), reason: "x"))) == ["reconnecting in 12 s"])
    #expect(words(NetworkStatus(.waiting(until: now - .seconds(12), reason: "x"))) == ["reconnecting in 0 s"])
    #expect(words(NetworkStatus(.stopped(reason: "x"))) == ["stopped"])
    var status = NetworkStatus(.online(since: now))
    #expect(words(status).isEmpty, "what is well is not told")
    status.lag = .milliseconds(1_900)
    #expect(words(status).isEmpty)
    status.lag = .milliseconds(2_340)
    status.awayMessage = ""
    status.queued = 2
    #expect(words(status) == ["lag 2.3 s", "away", "2 queued"])
    status.lag = .seconds(600)
    #expect(words(status).first == "lag 10 min")
  }

  @Test func theTitleSaysWhoElseWantsSomething() {
    let chat = ChatScenes.chat([])
    let words = ChatWords(chat, ChatScenes.world())
    #expect(words.title == "#ops")
    #expect(words.titleWords.map(\.text).filter { $0 != "   " } == ["office", "12 people", "! naoya and 1 more"])
    #expect(ChatWords(ChatState(), ChatScenes.world()).title == "Chat")
  }

  @Test func namesOfHostsAreMarkedWhereverTheyStand() {
    var text = StyledText("障害: bm-db07 は遅い、bm-app[01-03] も", .text)
    text.mark(MentionIndex(FleetFixture.inventory()))
    let marked = text.glyphs.filter { $0.role == .link }.map(\.text).joined()
    #expect(marked == "bm-db07bm-app[01-03]")
  }

  @Test func searchesFindWhatIsWrittenInAnotherWidth() {
    for (written, sought) in [("ＤＢ０７ だ", "db07"), ("ｶﾞﾗｽ", "ガラス"), ("が", "か\u{3099}"), ("障害", "害")] {
      var text = StyledText(written, .text)
      text.mark([sought.foldedForSearch], .match)
      #expect(text.glyphs.contains { $0.role == .match }, "\(written)")
    }
    var text = StyledText("nothing", .text)
    text.mark(["db07"], .match)
    #expect(text.glyphs.allSatisfy { $0.role == .text })
  }
}
