import OpsDomain
import OpsScreen
import TestSupport
import Testing

@testable import OpsConsole

/// Lines as rows: scrolling, folding, times, and what nobody can break.
@Suite struct ChatRowsTests {
  private func rows(_ lines: [ChatLine], _ columns: Int = 80, showsNoise: Bool = false) -> ChatRows {
    let drawing = ChatDrawing(ChatState(), ChatScenes.world())
    var buffer = ChatScenes.buffer("office", "#ops", .channel)
    buffer.window = ChatScenes.window(lines)
    buffer.showsNoise = showsNoise
    return drawing.rows(of: buffer, columns: columns)
  }

  private func text(_ row: ChatRow) -> String { row.pieces.map(\.text).joined(separator: " ") }

  private func random(_ seed: UInt64, count: Int = 60) -> [ChatLine] {
    var random = SeededRandom(seed: seed)
    var moment = ChatScenes.at("00:10")
    return (0..<count).map { number in
      moment = moment + .seconds(Int64.random(in: 0...4_000, using: &random))
      let kind = ChatLine.Kind.allCases.randomElement(using: &random) ?? .message
      var line = ChatLine(
        id: Int64(number + 1), kind, at: moment, sender: HostileText.random(&random, pieces: 3),
        text: HostileText.random(&random, pieces: 30))
      if Bool.random(using: &random) { line.delivery = .failed(HostileText.random(&random)) }
      line.isHighlight = Bool.random(using: &random)
      if kind == .gap, Bool.random(using: &random) { line.until = moment + .seconds(90_000) }
      return line
    }
  }

  // MARK: scrolling

  @Test(arguments: [(0, 12, 80), (1, 5, 40), (2, 1, 100), (3, 30, 24), (4, 7, 200), (5, 3, 9)] as [(UInt64, Int, Int)])
  func scrollingRowByRowShowsEveryRowOnce(seed: UInt64, window: Int, columns: Int) {
    let rows = rows(random(seed), columns, showsNoise: seed % 2 == 0)
    var all = rows.view(.newest, rows: 100_000).rows
    #expect(all.count > window)
    let whole = all
    // Upwards the row at the top is a new one with every step; the last is the oldest.
    var scroll = ChatScroll.newest
    for _ in 0..<(whole.count - window) {
      let view = rows.view(scroll, rows: window)
      #expect(view.rows == Array(all.suffix(window)))
      #expect(!view.showsOldest)
      all.removeLast()
      let next = rows.moved(scroll, by: 1, window: window)
      #expect(next != scroll)
      scroll = next
    }
    #expect(rows.view(scroll, rows: window).showsOldest)
    #expect(rows.view(scroll, rows: window).rows == Array(whole.prefix(window)))
    #expect(rows.moved(scroll, by: 1, window: window) == scroll, "there it stops")
    for _ in 0..<(whole.count - window) { scroll = rows.moved(scroll, by: -1, window: window) }
    #expect(scroll == .newest)
    #expect(rows.moved(.newest, by: -5, window: window) == .newest)
  }

  @Test(arguments: 0..<6 as Range<UInt64>)
  func leapsAreManySteps(seed: UInt64) {
    let rows = rows(random(seed), 60)
    var one = ChatScroll.newest
    for _ in 0..<17 { one = rows.moved(one, by: 1, window: 10) }
    #expect(rows.moved(.newest, by: 17, window: 10) == one)
    for _ in 0..<5 { one = rows.moved(one, by: -1, window: 10) }
    #expect(rows.moved(.newest, by: 12, window: 10) == one)
    #expect(rows.moved(one, by: -1_000_000, window: 10) == .newest)
    #expect(rows.moved(one, by: .min, window: 10) == .newest)
    let top = rows.moved(one, by: .max, window: 10)
    #expect(rows.view(top, rows: 10).showsOldest)
  }

  @Test(arguments: 0..<6 as Range<UInt64>)
  func everyLineCanBeBroughtIntoSight(seed: UInt64) {
    let lines = random(seed)
    let rows = rows(lines, 60)
    var scroll = ChatScroll.newest
    for step in 0..<200 {
      let line = lines[(step * 37 + Int(seed)) % lines.count]
      let before = rows.view(scroll, rows: 8)
      scroll = rows.revealing(line.id, from: scroll, window: 8)
      let view = rows.view(scroll, rows: 8)
      let place = lines[rows.group(containing: rows.index(at: line.place)).upperBound - 1].place
      let height = rows.rows(of: rows.group(containing: rows.index(at: line.place))).count
      #expect(view.rows.count { $0.place == place } == min(height, 8), "seed \(seed) step \(step)")
      if before.rows.count(where: { $0.place == place }) == height {
        #expect(view == before, "it was in sight already")
      }
    }
  }

