/// How much may be recorded of each thing; more is refused, never cut.
public enum BodyLimits {
  /// The most bytes of a long text: what is said, a procedure, a page.
  public static let textMax = Entry.textMax
  /// The most bytes of a reason.
  public static let reasonMax = 4096
  /// The most bytes of a name, title or other short text.
  public static let nameMax = 1024
  /// The most hosts, targets or exceptions of one thing.
  public static let listMax = 10_000
  /// The most tags, tickets or people of one thing.
  public static let wordsMax = 256
  /// The most bytes of a body as JSON.
  public static let bodyMax = 1 << 20
  /// The moments that may be named: those of the years 1970 to 9999 in UTC.
  public static let moments = Timestamp(seconds: 0)...Timestamp(milliseconds: 253_402_300_799_999)
}

extension OperationBody {
  /// Why this must not be recorded as it is; nil when nothing is wrong with it.
  public var problem: StoreFailure? { problem(isWithoutText: false) }

  /// Why this must not be recorded as it is, where a redaction may have removed its text; nil when nothing is wrong.
  ///
  /// Of a body that is understood in part, that part must be right too, since folds read it.
  public func problem(isWithoutText: Bool) -> StoreFailure? {
    var check = BodyCheck(isWithoutText: isWithoutText)
    check.members(self)
    if case .other = self { check.members(understood) }
    check.whole(self)
    return check.problem
  }
}

extension BodyCheck {
  mutating func members(_ body: OperationBody) {
    switch body {
    case .entryAdd(let entry): self.entry(entry)
    case .entryAmend(let amendment): self.amendment(amendment)
    case .entryRetract(let strike), .entryRedact(let strike): reason(strike.reason, isRequired: true)
    case .entryLink(let link):
      name("link", link.target, isRequired: !isWithoutText)
      name("relation", link.relation)
    case .windowPlan(let plan): window(plan)
    case .windowChange(let change): self.change(change)
    case .windowState(let transition): step(transition)
    case .freezeSet(let plan): freeze(plan)
    case .holdSet(let plan): hold(plan)
    case .freezeClear(let clearing), .holdClear(let clearing), .findingRelease(let clearing):
      reason(clearing.reason)
      moments(clearing.at)
    case .hostStatus(let change): status(change)
    case .requestSend(let plan): request(plan)
    case .requestState(let transition):
      reason(transition.reason, isRequired: transition.state == .declined || transition.state == nil)
      moments(transition.at)
      require(transition.state != .overdue, "overdue is told by the clock; it is never recorded")
    case .findingAcknowledge(let acknowledgement): self.acknowledgement(acknowledgement)
    case .digestPublish(let publication):
      name("day", publication.day, isRequired: true)
      text("digest", publication.text, isRequired: true)
    case .reserveBegin(let plan): reservation(plan)
    case .reserveBeat(let beat):
      moments(beat.at, beat.leaseExpires)
      require(beat.leaseExpires > beat.at, "it would end before it begins")
    case .reserveEnd(let ending):
      reason(ending.reason, isRequired: ending.outcome == .aborted)
      moments(ending.at)
    case .other(let type, let json):
      require(
        OperationBody.isTypeName(type) && OperationBody.compact(json) != nil,
        "an operation of an unknown type is not JSON")
    }
  }
}

/// Looks for the first thing that is wrong with a body.
private struct BodyCheck {
  /// Whether a redaction has removed the text, so that none is required.
  let isWithoutText: Bool
  var problem: StoreFailure?

  mutating func require(_ holds: Bool, _ message: @autoclosure () -> String) {
    if problem == nil, !holds { problem = StoreFailure(.invalid, message()) }
  }

  mutating func moments(_ moments: Timestamp?...) {
    require(
      moments.allSatisfy { $0.map(BodyLimits.moments.contains) ?? true }, "a time is not within the years 1970 to 9999")
  }

  mutating func bytes(_ what: String, _ text: String, atMost limit: Int) {
    guard problem == nil else { return }
    let count = text.utf8.count
    if count > limit {
      problem = StoreFailure(
        .tooLarge, "the \(what) has \(count) bytes, at most \(limit) can be kept; shorten it or split it")
    }
    require(!text.utf8.contains(0), "the \(what) holds a NUL character, which cannot be kept; remove it")
  }

