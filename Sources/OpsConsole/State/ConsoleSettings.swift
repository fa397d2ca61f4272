public import OpsDomain
public import OpsScreen

/// What the person has chosen; fixed while the console runs unless a command changes it.
public struct ConsoleSettings: Sendable {
  /// The themes that `:theme` offers, by name.
  public var themeNames: [String] = []
  /// The theme in use.
  public var themeName = "dark"
  /// Glyphs of graphs and bars.
  public var symbols = Symbols.block
  /// Whether the mouse selects and scrolls.
  public var mouse = true
  /// Whether commands that act on servers are refused.
  public var readOnly = false
  /// The name of this office, shown beside the clock; empty for none.
  public var site = ""
  /// Whether this is the demonstration.
  public var isDemo = false
  /// The program's version.
  public var version = ""
  /// Where the inventory lies, for messages that say what to do next.
  public var inventoryPath = ""
  /// Keys by command name, replacing the defaults: `["help": ["?", "F1"]]`.
  public var keys: [String: [String]] = [:]
  /// Commands typed in earlier sessions, oldest first.
  public var commandHistory: [String] = []
  /// Who sits at the screen.
  public var author = Author("")
  /// The groups and duties that the person belongs to, as requests name them: `@dba`, `duty:db`.
  public var memberships: Set<String> = []
  /// Groups by name, with the accounts of their members.
  public var groups: [String: [String]] = [:]
  /// Who is on duty, by what for: accounts.
  public var duties: [String: [String]] = [:]
  /// How the address of a ticket is made: `{ticket}` in it is replaced; nil where there are none.
  public var ticketURL: String?
  /// The time zone of the person, by its IANA name.
  public var zoneName = "UTC"
  /// The rules of time zones.
  public var zones = ZoneCatalogue.utcOnly
  /// Where the work log lies, for messages; empty where there is none.
  public var logPath = ""
  /// Where the configuration lies, for messages that say what to write into it; empty when that is not known.
  public var configurationPath = ""
  /// Whether the terminal's bell rings when somebody names the person or says something to them alone.
  public var chatBell = true
  /// Words that are watched for in the chat besides the own nick.
  public var chatHighlights: [String] = []
  /// The usual settings.
  public init() {}
}
