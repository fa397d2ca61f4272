import ArgumentParser
import OpsScreen

/// `opsconsole theme`: how the console looks.
struct ThemeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "theme", abstract: "List and show themes.", subcommands: [List.self, Show.self])

  /// `theme list`.
  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "Print the themes there are.")
    @OptionGroup var files: FileOptions

    func run() throws {
      var table = PlainTable([("THEME", .left), ("", .left)])
      for name in files.themes.names {
        switch files.themes.load(name) {
        case .success(let theme): table.add([.init(name), .init(theme.summary)])
        case .failure(let problem): table.add([.init(name), .init("cannot be used: \(problem.message)")])
        }
      }
      StandardOutput.print(table.lines(colours: false).dropFirst().joined(separator: "\n"))
    }
  }

  /// `theme show`.
  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "show", abstract: "Print each role in the look that a theme gives it.")
    @Argument(help: ArgumentHelp("The theme.", valueName: "name")) var name: String
    @OptionGroup var files: FileOptions

    func run() throws {
      switch files.themes.load(name) {
      case .failure(let problem): throw ValidationError(harmless(problem.message))
      case .success(let theme):
        let colours = StandardOutput.hasColours(files.environment)
        StandardOutput.print("\(harmless(theme.name))   \(harmless(theme.summary))\n")
        for role in Role.allCases {
          let plain = role.name
          let padding = String(repeating: " ", count: max(1, 18 - plain.count))
          let look = theme.look(role)
          let selected = theme.look(role, .selected)
          let text = colours ? styled(plain, look) + padding + styled("selected", selected) : plain
          StandardOutput.print("  \(text)")
        }
      }
    }
  }
}
