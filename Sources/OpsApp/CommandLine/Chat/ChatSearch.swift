import ArgumentParser
import OpsDomain
import OpsScreen

/// `opsconsole chat search`: lines that hold a text.
struct ChatSearch: StoredChatCommand {
  static let configuration = CommandConfiguration(
    commandName: "search", abstract: "Print lines that hold this text, oldest first.",
    discussion: """
      Case, width and formatting codes do not matter; one letter of Japanese is enough, as 障. All stored \
      conversations are searched, those that are closed too. When there are more than --limit, the newest are printed.

      EXAMPLES
        opsconsole chat search db07
        opsconsole chat search 障害 --in office/#ops
        opsconsole chat search 'connection refused' --json | jq -r '.lines[].at'

      EXIT STATUS
        0 printed, also when nothing was found · 1 the history cannot be read · 2 mistakes in the configuration ·
        64 wrong arguments, or there is no such conversation
      """)

  @Argument(help: ArgumentHelp("What a line must hold.", valueName: "text"))
  var text: String

  @Option(name: .customLong("in"), help: ArgumentHelp("One conversation only.", valueName: "network/target"))
  var buffer: String?

  @Option(help: ArgumentHelp("The most lines.", valueName: "count"))
  var limit = 200

  @Flag(help: "Print JSON of the schema opsconsole.chat/1.")
  var json = false

  @OptionGroup var files: FileOptions

  func validate() throws {
    if limit < 1 { throw ValidationError("--limit must be 1 or more") }
    if text.trimmingBlanks.isEmpty { throw ValidationError("the text is empty") }
  }

  func perform(_ desk: StoredChat) throws {
    let place = try buffer.map { try desk.buffer($0).id }
    let output = try ChatOutput(desk, json: json, namesBuffers: true)
    for hit in try desk.hits(text, in: place, limit: limit).reversed() {
      let kind: BufferFacts.Kind = hit.buffer.target.isEmpty ? .network : .channel
      try output.add(hit.line, of: StoredBuffer(id: hit.buffer, kind: kind, title: hit.title))
    }
    try output.finish()
  }
}
