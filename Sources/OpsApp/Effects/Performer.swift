import OpsCollectors
import OpsConsole
import OpsDomain
import OpsScreen
import OpsTerminal

/// Does outside what the console asks for; called from the main thread only.
final class Performer {
  let watcher: Watcher
  private let inbox: Inbox
  private let themes: ThemeReader
  private let history: HistoryFile
  private let reloader: Reloader?
  private let shell: ShellSession
  private let log: LogPerformer
  private let chat: any ChatServing
  private let past: PastDesk
  /// Takes a new inventory besides the watcher.
  private let take: (Inventory) -> Void

  init(
    watcher: Watcher, inbox: Inbox, themes: ThemeCatalogue, history: HistoryFile, reloader: Reloader?,
    shell: ShellSession, log: LogPerformer, chat: any ChatServing, past: PastDesk, take: @escaping (Inventory) -> Void
  ) {
    self.watcher = watcher
    self.inbox = inbox
    self.themes = ThemeReader(themes) { inbox.put([]) }
    self.history = history
    self.reloader = reloader
    self.shell = shell
    self.log = log
    self.chat = chat
    self.past = past
    self.take = take
  }

  /// Does it; returns what the console should hear of it at once.
  func perform(_ effect: Effect, terminal: Terminal, fleet: Fleet) -> Event? {
    switch effect {
    case .attend(let visible, let drilled, let wantsProcesses, let doubtful):
      attend(Attention(visible: visible, drilled: drilled, wantsProcesses: wantsProcesses, doubtful: doubtful))
    case .retry(let host):
      inbox.attend { $0.asked.insert(host) }
      watcher.retryNow(host)
    case .openShell(let id):
      guard let host = fleet[id]?.host else { return .message("there is no host \(id) any more", isError: true) }
      return shell.open(host, terminal: terminal)
    case .copy(let text): terminal.copy(text)
    case .useTheme(let name): themes.read(name)
    case .useMouse(let on): terminal.useMouse(on)
    case .redraw: terminal.redraw()
    case .suspend: terminal.stopSelf()
    case .rememberCommand(let line): history.append(line)
    case .reload:
      guard let reloader else { return .message("nothing to read again: this is the demonstration", isError: false) }
      reloader.readNow()
    case .log(let effect): return log.perform(effect, terminal: terminal)
    case .chat(.ring(let title, let bell)): terminal.call(title: title, bell: bell)
    case .chat(let effect): chat.perform(effect)
    case .quit: break
    }
    return nil
  }

  /// Takes note of an event on its way to the state: a new inventory is watched from now on, and so are new words.
  func notice(_ event: Event) {
    switch event {
    case .inventory(let inventory):
      watcher.replace(inventory)
      take(inventory)
    case .settings(let change):
      if let words = change.chatHighlights { chat.highlight(words) }
    default: break
    }
  }

  /// Looks whether the machine slept, and what of the fleet is to be kept; called about once a second.
  func look(_ fleet: Fleet, at now: Timestamp) {
    chat.look()
    past.look(fleet, at: now)
  }

  private func attend(_ attention: Attention) {
    inbox.attend {
      $0.visible = attention.visible
      $0.drilled = attention.drilled
    }
    watcher.attend(attention)
  }

  /// Shows with the theme that was asked for, once it has been read; the event says why that cannot be.
  func useArrivedTheme(_ terminal: Terminal) -> Event? {
    switch themes.arrived() {
    case nil: return nil
    case .success(let theme):
      terminal.use(theme)
      return nil
    case .failure(let problem): return .message(problem.message, isError: true)
    }
  }
}
