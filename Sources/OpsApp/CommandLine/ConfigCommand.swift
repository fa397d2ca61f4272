import ArgumentParser
import Glibc
import OpsDomain
import OpsScreen

/// `opsconsole config`: the files.
struct ConfigCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "config", abstract: "Check, show and begin the configuration.",
    subcommands: [Check.self, Show.self, PathList.self, Init.self])

  /// `config check`.
  struct Check: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "check", abstract: "Say every mistake in the configuration, with its line and the remedy.",
      discussion: "EXIT STATUS\n  0 all is well · 2 there are mistakes")
    @OptionGroup var files: FileOptions

    func run() throws {
      let settings = ConsoleFile.load(files.configurationFile, isExplicit: files.config != nil, paths: files.paths)
      let loaded = files.loader.load(foreign: true)
      var problems: [ConfigurationProblem] = []
      if case .failure(let found) = settings { problems += found.all }
      if case .failure(let found) = loaded { problems += found.all }
      for problem in problems { StandardOutput.complain(problem.description) }
      guard problems.isEmpty, case .success(let inventory) = loaded else { throw ExitStatus.configuration }
      StandardOutput.print(Self.summary(inventory, files))
    }

    private static func summary(_ loaded: LoadedInventory, _ files: FileOptions) -> String {
      let file = harmless(files.paths.abbreviated(files.loader.inventoryFile))
      guard !loaded.isFallback else {
        return "there is no \(file): this machine alone is watched; “opsconsole config init” writes a first one"
      }
      let hosts = loaded.inventory.hosts.count
      let roles = loaded.inventory.roles.count
      return
        "\(file): \(hosts == 1 ? "1 host" : "\(hosts) hosts") in \(roles == 1 ? "1 role" : "\(roles) roles"), no mistakes"
    }
  }

  /// `config show`.
  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "show", abstract: "Print the settings in force.")
    @OptionGroup var files: FileOptions

    func run() throws {
      let settings = try files.settings()
      var lines = [
        "theme: \(settings.theme ?? "dark")", "symbols: \(settings.symbols?.rawValue ?? "block")",
        "mouse: \(settings.mouse ?? true)", "read_only: \(settings.readOnly ?? false)",
      ]
      if let site = settings.site { lines.append("site: \(site)") }
      if let zone = settings.timeZone { lines.append("time_zone: \(zone)") }
      lines += settings.team.lines + settings.chat.lines
      if !settings.keys.isEmpty { lines.append("keys:") }
      for (command, keys) in settings.keys.sorted(by: { $0.key < $1.key }) {
        lines.append("  \(command): [\(keys.map { "\"\($0)\"" }.joined(separator: ", "))]")
      }
      for line in lines { StandardOutput.print(harmless(line)) }
    }
  }

  /// `config paths`.
  struct PathList: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "paths", abstract: "Print where each file lies, and whether it is there.")
    @OptionGroup var files: FileOptions

    func run() throws {
      var table = PlainTable([("WHAT", .left), ("", .left), ("PATH", .left)])
      let paths = files.paths
      var rows = [
        ("settings", files.configurationFile), ("inventory", files.loader.inventoryFile),
        ("themes", paths.themeFolder), ("work log", try files.workLog().path), ("chat", paths.chatFile),
        ("fleet history", paths.pastFile),
        ("drafts", paths.draftFolder), ("command history", paths.historyFile),
      ]
      rows += files.themes.folders.filter { $0 != paths.themeFolder && isThere($0) }.map { ("themes", $0) }
      for (what, path) in rows { table.add([.init(what), .init(isThere(path) ? "there" : "absent"), .init(path)]) }
      StandardOutput.print(table.lines(colours: false).dropFirst().joined(separator: "\n"))
    }

    private func isThere(_ path: String) -> Bool { unsafe access(path, F_OK) == 0 }
  }

  /// `config init`.
  struct Init: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "init", abstract: "Write a first inventory and settings, where there are none.")
    @OptionGroup var files: FileOptions

    func run() throws {
      var failed = false
      for (path, text) in [
        (files.loader.inventoryFile, SampleFiles.hosts), (files.configurationFile, SampleFiles.config),
      ] {
        makeFolders(folder(of: path))
        let shown = harmless(files.paths.abbreviated(path))
        if unsafe access(path, F_OK) == 0 {
          StandardOutput.print("\(shown) is there already and stays as it is")
        } else if writeFile(path, text, flags: O_CREAT | O_EXCL) {
          StandardOutput.print("wrote \(shown)")
        } else {
          StandardOutput.complain("\(shown) cannot be written: \(errorText(errno))")
          failed = true
        }
      }
      if failed { throw ExitStatus.incomplete }
    }
  }
}
