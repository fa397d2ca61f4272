import OpsDomain

/// What was read of the servers and of the log, on which verdicts are told by what the team plans at one moment.
struct VerdictGround: Sendable {
  /// The hosts that matter, as they were read.
  let fleet: Fleet
  /// Work that was begun in the log and not ended.
  let openWork: [OpenWork]
  /// Why the store cannot be read; nil when it can.
  var trouble: String?
  let zones: ZoneCatalogue
  /// The zone in which sentences tell times.
  let zone: ZoneRules
  /// When all this was so.
  var now: Timestamp

  /// All that a verdict is told from, by a state of the team, whose place in the store is known where it was read.
  func snapshot(_ team: TeamState, at cursor: StoreCursor?) -> VerdictSnapshot {
    var fleet = fleet
    fleet.lay(StatusWords(team, at: now, zone: zone).withoutReleasing.words, at: now)
    let store = StoreStanding(
      cursor: cursor, unreachedSince: trouble == nil ? nil : now, trouble: trouble ?? "")
    return VerdictSnapshot(
      fleet: fleet, team: team, work: team.workInHand(at: now), openWork: openWork, store: store, zones: zones,
      zone: zone, now: now)
  }
}
