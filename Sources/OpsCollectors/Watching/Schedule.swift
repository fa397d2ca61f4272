public import OpsDomain

/// One section to be asked of one host.
public struct Ask: Hashable, Sendable {
  /// The host.
  public var host: HostID
  /// What to ask.
  public var section: Section
  /// An ask.
  public init(_ host: HostID, _ section: Section) {
    self.host = host
    self.section = section
  }
}

/// When every section of every host is to be asked.
///
/// A pure value: it is told the time, which is monotonic and counted from any origin.
///
/// There are no rounds. Every section of every host runs at its own pace, and slews by at most a tenth of its
/// interval a time towards a phase that the host's name decides, so that hosts that began together drift apart.
/// What was missed is asked once. Until a host answers, only ticks are asked.
public struct Schedule: Sendable {
  private struct Entry: Sendable {
    var id: HostID
    var hash: UInt64
    var interval: Int
    var isAttended = false
    var isInContact = false
    /// Whether the tick that follows shall come soon, because rates need two.
    var awaitsRates = false
  }

  private var entries: [Entry] = []
  private var indexes: [HostID: Int] = [:]
  /// By key, the slot of the last ask.
  private var lastAsks: [Int?] = []
  private var queue = DueQueue(keyCount: 0)
  private var attention = Attention()

  /// A schedule without hosts.
  public init() {}

  /// When `due` has something to give next; nil without hosts.
  public var nextDue: Duration? { queue.first.map { Pace.moment($0.due) } }

  /// When a section of a host falls due; nil when it is not asked at present.
  public func due(of host: HostID, _ section: Section) -> Duration? {
    indexes[host].flatMap { queue.due(of: key($0, section)) }.map(Pace.moment)
  }

  /// Takes what is due, each section of a host at most once, however much time has passed.
  public mutating func due(at moment: Duration) -> [Ask] {
    let now = Pace.slot(moment)
    if let first = queue.first, now - first.due > Pace.asleep { wakeUp(at: now) }
    var asks: [Ask] = []
    while let key = queue.popFirst(dueBy: now) {
      let (index, section) = (key / Self.sections.count, Self.sections[key % Self.sections.count])
      asks.append(Ask(entries[index].id, section))
      lastAsks[key] = now
      guard let interval = interval(section, of: index) else { continue }
      let isFirst = section == .tick && entries[index].awaitsRates
      if isFirst { entries[index].awaitsRates = false }
      queue.set(key, due: isFirst ? now + min(Pace.secondTick, interval) : follow(key, now, interval))
    }
    return asks
  }

  /// Watches these hosts from now on; hosts that stay keep their pace unless they are among `restarted`.
  public mutating func replace(_ hosts: [Host], restarted: Set<HostID> = [], at moment: Duration) {
    let (now, old) = (Pace.slot(moment), self)
    let attended = attention.hosts
    entries = hosts.map { host in
      Entry(
        id: host.id, hash: StableHash.of(host.id.name), interval: Pace.interval(host.interval),
        isAttended: attended.contains(host.id))
    }
    indexes = Dictionary(entries.indices.map { (entries[$0].id, $0) }, uniquingKeysWith: { first, _ in first })
    lastAsks = Array(repeating: nil, count: entries.count * Self.sections.count)
    queue = DueQueue(keyCount: lastAsks.count)
    var newcomers: [Int] = []
    for index in entries.indices {
      let before = restarted.contains(entries[index].id) ? nil : old.indexes[entries[index].id]
      if let before { keep(index, from: old, before, at: now) } else { newcomers.append(index) }
    }
    begin(newcomers, at: now)
  }

  /// Takes note of what people look at.
  ///
  /// A host that comes into sight is asked at once, or five seconds after its last ask.
  public mutating func attend(_ attention: Attention, at moment: Duration) {
    guard attention != self.attention else { return }
    let (now, before, after) = (Pace.slot(moment), self.attention, attention.hosts)
    self.attention = attention
    for index in before.hosts.subtracting(after).compactMap({ indexes[$0] }) {
      entries[index].isAttended = false
      if lastAsks[key(index, .tick)] != nil { reschedule(index, .tick, at: now) }
    }
    let seen = after.compactMap { indexes[$0] }.filter { !entries[$0].isAttended }
    let ramp = min(Pace.ramp(seen.count), Pace.attendedTick)
    for index in seen {
      entries[index].isAttended = true
      reschedule(index, .tick, at: now + delay(key(index, .tick), within: ramp))
    }
    for host in Set([before.drilled, attention.drilled].compactMap { $0 }) {
      guard let index = indexes[host] else { continue }
      reschedule(index, .disk, at: now)
      reschedule(index, .processes, at: now)
      reschedule(index, .facts, at: now)
    }
    for host in before.doubtful.symmetricDifference(attention.doubtful) {
      if let index = indexes[host] { reschedule(index, .facts, at: now) }
    }
  }

  /// A host answers: what needs a link is asked from now on, and a tick too unless it has just come.
  public mutating func contacted(_ host: HostID, hasTick: Bool = false, at moment: Duration) {
    guard let index = indexes[host], !entries[index].isInContact else { return }
    entries[index].isInContact = true
    // The next slot, so that many hosts that answer together are one wake-up.
    let soon = Pace.slot(moment) + 1
    let tick = key(index, .tick)
    if !hasTick {
      queue.set(tick, due: soon)
      entries[index].awaitsRates = entries[index].isAttended
    } else if entries[index].isAttended {
      queue.set(tick, due: min(queue.due(of: tick) ?? .max, soon + Pace.secondTick))
    }
    reschedule(index, .disk, at: soon)
    reschedule(index, .processes, at: soon)
    let facts = key(index, .facts)
    queue.set(facts, due: max(soon, lastAsks[facts].map { $0 + Pace.factsAfterReturn } ?? soon))
    let posture = key(index, .posture)
    let spread = delay(posture, within: Pace.postureRamp(entries.count))
    let first = Pace.aligned(soon + Pace.firstPosture + spread)
    queue.set(posture, due: max(first, lastAsks[posture].map { $0 + Pace.postureAfterReturn } ?? first))
  }

