public import OpsDomain
public import OpsScreen

/// All that the console knows and shows. `handle` and `render` are pure: no clock, no file, no terminal.
public struct ConsoleState: Sendable {
  /// The servers.
  public private(set) var fleet: Fleet
  /// The settings in force.
  public private(set) var settings: ConsoleSettings
  private var size: Size

  /// A console of this inventory and size.
  public init(inventory: Inventory, settings: ConsoleSettings, size: Size, now: Timestamp, zone: LocalZone = LocalZone()) {
    self.fleet = Fleet(inventory, at: now)
    self.settings = settings
    self.size = size
  }

  /// Takes in what happened; returns what is to be done outside.
  public mutating func handle(_ event: Event) -> [Effect] { [] }

  /// The screen as it is now; total at every size.
  public func render() -> Canvas { Canvas(size) }
}
