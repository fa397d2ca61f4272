extension Fleet {
  /// The usual peak of a host's load per core in the hour of the day that contains a moment; nil where it is not known.
  func usualPeak(ofHost place: Int, at moment: Timestamp) -> Double? {
    guard let usual = hosts[place].usualLoad, agedTo.since(usual.takenAt) <= UsualLoad.validity,
      let peak = usual.peak(at: moment)
    else { return nil }
    return peak.perCore ?? hosts[place].sample?.cores.map { peak.load / Double(max($0, 1)) }
  }
}
