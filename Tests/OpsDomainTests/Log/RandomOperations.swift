import OpsDomain
import TestSupport

/// Operations of all kinds with whatever can stand in them, the same for the same seed.
struct RandomOperations {
  var random: SeededRandom

  init(seed: UInt64) { random = SeededRandom(seed: seed) }

  mutating func chance(_ part: Int = 2) -> Bool { Int.random(in: 0..<part, using: &random) == 0 }
  mutating func text() -> String { chance(8) ? "" : HostileText.random(&random) }
  mutating func id() -> OperationID {
    OperationID(high: UInt64.random(in: 0...(.max), using: &random), low: UInt64.random(in: 0...(.max), using: &random))
  }
  mutating func moment() -> Timestamp {
    chance(20)
      ? Timestamp(milliseconds: Int64.random(in: .min ... .max, using: &random))
      : Timestamp(milliseconds: Int64.random(in: 0...4_000_000_000_000, using: &random))
  }
  mutating func word<Word: CaseIterable>(_ type: Word.Type) -> Word {
    let all = Array(Word.allCases)
    return all[Int.random(in: 0..<all.count, using: &random)]
  }
  mutating func maybe<Value>(_ value: (inout RandomOperations) -> Value) -> Value? { chance() ? value(&self) : nil }
  mutating func list<Value>(_ value: (inout RandomOperations) -> Value) -> [Value] {
    (0..<Int.random(in: 0...3, using: &random)).map { _ in value(&self) }
  }
  mutating func texts() -> [String] { list { $0.text() } }

  mutating func target() -> EntryTarget {
    EntryTarget(
      word(EntryTarget.Kind.self), text(), nameThen: maybe { $0.text() }, roleThen: maybe { $0.text() },
      origin: word(EntryTarget.Origin.self))
  }

  mutating func targets() -> WorkTargets { WorkTargets(text(), hosts: texts(), roles: texts(), services: texts()) }

  mutating func command() -> CommandRecord {
    var command = CommandRecord(text: text(), host: maybe { $0.text() }, exit: maybe { $0.number() })
    command.folder = maybe { $0.text() }
    command.started = maybe { $0.moment() }
    command.ended = maybe { $0.moment() }
    command.output = maybe { $0.text() }
    command.outputBytes = maybe { $0.number() }
    command.outputCut = maybe { $0.number() }
    return command
  }

  mutating func number() -> Int { Int.random(in: chance(5) ? .min ... .max : 0...300, using: &random) }

  mutating func entry() -> Entry {
    Entry(
      text(), kind: word(EntryKind.self), at: moment(), zone: text(), precision: word(TimePrecision.self),
      targets: list { $0.target() }, thread: maybe { $0.id() }, replyTo: maybe { $0.id() }, tags: texts(),
      tickets: texts(), result: maybe { $0.word(WorkResult.self) }, command: maybe { $0.command() },
      title: maybe { $0.text() }, chat: maybe { $0.origin() })
  }

  mutating func origin() -> ChatOrigin {
    ChatOrigin(
      network: text(), channel: text(), messageID: maybe { $0.text() }, sender: text(), account: maybe { $0.text() },
      serverTime: maybe { $0.moment() })
  }

  mutating func amendment(of entry: OperationID? = nil) -> EntryAmendment {
    EntryAmendment(
      entry: entry ?? id(), reason: text(), text: maybe { $0.text() }, at: maybe { $0.moment() },
      targets: maybe { $0.list { $0.target() } }, kind: maybe { $0.word(EntryKind.self) }, tags: maybe { $0.texts() },
      thread: maybe { $0.id() }, result: maybe { $0.word(WorkResult.self) })
  }

  mutating func window() -> WindowPlan {
    var plan = WindowPlan(
      title: text(), targets: targets(), start: moment(), end: moment(), zone: text(), owner: text())
    plan.number = number()
    plan.purpose = text()
    plan.recurrence = maybe { $0.text() }
    plan.exceptions = list { $0.moment() }
    plan.crew = texts()
    plan.impact = word(Impact.self)
    plan.procedure = text()
    plan.rollback = text()
    plan.silencesAlarms = chance()
    plan.state = word(WindowState.self)
    return plan
  }

  mutating func change(of window: OperationID? = nil) -> WindowChange {
    var change = WindowChange(window: window ?? id(), reason: text())
    change.title = maybe { $0.text() }
    change.purpose = maybe { $0.text() }
    change.targets = maybe { $0.targets() }
    change.start = maybe { $0.moment() }
    change.end = maybe { $0.moment() }
    change.zone = maybe { $0.text() }
    change.recurrence = maybe { $0.text() }
    change.exceptions = maybe { $0.list { $0.moment() } }
    change.owner = maybe { $0.text() }
    change.crew = maybe { $0.texts() }
    change.impact = maybe { $0.word(Impact.self) }
    change.procedure = maybe { $0.text() }
    change.rollback = maybe { $0.text() }
    change.silencesAlarms = maybe { $0.chance() }
    return change
  }

