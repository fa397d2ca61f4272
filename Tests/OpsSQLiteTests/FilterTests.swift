import OpsDomain
import TestSupport
import Testing

@testable import OpsSQLite

@Suite struct FilterTests {
  let fixture: StoreFixture

  init() throws { fixture = try StoreFixture() }

  private func fill() async throws {
    let then = "bookmark:db"
    try await fixture.append(fixture.entry("host", after: 10, targets: [EntryTarget(.host, "db7", roleThen: then)]))
    try await fixture.append(fixture.entry("role", after: 20, targets: [EntryTarget(.role, then)]))
    try await fixture.append(fixture.entry("service", after: 30, targets: [EntryTarget(.service, "bookmark")]))
    try await fixture.append(
      fixture.entry("moved", after: 40, targets: [EntryTarget(.host, "db7", roleThen: "blog:proxy")]))
    try await fixture.append(fixture.entry("old role later", after: 50, targets: [EntryTarget(.role, then)]))
    try await fixture.append(fixture.entry("new role", after: 60, targets: [EntryTarget(.role, "blog:proxy")]))
    try await fixture.append(fixture.entry("other", after: 70, targets: [EntryTarget(.host, "db70")]))
    try await fixture.append(fixture.entry("bare", after: 80, by: "osaka1", kind: .decision, tags: ["Disk"]))
  }

  @Test func aHostHasItsOwnEntriesAndThoseOfTheRoleThatItHadThen() async throws {
    try await fill()
    #expect(try await fixture.texts { $0.hosts = ["db7"] } == ["host", "moved", "new role"])
    #expect(try await fixture.texts { $0.hosts = ["db70"] } == ["other"])
    #expect(try await fixture.texts { $0.hosts = ["db70", "db7"] } == ["host", "moved", "new role", "other"])
    #expect(try await fixture.texts { $0.hosts = ["unknown"] }.isEmpty)
  }

  @Test func theRoleThatAHostHasNowFollowsTheLastThatItsEntriesTell() async throws {
    try await fill()
    let fresh = try await fixture.texts {
      $0.hosts = ["db9"]
      $0.presentRoles = ["db9": "bookmark:db"]
    }
    #expect(fresh == ["role", "service", "old role later"])
    let same = try await fixture.texts {
      $0.hosts = ["db7"]
      $0.presentRoles = ["db7": "blog:proxy"]
    }
    #expect(same == ["host", "moved", "new role"])
    let back = try await fixture.texts {
      $0.hosts = ["db7"]
      $0.presentRoles = ["db7": "bookmark:db"]
    }
    #expect(back == ["host", "moved", "old role later"])
  }

  @Test func rolesAndServicesIncludeTheHostsThatWereTheirs() async throws {
    try await fill()
    #expect(try await fixture.texts { $0.roles = ["bookmark:db"] } == ["host", "role", "old role later"])
    #expect(try await fixture.texts { $0.roles = ["db"] } == ["host", "role", "old role later"])
    #expect(try await fixture.texts { $0.roles = ["proxy"] } == ["moved", "new role"])
    #expect(try await fixture.texts { $0.services = ["bookmark"] } == ["host", "role", "service", "old role later"])
  }

  @Test func theOtherFiltersAndTheirUnion() async throws {
    try await fill()
    #expect(try await fixture.texts { $0.authors = ["osaka1"] } == ["bare"])
    #expect(try await fixture.texts { $0.kinds = [.decision] } == ["bare"])
    #expect(try await fixture.texts { $0.tags = ["disk"] } == ["bare"])
    let since = Timestamp.fixture + .seconds(30)
    let until = Timestamp.fixture + .seconds(70)
    let within = try await fixture.texts {
      $0.since = since
      $0.until = until
    }
    #expect(within == ["service", "moved", "old role later", "new role"])
    let joined = try await fixture.texts {
      $0.services = ["bookmark"]
      $0.since = since
      $0.words = ["role"]
    }
    #expect(joined == ["old role later"])
    let never = try await fixture.texts {
      $0.since = until
      $0.until = since
    }
    #expect(never.isEmpty)
    let nothing = try await fixture.texts { $0.until = Timestamp(milliseconds: .min) }
    #expect(nothing.isEmpty)
  }

  @Test func aThreadIncludesTheEntryThatBeganIt() async throws {
    let first = try await fixture.append(fixture.entry("begin", after: 1))
    try await fixture.append(fixture.entry("between", after: 2))
    try await fixture.append(fixture.entry("reply", after: 3, thread: first.id))
    #expect(try await fixture.texts { $0.thread = first.id } == ["begin", "reply"])
    let window = fixture.identity()
    try await fixture.append(fixture.entry("step", after: 4, thread: window))
    #expect(try await fixture.texts { $0.thread = window } == ["step"])
  }

  @Test func whoWroteOnBehalfOfSomebodyIsFoundByBoth() async throws {
    var draft = fixture.entry("by a program")
    draft.author = Author("robot", onBehalfOf: "kyoto1")
    try await fixture.append(draft)
    for account in ["robot", "kyoto1"] {
      #expect(try await fixture.texts { $0.authors = [account] } == ["by a program"])
    }
  }

  @Test func pagesFollowEachOtherBothWaysWhileOthersAppend() async throws {
    var random = SeededRandom(seed: 5)
    // Many happen in the same second, and are recorded in another order.
    let drafts = (0..<97).map { fixture.entry("\($0)", after: Int64.random(in: 0..<20, using: &random), tags: ["x"]) }
    _ = try await fixture.store.append(drafts)
    for query in [EntryQuery(), tagged("x")] {
      let all = try await fixture.store.entries(query, .newest, limit: 1000).records.map(\.place)
      #expect(all == all.sorted() && all.count >= 97)
      var page = try await fixture.store.entries(query, .newest, limit: 7)
      var back = page.records.map(\.place)
      while page.hasOlder, let first = back.first {
        // What others write about later times changes nothing of what lies before.
        try await fixture.append(fixture.entry("new", after: 1000))
        page = try await fixture.store.entries(query, .before(first), limit: 7)
        #expect(page.hasNewer)
        back = page.records.map(\.place) + back
      }
      #expect(back == all)
      var forth: [EntryPlace] = []
      repeat {
        let position = forth.last.map { EntryPosition.after($0) } ?? .around(all[0])
        page = try await fixture.store.entries(query, position, limit: 7)
        #expect(page.hasOlder == !forth.isEmpty)
        forth += page.records.map(\.place)
      } while page.hasNewer
      #expect(Array(forth.prefix(all.count)) == all)
    }
  }

  @Test func aPageAroundAPlaceHasItInTheMiddle() async throws {
    let operations = try await fixture.store.append((0..<20).map { fixture.entry("\($0)", after: Int64($0)) })
    for (place, expected) in [(10, 8...12), (0, 0...4), (19, 15...19)] {
      let at = Timestamp.fixture + .seconds(place)
      let around = EntryPosition.around(EntryPlace(at: at, id: operations[place].id))
      let page = try await fixture.store.entries(EntryQuery(), around, limit: 5)
      #expect(page.records.map(\.entry.text) == expected.map { "\($0)" })
      #expect(page.hasOlder == (expected.lowerBound > 0) && page.hasNewer == (expected.upperBound < 19))
    }
  }

  private func tagged(_ tag: String) -> EntryQuery {
    var query = EntryQuery()
    query.tags = [tag]
    return query
  }
}
