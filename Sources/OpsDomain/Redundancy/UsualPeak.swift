extension Fleet {
  /// The usual peak of a host's load per core in the hour of the day that contains a moment; nil where it is not known.
  func usualPeak(ofHost place: Int, at moment: Timestamp) -> Double? { nil }
}
