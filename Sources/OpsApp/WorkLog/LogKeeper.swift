import OpsConsole
import OpsDomain
import OpsSQLite
import Synchronization

/// Serves the console's work log: opens the store, does what the console asks for, tells what others add, and mends what
/// can be mended.
///
/// Nothing of it runs on the main thread. Acts are recorded one after the other in the order in which they were asked
/// for; so are pages read, beside them.
actor LogKeeper {
  /// The most requests that wait; further ones fail.
  static let queueLimit = 4096
  /// How many changed entries are read at once.
  static let changesAtOnce = 500
  /// How many times in a row changed entries are read before the rest is passed over: a whole import need not be told.
  static let roundsOfChanges = 4
  /// The most attempts whose identities are kept for a second one.
  static let attemptLimit = 256

  /// How the keeper reaches the outside.
  struct Means: Sendable {
    /// Opens the store.
    var open: @Sendable () async throws(StoreFailure) -> any WorkLogStore
    /// Begins to call whenever other processes have written; called again each time the store was opened.
    var watch: @Sendable (_ call: @escaping @Sendable () -> Void) -> Void = { _ in }
    /// Says why nothing could be recorded now; does nothing when all is well.
    var probe: @Sendable (any WorkLogStore) async throws(StoreFailure) -> Void
    /// Which file the store reads; nil when it has none.
    var file: @Sendable (any WorkLogStore) async throws(StoreFailure) -> FileIdentity? = { _ in nil }
    /// Makes acts of the person ready to be recorded.
    var drafts: @Sendable ([OperationBody]) -> [OperationDraft]
    /// Tells the console.
    var tell: @Sendable (LogNews) -> Void
    /// Why nothing may be recorded at all; nil when it may.
    var refusal: StoreFailure?
    /// Waits for a time.
    var sleep: @Sendable (Duration) async -> Void = { try? await Task.sleep(for: $0) }
  }

  private enum Order: Sendable {
    case append([OperationBody], ticket: Int)
    case read(EntryQuery, EntryPosition, limit: Int, ticket: Int)
    case count([HostID])
  }
  private struct Attempt {
    var bodies: [OperationBody]
    var drafts: [OperationDraft]
  }

  private let means: Means
  private let writes: (stream: AsyncStream<Order>, into: AsyncStream<Order>.Continuation)
  private let reads: (stream: AsyncStream<Order>, into: AsyncStream<Order>.Continuation)
  private let unfinished = Atomic(0)
  private var store: (any WorkLogStore)?
  private var trouble: StoreFailure?
  private var attempts: [Int: Attempt] = [:]
  private var seen: EntryPlace?
  private var team = TeamState()
  private var planCursor = StoreCursor()
  private var entryCursor = StoreCursor()
  private var file: FileIdentity?
  private var isLooking = false
  private var mustLookAgain = false
  private var isMending = false

  init(_ means: Means) {
    self.means = means
    writes = Self.queue()
    reads = Self.queue()
  }

  private static func queue() -> (AsyncStream<Order>, AsyncStream<Order>.Continuation) {
    AsyncStream.makeStream(bufferingPolicy: .bufferingOldest(queueLimit))
  }

  /// Opens the store and serves from then on, on tasks of its own; `seen` is the last entry seen in an earlier session.
  ///
  /// What was asked for before waits until the store is open or in trouble.
  nonisolated func begin(seen: EntryPlace? = nil) {
    Task.detached { [self] in
      await openFirst(seen)
      async let written: Void = serve(writes.stream)
      async let read: Void = serve(reads.stream)
      _ = await (written, read)
    }
  }

  /// Ends the tasks once what was asked for is done.
  nonisolated func stop() {
    writes.into.finish()
    reads.into.finish()
  }

  /// Whether acts that were to be recorded still wait or are under way.
  nonisolated var isRecording: Bool { unfinished.load(ordering: .acquiring) > 0 }

  /// Records acts, later; the answer carries the ticket.
  nonisolated func append(_ bodies: [OperationBody], ticket: Int) {
    unfinished.add(1, ordering: .acquiringAndReleasing)
    if !put(.append(bodies, ticket: ticket), into: writes.into) {
      unfinished.subtract(1, ordering: .acquiringAndReleasing)
      means.tell(.failed(Self.tooMuch, ticket: ticket))
    }
  }

  /// Reads a page, later; the answer carries the ticket.
  nonisolated func read(_ query: EntryQuery, _ position: EntryPosition, limit: Int, ticket: Int) {
    if !put(.read(query, position, limit: limit, ticket: ticket), into: reads.into) {
      means.tell(.failed(Self.tooMuch, ticket: ticket))
    }
  }

  /// Counts entries about hosts, later.
  nonisolated func count(_ hosts: [HostID]) { _ = put(.count(hosts), into: reads.into) }

  /// Looks for what other processes have added.
  nonisolated func lookForNews() { Task { await look() } }

  private nonisolated func put(_ order: Order, into queue: AsyncStream<Order>.Continuation) -> Bool {
    if case .enqueued = queue.yield(order) { return true }
    return false
  }

  private static let tooMuch = StoreFailure(
    .other, "the work log is busy: too many requests wait; try again", isTemporary: true)
}

