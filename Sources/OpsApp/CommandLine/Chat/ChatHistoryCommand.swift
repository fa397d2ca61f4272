import ArgumentParser
import OpsDomain

/// `opsconsole chat`: what was said, as it is stored here.
struct ChatHistoryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "chat", abstract: "Print and search what was said in the chat, as it is stored here.",
    discussion: """
      Nothing is sent to a network: these commands read ~/.local/share/opsconsole/chat.sqlite, which the console \
      writes. Talking is done in the console, in the pane Chat.
      """,
    subcommands: [ChatList.self, ChatShow.self, ChatSearch.self])
}

/// A command that reads the stored chat: it runs with failures told in one way.
protocol StoredChatCommand: ParsableCommand {
  var files: FileOptions { get }
  /// Does it.
  func perform(_ desk: StoredChat) throws
}

extension StoredChatCommand {
  func run() throws {
    do {
      try perform(try StoredChat(files))
    } catch let failure as CommandFailure {
      StandardOutput.complain(failure.message)
      throw ExitStatus.incomplete
    } catch let problem as ValidationError {
      // What is wrong with what was named, not with how: the usage would not help.
      StandardOutput.complain(problem.message)
      throw ExitStatus.usage
    }
  }
}
