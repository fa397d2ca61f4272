import OpsConsole
import OpsScreen

/// Reads `config.yaml` again and says what of it changes in the running console.
struct SettingsReading: Sendable {
  let file: String
  /// Whether the person named the file, so that it has to be there.
  let isExplicit: Bool
  let paths: Paths
  let themes: ThemeCatalogue
  /// What options say, which counts more than the file.
  var options = SettingsChange()
  /// The glyphs where nobody chooses.
  var usualSymbols = Symbols.block
  /// What the running console goes by.
  var current = ConsoleFile()
  /// Keys that the last reading found changed and that hold from the next start.
  private(set) var later: [String] = []

  /// The outcome of a reading.
  enum Outcome {
    case change(SettingsChange)
    case problems([String])
  }

  /// Reads the file; with a mistake, the current settings stay.
  mutating func read() -> Outcome {
    switch ConsoleFile.load(file, isExplicit: isExplicit, paths: paths) {
    case .failure(let problems): return .problems(problems.all.map(\.description))
    case .success(let new):
      let change = Self.change(from: resolved(current), to: resolved(new))
      if let theme = change.theme, case .failure(let problem) = themes.load(theme) {
        return .problems(["\(paths.abbreviated(file)): theme: \(problem.message)"])
      }
      later = Self.keysForTheNextStart(from: current, to: new)
      current = new
      return .change(change)
    }
  }

  /// All that holds by a file and the options.
  private func resolved(_ file: ConsoleFile) -> SettingsChange {
    var all = SettingsChange()
    all.theme = options.theme ?? file.theme ?? Theme.fallback.name
    all.symbols = options.symbols ?? file.symbols ?? usualSymbols
    all.mouse = options.mouse ?? file.mouse ?? true
    all.readOnly = options.readOnly ?? file.readOnly ?? false
    all.site = file.site ?? ""
    all.keys = file.keys
    all.chatBell = file.chat.rings
    all.chatHighlights = file.chat.highlight
    return all
  }

  private static func change(from old: SettingsChange, to new: SettingsChange) -> SettingsChange {
    var change = SettingsChange()
    if new.theme != old.theme { change.theme = new.theme }
    if new.symbols != old.symbols { change.symbols = new.symbols }
    if new.mouse != old.mouse { change.mouse = new.mouse }
    if new.readOnly != old.readOnly { change.readOnly = new.readOnly }
    if new.site != old.site { change.site = new.site }
    if new.keys != old.keys { change.keys = new.keys }
    if new.chatBell != old.chatBell { change.chatBell = new.chatBell }
    if new.chatHighlights != old.chatHighlights { change.chatHighlights = new.chatHighlights }
    return change
  }

  /// What is opened once, at the start.
  private static func keysForTheNextStart(from old: ConsoleFile, to new: ConsoleFile) -> [String] {
    let (was, will) = (old.chat, new.chat)
    let changes = [
      ("time_zone", old.timeZone != new.timeZone), ("log, author, team or tickets", old.team != new.team),
      ("chat.networks", was.networks != will.networks), ("chat.log_channels", was.captures != will.captures),
      ("chat.announce", was.announce != will.announce),
      ("chat.history", was.keptDays != will.keptDays || was.keptBytes != will.keptBytes),
    ]
    return changes.filter(\.1).map(\.0)
  }
}
