/// Numbers the things that series are about (CPUs, disks, mounts) in the order in which they appear, and remembers
/// which of their metrics were read, so that of duplicate series the first one counts.
struct SeriesTable {
  /// What is known of a series.
  enum Place: Equatable {
    /// New: the caller begins it.
    case new(Int)
    /// Known, and this metric of it was not read yet.
    case known(Int)
  }

  private let limit: Int
  private var hashes: [UInt64] = []
  private var seen: [UInt64] = []
  private var places: [UInt64: Int] = [:]
  private var last = 0

  /// A table that holds at most so many.
  init(limit: Int) { self.limit = limit }

  /// How many there are.
  var count: Int { hashes.count }

  /// The place of the thing whose label has this hash; nil when its metric was read before, or the table is full.
  mutating func place(of hash: ByteHash, metric: UInt8) -> Place? {
    let bit: UInt64 = 1 << UInt64(metric & 63)
    guard let known = find(hash.value) else {
      guard hashes.count < limit else { return nil }
      last = hashes.count
      places[hash.value] = last
      hashes.append(hash.value)
      seen.append(bit)
      return .new(last)
    }
    guard seen[known] & bit == 0 else { return nil }
    seen[known] |= bit
    return .known(known)
  }

  /// Pages list their series metric by metric in one order: the next one is nearly always the one after the last.
  private mutating func find(_ hash: UInt64) -> Int? {
    if last < hashes.count, hashes[last] == hash { return last }
    let next = last + 1 < hashes.count ? last + 1 : 0
    if next < hashes.count, hashes[next] == hash {
      last = next
      return next
    }
    guard let known = places[hash] else { return nil }
    last = known
    return known
  }
}