  mutating func text(_ what: String, _ text: String, isRequired: Bool = false) {
    require(!isRequired || !isBlank(text), "the \(what) is empty")
    bytes(what, text, atMost: BodyLimits.textMax)
  }

  mutating func name(_ what: String, _ text: String, isRequired: Bool = false) {
    require(!isRequired || !isBlank(text), "the \(what) is empty")
    bytes(what, text, atMost: BodyLimits.nameMax)
  }

  mutating func reason(_ text: String, isRequired: Bool = false) {
    require(!isRequired || !isBlank(text), "a reason is required")
    bytes("reason", text, atMost: BodyLimits.reasonMax)
  }

  mutating func names(_ what: String, _ names: [String], atMost limit: Int) {
    require(names.count <= limit, "there are \(names.count) \(what), at most \(limit) can be kept")
    for one in names where problem == nil { name(what, one, isRequired: true) }
  }

  mutating func targets(_ targets: [EntryTarget]) {
    names("targets", targets.map(\.id), atMost: BodyLimits.listMax)
    for target in targets where problem == nil {
      name("target", target.nameThen ?? "")
      name("target", target.roleThen ?? "")
    }
  }

  mutating func targets(_ targets: WorkTargets) {
    bytes("node set", targets.text, atMost: BodyLimits.textMax)
    names("hosts", targets.hosts, atMost: BodyLimits.listMax)
    names("roles", targets.roles, atMost: BodyLimits.listMax)
    names("services", targets.services, atMost: BodyLimits.listMax)
  }

  mutating func interval(
    _ start: Timestamp, _ end: Timestamp, zone: String, recurrence: String?, exceptions: [Timestamp]
  ) {
    moments(start, end)
    require(end > start, "the end is not after the beginning")
    name("zone", zone)
    name("recurrence", recurrence ?? "")
    self.exceptions(exceptions)
  }

  mutating func exceptions(_ exceptions: [Timestamp]) {
    require(exceptions.count <= BodyLimits.listMax, "there are too many exceptions")
    for one in exceptions where problem == nil { moments(one) }
  }

  mutating func whole(_ body: OperationBody) {
    guard problem == nil else { return }
    let count = body.canonicalJSON.utf8.count
    guard count > BodyLimits.bodyMax else { return }
    problem = StoreFailure(.tooLarge, "it has \(count) bytes in all, at most \(BodyLimits.bodyMax) can be kept")
  }

  private func isBlank(_ text: String) -> Bool { text.allSatisfy(\.isWhitespace) }
}

extension BodyCheck {
  mutating func entry(_ entry: Entry) {
    text("text", entry.text, isRequired: entry.command == nil && !isWithoutText)
    moments(entry.at, entry.command?.started, entry.command?.ended)
    name("title", entry.title ?? "")
    name("zone", entry.zone)
    targets(entry.targets)
    names("tags", entry.tags, atMost: BodyLimits.wordsMax)
    names("tickets", entry.tickets, atMost: BodyLimits.wordsMax)
    if let chat = entry.chat { origin(chat) }
    guard let command = entry.command else { return }
    text("command", command.text, isRequired: true)
    text("output", command.output ?? "")
    name("host", command.host ?? "")
    bytes("folder", command.folder ?? "", atMost: BodyLimits.reasonMax)
    require(
      (command.outputBytes ?? 0) >= 0 && (command.outputCut ?? 0) >= 0, "the length of the output is negative")
  }

  mutating func origin(_ chat: ChatOrigin) {
    name("network", chat.network, isRequired: true)
    name("channel", chat.channel, isRequired: true)
    name("identity of the message", chat.messageID ?? "")
    name("sender", chat.sender, isRequired: !isWithoutText)
    name("account", chat.account ?? "")
    moments(chat.serverTime)
  }

  mutating func amendment(_ amendment: EntryAmendment) {
    reason(amendment.reason, isRequired: !isWithoutText)
    if let text = amendment.text { self.text("text", text, isRequired: !isWithoutText) }
    moments(amendment.at)
    targets(amendment.targets ?? [])
    names("tags", amendment.tags ?? [], atMost: BodyLimits.wordsMax)
    require(amendment.changesSomething, "nothing is changed")
  }

