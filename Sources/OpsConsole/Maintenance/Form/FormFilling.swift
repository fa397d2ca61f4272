import OpsDomain
import OpsScreen

extension ConsoleState {
  /// Opens a form; with the name of a draft, what was typed then comes back.
  mutating func open(_ form: Form, restoring context: String? = nil) {
    var form = form
    if let context, let draft = log.drafts[context] {
      form.draftContext = context
      form.restore(draft)
    } else {
      form.draftContext = form.task.draftContext.flatMap { freeContext($0) }
    }
    form.reconsider(FormDesk(self))
    self.form = form
    menu = nil
    message = nil
  }

  /// Gives a key to the open form.
  mutating func fill(_ key: Key) -> [Effect] {
    guard var form else { return [] }
    if form.awaitsEditor {
      form.awaitsEditor = false
      self.form = form
      if key == Key(.character("e"), .control) { return editField() }
    }
    switch (key.code, key.modifiers) {
    case (.escape, _), (.character("c"), .control), (.character("g"), .control): return leaveForm()
    case (.character("x"), .control): self.form?.awaitsEditor = true
    case (.character("s"), .control): return submitForm()
    case (.enter, []): return submitForm()
    case (.tab, []):
      if let effects = completeField() { return effects }
      moveInForm(1)
    case (.down, []): moveInForm(1)
    case (.up, []), (.backTab, _): moveInForm(-1)
    default:
      guard !form.isSaving, form.fields.indices.contains(form.focus) else { return [] }
      if form.fields[form.focus].handle(key) {
        self.form = form
        return formHasChanged()
      } else if form.fields[form.focus].isLong {
        say("it has several lines: Ctrl-X Ctrl-E opens the editor, Ctrl-U empties it")
      }
    }
    return []
  }

  /// Puts pasted text into the field.
  mutating func pasteIntoForm(_ text: String) -> [Effect] {
    guard var form, !form.isSaving, form.fields.indices.contains(form.focus) else { return [] }
    switch form.fields[form.focus].kind {
    case .choice: return []
    case .long where text.contains(where: \.isNewline):
      let before = form.fields[form.focus].value
      form.fields[form.focus].set(before.isEmpty ? text : before + "\n" + text)
    case .long, .line: form.fields[form.focus].field.paste(text)
    }
    self.form = form
    return formHasChanged()
  }

  private mutating func moveInForm(_ step: Int) {
    form?.move(step)
    considerForm()
  }

  /// Says anew what follows from the form, as when a key was typed or the team's plans changed.
  mutating func considerForm() {
    guard form != nil else { return }
    let desk = FormDesk(self)
    form?.reconsider(desk)
  }

  private mutating func formHasChanged() -> [Effect] {
    // Other acts than those that failed: they get a ticket of their own.
    if let attempt = form?.attempt, attempt.failure != nil { giveUp(attempt.ticket) }
    form?.attempt = nil
    considerForm()
    return keepForm()
  }

  /// Keeps what was typed so far, so that a crash loses none of it.
  private mutating func keepForm() -> [Effect] {
    guard let form, let context = form.draftContext else { return [] }
    return keepDraft(form.draft, context: context)
  }

  /// Completes the word at the cursor; nil when there is nothing to complete.
  private mutating func completeField() -> [Effect]? {
    guard let form, let current = form.current, !current.isLong, !form.review.candidates.isEmpty else { return nil }
    let typed = String(Array(current.field.textBeforeCursor).dropFirst(form.review.start))
    let prefix = commonPrefix(form.review.candidates)
    guard prefix.count > typed.count else { return nil }
    self.form?.fields[form.focus].field.replace(from: form.review.start, with: prefix)
    return formHasChanged()
  }

  // MARK: leaving and doing

  private mutating func leaveForm() -> [Effect] {
    guard let form else { return [] }
    self.form = nil
    if let attempt = form.attempt, attempt.failure != nil { giveUp(attempt.ticket) }
    guard let context = form.draftContext else { return [] }
    let draft = form.draft
    if !draft.isEmpty {
      let key = keyName(.plan)
      say(form.isSaving ? "saving goes on; until it is saved it is a draft" : "kept as a draft; \(key) goes on with it")
    }
    return keepDraft(draft, context: context)
  }

