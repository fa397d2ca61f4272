import OpsConsole
import OpsScreen

/// What `config.yaml` says; nil where it says nothing.
struct ConsoleFile: Sendable, Hashable {
  var theme: String?
  var symbols: Symbols?
  var mouse: Bool?
  var readOnly: Bool?
  /// The name of the office, shown beside the clock.
  var site: String?
  /// A time zone by its name in the zone database, as `Asia/Tokyo`.
  var timeZone: String?
  /// Keys by command, replacing the usual ones.
  var keys: [String: [String]] = [:]
  /// The work log, who writes it, and the team.
  var team = TeamKeys()
  /// The networks of the chat, and what is told and kept there.
  var chat = ChatKeys()

  /// Reads the file; one that is missing says nothing.
  static func load(_ file: String, isExplicit: Bool, paths: Paths) -> Result<ConsoleFile, ConfigurationProblems> {
    let problems = ProblemList()
    let shown = paths.abbreviated(file)
    var settings = ConsoleFile()
    do {
      let tree = try parseYAML(try readText(file, limit: YAMLLimits.fileBytes), file: shown)
      settings.read(tree, folder: folder(of: file), paths: paths, problems)
    } catch FileFailure.missing where !isExplicit {
      return .success(ConsoleFile())
    } catch let failure as FileFailure {
      problems.add(Place(file: shown), failure.message)
    } catch let problem as ConfigurationProblem {
      problems.add(problem)
    } catch {
      problems.add(Place(file: shown), "cannot be read")
    }
    guard problems.problems.isEmpty else {
      return .failure(ConfigurationProblems(all: problems.all, files: [SeenFile(file)]))
    }
    return .success(settings)
  }

  private mutating func read(_ value: YAMLValue, folder: String, paths: Paths, _ problems: ProblemList) {
    guard var top = MapReader(value, path: "", problems: problems) else { return }
    theme = top.read("theme", ScalarParsing.text)
    symbols = top.read("symbols") { text throws(BadValue) in try ScalarParsing.choice(text, Symbols.self) }
    mouse = top.read("mouse", ScalarParsing.bool)
    readOnly = top.read("read_only", ScalarParsing.bool)
    site = top.read("site", ScalarParsing.text)
    timeZone = top.read("time_zone", Self.zone)
    if let keys = top.map("keys") { readKeys(keys) }
    team.read(&top, folder: folder, paths: paths)
    chat.read(&top, folder: folder, paths: paths)
    top.finish()
  }

  private mutating func readKeys(_ reader: MapReader) {
    let commands = Command.allCases.map(\.rawValue)
    for entry in reader.named {
      let path = reader.path(of: entry.key)
      guard let command = commands.first(where: { isSameKey($0, entry.key) }) else {
        reader.problems.add(
          entry.place, key: "keys", "there is no command \"\(shortened(entry.key))\"",
          remedy: suggestion(for: entry.key, among: commands))
        continue
      }
      let items: [YAMLValue]
      if case .list(let list) = entry.value.content { items = list } else { items = [entry.value] }
      keys[command] = items.compactMap { readScalar($0, key: path, problems: reader.problems, Self.key) }
    }
  }

  private static func key(_ text: String) throws(BadValue) -> String {
    guard let key = Key(named: text) else {
      throw BadValue(
        "there is no key \"\(shortened(text))\"", remedy: "write it as j, Ctrl-L, Alt-Enter, PgUp, F5 or Space")
    }
    return key.name
  }

  private static func zone(_ text: String) throws(BadValue) -> String {
    guard isZoneName(text), (try? readFile("/usr/share/zoneinfo/\(text)", limit: 1_048_576)) != nil else {
      throw BadValue(
        "there is no time zone \"\(shortened(text))\"", remedy: "write it as Asia/Tokyo; see /usr/share/zoneinfo")
    }
    return text
  }
}
