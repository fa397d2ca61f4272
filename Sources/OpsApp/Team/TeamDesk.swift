import ArgumentParser
import Dispatch
import Glibc
import OpsDomain
import OpsScreen
import Synchronization

/// The work log at the hands of one command: opened, with who writes, when, and in which zone.
struct TeamDesk {
  let files: FileOptions
  let access: WorkLogAccess
  /// Who writes: the person, unless the arguments name another.
  let author: Author
  /// The moment at which the command began.
  let now: Timestamp
  private let store: OpenedStore

  /// The work log is opened when it is first used; one that is only read is not made where there is none.
  init(_ options: TeamOptions, toWrite: Bool) throws {
    files = options.files
    access = try options.files.workLog()
    author = try options.author(access.author)
    now = Moments.now()
    store = OpenedStore(access, makes: toWrite)
  }

  /// The work log of an author; of a store of its own, as that of the demonstration, where one is given.
  init(
    _ files: FileOptions, _ access: WorkLogAccess, author: Author, makes: Bool, store: (any WorkLogStore)? = nil
  ) {
    self.files = files
    self.access = access
    self.author = author
    now = Moments.now()
    self.store = OpenedStore(access, makes: makes, opened: store)
  }

  /// The work log for commands that only look into it.
  init(_ files: FileOptions, _ access: WorkLogAccess) throws {
    self.files = files
    self.access = access
    author = access.author
    now = Moments.now()
    store = OpenedStore(access, makes: false)
  }

  /// The zone in which the person writes.
  var zone: ZoneRules { access.zone }

  /// Waits for what the store does; its failures become failures of the command.
  func read<Value: Sendable>(
    else none: Value, _ body: @escaping @Sendable (any WorkLogStore) async throws(StoreFailure) -> Value
  ) throws -> Value {
    guard store.isThere else { return none }
    let store = store
    return try Self.waiting { () async throws(StoreFailure) in try await body(try await store.open()) }
  }

  /// Records acts, all or none; the text is kept as a draft when that fails.
  @discardableResult
  func record(_ bodies: [OperationBody], text: String? = nil, via: Via = .cli) throws -> [OpsDomain.Operation] {
    for body in bodies {
      guard let problem = body.problem else { continue }
      var failure = CommandFailure(problem)
      (failure.message, failure.unsaved) = ("not saved: \(problem.message)", text)
      throw failure
    }
    return try record(drafts(bodies, via: via), text: text)
  }

  /// Records acts that have their identities already.
  @discardableResult
  func record(_ drafts: [OperationDraft], text: String? = nil) throws -> [OpsDomain.Operation] {
    do {
      return try read(else: []) { store throws(StoreFailure) in try await store.append(drafts) }
    } catch var failure as CommandFailure {
      failure.message = "not saved: \(failure.message)"
      failure.unsaved = text
      throw failure
    }
  }

  /// Takes over operations of other stores; how many were new.
  func merge(_ operations: [OpsDomain.Operation]) throws -> Int {
    try read(else: 0) { store throws(StoreFailure) in try await store.merge(operations) }
  }

  private func drafts(_ bodies: [OperationBody], via: Via) -> [OperationDraft] {
    access.drafts(bodies, via: via, now: now).map { draft in
      var draft = draft
      draft.author = author
      return draft
    }
  }

  /// What is planned, held and asked; at a moment of the past where one is given.
  func team(at moment: Timestamp? = nil) throws -> TeamState {
    let operations = try planOperations()
    return moment.map { TeamState(operations, until: $0) } ?? TeamState(operations)
  }

  /// All operations that are not about entries.
  func planOperations() throws -> [OpsDomain.Operation] {
    try read(else: []) { store throws(StoreFailure) in try await store.planOperations(after: StoreCursor()).0 }
  }

  /// The inventory of the person; ends the program with its mistakes.
  func inventory() throws -> Inventory { try files.loadInventory(foreign: true).inventory }

  /// The moment as a clock in the person's zone shows it.
  func civil(_ moment: Timestamp) -> CivilTime {
    CivilTime(moment, offsetSeconds: zone.offset(at: moment).offsetSeconds)
  }

  /// A moment as people write it, with a note where it is not quite what was written, as where clocks skip it.
  ///
  /// Ends the program when it is not understood.
  func moment(_ text: String, _ option: String, leaning: TimePhrase.Leaning = .back) throws -> Timestamp {
    do {
      let reading = try TimePhrase.reading(text, now: now, zone: zone, leaning: leaning)
      for note in reading.notes { StandardOutput.complain("note: \(option): \(harmless(note))") }
      return reading.moment
    } catch {
      throw ValidationError("\(option): \(harmless(error.description))")
    }
  }

  /// Does what may fail once there is a text that must not be lost.
  func keeping(_ text: String, _ body: () throws -> Void) throws {
    do {
      try body()
    } catch var failure as CommandFailure {
      failure.unsaved = failure.unsaved ?? text
      throw failure
    } catch let problem as ValidationError {
      DraftFile.tell(of: text, files.paths)
      throw problem
    }
  }

  /// Waits on this thread, which is the main one of a command, for a task.
  private static func waiting<Value: Sendable>(
    _ body: @escaping @Sendable () async throws(StoreFailure) -> Value
  ) throws -> Value {
    let answer = Answer<Value>()
    let done = DispatchSemaphore(value: 0)
    Task.detached {
      do throws(StoreFailure) {
        answer.put(.success(try await body()))
      } catch {
        answer.put(.failure(error))
      }
      done.signal()
    }
    done.wait()
    switch answer.take() {
    case .success(let value): return value
    case .failure(let failure): throw CommandFailure(failure)
    case .none: throw CommandFailure("the work log did not answer")
    }
  }
}

/// The work log, opened once.
private final class OpenedStore: Sendable {
  private let access: WorkLogAccess
  private let makes: Bool
  private let opened: Mutex<(any WorkLogStore)?>

  init(_ access: WorkLogAccess, makes: Bool, opened: (any WorkLogStore)? = nil) {
    self.access = access
    self.makes = makes
    self.opened = Mutex(opened)
  }

  /// Whether there is a work log, or there may be one.
  var isThere: Bool {
    if makes || opened.withLock({ $0 != nil }) { return true }
    // What is not there yet is empty; what cannot be looked at is for `open` to say.
    return unsafe Glibc.access(access.path, F_OK) == 0 || errno != ENOENT
  }

  /// The store; a command has one thread that asks for it.
  func open() async throws(StoreFailure) -> any WorkLogStore {
    if let store = opened.withLock({ $0 }) { return store }
    let store = try await access.open()
    opened.withLock { $0 = store }
    return store
  }
}

/// What a task has brought, for the thread that waits for it.
private final class Answer<Value: Sendable>: Sendable {
  private let value = Mutex<Result<Value, StoreFailure>?>(nil)
  func put(_ result: Result<Value, StoreFailure>) { value.withLock { $0 = result } }
  func take() -> Result<Value, StoreFailure>? { value.withLock { $0 } }
}