  /// Does what the form says, or goes to what is missing.
  private mutating func submitForm() -> [Effect] {
    considerForm()
    guard var form, !form.isSaving else { return [] }
    form.showsProblems = form.showsProblems || form.focus == form.fields.count - 1
    self.form = form
    if let attempt = form.attempt { return send(attempt.bodies, ticket: attempt.ticket) }
    guard form.review.problems.isEmpty else {
      _ = self.form?.goToProblem()
      considerForm()
      self.form?.showsProblems = form.showsProblems
      return []
    }
    guard !form.review.bodies.isEmpty else {
      say("nothing is changed yet")
      return []
    }
    guard form.text.utf8.count <= Form.textMax else {
      say("the page is longer than \(Form.textMax / 1024) KiB", isError: true)
      return []
    }
    return send(form.review.bodies, ticket: ticketTried(form.review.bodies) ?? log.takeTicket())
  }

  /// The ticket under which the same acts could not be recorded before, so that they are not doubled.
  private func ticketTried(_ bodies: [OperationBody]) -> Int? {
    log.attempts.first { $0.value.failure != nil && $0.value.bodies == bodies }?.key
  }

  private mutating func send(_ bodies: [OperationBody], ticket: Int) -> [Effect] {
    form?.attempt = Form.Attempt(ticket: ticket, bodies: bodies, failure: nil)
    let (context, draft) = (form?.draftContext, form?.draft ?? "")
    return keepForm()
      + append(bodies, ticket: ticket) { state, outcome in
        state.formWasSent(ticket, outcome, context: context, draft: draft)
      }
  }

  private mutating func formWasSent(
    _ ticket: Int, _ outcome: AppendOutcome, context: String?, draft: String
  ) -> [Effect] {
    let mine = form?.attempt?.ticket == ticket ? form : nil
    switch outcome {
    case .saved(let operations):
      // What was typed since under the same name is something else and stays.
      let forgetting = context.map { log.drafts[$0] == draft ? keepDraft("", context: $0) : [] } ?? []
      guard let mine else {
        say("saved")
        return forgetting + afterwards(operations)
      }
      form = nil
      say(doneWords(mine, operations))
      return forgetting + afterwards(operations)
    case .failed(let failure):
      guard mine != nil else {
        let isKept = context.map { log.drafts[$0] != nil } ?? false
        let words = isKept ? "; it is kept as a draft, \(keyName(.plan)) goes on with it" : ""
        say("not saved: \(failure.message)\(words)", isError: true)
        return []
      }
      form?.attempt?.failure = failure.message
      say("not saved: \(failure.message); Enter tries again", isError: true)
      return []
    }
  }

  private func doneWords(_ form: Form, _ operations: [Operation]) -> String {
    for operation in operations {
      switch operation.body {
      case .windowPlan(let plan): return "saved: M-\(plan.number) \(form.review.done): \(plan.title)"
      case .freezeSet(let plan): return "saved: F-\(plan.number) \(form.review.done)"
      case .holdSet(let plan): return "saved: H-\(plan.number) \(form.review.done)"
      case .requestSend(let plan): return "saved: R-\(plan.number) \(form.review.done)"
      default: continue
      }
    }
    return "saved: \(form.review.done)"
  }

  /// What follows when acts were recorded: the document of work that has ended.
  private mutating func afterwards(_ operations: [Operation]) -> [Effect] {
    for operation in operations {
      guard case .windowState(let step) = operation.body, step.state == .done || step.state == .aborted else {
        continue
      }
      return writeProcedure(of: step.window, occurrence: step.occurrence, after: operations)
    }
    return []
  }

  // MARK: the editor

  private mutating func editField() -> [Effect] {
    guard let form, let current = form.current, !form.isSaving else { return [] }
    if case .choice = current.kind { return [] }
    let id = current.id
    let task = form.task
    return edit(current.value) { state, text in
      guard let text, state.form?.task == task else { return [] }
      guard text.utf8.count <= Form.textMax else {
        state.say("longer than \(Form.textMax / 1024) KiB: not taken", isError: true)
        return []
      }
      state.form?.set(id, text)
      return state.formHasChanged()
    }
  }
}
