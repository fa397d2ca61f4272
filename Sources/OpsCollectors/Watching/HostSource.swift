public import OpsDomain

/// Where a source delivers news; may be called from any thread and never blocks.
public typealias Post = @Sendable (Observation) -> Void

/// One way of reading one host: a folder of this target each.
///
/// A source never decides when to read: it is asked. It keeps its own link, deadlines and back-off, and
/// posts every answer and every change of its link. A section in flight is not asked for twice: an ask that
/// finds one under way does nothing, so that a slow host never has more than one tick on its way. Ticks are
/// asked whether there is a link or not; one that finds none may begin it, as far as the back-off allows.
public protocol HostSource: Sendable {
  /// Bytes received since it began; 0 where nothing crosses a network.
  var bytesReceived: UInt64 { get }
  /// Serves asks until its task is cancelled; then everything begun for the host is ended.
  func run() async
  /// Asks for a section now. Returns at once.
  func ask(_ section: Section)
  /// Forgets back-off and tries again now, because a person asked for it.
  func retryNow()
}

extension HostSource {
  /// Nothing, for sources that do not count.
  public var bytesReceived: UInt64 { 0 }
}
