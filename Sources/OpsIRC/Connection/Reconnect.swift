/// When a network is tried again after a connection ended or could not begin.
///
/// A network that answered before is tried often for a while, as most outages are restarts: after 1, 2, 4 and then
/// every 8 s for five minutes, so that one is back within ten seconds of it. After that, and for networks that never
/// answered, the wait doubles from 5 s to 10 min. A server that takes the connection and then ends it before
/// registration does not want us so soon, and gets the long waits at once. Only a connection that was registered for a
/// minute makes all well again. Each wait is varied by a fifth, so that many consoles do not come at the same moment.
///
/// Times are milliseconds of a clock that counts sleep.
public struct Reconnect: Hashable, Sendable {
  /// The first of the long waits, in milliseconds.
  public static let firstWait: Int64 = 5_000
  /// The longest wait.
  public static let longestWait: Int64 = 600_000
  /// The longest of the quick waits.
  public static let quickWait: Int64 = 8_000
  /// For how long after the loss the quick waits are used.
  public static let quickFor: Int64 = 300_000
  /// How long a connection must be registered to make all well again.
  public static let stableAfter: Int64 = 60_000

  /// When it is tried next; nil: not by itself.
  public private(set) var next: Int64?
  /// How often it was tried without a stable connection.
  public private(set) var failures = 0
  private var isLeft = false
  private var hasRegistered = false
  private var registeredAt: Int64?
  private var lostAt: Int64?
  private var quickTries = 0
  private var longTries = 0

  /// Nothing was tried yet.
  public init() {}

  /// Whether it is to be tried now.
  public func isDue(at now: Int64) -> Bool { next.map { $0 <= now } ?? false }

  /// An attempt was begun.
  public mutating func begun() {
    next = nil
    isLeft = false
    registeredAt = nil
  }

  /// Registration is done.
  public mutating func registered(at now: Int64) {
    hasRegistered = true
    registeredAt = now
  }

  /// One leaves the network by one's own will: it is not tried again until asked.
  public mutating func left() {
    isLeft = true
    next = nil
  }

  /// A person wants it now.
  public mutating func asked(at now: Int64) {
    isLeft = false
    next = now
  }

  /// The machine has slept, or its network is back: what waits is tried now.
  public mutating func woke(at now: Int64) {
    if next != nil { next = now }
  }

  /// The connection ended or could not begin; `chance` is from 0 to 1.
  public mutating func ended(_ failure: ConnectionFailure, at now: Int64, chance: Double) {
    let isNetwork = [.unresolved, .refused, .unreachable, .timedOut, .reset].contains(failure.kind)
    ended(mayRetry: failure.mayRetry && failure.kind != .asked, wasUnreached: isNetwork, at: now, chance: chance)
  }

  /// The connection ended or could not begin; `wasUnreached` where no server answered.
  public mutating func ended(mayRetry: Bool, wasUnreached: Bool, at now: Int64, chance: Double) {
    let since = registeredAt
    registeredAt = nil
    if let since, now - since >= Self.stableAfter {
      (failures, quickTries, longTries) = (0, 0, 0)
      lostAt = nil
    }
    failures += 1
    guard mayRetry, !isLeft else {
      next = nil
      return
    }
    let lost = lostAt ?? now
    lostAt = lost
    let isQuick = hasRegistered && (since != nil || wasUnreached) && now - lost < Self.quickFor
    next = now + Self.varied(isQuick ? quick() : long(), chance)
  }

  private mutating func quick() -> Int64 {
    defer { quickTries = min(quickTries + 1, 10) }
    return min(Self.quickWait, 1_000 << Int64(quickTries))
  }

  private mutating func long() -> Int64 {
    defer { longTries = min(longTries + 1, 20) }
    return min(Self.longestWait, Self.firstWait << Int64(longTries))
  }

  /// A wait that is a fifth longer or shorter at most.
  private static func varied(_ wait: Int64, _ chance: Double) -> Int64 {
    let share = chance.isFinite ? min(max(chance, 0), 1) : 0.5
    return Int64((Double(wait) * (0.8 + 0.4 * share)).rounded())
  }
}

/// Notices that the machine slept or the process was stopped, from two clocks read about once a second.
public struct WakeWatch: Hashable, Sendable {
  /// By how much the clock that counts sleep may run ahead of the other, in milliseconds.
  public static let sleepMin: Int64 = 2_000
  /// How late a reading may be, in milliseconds.
  public static let lateMin: Int64 = 30_000
  private var ahead: Int64?
  private var readAt: Int64?

  /// Nothing was read yet.
  public init() {}

  /// Whether there was a sleep since the last reading: CLOCK_BOOTTIME and CLOCK_MONOTONIC, in milliseconds.
  public mutating func hasWoken(boot: Int64, monotonic: Int64) -> Bool {
    defer {
      ahead = boot &- monotonic
      readAt = boot
    }
    guard let ahead, let readAt else { return false }
    return (boot &- monotonic) &- ahead >= Self.sleepMin || boot &- readAt >= Self.lateMin
  }
}
