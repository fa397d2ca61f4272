import ArgumentParser
import OpsDomain
import OpsScreen

/// `opsconsole log import`: what was written elsewhere.
struct LogImport: TeamCommand {
  static let configuration = CommandConfiguration(
    commandName: "import", abstract: "Take over an export, or lines of a log kept elsewhere.",
    discussion: """
      jsonl is what “log export --format jsonl” writes. plain is “time author host,host: text”, the time as RFC 3339 \
      or 2026-08-22 13:05; indented lines go on with the one before. To import something twice changes nothing: lines \
      with mistakes are told with their number and left out, and may be repaired and imported again.

      EXAMPLES
        opsconsole log import backup.jsonl
        opsconsole log import --format plain --dry-run old-log.txt
        ssh tokyo1 opsconsole log export --format jsonl | opsconsole log import -

      EXIT STATUS
        0 all is here · 1 some lines have mistakes, or not saved · 2 mistakes in the configuration · 64 wrong arguments
      """)

  /// How the file is written.
  enum Format: String, CaseIterable, ExpressibleByArgument {
    case jsonl, plain
  }

  @Argument(help: ArgumentHelp("The file; - is standard input.", valueName: "file"), completion: .file())
  var file: String

  @Option(help: ArgumentHelp("How it is written; else told by its first line.", valueName: "format"))
  var format: Format?

  @Flag(help: "Record nothing; tell what would be new, and what is wrong.")
  var dryRun = false

  @Flag(help: "Print JSON of the schema opsconsole.import/1.")
  var json = false

  @OptionGroup var team: TeamOptions

  func perform(_ desk: TeamDesk) throws {
    let reading = try LineReading(file)
    let importing = LogImporting(desk, name: file == "-" ? "standard input" : file, isTrial: dryRun)
    // The first line that says something tells how the file is written.
    var ahead: [LineReading.Line] = []
    while let line = try reading.next() {
      ahead.append(line)
      if line.text?.contains(where: { !$0.isWhitespace }) ?? true { break }
    }
    let isJSON = ahead.last?.text?.drop { $0.isWhitespace }.first == "{"
    ahead.reverse()
    let next = { try ahead.popLast() ?? reading.next() }
    switch format ?? (isJSON ? .jsonl : .plain) {
    case .jsonl: try importing.operations(next)
    case .plain: try importing.plainLines(next)
    }
    show(importing)
    if importing.mistakes > 0 { throw ExitStatus.incomplete }
  }

  private func show(_ importing: LogImporting) {
    guard json else {
      let verb = dryRun ? "would be new" : "new"
      StandardOutput.print(
        "\(importing.new) \(verb), \(importing.known) here already, \(importing.mistakes) with mistakes")
      return
    }
    StandardOutput.print(
      JSON.object([
        ("schema", .text("opsconsole.import/1")), ("dryRun", .bool(dryRun)), ("new", .whole(Int64(importing.new))),
        ("known", .whole(Int64(importing.known))), ("mistakes", .whole(Int64(importing.mistakes))),
      ]).text)
  }
}
