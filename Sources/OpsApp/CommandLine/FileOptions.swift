import ArgumentParser
import Foundation
import OpsDomain
import OpsScreen

/// The files that commands read, and the environment they find.
struct FileOptions: ParsableArguments {
  @Option(name: .long, help: ArgumentHelp("Settings to use.", valueName: "file"), completion: .file())
  var config: String?

  @Option(name: [.short, .long], help: ArgumentHelp("Inventory to use.", valueName: "file"), completion: .file())
  var inventory: String?

  @Option(
    name: .long, help: ArgumentHelp("A folder of theme files, looked into first.", valueName: "folder"),
    completion: .directory)
  var themeDir: String?

  var environment: [String: String] { ProcessInfo.processInfo.environment }
  var paths: Paths { Paths(environment: environment) }

  /// The inventory's loader.
  var loader: InventoryLoader {
    InventoryLoader(paths: paths, file: inventory.map(absolute), environment: environment)
  }

  /// The themes there are.
  var themes: ThemeCatalogue {
    ThemeCatalogue(extra: themeDir.map(absolute), paths: paths, executable: Self.executable)
  }

  /// The path of `config.yaml`.
  var configurationFile: String { config.map(absolute) ?? paths.configurationFile }

  /// Reads `config.yaml`; ends the program with the mistakes.
  func settings() throws -> ConsoleFile {
    try unwrap(ConsoleFile.load(configurationFile, isExplicit: config != nil, paths: paths))
  }

  /// Reads the inventory; ends the program with the mistakes.
  func loadInventory(foreign: Bool) throws -> LoadedInventory { try unwrap(loader.load(foreign: foreign)) }

  /// The value, or the end of the program with all mistakes on standard error.
  func unwrap<Value>(_ result: Result<Value, ConfigurationProblems>) throws -> Value {
    switch result {
    case .success(let value): return value
    case .failure(let problems):
      for problem in problems.all { StandardOutput.complain(problem.description) }
      throw ExitStatus.configuration
    }
  }

  /// The hosts of a node set, or all; ends the program when the set is wrong.
  func select(_ set: String?, from inventory: Inventory) throws -> Inventory {
    guard let set else { return inventory }
    do {
      let wanted = Set(try NodeSet(parsing: set).resolve(in: inventory))
      return Inventory(hosts: inventory.hosts.filter { wanted.contains($0.id) }, roles: inventory.roles)
    } catch {
      throw ValidationError("“\(harmless(set))”: \(harmless(error.message))")
    }
  }

  private func absolute(_ path: String) -> String {
    paths.resolve(path, relativeTo: FileManager.default.currentDirectoryPath)
  }

  /// The program's own file, links followed.
  private static var executable: String? {
    try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
  }
}
