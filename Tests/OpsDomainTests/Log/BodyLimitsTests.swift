import OpsDomain
import Testing

@Suite("what may be recorded") struct BodyLimitsTests {
  private let noon = Timestamp(seconds: 1_787_000_000)
  private let later = Timestamp(seconds: 1_787_003_600)
  private let some = OperationID(high: 1, low: 1)

  private func plan(_ change: (inout WindowPlan) -> Void = { _ in }) -> OperationBody {
    var plan = WindowPlan(
      title: "t", targets: WorkTargets("bm-db07", hosts: ["bm-db07"]), start: noon, end: later, owner: "naoya")
    change(&plan)
    return .windowPlan(plan)
  }

  private func work(_ change: (inout ReservationPlan) -> Void = { _ in }) -> OperationBody {
    var plan = ReservationPlan(
      targets: WorkTargets("bm-db07", hosts: ["bm-db07"]), owner: "naoya", begun: noon, leaseExpires: later, reason: "r"
    )
    change(&plan)
    return .reserveBegin(plan)
  }

  @Test func anOverrideSaysWhy() {
    #expect(work().problem == nil)
    #expect(
      work {
        $0.ignored = ["hold.active"]
        $0.overrideReason = "the rack burns"
      }.problem == nil)
  }

  @Test("invariant 6: text over 64 KiB is refused before saving, and says how long it is")
  func textOverTheLimitIsRefused() {
    let most = String(repeating: "障", count: Entry.textMax / 3) + "x"
    #expect(OperationBody.entryAdd(Entry(most, at: noon)).problem == nil)
    let over = OperationBody.entryAdd(Entry(most + "y", at: noon)).problem
    #expect(over?.kind == .tooLarge)
    #expect(over?.message.contains("65537") == true)
    #expect(
      OperationBody.digestPublish(DigestPublication(day: "2026-08-22", text: most + "y")).problem?.kind == .tooLarge)
    #expect(
      OperationBody.entryAmend(EntryAmendment(entry: some, reason: "r", text: most + "y")).problem?.kind == .tooLarge)
  }

  @Test("invariant 7: an end that is not after the beginning is refused") func endBeforeStartIsRefused() {
    #expect(plan().problem == nil)
    #expect(plan { $0.end = $0.start }.problem?.kind == .invalid)
    #expect(plan { $0.end = $0.start - .seconds(1) }.problem?.kind == .invalid)
  }

  @Test func whatMustBeSaidIsAskedFor() {
    let bad: [OperationBody] = [
      .entryAdd(Entry("", at: noon)), .entryAdd(Entry(" \n\u{3000}", at: noon)), .entryAdd(Entry("a\0b", at: noon)),
      .entryAmend(EntryAmendment(entry: some, reason: "", text: "x")),
      .entryAmend(EntryAmendment(entry: some, reason: "why")),
      .entryRetract(EntryStrike(entry: some, reason: " ")), .entryRedact(EntryStrike(entry: some, reason: "")),
      plan { $0.title = "" }, plan { $0.owner = "" }, plan { $0.targets = WorkTargets("") }, plan { $0.state = .done },
      .windowState(WindowTransition(window: some, state: .aborted, at: noon)),
      .windowState(WindowTransition(window: some, state: .overrun, at: noon)),
      .holdSet(HoldPlan(targets: WorkTargets("a"), reason: "", owner: "n", since: noon)),
      .holdSet(HoldPlan(targets: WorkTargets("a"), reason: "r", owner: "n", since: noon, expires: noon)),
      .freezeSet(FreezePlan(targets: WorkTargets(""), start: noon, end: later, reason: "", owner: "n")),
      .hostStatus(HostStatusChange(hosts: [], status: .standby, at: noon)),
      work { $0.targets = WorkTargets("bm-db07") }, work { $0.reason = " " }, work { $0.owner = "" },
      work { $0.leaseExpires = $0.begun }, work { $0.ignored = ["hold.active"] },
      .reserveBeat(ReservationBeat(reservation: some, at: noon, leaseExpires: noon)),
      .reserveEnd(ReservationEnding(reservation: some, outcome: .aborted, at: noon)),
      .requestSend(RequestPlan(to: .person(""), subject: "s")), .requestSend(RequestPlan(to: .group(""), subject: "s")),
      .requestSend(RequestPlan(to: .person("n"), subject: "")),
      .requestState(RequestTransition(request: some, state: .declined, at: noon)),
      .requestState(RequestTransition(request: some, state: .overdue, at: noon)),
    ]
    for body in bad { #expect(body.problem?.kind == .invalid, "\(body)") }
  }

  @Test func aFreezeOfEverythingIsAllowed() {
    let freeze = FreezePlan(targets: WorkTargets(""), start: noon, end: later, reason: "year's end", owner: "ops")
    #expect(OperationBody.freezeSet(freeze).problem == nil)
  }

  @Test func absurdListsAreRefused() {
    let hosts = (0...BodyLimits.listMax).map { "h\($0)" }
    #expect(OperationBody.hostStatus(HostStatusChange(hosts: hosts, status: .standby, at: noon)).problem != nil)
    #expect(OperationBody.entryAdd(Entry("x", at: noon, targets: hosts.map { EntryTarget(.host, $0) })).problem != nil)
    #expect(OperationBody.entryAdd(Entry("x", at: noon, tags: Array(repeating: "t", count: 300))).problem != nil)
    let long = (0..<9_000).map { "\($0)" + String(repeating: "x", count: 1_000) }
    #expect(OperationBody.hostStatus(HostStatusChange(hosts: long, status: nil, at: noon)).problem?.kind == .tooLarge)
  }

  @Test func whereItWasSaidIsWholeOrRefused() {
    func problem(_ change: (inout ChatOrigin) -> Void) -> StoreFailure? {
      var chat = ChatOrigin(network: "libera", channel: "#ops", messageID: "m1", sender: "naoya", serverTime: noon)
      change(&chat)
      return OperationBody.entryAdd(Entry("x", at: noon, chat: chat)).problem
    }
    let long = String(repeating: "x", count: BodyLimits.nameMax + 1)
    #expect(problem { _ in } == nil)
    #expect(
      problem { $0.network = "" } != nil && problem { $0.channel = "" } != nil && problem { $0.sender = "" } != nil)
    #expect(problem { $0.messageID = long } != nil && problem { $0.account = "a\0" } != nil)
    #expect(problem { $0.serverTime = Timestamp(milliseconds: .max) } != nil)
  }

  @Test func whatMayBeRecordedCanBeReadAgain() throws {
    // The worst that passes the limits of single texts: every byte takes six in JSON.
    let text = String(repeating: "\u{1}", count: Entry.textMax)
    var plan = WindowPlan(
      title: "t", targets: WorkTargets("a"), start: noon, end: later, owner: "n")
    plan.procedure = text
    plan.purpose = text
    #expect(OperationBody.windowPlan(plan).problem == nil)
    #expect(
      try OperationBody(type: "window.plan", json: OperationBody.windowPlan(plan).canonicalJSON) == .windowPlan(plan))
    plan.rollback = text
    #expect(OperationBody.windowPlan(plan).problem?.kind == .tooLarge)
  }

  @Test func oneMoreMemberDoesNotWaiveTheRest() throws {
    for body in [plan { $0.title = "" }, plan { $0.end = $0.start }, .entryAdd(Entry("", at: noon))] {
      let json = body.canonicalJSON.dropLast() + #","colour":"red"}"#
      let read = try OperationBody(type: body.type, json: String(json))
      #expect(read != body && read.problem == body.problem && read.problem != nil)
    }
    let trailing = OperationBody.other(
      type: "entry.add", json: OperationBody.entryAdd(Entry("x", at: noon)).canonicalJSON + "x")
    #expect(trailing.problem?.kind == .invalid)
  }

  @Test func whatARedactionLeftMayBePassedOn() throws {
    var entry = Entry("secret", at: noon, tags: ["secret"], tickets: ["S-1"])
    entry.chat = ChatOrigin(
      network: "libera", channel: "#ops", messageID: "secret", sender: "secret", account: "secret")
    entry.command = CommandRecord(text: "secret")
    let bodies: [OperationBody] = [
      .entryAdd(entry), .entryAmend(EntryAmendment(entry: some, reason: "secret", tags: ["secret"])),
      .entryAmend(EntryAmendment(entry: some, reason: "secret", text: "secret")),
      .entryLink(EntryLink(entry: some, target: "secret", relation: "secret")),
    ]
    for body in bodies {
      let emptied = try #require(body.withoutText)
      #expect(!body.isWithoutText && emptied.isWithoutText && !emptied.canonicalJSON.contains("secret"))
      #expect(emptied.problem != nil && emptied.problem(isWithoutText: true) == nil)
    }
    #expect(!OperationBody.entryAmend(EntryAmendment(entry: some, reason: "r", at: noon)).isWithoutText)
    #expect(OperationBody.entryRetract(EntryStrike(entry: some, reason: "")).withoutText == nil)
  }

  @Test func namesInTheEnvelopeAreWholeOrRefused() {
    func problem(_ author: Author, zone: String = "Asia/Tokyo", writer: String = "w") -> StoreFailure? {
      Operation(
        id: some, writer: writer, sequence: 1, hybrid: HybridTime(), recordedAt: noon, zone: zone, author: author,
        via: .cli, body: plan()
      ).envelopeProblem
    }
    #expect(problem(Author("直也", onBehalfOf: "hatta"), zone: "") == nil)
    let long = String(repeating: "x", count: BodyLimits.nameMax + 1)
    for bad in ["", "alice\0x", "a\nb", "\u{1B}[2J", "\u{9B}2J", long] {
      #expect(problem(Author(bad)) != nil && problem(Author("n", onBehalfOf: bad)) != nil)
      #expect(problem(Author("n"), writer: bad) != nil)
      guard !bad.isEmpty else { continue }
      #expect(problem(Author("n", display: bad)) != nil && problem(Author("n"), zone: bad) != nil)
      let draft = OperationDraft(id: some, author: Author(bad), via: .cli, body: plan())
      #expect(draft.envelopeProblem != nil)
    }
  }
}
