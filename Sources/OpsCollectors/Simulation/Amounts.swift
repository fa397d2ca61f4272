/// What a host does per second, and, multiplied by time passed, what its counters have counted.
///
/// Shares of CPU time and load are per core; pressure is a share of time.
struct Amounts: Hashable, Sendable {
  var user = 0.0
  var system = 0.0
  var iowait = 0.0
  var steal = 0.0
  var load = 0.0
  var cpuPressure = 0.0
  var memoryPressure = 0.0
  var ioPressure = 0.0
  var receivedBytes = 0.0
  var sentBytes = 0.0
  var swappedIn = 0.0
  var swappedOut = 0.0
  var majorFaults = 0.0
  var diskBusy = 0.0
  var readBytes = 0.0
  var writtenBytes = 0.0

  /// CPU time that programs used.
  var busy: Double { user + system }
}

/// How much time of each kind has passed: of the host's usual demand, its usual storage work, and its trouble.
struct Progress: Hashable, Sendable {
  /// Wall seconds.
  var time: Double
  /// Seconds of usual demand.
  var demand: Double
  /// Seconds of usual storage work.
  var storage: Double
  /// Seconds of trouble.
  var trouble: Double

  /// What passed between two moments.
  static func - (later: Progress, earlier: Progress) -> Progress {
    Progress(
      time: later.time - earlier.time, demand: later.demand - earlier.demand,
      storage: later.storage - earlier.storage, trouble: later.trouble - earlier.trouble)
  }

  /// The mean of each kind over the time that passed.
  var perSecond: Progress {
    guard time > 0 else { return Progress(time: 1, demand: 1, storage: 1, trouble: 0) }
    return Progress(time: 1, demand: demand / time, storage: storage / time, trouble: trouble / time)
  }
}

extension Amounts {
  /// What a host that usually does `usual`, and `extra` in trouble, did in this time.
  init(_ usual: Amounts, _ extra: Amounts, during passed: Progress) {
    let (demand, storage, trouble) = (passed.demand, passed.storage, passed.trouble)
    user = usual.user * demand + extra.user * trouble
    system = usual.system * demand + extra.system * trouble
    iowait = usual.iowait * storage + extra.iowait * trouble
    steal = usual.steal * demand + extra.steal * trouble
    load = usual.load * demand + extra.load * trouble
    cpuPressure = usual.cpuPressure * demand + extra.cpuPressure * trouble
    memoryPressure = usual.memoryPressure * storage + extra.memoryPressure * trouble
    ioPressure = usual.ioPressure * storage + extra.ioPressure * trouble
    receivedBytes = usual.receivedBytes * demand + extra.receivedBytes * trouble
    sentBytes = usual.sentBytes * demand + extra.sentBytes * trouble
    swappedIn = usual.swappedIn * storage + extra.swappedIn * trouble
    swappedOut = usual.swappedOut * storage + extra.swappedOut * trouble
    majorFaults = usual.majorFaults * storage + extra.majorFaults * trouble
    diskBusy = usual.diskBusy * storage + extra.diskBusy * trouble
    readBytes = usual.readBytes * storage + extra.readBytes * trouble
    writtenBytes = usual.writtenBytes * storage + extra.writtenBytes * trouble
  }
}
