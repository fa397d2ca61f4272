import OpsDomain
import OpsScreen

/// The forms as they are when they open.
extension Form {
  /// Planned work: new, or as a copy of other work.
  static func plan(about targets: String, _ desk: FormDesk, copyOf window: Window? = nil) -> Form {
    let plan = window?.plan
    return Form(
      .plan, title: "Plan maintenance",
      fields: planFields(plan, targets: plan?.targets.text ?? targets, when: "", desk) + [
        FormField(
          .state, "record as", .choice(["planned", "announced", "draft"]), value: "planned",
          hint: "a draft concerns nobody yet")
      ])
  }

  /// Planned work that is changed.
  static func change(_ window: Window, _ desk: FormDesk) -> Form {
    let plan = window.plan
    let when = TimePhrase.text(of: plan.start..<max(plan.start, plan.end), zone: desk.clock.zone)
    var fields = planFields(plan, targets: plan.targets.text, when: when, desk)
    let early: Set<WindowState> = [.draft, .planned, .announced]
    let next = window.nextStates.filter(early.contains).map(\.rawValue)
    if early.contains(window.recorded), !next.isEmpty {
      let present = window.recorded.rawValue
      fields.append(FormField(.state, "record as", .choice([present] + next.filter { $0 != present }), value: present))
    }
    fields.append(FormField(.reason, "why", hint: "why it changes; required once it has begun"))
    return Form(.change(window.id), title: "Change \(desk.reference(window.id))", fields: fields)
  }

  private static func planFields(_ plan: WindowPlan?, targets: String, when: String, _ desk: FormDesk) -> [FormField] {
    let words = plan?.recurrence.flatMap { try? Recurrence(rrule: $0).words } ?? plan?.recurrence ?? ""
    return [
      FormField(.title, "title", value: plan?.title ?? "", hint: "what is done, in a few words"),
      FormField(.when, "when", value: when, hint: "14:00-16:00   tomorrow 10:00 for 2h   sat 23:00-01:00"),
      FormField(.targets, "hosts", value: targets, hint: "bm-db[01-03]   @bookmark:db!bm-db09   @marked"),
      FormField(.purpose, "purpose", .long, value: plan?.purpose ?? "", hint: "why it is done"),
      FormField(.recurrence, "recurs", value: words, hint: "every monday   monthly on the 2nd tuesday; empty: once"),
      FormField(.owner, "owner", value: plan?.owner ?? desk.me, hint: "who answers for it"),
      FormField(.crew, "crew", value: plan?.crew.joined(separator: ", ") ?? "", hint: "who works on it too"),
      FormField(
        .impact, "impact", .choice(Impact.allCases.map(\.rawValue)), value: (plan?.impact ?? .none).rawValue,
        hint: "what users notice"),
      FormField(.procedure, "procedure", .long, value: plan?.procedure ?? "", hint: "the steps, or a link to them"),
      FormField(.rollback, "rollback", .long, value: plan?.rollback ?? "", hint: "how it is undone"),
      FormField(
        .silences, "silence", .choice(["yes", "no"]), value: plan?.silencesAlarms == false ? "no" : "yes",
        hint: "whether alarms of its hosts are silent while it runs"),
    ]
  }

  /// A step of planned work.
  static func step(_ window: Window, to state: WindowState, occurrence: Timestamp? = nil, _ desk: FormDesk) -> Form {
    let name = desk.reference(window.id)
    let task = FormTask.step(window.id, state, occurrence: occurrence)
    switch state {
    case .inProgress:
      return Form(task, title: "Begin \(name)", fields: [FormField(.reason, "a word", hint: "empty: the title")])
    case .verifying:
      let hint = "what is checked; may be empty"
      return Form(task, title: "Verify \(name)", fields: [FormField(.reason, "a word", hint: hint)])
    case .done:
      let results = ["ok", "failed", "aborted"]
      return Form(
        task, title: "Finish \(name)",
        fields: [
          FormField(.reason, "a line", hint: "what came of it, in a line"),
          FormField(.result, "result", .choice(results), value: "ok"),
        ])
    default:
      let verb = state == .aborted ? "Abort" : state == .cancelled ? "Cancel" : "\(state.rawValue.capitalisedFirst)"
      return Form(task, title: "\(verb) \(name)", fields: [FormField(.reason, "why", hint: "why")])
    }
  }

