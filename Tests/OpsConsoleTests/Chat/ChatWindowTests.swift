import OpsDomain
import OpsScreen
import Testing

@testable import OpsConsole

/// The lines of a conversation that are held.
@Suite struct ChatWindowTests {
  private func line(_ id: Int64, at seconds: Int64? = nil, _ text: String = "") -> ChatLine {
    ChatLine(id: id, .message, at: Timestamp(seconds: seconds ?? id), sender: "a", text: text)
  }

  private func isInOrder(_ window: ChatWindow) -> Bool {
    zip(window.lines, window.lines.dropFirst()).allSatisfy { $0.place < $1.place }
  }

  @Test("what is played back stands where its time says, each line once")
  func playback() {
    var window = ChatWindow()
    window.add((1...10).map { line($0, at: $0 * 10) }, keepsOldest: false)
    window.add([line(11, at: 35), line(12, at: 36), line(13, at: 110)], keepsOldest: false)
    window.add([line(11, at: 35)], keepsOldest: false)
    #expect(window.lines.map(\.id) == [1, 2, 3, 11, 12, 4, 5, 6, 7, 8, 9, 10, 13])
    window.add([line(15, at: 12), line(14, at: 11)], keepsOldest: false)
    #expect(window.lines.prefix(4).map(\.id) == [1, 14, 15, 2])
  }

  @Test("no more lines are held than the limit and a little; the oldest give way")
  func bounded() {
    var window = ChatWindow()
    for start in 0..<100 {
      window.add((0..<50).map { line(Int64(start * 50 + $0)) }, keepsOldest: false)
      #expect(window.lines.count <= ChatWindow.limit + ChatWindow.slack)
    }
    #expect(window.lines.last?.id == 4_999)
    #expect(window.hasOlder)
    window.add((5_000..<50_000).map { line(Int64($0)) }, keepsOldest: false)
    #expect(window.lines.count == ChatWindow.limit)
    #expect(window.lines.last?.id == 49_999)
    #expect(isInOrder(window))
  }

  @Test("while old lines are looked at they stay, and the newest are counted")
  func keepsWhatIsRead() {
    var window = ChatWindow()
    window.add((0..<1_000).map { line(Int64($0)) }, keepsOldest: false)
    window.add((1_000..<1_300).map { line(Int64($0)) }, keepsOldest: true)
    #expect(window.lines.first?.id == 0)
    #expect(window.hasNewer)
    #expect(window.newerCount == 300)
    window.append(newer: (1_000..<1_200).map { line(Int64($0)) }, hasNewer: true)
    #expect(window.lines.last?.id == 1_199)
    #expect(window.lines.count == ChatWindow.limit)
    #expect(window.hasNewer)
    window.append(newer: (1_200..<1_300).map { line(Int64($0)) }, hasNewer: false)
    window.add([line(1_300)], keepsOldest: false)
    #expect(window.lines.last?.id == 1_300)
    #expect(isInOrder(window))
  }

  @Test("lines that came while the store was read are kept")
  func historyMeetsLive() {
    var window = ChatWindow()
    window.add([line(8), line(9)], keepsOldest: false)
    window.replace(with: (1...8).map { line($0) }, hasOlder: true)
    #expect(window.lines.map(\.id) == Array(1...9))
    window.prepend([line(-1), line(0), line(1)], hasOlder: false)
    #expect(window.lines.map(\.id) == [-1, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
    #expect(!window.hasOlder)
  }

  @Test("older lines never take the place of the newest while these are in sight")
  func olderGiveWay() {
    var window = ChatWindow()
    window.add((600..<1_600).map { line($0) }, keepsOldest: false)
    window.prepend((400..<600).map { line($0) }, hasOlder: false, keepsNewest: true)
    #expect(window.lines.map(\.id) == Array(600..<1_600))
    #expect(!window.hasNewer)
    #expect(window.hasOlder)
  }

  @Test("what became of a line takes its place, and moves it when its time is another")
  func updates() {
    var window = ChatWindow()
    window.add((1...4).map { line($0) }, keepsOldest: false)
    window.update([line(2, at: 9, "changed"), line(77)])
    #expect(window.lines.map(\.id) == [1, 3, 4, 2])
    #expect(window.lines.last?.text == "changed")
  }

  @Test("a gap that was filled goes; one that shrank stays")
  func filledGaps() {
    var window = ChatWindow()
    var gap = ChatLine(id: 2, .gap, at: Timestamp(seconds: 2), text: "")
    gap.until = Timestamp(seconds: 60)
    window.add([line(1), gap, line(3, at: 60)], keepsOldest: false)
    gap.until = Timestamp(seconds: 30)
    window.update([gap])
    #expect(window.lines.map(\.id) == [1, 2, 3])
    gap.until = Timestamp(seconds: 2)
    window.update([gap])
    #expect(window.lines.map(\.id) == [1, 3])
  }

  @Test("taking in a line costs the same however many were taken in before")
  func intakeIsFlat() {
    // The lines moved are counted, not the time: a window never moves more than its slack lets gather.
    var window = ChatWindow()
    var moved = 0
    for number in 0..<20_000 {
      let before = window.lines.count
      window.add([line(Int64(number))], keepsOldest: false)
      if window.lines.count < before { moved += window.lines.count }
    }
    #expect(moved <= 20_000 * ChatWindow.limit / ChatWindow.slack)
  }
}
