import ArgumentParser
import OpsDomain
import OpsScreen

/// `opsconsole chat show`: one conversation.
struct ChatShow: StoredChatCommand {
  /// How many lines are printed where nothing else is asked for.
  static let usualLimit = 200

  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Print a conversation, oldest line first.",
    discussion: """
      A conversation is named as the list of them names it: office/#ops, office/kyoto1, or office for what the network \
      itself said. Without --since and --limit it is the newest \(usualLimit) lines. In a shell # begins a comment only \
      after a blank.

      EXAMPLES
        opsconsole chat show office/#ops
        opsconsole chat show office/#ops --since 'today 09:00' | grep db07
        opsconsole chat show office/#ops --since yesterday --until today --json | jq -r '.lines[].plain'

      EXIT STATUS
        0 printed · 1 the history cannot be read · 2 mistakes in the configuration · 64 there is no such conversation
      """)

  @Argument(help: ArgumentHelp("The conversation.", valueName: "network/target"))
  var buffer: String

  @Option(help: ArgumentHelp("From this time on, as 'yesterday 14:00' or 2h.", valueName: "time"))
  var since: String?

  @Option(help: ArgumentHelp("Up to this time.", valueName: "time"))
  var until: String?

  @Option(help: ArgumentHelp("The newest lines only.", valueName: "count"))
  var limit: Int?

  @Flag(help: "Leave out who comes and goes.")
  var said = false

  @Flag(help: "Print JSON of the schema opsconsole.chat/1.")
  var json = false

  @OptionGroup var files: FileOptions

  func validate() throws {
    if let limit, limit < 1 { throw ValidationError("--limit must be 1 or more") }
  }

  func perform(_ desk: StoredChat) throws {
    let stored = try desk.buffer(buffer)
    let begin = try since.map { try desk.moment($0, "--since") }
    let end = try until.map { try desk.moment($0, "--until") }
    let output = try ChatOutput(desk, json: json)
    let stream = ChatStream(
      desk: desk, buffer: stored.id, since: begin, until: end, leavesNoiseOut: said,
      limit: limit ?? (begin == nil ? Self.usualLimit : nil))
    try stream.oldestFirst { try output.add($0, of: stored) }
    try output.finish()
  }
}
