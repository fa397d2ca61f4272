/// Why the store could not do it; nothing of the act was recorded unless `mayHaveHappened`.
public struct StoreFailure: Error, Hashable, Sendable {
  /// What went wrong.
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    case diskFull, readOnly, locked, newerSchema, damaged, notAllowed, tooLarge, conflict, unreachable, invalid, other
  }
  /// What went wrong.
  public var kind: Kind
  /// The place, the thing and the remedy, in one sentence; may hold text from outside.
  public var message: String
  /// Whether it could go better when tried again with nothing changed.
  public var isTemporary: Bool
  /// A failure.
  public init(_ kind: Kind, _ message: String, isTemporary: Bool = false) {
    self.kind = kind
    self.message = message
    self.isTemporary = isTemporary
  }
}

/// Where the team's operations are kept: the one port of the work log.
///
/// Whoever calls never waits on a thread of others; a store has its own.
public protocol WorkLogStore: Sendable {
  /// Records acts in one transaction; returns when they would survive a loss of power.
  ///
  /// An act whose id is recorded already with the same body counts once and is returned as it was recorded;
  /// with another body it is `conflict`.
  func append(_ drafts: [OperationDraft]) async throws(StoreFailure) -> [Operation]

  /// Decides by the team's state as it is, and by its place in the store, and records what was decided before anybody else can record anything.
  ///
  /// `decision` may be asked twice, the second time of another state; the last answer counts.
  func decide<Answer: Sendable>(
    _ decision: @escaping @Sendable (TeamState, StoreCursor) -> Decision<Answer>
  ) async throws(StoreFailure) -> Decided<Answer>

  /// Takes over operations of other stores, as they are; returns how many were new.
  func merge(_ operations: [Operation]) async throws(StoreFailure) -> Int

  /// A page of entries.
  func entries(_ query: EntryQuery, _ position: EntryPosition, limit: Int) async throws(StoreFailure) -> EntryPage

  /// One entry; nil when there is none of this id.
  func entry(_ id: OperationID) async throws(StoreFailure) -> EntryRecord?

  /// The identities that begin with a text, as people shorten them; at most `limit`.
  func identities(beginningWith text: String, limit: Int) async throws(StoreFailure) -> [OperationID]

  /// How many entries there are about each host.
  func entryCounts(of hosts: [HostID]) async throws(StoreFailure) -> [HostID: Int]

  /// The operations that are not about entries, recorded after a place of this store, in this store's order.
  func planOperations(after cursor: StoreCursor) async throws(StoreFailure) -> ([Operation], StoreCursor)

  /// The entries added or changed after a place of this store; at most `limit`.
  func changedEntries(after cursor: StoreCursor, limit: Int) async throws(StoreFailure) -> ([EntryRecord], StoreCursor)

  /// All operations after a place, in this store's order, at most `limit`: for exports, a piece at a time.
  func operations(after cursor: StoreCursor, limit: Int) async throws(StoreFailure) -> ([Operation], StoreCursor)

  /// The place after everything recorded so far.
  func latest() async throws(StoreFailure) -> StoreCursor
}

/// What is to be recorded, and what is answered, by the team's state at one moment.
public struct Decision<Answer: Sendable>: Sendable {
  /// What is answered.
  public var answer: Answer
  /// What is recorded, all or none; nothing when it is empty.
  public var drafts: [OperationDraft]
  /// A decision.
  public init(_ answer: Answer, drafts: [OperationDraft] = []) {
    self.answer = answer
    self.drafts = drafts
  }
}

/// A decision that holds: what it recorded would survive a loss of power.
public struct Decided<Answer: Sendable>: Sendable {
  /// What was answered.
  public var answer: Answer
  /// What was recorded.
  public var operations: [Operation]
  /// The team's state with it.
  public var team: TeamState
  /// The place in the store after everything that the decision knew, and what it recorded.
  public var cursor: StoreCursor
  /// A decision that holds.
  public init(answer: Answer, operations: [Operation], team: TeamState, cursor: StoreCursor) {
    self.answer = answer
    self.operations = operations
    self.team = team
    self.cursor = cursor
  }
}

/// A place in the order in which one store took operations in.
public struct StoreCursor: Hashable, Comparable, Sendable {
  /// The number of the last operation seen; 0 before the first.
  public var number: Int64
  /// A place.
  public init(number: Int64 = 0) { self.number = number }
  /// Orders places.
  public static func < (left: StoreCursor, right: StoreCursor) -> Bool { left.number < right.number }
}
