public import OpsDomain
public import OpsScreen

/// All that the console knows and shows.
///
/// `handle` and `render` are pure: no clock, no file, no terminal.
public struct ConsoleState: Sendable {
  /// The servers, as they are now, whatever the screen shows.
  public internal(set) var fleet: Fleet
  /// The settings in force.
  public internal(set) var settings: ConsoleSettings
  /// The keys in force; its problems are shown with those of the configuration.
  public internal(set) var keyMap: KeyMap

  // What is known.
  var inventory: Inventory
  var size: Size
  var now: Timestamp
  var zone: LocalZone
  var configurationProblems: [String] = []
  var cost: (pollsPerSecond: Double, bytesPerSecond: Double, openLinks: Int)?

  // What follows from it; kept so that drawing looks at nothing that is not on the screen.
  var index: FleetIndex
  var figures: FleetFigures
  var queuedHosts = 0
  var fleetHasChanged = false
  var stalePanes: Set<PaneID> = []
  var attended: Effect?

  // What the person has chosen.
  var panes = PaneSet()
  var pages: [Page] = [.home]
  var focus = PaneID.fleet
  var filter = FleetFilter()
  var marks: Set<HostID> = []
  var frozen: (fleet: Fleet, at: Timestamp)?
  var follows = false
  var isZoomed = false
  var searchText = ""

  // The work log, and what the team has planned.
  var log = LogState()

  // The conversations.
  var chat = ChatState()

  // What may be touched.
  var judging = JudgingState()

  // What goes on at the bottom of the screen.
  var entry: LineEntry?
  var menu: Menu?
  /// What is planned today, for the first screen, and of which third of a minute it is.
  var today = TodayBlock()
  var todayAt: Int64 = 0
  /// The form that is being filled in.
  var form: Form?
  /// What is being written for the work log.
  var composer: Composer?
  var message: Message?
  var quitIsArmed = false
  var commandHistory: [String]

  /// The most pages that Esc goes back through.
  static let pageLimit = 16

  /// A console of this inventory and size.
  public init(
    inventory: Inventory, settings: ConsoleSettings, size: Size, now: Timestamp, zone: LocalZone = LocalZone()
  ) {
    self.fleet = Fleet(inventory, at: now)
    self.settings = settings
    self.inventory = inventory
    self.size = size
    self.now = now
    self.zone = zone
    keyMap = KeyMap(overrides: settings.keys)
    index = FleetIndex(fleet)
    figures = FleetFigures(fleet)
    chat.names = MentionIndex(inventory)
    commandHistory = Array(settings.commandHistory.suffix(TextField.historyLimit))
    refreshOrders()
    settle(reveal: false)
  }

  /// Takes in what happened; returns what is to be done outside.
  public mutating func handle(_ event: Event) -> [Effect] {
    switch event {
    case .observed(let observation):
      observe(observation)
      return []
    case .terminal(let report):
      let effects = hear(report)
      followVerdict(isTick: false)
      return effects + followLog() + followChat() + attention()
    case .tick(let moment, let zone):
      tick(moment, zone)
      return followLog() + readOpenWork() + followChat() + tellSeen() + attention()
    case .inventory(let inventory):
      replace(inventory)
      return attention()
    case .configurationProblems(let problems):
      configurationProblems = problems
      stalePanes.insert(.problems)
      settle(reveal: false)
    case .settings(let change): return take(change) + attention()
    case .cost(let polls, let bytes, let links): cost = (polls, bytes, links)
    case .message(let text, let isError): say(text, isError: isError)
    case .log(let news): return hear(news)
    case .chat(let news): return hear(news)
    }
    return []
  }

  /// The fleet that the screen shows.
  var shownFleet: Fleet { frozen?.fleet ?? fleet }

  /// What panes show.
  var world: World {
    World(
      fleet: shownFleet, index: index, figures: figures, filter: filter, context: context,
      configurationProblems: allProblems, keyMap: keyMap, inventoryPath: settings.inventoryPath, log: log,
      chat: chat, settings: settings, openDraft: composer?.context)
  }

  /// What drawing needs to know.
  var context: DrawContext {
    DrawContext(
      now: frozen?.at ?? now, zone: zone, symbols: settings.symbols, marked: marks, queuedHosts: queuedHosts)
  }

  /// What is wrong with the configuration, the keys included.
  var allProblems: [String] { configurationProblems + keyMap.problems }

  /// Shows a sentence in the bottom line.
  mutating func say(_ text: String, isError: Bool = false) {
    message = Message(text: text, isError: isError, until: now + Message.stay)
  }
}
