public import OpsDomain

/// What people look at: it decides how often each host is read.
public struct Attention: Hashable, Sendable {
  /// Hosts on the screen: read every five seconds.
  public var visible: Set<HostID>
  /// The host whose view is open: processes are read too.
  public var drilled: HostID?
  /// Whether the processes of `drilled` are on the screen.
  public var wantsProcesses: Bool
  /// Hosts in trouble: read every five seconds, on the screen or not.
  public var alarmed: Set<HostID>
  /// Hosts whose facts say something against those of others: their facts are read every minute.
  public var doubtful: Set<HostID>
  /// What people look at.
  public init(
    visible: Set<HostID> = [], drilled: HostID? = nil, wantsProcesses: Bool = false, alarmed: Set<HostID> = [],
    doubtful: Set<HostID> = []
  ) {
    self.visible = visible
    self.drilled = drilled
    self.wantsProcesses = wantsProcesses
    self.alarmed = alarmed
    self.doubtful = doubtful
  }

  /// All hosts that are read more often than the rest.
  var hosts: Set<HostID> {
    let seen = visible.union(alarmed)
    return drilled.map { seen.union([$0]) } ?? seen
  }
}
