import ArgumentParser
import OpsDomain
import OpsScreen

/// `opsconsole log add`: one entry, or many.
struct LogAdd: TeamCommand {
  static let configuration = CommandConfiguration(
    commandName: "add", abstract: "Write an entry; print its identity once it is saved for good.",
    discussion: """
      The text is the argument; or standard input, for - and in pipes; or what your editor leaves. “13:05 text” and \
      “yesterday 23:10 text” set the time, #words are tags, OPS-12 is a ticket. While one maintenance runs on the \
      hosts, the entry joins its thread.

      A text that could not be saved is kept in a file, whose name is printed.

      EXAMPLES
        opsconsole log add 'replication stopped' --host bm-db07
        opsconsole log add '13:05 failed over to bm-db02' --host bm-db[01-02] --kind step
        opsconsole log add --command 'make deploy' --exit $? --role bookmark:web
        make deploy 2>&1 | opsconsole log add - --command 'make deploy'
        pbpaste | opsconsole log add --many --host bm-db07

      EXIT STATUS
        0 saved for good · 1 not saved · 2 mistakes in the configuration · 64 wrong arguments
      """)

  @Argument(help: ArgumentHelp("What there is to say, in Markdown; - is standard input.", valueName: "text"))
  var text: [String] = []

  @Option(help: ArgumentHelp("Servers that it is about, as a node set.", valueName: "set"), completion: .servers)
  var host: [String] = []

  @Option(help: ArgumentHelp("A role that it is about, as bookmark:db.", valueName: "role"))
  var role: [String] = []

  @Option(help: ArgumentHelp("A service that it is about.", valueName: "service"))
  var service: [String] = []

  @Flag(help: "Take names of servers that the inventory does not know.")
  var forceHost = false

  @Option(help: ArgumentHelp("What the entry is.", valueName: "kind"))
  var kind: EntryKind?

  @Option(help: ArgumentHelp("When it happened, as 13:05, yesterday 23:10 or RFC 3339.", valueName: "time"))
  var at: String?

  @Option(help: ArgumentHelp("The maintenance, request or entry that it belongs to.", valueName: "M-81"))
  var thread: String?

  @Flag(help: "Join no maintenance that runs on the hosts.")
  var noThread = false

  @Option(help: ArgumentHelp("The entry that it answers.", valueName: "id"))
  var reply: String?

  @Option(help: ArgumentHelp("A word to find it by.", valueName: "word"))
  var tag: [String] = []

  @Option(help: ArgumentHelp("A ticket, as OPS-12.", valueName: "ticket"))
  var ticket: [String] = []

  @Option(help: ArgumentHelp("How it ended.", valueName: "result"))
  var result: WorkResult?

  @Option(help: ArgumentHelp("The command that was run; else the text is it.", valueName: "line"))
  var command: String?

  @Option(help: ArgumentHelp("The exit status of the command.", valueName: "status"))
  var exit: Int?

  @Flag(help: "Write the text in your editor.")
  var edit = false

  @Flag(help: "Make an entry of each line that begins with a time.")
  var many = false

  @Flag(help: "Print JSON of the schema opsconsole.log/1.")
  var json = false

  @OptionGroup var team: TeamOptions

  func validate() throws {
    if noThread, thread != nil { throw ValidationError("--thread and --no-thread exclude each other") }
    if many, at != nil { throw ValidationError("--many takes the times from the lines, not from --at") }
    if exit != nil || command != nil, let kind, kind != .command {
      throw ValidationError("--command and --exit go with --kind command")
    }
  }

  func perform(_ desk: TeamDesk) throws {
    // Whatever can be refused is refused before the person writes.
    let reading = TargetReading(inventory: try inventory(desk), takesUnknown: forceHost)
    let targets = try reading.targets(hosts: host, roles: role, services: service)
    let moment = try at.map { try desk.moment($0, "--at") }
    let intake = TextIntake(environment: desk.files.environment)
    // A command says enough by itself; standard input is read only when that is asked for.
    let words = text.isEmpty && !edit ? command.map { [$0] } ?? [] : text
    let text = try intake.text(words, edit: edit)
    guard text.contains(where: { !$0.isWhitespace }) else { throw ValidationError("there is no text to save") }
    try desk.keeping(text) {
      let state = try desk.team()
      let draft = try EntryDrafting(command: self, desk: desk, team: state, targets: targets, at: moment)
      let lines = draft.lines(of: text)
      for warning in Set(lines.flatMap(\.warnings)).sorted() { StandardOutput.complain("warning: \(warning)") }
      let entries = lines.map(draft.entry)
      let saved = try desk.record(entries.map { .entryAdd($0) }, text: text)
      show(saved, EntryLines(desk, state))
    }
  }

  /// The inventory is not read when nothing is asked of it: whoever notes something down should not have to repair it.
  private func inventory(_ desk: TeamDesk) throws -> Inventory {
    host.isEmpty && role.isEmpty && service.isEmpty ? Inventory() : try desk.inventory()
  }

  private func show(_ saved: [OpsDomain.Operation], _ lines: EntryLines) {
    let records = saved.compactMap { EntryRecord(folding: [$0]) }
    guard json else {
      for record in records { StandardOutput.print(lines.saved(record)) }
      return
    }
    let document = EntryDocument(team: lines.team)
    StandardOutput.print(
      JSON.object([
        ("schema", .text(EntryDocument.schema)), ("entries", .list(records.map(document.entry))),
      ]).text)
  }
}
