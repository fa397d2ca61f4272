public import OpsDomain
public import OpsScreen

/// The view of one host, with tabs. It owns what the person has chosen in it; readings come from the fleet.
public struct HostView: Sendable {
  /// The tabs, in their order.
  public enum Tab: String, CaseIterable, Hashable, Sendable { case overview, filesystems, processes, network }
  /// The host shown.
  public let host: HostID
  /// The tab shown.
  public private(set) var tab: Tab

  /// A view of this host.
  public init(host: HostID, tab: Tab = .overview) {
    self.host = host
    self.tab = tab
  }

  /// Whether processes are on the screen, so that they must be read.
  public var wantsProcesses: Bool { tab == .processes || tab == .overview }

  /// Takes a command; false when it is not one of the view's own.
  public mutating func handle(_ command: Command, state: HostState?, rows: Int) -> Bool { false }

  /// Selects what was clicked, or a tab; false when nothing of the view's own is there.
  public mutating func click(column: Int, row: Int, in rect: Rect, state: HostState?) -> Bool { false }

  /// What `copy` would put on the clipboard: the selected line; nil when nothing is selected.
  public func copyText(state: HostState?) -> String? { nil }

  /// Draws the view: a tab line, then the tab. The header above and the hint bar below are not its own.
  public func draw(on canvas: inout Canvas, in rect: Rect, state: HostState?, context: DrawContext) {}
}
