import ArgumentParser

/// `opsconsole log`: the work log.
struct LogCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "log", abstract: "Write and read the work log: what was done and seen, by whom, on which servers.",
    discussion: """
      Entries are never changed in place: a correction is kept beside what it corrects. An entry is named by its \
      identity or the beginning of it, a maintenance as M-81, a request as R-12. Everything here works while consoles \
      run, and reaches their screens within a second.

      EXAMPLES
        opsconsole log add 'replication stopped' --host bm-db07
        opsconsole log list --since yesterday --host @bookmark:db
        opsconsole log search 障害
        opsconsole log export --format jsonl -o backup.jsonl

      EXIT STATUS
        0 done, and saved for good · 1 not saved or not readable · 2 mistakes in the configuration · 64 wrong arguments

      FILES
        ~/.local/share/opsconsole/log.sqlite   the work log
        ~/.local/state/opsconsole/unsaved/     texts that could not be saved
      """,
    subcommands: [
      LogAdd.self, LogList.self, LogSearch.self, LogShow.self, LogAmend.self, LogRetract.self, LogRedact.self,
      LogLink.self, LogExport.self, LogImport.self,
    ])
}
