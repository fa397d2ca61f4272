import OpsDomain
import TestSupport
import Testing

@Suite("entries are folds of operations") struct EntryFoldTests {
  @Test("invariant 5: a correction keeps the original, and says who, when and why") func amendKeepsTheOriginal() throws
  {
    var script = OperationScript()
    let first = script.now
    let id = script.record(.entryAdd(Entry("stoped replication", at: first, tags: ["db"])), by: "naoya")
    let amendedAt = script.now
    script.record(
      .entryAmend(EntryAmendment(entry: id, reason: "typo", text: "stopped replication", at: first - .seconds(60))),
      by: "hatta")
    let record = try #require(EntryRecord(folding: script.operations))
    #expect(record.entry.text == "stopped replication")
    #expect(record.entry.at == first - .seconds(60))
    #expect(record.entry.tags == ["db"], "what a correction does not name stays")
    #expect(record.original?.text == "stoped replication")
    #expect(record.recordedAt == first, "when it was recorded never changes")
    #expect(record.revisions.map(\.author.account) == ["hatta"])
    #expect(record.revisions.map(\.recordedAt) == [amendedAt])
    #expect(record.revisions.map(\.amendment.reason) == ["typo"])
  }

  @Test("invariant 5: only the author, the one for whom it was written, and editors correct it")
  func onlyTheAuthorAndEditorsAmend() {
    let entry = Entry("x", at: .fixture)
    let record = EntryRecord(
      id: OperationID(high: 1, low: 1), author: Author("bot", onBehalfOf: "naoya"), recordedAt: .fixture, entry: entry)
    #expect(record.mayBeAmended(by: "bot") && record.mayBeAmended(by: "naoya"))
    #expect(!record.mayBeAmended(by: "hatta"))
    #expect(record.mayBeAmended(by: "hatta", editors: ["hatta"]))
  }

  @Test("invariant 1: redaction empties the text everywhere and keeps the envelope, who and why")
  func redactionRemovesTextEverywhere() throws {
    var script = OperationScript()
    var entry = Entry("the password is hunter2", at: script.now, title: "hunter2")
    entry.command = CommandRecord(text: "mysql -phunter2", host: "bm-db07", exit: 0)
    entry.command?.output = "hunter2"
    (entry.tags, entry.tickets) = (["hunter2"], ["hunter2-1"])
    let id = script.record(.entryAdd(entry))
    script.record(.entryAmend(EntryAmendment(entry: id, reason: "hunter2 it is", text: "it is hunter2")))
    script.record(.entryLink(EntryLink(entry: id, target: "https://hunter2/")))
    script.record(.entryRedact(EntryStrike(entry: id, reason: "it held a secret")), by: "hatta")
    script.record(.entryAmend(EntryAmendment(entry: id, reason: "r", text: "hunter2 again", tags: ["hunter2"])))
    script.record(.entryLink(EntryLink(entry: id, target: "https://hunter2/", relation: "late")))
    let record = try #require(EntryRecord(folding: script.operations))
    #expect(!"\(record)".contains("hunter2"))
    #expect(record.redacted?.author.account == "hatta")
    #expect(record.redacted?.reason == "it held a secret")
    #expect(record.entry.command?.host == "bm-db07" && record.entry.command?.exit == 0)
    #expect(record.revisions.count == 2)
  }

  @Test("invariant 4: corrections that were made apart count in the merged order, and none is lost")
  func amendmentsCountInMergedOrder() throws {
    var script = OperationScript()
    let id = script.record(.entryAdd(Entry("0", at: script.now)), hybrid: HybridTime(wall: 10))
    let add = { (text: String) in OperationBody.entryAmend(EntryAmendment(entry: id, reason: "r", text: text)) }
    script.record(add("tokyo"), writer: "tokyo1", hybrid: HybridTime(wall: 30))
    script.record(add("kyoto"), writer: "kyoto1", hybrid: HybridTime(wall: 20))
    let record = try #require(EntryRecord(folding: script.operations))
    #expect(record.entry.text == "tokyo")
    #expect(record.revisions.map(\.amendment.text) == ["kyoto", "tokyo"])
  }

  @Test("whatever the order and however often operations come, the entry is the same", arguments: 0..<60)
  func everyOrderGivesTheSameEntry(seed: UInt64) throws {
    var random = RandomOperations(seed: seed)
    var operations = [random.operation(.entryAdd(random.entry()))]
    let id = operations[0].id
    for _ in 0..<8 {
      let strike = EntryStrike(entry: random.chance(6) ? random.id() : id, reason: random.text())
      let bodies: [OperationBody] = [
        .entryAmend(random.amendment(of: strike.entry)), .entryAmend(random.amendment(of: id)),
        .entryLink(EntryLink(entry: strike.entry, target: random.text(), relation: random.text())),
        .entryRetract(strike), random.chance(3) ? .entryRedact(strike) : .entryRetract(strike),
      ]
      operations.append(random.operation(bodies.randomElement(using: &random.random)))
    }
    let expected = try #require(EntryRecord(folding: operations))
    for _ in 0..<10 {
      let shuffled = (operations + operations.prefix(4)).shuffled(using: &random.random)
      #expect(EntryRecord(folding: shuffled) == expected)
      var stepped = try #require(EntryRecord(folding: operations.prefix(1)))
      for operation in shuffled { stepped.apply(operation) }
      #expect(stepped == expected)
    }
  }

  @Test func operationsWithoutTheAddMakeNoEntry() {
    var random = RandomOperations(seed: 1)
    #expect(EntryRecord(folding: [random.operation(.entryAmend(random.amendment()))]) == nil)
    #expect(EntryRecord(folding: []) == nil)
  }

  @Test("invariant 10: what was said of a host stays with the name and role it had then")
  func entriesKeepTheNamesOfThen() throws {
    var script = OperationScript()
    let target = EntryTarget(.host, "h-17", nameThen: "bm-db07", roleThen: "bookmark:db")
    script.record(.entryAdd(Entry("x", at: script.now, targets: [target])))
    let record = try #require(EntryRecord(folding: script.operations))
    #expect(record.hosts == ["h-17"])
    #expect(record.entry.targets.first?.nameThen == "bm-db07")
  }

  @Test func anEntryOfANewerVersionIsShownAsFarAsItIsUnderstood() throws {
    var script = OperationScript()
    script.record(try OperationBody(type: "entry.add", json: #"{"at":5,"text":"x","weather":"rain"}"#))
    #expect(EntryRecord(folding: script.operations)?.entry.text == "x")
  }
}
