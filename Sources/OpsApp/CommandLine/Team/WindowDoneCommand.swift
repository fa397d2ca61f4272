import ArgumentParser
import OpsDomain
import OpsScreen

/// `opsconsole window done`: work ends, and its document is written.
struct WindowDoneCommand: TeamCommand {
  static let configuration = CommandConfiguration(
    commandName: "done", abstract: "Finish a maintenance and write its document into the log.",
    discussion: """
      The document holds the purpose, the servers, what was done when, commands with their exit status, the result and \
      what is left to do; --edit opens it in your editor first, --document takes another one. Alarms come back once the \
      servers have been healthy for some readings.

      EXAMPLES
        opsconsole window done M-81
        opsconsole window done M-81 --result failed --text 'rolled back, see OPS-12' --edit

      EXIT STATUS
        0 saved for good · 1 not saved or not allowed · 64 there is no such maintenance
      """)

  @OptionGroup var window: WindowOptions

  @Option(help: ArgumentHelp("How it ended.", valueName: "result"))
  var result: WorkResult = .ok

  @Option(
    help: ArgumentHelp("A document of your own, in Markdown; - is standard input.", valueName: "file"),
    completion: .file())
  var document: String?

  @Flag(help: "Write the document in your editor before it is saved.")
  var edit = false

  @Flag(help: "Write no document.")
  var noDocument = false

  @OptionGroup var step: WindowStepOptions
  @OptionGroup var team: TeamOptions

  func validate() throws {
    if noDocument, edit || document != nil { throw ValidationError("--no-document stands alone") }
  }

  func perform(_ desk: TeamDesk) throws {
    let before = try desk.team()
    let window = try desk.window(window.reference, before)
    let transition = try desk.transition(of: window, to: .done, step, result: result)
    var bodies = desk.bodies(transition, of: window)
    let text = try noDocument ? nil : documentText(desk, before, window, bodies)
    let name = before.reference(of: window.id) ?? window.reference
    if let text { bodies.append(.entryAdd(report(text, window, name, transition, desk))) }
    let (after, _) = try desk.recordPlan(bodies, text: text ?? step.text)
    if let window = after.window(window.id) { try desk.show(window, after, json: self.window.json) }
  }

  /// The document, written as if the window were done already.
  private func documentText(
    _ desk: TeamDesk, _ team: TeamState, _ window: OpsDomain.Window, _ bodies: [OperationBody]
  ) throws -> String {
    let intake = TextIntake(environment: desk.files.environment)
    var text: String
    if let document {
      text =
        document == "-" ? try intake.standardInput() : try WindowPlanOptions.text("@" + document, "--document") ?? ""
    } else {
      text = try generated(desk, desk.foreseen(bodies, team).window(window.id) ?? window)
    }
    if edit { text = try intake.edited(text) }
    guard text.contains(where: { !$0.isWhitespace }) else { throw ValidationError("the document is empty") }
    return text
  }

  private func generated(_ desk: TeamDesk, _ window: OpsDomain.Window) throws -> String {
    var query = EntryQuery()
    query.thread = window.id
    var document = ProcedureDocument(window, occurrence: window.steps.last?.transition.occurrence, zone: desk.zone)
    var text = document.begin()
    // Reports are documents of the thread, not events in it.
    try EntryStream(desk: desk, query: query).oldestFirst { if $0.entry.kind != .report { text += document.entry($0) } }
    text += document.end()
    guard text.utf8.count > Entry.textMax else { return text }
    var failure = CommandFailure(
      "the document is longer than \(Entry.textMax / 1024) KiB: shorten it and give it with --document, or finish with "
        + "--no-document")
    failure.unsaved = text
    throw failure
  }

  private func report(
    _ text: String, _ window: OpsDomain.Window, _ name: String, _ transition: WindowTransition, _ desk: TeamDesk
  ) -> Entry {
    Entry(
      text, kind: .report, at: transition.at, zone: desk.access.zoneName,
      targets: window.hosts.map { EntryTarget(.host, $0, origin: .window) }, thread: window.id, result: result,
      title: "\(name) \(window.plan.title)")
  }
}

extension TeamDesk {
  /// The state as it will be once these acts are recorded.
  func foreseen(_ bodies: [OperationBody], _ team: TeamState) -> TeamState {
    var state = team
    for (index, draft) in access.drafts(bodies, via: .cli, now: now).enumerated() {
      state.apply(
        Operation(
          id: draft.id, writer: "", sequence: Int64(index) + 1,
          hybrid: HybridTime(wall: .max, counter: UInt32(clamping: index)), recordedAt: now, zone: draft.zone,
          author: author, via: .cli, body: draft.body))
    }
    return state
  }
}
