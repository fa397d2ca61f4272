import OpsConsole
import OpsDomain
import Synchronization

/// What has happened and is not yet taken in: any thread puts, the main thread takes all at once.
///
/// News of a host that is already waiting is replaced by later news of the same kind, so that a flood stays as
/// large as the fleet. When even that is too much, the oldest news are dropped and counted: they come again. Answers
/// to what a person asked for come once and are never dropped; what others add to the work log is told once more in short
/// when it becomes too much.
final class Inbox: Sendable {
  /// The most observations that wait.
  static let capacity = 65_536

  /// What makes two observations news of the same thing.
  private struct Slot: Hashable {
    var host: HostID
    var kind: UInt8
  }
  private struct Contents {
    var observations: [Observation?] = []
    var waiting = 0
    /// Where each slot's observation stands, counted from the first ever put.
    var places: [Slot: Int] = [:]
    var taken = 0
    var events = EventQueue()
    var dropped = 0
    var urgency = Urgency()
  }
  private let contents = Mutex(Contents())
  private let wakeup: Wakeup

  init(wakeup: Wakeup) { self.wakeup = wakeup }

  /// Takes in news of a host; wakes the main thread only when a person waits for them.
  func put(_ observation: Observation) {
    let slot = Slot(host: observation.host, kind: observation.kind)
    let isUrgent = contents.withLock { contents in
      if let place = contents.places[slot], place >= contents.taken,
        contents.observations[place - contents.taken] != nil
      {
        contents.observations[place - contents.taken] = nil
        contents.waiting -= 1
      }
      if contents.waiting >= Self.capacity { Self.dropOldest(&contents) }
      contents.places[slot] = contents.taken + contents.observations.count
      contents.observations.append(observation)
      contents.waiting += 1
      if contents.observations.count > 2 * contents.waiting + 1024 { Self.compact(&contents) }
      return contents.urgency.concerns(observation)
    }
    if isUrgent { wakeup.ring() }
  }

  /// Takes in an event that must not be lost and wakes the main thread.
  func put(_ event: Event) { put([event]) }

  /// Takes in several events at once.
  func put(_ events: [Event]) {
    contents.withLock { contents in for event in events { contents.events.add(event) } }
    wakeup.ring()
  }

  /// All that waits, events first, and how many observations were dropped since the last time.
  func drain() -> (events: [Event], observations: [Observation], dropped: Int) {
    contents.withLock { contents in
      defer {
        contents.taken += contents.observations.count
        contents.observations.removeAll(keepingCapacity: contents.observations.count < 4096)
        contents.places.removeAll(keepingCapacity: true)
        contents.waiting = 0
        contents.events = EventQueue()
        contents.dropped = 0
      }
      return (contents.events.events, contents.observations.compactMap { $0 }, contents.dropped)
    }
  }

  /// Says what people look at, so that news of it wake the main thread.
  func attend(_ change: (inout Urgency) -> Void) { contents.withLock { change(&$0.urgency) } }

  private static func dropOldest(_ contents: inout Contents) {
    guard let index = contents.observations.firstIndex(where: { $0 != nil }) else { return }
    contents.observations[index] = nil
    contents.waiting -= 1
    contents.dropped += 1
  }

  /// Closes the gaps that replaced observations left.
  private static func compact(_ contents: inout Contents) {
    contents.observations = contents.observations.filter { $0 != nil }
    contents.places.removeAll(keepingCapacity: true)
    for (index, observation) in contents.observations.enumerated() {
      guard let observation else { continue }
      contents.places[Slot(host: observation.host, kind: observation.kind)] = contents.taken + index
    }
  }
}

/// Which news a person waits for; all else may wait for the next second.
struct Urgency: Sendable {
  /// The hosts on the screen.
  var visible: Set<HostID> = []
  /// The host whose view is open.
  var drilled: HostID?
  /// Hosts asked for by hand, until they answer.
  var asked: Set<HostID> = []
  /// Hosts that have answered before.
  private var heard: Set<HostID> = []

  /// Nobody looks yet.
  init() {}

  /// Whether these news should be on the screen at once.
  mutating func concerns(_ observation: Observation) -> Bool {
    let host = observation.host
    if host == drilled { return true }
    switch observation {
    case .link(_, _, .failed), .link(_, _, .connected):
      return visible.contains(host) || asked.contains(host)
    case .sampled:
      let isFirst = heard.insert(host).inserted
      let wasAsked = asked.remove(host) != nil
      return wasAsked || (isFirst && visible.contains(host))
    case .filesystems, .facts, .posture, .processes, .sectionFailed, .forecast, .usualLoad, .link:
      return asked.contains(host)
    }
  }
}

extension Observation {
  /// A number for what the observation is about, apart from its host.
  fileprivate var kind: UInt8 {
    switch self {
    case .sampled: return 0
    case .filesystems: return 1
    case .facts: return 2
    case .processes: return 3
    case .forecast: return 4
    case .usualLoad: return 5
    case .posture: return 6
    case .sectionFailed(_, let section, _, _): return 8 + UInt8(Section.allCases.firstIndex(of: section) ?? 0)
    case .link(_, let source, _): return 16 + UInt8(SourceKind.allCases.firstIndex(of: source) ?? 0)
    }
  }
}
