public import OpsDomain

/// What watching costs, for the right corner of the screen.
public struct WatchCost: Hashable, Sendable {
  /// Questions asked since the watcher began.
  public var asks: UInt64 = 0
  /// Bytes received since the watcher began.
  public var bytes: UInt64 = 0
  /// Sessions and connections open now.
  public var open: Int = 0
  /// Nothing yet.
  public init() {}
}

/// Reads all hosts of an inventory, each on its own schedule, until it is stopped.
public final class Watcher: Sendable {
  /// Makes the source of a host; nil when this build cannot read it that way.
  public typealias Factory = @Sendable (Host, SourceKind, @escaping Post) -> (any HostSource)?

  /// A watcher that reads nothing until `replace` gives it an inventory.
  public init(factory: @escaping Factory, post: @escaping Post) {}
  /// Takes a new inventory: new hosts begin, gone hosts end, changed hosts begin anew.
  public func replace(_ inventory: Inventory) {}
  /// Takes note of what people look at.
  public func attend(_ attention: Attention) {}
  /// Tries this host again now, whatever its back-off.
  public func retryNow(_ host: HostID) {}
  /// What watching has cost so far.
  public func cost() -> WatchCost { WatchCost() }
  /// Ends all sources and waits until everything they began is gone.
  public func stop() async {}
}