  @Test func whatStandsInSightStaysThereWhenLinesCome() {
    let lines = random(7)
    let before = rows(Array(lines.prefix(40)), 80)
    let scroll = before.moved(.newest, by: 5, window: 10)
    let after = rows(lines, 80)
    #expect(after.view(scroll, rows: 10).rows == before.view(scroll, rows: 10).rows)
    #expect(after.view(.newest, rows: 10).linesBelow == 0)
    #expect(after.view(scroll, rows: 10).linesBelow > 20)
  }

  @Test func onlyWhatIsInSightIsLaidOut() {
    var lines: [ChatLine] = []
    for number in 0..<1_000 {
      lines.append(
        ChatLine(
          id: Int64(number), .message, at: ChatScenes.at("00:00", second: Int64(number)), sender: "a", text: "hi"))
    }
    let view = rows(lines).view(.newest, rows: 20)
    #expect(view.rows.count == 20)
    #expect(view.laidOut == 20)
    let middle = rows(lines).view(.at(lines[500].place, hidden: 0), rows: 20)
    #expect(middle.laidOut == 20)
    #expect(middle.linesBelow == 499)
    #expect(middle.rows.last?.line == 500)
  }

  @Test func aLineOfEnormousLengthIsCut() {
    let line = ChatLine(
      id: 1, .message, at: ChatScenes.at("10:00"), sender: "a", text: String(repeating: "ab 障", count: 9_000))
    let rows = rows([line], 40).view(.newest, rows: 1_000).rows
    #expect(rows.count <= ChatLineLayout.rowLimit + 1)
    #expect(rows.last?.pieces.last?.text.hasSuffix("…") == true)
  }

  // MARK: folding

  @Test func comingAndGoingIsOneRowUntilItIsUnfolded() {
    let lines = ChatScenes.numbered([
      ChatScenes.line(.message, "10:00", "a", "one"), ChatScenes.line(.join, "10:01", "b", ""),
      ChatScenes.line(.quit, "10:02", "c", "x"), ChatScenes.line(.message, "10:03", "a", "two"),
    ])
    let folded = rows(lines).view(.newest, rows: 10).rows
    #expect(folded.map(text).suffix(3) == ["a one", "· b joined, c left", "a two"])
    #expect(folded.filter(\.isFold).map(\.line) == [3])
    let open = rows(lines, showsNoise: true).view(.newest, rows: 10).rows
    #expect(open.map(text).suffix(4) == ["a one", "→ b joined", "← c quit: x", "a two"])
  }

  @Test func aFoldEndsWhereADayOrWhatIsNewBegins() {
    let lines = ChatScenes.numbered([
      ChatScenes.line(.join, "23:00", "a", "", day: -1), ChatScenes.line(.join, "00:10", "b", ""),
      ChatScenes.line(.join, "00:20", "c", ""), ChatScenes.line(.join, "00:30", "d", ""),
    ])
    let drawing = ChatDrawing(ChatState(), ChatScenes.world())
    var buffer = ChatScenes.buffer("office", "#ops", .channel)
    buffer.window = ChatScenes.window(lines)
    buffer.marker = lines[1].place
    let shown = drawing.rows(of: buffer, columns: 80).view(.newest, rows: 20).rows.map(text)
    #expect(shown.count == 6)
    #expect(shown[0].contains("Wed 2026-08-19"))
    #expect(shown[1] == "· a joined")
    #expect(shown[2].contains("today, Thu 2026-08-20"))
    #expect(shown[3] == "· b joined")
    #expect(shown[4].contains(" new "))
    #expect(shown[5] == "· c and d joined")
  }

  @Test func theTimeStandsWhereTheMinuteChanges() {
    let lines = ChatScenes.numbered([
      ChatScenes.line(.message, "10:00", "a", "one"), ChatScenes.line(.message, "10:00", "a", "two", second: 20),
      ChatScenes.line(.message, "10:01", "a", "three"), ChatScenes.gap("10:01", "10:05"),
      ChatScenes.line(.message, "10:01", "a", "four", second: 3),
    ])
    let shown = rows(lines).view(.newest, rows: 20).rows
    #expect(shown.map(\.showsTime) == [false, true, false, true, false, true])
    #expect(shown.compactMap(\.time) == ["10:00", "10:00", "10:01", "10:01"])
  }

  @Test func manyAreCounted() {
    let lines = (0..<900).map {
      ChatLine(id: $0, $0 % 3 == 0 ? .quit : .join, at: ChatScenes.at("10:00"), sender: "n\($0)", text: "")
    }
    #expect(NoiseWords(lines[...]).text == "600 joined, 300 left")
    #expect(NoiseWords([]).text == "")
  }

  // MARK: wrapping

