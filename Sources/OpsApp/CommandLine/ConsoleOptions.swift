import ArgumentParser
import OpsScreen

/// What the console can be told when it is opened.
struct ConsoleOptions: ParsableArguments {
  @OptionGroup var simulation: DemoOptions

  @OptionGroup var files: FileOptions

  @Flag(name: .long, help: "Refuse all that acts on servers, and writing into the work log.")
  var readOnly = false

  @Option(name: .long, help: ArgumentHelp("The theme to begin with; see “theme list”.", valueName: "name"))
  var theme: String?

  @Option(
    name: .long, help: ArgumentHelp("Glyphs of graphs: braille, block or ascii.", valueName: "set"),
    completion: .list(Symbols.allCases.map(\.rawValue)), transform: Self.symbols)
  var symbols: Symbols?

  @Flag(name: .long, help: "Leave the mouse to the terminal.")
  var noMouse = false

  /// Opens the console and serves it to its end.
  func open() throws {
    let ending = try ConsoleSession(options: self).run()
    if ending != .quit { throw ExitCode(ending.status) }
  }

  private static func symbols(_ text: String) throws -> Symbols {
    guard let symbols = Symbols(rawValue: text) else {
      throw ValidationError("--symbols must be braille, block or ascii")
    }
    return symbols
  }
}