  mutating func window(_ plan: WindowPlan) {
    name("title", plan.title, isRequired: true)
    text("purpose", plan.purpose)
    text("procedure", plan.procedure)
    text("rollback", plan.rollback)
    targets(plan.targets)
    require(
      !isBlank(plan.targets.text) || !plan.targets.hosts.isEmpty || !plan.targets.roles.isEmpty
        || !plan.targets.services.isEmpty, "it is about no host; name the hosts, roles or services")
    interval(plan.start, plan.end, zone: plan.zone, recurrence: plan.recurrence, exceptions: plan.exceptions)
    name("owner", plan.owner, isRequired: true)
    names("crew", plan.crew, atMost: BodyLimits.wordsMax)
    require(
      [.draft, .planned, .announced].contains(plan.state), "it is planned as \(plan.state.rawValue), which only work is"
    )
  }

  mutating func change(_ change: WindowChange) {
    reason(change.reason)
    if let title = change.title { name("title", title, isRequired: true) }
    text("purpose", change.purpose ?? "")
    text("procedure", change.procedure ?? "")
    text("rollback", change.rollback ?? "")
    if let targets = change.targets { self.targets(targets) }
    moments(change.start, change.end)
    if let start = change.start, let end = change.end { require(end > start, "the end is not after the beginning") }
    name("zone", change.zone ?? "")
    name("recurrence", change.recurrence ?? "")
    exceptions(change.exceptions ?? [])
    if let owner = change.owner { name("owner", owner, isRequired: true) }
    names("crew", change.crew ?? [], atMost: BodyLimits.wordsMax)
  }

  mutating func step(_ transition: WindowTransition) {
    reason(transition.reason, isRequired: transition.state == .aborted)
    names("hosts", transition.hosts, atMost: BodyLimits.listMax)
    moments(transition.at, transition.occurrence)
    require(transition.state != .overrun, "overrun is told by the clock; it is never recorded")
  }

  mutating func freeze(_ plan: FreezePlan) {
    targets(plan.targets)
    interval(plan.start, plan.end, zone: plan.zone, recurrence: plan.recurrence, exceptions: plan.exceptions)
    reason(plan.reason, isRequired: true)
    text("exemptions", plan.exemptions)
    name("owner", plan.owner, isRequired: true)
  }

  mutating func hold(_ plan: HoldPlan) {
    targets(plan.targets)
    require(!isBlank(plan.targets.text) || !plan.targets.hosts.isEmpty, "it holds nothing; name the hosts")
    reason(plan.reason, isRequired: true)
    name("owner", plan.owner, isRequired: true)
    moments(plan.since, plan.expires)
    if let expires = plan.expires { require(expires > plan.since, "it would end before it begins") }
  }

  mutating func reservation(_ plan: ReservationPlan) {
    targets(plan.targets)
    require(!plan.targets.hosts.isEmpty, "it reserves nothing; name the hosts")
    reason(plan.reason, isRequired: true)
    name("owner", plan.owner, isRequired: true)
    moments(plan.begun, plan.leaseExpires, plan.expectedEnd)
    require(plan.leaseExpires > plan.begun, "it would end before it begins")
    names("codes", plan.ignored, atMost: BodyLimits.wordsMax)
    reason(plan.overrideReason, isRequired: !plan.ignored.isEmpty)
  }

  mutating func status(_ change: HostStatusChange) {
    require(!change.hosts.isEmpty, "no host is named")
    names("hosts", change.hosts, atMost: BodyLimits.listMax)
    bytes("node set", change.text, atMost: BodyLimits.textMax)
    moments(change.at)
    reason(change.reason)
  }

  mutating func request(_ plan: RequestPlan) {
    name("addressee", String(plan.to.text.drop { $0 == "@" }), isRequired: true)
    name("subject", plan.subject, isRequired: true)
    text("text", plan.text)
    moments(plan.due)
    targets(plan.targets)
  }

  mutating func acknowledgement(_ acknowledgement: FindingAcknowledgement) {
    name("host", acknowledgement.host, isRequired: true)
    name("subject", acknowledgement.subject)
    reason(acknowledgement.reason, isRequired: true)
    moments(acknowledgement.at, acknowledgement.expires)
    if let expires = acknowledgement.expires {
      require(expires > acknowledgement.at, "it would end before it begins")
    }
  }
}

extension EntryAmendment {
  /// Whether anything but the reason is said.
  var changesSomething: Bool { self != EntryAmendment(entry: entry, reason: reason) }
}
