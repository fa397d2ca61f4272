import ArgumentParser
import OpsDomain
import OpsScreen

/// What is said of planned work besides its title, servers and time.
struct WindowPlanOptions: ParsableArguments {
  @Option(help: ArgumentHelp("How it recurs, as “every monday”, “monthly on the 2nd tuesday”.", valueName: "words"))
  var every: String?

  @Option(help: ArgumentHelp("A beginning that is left out.", valueName: "time"))
  var except: [String] = []

  @Option(help: ArgumentHelp("Who answers for it; else you.", valueName: "account"))
  var owner: String?

  @Option(help: ArgumentHelp("Who works on it too.", valueName: "account"))
  var crew: [String] = []

  @Option(help: ArgumentHelp("What users notice.", valueName: "impact"))
  var impact: Impact?

  @Option(help: ArgumentHelp("Why it is done.", valueName: "text"))
  var purpose: String?

  @Option(help: ArgumentHelp("What is to be done, in Markdown, or a link; @FILE reads a file.", valueName: "text"))
  var procedure: String?

  @Option(help: ArgumentHelp("How it is undone; @FILE reads a file.", valueName: "text"))
  var rollback: String?

  /// The beginnings left out.
  func exceptions(_ desk: TeamDesk) throws -> [Timestamp] {
    try except.map { try desk.moment($0, "--except", leaning: .ahead) }
  }

  /// A text given as it is, or as the name of a file.
  static func text(_ text: String?, _ option: String) throws -> String? {
    guard let text, text.hasPrefix("@") else { return text }
    let path = String(text.dropFirst())
    do {
      return TextIntake.withoutLastNewlines(try readText(path, limit: TextIntake.bytesMax))
    } catch {
      throw ValidationError(harmless("\(option): \(path) \(error.message)"))
    }
  }
}
