import ArgumentParser
import OpsScreen

/// `opsconsole doctor`: what may be wrong here, and the remedy.
struct DoctorCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor", abstract: "Check this machine and the configuration, with the remedy for what is wrong.",
    discussion: "EXIT STATUS\n  0 nothing failed · 1 something failed")

  @Flag(name: .long, help: "Print JSON of the schema opsconsole.doctor/1.")
  var json = false

  @OptionGroup var files: FileOptions

  func run() throws {
    let checks = Doctor(files: files).examine()
    if json {
      StandardOutput.print(Self.document(checks).text)
    } else {
      show(checks)
    }
    if checks.contains(where: { $0.result == .fail }) { throw ExitStatus.incomplete }
  }

  private func show(_ checks: [DoctorCheck]) {
    let colours = StandardOutput.hasColours(files.environment)
    for check in checks {
      let word = check.result.rawValue + String(repeating: " ", count: 4 - check.result.rawValue.count)
      let mark = colours ? styled(word, Theme.fallback.look(check.result.role)) : word
      StandardOutput.print("\(mark)  \(harmless(check.name)): \(harmless(check.finding))")
      if let remedy = check.remedy { StandardOutput.print("      → \(harmless(remedy))") }
    }
  }

  private static func document(_ checks: [DoctorCheck]) -> JSON {
    .object([
      ("schema", .text("opsconsole.doctor/1")),
      (
        "checks",
        .list(
          checks.map { check in
            .members([
              ("name", .text(check.name)), ("result", .text(check.result.rawValue)), ("finding", .text(check.finding)),
              ("remedy", check.remedy.map { .text($0) }),
            ])
          })
      ),
    ])
  }
}
