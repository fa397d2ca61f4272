/// A role's hosts counted once: duties, the work they carry, and where they stand.
///
/// Work is load: the mean number of processes that run or want to. It is reckoned by core, and taken to spread evenly
/// over the cores that are left.
struct RoleTally {
  var counts = DutyCounts()
  /// Sound hosts on each parent, where parents are known.
  var soundOnParent: [String: Int] = [:]
  /// Cores of the hosts that carry load.
  var cores = 0.0
  /// The cores of the largest of them: its loss is the worst.
  var largestCores = 0.0
  /// The load of sound hosts that is known, and the cores it was read on.
  private var work = 0.0
  private var workCores = 0.0
  /// The same of ailing ones.
  private var ailingWork = 0.0
  private var ailingCores = 0.0
  /// The usual peak work of the hour that was asked for, and the cores it is known of.
  private var peakWork = 0.0
  private var carrierPeakWork = 0.0
  private var carrierPeakCores = 0.0
  /// The cores of hosts that are to be taken out and carry load.
  private(set) var takenCores = 0.0
  /// How many of the hosts that are to be taken out have which duty.
  private(set) var taken = DutyCounts()

  /// Counts a host.
  mutating func take(_ duty: HostDuty, cores: Int?, load: Double?, peak: Double?, isTaken: Bool) {
    counts[duty] += 1
    if isTaken { taken[duty] += 1 }
    let weight = Double(max(cores ?? 1, 1))
    if let peak, peak.isFinite, peak >= 0 {
      // Who is out of service now carried this work when it was in; the others will have it.
      peakWork += peak * weight
      if duty.carries {
        carrierPeakWork += peak * weight
        carrierPeakCores += weight
      }
    }
    guard duty.carries else { return }
    self.cores += weight
    largestCores = max(largestCores, weight)
    if isTaken { takenCores += weight }
    guard let load, load.isFinite, load >= 0 else { return }
    if duty == .sound {
      work += load * weight
      workCores += weight
    } else {
      ailingWork += load * weight
      ailingCores += weight
    }
  }

  /// The load per core of those that carry it now, when so many cores of theirs are taken away.
  ///
  /// What runs away on an ailing host is not work that others would take over: such a host is taken to carry what the
  /// sound ones do by core. Nil when nobody is left, or when less than half of it is known.
  func load(without lost: Double) -> Double? {
    guard (workCores + ailingCores) * 2 >= cores, workCores + ailingCores > 0 else { return nil }
    let byCore = workCores > 0 ? work / workCores : ailingWork / ailingCores
    return spread(byCore * cores, without: lost)
  }

  /// The same with the usual peak of the hour.
  func peak(without lost: Double) -> Double? {
    guard carrierPeakCores * 2 >= cores, carrierPeakCores > 0 else { return nil }
    let unknown = max(cores - carrierPeakCores, 0) * carrierPeakWork / carrierPeakCores
    return spread(peakWork + unknown, without: lost)
  }

  private func spread(_ work: Double, without lost: Double) -> Double? {
    let left = cores - lost
    return left > 0 ? work / left : nil
  }
}

extension Fleet {
  /// Counts the hosts of a role, by its place in `roles`; the peaks are those of the hour that contains a moment.
  func tally(ofRole index: Int, peaksAt moment: Timestamp?, isTaken: (Int) -> Bool = { _ in false }) -> RoleTally {
    var tally = RoleTally()
    for place in roleMembers[index] {
      // Field by field: to take a whole host out of the array costs twenty reference counts.
      let duty = hosts[place].duty
      let peak = moment.flatMap { usualPeak(ofHost: place, at: $0) }
      tally.take(
        duty, cores: hosts[place].sample?.cores, load: hosts[place].vitals?.loadPerCore, peak: peak,
        isTaken: isTaken(place))
      if duty == .sound, let parent = hosts[place].host.parent { tally.soundOnParent[parent, default: 0] += 1 }
    }
    return tally
  }
}
