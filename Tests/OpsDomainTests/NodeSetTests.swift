import OpsDomain
import TestSupport
import Testing

private let expansions: [(String, [String])] = [
  ("web1", ["web1"]), ("web[1-3]", ["web1", "web2", "web3"]), ("web[08-11]", ["web08", "web09", "web10", "web11"]),
  ("web[1,3,5-6]x", ["web1x", "web3x", "web5x", "web6x"]), ("n[0-6/2]", ["n0", "n2", "n4", "n6"]),
  ("n[1-6/4]", ["n1", "n5"]), ("dc[1-2]n[1-2]", ["dc1n1", "dc1n2", "dc2n1", "dc2n2"]),
  ("[1-2]", ["1", "2"]), ("n[001-002]", ["n001", "n002"]), ("n[08-100/46]", ["n08", "n54", "n100"]),
  ("a,b c", ["a", "b", "c"]), ("a[1-3]!a2", ["a1", "a3"]), ("a,a,a1", ["a", "a1"]), ("サーバ[1-2]", ["サーバ1", "サーバ2"]),
  ("n[5]", ["n5"]), ("10.0.0.[1-2]", ["10.0.0.1", "10.0.0.2"]),
]

@Test(arguments: expansions)
func patternsExpandToNames(pattern: String, names: [String]) throws {
  #expect(try NodeSet.expand(pattern) == names)
}

private let mistakes: [(String, Int, String)] = [
  ("", 0, "missing"), ("   ", 0, "missing"), ("web[", 4, "missing"), ("web[1", 3, "[ without ]"),
  ("web1]", 4, "] without ["), ("web[]", 4, "missing"), ("web[1-]", 6, "end of the range"),
  ("web[3-1]", 4, "write 1-3"), ("web[1-3/0]", 4, "step"), ("web[a-c]", 4, "missing"), ("web[1;2]", 5, "not ;"),
  ("web[01-011]", 4, "digits"), ("web[1-99999999999999999999]", 6, "too long"), ("a,,b", 2, "between , and ,"),
  (",a", 0, "before ,"), ("a&", 1, "after &"), ("a & ", 2, "after &"), ("&a", 0, "before &"), ("!a", 0, "write *!a"),
  ("web[1-3,]", 8, "missing"), ("@", 1, "missing"), ("@bookmark:", 10, "missing"), ("x @:db", 3, "missing"),
  ("web[1-2][", 9, "missing"), ("a [1[2]]", 4, "not ["), ("n[1-100001]", 0, "100000"),
  ("n[1-1000][1-1000]", 0, "100000"), ("n[1-999999999999999999][1-999999999999999999]", 0, "100000"),
  ("*", 0, "does not name any"), ("a @db", 2, "does not name any"), ("a & b", 4, "only"), ("n[１-２]", 2, "missing"),
]

@Test(arguments: mistakes)
func mistakesAreToldWithTheirPlace(text: String, offset: Int, hint: String) throws {
  let problem = try #require(throws: NodeSet.Problem.self) { try NodeSet.expand(text) }
  #expect(problem.offset == offset, "\(problem)")
  #expect(problem.message.contains(hint), "\(problem)")
}

private let folds: [([String], String)] = [
  ([], ""), (["web1"], "web1"), (["web01", "web02", "web03", "web07"], "web[01-03,07]"),
  (["web3", "web1", "web2", "web2"], "web[1-3]"), ((8...11).map { $0 < 10 ? "n0\($0)" : "n\($0)" }, "n[08-11]"),
  (["n9", "n10", "n11"], "n[9-11]"), (["n98", "n99", "n100"], "n[98-100]"), (["n08", "n100"], "n[08,100]"),
  (["n5", "n05", "n10"], "n[5,05,10]"), (["dc1n1", "dc1n2", "dc2n1", "dc2n2"], "dc[1-2]n[1-2]"),
  (["dc1n1", "dc1n2", "dc2n1"], "dc1n[1-2],dc2n1"), (["b1", "a1", "b2"], "b[1-2],a1"), (["gw", "gw"], "gw"),
  (["10.0.0.1", "10.0.0.2"], "10.0.0.[1-2]"), (["1", "2"], "[1-2]"), (["サーバ1", "サーバ2"], "サーバ[1-2]"), ([""], ""),
]

@Test(arguments: folds)
func namesFoldToTheShortestNotation(names: [String], folded: String) {
  #expect(NodeSet.fold(names) == folded)
}

@Test func foldingAndExpandingUndoEachOther() throws {
  for seed in 0..<300 {
    var state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 | 1
    func next(_ limit: UInt64) -> Int {
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      return Int(state % limit)
    }
    let names = Set(
      (0..<next(40)).map { _ in
        let digits = String(next(120))
        let padding = String(repeating: "0", count: next(3))
        let tail = next(4) == 0 ? "-\(next(3))" : ""
        return ["web", "db", "x1y"][next(3)] + padding + digits + tail
      })
    guard !names.isEmpty else { continue }
    let folded = NodeSet.fold(names.sorted())
    #expect(Set(try NodeSet.expand(folded)) == names, "\(folded)")
  }
}

@Test func numbersOfManyDigitsAreNoTrap() throws {
  let names = ["a99999999999999999999999999999999999999", "a00000000000000000000000000000000000000001"]
  #expect(Set(try NodeSet.expand(NodeSet.fold(names))) == Set(names))
}

