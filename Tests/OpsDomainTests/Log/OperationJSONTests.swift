import OpsDomain
import TestSupport
import Testing

@Suite("JSON of operations") struct OperationJSONTests {
  @Test("every operation comes back exactly, whatever is written in it", arguments: 0..<40)
  func everyOperationRoundTrips(seed: UInt64) throws {
    var random = RandomOperations(seed: seed)
    for kind in 0..<RandomOperations.kinds {
      let written = random.operation(random.body(kind))
      let line = operationJSON(written)
      let read = try operation(parsingJSON: line)
      #expect(read == written)
      // By bytes: Swift takes texts that are canonically equivalent for equal.
      #expect(Array(operationJSON(read).utf8) == Array(line.utf8))
    }
  }

  @Test("a line holds nothing that a terminal or a reader of lines could take for more than text", arguments: 0..<40)
  func linesAreHarmless(seed: UInt64) {
    var random = RandomOperations(seed: seed)
    for kind in 0..<RandomOperations.kinds {
      let line = operationJSON(random.operation(random.body(kind)))
      let forbidden = HostileText.firstForbidden(in: line)
      #expect(forbidden == nil, "\(forbidden?.value ?? 0)")
    }
  }

  @Test func membersThatAreNilOrUsualAreAbsent() {
    let entry = Entry("x", at: Timestamp(milliseconds: 1_000))
    #expect(OperationBody.entryAdd(entry).canonicalJSON == #"{"at":1000,"text":"x"}"#)
  }

  @Test func membersHaveAFixedOrder() {
    let entry = Entry(
      "止めた", kind: .step, at: Timestamp(milliseconds: 5), zone: "Asia/Tokyo", targets: [EntryTarget(.host, "bm-db07")],
      tags: ["failover"], tickets: ["OPS-1"], result: .ok)
    #expect(
      OperationBody.entryAdd(entry).canonicalJSON
        == #"{"kind":"step","at":5,"zone":"Asia/Tokyo","text":"止めた","targets":[{"kind":"host","id":"bm-db07"}],"#
        + #""tags":["failover"],"tickets":["OPS-1"],"result":"ok"}"#)
  }

