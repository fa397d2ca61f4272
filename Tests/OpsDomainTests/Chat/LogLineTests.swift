import OpsDomain
import TestSupport
import Testing

@Suite struct LogLineTests {
  private let inventory = Inventory.bookmark
  private let index = MentionIndex(.bookmark)

  private func read(_ text: String) -> LogLine.Reading { LogLine.read(text, in: inventory, index) }

  private func line(_ text: String) -> LogLine? {
    if case .line(let line) = read(text) { return line }
    return nil
  }

  private func targets(_ text: String) -> [String] { line(text).map { $0.targets.map(\.id) } ?? ["no line"] }

  @Test(
    "only the command itself is one",
    arguments: [
      "", "log x", "!", "!logs x", "!login", "x !log y", " !log y", "!!log y", "!log-x y", "\u{1}ACTION !log x\u{1}",
    ])
  func ordinary(text: String) { #expect(read(text) == .ordinary) }

  @Test(
    "case, formatting, and wide letters do not hide it",
    arguments: ["!log restarted", "!LOG restarted", "\u{2}!log\u{2} restarted", "！log　restarted", "!log   restarted  "])
  func command(text: String) { #expect(line(text) == LogLine(targets: [], text: "restarted")) }

  @Test(
    "without a message nothing is logged",
    arguments: ["!log", "!log ", "!log bm-db01", "!log bm-db01: ", "!log \u{2}\u{3}"])
  func missing(text: String) { #expect(read(text) == .problem("Message missing. Nothing was logged.")) }

  @Test("hosts at the front are targets with the role they have") func hosts() {
    let line = line("!log bm-db01 bm-db02, restarted bm-db03")
    #expect(line?.targets == ["bm-db01", "bm-db02"].map { EntryTarget(.host, $0, roleThen: "bookmark:db") })
    #expect(line?.text == "restarted bm-db03")
    #expect(line?.hint == nil)
  }

  @Test(
    "roles, services, sites and node sets are targets",
    arguments: [
      ("!log @bookmark:db failover", ["bookmark:db"]), ("!log bookmark:db failover", ["bookmark:db"]),
      ("!log @bookmark upgraded", ["bookmark"]), ("!log @db upgraded", ["bookmark:db"]),
      ("!log @site:kyoto dark", ["kyoto"]),
      ("!log bm-db[01-02] upgraded", ["bm-db01", "bm-db02"]), ("!log bm-db01,bm-app01 up", ["bm-app01", "bm-db01"]),
      ("!log bm-proxy* up", ["bm-proxy01", "bm-proxy02", "bm-proxy03"]), ("!log BM-DB01 up", ["bm-db01"]),
      ("!log bm-db01: bm-db02 took over", ["bm-db01"]), ("!log bm-db01 bm-db01 up", ["bm-db01"]),
      ("!log bm-db[01-03]!bm-db02 up", ["bm-db01", "bm-db03"]), ("!log bm-db01：再起動", ["bm-db01"]),
      ("!log bm-db01、bm-db02 再起動", ["bm-db01", "bm-db02"]),
      ("!log gateway 再起動", ["gateway"]),
    ] as [(String, [String])]) func sets(text: String, expected: [String])
  {
    #expect(targets(text) == expected)
  }

  @Test(
    "a host that is not known is logged as text, with a hint",
    arguments: [
      ("!log bm-db99 restarted", "no host bm-db99; did you mean bm-db09?"),
      ("!log bm-bd01 restarted", "no host bm-bd01; did you mean bm-db01?"),
      ("!log bm-db1 restarted", "no host bm-db1; did you mean bm-db01?"),
      ("!log gatewya: restarted", "no host gatewya; did you mean gateway?"),
      ("!log bm-db[23-25] restarted", "no host bm-db25 of bm-db[23-25]; did you mean bm-db05?"),
      ("!log bm-db01 bm-bd02 restarted", "no host bm-bd02; did you mean bm-db02?"),
    ]) func hints(text: String, hint: String)
  {
    #expect(line(text)?.hint == hint)
    #expect(line(text)?.text.hasSuffix("restarted") == true)
  }

  @Test(
    "ordinary words are never taken for misspelt hosts",
    arguments: [
      "restarted", "mysql-8.0 installed", "v1.2-rc1 out", "2026-11-28 window", "12:30 begun", "10.0.0.1 blocked",
      "note: slow",
      "fix: it", "OPS-12 closed", "db-1 x", "gateways are up", "getaway", "*", "** important **", "why?", "what?!",
      "[WIP] x", "[2024] x",
      "foo[1] = 2", "a,b", "@ken fixed it", "@ everyone", "再起動しました", "wow!now", "-", "--", "e.g. this",
      "https://example.org/a-1",
    ]) func words(text: String)
  { #expect(line("!log " + text) == LogLine(targets: [], text: text)) }

  @Test("targets have a limit, and hostile text is read") func limits() {
    let many = Array(repeating: "bm-db01", count: 200).joined(separator: " ")
    #expect(line("!log \(many)")?.text.split(separator: " ").count == 200 - LogLine.targetWordsMax)
    var chance = SeededRandom(seed: 4)
    for _ in 0..<500 { _ = read("!log " + HostileText.random(&chance)) }
  }
}
