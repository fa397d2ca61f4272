/// The time between two samples of one host, by its own uptime: the denominator of every rate.
struct SampleSpan {
  /// Seconds of uptime between the two; positive and finite.
  let seconds: Double

  /// The shortest span that gives a rate: uptime comes in hundredths of a second.
  static let shortestSeconds = 0.1
  /// The longest span whose mean may still be called a rate of the present.
  static let longestSeconds = 900.0
  /// How much more time may have passed here than on the host before we believe in a reboot between.
  static let missingSecondsAllowed = 60.0

  /// The span; nil for readings of two sources, after a reboot, and when too little or too much time passed.
  init?(from previous: Sample, to sample: Sample) {
    guard previous.source == sample.source, let before = previous.uptimeSeconds, let now = sample.uptimeSeconds
    else { return nil }
    let seconds = now - before
    // NaN fails the first comparison, infinity the second.
    guard seconds >= Self.shortestSeconds, seconds <= Self.longestSeconds else { return nil }
    // A host that rebooted long ago may be up longer than it was before: then our clock saw more time pass.
    let here = Double(sample.takenAt.milliseconds &- previous.takenAt.milliseconds) / 1000
    guard here - seconds <= Self.missingSecondsAllowed else { return nil }
    self.seconds = seconds
  }

  /// The growth of a counter per second; nil when it is not known twice or went backwards.
  func rate(from before: UInt64?, to now: UInt64?) -> Double? {
    guard let before, let now, now >= before else { return nil }
    return Double(now - before) / seconds
  }

  /// What the devices did, the busiest first; devices that are new or whose counters went backwards are left out.
  func activity(from before: [DiskCounters], to now: [DiskCounters]) -> [DiskActivity] {
    var all: [DiskActivity] = []
    all.reserveCapacity(now.count)
    var matcher = NameMatcher(before)
    for device in now {
      guard let old = matcher.next(named: device.name) else { continue }
      if let activity = activity(from: old, to: device) { all.append(activity) }
    }
    all.sort { $0.busy != $1.busy ? $0.busy > $1.busy : $0.name < $1.name }
    return all
  }

  /// What the interfaces carried, in the host's order; new and reset ones are left out.
  func activity(from before: [InterfaceCounters], to now: [InterfaceCounters]) -> [InterfaceActivity] {
    var all: [InterfaceActivity] = []
    all.reserveCapacity(now.count)
    var matcher = NameMatcher(before)
    for interface in now {
      guard let old = matcher.next(named: interface.name) else { continue }
      if let activity = activity(from: old, to: interface) { all.append(activity) }
    }
    return all
  }

  private func activity(from old: DiskCounters, to new: DiskCounters) -> DiskActivity? {
    guard let reads = rate(from: old.reads, to: new.reads), let writes = rate(from: old.writes, to: new.writes),
      let readBytes = rate(from: old.readBytes, to: new.readBytes),
      let writtenBytes = rate(from: old.writtenBytes, to: new.writtenBytes),
      let busy = milliseconds(from: old.busyMilliseconds, to: new.busyMilliseconds),
      let weighted = milliseconds(from: old.weightedMilliseconds, to: new.weightedMilliseconds),
      let readTime = milliseconds(from: old.readMilliseconds, to: new.readMilliseconds),
      let writeTime = milliseconds(from: old.writeMilliseconds, to: new.writeMilliseconds)
    else { return nil }
    let requests = (reads + writes) * seconds
    return DiskActivity(
      name: new.name, busy: min(busy / 1000 / seconds, 1), queue: weighted / 1000 / seconds,
      awaitMilliseconds: requests > 0 ? (readTime + writeTime) / requests : nil, readBytesPerSecond: readBytes,
      writtenBytesPerSecond: writtenBytes, readsPerSecond: reads, writesPerSecond: writes)
  }

  private func activity(from old: InterfaceCounters, to new: InterfaceCounters) -> InterfaceActivity? {
    guard let received = rate(from: old.receivedBytes, to: new.receivedBytes),
      let sent = rate(from: old.sentBytes, to: new.sentBytes),
      let receivedPackets = rate(from: old.receivedPackets, to: new.receivedPackets),
      let sentPackets = rate(from: old.sentPackets, to: new.sentPackets),
      let receiveErrors = rate(from: old.receiveErrors, to: new.receiveErrors),
      let sendErrors = rate(from: old.sendErrors, to: new.sendErrors)
    else { return nil }
    return InterfaceActivity(
      name: new.name, receivedBytesPerSecond: received, sentBytesPerSecond: sent,
      receivedPacketsPerSecond: receivedPackets, sentPacketsPerSecond: sentPackets,
      errorsPerSecond: receiveErrors + sendErrors)
  }

  /// The growth of a counter of milliseconds; nil when it went backwards.
  ///
  /// The kernel keeps these in 32 bits, which run over after 49 days of work (iostats.rst).
  private func milliseconds(from before: UInt64, to now: UInt64) -> Double? {
    if now >= before { return Double(now - before) }
    guard before <= UInt64(UInt32.max) else { return nil }
    let growth = UInt32(truncatingIfNeeded: now) &- UInt32(truncatingIfNeeded: before)
    return growth < .max / 2 ? Double(growth) : nil
  }
}

/// A thing that a kernel table has one line for.
protocol NamedCounters {
  var name: String { get }
}
extension DiskCounters: NamedCounters {}
extension InterfaceCounters: NamedCounters {}

/// Finds the old line of each new one; quick when the order stays, as it nearly always does.
private struct NameMatcher<Counters: NamedCounters> {
  private let lines: [Counters]
  private var expected = 0

  init(_ lines: [Counters]) { self.lines = lines }

  mutating func next(named name: String) -> Counters? {
    if expected < lines.count, lines[expected].name == name {
      defer { expected += 1 }
      return lines[expected]
    }
    guard let found = lines.firstIndex(where: { $0.name == name }) else { return nil }
    expected = found + 1
    return lines[found]
  }
}
