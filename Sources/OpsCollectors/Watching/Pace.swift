import OpsDomain

/// How often things are asked, in slots of a tenth of a second.
///
/// All asks of one slot are one wake-up. What nobody waits for falls on every fifth slot, so that ten thousand hosts
/// cost two wake-ups a second, and never more than ten.
enum Pace {
  /// The length of a slot in milliseconds.
  static let slotMilliseconds: Int64 = 100
  /// Asks that follow from an interval fall on multiples of so many slots.
  static let grain = 5
  /// Ticks of hosts on the screen or in trouble: 5 s.
  static let attendedTick = 50
  /// The second tick of a host on the screen, 1 s after the first: rates need two.
  static let secondTick = 10
  /// Disks: 60 s.
  static let disk = 600
  /// Disks of the host whose view is open: 15 s.
  static let drilledDisk = 150
  /// Facts: an hour.
  static let facts = 36_000
  /// Facts of a host that answers again, at the earliest after 5 min: it may have come back with another kernel.
  static let factsAfterReturn = 3_000
  /// Facts of the host whose view is open, and of hosts whose facts are doubted: 60 s.
  static let attendedFacts = 600
  /// Posture: an hour.
  static let posture = 36_000
  /// Posture of a host that answers again, at the earliest after 15 min: it costs the host more than all else.
  static let postureAfterReturn = 9_000
  /// Posture that a person asks for, at the earliest after 1 min.
  static let postureAfterRecheck = 600
  /// The first posture comes after what is wanted at once: 5 s.
  static let firstPosture = 50
  /// Of more hosts than this the first postures are spread: over a second for each host, at most 10 min.
  static let postureBatch = 8
  static let postureRampMax = 6_000
  /// Processes of the host whose view is open: 5 s.
  static let processes = 50
  /// The shortest interval that an inventory can ask for: 1 s.
  static let shortestInterval = 10
  /// The longest: an hour.
  static let longestInterval = 36_000
  /// Asks of one batch that may go out in the same slot; larger batches take a second for so many.
  static let batch = 64
  /// Asks overdue by more than this (10 s) were not late but asleep, as a stopped program is.
  static let asleep = 100

  /// The slot that holds a moment, counted from the origin of `moment`.
  static func slot(_ moment: Duration) -> Int { Int(clamping: moment.wholeMilliseconds / slotMilliseconds) }

  /// The first moment of a slot.
  static func moment(_ slot: Int) -> Duration { .milliseconds(Int64(slot) * slotMilliseconds) }

  /// The interval of an inventory in slots, within the limits, on the grain.
  static func interval(_ interval: Duration) -> Int {
    aligned(min(max(slot(interval), shortestInterval), longestInterval))
  }

  /// The first slot on the grain that is not before `slot`.
  static func aligned(_ slot: Int) -> Int { (slot + grain - 1) / grain * grain }

  /// Over how many slots the first postures of so many hosts are spread.
  static func postureRamp(_ count: Int) -> Int { count <= postureBatch ? 0 : min(count * 10, postureRampMax) }

  /// Over how many slots a batch of so many asks is spread; 0: all at once.
  static func ramp(_ count: Int) -> Int { count <= batch ? 0 : count * 10 / batch }
}