  /// A host does not answer any more: only ticks are asked until it does.
  public mutating func lost(_ host: HostID) {
    guard let index = indexes[host], entries[index].isInContact else { return }
    entries[index].isInContact = false
    for section in [Section.disk, .facts, .posture, .processes] { queue.remove(key(index, section)) }
  }

  /// Asks a host now, because a person wants it; its posture, which costs the host most, unless it has just been read.
  public mutating func recheck(_ host: HostID, at moment: Duration) {
    guard let index = indexes[host] else { return }
    let now = Pace.slot(moment)
    for section in Self.sections where interval(section, of: index) != nil {
      let key = key(index, section)
      if section == .posture, let last = lastAsks[key], now - last < Pace.postureAfterRecheck { continue }
      queue.set(key, due: now)
    }
  }
}

extension Schedule {
  private static let sections: [Section] = [.tick, .disk, .facts, .processes, .posture]

  private func key(_ index: Int, _ section: Section) -> Int {
    let offset =
      switch section {
      case .tick: 0
      case .disk: 1
      case .facts: 2
      case .processes: 3
      case .posture: 4
      }
    return index * Self.sections.count + offset
  }

  /// How often a section is asked at present, in slots; nil: not at all.
  private func interval(_ section: Section, of index: Int) -> Int? {
    let entry = entries[index]
    let isDrilled = attention.drilled == entry.id
    switch section {
    case .tick: return entry.isAttended ? min(entry.interval, Pace.attendedTick) : entry.interval
    case .disk: return entry.isInContact ? (isDrilled ? Pace.drilledDisk : Pace.disk) : nil
    case .facts:
      let isAttended = isDrilled || attention.doubtful.contains(entry.id)
      return entry.isInContact ? (isAttended ? Pace.attendedFacts : Pace.facts) : nil
    case .posture: return entry.isInContact ? Pace.posture : nil
    case .processes: return entry.isInContact && isDrilled && attention.wantsProcesses ? Pace.processes : nil
    }
  }

  /// The delay within `ramp` slots that a key always has.
  private func delay(_ key: Int, within ramp: Int) -> Int {
    ramp <= 0 ? 0 : Int(phase(key) % UInt64(ramp))
  }

  private func phase(_ key: Int) -> UInt64 {
    StableHash.mix(entries[key / Self.sections.count].hash &+ UInt64(key % Self.sections.count))
  }

  /// The slot after an ask at `now`: an interval later, and up to a tenth of it more towards the key's phase.
  private func follow(_ key: Int, _ now: Int, _ interval: Int) -> Int {
    let next = Pace.aligned(now + interval)
    let wanted = Pace.aligned(delay(key, within: interval))
    let distance = ((wanted - next) % interval + interval) % interval
    return next + min(distance, max(interval / 10 / Pace.grain, 1) * Pace.grain)
  }

  /// Sets anew what follows from the last ask, after the interval or the contact has changed.
  private mutating func reschedule(_ index: Int, _ section: Section, at now: Int) {
    let key = key(index, section)
    guard let interval = interval(section, of: index) else { return queue.remove(key) }
    if let last = lastAsks[key] {
      queue.set(key, due: max(now, last + interval))
    } else {
      queue.set(key, due: min(now, queue.due(of: key) ?? now))
    }
  }

  private mutating func keep(_ index: Int, from old: Schedule, _ before: Int, at now: Int) {
    entries[index].isInContact = old.entries[before].isInContact
    for section in Self.sections {
      let (new, past) = (key(index, section), old.key(before, section))
      lastAsks[new] = old.lastAsks[past]
      if let due = old.queue.due(of: past) { queue.set(new, due: due) }
    }
    if entries[index].interval != old.entries[before].interval { reschedule(index, .tick, at: now) }
  }

  /// The first ticks of new hosts: at once for a few, spread for many, those in sight first.
  private mutating func begin(_ newcomers: [Int], at now: Int) {
    let ramp = Pace.ramp(newcomers.count)
    let attendedRamp = min(Pace.ramp(newcomers.count { entries[$0].isAttended }), Pace.attendedTick)
    for index in newcomers {
      let (entry, key) = (entries[index], key(index, .tick))
      queue.set(key, due: now + delay(key, within: entry.isAttended ? attendedRamp : min(ramp, entry.interval)))
    }
  }

  /// After a pause: hosts in sight are asked now; the rest is spread as at the beginning.
  private mutating func wakeUp(at now: Int) {
    var overdue: [Int] = []
    while let key = queue.popFirst(dueBy: now) { overdue.append(key) }
    let ramp = min(Pace.ramp(overdue.count), Pace.disk)
    for key in overdue {
      let (index, section) = (key / Self.sections.count, Self.sections[key % Self.sections.count])
      let isUrgent = section == .processes || section == .tick && entries[index].isAttended
      let longest = section == .tick ? min(ramp, entries[index].interval) : ramp
      queue.set(key, due: now + (isUrgent ? 0 : delay(key, within: longest)))
    }
  }
}
