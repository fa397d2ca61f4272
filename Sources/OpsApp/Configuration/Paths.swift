/// Where files of the program lie, by the XDG base directory specification.
struct Paths: Hashable, Sendable {
  /// Where `config.yaml`, `hosts.yaml` and `themes/` lie.
  let configurationFolder: String
  /// Where what the program remembers lies: the command history, drafts.
  let stateFolder: String
  /// Where what the team wrote lies: the work log.
  let dataFolder: String
  /// The person's home, for `~`; nil where there is none.
  let home: String?

  /// Paths by the environment; without HOME and XDG variables everything is looked for in `/nonexistent`.
  ///
  /// A variable that is empty or not absolute is ignored, as the specification asks.
  init(environment: [String: String]) {
    func absolute(_ name: String) -> String? {
      environment[name].flatMap { $0.hasPrefix("/") && !$0.utf8.contains(0) ? Self.trimmed($0) : nil }
    }
    home = absolute("HOME")
    let base = home ?? "/nonexistent"
    configurationFolder = (absolute("XDG_CONFIG_HOME") ?? "\(base)/.config") + "/opsconsole"
    stateFolder = (absolute("XDG_STATE_HOME") ?? "\(base)/.local/state") + "/opsconsole"
    dataFolder = (absolute("XDG_DATA_HOME") ?? "\(base)/.local/share") + "/opsconsole"
  }

  /// The settings of the console.
  var configurationFile: String { configurationFolder + "/config.yaml" }
  /// The inventory.
  var inventoryFile: String { configurationFolder + "/hosts.yaml" }
  /// The person's own themes.
  var themeFolder: String { configurationFolder + "/themes" }
  /// Commands typed in earlier sessions.
  var historyFile: String { stateFolder + "/history" }
  /// Texts that were begun and not saved.
  var draftFolder: String { stateFolder + "/drafts" }
  /// The last entry of the work log that was seen.
  var seenFile: String { stateFolder + "/seen" }
  /// The work log, where the settings name no other.
  var logFile: String { dataFolder + "/log.sqlite" }
  /// The fleet's past: what forecasts are made from.
  var pastFile: String { dataFolder + "/history.sqlite" }
  /// What was said in the chat.
  var chatFile: String { dataFolder + "/chat.sqlite" }

  /// The path written in a file or an argument, with `~/` replaced, and relative to `folder`.
  func resolve(_ path: String, relativeTo folder: String) -> String {
    if path == "~" { return home ?? path }
    if path.hasPrefix("~/"), let home { return home + path.dropFirst(1) }
    if path.hasPrefix("/") || folder.isEmpty { return path }
    return folder == "/" ? "/\(path)" : "\(folder)/\(path)"
  }

  /// The path with the home folder written `~`, for messages.
  func abbreviated(_ path: String) -> String {
    guard let home, home != "/", path.hasPrefix(home + "/") else { return path }
    return "~" + path.dropFirst(home.count)
  }

  private static func trimmed(_ path: String) -> String {
    var path = path
    while path.count > 1, path.hasSuffix("/") { path.removeLast() }
    return path
  }
}

/// The folder that holds a path; `.` for a bare name.
func folder(of path: String) -> String {
  guard let slash = path.lastIndex(of: "/") else { return "." }
  return slash == path.startIndex ? "/" : String(path[..<slash])
}

/// The last part of a path.
func lastPart(of path: String) -> String {
  guard let slash = path.lastIndex(of: "/") else { return path }
  return String(path[path.index(after: slash)...])
}
