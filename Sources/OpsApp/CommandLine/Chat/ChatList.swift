import ArgumentParser
import OpsDomain
import OpsScreen

/// `opsconsole chat list`: the conversations.
struct ChatList: StoredChatCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "Print the conversations, with how many lines are stored and the last of them.",
    discussion: """
      EXAMPLES
        opsconsole chat list
        opsconsole chat list --json | jq -r '.buffers[] | select(.open).name'

      EXIT STATUS
        0 printed, also when there are none · 1 the history cannot be read · 2 mistakes in the configuration
      """)

  @Flag(help: "Print JSON of the schema opsconsole.chat/1.")
  var json = false

  @OptionGroup var files: FileOptions

  func perform(_ desk: StoredChat) throws {
    let buffers = try desk.summaries()
    if json {
      let list = buffers.map { ChatDocument.buffer($0.buffer, count: $0.count, last: $0.last) }
      StandardOutput.print(
        JSON.object([("schema", .text(ChatDocument.schema)), ("buffers", .list(list))]).text)
    } else if !buffers.isEmpty {
      StandardOutput.print(Self.table(buffers, desk).joined(separator: "\n"))
    }
  }

  private static func table(_ buffers: [StoredChat.Summary], _ desk: StoredChat) -> [String] {
    var table = PlainTable([("BUFFER", .left), ("", .left), ("LINES", .right), ("LAST", .left), ("", .left)])
    for summary in buffers {
      let words = summary.last.map { shortened(ChatLineText.said($0), to: 80) }
      table.add([
        .init(summary.buffer.name), .init(summary.buffer.isOpen ? "open" : "closed"), .init("\(summary.count)"),
        .init(summary.last.map { desk.stamp($0.at, seconds: false) } ?? absentMark), .init(words ?? ""),
      ])
    }
    return table.lines(colours: StandardOutput.hasColours(desk.files.environment))
  }
}