// MARK: Serving

extension LogKeeper {
  private func serve(_ orders: AsyncStream<Order>) async {
    for await order in orders {
      switch order {
      case .append(let bodies, let ticket):
        await record(bodies, ticket)
        unfinished.subtract(1, ordering: .acquiringAndReleasing)
      case .read(let query, let position, let limit, let ticket): await page(query, position, limit, ticket)
      case .count(let hosts): await tally(hosts)
      }
    }
  }

  private func record(_ bodies: [OperationBody], _ ticket: Int) async {
    do throws(StoreFailure) {
      if let refusal = means.refusal { throw refusal }
      for body in bodies { if let problem = body.problem { throw problem } }
      let operations = try await opened().append(drafts(bodies, ticket))
      attempts[ticket] = nil
      means.tell(.saved(operations, ticket: ticket))
      if trouble != nil { heal() }
      await look()
    } catch {
      means.tell(.failed(error, ticket: ticket))
      take(error)
    }
  }

  /// The same drafts for the same acts of one ticket, so that a second attempt cannot double them.
  private func drafts(_ bodies: [OperationBody], _ ticket: Int) -> [OperationDraft] {
    if let attempt = attempts[ticket], attempt.bodies == bodies { return attempt.drafts }
    if attempts.count >= Self.attemptLimit, let oldest = attempts.keys.min() { attempts[oldest] = nil }
    let drafts = means.drafts(bodies)
    attempts[ticket] = Attempt(bodies: bodies, drafts: drafts)
    return drafts
  }

  private func page(_ query: EntryQuery, _ position: EntryPosition, _ limit: Int, _ ticket: Int) async {
    do throws(StoreFailure) {
      means.tell(.page(try await opened().entries(query, position, limit: limit), ticket: ticket))
    } catch {
      means.tell(.failed(error, ticket: ticket))
      take(error)
    }
  }

  private func tally(_ hosts: [HostID]) async {
    do throws(StoreFailure) {
      means.tell(.counts(try await opened().entryCounts(of: hosts)))
    } catch {
      take(error)
    }
  }

  private func opened() throws(StoreFailure) -> any WorkLogStore {
    guard let store else { throw trouble ?? StoreFailure(.unreachable, "the work log is not open", isTemporary: true) }
    return store
  }
}

// MARK: Acts made elsewhere

extension LogKeeper {
  /// Records an act that was made elsewhere, as a line of the chat, and tells the console; nothing when it is there
  /// already, under its own identity or one of these.
  func record(_ draft: OperationDraft, unless others: [OperationID]) async -> CaptureOutcome {
    do throws(StoreFailure) {
      if let refusal = means.refusal { throw refusal }
      if let problem = draft.body.problem { throw problem }
      let store = try opened()
      for id in [draft.id] + others where try await store.entry(id) != nil { return .known(id) }
      _ = try await store.append([draft])
      if trouble != nil { heal() }
      await look()
      return .new(draft.id)
    } catch {
      take(error)
      return .failed(error)
    }
  }

  /// The name under which this machine writes; nil while it is not known.
  func writer() async -> String? { try? await (store as? SQLiteStore)?.writerName() }
}

