public import OpsDomain

/// What people look at: it decides how often each host is read.
public struct Attention: Hashable, Sendable {
  /// Hosts on the screen: read every five seconds.
  public var visible: Set<HostID>
  /// The host whose view is open: processes are read too.
  public var drilled: HostID?
  /// Whether the processes of `drilled` are on the screen.
  public var wantsProcesses: Bool
  /// What people look at.
  public init(visible: Set<HostID> = [], drilled: HostID? = nil, wantsProcesses: Bool = false) {
    self.visible = visible
    self.drilled = drilled
    self.wantsProcesses = wantsProcesses
  }
}
