import OpsDomain
import OpsScreen

/// Prints lines of the chat as they come, for people or as one document.
final class ChatOutput {
  private let desk: StoredChat
  private let json: Bool
  private let namesBuffers: Bool
  private let output: PrivateOutput
  private var isFirst = true

  /// An output on standard output; with `namesBuffers` each line says where it was said.
  init(_ desk: StoredChat, json: Bool, namesBuffers: Bool = false) throws {
    self.desk = desk
    self.json = json
    self.namesBuffers = namesBuffers
    output = try PrivateOutput(isHarmless: true)
    if json { try output.write("{\n  \"schema\": \"\(ChatDocument.schema)\",\n  \"lines\": [") }
  }

  /// Adds a line of a conversation.
  func add(_ line: ChatLine, of buffer: StoredBuffer) throws {
    if json {
      try output.write((isFirst ? "\n    " : ",\n    ") + ChatDocument.line(line, of: buffer).text(level: 2))
    } else {
      let place = namesBuffers ? "\(buffer.name) " : ""
      let notes = ChatLineText.notes(line) { desk.stamp($0) }
      try output.write(harmless("\(desk.stamp(line.at)) \(place)\(ChatLineText.said(line))\(notes)") + "\n")
    }
    isFirst = false
  }

  /// Ends it.
  func finish() throws {
    if json { try output.write(isFirst ? "]\n}\n" : "\n  ]\n}\n") }
    try output.finish()
  }
}
