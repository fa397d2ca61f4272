import ArgumentParser
import OpsDomain
import OpsScreen

/// `opsconsole log amend`: a correction, kept beside what it corrects.
struct LogAmend: TeamCommand {
  static let configuration = CommandConfiguration(
    commandName: "amend", abstract: "Correct an entry; what it said before stays visible.",
    discussion: """
      Without a text and without other changes your editor opens with the text as it is.

      EXAMPLES
        opsconsole log amend 01K9X3 'stopped on bm-db08, not on bm-db07' --reason 'wrong host' --host bm-db08
        opsconsole log amend 01K9X3 --at 13:05 --reason 'written down later'

      EXIT STATUS
        0 saved for good · 1 not saved · 2 mistakes in the configuration · 64 wrong arguments, or no such entry
      """)

  @Argument(help: ArgumentHelp("The entry's identity, or its beginning.", valueName: "id"))
  var id: String

  @Argument(help: ArgumentHelp("The text from now on; - is standard input.", valueName: "text"))
  var text: [String] = []

  @Option(help: ArgumentHelp("Why it is corrected.", valueName: "text"))
  var reason: String

  @Option(help: ArgumentHelp("When it happened.", valueName: "time"))
  var at: String?

  @Option(help: ArgumentHelp("What it is about from now on, as node sets.", valueName: "set"), completion: .servers)
  var host: [String] = []

  @Flag(help: "Take names of servers that the inventory does not know.")
  var forceHost = false

  @Option(help: ArgumentHelp("What it is.", valueName: "kind"))
  var kind: EntryKind?

  @Option(help: ArgumentHelp("All its words from now on.", valueName: "word"))
  var tag: [String] = []

  @Option(help: ArgumentHelp("What it belongs to from now on.", valueName: "M-81"))
  var thread: String?

  @Option(help: ArgumentHelp("How it ended.", valueName: "result"))
  var result: WorkResult?

  @Flag(help: "Write the text in your editor.")
  var edit = false

  @Flag(help: "Print JSON of the schema opsconsole.log/1.")
  var json = false

  @OptionGroup var team: TeamOptions

  func perform(_ desk: TeamDesk) throws {
    let state = try desk.team()
    let record = try desk.entry(id)
    try desk.requireEditor(of: record)
    guard record.redacted == nil else { throw CommandFailure("the text of \(record.id) was removed for good") }
    var change = EntryAmendment(entry: record.id, reason: reason, kind: kind, result: result)
    change.at = try at.map { try desk.moment($0, "--at") }
    if !host.isEmpty {
      let reading = TargetReading(inventory: try desk.inventory(), takesUnknown: forceHost)
      change.targets =
        try reading.targets(hosts: host, roles: [], services: []) + record.entry.targets.filter { $0.kind != .host }
    }
    if !tag.isEmpty { change.tags = tag.map { $0.hasPrefix("#") ? String($0.dropFirst()) : $0 } }
    change.thread = try thread.map { try desk.identity($0, state) }
    let changesOther = change != EntryAmendment(entry: record.id, reason: reason)
    if !text.isEmpty || edit || !changesOther {
      let intake = TextIntake(environment: desk.files.environment)
      let written = try intake.text(text, edit: edit || text.isEmpty, proposal: record.entry.text)
      if written != record.entry.text { change.text = written }
    }
    guard change != EntryAmendment(entry: record.id, reason: reason) else {
      throw ValidationError("nothing is changed")
    }
    try desk.record([.entryAmend(change)], text: change.text)
    try desk.show(record.id, state, json: json)
  }
}

/// What `log retract` and `log redact` share.
struct StrikeOptions: ParsableArguments {
  @Argument(help: ArgumentHelp("The entry's identity, or its beginning.", valueName: "id"))
  var id: String

  @Option(help: ArgumentHelp("Why.", valueName: "text"))
  var reason: String

  @Flag(help: "Print JSON of the schema opsconsole.log/1.")
  var json = false
}

/// `opsconsole log retract`: takes an entry back.
struct LogRetract: TeamCommand {
  static let configuration = CommandConfiguration(
    commandName: "retract", abstract: "Take an entry back; it stays readable, struck out.",
    discussion: """
      EXAMPLES
        opsconsole log retract 01K9X3 --reason 'happened on staging'

      EXIT STATUS
        0 saved for good · 1 not saved · 2 mistakes in the configuration · 64 wrong arguments, or no such entry
      """)

  @OptionGroup var strike: StrikeOptions
  @OptionGroup var team: TeamOptions

  func perform(_ desk: TeamDesk) throws {
    let record = try desk.entry(strike.id)
    try desk.requireEditor(of: record)
    try desk.record([.entryRetract(EntryStrike(entry: record.id, reason: strike.reason))])
    try desk.show(record.id, try desk.team(), json: strike.json)
  }
}

/// `opsconsole log redact`: removes the text of an entry.
struct LogRedact: TeamCommand {
  static let configuration = CommandConfiguration(
    commandName: "redact", abstract: "Remove the text of an entry for good, as for a password that slipped in.",
    discussion: """
      Who wrote it, when, and who removed it and why stays. Exports made before keep the text: change the password too.

      EXAMPLES
        opsconsole log redact 01K9X3 --reason 'held a password'

      EXIT STATUS
        0 saved for good · 1 not saved · 2 mistakes in the configuration · 64 wrong arguments, or no such entry
      """)

  @OptionGroup var strike: StrikeOptions
  @OptionGroup var team: TeamOptions

  func perform(_ desk: TeamDesk) throws {
    let record = try desk.entry(strike.id)
    try desk.record([.entryRedact(EntryStrike(entry: record.id, reason: strike.reason))])
    try desk.show(record.id, try desk.team(), json: strike.json)
  }
}

extension TeamDesk {
  /// Ends the program when the entry is not the person's to correct.
  fileprivate func requireEditor(of record: EntryRecord) throws {
    let editors = Set(access.team.groups["editors"] ?? [])
    guard record.mayBeAmended(by: author.account, editors: editors) else {
      throw CommandFailure(
        "\(record.id) is by \(record.author.account): he, or somebody of the group “editors”, may correct it; "
          + "answer it with opsconsole log add --reply")
    }
  }

  /// Prints an entry as it stands now.
  func show(_ id: OperationID, _ state: TeamState, json: Bool) throws {
    guard let record = try read(else: nil, { store throws(StoreFailure) in try await store.entry(id) }) else { return }
    guard json else { return StandardOutput.print(EntryLines(self, state).saved(record)) }
    let document = EntryDocument(team: state)
    StandardOutput.print(
      JSON.object([("schema", .text(EntryDocument.schema)), ("entry", document.entry(record))]).text)
  }
}