private let inventory: Inventory = {
  func host(_ name: String, _ role: String, _ change: (inout Host) -> Void = { _ in }) -> Host {
    let words = role.split(separator: ":").map(String.init)
    var host = Host(id: HostID(name), role: RoleID(service: words[0], role: words[1]), site: "kyoto")
    change(&host)
    return host
  }
  return Inventory(hosts: [
    host("bm-db01", "bookmark:db") { $0.parent = "vmhost04" },
    host("bm-db02", "bookmark:db") { $0.status = .standby },
    host("bm-db03", "bookmark:db") { $0.site = "tokyo" },
    host("bm-app01", "bookmark:app") { $0.sources = [.nodeExporter, .ssh] },
    host("blog-db01", "blog:db") { $0.parent = "vmhost05" },
    Host(id: "gateway"),
  ])
}()

private let resolutions: [(String, String)] = [
  ("bm-db01", "bm-db01"), ("bm-db[01-03]", "bm-db[01-03]"), ("*", "bm-db[01-03],bm-app01,blog-db01,gateway"),
  ("bm-*", "bm-db[01-03],bm-app01"), ("b?-db0[1-2]", "bm-db[01-02]"), ("bm-db0?", "bm-db[01-03]"),
  ("@bookmark:db", "bm-db[01-03]"), ("@db", "bm-db[01-03],blog-db01"), ("@bookmark", "bm-db[01-03],bm-app01"),
  ("@role:db", "bm-db[01-03],blog-db01"), ("@service:blog", "blog-db01"), ("@*:db", "bm-db[01-03],blog-db01"),
  ("@bookmark:*", "bm-db[01-03],bm-app01"), ("@status:standby", "bm-db02"), ("@status:poweroff", ""),
  ("@parent:vmhost04", "bm-db01"), ("@parent:vmhost[04-05]", "bm-db01,blog-db01"), ("@site:tokyo", "bm-db03"),
  ("@source:node_exporter", "bm-app01"), ("@source:ssh", "bm-db[01-03],bm-app01,blog-db01,gateway"),
  ("@marked", "bm-db03,gateway"), ("@bookmark & @site:tokyo", "bm-db03"), ("@db ^ @bookmark", "bm-app01,blog-db01"),
  ("gateway bm-app01", "bm-app01,gateway"), ("@db,gateway!bm-db02", "bm-db[01,03],blog-db01,gateway"),
  // What is taken away stays away, wherever it stands.
  ("@blog!bm-db01,@bookmark:db", "bm-db[02-03],blog-db01"), ("!bm-db01 @bookmark:db", "bm-db[02-03]"),
  ("@db,!bm-*", "blog-db01"), ("bm-db01!bm-db01", ""), ("*!nothing*", "bm-db[01-03],bm-app01,blog-db01,gateway"),
  ("@bookmark:db,@bookmark:app!@site:kyoto", "bm-db03"), ("bm-db01,", "bm-db01"),
]

@Test(arguments: resolutions)
func setsResolveInTheInventorysOrder(text: String, folded: String) throws {
  let hosts = try NodeSet(parsing: text).resolve(in: inventory, marked: ["gateway", "bm-db03"])
  #expect(NodeSet.fold(hosts.map(\.name)) == folded)
}

private let unknowns: [(String, Int, String)] = [
  ("bm-db1", 0, "did you mean bm-db01?"), ("bm-db[01-04]", 0, "no host bm-db04 of bm-db[01-04]"),
  ("bm-db01 bm-bd02", 8, "did you mean bm-db02?"), ("@bookmrk", 0, "did you mean bookmark?"),
  ("@bookmark:bd", 0, "did you mean bookmark:db?"), ("@status:stanby", 0, "did you mean standby?"),
  ("@status:x", 0, "working, standby"), ("@source:sh", 0, "did you mean ssh?"),
  ("@site:kyto", 0, "did you mean kyoto?"),
  ("@parent:vmhost4", 0, "did you mean vmhost04?"), ("*!bm-db99", 2, "no host bm-db99"), ("web*", 0, "no host matches"),
  ("bm-db01&zzz", 8, "no host zzz"),
]

@Test(arguments: unknowns)
func aSetThatIsPartlyUnknownIsRefusedWithASuggestion(text: String, offset: Int, hint: String) throws {
  let problem = try #require(throws: NodeSet.Problem.self) { try NodeSet(parsing: text).resolve(in: inventory) }
  #expect(problem.message.contains(hint), "\(problem)")
  #expect(problem.offset == offset)
}

@Test func noTextIsATrap() {
  let marks = Array("a01[]-,/!&^@:* \u{1B}é障🙂")
  for seed in 0..<3000 {
    var state = UInt64(seed) &* 0xD134_2543_DE82_EF95 | 1
    let text = String(
      (0..<(seed % 14)).map { _ in
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return marks[Int(state >> 33) % marks.count]
      })
    _ = try? NodeSet(parsing: text).resolve(in: inventory)
    _ = try? NodeSet.expand(text)
    _ = try? HostPredicate(parsing: text)
  }
  let long = String(repeating: "[", count: 100_000)
  #expect(throws: NodeSet.Problem.self) { try NodeSet(parsing: long) }
}