  @Test("where it was said comes last, and entries without it are written as before") func whereItWasSaid() throws {
    var entry = Entry("x", at: Timestamp(milliseconds: 1_000))
    entry.chat = ChatOrigin(
      network: "libera", channel: "#ops", messageID: "m1", sender: "naoya", account: "n",
      serverTime: Timestamp(milliseconds: 2_000))
    let json = ##"""
      {"at":1000,"text":"x","irc":{"network":"libera","channel":"#ops","msgid":"m1","sender":"naoya","account":"n",\##
      "serverTime":2000}}
      """##
    #expect(OperationBody.entryAdd(entry).canonicalJSON == json)
    #expect(try OperationBody(type: "entry.add", json: json) == .entryAdd(entry))
    entry.chat = ChatOrigin(network: "libera", channel: "#ops", sender: "")
    let short = ##"{"at":1000,"text":"x","irc":{"network":"libera","channel":"#ops"}}"##
    #expect(OperationBody.entryAdd(entry).canonicalJSON == short)
  }

  @Test func nilAndEmptyAreDifferentInACorrection() throws {
    for targets in [nil, [EntryTarget]()] {
      let body = OperationBody.entryAmend(
        EntryAmendment(entry: OperationID(high: 1, low: 2), reason: "r", text: "t", targets: targets))
      #expect(try OperationBody(type: body.type, json: body.canonicalJSON) == body)
    }
  }

  @Test func nulIsEscaped() {
    #expect(OperationBody.entryAdd(Entry("a\0b", at: Timestamp(milliseconds: 0))).canonicalJSON.contains(#"a\u0000b"#))
  }

  @Test func spacesAndOrderDoNotMatterInReading() throws {
    let read = try OperationBody(
      type: "entry.add", json: " {\n \"text\" : \"x\\u3042\\ud83d\\ude00\\/\" ,\t\"at\": -5 } ")
    #expect(read == .entryAdd(Entry("xあ😀/", at: Timestamp(milliseconds: -5))))
  }

  @Test func unknownTypeIsKeptAsItCame() throws {
    let read = try OperationBody(type: "annotation.pushed", json: #"{ "a" : [1, 2.50E+7, "\u00e9 x"] }"#)
    #expect(read == .other(type: "annotation.pushed", json: #"{"a":[1,2.50E+7,"\u00e9 x"]}"#))
    #expect(try OperationBody(type: read.type, json: read.canonicalJSON) == read)
  }

  @Test func unknownMemberIsKeptAndTheRestUnderstood() throws {
    let json = #"{"at":7,"text":"x","mood":{"level":3}}"#
    let read = try OperationBody(type: "entry.add", json: json)
    #expect(read == .other(type: "entry.add", json: json))
    #expect(read.canonicalJSON == json)
    #expect(read.concernsEntry)
    #expect(read.understood == .entryAdd(Entry("x", at: Timestamp(milliseconds: 7))))
  }

  @Test func unknownWordIsKeptAndTheRestUnderstoodWhereItCanBe() throws {
    let entry = try OperationBody(
      type: "entry.add", json: #"{"kind":"incident","at":7,"text":"x","targets":[{"kind":"rack","id":"r1"}]}"#)
    #expect(entry.understood == .entryAdd(Entry("x", at: Timestamp(milliseconds: 7))))
    let step = try OperationBody(
      type: "window.state", json: #"{"window":"00000000000000000000000001","state":"paused","at":7}"#)
    #expect(step.type == "window.state")
    #expect(step.understood == step, "a state that is not known must not be taken for another")
    let status = try OperationBody(type: "host.status", json: #"{"hosts":["a"],"status":"burning","at":7}"#)
    #expect(status.understood == status, "a status that is not known must not mean: as the inventory says")
  }

  @Test(
    "what is not JSON is refused",
    arguments: [
      "", " ", "{", "}", "[]", "null", #"{"at":1,"text":"x"}}"#, #"{"at":1,"text":"x"} x"#, #"{"at":1 "text":"x"}"#,
      #"{"at":1,"text":"x",}"#, #"{at:1,"text":"x"}"#, #"{"at":01,"text":"x"}"#, #"{"at":1.5,"text":"x"}"#,
      #"{"at":99999999999999999999,"text":"x"}"#, #"{"at":"1","text":"x"}"#, #"{"at":1,"text":5}"#,
      #"{"at":1,"text":null}"#, #"{"at":1}"#, #"{"text":"x"}"#, #"{"at":1,"at":2,"text":"x"}"#,
      #"{"at":1,"text":"\ud800"}"#, #"{"at":1,"text":"\ud800\u0041"}"#, #"{"at":1,"text":"\q"}"#,
      #"{"at":1,"text":"\u12"}"#, "{\"at\":1,\"text\":\"a\nb\"}", "{\"at\":1,\"text\":\"a\u{0}b\"}",
      #"{"at":1,"text":"x"#,
      #"{"at":1,"text":"x\"#, #"{"at":1,"text":"\ud800\"#, #"{"at":-,"text":"x"}"#, #"{"at":1,"text":"x","y":tru}"#,
      #"{"at":1,"text":"x","y":1e}"#, #"{"at":1,"text":"x","y":.5}"#, #"{"at":1,"text":"x","y":+5}"#,
    ])
  func badJSONIsRefused(json: String) {
    #expect(throws: OperationProblem.self) { try OperationBody(type: "entry.add", json: json) }
  }

  @Test func everyCutAndEveryChangedByteIsRefusedOrReadButNeverTraps() throws {
    var random = RandomOperations(seed: 99)
    for kind in 0..<RandomOperations.kinds {
      let line = Array(operationJSON(random.operation(random.body(kind))).utf8)
      for cut in stride(from: 0, to: line.count, by: 3) {
        #expect(throws: OperationProblem.self) {
          try operation(parsingJSON: String(decoding: line[..<cut], as: UTF8.self))
        }
      }
      for place in stride(from: 0, to: line.count, by: 2) {
        var changed = line
        changed[place] = UInt8.random(in: 0...127, using: &random.random)
        _ = try? operation(parsingJSON: String(decoding: changed, as: UTF8.self))
      }
    }
  }

  @Test func depthSizeAndWidthAreBounded() {
    func kind(_ json: String) -> OperationProblem.Kind? {
      do throws(OperationProblem) { _ = try OperationBody(type: "entry.add", json: json) } catch { return error.kind }
      return nil
    }
    let deep = String(repeating: "[", count: 100_000)
    #expect(kind("{\"at\":1,\"text\":\"\",\"x\":\(deep)") == .tooLarge)
    #expect(kind(String(repeating: " ", count: 5 << 20)) == .tooLarge)
    #expect(kind("{" + (0..<100).map { "\"m\($0)\":1" }.joined(separator: ",") + "}") == .tooLarge)
    let tags = String(repeating: "\"a\",", count: 30_000)
    #expect(kind("{\"at\":1,\"text\":\"\",\"tags\":[\(tags)\"a\"]}") == .tooLarge)
  }

  @Test func newerSchemaIsToldApart() throws {
    var random = RandomOperations(seed: 3)
    let line = operationJSON(random.operation(.entryAdd(Entry("x", at: Timestamp(milliseconds: 0)))))
    func kind(_ json: String) -> OperationProblem.Kind? {
      do throws(OperationProblem) { _ = try operation(parsingJSON: json) } catch { return error.kind }
      return nil
    }
    #expect(kind(line) == nil)
    #expect(kind(line.replacing("\"schema\":1", with: "\"schema\":2")) == .newerSchema)
    #expect(kind(#"{"schema":2,"everything":"else"}"#) == .newerSchema)
    #expect(kind(line.replacing("\"schema\":1", with: "\"schema\":0")) == .invalid)
    #expect(kind(line.replacing("\"schema\":1", with: "\"schema\":1,\"x\":1")) == .invalid)
    #expect(kind(line.replacing(#""type":"entry.add""#, with: #""type":"entry add""#)) == .invalid)
  }

  @Test func otherThatIsNoJSONCannotBreakALine() throws {
    let body = OperationBody.other(type: "x", json: "}\n{\"type\":\"entry.add\"")
    #expect(body.canonicalJSON == "{}")
    #expect(body.problem?.kind == .invalid)
  }
}
