import ArgumentParser
import OpsDomain
import OpsScreen

extension TeamDesk {
  /// An identity for an act that others of the same moment speak of.
  ///
  /// It tells when it was made, which may be long after the command began.
  func identity() -> OperationID { access.identities.next(at: Moments.now()) }

  /// Decides by the team's state as it is and records what was decided; nil when there is no store to write into.
  ///
  /// Others are waited for, for some times as long as one act waits.
  func decide<Answer: Sendable>(
    _ decision: @escaping @Sendable (TeamState, StoreCursor) -> Decision<Answer>
  ) throws -> Decided<Answer>? {
    for _ in 1..<Self.attemptsMax {
      do {
        return try read(else: nil) { store throws(StoreFailure) in try await store.decide(decision) }
      } catch let failure as CommandFailure where failure.kind == .locked {
        continue
      }
    }
    return try read(else: nil) { store throws(StoreFailure) in try await store.decide(decision) }
  }

  /// How often a store is asked that others keep locked.
  private static var attemptsMax: Int { 3 }

  /// An act of the author under an identity that is known before.
  func draft(_ id: OperationID, _ body: OperationBody) -> OperationDraft {
    OperationDraft(id: id, author: author, via: .cli, zone: access.zoneName, body: body)
  }

  /// The reservation that a person means: the one of this name, or the only one of his that nobody has ended.
  ///
  /// Ends the program when it is none or several.
  func reservation(_ reference: String?, _ team: TeamState) throws -> Reservation {
    func name(_ work: Reservation) -> String { team.reference(of: work.id) ?? work.reference }
    if let reference { return try one(team.find(reservation: reference), "reservation", reference, name: name) }
    let own = team.openReservations(at: now).filter { $0.plan.owner == author.account }
    guard let work = own.first else { throw ValidationError("you have no reservation that goes on") }
    guard own.count == 1 else {
      let names = own.map { "\(name($0)) (\(NodeSet.fold($0.hosts)))" }.joined(separator: ", ")
      throw ValidationError("say which one: \(harmless(names))")
    }
    return work
  }

  /// Ends work with the entry that tells of it; what becomes of the team's state.
  func end(
    _ work: Reservation, _ outcome: ReservationEnding.Outcome, at moment: Timestamp, reason: String,
    result: WorkResult?, command: CommandRecord? = nil
  ) throws -> TeamState {
    let (entry, end) = (identity(), identity())
    let ending = ReservationEnding(
      reservation: work.id, outcome: outcome, at: moment, reason: reason, result: result, exit: command?.exit,
      entry: entry)
    let told = work.closingEntry(ending, command: command, targets: targets(of: work), zone: access.zoneName)
    try record([draft(entry, .entryAdd(told)), draft(end, .reserveEnd(ending))], text: reason)
    return try team()
  }

  /// What entries about work in hand are about: what its first entry was, roles and all.
  private func targets(of work: Reservation) -> [EntryTarget] {
    let hosts = work.hosts.prefix(Self.reservedTargetsMax).map { EntryTarget(.host, $0) }
    guard let id = work.plan.entry else { return hosts }
    let opening = try? read(else: nil) { store throws(StoreFailure) in try await store.entry(id) }
    return opening?.entry.targets ?? hosts
  }

  /// The most hosts that an entry about work in hand names.
  static var reservedTargetsMax: Int { 1_000 }
}