  mutating func freeze() -> FreezePlan {
    var plan = FreezePlan(
      targets: targets(), start: moment(), end: moment(), zone: text(), reason: text(), owner: text())
    plan.number = number()
    plan.recurrence = maybe { $0.text() }
    plan.exceptions = list { $0.moment() }
    plan.exemptions = text()
    return plan
  }

  mutating func hold() -> HoldPlan {
    var plan = HoldPlan(
      targets: targets(), reason: text(), owner: text(), variant: word(HoldPlan.Variant.self), since: moment(),
      expires: maybe { $0.moment() })
    plan.number = number()
    return plan
  }

  mutating func request() -> RequestPlan {
    let to: Addressee =
      switch Int.random(in: 0..<3, using: &random) {
      case 0: .person(text())
      case 1: .group(text())
      default: .onDuty(text())
      }
    var plan = RequestPlan(
      to: to, subject: text(), text: text(), targets: list { $0.target() }, about: maybe { $0.id() },
      due: maybe { $0.moment() }, needs: word(RequestPlan.Need.self))
    plan.number = number()
    return plan
  }

  mutating func reservation() -> ReservationPlan {
    var plan = ReservationPlan(
      targets: targets(), action: word(VerdictAction.self), isOneByOne: chance(), owner: text(), begun: moment(),
      leaseExpires: moment(),
      expectedEnd: maybe { $0.moment() }, window: maybe { $0.id() }, entry: maybe { $0.id() }, reason: text())
    plan.number = number()
    plan.ignored = texts()
    plan.overrideReason = text()
    return plan
  }

  mutating func ending(of reservation: OperationID? = nil) -> ReservationEnding {
    ReservationEnding(
      reservation: reservation ?? id(), outcome: word(ReservationEnding.Outcome.self), at: moment(), reason: text(),
      result: maybe { $0.word(WorkResult.self) }, exit: maybe { $0.number() }, entry: maybe { $0.id() })
  }

  mutating func body(_ kind: Int? = nil) -> OperationBody {
    switch kind ?? Int.random(in: 0..<Self.kinds, using: &random) {
    case 0: return .entryAdd(entry())
    case 1: return .entryAmend(amendment())
    case 2: return .entryRetract(EntryStrike(entry: id(), reason: text()))
    case 3: return .entryRedact(EntryStrike(entry: id(), reason: text()))
    case 4: return .entryLink(EntryLink(entry: id(), target: text(), relation: text()))
    case 5: return .windowPlan(window())
    case 6: return .windowChange(change())
    case 7:
      return .windowState(
        WindowTransition(
          window: id(), state: word(WindowState.self), at: moment(), occurrence: maybe { $0.moment() }, reason: text(),
          result: maybe { $0.word(WorkResult.self) }, hosts: texts()))
    case 8: return .freezeSet(freeze())
    case 9: return .freezeClear(clearing())
    case 10: return .holdSet(hold())
    case 11: return .holdClear(clearing())
    case 12:
      return .hostStatus(
        HostStatusChange(
          hosts: texts(), text: text(), status: maybe { $0.word(HostStatus.self) }, at: moment(), reason: text()))
    case 13: return .requestSend(request())
    case 14:
      return .requestState(
        RequestTransition(request: id(), state: maybe { $0.word(RequestState.self) }, at: moment(), reason: text()))
    case 15:
      return .findingAcknowledge(
        FindingAcknowledgement(
          host: text(), rule: word(RuleID.self), subject: text(), at: moment(), expires: maybe { $0.moment() },
          reason: text()))
    case 16: return .findingRelease(clearing())
    case 17: return .digestPublish(DigestPublication(day: text(), text: text()))
    case 18: return .reserveBegin(reservation())
    case 19:
      return .reserveBeat(ReservationBeat(reservation: id(), at: moment(), leaseExpires: moment()))
    case 20: return .reserveEnd(ending())
    default: return .other(type: "reserve.lend", json: #"{"lease":1.50e+3,"who":{"deep":[null,true,"\u001b\"\\"]}}"#)
    }
  }

  /// How many kinds of bodies there are.
  static let kinds = 22

  mutating func clearing(of target: OperationID? = nil) -> Clearing {
    Clearing(target: target ?? id(), at: moment(), reason: text())
  }

  mutating func author() -> Author {
    Author(
      text(), display: maybe { $0.text() }, verified: word(Author.Verification.self), onBehalfOf: maybe { $0.text() })
  }

  mutating func operation(_ body: OperationBody? = nil) -> Operation {
    Operation(
      id: id(), writer: "w" + text(), sequence: Int64.random(in: 1...(.max), using: &random),
      hybrid: HybridTime(
        wall: Int64.random(in: .min ... .max, using: &random), counter: UInt32.random(in: 0...(.max), using: &random)),
      recordedAt: moment(), receivedAt: maybe { $0.moment() }, zone: text(), author: author(), via: word(Via.self),
      body: body ?? self.body(), bodyHash: text())
  }
}
