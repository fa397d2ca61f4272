import ArgumentParser
import OpsDomain
import OpsScreen

/// `opsconsole log export`: the work log for other programs.
struct LogExport: TeamCommand {
  static let writes = false
  static let configuration = CommandConfiguration(
    commandName: "export", abstract: "Write the work log as Markdown, JSONL, Atom, iCalendar or plain lines.",
    discussion: """
      jsonl is everything, an operation a line; “log import” takes it back. markdown with --thread is the document of \
      a maintenance. ics holds windows and freezes, or with --thread one window; it takes no other filter. A file appears whole, readable by you alone.

      EXAMPLES
        opsconsole log export --format jsonl -o backup.jsonl
        opsconsole log export --format markdown --thread M-81
        opsconsole log export --format atom --role bookmark:db -o /srv/www/db.atom
        opsconsole log export --format ics -o maintenance.ics

      EXIT STATUS
        0 written · 1 the work log cannot be read, or the file not be written · 64 wrong arguments
      """)

  /// What is written.
  enum Format: String, CaseIterable, ExpressibleByArgument {
    case markdown, jsonl, atom, ics, plain
  }

  @Option(help: ArgumentHelp("What to write.", valueName: "format"))
  var format: Format

  @Option(
    name: [.customShort("o"), .long], help: ArgumentHelp("Where to; else standard output.", valueName: "file"),
    completion: .file())
  var output: String?

  @OptionGroup var filter: EntryFilterOptions
  @OptionGroup var team: TeamOptions

  func perform(_ desk: TeamDesk) throws {
    let state = try desk.team()
    let query = try filter.query(desk, state)
    let output = try PrivateOutput(output)
    let writing = LogExportWriting(desk: desk, team: state, query: query, output: output)
    switch format {
    case .jsonl:
      guard query.isEmpty else { throw ValidationError("jsonl is the whole work log: it takes no filter") }
      try writing.operations()
    case .plain: try writing.plain()
    case .atom: try writing.atom()
    case .ics:
      var other = query
      other.thread = nil
      guard other.isEmpty else {
        throw ValidationError("ics is the calendar of windows and freezes: of the filters it takes --thread alone")
      }
      try writing.calendar()
    case .markdown: try query.thread == nil ? writing.list() : writing.document()
    }
    try output.finish()
  }
}
