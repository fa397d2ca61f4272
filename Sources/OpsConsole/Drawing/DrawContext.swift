public import OpsDomain
public import OpsScreen

/// What drawing needs to know besides what is drawn.
public struct DrawContext: Sendable {
  /// The moment shown.
  public var now: Timestamp
  /// The zone of the person at the screen.
  public var zone: LocalZone
  /// Glyphs of graphs and bars.
  public var symbols: Symbols
  /// Hosts that are marked.
  public var marked: Set<HostID>
  /// How many hosts wait for their turn among the dials, the one drawn included.
  public var queuedHosts: Int
  /// A context.
  public init(
    now: Timestamp, zone: LocalZone = LocalZone(), symbols: Symbols = .block, marked: Set<HostID> = [],
    queuedHosts: Int = 0
  ) {
    self.now = now
    self.zone = zone
    self.symbols = symbols
    self.marked = marked
    self.queuedHosts = queuedHosts
  }
}