  @Test(arguments: 0..<20 as Range<UInt64>)
  func wrappedTextIsWholeAndFits(seed: UInt64) {
    var random = SeededRandom(seed: seed)
    var text = StyledText()
    for _ in 0..<8 { text.append(HostileText.random(&random, pieces: 20), .text) }
    for columns in [2, 3, 5, 10, 33, 80] {
      let lines = text.lines(columns: columns, limit: 10_000)
      var next = 0
      for line in lines {
        #expect(line.lowerBound >= next && !line.isEmpty)
        #expect(text.glyphs[next..<line.lowerBound].allSatisfy { $0.text == " " }, "only blanks are left out")
        #expect(text.glyphs[line].reduce(0) { $0 + $1.columns } <= columns)
        next = line.upperBound
      }
      #expect(text.glyphs[next...].allSatisfy { $0.text == " " })
    }
  }

  @Test func noLineBeginsWithWhatCloses() {
    let text = StyledText("障害は「復旧」しました。確認", .text)
    let lines = text.lines(columns: 12, limit: 10).map { text.glyphs[$0].map(\.text).joined() }
    #expect(lines == ["障害は「復", "旧」しました。", "確認"].map { $0 } || lines.allSatisfy { !"」。、".contains($0.first ?? "x") })
    #expect(lines.joined() == "障害は「復旧」しました。確認")
  }

  @Test func wordsBreakAtBlanks() {
    let text = StyledText("await 48 ms to 9 ms https://wiki.example.org/ops/runbook", .text)
    let lines = text.lines(columns: 12, limit: 10).map { text.glyphs[$0].map(\.text).joined() }
    #expect(lines == ["await 48 ms", "to 9 ms", "https://wiki", ".example.org", "/ops/runbook"])
  }

  // MARK: what nobody can break

  @Test(arguments: 0..<8 as Range<UInt64>)
  func noRowIsWiderThanItsWindow(seed: UInt64) {
    let lines = random(seed, count: 12)
    for columns in 0...200 {
      let view = rows(lines, columns, showsNoise: columns % 2 == 0).view(.newest, rows: 60)
      for row in view.rows {
        for piece in row.pieces {
          #expect(piece.column >= 0 && (piece.text.isEmpty || piece.end <= columns), "\(columns): \(piece)")
          #expect(HostileText.firstForbidden(in: piece.text) == nil)
        }
        for (left, right) in zip(row.pieces, row.pieces.dropFirst()) { #expect(left.end <= right.column) }
      }
    }
  }

  @Test func everySizeFromNothingCanBeDrawn() {
    var chat = ChatScenes.chat(random(3, count: 30))
    chat.showsMembers = true
    chat.buffers[1].members = ChatScenes.members()
    let world = ChatScenes.world()
    var states = [ChatState(), chat]
    chat.mode = .reading
    states.append(chat)
    chat.mode = .paste(PasteGuard(buffer: chat.buffers[1].id, text: "", messages: ["a", ChatScenes.long, "\u{1B}[2J"]))
    states.append(chat)
    var list = ChatList(title: HostileText.pieces.joined())
    list.hits = random(9, count: 12).map { ChatHit(buffer: chat.buffers[1].id, title: $0.sender, line: $0) }
    chat.mode = .list(list)
    states.append(chat)
    chat.mode = .typing
    chat.completion = ChatCompletion(names: HostileText.pieces, start: 0, chosen: 5)
    states.append(chat)
    for (number, state) in states.enumerated() {
      for rows in 0...60 where rows < 14 || rows % 11 == number {
        for columns in 0...200 where columns < 12 || columns % 17 == (rows + number) % 17 {
          var canvas = Canvas(Size(columns: columns, rows: rows))
          ChatDrawing(state, world).draw(on: &canvas, in: canvas.bounds, isFocused: true)
          for row in 0..<rows { #expect(HostileText.firstForbidden(in: canvas.text(row: row)) == nil) }
        }
      }
    }
  }

  @Test func nothingIsDrawnOutsideTheRectangle() {
    var chat = ChatScenes.chat(ChatScenes.busy() + random(11, count: 5))
    chat.showsMembers = true
    chat.buffers[1].members = ChatScenes.members()
    chat.completion.names = ["a", "b"]
    for (columns, rows) in [(1, 1), (9, 4), (31, 9), (61, 12), (115, 20)] {
      var canvas = Canvas(Size(columns: columns + 10, rows: rows + 6))
      let inside = Rect(column: 5, row: 3, columns: columns, rows: rows)
      ChatDrawing(chat, ChatScenes.world()).draw(on: &canvas, in: inside, isFocused: true)
      for row in 0..<canvas.size.rows {
        for column in 0..<canvas.size.columns where !inside.contains(column: column, row: row) {
          #expect(canvas[column, row] == Cell(), "\(columns)x\(rows): \(column),\(row)")
        }
      }
    }
  }
}
