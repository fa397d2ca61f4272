import ArgumentParser
import OpsDomain
import OpsScreen

/// How a list of entries is printed.
struct EntryOutputOptions: ParsableArguments {
  @Option(help: ArgumentHelp("The newest entries only.", valueName: "count"))
  var limit: Int?

  @Flag(help: "Newest first.")
  var reverse = false

  @Flag(help: "Print JSON of the schema opsconsole.log/1.")
  var json = false

  @Flag(help: "Print JSON, an entry a line.")
  var jsonl = false

  @Flag(help: "Print one line an entry: time author host: text.")
  var plain = false

  func validate() throws {
    if let limit, limit < 1 { throw ValidationError("--limit must be 1 or more") }
    if [json, jsonl, plain].count(where: { $0 }) > 1 {
      throw ValidationError("--json, --jsonl and --plain exclude each other")
    }
  }

  /// Prints the entries of a query as they come.
  func show(_ query: EntryQuery, _ desk: TeamDesk, _ team: TeamState) throws {
    let output = try PrivateOutput(isHarmless: true)
    let document = EntryDocument(team: team)
    let lines = EntryLines(desk, team, words: query.words)
    if json {
      try Self.wrapped(output) { separate in
        try visit(query, desk) { try output.write(separate() + document.entry($0).text(level: 2)) }
      }
    } else {
      try visit(query, desk) { record in
        if plain {
          try output.write(harmlessLines(PlainLines.line(record, zone: desk.zone)).joined(separator: "\n"))
        } else {
          try output.write((jsonl ? document.entry(record).line : lines.listed(record)) + "\n")
        }
      }
    }
    try output.finish()
  }

  private func visit(_ query: EntryQuery, _ desk: TeamDesk, _ body: (EntryRecord) throws -> Void) throws {
    let stream = EntryStream(desk: desk, query: query)
    try reverse ? stream.newestFirst(limit: limit, body) : stream.oldestFirst(limit: limit, body)
  }

  /// A document whose list is written as it comes; `body` is given what stands before each of its items.
  private static func wrapped(_ output: PrivateOutput, _ body: (() -> String) throws -> Void) throws {
    var isFirst = true
    try output.write("{\n  \"schema\": \"\(EntryDocument.schema)\",\n  \"entries\": [")
    try body {
      defer { isFirst = false }
      return isFirst ? "\n    " : ",\n    "
    }
    try output.write(isFirst ? "]\n}\n" : "\n  ]\n}\n")
  }
}

/// `opsconsole log list`: entries, filtered.
struct LogList: TeamCommand {
  static let writes = false
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "Print entries, oldest first.",
    discussion: """
      Entries come as they are read, however many there are. Several of one option are joined by “or”, different \
      options by “and”.

      EXAMPLES
        opsconsole log list --limit 20
        opsconsole log list --host bm-db07 --since 'mon 09:00' --until today
        opsconsole log list --thread M-81
        opsconsole log list --by naoya --jsonl | jq -r '.text'

      EXIT STATUS
        0 printed · 1 the work log cannot be read · 2 mistakes in the configuration · 64 wrong arguments
      """)

  @OptionGroup var filter: EntryFilterOptions
  @OptionGroup var output: EntryOutputOptions
  @OptionGroup var team: TeamOptions

  func perform(_ desk: TeamDesk) throws {
    let state = try desk.team()
    try output.show(try filter.query(desk, state), desk, state)
  }
}

/// `opsconsole log search`: entries with words.
struct LogSearch: TeamCommand {
  static let writes = false
  static let configuration = CommandConfiguration(
    commandName: "search", abstract: "Print entries that hold all these words, oldest first.",
    discussion: """
      Case and width do not matter; words of two letters are found too, as 障害.

      EXAMPLES
        opsconsole log search replication
        opsconsole log search 障害 --since 2025-01-01 --limit 20
        opsconsole log search 'out of memory' --role bookmark:db --json

      EXIT STATUS
        0 printed, also when nothing was found · 1 the work log cannot be read · 64 wrong arguments
      """)

  @Argument(help: ArgumentHelp("What the text must hold.", valueName: "words"))
  var words: [String]

  @OptionGroup var filter: EntryFilterOptions
  @OptionGroup var output: EntryOutputOptions
  @OptionGroup var team: TeamOptions

  func perform(_ desk: TeamDesk) throws {
    let state = try desk.team()
    try output.show(try filter.query(desk, state, words: words), desk, state)
  }
}
