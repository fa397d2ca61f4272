import ArgumentParser

/// `opsconsole window`: planned work.
struct WindowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "window", abstract: "Plan maintenance, run it, and finish it with its document.",
    discussion: """
      A maintenance is called by its number, M-81. While it runs, its servers have the status maintenance, their alarms \
      are silent, and entries about them join its thread. It goes from draft, planned or announced to in_progress, \
      verifying, and done; or it is cancelled or aborted.

      EXAMPLES
        opsconsole window plan 'Fail over bm-db' --host bm-db[01-02] --when 'tomorrow 23:00-01:00'
        opsconsole window start M-81
        opsconsole window done M-81 --result ok
        opsconsole window list --days 14

      EXIT STATUS
        0 done, and saved for good · 1 not saved or not allowed · 2 mistakes in the configuration · 64 wrong arguments
      """,
    subcommands: [
      WindowPlanCommand.self, WindowListCommand.self, WindowShowCommand.self, WindowStartCommand.self,
      WindowExtendCommand.self, WindowVerifyCommand.self, WindowDoneCommand.self, WindowCancelCommand.self,
      WindowAbortCommand.self, WindowEditCommand.self,
    ])
}

/// A window named by a person, and how it is printed.
struct WindowOptions: ParsableArguments {
  @Argument(help: ArgumentHelp("The maintenance, as M-81.", valueName: "M-81"))
  var reference: String

  @Flag(help: "Print JSON of the schema opsconsole.windows/1.")
  var json = false
}