// MARK: News

extension LogKeeper {
  /// Tells what was added since the last look; one look at a time.
  private func look() async {
    mustLookAgain = true
    guard !isLooking else { return }
    isLooking = true
    defer { isLooking = false }
    while mustLookAgain, let store {
      mustLookAgain = false
      do throws(StoreFailure) {
        if try await isAnother(store) {
          try await tellAnew(store)
        } else {
          try await tellPlans(store)
          try await tellEntries(store)
        }
      } catch {
        take(error)
        return
      }
    }
  }

  /// Whether another file lies in place of the one that was read, as when an older copy was put back: its numbers mean
  /// other acts.
  private func isAnother(_ store: any WorkLogStore) async throws(StoreFailure) -> Bool {
    if try await means.file(store) != file { return true }
    return try await store.latest() < max(planCursor, entryCursor)
  }

  /// Forgets what was read and tells all that is there now.
  private func tellAnew(_ store: any WorkLogStore) async throws(StoreFailure) {
    let file = try await means.file(store)
    let latest = try await store.latest()
    let (operations, cursor) = try await store.planOperations(after: StoreCursor())
    var team = TeamState()
    team.apply(operations)
    (self.file, self.team, planCursor, entryCursor) = (file, team, cursor, latest)
    means.tell(.team(team))
    means.tell(.changed([]))
  }

  private func tellPlans(_ store: any WorkLogStore) async throws(StoreFailure) {
    let (operations, cursor) = try await store.planOperations(after: planCursor)
    guard cursor > planCursor else { return }
    planCursor = cursor
    guard !operations.isEmpty else { return }
    team.apply(operations)
    means.tell(.team(team))
  }

  private func tellEntries(_ store: any WorkLogStore) async throws(StoreFailure) {
    for _ in 0..<Self.roundsOfChanges {
      let (records, cursor) = try await store.changedEntries(after: entryCursor, limit: Self.changesAtOnce)
      guard cursor > entryCursor else { return }
      entryCursor = cursor
      if !records.isEmpty { means.tell(.changed(records)) }
    }
    // The console reads what it shows again when entries change.
    let latest = try await store.latest()
    guard latest > entryCursor else { return }
    entryCursor = latest
    means.tell(.changed([]))
  }
}

// MARK: Opening and mending

extension LogKeeper {
  private func openFirst(_ seen: EntryPlace?) async {
    self.seen = seen
    do throws(StoreFailure) {
      try await open()
      tellOpened()
    } catch {
      take(error)
    }
  }

  private func tellOpened() { means.tell(.opened(team, drafts: [:], seen: seen)) }

  /// Opens the store and folds what the team has planned.
  private func open() async throws(StoreFailure) {
    let new = try await means.open()
    file = try await means.file(new)
    entryCursor = try await new.latest()
    let (operations, cursor) = try await new.planOperations(after: planCursor)
    team.apply(operations)
    planCursor = cursor
    store = new
    means.watch { [weak self] in self?.lookForNews() }
  }

  /// Takes note of a failure; one of the store itself is told, and mending begins.
  private func take(_ failure: StoreFailure) {
    switch failure.kind {
    case .tooLarge, .conflict, .invalid: return
    case .diskFull, .readOnly, .locked, .newerSchema, .damaged, .notAllowed, .unreachable, .other: break
    }
    guard failure != means.refusal else { return }
    if trouble != failure {
      trouble = failure
      means.tell(.trouble(failure))
    }
    guard !isMending else { return }
    isMending = true
    Task { await mend() }
  }

  /// Tries again and again, ever more slowly, until the store can be read and written.
  private func mend() async {
    var delay = Duration.milliseconds(500)
    while trouble != nil {
      await means.sleep(delay)
      delay = min(delay * 2, .seconds(4))
      guard trouble != nil else { break }
      do throws(StoreFailure) {
        if let store {
          if means.refusal == nil { try await means.probe(store) }
        } else {
          try await open()
          tellOpened()
        }
        heal()
      } catch {
        take(error)
      }
    }
    isMending = false
    await look()
  }

  private func heal() {
    trouble = nil
    means.tell(.trouble(nil))
  }
}