  /// The end of running work is moved.
  static func extend(_ window: Window, _ desk: FormDesk) -> Form {
    Form(
      .extend(window.id), title: "Extend \(desk.reference(window.id))",
      fields: [
        FormField(.until, "until", value: "+30m", hint: "+30m from its end, or a time as 15:00"),
        FormField(.reason, "why", hint: "why it takes longer"),
      ])
  }

  static func freeze(about targets: String, _ desk: FormDesk) -> Form {
    Form(
      .freeze, title: "Freeze: nothing is to be changed",
      fields: [
        FormField(.reason, "reason", hint: "why, as \"year end\""),
        FormField(.when, "when", hint: "2026-12-26 18:00 to 2027-01-04 09:00"),
        FormField(.targets, "hosts", value: targets, hint: "empty: everything"),
        FormField(.text, "except", hint: "what is allowed all the same"),
        FormField(.owner, "owner", value: desk.me),
      ])
  }

  static func hold(about targets: String, _ desk: FormDesk) -> Form {
    Form(
      .hold, title: "Hold: others keep off",
      fields: [
        FormField(.reason, "reason", hint: "why, as \"replication is rebuilt\""),
        FormField(.targets, "hosts", value: targets, hint: "bm-db[01-03]   @bookmark:db"),
        FormField(.until, "until", hint: "14:00   +2h; empty: until it is cleared"),
        FormField(.variant, "how", .choice(["block", "warning"]), value: "block", hint: "block or only warn"),
      ])
  }

  static func clear(_ task: FormTask, _ name: String) -> Form {
    Form(task, title: "Clear \(name)", fields: [FormField(.reason, "why", hint: "may be empty")])
  }

  static func status(about targets: String) -> Form {
    let words = ["maintenance", "standby", "working", "poweroff", "inventory"]
    return Form(
      .status, title: "Say how hosts stand",
      fields: [
        FormField(.targets, "hosts", value: targets, hint: "bm-db[01-03]   @bookmark:db"),
        FormField(.state, "status", .choice(words), value: "maintenance", hint: "inventory: as the file says"),
        FormField(.reason, "why", hint: "may be empty"),
      ])
  }

  static func acknowledge(_ problem: FleetProblem) -> Form {
    Form(
      .acknowledge(problem), title: "Acknowledge: \(problem.host) \(problem.finding.sentence)",
      fields: [
        FormField(.reason, "what", hint: "what is done about it"),
        FormField(.until, "until", hint: "14:00   +2h; empty: until the finding ends"),
      ])
  }

  static func request(about id: OperationID?, targets: String, subject: String = "") -> Form {
    Form(
      .request(about: id), title: "Ask somebody",
      fields: [
        FormField(.to, "to", hint: "a person   @group   duty:role"),
        FormField(.subject, "subject", value: subject, hint: "what is asked, in one line"),
        FormField(.due, "by", hint: "tomorrow 12:00   +2h; empty: no date"),
        FormField(.targets, "about", value: targets, hint: "hosts; may be empty"),
        FormField(.needs, "needs", .choice(["work", "ack", "approval"]), value: "work", hint: "what is asked for"),
        FormField(.text, "text", .long, hint: "the rest; may be empty"),
      ])
  }

  static func answer(_ request: Request, _ state: RequestState?, _ desk: FormDesk) -> Form {
    let name = desk.reference(request.id)
    let (title, hint): (String, String)
    switch state {
    case .acknowledged: (title, hint) = ("Acknowledge \(name)", "a word; may be empty")
    case .accepted: (title, hint) = ("Accept \(name)", "a word; may be empty")
    case .declined: (title, hint) = ("Decline \(name)", "why; required")
    case .done: (title, hint) = ("\(name) is done", "what was done; may be empty")
    case .withdrawn: (title, hint) = ("Withdraw \(name)", "why; may be empty")
    default: (title, hint) = ("Comment on \(name)", "what you say")
    }
    let label = state == .declined ? "why" : "a word"
    return Form(.answer(request.id, state), title: title, fields: [FormField(.reason, label, hint: hint)])
  }

  static func publish(_ day: String, text: String) -> Form {
    var form = Form(
      .publish(day: day), title: "Publish the digest of \(day)",
      fields: [FormField(.reason, "sure?", .choice(["yes"]), value: "yes", hint: "")])
    form.text = text
    return form
  }
}

extension String {
  /// The text with a capital letter first.
  fileprivate var capitalisedFirst: String { prefix(1).uppercased() + dropFirst() }
}
