import ArgumentParser

/// `opsconsole completions`: a script for the shell.
struct CompletionsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "completions", abstract: "Print a completion script for a shell.",
    discussion: """
      EXAMPLES
        opsconsole completions bash >~/.local/share/bash-completion/completions/opsconsole
        opsconsole completions zsh >~/.zfunc/_opsconsole
        opsconsole completions fish >~/.config/fish/completions/opsconsole.fish
      """)

  /// The shells known.
  enum Shell: String, CaseIterable, ExpressibleByArgument {
    case bash, zsh, fish
  }

  @Argument(help: "bash, zsh or fish.")
  var shell: Shell

  func run() {
    let known: CompletionShell =
      switch shell {
      case .bash: .bash
      case .zsh: .zsh
      case .fish: .fish
      }
    StandardOutput.print(Opsconsole.completionScript(for: known))
  }
}
