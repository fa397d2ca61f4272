import OpsDomain
import Testing

@testable import OpsApp

struct ConfirmationTests {
  private func confirmation(_ text: String = "restarted mysqld", key: String = "K7Q2") -> LogConfirmation {
    LogConfirmation(
      channel: "#ops", key: key, targets: ["bm-db07"], sender: "tanaka", text: text, line: "#ops tanaka \(text)")
  }

  @Test("the consoles present have different ranks, from 0 without a gap, whoever computes them")
  func ranks() {
    let consoles = ["ken", "naoya", "shinji", "yui"]
    for line in ["a", "b", "c"] {
      let ranks = consoles.map { ConsoleElection.rank(of: $0, among: consoles.shuffled(), line: line) }
      #expect(ranks.sorted() == [0, 1, 2, 3])
    }
  }

  @Test("each console is the first for some lines")
  func shares() {
    let consoles = ["ken", "naoya", "shinji"]
    let winners = (0..<300).map { number in
      consoles.first { ConsoleElection.rank(of: $0, among: consoles, line: "line \(number)") == 0 } ?? ""
    }
    for console in consoles { #expect(winners.filter { $0 == console }.count > 60) }
  }

  @Test("two consoles that do not know each other yet do not both think that they are alone")
  func unknown() {
    for number in 0..<100 {
      let line = "line \(number)"
      let ranks = [("alice", "bob"), ("bob", "alice")].map {
        ConsoleElection.rank(of: $0, among: [$0], andPerhaps: [$1, "ken"], line: line)
      }
      #expect(ranks[0] != ranks[1], "\(line)")
      #expect(ranks.max() ?? 0 <= ConsoleElection.unknownMax)
    }
    let crowd = (0..<500).map { "nick\($0)" }
    let rank = ConsoleElection.rank(of: "alice", among: ["alice"], andPerhaps: crowd, line: "x")
    #expect(rank <= ConsoleElection.unknownMax)
  }

  @Test("alone one has rank 0, listed or not")
  func alone() {
    #expect(ConsoleElection.rank(of: "ken", among: [], line: "x") == 0)
    #expect(ConsoleElection.rank(of: "ken", among: ["ken"], line: "x") == 0)
  }

  @Test("the words name hosts, key, who said it and what")
  func words() {
    #expect(ConfirmationText.words(confirmation()) == "logged bm-db07 · K7Q2 · tanaka: restarted mysqld")
    var doubtful = confirmation()
    doubtful.targets = []
    doubtful.doubts = ["no host bm-db77; did you mean bm-db07?"]
    #expect(
      ConfirmationText.words(doubtful)
        == "logged without a host · K7Q2 · no host bm-db77; did you mean bm-db07? · tanaka: restarted mysqld")
  }

  @Test("a confirmation is one message, however long and hostile the text")
  func oneMessage() {
    var long = confirmation("障害\r\nQUIT :x\u{1B}[31m " + String(repeating: "再起動", count: 400))
    long.targets = (1...900).map { "host\($0)" }
    let words = ConfirmationText.words(long)
    #expect(words.utf8.count <= ConfirmationText.bytesMax)
    #expect(!words.unicodeScalars.contains { $0.value < 0x20 })
  }

  @Test("a console stays silent when another has confirmed the line, with the same key or its own")
  func silence() {
    var desk = ConfirmationDesk()
    desk.add(confirmation(), rank: 1, at: 1_000)
    desk.heard(ConfirmationText.words(confirmation(key: "ZZZZ")), at: 1_500)
    #expect(desk.nextDue == nil)
    desk.add(confirmation("other"), rank: 1, at: 2_000)
    desk.heard(ConfirmationText.words(confirmation("quite another", key: "AAAA")), at: 2_500)
    #expect(desk.nextDue != nil)
  }

  @Test("a confirmation that came before the own record counts, too")
  func earlyWord() {
    var desk = ConfirmationDesk()
    desk.heard(ConfirmationText.words(confirmation()), at: 1_000)
    desk.add(confirmation(), rank: 0, at: 1_100)
    #expect(desk.nextDue == nil)
    desk.add(confirmation(), rank: 0, at: 1_100 + ConfirmationDesk.heardFor)
    #expect(desk.nextDue != nil)
  }

  @Test("confirmations are said one after the other, never many at once")
  func pace() {
    var desk = ConfirmationDesk()
    for number in 1...40 { desk.add(confirmation("text \(number)"), rank: 0, at: 0) }
    var said: [Int64] = []
    for now in stride(from: Int64(0), through: 200_000, by: 100) where desk.takeDue(at: now) != nil { said.append(now) }
    #expect(said.count == ConfirmationDesk.limit)
    #expect(said.first == ConsoleElection.first)
    #expect(zip(said, said.dropFirst()).allSatisfy { $1 - $0 >= ConfirmationDesk.pace })
  }
}
