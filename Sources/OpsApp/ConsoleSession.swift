import Foundation
import Glibc
import OpsCollectors
import OpsConsole
import OpsDomain
import OpsSQLite
import OpsScreen
import OpsTerminal

/// One run of the console, from its arguments to its end.
struct ConsoleSession {
  /// How long leaving waits for what was begun on servers and here.
  static let leaving = Duration.milliseconds(800)

  let options: ConsoleOptions
  private var files: FileOptions { options.files }

  /// Opens the console and serves it to its end.
  func run() throws -> Ending {
    let settings = try files.settings()
    if let zone = settings.timeZone {
      _ = unsafe setenv("TZ", zone, 1)
      tzset()
    }
    _ = raiseDescriptorLimit()
    let world = options.simulation.world()
    let loaded =
      try world.map { LoadedInventory(inventory: $0.inventory, files: []) } ?? files.loadInventory(foreign: false)
    let theme = try chosenTheme(settings)
    let access = try files.workLog(settings)
    let terminal = try openTerminal(theme, settings)
    defer { terminal.close() }
    return serve(loaded, world, settings, access, theme, terminal)
  }

  private func serve(
    _ loaded: LoadedInventory, _ world: SimulatedWorld?, _ settings: ConsoleFile, _ access: WorkLogAccess,
    _ theme: Theme, _ terminal: Terminal
  ) -> Ending {
    let wakeup = Wakeup()
    let inbox = Inbox(wakeup: wakeup)
    let factory = SourceFactory(loaded, variables: files.environment, world: world)
    let watcher = Watcher(
      factory: { factory.make($0, $1, post: $2) }, manner: { factory.manner(of: $0) }, post: { inbox.put($0) })
    let history = HistoryFile(path: files.paths.historyFile)
    let reloader =
      world == nil
      ? Reloader(
        loader: files.loader, settings: settingsReading(settings, terminal), inbox: inbox, take: { factory.take($0) })
      : nil
    var shown = consoleSettings(settings, theme, history, terminal)
    let news = LogNewsDoor()
    let log = LogService(
      access, paths: files.paths, environment: files.environment, world: world, readOnly: shown.readOnly, inbox: inbox,
      hear: { news.hear($0) })
    log.describe(in: &shown)
    shown.duties = access.team.duties
    let fleet = KnownFleetBox(loaded.inventory)
    let making = ChatMaking(
      files: files, settings: settings, access: access, readOnly: shown.readOnly, fleet: fleet, inbox: inbox)
    let chat: any ChatServing
    if let world {
      chat = making.demonstration(world)
    } else {
      let service = making.service(log.keeper)
      news.open { service.hear($0) }
      chat = service
    }
    let performer = Performer(
      watcher: watcher, inbox: inbox, themes: files.themes, history: history, reloader: reloader,
      shell: ShellSession(environment: files.environment, ssh: { factory.ssh }), log: log.performer, chat: chat,
      past: pastDesk(world, inbox), take: { fleet.take($0) })
    let now = Moments.now()
    let state = ConsoleState(
      inventory: loaded.inventory, settings: shown, size: terminal.size, now: now, zone: Moments.zone(at: now))
    let loop = ConsoleLoop(state: state, terminal: terminal, inbox: inbox, wakeup: wakeup, performer: performer)
    let ending = loop.run {
      log.begin()
      chat.begin()
      if let world {
        DemonstrationPast.tell(world, to: inbox) { watcher.replace(world.inventory) }
      } else {
        watcher.replace(loaded.inventory)
      }
      reloader?.begin(files: loaded.files, readNow: loaded.hasForeign)
    }
    terminal.close()
    chat.finish()
    log.finish()
    reloader?.stop()
    finish(watcher, factory, history)
    return ending
  }

  /// The fleet's past: in its file, or that of the demonstration's story.
  private func pastDesk(_ world: SimulatedWorld?, _ inbox: Inbox) -> PastDesk {
    let path = files.paths.pastFile
    return PastDesk(
      PastKeeper(
        open: { () async throws(StoreFailure) in
          if let world { return SimulatedPast(world: world) }
          return try await SQLiteFleetHistory.open(path: path)
        }, post: { inbox.put($0) }, tell: { inbox.put(.message($0, isError: true)) }))
  }

  /// Ends what was begun, but no longer than a person waits.
  private func finish(_ watcher: Watcher, _ factory: SourceFactory, _ history: HistoryFile) {
    let done = DispatchSemaphore(value: 0)
    Task.detached {
      await watcher.stop()
      await factory.shutdown()
      done.signal()
    }
    _ = done.wait(timeout: .now() + Self.leaving.inSeconds)
    history.finish(seconds: 0.1)
  }

  private func consoleSettings(
    _ file: ConsoleFile, _ theme: Theme, _ history: HistoryFile, _ terminal: Terminal
  ) -> ConsoleSettings {
    var settings = ConsoleSettings()
    let themes = files.themes
    settings.themeNames = waitForAnswer(within: ThemeReader.patience) { themes.names } ?? [theme.name]
    settings.themeName = theme.name
    settings.symbols = options.symbols ?? file.symbols ?? usualSymbols(terminal)
    settings.site = file.site ?? ""
    settings.mouse = usesMouse(file)
    settings.readOnly = options.readOnly || (file.readOnly ?? false)
    settings.isDemo = options.simulation.demo
    settings.version = programVersion
    settings.inventoryPath = files.paths.abbreviated(files.loader.inventoryFile)
    settings.keys = file.keys
    settings.chatBell = file.chat.rings
    settings.chatHighlights = file.chat.highlight
    settings.commandHistory = history.lines()
    return settings
  }

  /// How `config.yaml` is read again while the console runs.
  private func settingsReading(_ file: ConsoleFile, _ terminal: Terminal) -> SettingsReading {
    var reading = SettingsReading(
      file: files.configurationFile, isExplicit: files.config != nil, paths: files.paths, themes: files.themes)
    reading.options.theme = options.theme
    reading.options.symbols = options.symbols
    reading.options.mouse = options.noMouse ? false : nil
    reading.options.readOnly = options.readOnly ? true : nil
    reading.usualSymbols = usualSymbols(terminal)
    reading.current = file
    return reading
  }

  private func usualSymbols(_ terminal: Terminal) -> Symbols { terminal.localeIsUTF8 ? .block : .ascii }

  private func usesMouse(_ file: ConsoleFile) -> Bool { !options.noMouse && (file.mouse ?? true) }

  private func chosenTheme(_ settings: ConsoleFile) throws -> Theme {
    let name = options.theme ?? settings.theme ?? Theme.fallback.name
    switch files.themes.loaded(name) {
    case .success(let theme): return theme
    case .failure(let problem):
      StandardOutput.complain(problem.message)
      throw options.theme == nil ? ExitStatus.configuration : ExitStatus.usage
    }
  }

  private func openTerminal(_ theme: Theme, _ settings: ConsoleFile) throws -> Terminal {
    var terminalOptions = TerminalOptions()
    terminalOptions.mouse = usesMouse(settings)
    terminalOptions.colours = (files.environment["NO_COLOR"] ?? "").isEmpty
    // A terminal of 8 bits may take the bytes of UTF-8 for control characters.
    terminalOptions.asciiOnly = options.symbols == .ascii || !StandardOutput.readsUTF8
    do {
      return try Terminal(theme: theme, options: terminalOptions)
    } catch {
      StandardOutput.complain(error.message)
      throw ExitStatus.incomplete
    }
  }
}
