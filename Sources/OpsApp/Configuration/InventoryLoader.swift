import Glibc
import OpsDomain

/// An inventory as read, with what else its files say.
struct LoadedInventory: Sendable {
  var inventory: Inventory
  var ssh = SSHOptions()
  /// How the pages of node_exporter are entered, of hosts whose pages are not open to all.
  var access: [HostID: ExporterAccess] = [:]
  /// Every file that was read or looked for.
  var files: [SeenFile]
  /// Whether other programs' inventories are still to be asked.
  var hasForeign = false
  /// Whether there was no file, so that only this machine is watched.
  var isFallback = false
}

/// Reads the inventory; the same call serves the start and every change of a file.
struct InventoryLoader: Sendable {
  let paths: Paths
  /// The file given by the person, or nil for the usual one.
  let file: String?
  let environment: [String: String]

  /// The file that is read.
  var inventoryFile: String { file ?? paths.inventoryFile }

  /// Reads the files and, where asked, other programs' inventories.
  ///
  /// With one mistake there is no inventory.
  ///
  /// With `foreign` it blocks for as long as those programs take, at most 20 seconds each.
  func load(foreign: Bool) -> Result<LoadedInventory, ConfigurationProblems> {
    let seen = SeenFile(inventoryFile)
    if file == nil, unsafe access(paths.inventoryFile, F_OK) != 0, errno == ENOENT || errno == ENOTDIR {
      return .success(LoadedInventory(inventory: Self.thisMachine(), files: [seen], isFallback: true))
    }
    let problems = ProblemList()
    var reader = HostsFileReader(paths: paths, problems: problems)
    reader.read(inventoryFile)
    if foreign, problems.problems.isEmpty {
      ForeignReader(environment: environment).read(into: &reader.draft, problems: problems)
    }
    // Until other programs are asked, what is missing may be theirs.
    if foreign || reader.draft.foreign.isEmpty { reader.draft.checkDependencies(problems) }
    guard problems.problems.isEmpty else {
      return .failure(ConfigurationProblems(all: problems.all, files: reader.draft.files))
    }
    let draft = reader.draft
    return .success(
      LoadedInventory(
        inventory: draft.inventory, ssh: draft.ssh, access: draft.access, files: draft.files,
        hasForeign: !foreign && !draft.foreign.isEmpty))
  }

  /// An inventory of this machine alone, read from its own /proc.
  static func thisMachine() -> Inventory {
    var buffer = [CChar](repeating: 0, count: 256)
    _ = unsafe gethostname(&buffer, buffer.count - 1)
    let bytes = buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
    let name = (try? HostNames.name(String(decoding: bytes, as: UTF8.self))) ?? "localhost"
    return Inventory(hosts: [Host(id: HostID(name), sources: [.local], interval: .seconds(5), origin: "this machine")])
  }
}

/// All mistakes of one reading.
struct ConfigurationProblems: Error, Sendable {
  var all: [ConfigurationProblem]
  /// Every file that was read or looked for, to be watched for the repair.
  var files: [SeenFile]
}
